"""谁办, 下一步: a line of 督办 names who answers for it (`rules.who_answers`), and nobody who did their part."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.clocks import ADVICE
from jiefang_tui.rules.who_answers import Step
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, extending, stages
from jiefang_tui.store.models import Deadline, Dispatch, Matter, Review
from jiefang_tui.store.queries.law.open_dates import legal_dates
from jiefang_tui.store.queries.law.parties import parties_of
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.supervision import foresight, morning
from jiefang_tui.store.queries.supervision.legal_dates import LegalDate, length_in_words
from jiefang_tui.terms import DueKind, MatterState, Outcome
from tests.services.given import days_ago, given_slip, owned, registered
from tests.store.day import arrive, end

TODAY = date(2026, 11, 23)


def named(name: str, day: date = TODAY) -> list[str]:
    return [line.owner for line in morning.rows(name, day)]


def next_of(desk: Desk, matter_id: int) -> str:
    """``本台：书面告知已逾期 39 天``, as the line below the list says it."""
    standing = matter_view(matter_id, clock.today(), desk.reference).standing
    whose = parties_of([matter_id], desk.reference).whose(matter_id, standing.whose or Step.WORK)
    return f"{whose.name}：{standing.next_step}"


@pytest.fixture
def at_station(desk: Desk) -> int:
    """交办 to 水利站 70 days ago, due ten days later, told in writing, accepted, delivered and signed."""
    with days_ago(desk, 70):
        came = arrive(desk, "甲二")
        end(desk, came, Outcome.ASSIGNED, unit="水利站", due_on=clock.today() + timedelta(days=10))
        (matter_id,) = came.matter_ids
        given_slip(desk, matter_id)
        stages.accept(desk, matter_id)
        dispatching.sign(desk, Dispatch.get().id, "水利站")
    return matter_id


def test_a4_a_missed_written_notice_is_the_desks_and_not_the_leaders(desk: Desk) -> None:
    with days_ago(desk, 54):
        made = owned(desk)
    assert named("red") == named("to_tell") == ["本台"]
    assert next_of(desk, made).startswith("本台：书面告知已逾期")


def test_b9_a_unit_that_has_answered_is_named_no_more(desk: Desk, at_station: int) -> None:
    assert named("red") == ["水利站"], "sixty days are over, and it has not answered"
    assert next_of(desk, at_station).startswith("水利站：办结已逾期")
    with days_ago(desk, 61):
        dispatching.answer_dispatch(desk, Dispatch.get().id, "已经修好")
    assert named("red") == ["本台"] and foresight.proposals(TODAY, desk.reference) == []
    assert next_of(desk, at_station).startswith("本台：办结已逾期")


def test_b9_an_extension_that_was_not_told_is_the_desks(desk: Desk) -> None:
    with days_ago(desk, 50):
        made = owned(desk)
        given_slip(desk, made)
    extending.extend(desk, made, 20, "鉴定要时间", "周敏")
    assert named("to_tell") == ["本台"]
    assert next_of(desk, made) == "本台：把延期的理由书面告知信访人"


def test_b9_what_a_higher_body_reviews_waits_under_others_and_is_nobodys_silence(desk: Desk) -> None:
    with days_ago(desk, 40):
        made = owned(desk)
    Deadline.delete().execute()
    row = Matter.get_by_id(made)
    row.state, row.next_due_kind, row.next_due_on = MatterState.REVIEWING, DueKind.REVIEW, TODAY - timedelta(days=4)
    row.notified_on = row.received_on
    row.save()
    Review.create(matter=made, stage="review", requested_on=TODAY - timedelta(days=34), body="县信访局")
    assert (named("above"), named("silent")) == (["上级"], [])
    assert made in [line.matter_id for line in morning.rows("others", TODAY)]
    assert next_of(desk, made) == "复查机关：等复查机关的意见，记下结论"


def test_b9_what_the_desk_has_to_do_names_the_desk(desk: Desk) -> None:
    came = arrive(desk, "乙")
    end(desk, came, Outcome.ASSIGNED, unit="社会事务办")
    (made,) = came.matter_ids
    dispatching.sign(desk, Dispatch.get().id, "社会事务办")
    given_slip(desk, made)
    assert next_of(desk, made) == "本台：受理，受理了才起算办结期限" and named("unaccepted") == ["本台"]
    stages.accept(desk, made)
    assert next_of(desk, made) == "本台：录入县信访系统"


# -- B10: what 法定 counts


def test_b10_a_matter_stands_in_every_figure_it_has_a_date_for_and_once_in_the_group(desk: Desk) -> None:
    with days_ago(desk, 54):
        made = owned(desk)
    assert morning.ids("red", TODAY) == morning.ids("yellow", TODAY) == [made]
    assert [line.named for line in morning.rows("yellow", TODAY)] == [DueKind.HANDLING]
    assert [(line.matter_id, line.named) for line in morning.rows("law", TODAY)] == [(made, DueKind.ACCEPTANCE_NOTICE)]
    assert morning.count("law", TODAY) == 1
    assert legal_dates(TODAY).late == morning.count("red", TODAY)


def test_b10_who_was_led_elsewhere_and_not_told_is_late_and_to_be_told(desk: Desk) -> None:
    with days_ago(desk, 54):
        came = arrive(desk, "丙")
        end(desk, came, Outcome.GUIDED)
    assert morning.ids("red", TODAY) == morning.ids("to_tell", TODAY) == list(came.matter_ids)
    assert named("red") == ["本台"]
    given_slip(desk, *came.matter_ids)
    assert morning.ids("red", TODAY) == morning.ids("to_tell", TODAY) == []


def test_b10_who_is_registered_and_not_told_stands_in_to_tell_from_the_next_day(desk: Desk) -> None:
    with days_ago(desk, 54):
        came = registered(desk, "甲二")
        later = arrive(desk, "丁")
        end(desk, later, Outcome.TO_VERIFY)
    registered(desk, "戊")
    found = sorted((*came.matter_ids, *later.matter_ids))
    assert sorted(morning.ids("to_tell", TODAY)) == found == sorted(morning.ids("red", TODAY))


# -- B12: 提出异议 is a right


@pytest.fixture
def sent_here(desk: Desk) -> int:
    """转送 from the county 56 days ago, undecided."""
    with days_ago(desk, 56):
        (made,) = registered(desk, "己").matter_ids
        stages.record_transfer_in(desk, made, clock.today(), "县信访局", "县信转1号")
    return made


def test_b12_a_right_that_lapsed_is_late_for_nobody(desk: Desk, sent_here: int) -> None:
    assert [(line.named, line.why[:4]) for line in morning.rows("red", TODAY)] == [
        (DueKind.ACCEPTANCE_NOTICE, "书面告知")
    ]
    begun = Matter.get_by_id(sent_here).transferred_in_on
    assert morning.count("red", begun + timedelta(days=14)) == 0, "five working days have passed, fifteen days not"


def test_b12_once_it_is_objected_to_nobody_here_is_late_and_it_waits_for_others(desk: Desk, sent_here: int) -> None:
    stages.object_to(desk, sent_here, "不属本镇职权")
    assert morning.count("red", TODAY) == morning.count("to_tell", TODAY) == 0
    assert morning.ids("above", TODAY) == [sent_here] and named("above") == ["上级"]


# -- C22: lengths in words


@pytest.mark.parametrize(
    ("kind", "start", "raw", "days", "source", "said"),
    [
        (DueKind.HANDLING, date(2026, 9, 16), date(2026, 11, 15), 60, "信访工作条例", "60日"),
        (DueKind.EXTENDED, date(2026, 9, 16), date(2026, 12, 10), 60, "信访工作条例", "85日"),
        (DueKind.ROUTE, date(2026, 9, 23), date(2026, 11, 23), 61, f"行政诉讼法{ADVICE}", "2个月"),
        (DueKind.ASSIGNED, date(2026, 9, 16), date(2026, 11, 27), None, "上级交办", ""),
    ],
)
def test_c22_a_length_is_said_as_it_is(
    kind: DueKind, start: date, raw: date, days: int | None, source: str, said: str
) -> None:
    one = LegalDate(kind, start, raw, raw, "", days, is_working=False, source=source)
    assert length_in_words(one) == said
