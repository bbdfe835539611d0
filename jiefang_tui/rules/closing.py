"""结案审查: what is still missing before a matter may be taken off the list (销号), and where it is filled in.

It stands in the way of 销号 only. 告知, 办结 and 送达 run on the law's clock and ask nothing here; whether the
petitioner signs is no gap at all (domain §4.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiefang_tui.terms import CheckAnswer, Reaction, Solved

CHECKS: dict[str, str] = {
    "solved": "诉求合理的解决问题到位",
    "explained": "诉求无理的思想教育到位",
    "helped": "生活困难的帮扶救助到位",
    "handled_by_law": "行为违法的依法处理",
}
"""三到位一处理 (Art. 27): column of `Closing` -> words."""

LEADER_SIGNS = "接访领导签字"
DOCUMENTS, PERFORMANCE, FOLLOW_UP, BOXES, PUSHES, FORM = (
    "4 文书", "5 履约", "6 回访 Insert", "2 三定三包", "7 督办", "销号单",
)  # fmt: skip
"""Tab (and key) of the matter's screen that fills a gap; `FORM` is the form of the closing itself."""


@dataclass(frozen=True)
class Gap:
    """One thing the closing review misses."""

    what: str
    """``回访``."""
    key: str
    """Which tab and key fill it: ``6 回访 Insert``."""
    sentence: str
    is_in_form: bool = False
    """The form of the closing asks for it; everything else has to be done before."""


@dataclass(frozen=True)
class ClosingFacts:
    """What the review looks at."""

    owes_opinion: bool = False
    """A handling opinion is due by law (accepted on the route of Art. 31(6), not mediated, not handled simply)."""
    replied_on: date | None = None
    served_on: date | None = None
    executed_on: date | None = None
    is_visited: bool = False
    """Visited since it was concluded."""
    commitments: tuple[str, ...] = ()
    """Open ones."""
    measures: tuple[str, ...] = ()
    """Open ones."""
    box_gap: str = ""
    """`duties.gap_sentence` of a matter under a leader."""
    cards: tuple[str, ...] = ()
    """Numbers with colour of cards not withdrawn."""
    leaders: tuple[str, ...] = ()
    """Who received it or owns it and is still here; any leader may sign when there is none."""


@dataclass(frozen=True)
class Signed:
    """What the form of the closing says."""

    checks: Mapping[str, str]
    leader: str


def gaps(facts: ClosingFacts, signed: Signed | None = None) -> list[Gap]:
    """What is missing, in the order in which it is done. Without `signed` what the form asks for is missing, too."""
    return [*_before(facts), *_in_form(facts, signed or Signed({}, ""))]


def _before(facts: ClosingFacts) -> list[Gap]:
    found = []
    if facts.replied_on is not None and facts.served_on is None:
        found.append(Gap("送达", DOCUMENTS, "处理意见书还没有送达信访人。"))
    elif facts.owes_opinion and facts.replied_on is None:
        found.append(Gap("处理意见书", DOCUMENTS, "没有出具处理意见书；确实不用出具的，销号时写明原因。"))
    if facts.commitments:
        found.append(Gap("承诺事项", PERFORMANCE, f"{open_sentence(facts.commitments, ())}。"))
    if facts.measures:
        found.append(Gap("化解措施", BOXES, f"{open_sentence((), facts.measures)}。"))
    if facts.executed_on is None:
        found.append(Gap("执行到位", PERFORMANCE, "还没有记执行到位；没有要执行的，请写明原因。"))
    if not facts.is_visited:
        found.append(Gap("回访", FOLLOW_UP, "办结以后还没有回访。"))
    if facts.box_gap:
        found.append(Gap("三定三包", BOXES, f"三定三包有缺：{facts.box_gap}。"))
    if facts.cards:
        found.append(Gap("红黄牌", PUSHES, f"还有没销的牌：{'、'.join(facts.cards)}。"))
    return found


def _in_form(facts: ClosingFacts, signed: Signed) -> list[Gap]:
    found = []
    answers = {column: signed.checks.get(column, "") for column in CHECKS}
    empty = [words for column, words in CHECKS.items() if not answers[column]]
    undone = [words for column, words in CHECKS.items() if answers[column] == CheckAnswer.NO]
    if empty:
        found.append(Gap("三到位一处理", FORM, f"三到位一处理还没有逐项核对：{'、'.join(empty)}。", True))
    elif undone:
        found.append(Gap("三到位一处理", FORM, f"三到位一处理还有没到位的：{'、'.join(undone)}。", True))
    elif all(answer == CheckAnswer.NOT_APPLICABLE for answer in answers.values()):
        found.append(Gap("三到位一处理", FORM, "四项不能都不涉及：诉求合理的要解决，不合理的要解释。", True))
    whose = "、".join(facts.leaders) or "接访领导"
    if not signed.leader:
        found.append(Gap(LEADER_SIGNS, FORM, f"还要{whose}签字。", True))
    elif facts.leaders and signed.leader not in facts.leaders:
        found.append(Gap(LEADER_SIGNS, FORM, f"应由{whose}签字，不是{signed.leader}。", True))
    return found


def _named(texts: tuple[str, ...], most: int = 3) -> str:
    """The first ones by name, the rest as a number."""
    shown = "、".join(text[:20] for text in texts[:most])
    return f"{shown}等" if len(texts) > most else shown


def open_sentence(commitments: tuple[str, ...], measures: tuple[str, ...]) -> str:
    """``还有2项承诺没有兑现: ...；还有1条措施没有完成: ...``, empty when nothing is open."""
    parts = []
    if commitments:
        parts.append(f"还有{len(commitments)}项承诺没有兑现：{_named(commitments)}")
    if measures:
        parts.append(f"还有{len(measures)}条措施没有完成：{_named(measures)}")
    return "；".join(parts)


def settled_lacks(executed_on: date | None, solved: str, reaction: str) -> tuple[str, ...]:
    """What 案结事了 lacks: executed, visited again since, and the petitioner says solved or accepts.

    `solved` is the last visit's answer since it was concluded, empty without one.
    """
    lacks = []
    if executed_on is None:
        lacks.append("还没有执行到位")
    if not solved:
        lacks.append("办结以后还没有回访")
    elif solved != Solved.FULLY and reaction != Reaction.ACCEPTED:
        lacks.append(f"回访是{Solved(solved).label}，信访人{Reaction(reaction).label}")
    return tuple(lacks)
