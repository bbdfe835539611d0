"""认领: what a unit undertook at the table, done, put off, put right, taken back. Each is work in that unit's hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiefang_tui.rules.text import one_line
from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActFacts, must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free, must_not_be_kept_away
from jiefang_tui.services.desk.people import unit_named
from jiefang_tui.services.together import acts
from jiefang_tui.store.models import Matter, MeetingItem, ReceptionSession, Undertaking, Unit
from jiefang_tui.terms import EntryKind


@dataclass(frozen=True, kw_only=True)
class UndertakingIn:
    """What was undertaken, as said: by a unit, its person or both; about a matter, or about the session as a whole."""

    text: str
    unit: str = ""
    person: str = ""
    due_on: date | None = None
    matter_id: int | None = None
    session_id: int | None = None
    item_id: int | None = None
    """The item of a meeting that gave it."""
    said_on: date | None = None
    """When it was said; the day of the session or meeting, else today, where nobody says."""


def undertake(desk: Desk, given: UndertakingIn) -> int:
    """Write down what was undertaken. Returns its id."""
    with acting(desk, "undertaking.make") as act:
        row = lay(act, given)
        act.about(row)
    return row.id


def lay(act: Act, given: UndertakingIn, was: Iterable[str] = ()) -> Undertaking:
    """The same within another act, which wrote down more. `was`: words that it asked about itself."""
    if given.matter_id is None and given.session_id is None and given.item_id is None:
        raise Refused("请选是哪一件，或者是哪一场说的。", "matter")
    if given.matter_id is not None:
        must(acts.UNDERTAKE, act.desk, given.matter_id)
    said_on = _said_on(act, given)
    unit, person = one_line(given.unit), one_line(given.person)
    if not given.text.strip():
        raise Refused("请写明认领了什么。", "text")
    if given.due_on is not None and given.due_on < said_on:
        raise Refused(f"办到的日期不能早于{said_on}。", "due_on")
    who = _whose(act, given.matter_id, unit, person)
    said = words_as_written(act, {"text": given.text}, was, day=said_on)
    row = act.create(
        Undertaking,
        session=given.session_id,
        matter=given.matter_id,
        unit=who,
        person=person,
        text=said["text"],
        said_on=said_on,
        due_on=given.due_on,
        item=given.item_id,
    )
    _tell(act, row, f"{who_of(row)}认领：{row.text}{_until(row)}", said_on)
    return row


def _whose(act: Act, matter_id: int | None, unit: str, person: str) -> Unit | None:
    """The unit in whose hand it is, unless that one or its person keeps away from the matter (Art. 28(3), 30(3))."""
    if not (unit or person):
        raise Refused("请填写哪个单位认领。", "unit")
    who = unit_named(act, unit)
    _is_free(matter_id, who, person)
    return who


def _is_free(matter_id: int | None, unit: Unit | None, person: str, *, field: str = "") -> None:
    """`field`: of a form that does not name them."""
    if matter_id is not None:
        matter = Matter.get_by_id(matter_id)
        must_not_be_kept_away(matter, person, field=field or "person")
        must_be_free(matter, unit=unit, field=field or "unit")


def _said_on(act: Act, given: UndertakingIn) -> date:
    """The day that is said, not before the matter came in; else that of the session or of the meeting."""
    if given.said_on is not None:
        since = Matter.get_by_id(given.matter_id).received_on if given.matter_id is not None else given.said_on
        if not since <= given.said_on <= act.today:
            raise Refused(f"哪天说的要在{since}和今天之间。", "said_on")
        return given.said_on
    if given.session_id is not None:
        return ReceptionSession.get_by_id(given.session_id).day
    return MeetingItem.get_by_id(given.item_id).meeting.held_on if given.item_id is not None else act.today


def done(desk: Desk, row_id: int, proof: str, on_day: date | None = None) -> None:
    """办到了, with what."""
    if not proof.strip():
        raise Refused("请写明用什么办到的：回单、照片、文号，或者谁看过。", "proof")
    with acting(desk, "undertaking.done") as act:
        row = _row(act, row_id)
        must(acts.DONE, desk, row.matter_id or 0, row)
        day = on_day or act.today
        if not row.said_on <= day <= act.today:
            raise Refused(f"办到的日期要在{row.said_on}和今天之间。", "on_day")
        row.done_on, row.proof = day, words_as_written(act, {"proof": proof}, day=day)["proof"]
        _tell(act, row, f"{who_of(row)}办到：{row.text}，{row.proof}", day)


def not_done(desk: Desk, row_id: int, reason: str) -> None:
    """It was not done after all: 办到了 is taken back; with a meeting that was taken back nobody has to do it."""
    reason = _reason(reason, "请写明为什么撤。")
    with acting(desk, "undertaking.not_done", reason) as act:
        row = _row(act, row_id)
        must(acts.NOT_DONE, desk, row.matter_id or 0, row)
        row.done_on, row.proof = None, ""
        _tell(act, row, f"撤{who_of(row)}「{row.text}」的办到：{reason}")
        meeting = row.item.meeting if row.item is not None else None
        if meeting is not None and meeting.withdrawn_on is not None:  # as what was not done when it was taken back
            row.withdrawn_on, row.withdraw_reason = act.today, meeting.withdraw_reason
            _tell(act, row, f"布置它的会议已撤回，「{row.text}」一起撤回")


def put_off(desk: Desk, row_id: int, due_on: date, reason: str) -> None:
    """改期: another day; by when it was at first stays to be seen."""
    reason = _reason(reason, "请写明为什么改期。")
    with acting(desk, "undertaking.put_off", reason) as act:
        row = _row(act, row_id)
        must(acts.PUT_OFF, desk, row.matter_id or 0, row)
        if due_on < row.said_on:
            raise Refused(f"日期不能早于{row.said_on}。", "due_on")
        if due_on == row.due_on:
            raise Refused("和现在的日期一样，没有改动。", "due_on")
        first = row.first_due_on or row.due_on
        was, row.due_on = row.due_on, due_on
        row.first_due_on, row.change_reason = (None, "") if due_on == first else (first, reason)
        _tell(act, row, f"{who_of(row)}「{row.text}」由{was or '没有定日期'}改到{due_on}：{reason}")


def correct(desk: Desk, row_id: int, given: UndertakingIn, reason: str) -> None:
    """What was written down wrongly: who, or what. The old stays in the record; the day is put off, not corrected."""
    reason = _reason(reason, "请写明为什么更正。")
    with acting(desk, "undertaking.correct", reason) as act:
        row = _row(act, row_id)
        must(acts.REWORD, desk, row.matter_id or 0, row)
        if not given.text.strip():
            raise Refused("请写明认领了什么。", "text")
        was, person = f"{who_of(row)}「{row.text}」", one_line(given.person)
        row.unit = _whose(act, row.matter_id, one_line(given.unit), person)
        row.person, row.text = person, words_as_written(act, {"text": given.text}, (row.text,))["text"]
        _tell(act, row, f"更正认领，{was}改为{who_of(row)}「{row.text}」：{reason}")


def withdraw(desk: Desk, row_id: int, reason: str) -> None:
    """It was not undertaken, or is not wanted any more; the row stays with its reason."""
    reason = _reason(reason, "请写明为什么撤回。")
    with acting(desk, "undertaking.withdraw", reason) as act:
        row = _row(act, row_id)
        must(acts.WITHDRAW, desk, row.matter_id or 0, row)
        row.withdrawn_on, row.withdraw_reason = act.today, reason
        _tell(act, row, f"撤回{who_of(row)}认领的「{row.text}」：{reason}")


def restore(desk: Desk, row_id: int, reason: str) -> None:
    """It was withdrawn by mistake: it stands as it was, unless who undertook it keeps away from the matter by now."""
    reason = _reason(reason, "请写明为什么恢复。")
    with acting(desk, "undertaking.restore", reason) as act:
        row = _row(act, row_id)
        must(acts.RESTORE, desk, row.matter_id or 0, row)
        _is_free(row.matter_id, row.unit, row.person, field="reason")
        _come_back(act, row, reason)


def restore_with_meeting(act: Act, row: Undertaking, reason: str) -> str:
    """The same within the act that restores the meeting which gave it. Returns why it does not come back, if so."""
    if why := acts.why_no_work(ActFacts(act.desk, row.matter_id or 0, row)):
        return why
    try:
        _is_free(row.matter_id, row.unit, row.person)
    except Refused as refusal:
        return str(refusal)
    _come_back(act, act.change(row), reason)
    return ""


def _come_back(act: Act, row: Undertaking, reason: str) -> None:
    row.withdrawn_on, row.withdraw_reason = None, ""
    _tell(act, row, f"恢复{who_of(row)}认领的「{row.text}」：{reason}")


def who_of(row: Undertaking) -> str:
    """``人社所李强``."""
    return (row.unit.name if row.unit is not None else "") + row.person


def _until(row: Undertaking) -> str:
    return f"({row.due_on}前)" if row.due_on is not None else ""


def _row(act: Act, row_id: int) -> Undertaking:
    row = act.change(Undertaking.get_by_id(row_id))
    act.about(row)
    return row


def _reason(text: str, sentence: str) -> str:
    if not text.strip():
        raise Refused(sentence, "reason")
    return text.strip()


def _tell(act: Act, row: Undertaking, text: str, on_day: date | None = None) -> None:
    """A line of the matter's timeline, where it is about one."""
    if row.matter_id is not None:
        act.event(row.matter_id, EntryKind.SUPERVISION, text, on_day)
