"""Whether words told of a person or unit mean a given officer or unit, and where a report must not go."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.kept_away import (
    Accused,
    Body,
    Staff,
    is_same_person,
    names_by_post,
    names_person,
    names_post,
    why_kept_from,
)
from jiefang_tui.rules.unit_names import Home, covers, home_of, is_discipline, is_higher, read_unit
from jiefang_tui.terms import LeaderLevel, Rank

_CARDS = tomllib.loads(Path("data/reference/cards.toml").read_text(encoding="utf-8"))
HOME = home_of(
    {"999999": "示例县", "999999001": "示例镇", "999999001001": "章湾村", "999999001003": "石桥村"},
    "999999001",
    "示例镇信访接待室",
    {Rank(key): words for key, words in _CARDS["rank"].items()},
    {LeaderLevel(key): words for key, words in _CARDS["level"].items()},
)
LI, WANG = Staff("李强", "主任"), Staff("王二", "镇长", "示例镇人民政府")
ZHOU, SUN = Staff("周敏", "镇党委书记"), Staff("孙丽", "党委书记", "章湾村党委")


@pytest.mark.parametrize(
    ("told", "name", "is_named"),
    [
        ("王二", "王二", True),
        ("村主任王二", "王二", True),
        ("王二（村主任）", "王二", True),
        ("李四、王 二", "王二", True),
        ("李四和王二", "王二", True),
        ("王芳华", "王芳", False),
        ("小王芳", "王芳", False),
        ("", "王芳", False),
        ("王芳", "", False),
        ("和春雨", "和春雨", True),
    ],
)
def test_a_person(told: str, name: str, is_named: bool) -> None:
    assert names_person(told, name) is is_named


@pytest.mark.parametrize(
    ("told", "name", "post", "is_meant"),
    [
        ("王镇长", "王二", "镇长", True),
        ("王镇长", "王二", "副镇长", True),
        ("会计、王 镇长", "王二", "党委副书记、镇长", True),
        ("李村主任", "李强", "主任", True),
        ("张所", "张三", "所长", True),
        ("欧阳书记", "欧阳锋", "镇党委书记", True),
        ("李主任", "李强", "", True),
        ("李强华", "李强", "主任", False),
        ("李家的事", "李强", "", False),
        ("张主任", "李强", "主任", False),
        ("李主任", "李强", "会计", False),
    ],
)
def test_a_person_by_surname_and_post(told: str, name: str, post: str, is_meant: bool) -> None:
    assert names_by_post(told, name, post) is is_meant


def test_two_texts_that_mean_one_person() -> None:
    assert is_same_person("李强", "村主任李强") and is_same_person("所长李强", "李强")
    assert not is_same_person("司法所", "司法所李强")
    assert not is_same_person("", "李强") and not is_same_person("李强", "")


def test_a_post_alone() -> None:
    assert names_post("村主任", "主任")
    assert names_post("所长", "司法所所长")
    assert not names_post("长", "镇长")
    assert not names_post("所长", "会计")
    assert not names_post("司法所所长", "所长")
    assert not names_post("所长", "")


@pytest.mark.parametrize(
    ("told", "unit"),
    [
        ("章湾村", "章湾村村民委员会"),
        ("章湾村委会", "章湾村党支部"),
        ("示例镇", "示例镇人民政府"),
        ("示例镇政府", "示例镇党委"),
        ("政府", "政府"),
        ("Ａ公司", "a公司"),
        *((said, "示例镇司法所") for said in ("司法所", "镇司法所", "示例司法所", "示例县示例镇司法所", "司法所所长")),
        *((said, "示例镇人民政府") for said in ("镇政府", "示例镇政府", "镇里", "政府", "镇领导", "中共示例镇委员会")),
        *(
            (said, "章湾村村民委员会")
            for said in (
                "示例县示例镇章湾村", "示例镇章湾村", "章湾村两委", "章湾村支部", "章湾村党支部", "章湾村村委",
                "章湾村支两委", "章湾", "章湾村委会主任", "章湾村干部", "章湾村主任", "村委会", "村里",
            )
        ),
        ("章湾村", "章湾村三组"),
        ("李家村", "李家村村委会"),
        ("县公安局", "示例县公安局交警大队"),
        ("镇纪委", "示例镇纪律检查委员会"),
        ("自规所", "示例镇自然资源和规划所"),
        ("人社所", "人力资源和社会保障所"),
    ],
)  # fmt: skip
def test_a_unit(told: str, unit: str) -> None:
    assert covers(read_unit(told, HOME), read_unit(unit, HOME))


@pytest.mark.parametrize(
    ("told", "unit"),
    [
        ("示例镇", "示例镇纪委"),
        ("章湾村", "示例镇人民政府"),
        ("章湾村", "石桥村村民委员会"),
        ("章湾村三组", "章湾村村民委员会"),
        ("镇纪委", "县纪委监委"),
        ("镇政府", "县人民政府"),
        ("示范镇政府", "示例镇人民政府"),
        ("示范镇章湾村", "章湾村村民委员会"),
        ("县公安局", "县纪委监委驻县公安局纪检监察组"),
        ("", "示例镇"),
        ("人社所", "示例镇司法所"),
        ("农村信用社", "章湾村村民委员会"),
    ],
)
def test_another_unit(told: str, unit: str) -> None:
    assert not covers(read_unit(told, HOME), read_unit(unit, HOME))


@pytest.mark.parametrize(
    ("name", "level"),
    [
        *((name, LeaderLevel.COUNTY) for name in ("县信访局", "示例县公安局", "示范县人民检察院", "县纪委监委")),
        *((name, LeaderLevel.CITY) for name in ("滁州市纪委监委", "市中级人民法院")),
        *((name, LeaderLevel.PROVINCE) for name in ("安徽省公安厅", "国家信访局", "中央巡视组")),
        *((name, LeaderLevel.TOWNSHIP) for name in ("镇纪委", "示例县示例镇司法所")),
        *((name, None) for name in ("司法所", "市场监督管理所", "城市管理执法中队", "农村信用社", "乡村振兴办")),
    ],
)
def test_the_level_a_name_tells(name: str, level: LeaderLevel | None) -> None:
    assert read_unit(name, HOME).level is level
    assert is_higher(read_unit(name, HOME)) is (level not in (None, LeaderLevel.TOWNSHIP))


def test_a_township_that_is_not_listed_is_read_out_of_the_offices_name() -> None:
    home = home_of({}, "340000001", "城关镇信访办", {}, {})
    assert home.township == "城关镇"
    assert covers(read_unit("城关派出所", home), read_unit("派出所", home))


def test_organs_of_discipline() -> None:
    assert all(is_discipline(read_unit(name, HOME)) for name in ("镇纪委", "县纪委监委", "县委巡察办", "纪检监察组"))
    for name in ("章湾村村务监督委员会", "村监委会", "劳动监察大队", "章湾村纪检小组"):
        assert not is_discipline(read_unit(name, HOME))


def _goes(
    to: str, *above: str, units: tuple[str, ...] = (), persons: tuple[str, ...] = (), staff: tuple[Staff, ...] = ()
) -> bool:
    chain = [Body(to, staff), *(Body(name) for name in above)]
    return not why_kept_from(Accused.of(units, persons), chain, (WANG, ZHOU, SUN, LI), HOME)


@pytest.mark.parametrize("units", [("示例镇人民政府",), ("镇党委",), ("信访接待室",)])
def test_from_the_seat_it_goes_up(units: tuple[str, ...]) -> None:
    assert not _goes("司法所", units=units)
    assert not _goes("镇纪委", units=units)
    assert not _goes("示例镇司法所", "综治中心", units=units)
    assert _goes("司法所", "县司法局", units=units)
    for to in ("县纪委监委", "示例县信访局", "滁州市纪委", "纪委监委", "县委巡察办"):
        assert _goes(to, units=units)


@pytest.mark.parametrize(
    "person", ["王二", "镇长", "王镇长", "张副镇长", "镇党委书记", "周书记", "周敏", "书记", "镇长王五"]
)
def test_and_from_one_of_its_heads(person: str) -> None:
    assert not _goes("司法所", persons=(person,))
    assert not _goes("镇纪委", persons=(person,))
    assert _goes("县纪委监委", persons=(person,))


def test_a_village_secretary_is_no_head() -> None:
    for persons in (("章湾村党委书记",), ("孙丽",), ("章湾村书记",), ("李强",)):
        assert _goes("司法所", persons=persons)
    assert _goes("司法所", units=("章湾村",), persons=("副书记",))
    assert not _goes("司法所", units=("章湾村",), persons=("镇长",))


def test_the_county_is_not_under_itself() -> None:
    assert not _goes("县信访局", units=("县政府",))
    assert not _goes("司法所", units=("县委书记",))
    assert _goes("县纪委监委", units=("县政府",))
    assert _goes("市纪委监委", units=("县政府",)) and _goes("省信访局", units=("县政府",))


def test_whom_it_names_and_where_they_work() -> None:
    for person in ("李主任", "村主任", "章湾村李主任", "李强", "主任李强和会计", "李强的弟弟"):
        assert not _goes("章湾村村民委员会", persons=(person,), staff=(LI,))
    for person in ("石桥村主任", "张主任", "会计"):
        assert _goes("章湾村村民委员会", persons=(person,), staff=(LI,))
    assert _goes("司法所", persons=("李主任",), units=("章湾村",), staff=(LI,))
    assert not _goes("司法所", persons=("李强",), units=("章湾村",), staff=(LI,))
    assert _goes("会计核算中心", persons=("会计",))


def test_the_reason_is_told_by_our_own_names() -> None:
    chain = [Body("章湾村三组"), Body("章湾村村民委员会", (LI,))]
    why = why_kept_from(Accused.of((), ("李主任",)), chain, (), HOME)
    assert why.startswith("章湾村三组在章湾村村民委员会之下，章湾村村民委员会的李强(主任)与所写的被检举人相符")
    why = why_kept_from(Accused.of(("镇政府",), ()), [Body("司法所")], (), HOME)
    assert "司法所按在其下对待" in why and "单位隶属" in why


def test_what_says_nothing_is_nothing() -> None:
    assert not Accused.of(("不详", " "), ("不知道", ""))
    assert Accused.of((), ("王二",))


@given(st.text(alphabet="王李芳强和与、 村主任", min_size=1), st.text(alphabet="王李芳强和与", min_size=1, max_size=4))
def test_a_name_alone_is_always_found(before: str, name: str) -> None:
    assert names_person(name, name)
    assert names_person(f"{before}、{name}", name) or set(name) & set("和与")


_NAMES = st.text(alphabet="示例县镇章湾村民委员会两党支部政府司法所公安局纪监主任长和、 市区社", max_size=12)


@given(_NAMES, st.sampled_from([HOME, Home()]))
def test_any_name_is_taken_apart_and_covers_itself(name: str, home: Home) -> None:
    unit = read_unit(name, home)
    assert covers(unit, unit) or (len(unit.body) < 2 and not unit.is_seat)
    why_kept_from(Accused.of((name,), (name,)), [Body(name, (LI,))], (ZHOU,), home)
