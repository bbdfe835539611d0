"""The question whether words are a report (检举控告), and what was answered: kept until the act is done, and only here.

What is left as the claim of two taken apart is asked about again while it sounds like a report (Regulation Art. 30(3)).
"""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui.rules.text import fold
from jiefang_tui.services.asking.asked_once import sounds
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.terms import ReportAnswer

CLAIM_FIELDS = ("request", "facts", "concerned_unit", "concerned_person")
"""What of a claim is asked anew when a report is taken out of it."""
_LEFT = "留下的求决里还像有检举控告；检举的话不能留在求决里。"


def forget_answers(desk: Desk) -> None:
    """They were kept; the words they were about are not held in memory any longer."""
    desk.answered.clear()


def key_of(words: Mapping[str, str]) -> str:
    """Under what the answer about a claim's words (`CLAIM_FIELDS`) is kept."""
    return fold("\n".join(words[name] for name in CLAIM_FIELDS))


def question(desk: Desk, words: Mapping[str, str], *, is_left: bool = False) -> Asks:
    """The question with its four answers; the last wants the claim's own words. `is_left`: these are such."""
    said = _LEFT if is_left else "话里像有检举控告。只问这一次，都照常登记。"
    article = {ReportAnswer.VIOLATION.value: "(第三十一条第五项)"}
    options = [(code, label + article.get(code, "")) for code, label in ReportAnswer.labels()]
    return _asks(desk, words, said, options, {ReportAnswer.BOTH.value: words})


def must_be_a_claim(desk: Desk, words: Mapping[str, str]) -> None:
    """Raise `Asks` while what is left of a registered matter sounds like a report, until it is said to be a claim."""
    said, person, unit = (words["request"], words["facts"]), words["concerned_person"], words["concerned_unit"]
    if key_of(words) not in desk.answered and sounds(desk, said, person, unit, is_left=True):
        option = (ReportAnswer.CLAIM.value, "是求决，就这样留下；不是的按 Esc 回去删")
        raise _asks(desk, words, _LEFT, [option], {})


def _asks(
    desk: Desk,
    words: Mapping[str, str],
    said: str,
    options: list[tuple[str, str]],
    more: Mapping[str, Mapping[str, str]],
) -> Asks:
    def answer(code: str, claim: Mapping[str, str]) -> None:
        claimed = {name: claim.get(name, "").strip() for name in CLAIM_FIELDS if name in claim}
        desk.answered[key_of(words)] = (code, claimed)

    return Asks(said, options, answer, more)
