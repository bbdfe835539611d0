"""Whether words sound like a report (检举控告, Regulation Art. 30), and where one may go. Pure; it only asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from jiefang_tui.rules.kept_away import names_person
from jiefang_tui.rules.text import fold
from jiefang_tui.terms import Accused, LegalRoute, ReportAnswer

Words = Mapping[str, Sequence[str]]
"""Lists of reports.toml by kind: ``report``, ``not_report``, ``cadre``, ``body``, ``money``, ``town``."""

MEANT = ("cadre", "body", "money")


def sounds_like_report(
    texts: Iterable[str], person: str, unit: str, officers: Iterable[str], words: Words, *, is_left: bool = False
) -> bool:
    """Whether to ask if this is a report.

    Its words (`texts`) report something **and** mean a cadre, a party or public body, public money or one of the
    town's `officers` (also in `person` and `unit`, the 被反映人 and 被反映单位); or the named `person` is one of them.
    Of what `is_left` as the claim a word that reports is enough: whom it means was said with the report beside it.
    """
    named = [fold(name) for name in officers if len(fold(name)) > 1]
    if any(names_person(person, name) for name in named):
        return True
    said = fold("\n".join(texts))
    for harmless in words["not_report"]:
        said = said.replace(fold(harmless), "")
    if not _reports(said, words):
        return False
    if is_left:
        return True
    about = said + fold(f"\n{person}\n{unit}")
    return any(fold(word) in about for kind in MEANT for word in words[kind]) or any(name in about for name in named)


def _reports(said: str, words: Words) -> bool:
    """Whether a word of `report` stands there; 收了…好处 has a few characters between its two ends."""
    for word in words["report"]:
        ends = [re.escape(fold(one)) for one in word.split("…")]
        if re.search(f".{{0,{_BETWEEN}}}?".join(ends), said):
            return True
    return False


_BETWEEN = 10
_THEMSELVES = ("他本人", "她本人", "其本人", "领导本人", "一把手")
_TO_THEM = "找|约|见|请|求|向|跟|和|同|与|给|点名"
_THEY_DID = "答应|承诺|同意|说|答复|批|接访|接待|安排|通知|包案|来过|看过|管|分管|主持|协调"


def means_who_receives(text: str, called: Iterable[str], words: Words) -> bool:
    """Whether what somebody is booked for may be about the leader who is to receive them, who counts as a cadre.

    `called`: what the leader is called (name, post, surname and post). With a word that reports, to be spoken of is
    enough (检举他本人); without one (周书记的弟弟包工程) not where they are only whom one comes to (找周书记), or did
    what a leader does (周书记答应过).
    """
    said = fold(text)
    for harmless in words["not_report"]:
        said = said.replace(fold(harmless), "")
    names = sorted({fold(one) for one in (*called, *_THEMSELVES) if fold(one)}, key=len, reverse=True)
    who = "|".join(map(re.escape, names))
    if _reports(said, words):
        return re.search(who, said) is not None
    said = re.sub(f"(?:{_TO_THEM})(?:一下|到|了)?(?:{who})|(?:{who})(?:上次|已经|已|来|曾)?(?:{_THEY_DID})", "", said)
    return re.search(who, said) is not None


def means_themselves(text: str) -> bool:
    """Whether words call the one who is to receive 他本人 or 一把手."""
    return any(one in fold(text) for one in _THEMSELVES)


def tells_of(text: str, said: Iterable[str], names: Iterable[str], words: Words) -> bool:
    """Whether words that stand beside a report tell of what was `said` in it (nothing once that is handed over).

    They are a line of it, say four characters of it in a row, speak of one of its `names` or of any cadre, or report.
    """
    lines = [line for one in said for line in one.splitlines() if line.strip()]
    here, whole = fold(text), fold("\n".join(lines))
    if not here or not whole:
        return False
    if text in lines or _reports(here, words) or any(fold(word) in here for word in words["cadre"]):
        return True
    if any(len(fold(name)) > 1 and fold(name) in here and fold(name) in whole for name in names):
        return True
    return any(here[at : at + _ALIKE] in whole for at in range(len(here) - _ALIKE + 1))


_ALIKE = 4


def route_answered(answer: str) -> LegalRoute | None:
    """The way of Art. 31 that was said when it was asked whether this is a report: a request to act against unlawful
    conduct is (5). What was answered is not asked again; whoever decides may choose another way."""
    return LegalRoute.STATUTORY_DUTY if answer == ReportAnswer.VIOLATION else None


_CLAUSE = re.compile(r"[，。；、！？：,.;!?:\s]+")
_SHORTEST = 2


def taken_out(before: Iterable[str], after: Iterable[str]) -> frozenset[str]:
    """The clauses of texts that stood there `before` and in no text `after`: what a report took away with it."""
    kept = fold("\n".join(after))
    return frozenset(one for one in clauses(before) if fold(one) not in kept)


def clauses(texts: Iterable[str]) -> frozenset[str]:
    """Every clause of these texts that says anything."""
    return frozenset(one for text in texts for one in _CLAUSE.split(text) if len(one) >= _SHORTEST)


_DISCIPLINE = ("纪委", "纪检", "监察", "监委")


def why_not_there(
    destination: str, accused: str, told: Iterable[str], said: Iterable[str], of_the_town: Iterable[str]
) -> str:
    """Why a report may not go to a body that takes those against village cadres and ordinary members only.

    `accused` is what the clerk says (`terms.Accused`), `told` what was written down of the accused, `said` what was
    said of them; `of_the_town` are posts, bodies and people of the town. In Chinese, empty if it may.
    """
    if accused == Accused.VILLAGE:
        named, words = fold("\n".join(told)), [fold(word) for word in of_the_town if fold(word)]
        text = named + fold("\n".join(said))
        if not any(word in text for word in words) and not any(word in named for word in _DISCIPLINE):
            return ""
        where = "所写的被反映人、单位或诉求里像有镇领导、镇里的人或纪委的人"
        return f"{where}，不能移送{destination}；请移送县纪委监委（条例第三十条第三款）。"
    if accused == Accused.LEADER:
        return f"被检举的是镇领导、纪委或其人员，不能移送{destination}；请移送县纪委监委（条例第三十条第三款）。"
    return (
        f"{destination}只收检举村、组干部和普通党员的；请选明被检举的是谁，或者移送县纪委监委（条例第三十条第一款）。"
    )
