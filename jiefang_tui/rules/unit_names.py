"""What the name of a unit says: of which place it is, and which body of that place. Pure.

People leave the place out or put it before (司法所, 镇司法所, 示例镇司法所) and have several names for one body
(章湾村两委, 章湾村委会). Places come in by name, as the office has them; of others the last character tells the level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jiefang_tui.rules.rank import LevelPatterns, RankPatterns, level_of
from jiefang_tui.rules.text import fold
from jiefang_tui.terms import LeaderLevel

_L = LeaderLevel
HIGHER = (_L.PROVINCE, _L.CITY, _L.COUNTY)
"""Above a township, the highest first."""

_PARTY = re.compile(r"^(?:中共|中国共产党)")
_NAMED_ABOVE = (
    (_L.PROVINCE, re.compile(r"中央|国家(?!级)|[^镇乡村街]{2,6}?(?:省|自治区)")),
    (_L.CITY, re.compile(r"[^镇乡村街县区]{2,6}?(?<![超门夜早集])市(?!场|容)")),
    (_L.COUNTY, re.compile(r"[^镇乡村街]{2,6}?(?:县|(?<![社小园片库景矿校辖发])区)(?=.)")),
)
"""Places above a township that stand in no list: 滁州市, 示范县."""
_TOWN = re.compile(r"(?:本|我)?(?:街道办(?:事处)?|街道|[镇乡])(?![长村])")
_OTHER_TOWN = re.compile(r"(?!城乡|城镇|集镇)[^村]{1,5}?(?:街道|[镇乡])(?![长村镇])")
_VILLAGE = re.compile(
    r"(?!农村|新农村)(.{1,6}?(?:村|社区))(?=$|[民委居支两党干领主会书组第一二三四五六七八九十\d村])"
    r"|(?:本|我)?(?:村|社区)(?=[里上民委居支两干主书会党])"
)
_SAME_WORDS = (("纪律检查委员会", "纪委"), ("监察委员会", "监委"), ("办公室", "办"))
_POST = r"(?:第一)?副?(?:主任|书记|支书|会计|文书|出纳|[村镇乡县市区]长|组长|委员|常委|主席|负责人)"
_WORDS = (
    r"村民委员会|居民委员会|民委员会|民委会|委员会|村委会|居委会|委会|村委|居委|民委|支两委|两委|党支部|党总支|党委|支部|"
    r"总支|支委|党工委|人民政府|政府|党政|办事处|领导|班子|干部|工作人员|机关|里|上|的|和|及|与|委"
)
_SEAT = re.compile(rf"(?:村|社区)?(?:{_WORDS})*(?:{_POST})?")
"""Behind a place: its own committee, government or leaders. They sit under one roof."""
_SEAT_ALONE = re.compile(rf"(?:党委|党工委|人民政府|政府|党政)(?:{_WORDS})*(?:{_POST})?|副?[镇乡]长")
"""The same of a place that is not named: ours."""
_DISCIPLINE = re.compile(r"纪委|纪检|监委(?!会)|监察(?:委|办|组)|巡察|巡视")
_HIGHER_DISCIPLINE = re.compile(r"监委(?!会)|派驻|巡察|巡视")
"""What there is from the county up only."""


@dataclass(frozen=True)
class Home:
    """Where the office stands, and by which words posts and levels are told (cards.toml)."""

    above: tuple[tuple[LeaderLevel, str], ...] = ()
    """The province, city and county it lies in, the highest first."""
    township: str = ""
    villages: tuple[str, ...] = ()
    office: str = ""
    """Its own name."""
    ranks: RankPatterns = field(default_factory=dict)
    levels: LevelPatterns = field(default_factory=dict)


class UnitName(NamedTuple):
    """A name taken apart."""

    level: LeaderLevel | None
    """None where no place was named."""
    place: str
    """The name of the village or township."""
    body: str
    """Which body of that place; empty for its own committee, government or leaders."""

    @property
    def is_seat(self) -> bool:
        """The place itself: everything else there is under it."""
        return not self.body and self.level is not None


def read_unit(name: str, home: Home) -> UnitName:
    """Take a name apart: 示例县示例镇章湾村两委 is of the village 章湾村 and its own body."""
    text, level, place = _PARTY.sub("", fold(name)), None, ""
    for its_level, area in home.above:
        if text.startswith(fold(area)):
            text, level = text.removeprefix(fold(area)), its_level
    if level is None:
        text, level = _higher_place(text, home)
    text, level, place = _township(text, level, home)
    if place in ("", fold(home.township)):
        text, level, place = _village(text, level, place, home)
    for long, short in _SAME_WORDS:
        text = text.replace(long, short)
    if level is None and _SEAT_ALONE.fullmatch(text):
        return UnitName(_L.TOWNSHIP, fold(home.township), "")
    return UnitName(level, place, "" if level is not None and _SEAT.fullmatch(text) else text)


def _higher_place(text: str, home: Home) -> tuple[str, LeaderLevel | None]:
    level = level_of(_L.TOWNSHIP, (text,), home.levels)
    if level in HIGHER:
        return text[1:], level
    found = None
    for its_level, pattern in _NAMED_ABOVE:
        if match := pattern.match(text):
            text, found = text[match.end() :], its_level
    return text, found


def _township(text: str, level: LeaderLevel | None, home: Home) -> tuple[str, LeaderLevel | None, str]:
    own = fold(home.township)
    stem = re.sub(r"(?:镇|乡|街道)$", "", own)
    if own and text.startswith(own):
        return text.removeprefix(own), _L.TOWNSHIP, own
    if match := _TOWN.match(text):
        return text[match.end() :], _L.TOWNSHIP, own
    if match := _OTHER_TOWN.match(text):
        return text[match.end() :], _L.TOWNSHIP, match[0]
    if level is None and len(stem) > 1 and text.startswith(stem) and len(text) > len(stem) + 1:
        return text.removeprefix(stem), _L.TOWNSHIP, own  # 示例派出所
    return text, level, ""


def _village(text: str, level: LeaderLevel | None, place: str, home: Home) -> tuple[str, LeaderLevel | None, str]:
    for name in map(fold, home.villages):
        stem = re.sub(r"(?:村|社区)$", "", name)
        if text.startswith(name):
            return text.removeprefix(name), _L.VILLAGE, name
        if len(stem) > 1 and text.startswith(stem) and _SEAT.fullmatch(text.removeprefix(stem)):
            return "", _L.VILLAGE, name
    if match := _VILLAGE.match(text):
        return text[match.end() :], _L.VILLAGE, match[1] or ""
    return text, level, place


def covers(upper: UnitName, unit: UnitName) -> bool:
    """Whether `upper` is `unit` itself or, as the names show, has `unit` under it or in it."""
    apart = upper.place and unit.place and upper.place != unit.place
    if upper.is_seat:
        # All that a village has is in one house; what is under a township or county its name does not tell.
        return not apart and unit.level is upper.level and (unit.is_seat or upper.level is _L.VILLAGE)
    if unit.is_seat or min(len(upper.body), len(unit.body)) < _SHORTEST_BODY:
        return False
    if apart or (upper.level and unit.level and upper.level is not unit.level):
        return False
    if _DISCIPLINE.search(unit.body) and not _DISCIPLINE.search(upper.body):
        return False  # 驻县公安局纪检监察组 is not the police's
    return upper.body in unit.body or unit.body in upper.body or _is_short_for(upper.body, unit.body)


def _is_short_for(short: str, name: str) -> bool:
    """自规所 is short for 自然资源和规划所: its characters in their order, the first and the last the same."""
    if len(short) < _SHORTEST_BODY + 1 or (short[0], short[-1]) != (name[0], name[-1]):
        return False
    rest = iter(name)
    return all(char in rest for char in short)


_SHORTEST_BODY = 2


def is_higher(unit: UnitName) -> bool:
    """Whether it is of the county or above."""
    return unit.level in HIGHER


def is_discipline(unit: UnitName) -> bool:
    """Whether it is an organ of 纪检监察 of the township or above."""
    return unit.level is not _L.VILLAGE and bool(_DISCIPLINE.search(unit.body))


def is_above_seat(unit: UnitName, seat: LeaderLevel) -> bool:
    """Whether a unit is not under the government and party committee of level `seat`: it is of a higher level, or an
    organ of 纪检监察 of the county or above (that of a township is under its party committee).
    """
    levels = list(LeaderLevel)
    if unit.level is not None and levels.index(unit.level) < levels.index(seat):
        return True
    if not is_discipline(unit):
        return False
    return is_higher(unit) or (unit.level is None and bool(_HIGHER_DISCIPLINE.search(unit.body)))


def home_of(areas: Mapping[str, str], area_code: str, office: str, ranks: RankPatterns, levels: LevelPatterns) -> Home:
    """The home of the office in the township `area_code`; `areas` are names by code (areas.csv).

    A township that is not listed is read out of the office's own name.
    """
    lengths = {2: _L.PROVINCE, 4: _L.CITY, 6: _L.COUNTY}
    above = tuple((lengths[n], areas[area_code[:n]]) for n in lengths if area_code[:n] in areas)
    named = re.match(r".{1,6}?(?:镇|乡|街道)", office)
    township = areas.get(area_code, named[0] if named else "")
    villages = [name for code, name in areas.items() if len(code) == 12 and code.startswith(area_code)]
    return Home(above, township, tuple(sorted(villages, key=len, reverse=True)), office, ranks, levels)
