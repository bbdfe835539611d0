"""共性问题: by where and what, within days, grown or not; never by who brought it."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui.rules.together.radar import Ended, MatterFact, findings, has_grown, project_of, village_of

TODAY = date(2026, 11, 23)
LIMITS = {"village_class": (3, 60), "place": (3, 60), "unit": (3, 60)}


def fact(number: int, days: int = 1, **more: str) -> MatterFact:
    given = {"village": "西岭村", "content_class": "施工损害", "place": "", "unit": ""} | more
    return MatterFact(number, TODAY - timedelta(days=days), **given)


def test_three_of_one_village_and_class_within_the_days() -> None:
    (one,) = findings([fact(1), fact(2, 59), fact(3, 30)], TODAY, LIMITS)
    assert one.matter_ids == (1, 3, 2) and one.words == "60日内，西岭村「施工损害」有3件"
    assert findings([fact(1), fact(2), fact(3, 60)], TODAY, LIMITS) == []
    assert findings([fact(1), fact(2), fact(3, village="章湾村")], TODAY, LIMITS) == []
    assert findings([fact(n, village="") for n in range(5)], TODAY, LIMITS) == [], "of no village nothing is common"


def test_a_place_across_villages_and_a_unit() -> None:
    rows = [fact(n, village=f"村{n}", place="西岭隧道", unit="宏远公司") for n in range(3)]
    assert [one.kind for one in findings(rows, TODAY, LIMITS)] == ["place"], "the same matters are not told twice"
    apart = [*rows, fact(9, village="村9", unit="宏远公司")]
    assert {one.kind for one in findings(apart, TODAY, LIMITS)} == {"place", "unit"}
    assert findings(apart, TODAY, LIMITS)[0].words == "60日内，反映宏远公司的有4件"
    assert findings(rows, TODAY, LIMITS | {"place": (0, 60), "unit": (0, 60)}) == []


def test_it_comes_back_when_it_grows() -> None:
    (one,) = findings([fact(n, 5) for n in range(3)], TODAY, LIMITS)
    assert has_grown(one, None)
    assert not has_grown(one, Ended(TODAY, 3))
    (more,) = findings([fact(n, 5) for n in range(4)], TODAY, LIMITS)
    assert has_grown(more, Ended(TODAY, 3))
    (later,) = findings([fact(0, 0), fact(1, 5), fact(2, 5)], TODAY, LIMITS)
    assert has_grown(later, Ended(TODAY - timedelta(days=1), 3)), "old ones left the span, a new one came"


def test_a_village_is_no_place_and_a_group_is_of_its_village() -> None:
    assert [village_of(one) for one in ("章湾村三组", "滨河社区", "滨河花园二期")] == ["章湾村", "滨河社区", ""]
    assert [project_of(one) for one in ("章湾村三组", "章湾村", "滨河花园二期")] == ["", "", "滨河花园二期"]
