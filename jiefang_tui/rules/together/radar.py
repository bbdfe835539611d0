"""共性问题: matters that have a cause in common, by where and what they are about; never by who brought them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

VILLAGE_CLASS, PLACE, UNIT = "village_class", "place", "unit"
_VILLAGE = re.compile(r"^(.+?(?:村|社区))")
_AREA = re.compile(r"(?:村|社区|组|队|镇|乡|街道)$")


class MatterFact(NamedTuple):
    """What of a matter is looked at. Texts are empty where nothing was written."""

    id: int
    received_on: date
    village: str
    content_class: str
    place: str
    unit: str


class Finding(NamedTuple):
    """A common cause: its key (the kind and what is common), and its matters, the latest first."""

    kind: str
    common: tuple[str, ...]
    matter_ids: tuple[int, ...]
    latest_on: date
    days: int

    @property
    def key(self) -> str:
        """By which what became of it finds it again."""
        return "|".join((self.kind, *self.common))

    @property
    def words(self) -> str:
        """One sentence."""
        what = {
            VILLAGE_CLASS: "{}「{}」",
            PLACE: "「{}」一处",
            UNIT: "反映{}的",
        }[self.kind].format(*self.common)
        return f"{self.days}日内，{what}有{len(self.matter_ids)}件"


class Ended(NamedTuple):
    """What became of a common cause last: when, and how many it had then."""

    on_day: date
    matters: int


def village_of(place: str) -> str:
    """``章湾村三组`` -> ``章湾村``; empty where no village is named."""
    found = _VILLAGE.match(place)
    return found[1] if found else ""


def project_of(place: str) -> str:
    """The project or place itself; empty where it is no more than a village, a group, a town."""
    return "" if _AREA.search(place) else place


def findings(facts: Iterable[MatterFact], today: date, limits: Mapping[str, tuple[int, int]]) -> list[Finding]:
    """The common causes, the largest first. `limits`: kind -> (matters, days), the more telling kind first: what is the
    same matters once more is not said again.
    """
    rows = sorted(facts, key=lambda one: (one.received_on, one.id), reverse=True)
    found: list[Finding] = []
    for kind, (least, days) in limits.items():
        groups: dict[tuple[str, ...], list[MatterFact]] = {}
        for one in rows:
            common = _common(kind, one)
            if common and all(common) and one.received_on > today - timedelta(days=days):
                groups.setdefault(common, []).append(one)
        for common, theirs in groups.items():
            ids = tuple(one.id for one in theirs)
            if least and len(theirs) >= least and all(one.matter_ids != ids for one in found):
                found.append(Finding(kind, common, ids, theirs[0].received_on, days))
    return sorted(found, key=lambda one: (-len(one.matter_ids), one.key))


def _common(kind: str, one: MatterFact) -> tuple[str, ...]:
    if kind == VILLAGE_CLASS:
        return one.village, one.content_class
    return (one.place,) if kind == PLACE else (one.unit,) if kind == UNIT else ()


def has_grown(finding: Finding, ended: Ended | None) -> bool:
    """Whether it is to be looked at (again): nothing was done about it, or more matters have come since."""
    return ended is None or len(finding.matter_ids) > ended.matters or finding.latest_on > ended.on_day
