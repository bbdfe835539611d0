"""The day rollover: once, in one act, without inventing a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import opening
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.rollover import roll_over
from jiefang_tui.store import database
from jiefang_tui.store.models import Appointment, AuditEntry, ReceptionSession, Visit
from tests.conftest import NOW

YESTERDAY = date(2026, 11, 22)


def _visit(session: ReceptionSession, number: int, state: str, **more: object) -> Visit:
    arrived = NOW - timedelta(days=(NOW.date() - session.day).days, minutes=30)
    return Visit.create(
        session=session,
        day=session.day,
        queue_no=number,
        arrived_at=arrived,
        recorded_at=arrived,
        shown_name=f"来访{number}",
        state=state,
        **more,
    )


def _earlier_day(day: date = YESTERDAY) -> ReceptionSession:
    opened = NOW - timedelta(days=(NOW.date() - day).days, hours=1)
    session = ReceptionSession.create(day=day, opened_at=opened)
    _visit(session, 1, "waiting")
    _visit(session, 2, "on_hold", called_at=opened, hold_since=opened)
    _visit(session, 3, "in_talk", called_at=opened)
    _visit(session, 4, "received", called_at=opened, finished_at=opened)
    _visit(session, 5, "left", left_reason="不愿等候")
    Appointment.create(slot_at=opened, day=day, name="李某某")
    Appointment.create(slot_at=opened, day=day, name="张某某", state="cancelled")
    return session


def _times() -> list[tuple[object, ...]]:
    columns = (
        Visit.arrived_at,
        Visit.recorded_at,
        Visit.called_at,
        Visit.hold_since,
        Visit.finished_at,
        Visit.queue_no,
    )
    return list(Visit.select(*columns).order_by(Visit.id).tuples())


def test_the_day_before_ends(desk: Desk) -> None:
    session = _earlier_day()
    today = ReceptionSession.create(day=NOW.date(), opened_at=NOW)
    _visit(today, 1, "waiting")
    Appointment.create(slot_at=NOW, day=NOW.date(), name="王某某")
    before = _times()
    said = roll_over(desk)
    assert "3 批没有结果" in said and "1 位约访未到" in said
    assert desk.unended == 3
    seen = [
        (visit.state, visit.is_time_doubtful, visit.left_reason, visit.finished_at is None)
        for visit in Visit.select().order_by(Visit.id)
    ]
    assert seen == [
        ("waiting", True, "", True),
        ("on_hold", True, "", True),
        ("in_talk", True, "", True),
        ("received", False, "", False),
        ("left", False, "不愿等候", True),
        ("waiting", False, "", True),
    ]
    assert _times() == before
    assert [one.state for one in Appointment.select().order_by(Appointment.id)] == ["missed", "cancelled", "booked"]
    assert ReceptionSession.get_by_id(session.id).closed_at == NOW
    assert ReceptionSession.get_by_id(today.id).closed_at is None


def test_once_in_one_act(desk: Desk) -> None:
    _earlier_day()
    before = AuditEntry.select().count()
    roll_over(desk)
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    assert AuditEntry.select().count() == before + 1
    assert entry.act == "day.roll_over"
    assert '"is_time_doubtful":true' in entry.after and '"state":"left"' not in entry.after
    snapshot = list(Visit.select().order_by(Visit.id).dicts())
    assert roll_over(desk) == ""
    assert AuditEntry.select().count() == before + 1
    assert list(Visit.select().order_by(Visit.id).dicts()) == snapshot


def test_a_start_without_anything_open_writes_nothing(desk: Desk) -> None:
    assert roll_over(desk) == ""
    assert AuditEntry.select().count() == 1


@pytest.mark.parametrize("days", [1, 3])
def test_at_the_next_start(desk: Desk, days: int) -> None:
    """T11: off overnight, or for three days, also over the new year."""
    _earlier_day(NOW.date())
    database.close()
    database.release_lock()
    with clock.at(NOW + timedelta(days=days)):
        again = opening.open_desk(desk.folder)
        assert any("已结转" in notice for notice in again.notices)
        assert Visit.select().where(Visit.is_time_doubtful).count() == 3
        opening.close_desk(again, keeps_backup=False)
        again = opening.open_desk(desk.folder)
        assert again.notices == []
        assert AuditEntry.select().where(AuditEntry.act == "day.roll_over").count() == 1


def test_a_copy_that_looks_only_does_not_roll_over(desk: Desk) -> None:
    _earlier_day()
    reader = opening.open_desk(desk.folder, reader=True)
    assert reader.notices == []
    assert Visit.select().where(Visit.state == "in_talk").count() == 1


def test_it_waits_for_the_clock_to_be_confirmed(desk: Desk, frozen_clock: datetime) -> None:
    _earlier_day(NOW.date())
    opening.close_desk(desk, keeps_backup=False)
    with clock.at(NOW + timedelta(days=400)):
        again = opening.open_desk(desk.folder)
        assert Visit.select().where(Visit.is_time_doubtful).count() == 0
        opening.confirm_clock(again)
        assert Visit.select().where(Visit.is_time_doubtful).count() == 3
        assert any("已结转" in notice for notice in again.notices)


def test_it_is_whole_or_not_at_all(desk: Desk) -> None:
    _earlier_day()
    database.connection().execute(
        "CREATE TRIGGER stop BEFORE UPDATE ON appointment BEGIN SELECT RAISE(ABORT, 'stop'); END"
    )
    from jiefang_tui.services.desk.errors import Refused

    with pytest.raises(Refused):
        roll_over(desk)
    assert Visit.select().where(Visit.is_time_doubtful).count() == 0
    assert AuditEntry.select().count() == 1


@pytest.mark.parametrize(
    ("back", "named"),
    [([1], "前一天"), ([3], "11-20"), ([1, 3], "11-20、11-22"), ([1, 2, 3, 4], "11-19至11-22的4天")],
)
def test_the_sentence_names_the_days(desk: Desk, back: list[int], named: str) -> None:
    for days in back:
        day = NOW - timedelta(days=days)
        Appointment.create(slot_at=day, day=day.date(), name="李某某")
    assert roll_over(desk).startswith(f"已结转{named}：{len(back)} 位约访未到")
