"""交办、转送、协办、呈报: one lead unit and any number of assisting ones; signed for, sent back, answered, taken back.

Until somebody has signed, the 首接人 owns the matter.
"""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.dispatches import DISPATCHES, LEADS, OFFERED
from jiefang_tui.services.asking.asked_once import told_before, words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActSpec, must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import is_free, must_be_free, must_not_be_kept_away, put_under
from jiefang_tui.services.desk.moving import LIVE, day_of, move
from jiefang_tui.services.desk.people import officer_named, unit_named
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.line_acts import ANSWER, DELIVER, SEND_BACK, SIGN, TAKE_BACK, UNDO_DELIVERY, went_to
from jiefang_tui.services.law.recusing import end_recusal, recuse
from jiefang_tui.services.law.serving import answered_in
from jiefang_tui.store.models import Dispatch, Matter, Officer, Responsibility, Unit
from jiefang_tui.terms import DispatchKind, EntryKind, MatterState

__all__ = [
    "answer_dispatch", "deliver", "dispatch", "end_dispatch", "end_recusal", "recuse", "send_back", "set_parent",
    "sign", "undo_delivery",
]  # fmt: skip


def dispatch(
    desk: Desk,
    matter_id: int,
    kind: str,
    unit: str,
    officer: str = "",
    requirement: str = "",
    due_on: date | None = None,
    post: str = "",
    still_reason: str | None = None,
) -> int:
    """Hand a matter on; returns the id of the row. `post` is asked once, for an officer nobody has written down,
    `still_reason` where whom it is about handles it all the same (Art. 28(3)).

    交办 and 转送 make the unit the lead one (a former lead's row ends), 呈报 puts the matter with a higher level, 协办
    adds an assisting unit with a task and date of its own. A matter under a leader stays with the leader.
    """
    if kind not in [str(one) for one in OFFERED]:
        raise Refused("请选择交办、转送、协办或者呈报。", "kind")
    with acting(desk, "dispatch.send") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        must(acts.DISPATCH, desk, matter_id)
        requirement = words_as_written(act, {"requirement": requirement}, told_before(matter.id))["requirement"]
        row = dispatch_in(act, matter, DispatchKind(kind), unit, officer, requirement, due_on, post, still_reason)
        act.about(row)
    return row.id


def dispatch_in(
    act: Act,
    matter: Matter,
    kind: DispatchKind,
    unit: str,
    officer: str = "",
    requirement: str = "",
    due_on: date | None = None,
    post: str = "",
    still_reason: str | None = None,
) -> Dispatch:
    """The body of `dispatch`, for acts that hand on what they have decided."""
    to = unit_named(act, unit)
    if to is None:
        raise Refused("请填写交给哪个单位。", "unit")
    if due_on is not None and due_on < act.today:
        raise Refused("办理期限不能早于今天。", "due_on")
    known = Officer.select().where(Officer.name == officer.strip()).exists()
    who = officer_named(act, officer, post, "" if known else unit, field="officer")
    must_be_free(matter, unit=to, field="unit")
    must_be_free(matter, who, field="officer", reason=still_reason)
    if who is not None and still_reason and not is_free(matter, who):
        act.reason = still_reason.strip()
    if DISPATCHES[kind].is_lead:
        _lead(act, matter, kind, to, who, due_on)
    elif kind is DispatchKind.ASSIST:
        _must_be_new_assistant(matter, to)
    row = act.create(
        Dispatch,
        matter=matter,
        kind=kind,
        unit=to,
        officer=who,
        requirement=requirement.strip(),
        due_on=due_on,
        sent_on=act.today,
    )
    names = "、".join(one.name for one in (to, who) if one is not None)
    due = f"，{due_on}前" if due_on else ""
    said = f"：{requirement.strip()}" if requirement.strip() else ""
    act.event(matter.id, EntryKind.OUTCOME, f"{kind.label}，{names}{due}{said}")
    return row


def _must_be_new_assistant(matter: Matter, unit: Unit) -> None:
    if matter.lead_unit_id == unit.id:
        raise Refused(f"{unit.name}是主办单位，不用再协办。", "unit")
    if is_assisting(matter, unit):
        raise Refused(f"{unit.name}已经在协办；要改要求请先收回再交。", "unit")


def is_assisting(matter: Matter, unit: Unit) -> bool:
    """Whether the unit has a task of this matter (协办) that is under way."""
    same = (Dispatch.matter == matter) & (Dispatch.unit == unit) & (Dispatch.kind == DispatchKind.ASSIST)
    return bool(Dispatch.select().where(same & LIVE).exists())


def _lead(
    act: Act, matter: Matter, kind: DispatchKind, unit: Unit, officer: Officer | None, due_on: date | None
) -> None:
    """Let `unit` lead instead of whoever did."""
    for row in live_leads(matter):
        if row.unit_id == unit.id and row.kind == kind and row.officer_id == (officer.id if officer else None):
            raise Refused(f"这个事项已经{kind.label}{unit.name}；要改要求请先收回再交。", "unit")
    end_leads(act, matter)
    spec = DISPATCHES[kind]
    move(act, matter, spec.state or MatterState.HANDLING)
    if spec.owns_by_signing:  # a higher level is asked: whose it is here stays as it was
        matter.lead_unit = unit
        if not _has_sheet(matter):
            matter.handler = officer
    date_by_hand(matter, due_on)


def date_by_hand(matter: Matter, day: date | None) -> None:
    """限办: the day by which it is to be done; a matter with a sheet has the sheet's 化解期限 instead."""
    matter.due_on = None if _has_sheet(matter) else day


def _has_sheet(matter: Matter) -> bool:
    return bool(Responsibility.select().where(Responsibility.matter == matter).exists())


def live_leads(matter: Matter) -> list[Dispatch]:
    """Handings-over to a lead that are neither answered nor ended."""
    return list(Dispatch.select().where((Dispatch.matter == matter) & Dispatch.kind.in_(LEADS) & LIVE))


def end_leads(act: Act, matter: Matter, day: date | None = None) -> None:
    """End the row of the present lead: another one takes over."""
    for row in live_leads(matter):
        row = act.change(row)
        row.ended_on = max(day or act.today, row.sent_on)


def deliver(desk: Desk, dispatch_id: int, how: str, on_day: date | None = None) -> None:
    """交件: how it reached the unit and who took it. From that day they have the days to sign."""
    if not how.strip():
        raise Refused("请写明怎样交的、交给谁。", "how")
    with acting(desk, "dispatch.deliver") as act:
        row = _row(act, DELIVER, dispatch_id)
        row.delivered_on, row.delivered_how = day_of(act, on_day, row.sent_on), how.strip()
        act.event(row.matter_id, EntryKind.CHANGE, f"交件给{went_to(row)}：{how.strip()}", row.delivered_on)


def undo_delivery(desk: Desk, dispatch_id: int, reason: str) -> None:
    """撤销交件: it did not reach them after all."""
    if not reason.strip():
        raise Refused("请写明撤销交件的原因。", "reason")
    with acting(desk, "dispatch.undo_delivery", reason.strip()) as act:
        row = _row(act, UNDO_DELIVERY, dispatch_id)
        said = f"撤销{row.delivered_on}交给{went_to(row)}的记录：{reason.strip()}"
        row.delivered_on, row.delivered_how = None, ""
        act.event(row.matter_id, EntryKind.CHANGE, said)


def sign(desk: Desk, dispatch_id: int, by: str, on_day: date | None = None) -> None:
    """签收: from now on the unit (and the officer named) owns the matter, not the 首接人."""
    if not by.strip():
        raise Refused("请填写签收人。", "by")
    with acting(desk, "dispatch.sign") as act:
        row = _row(act, SIGN, dispatch_id)
        day = day_of(act, on_day, row.sent_on)
        # Who signed is written as told: a doorkeeper may sign for a unit without being an officer of ours.
        must_not_be_kept_away(row.matter, by, field="by")
        row.signed_on, row.signed_by = day, by.strip()
        act.event(row.matter_id, EntryKind.CHANGE, f"{went_to(row)}签收({by.strip()})", day)


def send_back(desk: Desk, dispatch_id: int, reason: str, agreed_by: str, on_day: date | None = None) -> None:
    """退回, with its reason and who agreed. What the lead sends back is owned by the 首接人 again."""
    if not reason.strip():
        raise Refused("请写明退回的理由。", "reason")
    if not agreed_by.strip():
        raise Refused("请写明谁同意退回；未经同意不能退回。", "agreed_by")
    with acting(desk, "dispatch.return", reason.strip()) as act:
        row = _row(act, SEND_BACK, dispatch_id)
        must_not_be_kept_away(row.matter, agreed_by, field="agreed_by")
        day = day_of(act, on_day, row.sent_on)
        row.returned_on, row.return_reason, row.return_agreed_by = day, reason.strip(), agreed_by.strip()
        _no_longer_leads(act, row)
        said = f"{went_to(row)}退回：{reason.strip()}，{agreed_by.strip()}同意"
        act.event(row.matter_id, EntryKind.OUTCOME, said, day)


def answer_dispatch(desk: Desk, dispatch_id: int, reply: str, on_day: date | None = None) -> None:
    """What the unit answered (办理结果). Who answers has received it: an unsigned one is signed for by that.

    The answer of a higher level to a 呈报 gives the matter back to be handled here; any other leaves its state, because
    it is for this desk to tell the petitioner.
    """
    if not reply.strip():
        raise Refused("请写明答复的内容。", "reply")
    with acting(desk, "dispatch.answer") as act:
        row = _row(act, ANSWER, dispatch_id)
        day = day_of(act, on_day, row.sent_on)
        reply = words_as_written(act, {"reply": reply}, told_before(row.matter_id), day=day)["reply"]
        if row.signed_on is None:
            row.signed_on, row.signed_by = day, "随答复签收"
        matter = act.change(Matter.get_by_id(row.matter_id))
        if row.kind == DispatchKind.SUBMIT_UP and matter.state == MatterState.SUBMITTED_UP:
            answered_in(act, matter, reply, day)
        else:
            act.event(row.matter_id, EntryKind.PROGRESS, f"{went_to(row)}答复：{reply.strip()}", day)
        row.replied_on, row.reply = day, reply.strip()


def end_dispatch(desk: Desk, dispatch_id: int, reason: str) -> None:
    """收回: take back what was handed on. What the lead had is owned by the 首接人 again."""
    if not reason.strip():
        raise Refused("请写明收回的原因。", "reason")
    with acting(desk, "dispatch.end", reason.strip()) as act:
        row = _row(act, TAKE_BACK, dispatch_id)
        row.ended_on = act.today
        _no_longer_leads(act, row)
        act.event(
            row.matter_id, EntryKind.CHANGE, f"收回{DispatchKind(row.kind).label}{went_to(row)}：{reason.strip()}"
        )


def _row(act: Act, spec: ActSpec, dispatch_id: int) -> Dispatch:
    row = act.change(Dispatch.get_by_id(dispatch_id))
    act.about(row)
    must(spec, act.desk, row.matter_id, row)
    return row


def _no_longer_leads(act: Act, row: Dispatch) -> None:
    """The lead gave it back or lost it: nobody leads, and what waited for the lead is handled here."""
    if row.kind not in LEADS:
        return
    matter = act.change(Matter.get_by_id(row.matter_id))
    if matter.state in (MatterState.SUBMITTED_UP, MatterState.IN_MEDIATION):
        move(act, matter, MatterState.HANDLING)
    if row.unit_id == matter.lead_unit_id:
        matter.lead_unit = None
    if row.officer_id == matter.handler_id:
        matter.handler = None


def set_parent(desk: Desk, unit: str, parent: str) -> None:
    """Say which unit `unit` is under (empty: none): what must not reach a unit must not reach those under it."""
    with acting(desk, "unit.parent") as act:
        one, above = unit_named(act, unit), unit_named(act, parent)
        if one is None:
            raise Refused("请填写单位。", "unit")
        one = act.change(one)
        act.about(one)
        put_under(one, above)
