"""The stored dates: settled with each act, derived from the facts alone, computed again when the rules change."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.reference import Reference
from jiefang_tui.services.desk import clock_rules, clocks, opening, safekeeping
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store import database
from jiefang_tui.store.models import (
    AuditEntry,
    Commitment,
    Deadline,
    Document,
    Extension,
    Matter,
    Officer,
    Pause,
    Reopening,
    Review,
)
from jiefang_tui.store.queries.law.due import deadlines_of, due_lines
from jiefang_tui.store.queries.law.unknown_years import unknown_years
from jiefang_tui.terms import (
    BY_LAW,
    LAW_HERE,
    Category,
    DocumentKind,
    DueKind,
    LegalRoute,
    Light,
    MatterState,
    ReviewStage,
    Stage,
)
from tests import made_once
from tests.conftest import NOW
from tests.services.given import given_slip, owned, registered, sealed

TODAY = NOW.date()


def stored(matter_id: int) -> dict[str, tuple[Any, ...]]:
    return {
        f"{row.kind} {row.subject}".strip(): (row.raw_on, row.is_open)
        for row in Deadline.select().where(Deadline.matter == matter_id)
    }


def test_registering_and_accepting_settle_the_dates(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    assert stored(one) == {"acceptance_notice_due": (date(2026, 12, 8), True)}
    row = Matter.get_by_id(one)
    assert (row.notice_due, row.next_due_on, row.next_due_kind) == (
        date(2026, 12, 8),
        date(2026, 12, 8),
        "acceptance_notice_due",
    )
    assert "deadline" in desk.take_changed()
    stages.accept(desk, one)
    row = Matter.get_by_id(one)
    assert (row.handling_due, row.next_due_kind) == (date(2027, 1, 22), "acceptance_notice_due")
    assert stored(one)["handling_due"] == (date(2027, 1, 22), True)


def test_the_row_in_hand_has_the_dates_after_the_act(desk: Desk) -> None:
    one = registered(desk).matter_ids[0]
    with acting(desk, "test") as act:
        row = act.change(Matter.get_by_id(one))
        row.due_on = date(2026, 11, 30)
    assert (row.next_due_on, row.next_due_kind) == (date(2026, 12, 8), "acceptance_notice_due")
    assert row.next_warn_on == date(2026, 12, 3)
    given_slip(desk, one)
    row = Matter.get_by_id(one)  # the law's date is named before our own
    assert (row.next_due_on, row.next_due_kind) == (date(2026, 11, 30), "set_due")


def test_dates_stand_in_no_audit_entry_and_nothing_is_written_that_is_as_it_was(desk: Desk) -> None:
    one = owned(desk)
    assert not [entry for entry in AuditEntry.select() if "deadline:" in entry.after]
    assert not [entry for entry in AuditEntry.select() if "next_due_on" in entry.after or "notice_due" in entry.after]
    uids = {row.id: row.uid for row in Deadline.select()}
    desk.take_changed()
    matters.add_entry(desk, one, "到户核对")
    assert "deadline" not in desk.take_changed()
    assert {row.id: row.uid for row in Deadline.select()} == uids
    assert clocks.settle_all([one], desk.reference) == (0, set())


def test_a_measure_and_its_date(desk: Desk) -> None:
    one = owned(desk)
    with acting(desk, "test") as act:
        _end_legal(act, one)
    number = six_boxes.add_measure(desk, one, "复测被征面积", "李强", date(2026, 11, 27))
    assert Matter.get_by_id(one).next_due_kind == "measure_due"
    assert stored(one)[f"measure_due measure:{number}"] == (date(2026, 11, 27), True)


def test_a_commitment_kept_is_no_longer_due(desk: Desk) -> None:
    one = owned(desk)
    with acting(desk, "test") as act:
        _end_legal(act, one)
    number = matters.confirm_commitment(desk, one, "补发首期", date(2026, 11, 25), leader="周敏")
    assert Matter.get_by_id(one).next_due_on == date(2026, 11, 25)
    matters.fulfil_commitment(desk, number, TODAY, "收条")
    assert f"commitment_due commitment:{number}" not in stored(one)
    assert Matter.get_by_id(one).next_due_on is None


def _end_legal(act: Act, matter_id: int) -> None:
    """No date of the law runs: told, and not under the sixty days."""
    row = act.change(Matter.get_by_id(matter_id))
    row.notified_on, row.accepted_on = TODAY, None


def test_a_commitment_that_goes_to_another_matter_leaves_the_first(desk: Desk) -> None:
    first, second = registered(desk).matter_ids[0], registered(desk, "李某").matter_ids[0]
    number = matters.confirm_commitment(desk, first, "补发首期", date(2026, 11, 25), leader="周敏")
    with acting(desk, "test") as act:
        act.change(Commitment.get_by_id(number)).matter = second
    subject = f"commitment_due commitment:{number}"
    assert subject not in stored(first) and subject in stored(second)


def test_an_extension_taken_back_restores_the_former_rows(desk: Desk) -> None:
    one = owned(desk)
    before = stored(one)
    leader = Officer.get(Officer.name == "周敏")
    with acting(desk, "test") as act:
        row = act.create(Extension, matter=one, days=20, reason="鉴定", approver=leader, approved_on=TODAY)
    assert Matter.get_by_id(one).handling_due == date(2027, 1, 22) + timedelta(days=20)
    assert stored(one)["extended_due"][1] and not stored(one)["handling_due"][1]
    with acting(desk, "test") as act:
        act.change(Extension.get_by_id(row.id)).undone_on = TODAY
    assert stored(one) == before
    assert Matter.get_by_id(one).handling_due == date(2027, 1, 22)


def test_a_sealed_report_keeps_one_date_and_no_content(desk: Desk) -> None:
    one = sealed(desk)
    assert stored(one) == {"triage_due": (date(2026, 12, 8), True)}
    (view,) = deadlines_of(one, TODAY, desk.reference)
    assert (view.kind, view.what) == (DueKind.TRIAGE, "转送交办")


def test_the_petitioners_window_is_no_open_date_of_ours(desk: Desk) -> None:
    one = owned(desk)
    with acting(desk, "test") as act:
        row = act.change(Matter.get_by_id(one))
        row.state, row.served_on, row.concluded_on = MatterState.CONCLUDED, TODAY, TODAY
        act.create(
            Document,
            matter=one,
            kind=DocumentKind.HANDLING_OPINION,
            issued_on=TODAY,
            served_on=TODAY,
            recorded_at=act.now,
        )
    assert stored(one)["review_request_until"] == (date(2026, 12, 23), False)
    views = {view.kind: view for view in deadlines_of(one, TODAY, desk.reference)}
    assert views[DueKind.REVIEW_REQUEST].light is Light.GREEN and not views[DueKind.REVIEW_REQUEST].is_ours
    assert Matter.get_by_id(one).next_due_kind == "acceptance_notice_due"
    assert all(view.light is Light.GREY for view in views.values() if view.stage is Stage.REPLY)


def test_a_year_is_said_when_only_the_petitioners_time_ends_in_it(desk: Desk) -> None:
    one = owned(desk)
    with acting(desk, "test") as act:
        row = act.change(Matter.get_by_id(one))
        row.state, row.served_on, row.concluded_on = MatterState.CONCLUDED, date(2026, 12, 10), date(2026, 12, 10)
        row.followed_up_on = date(2026, 12, 10)
    assert not Deadline.select().where(Deadline.is_open & (Deadline.raw_on >= date(2027, 1, 1))).exists()
    assert unknown_years(TODAY, desk.reference) == (2027,)
    with acting(desk, "test") as act:
        act.change(Matter.get_by_id(one)).finally_closed_on = TODAY
    assert unknown_years(TODAY, desk.reference) == ()


def test_a_view_tells_its_arithmetic(desk: Desk) -> None:
    one = owned(desk)
    view = next(view for view in deadlines_of(one, TODAY, desk.reference) if view.kind is DueKind.HANDLING)
    assert (view.raw, view.rolled, view.days_left) == (date(2027, 1, 22), None, 60)
    assert any("2027年放假安排未收录" in line for line in view.why)
    assert deadlines_of(99, TODAY, desk.reference) == []


# -- properties


_STATES = [state for state in MatterState if state is not MatterState.SEALED_OUT]


def _change(desk: Desk, matter_id: int, rng: random.Random) -> None:
    """Some fact or other, written down as an act would."""

    def day() -> date:
        return TODAY + timedelta(days=rng.randint(-40, 40))

    leader = Officer.get(Officer.name == "周敏")
    with acting(desk, "test") as act:
        row = act.change(Matter.get_by_id(matter_id))
        what = rng.randrange(9)
        if what == 0:
            row.state = rng.choice(_STATES)
        elif what == 1:
            column = rng.choice(
                (
                    "due_on",
                    "accepted_on",
                    "served_on",
                    "concluded_on",
                    "executed_on",
                    "notified_on",
                    "assigned_due",
                    "transferred_in_on",
                    "followed_up_on",
                )
            )
            setattr(row, column, rng.choice((None, day())))
        elif what == 2:
            row.route, row.category = rng.choice((None, *LegalRoute)), rng.choice(list(Category)[:2])
        elif what == 3:
            act.create(Extension, matter=row, days=rng.randint(1, 20), reason="x", approver=leader, approved_on=day())
        elif what == 4:
            act.create(Pause, matter=row, begins_on=day(), ends_on=rng.choice((None, TODAY + timedelta(days=50))))
        elif what == 5:
            act.create(Review, matter=row, stage=rng.choice(list(ReviewStage)), requested_on=day(), body="县政府")
        elif what == 6:
            act.create(Reopening, matter=row, on_day=day(), cause="review")
        elif what == 7:
            act.create(Commitment, matter=row, text="x", due_on=day(), confirmed_by=leader, confirmed_on=TODAY)
        else:
            promises = list(Commitment.select().where(Commitment.matter == row))
            if promises:
                act.change(rng.choice(promises)).fulfilled_on = rng.choice((None, TODAY))


@pytest.mark.parametrize("seed", range(4))
def test_after_any_acts_the_stored_dates_are_those_computed_again(desk: Desk, seed: int) -> None:
    rng = random.Random(seed)
    ids = [owned(desk, f"来访人{n}") for n in range(3)]
    for _ in range(40):
        one = rng.choice(ids)
        _change(desk, one, rng)
        assert clocks.differing(desk.reference)[1] == 0
        row = Matter.get_by_id(one)
        open_rows = list(Deadline.select().where((Deadline.matter == one) & Deadline.is_open))
        running = [due for due in open_rows if not due.is_paused] or open_rows
        legal = [due for due in running if due.kind in BY_LAW] or running
        legal = [due for due in legal if due.kind in LAW_HERE] or legal
        assert row.next_due_on == min((due.rolled_on for due in legal), default=None)
        handling = next((due.raw_on for due in open_rows if due.kind in ("handling_due", "extended_due")), None)
        assert handling is None or row.handling_due == handling
        assert all(due.rolled_on >= due.raw_on for due in open_rows)


def test_the_sample_day_is_settled(folder: DataFolder, frozen_clock: object) -> None:
    shutil.copytree(made_once.sample_day(TODAY), folder.root, dirs_exist_ok=True)
    desk = opening.open_desk(folder)
    number, wrong = clocks.differing(desk.reference)
    assert number > 5 and wrong == 0
    listed = list(due_lines(TODAY, desk.reference))
    assert [line.due_raw for line in listed] == sorted(line.due_raw for line in listed)
    assert len(listed) == Deadline.select().where(Deadline.is_open).count()
    assert unknown_years(TODAY, desk.reference) == (2027,)
    assert unknown_years(TODAY, Reference(own=folder.reference)) == (2027,)
    opening.close_desk(desk)


# -- when the rules change


def _own(folder: DataFolder, name: str, text: str) -> None:
    folder.reference.mkdir(parents=True, exist_ok=True)
    (folder.reference / name).write_text(text, encoding="utf-8")


def test_a_stricter_own_period_moves_the_dates_at_the_next_start(desk: Desk) -> None:
    one = owned(desk)
    opening.close_desk(desk)
    opened = opening.open_desk(desk.folder)
    assert (opened.notices, opened.unknown_years) == ([], (2027,))
    database.close()
    database.release_lock()
    _own(desk.folder, "regulation.toml", "[law.handling_due]\ndays = 30\nsince = 2026-01-01\n")
    assert any("下次打开接访台时重算" in line for line in safekeeping.check(desk.folder)[1])
    again = opening.open_desk(desk.folder)
    assert "期限规则有变化，已重算 1 件事项的期限。" in again.notices
    assert Matter.get_by_id(one).handling_due == date(2026, 12, 23)
    assert AuditEntry.select().where(AuditEntry.act == "clock.renew").count() == 1
    assert {"matter", "deadline"} <= again.take_changed()
    opening.close_desk(again)
    assert not [said for said in opening.open_desk(desk.folder).notices if "已重算" in said]


def test_a_looser_own_period_is_not_taken_and_the_start_says_so(desk: Desk) -> None:
    one = owned(desk)
    opening.close_desk(desk)
    _own(desk.folder, "regulation.toml", "[law.handling_due]\ndays = 90\n")
    again = opening.open_desk(desk.folder)
    assert any("90 日比条例第三十四条宽" in said for said in again.notices)
    view = next(view for view in deadlines_of(one, TODAY, again.reference) if view.kind is DueKind.HANDLING)
    assert view.raw == date(2027, 1, 22)
    assert any("90 日较宽，没有采用" in line for line in view.why)


def test_a_year_that_the_office_entered_is_known(desk: Desk) -> None:
    one = owned(desk)
    opening.close_desk(desk)
    _own(desk.folder, "holidays.toml", 'years = [2027]\n[days]\n2027-01-22 = "rest"\n')
    with clock.at(NOW):
        again = opening.open_desk(desk.folder)
    assert not [said for said in again.notices if "未收录" in said]
    assert Deadline.get(Deadline.kind == "handling_due").rolled_on == date(2027, 1, 25)
    assert Matter.get_by_id(one).handling_due == date(2027, 1, 22)


def test_check_finds_a_date_moved_by_hand_and_the_next_start_puts_it_right(desk: Desk, tmp_path: Path) -> None:
    owned(desk)
    opening.close_desk(desk)
    opening.close_desk(opening.open_desk(desk.folder))
    assert any("逐件重算，与存的一致" in line for line in safekeeping.check(desk.folder)[1])
    opening.open_desk(desk.folder)
    Deadline.update(raw_on=date(2030, 1, 1)).execute()
    opening.close_desk(desk)
    sound, said = safekeeping.check(desk.folder)
    assert not sound and any("1 件事项存的期限与重算的不同" in line for line in said)
    again = opening.open_desk(desk.folder)
    assert clocks.differing(again.reference)[1] == 0
    opening.close_desk(again)
    assert safekeeping.check(desk.folder)[0]
    assert not clock_rules._mark(desk.folder).exists()
