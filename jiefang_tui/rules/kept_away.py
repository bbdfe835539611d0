"""Whose name is meant: whether a person or unit told of in free words is a given officer or unit. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jiefang_tui.rules.rank import level_of, rank_of
from jiefang_tui.rules.text import fold
from jiefang_tui.rules.unit_names import Home, UnitName, covers, is_above_seat, is_discipline, read_unit
from jiefang_tui.terms import LeaderLevel, Rank

_BETWEEN = re.compile(r"[,，、;；:：。.()（）\[\]【】<>《》/|+&\n]|和|与|及")
_SHORTEST_POST = 2
_UNIT = re.compile(r"(?:[所站办村委局会组队室院部处科厅府区镇乡县]|中心|公司)$")
_LEADING = ("长", "书记", "主任", "主席", "负责人")
_UNKNOWN = frozenset(
    ("不详", "不清", "不清楚", "不知道", "不知", "不明", "未知", "无", "没有", "某人", "某某", "某单位", "有关人员")
)
_BEFORE = re.compile(r"(?:本|我|们|原|前|现|任|副|第一|党|村|社区|镇|乡|街道)*")
"""What may stand before a post without making it another one: 村主任 is what the village's 主任 is called."""
_VISITOR = "信访人|来访人|上访人|反映人|当事人|村民|居民|群众|户主"
_THEIRS = "一家|家里|家属|家人|家|本人|一户|户|等人|等|夫妇|夫妻|父子|父女|母子|母女|同志|先生|女士"
"""Words beside a visitor's name that still mean the visitor."""
_TOWN_HEAD = re.compile(r"[镇乡]长|党工委书记|办事处主任|[镇乡]党委书记")


# -- persons


def names_person(words: str, name: str) -> bool:
    """Whether free words such as 村主任王二、李四(会计) name the officer called `name`.

    A name may stand with a post before or after it (two characters at least, so that 王芳 is not found in 王芳华).
    """
    wanted = fold(name)
    if not wanted:
        return False
    # A name itself may hold one of the dividing characters (和, 与): the whole is looked at as well.
    return any(_is_named(fold(part), wanted) for part in (words, *_BETWEEN.split(words), *words.split()))


def _is_named(part: str, wanted: str) -> bool:
    rest = len(part) - len(wanted)
    if not (part.startswith(wanted) or part.endswith(wanted)):
        return False
    return rest == 0 or rest >= _SHORTEST_POST


def is_same_person(text: str, other: str) -> bool:
    """Whether one of two free texts is a name that the other names: 李强 and 村主任李强; 司法所 is no name."""
    return any(
        names_person(words, name) for words, name in ((text, other), (other, text)) if not _UNIT.search(fold(name))
    )


def names_visitor(words: str, name: str) -> bool:
    """Whether words name somebody who came: 王建, 信访人王建, 王建家; of a name of one character 乙家 and not 乙方."""
    wanted = fold(name)
    if len(wanted) > 1 and names_person(words, name):
        return True
    theirs = re.compile(rf"(?:{_VISITOR})*{re.escape(wanted)}(?:{_THEIRS})*")
    return bool(wanted) and any(theirs.fullmatch(fold(part)) for part in _parts((words,)))


def names_by_post(words: str, name: str, post: str) -> bool:
    """Whether free words mean an officer by surname and post: 王镇长, 李主任, 张所.

    王镇长 is said to a 副镇长 as well. Of an officer whose post nobody wrote down the surname is enough.
    """
    return any(_is_by_post(fold(part), fold(name), fold(post)) for part in _parts((words,)))


def _is_by_post(part: str, name: str, post: str) -> bool:
    for length in (1, 2):
        said = part.removeprefix(name[:length])
        if len(name) > length and said != part and said and _holds(post, said, without_post=True):
            return True
    return False


def names_post(words: str, post: str) -> bool:
    """Whether free words are a post and nothing else, and this one: 镇长, 村主任."""
    return any(len(part) >= _SHORTEST_POST and _holds(fold(post), fold(part)) for part in _parts((words,)))


def _holds(post: str, said: str, *, without_post: bool = False) -> bool:
    if not post:
        return without_post and said.endswith(_LEADING)
    whole = said if len(said) >= _SHORTEST_POST else said + "长"
    posts = [one for one in re.split(r"[、,;/]|兼", post) if one]
    return any(
        one.endswith(whole) or (whole.endswith(one) and _BEFORE.fullmatch(whole.removesuffix(one))) for one in posts
    )


# -- where a report (检举控告) must not go


@dataclass(frozen=True)
class Staff:
    """Somebody of ours, as written down."""

    name: str
    post: str
    unit: str = ""


@dataclass(frozen=True)
class Body:
    """A unit of ours with whoever works there."""

    name: str
    staff: tuple[Staff, ...] = ()


@dataclass(frozen=True)
class Accused:
    """Whom a report is against, as told: free words, several divided by commas. Kept nowhere."""

    units: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()

    @classmethod
    def of(cls, units: Iterable[str], persons: Iterable[str]) -> Accused:
        """Without what says nothing (不详)."""
        said = [tuple(one for one in told if fold(one) and fold(one) not in _UNKNOWN) for told in (units, persons)]
        return cls(*said)

    def __bool__(self) -> bool:
        return bool(self.units or self.persons)


def _parts(words: Iterable[str]) -> Iterator[str]:
    """The whole of each text, since a name may hold a dividing character, and its parts."""
    for text in words:
        yield from dict.fromkeys(part for part in (text, *_BETWEEN.split(text)) if fold(part))


def why_kept_from(accused: Accused, chain: Sequence[Body], heads: Iterable[Staff], home: Home) -> str:
    """Why a report must not go to `chain[0]`, in Chinese and by our own names; empty when it may.

    `chain` is the unit and the units it is under as far as written down, `heads` those of ours who may lead the
    township. It goes neither to whom it is against nor to a unit under them (Regulation Art. 30(3)).
    """
    units = [read_unit(part, home) for part in _parts(accused.units)]
    persons = [read_unit(part, home) for part in _parts(accused.persons)]
    for one in chain:
        named = read_unit(one.name, home)
        if any(covers(told, named) for told in units) or any(_is_of(told, named) for told in persons):
            return f"{_under(chain[0], one)}{one.name}是被检举的单位"
        if why := _works_there(accused, one, home, leads=one is not chain[0]):
            return f"{_under(chain[0], one)}{why}"
    return _under_the_seat(accused, [*units, *persons], chain, heads, home)


def _is_of(accused: UnitName, unit: UnitName) -> bool:
    """Whether the words about a person name a unit as well: 章湾村李主任, 司法所所长; 会计 is not of 会计核算中心."""
    if unit.is_seat and unit.level is LeaderLevel.VILLAGE and accused.level is unit.level and accused.place:
        return accused.place == unit.place
    return covers(accused, unit) and (accused.is_seat or unit.body in accused.body)


def _under(unit: Body, above: Body) -> str:
    return "" if above is unit else f"{unit.name}在{above.name}之下，"


def _works_there(accused: Accused, unit: Body, home: Home, *, leads: bool) -> str:
    """Who of the accused works in `unit`; with `leads`, who may have a say there over units beneath it.

    An officer whose post nobody wrote down is taken for one who has. Posts are compared where no unit was told of.
    """
    for officer in unit.staff:
        if leads and officer.post and not any(mark in officer.post for mark in _LEADING):
            continue
        if any(names_person(told, officer.name) for told in (*accused.persons, *accused.units)):
            return f"{unit.name}有被检举的{_name_and_post(officer)}"
        if any(_is_by_post_or_post(told, officer) for told in _without_a_unit(accused, home)):
            return f"{unit.name}的{_name_and_post(officer)}与所写的被检举人相符(不是的，请写全姓名和单位)"
    return ""


def _without_a_unit(accused: Accused, home: Home) -> tuple[str, ...]:
    """The persons told of without saying where they work: only their posts say who they may be."""
    if accused.units:
        return ()
    named = ((told, read_unit(told, home)) for told in accused.persons)
    return tuple(told for told, one in named if not (one.level is LeaderLevel.VILLAGE and one.place))


def _is_by_post_or_post(words: str, officer: Staff) -> bool:
    return names_by_post(words, officer.name, officer.post) or names_post(words, officer.post)


def _name_and_post(officer: Staff) -> str:
    return officer.name + (f"({officer.post})" if officer.post else "")


def _under_the_seat(
    accused: Accused, told: Sequence[UnitName], chain: Sequence[Body], heads: Iterable[Staff], home: Home
) -> str:
    """Why it must not go there where a government, its party committee or one of its heads is accused.

    A unit of which nobody wrote down whom it is under counts as theirs, unless its name says that it is not.
    """
    ours = ("", fold(home.township))
    seats = {one.level for one in told if one.is_seat and one.place in ours and one.level is not LeaderLevel.VILLAGE}
    office = read_unit(home.office, home)
    if any(covers(one, office) for one in told if not one.is_seat) or _is_head(accused, heads, home):
        seats.add(LeaderLevel.TOWNSHIP)
    if all(any(is_above_seat(read_unit(one.name, home), seat) for one in chain) for seat in seats if seat):
        return ""
    where = "本级党委政府、本台或其领导" if seats == {LeaderLevel.TOWNSHIP} else "上级党委政府或其领导"
    if is_discipline(read_unit(chain[0].name, home)):
        return f"被检举的是{where}，{chain[0].name}要写明是上级的(例如 县纪委监委)"
    unknown = "" if len(chain) > 1 else "(确不在其下的，先按 ^P 写明单位隶属)"
    return f"被检举的是{where}，{chain[0].name}按在其下对待{unknown}"


def _is_head(accused: Accused, heads: Iterable[Staff], home: Home) -> bool:
    """Whether one of the accused leads the township: told by the post, or the name of an officer who does."""
    for text in _parts(accused.persons):
        is_ours = read_unit(text, home).level in (None, LeaderLevel.TOWNSHIP)
        if is_ours and _leads(text, home) and (not accused.units or _TOWN_HEAD.search(text)):
            return True
    leading = [one for one in heads if _leads(one.post, home) and not _is_of_elsewhere(one, home)]
    return any(
        names_person(text, one.name) or (not accused.units and _is_by_post_or_post(text, one))
        for one in leading
        for text in (*accused.persons, *accused.units)
    )


def _leads(post: str, home: Home) -> bool:
    return rank_of(post, home.ranks) in (Rank.HEAD, Rank.DEPUTY)


def _is_of_elsewhere(one: Staff, home: Home) -> bool:
    """Of a village, or of a higher level: no head of this township."""
    if level_of(LeaderLevel.TOWNSHIP, (one.post, one.unit), home.levels) is not LeaderLevel.TOWNSHIP:
        return True
    return read_unit(one.unit, home).level not in (None, LeaderLevel.TOWNSHIP)
