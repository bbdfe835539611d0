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
    if not any(fold(word) in said for word in words["report"]):
        return False
    if is_left:
        return True
    about = said + fold(f"\n{person}\n{unit}")
    return any(fold(word) in about for kind in MEANT for word in words[kind]) or any(name in about for name in named)


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
