"""登记作废: a registration that stands for nobody who came, or that stands again under another number.

It is no way to make a visit disappear (Regulation Art. 44(1)): there are three grounds, nothing may have come of it
yet, somebody approves it from the second day on, and the row stays with its number, content and a line of its own
under the table of the day and of the month. It counts nowhere (`Visit.counts`, `Matter.stands`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from jiefang_tui.rules.typed.numbers import arrival_label, split_queue_no
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_not_be_kept_away
from jiefang_tui.services.desk.moving import move
from jiefang_tui.services.reception.came_of import came_of
from jiefang_tui.services.reception.visit_acts import (
    RESTORE,
    RESTORE_ONE,
    VOID,
    VOID_ONE,
    new_matters,
    pairs_of,
    voided_apart,
    why_not_void_one,
)
from jiefang_tui.store.models import Appointment, AuditEntry, Correction, Matter, Visit, VisitMatter
from jiefang_tui.terms import AppointmentState, Channel, EntryKind, MatterState, PairKind, VisitState, VoidGround

_ACT = "visit.void"


def void_registration(
    desk: Desk, visit_id: int, ground: str, for_no: str = "", reason: str = "", approver: str = ""
) -> str:
    """Void an arrival and the matters that were registered with it. Returns a sentence on what counts no more.

    `for_no`: under which number it was registered instead, a queue number of that day or a register number.
    """
    _must_be_a_ground(ground)
    with acting(desk, _ACT, reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(VOID, desk, 0, visit)
        _must_be_approved(act, visit, approver)
        for pair in pairs_of(visit):
            must_not_be_kept_away(pair.matter, approver, field="approver")
        fresh = new_matters(visit)
        number = _stands_under(visit, VoidGround(ground), for_no.strip(), fresh)
        words = _words(act, ground, reason, number)
        _set(visit, words)
        visit.state, visit.void_approver, visit.hold_since = VisitState.VOIDED, approver.strip(), None
        _give_slot_back(act, visit)
        said = _said(ground, number, reason, approver)
        for pair in pairs_of(visit):
            if pair.matter_id not in [one.id for one in fresh]:
                quiet_event(act, pair.matter_id, EntryKind.CHANGE, f"{visit.day}{_number(visit)}{said}")
        for one in fresh:
            matter = act.change(Matter.get_by_id(one.id))
            move(act, matter, MatterState.VOIDED)
            _set(matter, words)
            quiet_event(act, matter.id, EntryKind.CHANGE, said)
    return f"{_number(visit)}登记已作废，不再计数；内容和编号都留着，作废错了可以恢复。"


def restore_registration(desk: Desk, visit_id: int, reason: str) -> None:
    """Take a voiding back: the arrival and its matters stand again as they did."""
    if not reason.strip():
        raise Refused("请写明为什么恢复。", "reason")
    with acting(desk, "visit.restore", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(RESTORE, desk, 0, visit)
        for pair in pairs_of(visit):
            _must_be_there(pair)
        visit.state = _state_before(visit)
        visit.is_time_doubtful = visit.is_time_doubtful or visit.day != act.today
        visit.void_approver = ""
        _set(visit, _UNVOIDED)
        for pair in pairs_of(visit):
            if pair.matter.state == MatterState.VOIDED:
                _stand_again(act, pair.matter_id)
            quiet_event(act, pair.matter_id, EntryKind.CHANGE, f"恢复登记：{reason.strip()}")


def void_one(
    desk: Desk, visit_id: int, matter_id: int, ground: str, for_no: str = "", reason: str = "", approver: str = ""
) -> str:
    """Void one matter of an arrival that was about several: the arrival stands with the others, 件 go down by one.

    A matter that was registered with it is voided; one that was here before only goes from this arrival. `for_no` may
    be the number of another matter of the same arrival. Returns a sentence; raises `Refused`.
    """
    _must_be_a_ground(ground)
    with acting(desk, "visit.void_one", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(VOID_ONE, desk, 0, visit)
        pair = next((one for one in pairs_of(visit) if one.matter_id == matter_id), None)
        if pair is None:
            raise Refused("这次来访没有登记这个事项。")
        if why := why_not_void_one(visit, pair):
            raise Refused(why)
        _must_be_approved(act, visit, approver)
        must_not_be_kept_away(pair.matter, approver, field="approver")
        number = _stands_under(visit, VoidGround(ground), for_no.strip(), [pair.matter])
        said = _said(ground, number, reason, approver)
        if pair.kind == PairKind.INITIAL:
            matter = act.change(pair.matter)
            move(act, matter, MatterState.VOIDED)
            _set(matter, _words(act, ground, reason, number))
        _take_off(act, visit, pair, said)
        quiet_event(act, matter_id, EntryKind.CHANGE, f"{visit.day}{_number(visit)}{said}")
    return f"{pair.matter.register_no}已从{_number(visit)}作废，不再计件；来访和别的事项照旧，作废错了可以恢复。"


def restore_one(desk: Desk, visit_id: int, matter_id: int, reason: str) -> None:
    """Take the voiding of one matter of an arrival back."""
    if not reason.strip():
        raise Refused("请写明为什么恢复。", "reason")
    with acting(desk, "visit.restore_one", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(RESTORE_ONE, desk, 0, visit)
        kept = next((one for one in voided_apart(visit) if one.matter_id == matter_id), None)
        if kept is None:
            raise Refused("这次来访没有单独作废这个事项。")
        was_new = kept.matter.state == MatterState.VOIDED
        if was_new:
            _stand_again(act, matter_id)
        act.create(
            VisitMatter,
            visit=visit,
            matter=matter_id,
            ordinal=max((one.ordinal for one in pairs_of(visit)), default=0) + 1,
            kind=PairKind.INITIAL if was_new else PairKind.REPEAT,
            request_said=kept.was,
        )
        quiet_event(act, matter_id, EntryKind.CHANGE, f"恢复登记：{reason.strip()}")


def voidable(visit_id: int) -> list[int]:
    """Ids of the matters of an arrival that `void_one` takes."""
    visit = Visit.get_by_id(visit_id)
    return [pair.matter_id for pair in pairs_of(visit) if not why_not_void_one(visit, pair)]


def restorable(visit_id: int) -> list[tuple[int, str]]:
    """Ids and names of the matters of an arrival that were voided by themselves."""
    kept = voided_apart(Visit.get_by_id(visit_id))
    return [(one.matter_id, f"{one.matter.register_no} {one.matter.title}") for one in kept]


def _must_be_there(pair: VisitMatter) -> None:
    """A visit is not restored alone to a matter that was voided with the visit it was registered at."""
    first = (VisitMatter.matter == pair.matter_id) & (VisitMatter.kind == PairKind.INITIAL)
    for other in VisitMatter.select().where(first & (VisitMatter.visit != pair.visit_id)):
        if pair.matter.state == MatterState.VOIDED and other.visit.state == VisitState.VOIDED:
            number = arrival_label(other.visit.queue_no, Channel(other.visit.channel).label)
            first_said = f"{pair.matter.register_no} 是{other.visit.day}{number}登记的"
            raise Refused(f"{first_said}，那一次已作废；请先恢复那一次。")


def void_matter(act: Act, visit: Visit, pair: VisitMatter, why: str) -> None:
    """A matter that was registered with an arrival which is about none: it is voided, and the arrival goes on alone."""
    matter = act.change(Matter.get_by_id(pair.matter_id))
    came = came_of(matter) if matter.id in [one.id for one in new_matters(visit)] else "后来又为这件事来过"
    if came:
        raise Refused(f"不能改成不是信访的，{matter.register_no} {came}；请在事项里接着办。", "purpose")
    move(act, matter, MatterState.VOIDED)
    _set(matter, _words(act, VoidGround.ANEW, why, _number(visit)))
    quiet_event(act, matter.id, EntryKind.CHANGE, f"登记作废：{why}，{_number(visit)}")
    act.redact(pair)
    act.remove(pair)


def _take_off(act: Act, visit: Visit, pair: VisitMatter, said: str) -> None:
    """The pair goes, so that nothing counts it; what was said of the matter is kept with the reason."""
    act.create(
        Correction,
        matter=pair.matter_id,
        about=Visit._meta.table_name,
        row_id=visit.id,
        column="matter",
        was=pair.request_said,
        reason=said,
        officer=act.desk.officer_id,
        corrected_at=act.now,
    )
    act.redact(pair)
    act.remove(pair)


def _must_be_a_ground(ground: str) -> None:
    if ground not in [str(one) for one in VoidGround]:
        raise Refused("作废只有三种情形：登重了、试用误登、登错了另登；别的请更正登记。", "ground")


def _must_be_approved(act: Act, visit: Visit, approver: str) -> None:
    if visit.day != act.today and not approver.strip():
        raise Refused(f"这是{visit.day}登记的，不是当天作废，请写批准人。", "approver")


def _words(act: Act, ground: str, reason: str, for_no: str) -> dict[str, object]:
    return {
        "voided_on": act.today,
        "void_ground": VoidGround(ground),
        "void_reason": reason.strip(),
        "void_for_no": for_no,
    }


_UNVOIDED: dict[str, object] = {"voided_on": None, "void_ground": "", "void_reason": "", "void_for_no": ""}


def _stand_again(act: Act, matter_id: int) -> None:
    matter = act.change(Matter.get_by_id(matter_id))
    move(act, matter, MatterState.REGISTERED)
    _set(matter, _UNVOIDED)


def _number(visit: Visit) -> str:
    return arrival_label(visit.queue_no, Channel(visit.channel).label)


def _set(row: Visit | Matter, words: dict[str, object]) -> None:
    for column, value in words.items():
        setattr(row, column, value)


def _said(ground: str, for_no: str, reason: str, approver: str) -> str:
    words = "，".join(part for part in (f"{VoidGround(ground).label}{for_no}", reason.strip()) if part)
    by = f"，{approver.strip()}批准" if approver.strip() else ""
    return f"登记作废：{words}{by}"


def _stands_under(visit: Visit, ground: VoidGround, typed: str, fresh: Sequence[Matter]) -> str:
    """The number it stands under instead, as it is called; `Refused` where there is none. `fresh`: what is voided."""
    if not typed:
        if ground is VoidGround.ANEW:
            raise Refused("请写明另登在第几号(当天的号，或者登记编号)。", "for_no")
        return ""
    number = split_queue_no(typed)
    if number is not None:
        same_day = (Visit.day == visit.day) & (Visit.queue_no == number) & (Visit.id != visit.id) & Visit.counts
        if not Visit.select().where(same_day).exists():
            raise Refused(f"{visit.day}没有另外的第{number:02d}号，请核对。", "for_no")
        return f"第{number:02d}号"
    matter = Matter.get_or_none((Matter.register_no == typed.upper()) & Matter.stands)
    if matter is None or matter.id in [one.id for one in fresh]:
        raise Refused("没有这个登记编号；当天的可以只写第几号，例如 05。", "for_no")
    return str(matter.register_no)


def _give_slot_back(act: Act, visit: Visit) -> None:
    """Who was booked and was registered by mistake is still expected."""
    for booked in Appointment.select().where((Appointment.visit == visit) & (Appointment.day == act.today)):
        booked = act.change(booked)
        booked.state, booked.visit = AppointmentState.BOOKED, None


def _state_before(visit: Visit) -> VisitState:
    entry = (
        AuditEntry.select()
        .where((AuditEntry.act == _ACT) & (AuditEntry.subject == f"visit:{visit.id}"))
        .order_by(AuditEntry.id.desc())
        .first()
    )
    before = json.loads(entry.before).get(f"visit:{visit.id}", {}) if entry is not None else {}
    return VisitState(before.get("state", VisitState.WAITING))
