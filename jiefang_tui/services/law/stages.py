"""The law's way of a matter: received from above, accepted or not, routed, objected to.

What is written to the petitioner and how it is concluded stands in `serving`, 延期 in `extending`, handing on in
`dispatching`, 复查 and 复核 in `reviewing`.
"""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.deadlines import last_day
from jiefang_tui.rules.why import late_words
from jiefang_tui.services.asking.asked_once import told_before, words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.clocks import due_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.moving import LIVE, assigned_by, begun_on, day_of, is_sent_from_above, move, sent_by
from jiefang_tui.services.desk.people import officer_named, unit_named
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.acceptance import HERE, accept_in, whose_duty
from jiefang_tui.services.law.dispatching import dispatch_in
from jiefang_tui.services.law.extending import extend, tell_extension, undo_extension
from jiefang_tui.services.law.serving import (
    answer_from_above,
    conclude_agreed,
    conclude_mediation,
    conclude_otherwise,
    end_mediation,
    give_notice,
    issue_opinion,
    serve,
)
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.models import Dispatch, Document, Matter
from jiefang_tui.terms import (
    DispatchKind,
    DocumentKind,
    DueKind,
    DutyLiesWith,
    EntryKind,
    LegalRoute,
    MatterState,
    Outcome,
    RefusalGround,
)

__all__ = [
    "accept", "answer_from_above", "conclude_agreed", "conclude_mediation", "conclude_otherwise", "end_mediation",
    "exempt_notice", "extend", "give_notice", "issue_opinion", "note_route_result", "object_to", "objection_not_agreed",
    "record_transfer_in", "refuse", "return_up", "serve", "set_route", "tell_extension", "undo_extension",
]  # fmt: skip


def accept(desk: Desk, matter_id: int, on_day: date | None = None, *, is_simple: bool = False, route: str = "") -> str:
    """受理; it starts the 60 days of Regulation Art. 34 where they run. `is_simple`: under the office's 简易办理.

    Acceptance is a fact of its own: whoever handles the matter and however it was handed on stays as it is. Returns a
    sentence to be shown: that it comes late, or empty.
    """
    with acting(desk, "matter.accept") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.ACCEPT, desk, matter_id)
        begun, day = begun_on(matter), on_day or act.today
        if not begun <= day <= act.today:
            since = "登记日" if begun == matter.received_on else "重新办理的"
            raise Refused(f"受理日期应在{since}{begun}到今天之间。", "on_day")
        accept_in(act, matter, day, route)
        matter.is_simple = is_simple
        if matter.state == MatterState.REGISTERED:
            move(act, matter, MatterState.HANDLING)
        act.event(matter_id, EntryKind.OUTCOME, "受理(简易办理)" if is_simple else "受理", on_day)
    return late_acceptance(desk, begun, day)


def late_acceptance(desk: Desk, begun: date, accepted_on: date) -> str:
    """That 受理 came after the day by which the petitioner had to be told of it; empty when it did not."""
    policy, calendar = desk.reference.policy, calendar_of(desk.reference)
    periods = policy.periods_on("acceptance_notice_due", begun)
    last = min(last_day(begun, one.days, calendar, is_working=one.is_working)[0] for one in periods)
    if accepted_on <= last:
        return ""
    days, article = (accepted_on - begun).days, periods[0].article
    said = f"受理日期离登记已{days}日，一般应在{last}前受理并告知信访人（条例{article}）"
    return f"{said}；写错了的，请更正日期。"


def acceptance_day(matter_id: int) -> date | None:
    """The day proposed for 受理: of the notice of acceptance, else of the first written notice; None without either.

    The Regulation does not say when 受理 is; the day of its notice is the practice.
    """
    matter = Matter.get_by_id(matter_id)
    notices = (Document.matter == matter) & (Document.kind == DocumentKind.ACCEPTANCE_NOTICE)
    newest = Document.select().where(notices).order_by(Document.issued_on.desc()).first()
    day: date | None = newest.issued_on if newest is not None else matter.notified_on
    return day if day is not None and day >= begun_on(matter) else None


def record_transfer_in(
    desk: Desk,
    matter_id: int,
    received_on: date,
    from_unit: str,
    number: str = "",
    assigned_due: date | None = None,
    note: str = "",
    *,
    leader: str = "",
    level: str = "",
) -> None:
    """Note that a higher level sent the matter (转送, 交办): the days of Art. 23(3) run from its receipt.

    `assigned_due` is the date the assigning body set for the report (Art. 22(1)); `note`: what else
    its paper asks for; `leader` and `level` (`terms.LeaderLevel`): out of whose reception it comes (领导接访交办), of
    which a report of how it ended is owed.
    """
    with acting(desk, "matter.transfer_in") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.TRANSFER_IN, desk, matter_id)
        if not from_unit.strip():
            raise Refused("请填写来文单位。", "from_unit")
        day_of(act, received_on, field="received_on")
        if assigned_due is not None and assigned_due < received_on:
            raise Refused("交办期限不能早于收到的日期。", "assigned_due")
        sender = unit_named(act, from_unit)
        matter.transferred_in_on, matter.transferred_from = received_on, sender.name if sender else from_unit.strip()
        matter.transfer_no, matter.assigned_due = number.strip(), assigned_due
        matter.assigned_leader, matter.assigned_level = assigned_by(leader, level)
        matter.wants_report = assigned_due is not None or matter.assigned_level != ""
        due = f"，{assigned_due}前报告办理结果" if assigned_due else ""
        asks = f"；{note.strip()}" if note.strip() else ""
        said = f"{sent_by(matter)} {number.strip()}".rstrip() + due + asks
        act.event(matter_id, EntryKind.CHANGE, said, received_on)


def exempt_notice(desk: Desk, matter_id: int, reason: str) -> None:
    """No written notice is owed: name or address is unclear (Art. 23(2)). Registration is not touched by that."""
    if not reason.strip():
        raise Refused("请写明免予书面告知的原因，例如姓名不清、住址不清。", "reason")
    with acting(desk, "matter.notice_exempt", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.EXEMPT, desk, matter_id)
        matter.notice_exempt_reason = reason.strip()
        act.event(matter_id, EntryKind.CHANGE, f"免予书面告知：{reason.strip()}")


def refuse(
    desk: Desk,
    matter_id: int,
    ground: str,
    facts: str,
    approver: str,
    on_day: date | None = None,
    *,
    no_longer: bool = False,
    where_to: str = "",
) -> None:
    """不予受理, or with `no_longer` 不再受理, on a ground of regulation.toml; it stays registered.

    The petitioner is owed an answer in writing until one is served (Art. 23(2), 44): a slip given before the decision
    told of the receipt only, and no longer counts as that answer. What was accepted is answered, not refused.
    """
    why = require_choice(RefusalGround, ground, "请选择不予受理的理由。", "ground")
    if not facts.strip():
        raise Refused("请写明事实：为什么符合这个理由。", "facts")
    told = desk.reference.grounds[why]
    if told.is_routed:
        raise Refused("应当走法定途径的不作不予受理，请定法定途径，并告知去哪里提出。", "ground")
    if told.is_off:
        raise Refused(f"{told.label}在这里不作不受理的理由({told.basis})，请选别的理由；能办的就受理。", "ground")
    what = "不再受理" if no_longer else "不予受理"
    with acting(desk, "matter.refuse", facts.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.REFUSE, desk, matter_id)
        officer = officer_named(act, approver, field="approver")
        if officer is None:
            raise Refused("请填写批准人。", "approver")
        must_be_free(matter, officer, field="approver")
        day = day_of(act, on_day, matter.received_on)
        move(act, matter, MatterState.REFUSED)
        matter.refused_on, matter.refusal_ground, matter.notified_on = day, told.code, None
        goes = f"；告知向{where_to.strip()}提出" if where_to.strip() else ""
        told = told.of_matter(is_from_above=is_sent_from_above(matter))
        said = f"{what}：{told.label}({told.short_basis})，{facts.strip()}{goes}，批准人{officer.name}"
        act.event(matter_id, EntryKind.REFUSAL, said, day)


def set_route(
    desk: Desk,
    matter_id: int,
    route: str,
    told: str,
    unit: str = "",
    *,
    duty: str = "",
    officer: str = "",
    due_on: date | None = None,
) -> None:
    """Decide which of the six routes of Art. 31 a claim takes, and what the petitioner was told of it.

    (1) to (4) lead to another body, which is named (Art. 23(1)): the matter is routed out and the written notice of the
    way is owed. (5) asks whose duty it is (`duty`, `terms.DutyLiesWith`): ours has an owner and a date, without the 60
    days; another's is named and told in writing like the others. (6) is the plain procedure.
    """
    way = require_choice(LegalRoute, route, "请选择法定途径(条例第三十一条)。", "route")
    if not told.strip():
        raise Refused("请写明告知了什么：去哪个机关、走什么程序。", "told")
    with acting(desk, "matter.route") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.ROUTE, desk, matter_id)
        lies_with = whose_duty(way, duty)
        leads_out = way not in HERE or lies_with is DutyLiesWith.OTHER
        if leads_out and not unit.strip():
            raise Refused("请填写有权机关，告诉信访人向哪里提出(条例第二十三条第一款)。", "unit")
        if lies_with is DutyLiesWith.OURS and not unit.strip():
            raise Refused("是本镇的职责，请填写由哪个单位办。", "unit")
        if unit.strip():  # who has it is told the same
            told = words_as_written(act, {"told": told}, told_before(matter_id))["told"]
        matter.route, matter.duty_lies_with = way, lies_with or ""
        entry = desk.reference.routes[way]
        if leads_out:
            _lead_out(act, matter, unit, told)
        elif matter.state == MatterState.REGISTERED:
            move(act, matter, MatterState.HANDLING)
        to = f"，{unit.strip()}" if unit.strip() else ""
        whose = f"，{lies_with.label}的职责" if lies_with else ""
        said = f"法定途径：{entry.label}({entry.article}){whose}{to}：{told.strip()}"
        act.event(matter_id, EntryKind.OUTCOME, said)
        if not leads_out and unit.strip():
            dispatch_in(act, matter, DispatchKind.ASSIGN, unit, officer, told, due_on)


def _lead_out(act: Act, matter: Matter, unit: str, told: str) -> None:
    body = unit_named(act, unit)
    must_be_free(matter, unit=body, field="unit")
    act.create(
        Dispatch,
        matter=matter,
        outcome=Outcome.GUIDED,
        kind=DispatchKind.GUIDE,
        unit=body,
        requirement=told.strip(),
        sent_on=act.today,
    )
    move(act, matter, MatterState.ROUTED_OUT)
    matter.notified_on = None


def note_route_result(desk: Desk, matter_id: int, result: str, on_day: date | None = None) -> None:
    """What the court, the arbitrators or the competent body decided: the office's own period for that way is over.

    The matter stays routed out; what has to be done here after all is opened again (`closing.reopen`).
    """
    if not result.strip():
        raise Refused("请写明法定途径的结果，例如裁决、判决的内容。", "result")
    with acting(desk, "matter.route_result") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.ROUTE_RESULT, desk, matter_id)
        led = (Dispatch.matter == matter) & (Dispatch.kind == DispatchKind.GUIDE) & LIVE
        rows = list(Dispatch.select().where(led).order_by(Dispatch.sent_on))
        day = day_of(act, on_day, rows[0].sent_on)
        for row in rows:
            act.change(row)
            row.replied_on, row.reply = max(day, row.sent_on), result.strip()
        act.event(matter_id, EntryKind.OUTCOME, f"法定途径的结果：{result.strip()}", day)


def object_to(desk: Desk, matter_id: int, reason: str, on_day: date | None = None) -> None:
    """异议: what was sent from above is not ours (Art. 23(3), five working days from receipt).

    A later one is written down and said to be late; whether it may still be returned is for the higher level to say.
    """
    if not reason.strip():
        raise Refused("请写明不属于本单位职权的理由。", "reason")
    with acting(desk, "matter.object", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.OBJECT, desk, matter_id)
        day = day_of(act, on_day, matter.transferred_in_on)
        move(act, matter, MatterState.OBJECTED)
        late = late_words(due_of(desk, matter.id, DueKind.OBJECTION), day, "异议")
        act.event(matter_id, EntryKind.OBJECTION, f"向{matter.transferred_from}提出异议{late}：{reason.strip()}", day)


def return_up(desk: Desk, matter_id: int, agreed_by: str, on_day: date | None = None) -> None:
    """The higher level agreed: the matter goes back with its papers (Art. 23(3))."""
    if not agreed_by.strip():
        raise Refused("请写明谁同意退回；未经同意不能退回。", "agreed_by")
    with acting(desk, "matter.return") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.OBJECTED_BACK, desk, matter_id)
        day = day_of(act, on_day, matter.transferred_in_on)
        move(act, matter, MatterState.RETURNED)
        act.event(matter_id, EntryKind.OBJECTION, f"经{agreed_by.strip()}同意，退回{matter.transferred_from}", day)


def objection_not_agreed(desk: Desk, matter_id: int, by: str, note: str) -> None:
    """The higher level did not agree: the matter is handled here."""
    if not by.strip():
        raise Refused("请写明谁答复的。", "by")
    with acting(desk, "matter.objection_over") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.OBJECTION_OVER, desk, matter_id)
        move(act, matter, MatterState.HANDLING)
        said = f"：{note.strip()}" if note.strip() else ""
        act.event(matter_id, EntryKind.OBJECTION, f"异议未获{by.strip()}同意，由本单位办理{said}")
