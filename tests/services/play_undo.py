"""What is unsaid again: wrong results, wrong arrivals, what the night left open, reports; like `play_acts`."""

from __future__ import annotations

from datetime import timedelta

from jiefang_tui.services.law import category, sealing
from jiefang_tui.services.matter import instructions
from jiefang_tui.services.reception import (
    booking,
    correcting,
    naming,
    returning,
    right_person,
    taking_back,
    unended,
    voiding,
)
from jiefang_tui.store.models import Appointment, Instruction, Petitioner, SealedReport, Visit, VisitMatter
from jiefang_tui.terms import AppointmentState, VisitState, VoidGround
from tests.services.play import LEADERS, UNITS, Doing, Ground, one


def result_taken_back(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (pair := ground.row(pick, VisitMatter.select().where(VisitMatter.outcome != ""))) is not None:
        agreed = (LEADERS[0], "", ground.today) if turn % 5 else ()
        ground.attempt(taking_back.correct_outcome, pair.visit_id, pair.matter_id, "按错了", *agreed)


def arrival_put_right(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (visit := ground.row(pick, Visit.select())) is None:
        return
    person = ground.row(pick + 1, Petitioner.select())
    act, *given = one(
        (
            (correcting.correct_visit, {"headcount": 1 + turn % 9}, None, "数错了"),
            (correcting.correct_visit, {"purpose": one(("service", "petition"), days)}, None, "按错了"),
            (correcting.correct_visit, {"channel": one(("letter", "visit", "assign"), days)}, None, "按错了"),
            (correcting.correct_note, f"听取了第{turn}条", "记错了"),
            (right_person.move_visit, None if turn % 2 or person is None else person.id, "认错了人", {"name": "壬"}),
        ),
        turn,
    )
    ground.attempt(act, visit.id, *given)


def voided(ground: Ground, pick: int, turn: int, days: int) -> None:
    void = ground.row(pick, Visit.select().where(Visit.state == VisitState.VOIDED))
    if void is not None and turn % 3 == 0:
        ground.attempt(voiding.restore_registration, void.id, "没有登重")
    elif turn % 3 == 2 and (visit := ground.row(pick, Visit.select())) is not None:
        if turn % 2:
            matters = voiding.voidable(visit.id) or [0]
            ground.attempt(voiding.void_one, visit.id, one(matters, days), VoidGround.TRIAL, "", "登错", LEADERS[0])
        else:
            matters = [number for number, _ in voiding.restorable(visit.id)] or [0]
            ground.attempt(voiding.restore_one, visit.id, one(matters, days), "真有这件")
    elif turn % 3 == 1 and (visit := ground.row(pick, Visit.select())) is not None:
        other = (
            Visit.select().where(Visit.day == visit.day, Visit.id != visit.id, Visit.queue_no.is_null(False)).first()
        )
        number = str(other.queue_no) if other is not None else ""
        ground.attempt(voiding.void_registration, visit.id, one(VoidGround, turn), number, "登错", LEADERS[0])


def night_settled(ground: Ground, pick: int, turn: int, days: int) -> None:
    if turn % 4 == 0:
        ground.attempt(unended.leave_unreceived)
    elif (visit := ground.row(pick, Visit.select().where(Visit.state != VisitState.VOIDED))) is not None:
        act = one((unended.was_received, unended.was_not_received), turn)
        ground.attempt(act, visit.id, "门卫看见的")


def comes_again(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (pair := ground.row(pick, VisitMatter.select().where(VisitMatter.outcome == ""))) is not None:
        if turn % 2:
            ground.attempt(returning.new_facts, pair.visit_id, pair.matter_id, "有新的票据")
        else:
            ground.attempt(returning.no_new_facts, pair.visit_id, pair.matter_id)


def a_report(ground: Ground, pick: int, turn: int, days: int) -> None:
    """A claim is seen to be a report, or is none after all."""
    waiting = ground.row(pick, SealedReport.select().where(SealedReport.handed_on.is_null()))
    if waiting is not None and turn % 2:
        ground.attempt(sealing.no_report, waiting.matter_id, "说的是自家的事")
    elif turn % 4 == 0 and (matter := ground.matter(pick)) is not None:
        ground.attempt(sealing.make_report, matter, "王芳", "何静")


def category_put_right(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is not None:
        agreed = (LEADERS[0], "", ground.today) if turn % 5 else ()
        ground.attempt(category.correct_category, matter, one(("suggestion", "claim"), turn), "登错了类别", *agreed)


def words_corrected(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, Instruction.select())) is not None and turn % 2:
        due = ground.in_days(abs(days))
        given = (f"请限期办好{turn}", one(UNITS, pick), due, ground.today, "写错了")
        ground.attempt(instructions.correct_instruction, row.id, *given)


def words_answered(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, Instruction.select())) is None:
        return
    if turn % 3:
        ground.attempt(instructions.answer_instruction, row.id, f"已落实{turn}", ground.today)
    else:
        ground.attempt(instructions.unanswer_instruction, row.id, "没有落实")


def booked(ground: Ground, pick: int, turn: int, days: int) -> None:
    at = ground.now.replace(hour=10, minute=0) if turn % 2 else ground.now
    row = ground.row(pick, Appointment.select().where(Appointment.state == AppointmentState.BOOKED))
    if row is None or turn % 3 == 0:
        ground.attempt(booking.book, "癸", at, LEADERS[0], "路灯")
    elif turn % 3 == 1:
        ground.attempt(booking.change_booking, row.id, "癸某", at, LEADERS[1])
    else:
        ground.attempt(booking.cancel_booking, row.id, "不来了")


def a_leader_named(ground: Ground, pick: int, turn: int, days: int) -> None:
    """点名接访, a time on the named leader's next day, both taken back; 重点约访."""
    if turn % 5 == 4 and (matter := ground.matter(pick)) is not None:
        at = None if turn % 2 else ground.now + timedelta(days=abs(days) + 1)
        ground.attempt(booking.book_key, matter, one(LEADERS, days), at)
        return
    if (visit := ground.row(pick, Visit.select())) is None:
        return
    act, *given = one(
        (
            (naming.name_leader, one(LEADERS, days)),
            (naming.book_named,),
            (naming.name_leader, one(LEADERS, turn)),
            (naming.unname, "不点了"),
        ),
        turn,
    )
    ground.attempt(act, visit.id, *given)


ACTS: tuple[Doing, ...] = (
    result_taken_back, result_taken_back, arrival_put_right, voided, night_settled, comes_again, a_report,
    words_corrected, words_answered, category_put_right, booked, a_leader_named,
)  # fmt: skip
"""All of them, the more usual ones more than once."""
