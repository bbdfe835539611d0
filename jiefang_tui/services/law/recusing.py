"""回避 (Regulation Art. 28(3)): an officer with an interest takes no part in a matter, and hands on what they had."""

from __future__ import annotations

from jiefang_tui.rules.kept_away import names_person
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import is_about, must_be_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.law.acts import RECUSE
from jiefang_tui.store.models import (
    Dispatch,
    Duty,
    Matter,
    Measure,
    Officer,
    Recusal,
    Responsibility,
    Resubmission,
    TaskForceMember,
)
from jiefang_tui.terms import DutyKind, EntryKind


def recuse(
    desk: Desk, matter_id: int, officer: str, reason: str, decided_by: str, *, instead: str = "", post: str = ""
) -> int:
    """Write down a recusal; returns its id. Nothing of the matter may be given to that officer from now on.

    Who has work in the matter (包案, 专班, an open measure, one of 三包, 责任人, a handing-over, 首接人) hands all of
    it to `instead` in the same act; without a name the sentence says what there is to hand on.
    """
    for value, sentence, field in (
        (officer, "请填写回避的人。", "officer"),
        (reason, "请写明回避的原因。", "reason"),
        (decided_by, "请写明谁决定的。", "decided_by"),
    ):
        if not value.strip():
            raise Refused(sentence, field)
    with acting(desk, "recusal.add", reason.strip()) as act:
        must(RECUSE, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        who = officer_named(act, officer, field="officer")
        assert who is not None
        if Recusal.select().where((Recusal.matter == matter) & (Recusal.officer == who) & Recusal.ended_on.is_null()):
            raise Refused(f"{who.name}在这件里已经回避。", "officer")
        if names_person(decided_by, who.name):
            raise Refused(f"{who.name}的回避由别人决定，请填写决定的领导或者上级机关。", "decided_by")
        held = work_of(matter, who)
        row = act.create(
            Recusal,
            matter=matter,
            officer=who,
            reason=reason.strip(),
            decided_by=decided_by.strip(),
            decided_on=act.today,
        )
        act.about(row)
        act.event(matter_id, EntryKind.CHANGE, f"{who.name}回避：{reason.strip()}，{decided_by.strip()}决定")
        if held:
            other = officer_named(act, instead, post, field="instead")
            if other is None:
                raise Refused(f"{who.name}在这件里是{'、'.join(held)}，请填写由谁接手，再登记回避。", "instead")
            must_be_free(matter, other, field="instead")
            _hand_on(act, matter, who, other)
            act.event(matter_id, EntryKind.CHANGE, f"{who.name}回避，{'、'.join(held)}改由{other.name}担任")
    return row.id


def end_recusal(desk: Desk, recusal_id: int, reason: str) -> None:
    """The reason for standing aside is gone. What was handed on is not given back by that."""
    if not reason.strip():
        raise Refused("请写明解除回避的原因。", "reason")
    with acting(desk, "recusal.end", reason.strip()) as act:
        row = act.change(Recusal.get_by_id(recusal_id))
        act.about(row)
        if row.ended_on is not None:
            raise Refused(f"回避已于{row.ended_on}解除。")
        row.ended_on = act.today
        act.event(row.matter_id, EntryKind.CHANGE, f"解除{row.officer.name}的回避：{reason.strip()}")


def work_of(matter: Matter, officer: Officer) -> tuple[str, ...]:
    """What of this matter lies with the officer, in words; empty when nothing does."""
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    held = []
    if sheet is not None and sheet.leader_id == officer.id:
        held.append("包案领导")
    if sheet is not None:
        if _seat(sheet, officer) is not None:
            held.append("专班成员")
        held += [f"措施{row.ordinal}责任人" for row in _measures(sheet, officer)]
        held += [f"包{DutyKind(row.kind).label}责任人" for row in _duties(sheet, officer)]
    if matter.handler_id == officer.id:
        held.append("责任人")
    if _dispatches(matter, officer):
        held.append("承办人")
    if _resubmissions(matter, officer):
        held.append("再次提请的领导")
    if matter.first_receiver_id == officer.id:
        held.append("首接人")
    return tuple(held)


def who_has_work(matter: Matter) -> list[tuple[Officer, tuple[str, ...]]]:
    """Everybody with whom something of the matter lies, and what (`work_of`)."""
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    ids: set[int | None] = {matter.handler_id, matter.first_receiver_id}
    ids |= {row.officer_id for row in Dispatch.select().where(Dispatch.matter == matter)}
    ids |= {row.leader_id for row in Resubmission.select().where(Resubmission.matter == matter)}
    if sheet is not None:
        ids.add(sheet.leader_id)
        ids |= {row.officer_id for row in TaskForceMember.select().where(TaskForceMember.responsibility == sheet)}
        ids |= {row.owner_id for row in Measure.select().where(Measure.responsibility == sheet)}
        ids |= {row.officer_id for row in Duty.select().where(Duty.responsibility == sheet)}
    officers = Officer.select().where(Officer.id.in_([one for one in ids if one is not None])).order_by(Officer.id)
    return [(one, held) for one in officers if (held := work_of(matter, one))]


def must_hold_no_work(matter: Matter, person: str, unit: str, *, field: str = "") -> None:
    """Refuse to write down as the one complained of somebody who has the matter in hand: they hand it on first."""
    while matter.merged_into_id is not None:
        matter = matter.merged_into
    for officer, held in who_has_work(matter):
        if is_about(person, unit, officer):
            said = f"{officer.name}在这件里是{'、'.join(held)}；请先登记{officer.name}回避、由别人接手，再写被反映人。"
            raise Refused(said, field)


def _seat(sheet: Responsibility, officer: Officer) -> TaskForceMember | None:
    found: TaskForceMember | None = TaskForceMember.get_or_none(
        (TaskForceMember.responsibility == sheet) & (TaskForceMember.officer == officer)
    )
    return found


def _measures(sheet: Responsibility, officer: Officer) -> list[Measure]:
    open_ = Measure.done_on.is_null() & ~Measure.is_dropped
    mine = (Measure.responsibility == sheet) & (Measure.owner == officer)
    return list(Measure.select().where(mine & open_).order_by(Measure.ordinal))


def _duties(sheet: Responsibility, officer: Officer) -> list[Duty]:
    mine = (Duty.responsibility == sheet) & (Duty.officer == officer)
    return list(Duty.select().where(mine & Duty.fulfilled_on.is_null()).order_by(Duty.id))


def _dispatches(matter: Matter, officer: Officer) -> list[Dispatch]:
    live = Dispatch.replied_on.is_null() & Dispatch.returned_on.is_null() & Dispatch.ended_on.is_null()
    return list(Dispatch.select().where((Dispatch.matter == matter) & (Dispatch.officer == officer) & live))


def _resubmissions(matter: Matter, officer: Officer) -> list[Resubmission]:
    mine = (Resubmission.matter == matter) & (Resubmission.leader == officer)
    return list(Resubmission.select().where(mine & Resubmission.decided_on.is_null()))


def _hand_on(act: Act, matter: Matter, who: Officer, other: Officer) -> None:
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    if sheet is not None:
        if sheet.leader_id == who.id:
            sheet = act.change(sheet)
            sheet.leader, sheet.other_owner_reason = other, f"{who.name}回避：{act.reason}"
        _hand_on_seat(act, sheet, who, other)
        for measure in _measures(sheet, who):
            act.change(measure).owner = other
        for duty in _duties(sheet, who):
            act.change(duty).officer = other
    for sent in _dispatches(matter, who):
        act.change(sent).officer = other
    for asked in _resubmissions(matter, who):
        act.change(asked).leader = other
    matter = act.change(matter)
    if matter.handler_id == who.id:
        matter.handler = other
    if matter.first_receiver_id == who.id:
        matter.first_receiver = other


def _hand_on_seat(act: Act, sheet: Responsibility, who: Officer, other: Officer) -> None:
    """The seat in the team goes to `other`; who has one already keeps it, and heads the team if `who` did."""
    seat, theirs = _seat(sheet, who), _seat(sheet, other)
    if seat is None:
        return
    if theirs is None:
        act.change(seat).officer = other
        return
    if seat.is_head:
        act.change(theirs).is_head = True
    act.remove(seat)
