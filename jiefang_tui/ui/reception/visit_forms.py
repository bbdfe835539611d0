"""Forms by which an arrival is put right: the result of the talk, its notes, what was registered, 作废, 点名."""

from __future__ import annotations

from jiefang_tui import clock
from jiefang_tui.rules.typed.dates import weekday_of
from jiefang_tui.rules.typed.numbers import arrival_label, parse_headcount, parse_representatives
from jiefang_tui.rules.typed.times import parse_time
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law.acts import CORRECT_CATEGORY
from jiefang_tui.services.reception import correcting, naming, taking_back, unended, voiding
from jiefang_tui.services.reception.intake import CompanionIn
from jiefang_tui.store.queries.reception.named import leader_options
from jiefang_tui.store.queries.reception.visits import PairView, VisitView, visit_view
from jiefang_tui.terms import Channel, Need, VisitPurpose, VoidGround
from jiefang_tui.ui.reception.intake_fields import companion_lines, parse_companions
from jiefang_tui.ui.toolkit import printing
from jiefang_tui.ui.toolkit.act_form import YES_NO, Values, act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest, ask, begin
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, ConfirmDialog, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import APPROVED, approval, officer_field
from jiefang_tui.ui.widgets.form import FieldSpec


def view_of(request: ActRequest) -> VisitView:
    """The arrival that the act is about."""
    view = visit_view(request.row_id, clock.today())
    assert view is not None
    return view


def correct_outcome(request: ActRequest) -> FormDialog | None:
    """更正处理结果: of one matter of the visit; the talk then asks for the right result."""
    view = view_of(request)
    decided = [pair for pair in view.pairs if pair.outcome is not None and not pair.is_sealed]
    if len(decided) == 1:
        _ask_why(request, view, decided[0])
        return None
    options = [(str(pair.matter_id), f"{pair.title} {pair.outcome.label if pair.outcome else ''}") for pair in decided]

    def chosen(value: str) -> None:
        _ask_why(request, view, next(pair for pair in decided if pair.matter_id == int(value)))

    request.screen.ask(ChooseDialog("更正哪一件的处理结果", options), chosen)
    return None


def _ask_why(request: ActRequest, view: VisitView, pair: PairView) -> None:
    was_today = pair.decided_on == clock.today()
    label = pair.outcome.label if pair.outcome is not None else ""
    dialog = act_form(
        "更正处理结果",
        [text_field("reason", "哪里错了", required=True, hint="按错了数字、听错了单位"), *approval(was_today)],
        lambda v: taking_back.correct_outcome(
            request.desk,
            view.id,
            pair.matter_id,
            v.text("reason"),
            v.text("approver"),
            v.text("post"),
            v.get("paper_on"),
        ),
        note=f"现在记的是「{label}」，取消后重新按数字定；批示和承诺留着。" + ("" if was_today else f"\n{APPROVED}"),
        new_officer="" if was_today else "approver",
        form_name="correct_outcome",
        row=pair.matter_id,
    )

    def done(_: object) -> None:
        request.screen.app.go("talk", visit_id=view.id)
        request.screen.app.say(str(dialog.came_of_it))

    request.screen.ask(dialog, done)


def correct_note(request: ActRequest) -> FormDialog:
    """更正接谈记录."""
    return act_form(
        "更正接谈记录",
        [text_field("text", "接谈记录", lines=6), text_field("reason", "更正原因", required=True)],
        lambda v: correcting.correct_note(request.desk, request.row_id, v.text("text"), v.text("reason")),
        {"text": view_of(request).talk_note},
        note="原来的留有记录。",
        form_name="correct_note",
    )


def void(request: ActRequest) -> FormDialog:
    """登记作废: on one of three grounds."""
    view = view_of(request)
    return act_form(
        f"登记作废  {view.day} {arrival_label(view.queue_no, view.channel.label)}",
        _void_fields(view),
        lambda v: voiding.void_registration(
            request.desk, view.id, v["ground"], v.text("for_no"), v.text("reason"), v.text("approver")
        ),
        note="只限登重了、试用误登、登错了另登。内容和编号留着，不再计数，当日和当月的表下另列一行。",
        form_name="void",
    )


def _void_fields(view: VisitView) -> list[FieldSpec]:
    specs = [
        choice_field("ground", "为什么", VoidGround.labels()),
        text_field("for_no", "另登在", hint="当天第几号，例如 05；或登记编号"),
        text_field("reason", "说明"),
    ]
    return specs if view.day == clock.today() else [*specs, officer_field("approver", "批准人", required=True)]


def void_one(request: ActRequest) -> None:
    """登记作废 of one matter of several."""
    view, desk = view_of(request), request.desk

    def chosen(value: str) -> None:
        pair = next(one for one in view.pairs if one.matter_id == int(value))
        dialog = act_form(
            f"作废其中一件  {pair.register_no}",
            _void_fields(view),
            lambda v: voiding.void_one(
                desk, view.id, pair.matter_id, v["ground"], v.text("for_no"), v.text("reason"), v.text("approver")
            ),
            note="来访和别的事项照旧，这一件不再计件；内容和编号留着，当日和当月的表下另列一行。",
            form_name="void_one",
            row=pair.matter_id,
        )
        ask(request.screen, dialog)

    possible = voiding.voidable(view.id)
    options = [
        (str(one.matter_id), f"{one.register_no} {one.title}") for one in view.pairs if one.matter_id in possible
    ]
    request.screen.ask(ChooseDialog("作废哪一件", options), chosen)


def was_not_received(request: ActRequest) -> FormDialog:
    """其实没接谈: who was written down as received left."""
    return reason_dialog(
        "没接谈就离开了",
        lambda reason: unended.was_not_received(request.desk, request.row_id, reason),
        form_name="was_not_received",
    )


def was_received(request: ActRequest) -> None:
    """其实已接谈: then the talk asks for its result."""
    dialog = reason_dialog(
        "其实已接谈",
        lambda reason: unended.was_received(request.desk, request.row_id, reason),
        form_name="was_received",
    )
    has_matter = bool(view_of(request).pairs)

    def done(_: object) -> None:
        if has_matter:
            request.screen.app.go("talk", visit_id=request.row_id)
            request.screen.app.say("已改为已接谈，请补录结果")

    request.screen.ask(dialog, done)


def restore(request: ActRequest) -> FormDialog:
    """恢复登记: it was voided by mistake."""
    return reason_dialog(
        "恢复登记",
        lambda reason: voiding.restore_registration(request.desk, request.row_id, reason),
        form_name="restore",
    )


def restore_one(request: ActRequest) -> None:
    """恢复登记 of one matter that was voided by itself."""

    def chosen(value: str) -> None:
        dialog = reason_dialog(
            "恢复作废的一件",
            lambda reason: voiding.restore_one(request.desk, request.row_id, int(value), reason),
            form_name="restore_one",
            row=value,
        )
        ask(request.screen, dialog)

    options = [(str(number), name) for number, name in voiding.restorable(request.row_id)]
    request.screen.ask(ChooseDialog("恢复哪一件", options), chosen)


def visit_category(request: ActRequest) -> None:
    """更正类别 of a matter of the visit; its own form goes on."""
    readable = [one for one in view_of(request).pairs if not one.is_sealed]
    if len(readable) == 1:
        begin(request.screen, CORRECT_CATEGORY, readable[0].matter_id)
        return
    options = [(str(one.matter_id), f"{one.title} {one.category.label}") for one in readable]
    dialog = ChooseDialog("更正哪一件的类别", options)
    request.screen.ask(dialog, lambda value: begin(request.screen, CORRECT_CATEGORY, int(value)))


def correct_visit(request: ActRequest) -> FormDialog:
    """改来访登记: only what was changed is written."""
    view, desk = view_of(request), request.desk
    policy = desk.reference.policy
    specs = [
        choice_field("purpose", "来由", VisitPurpose.labels()),
        choice_field("channel", "信访形式", Channel.of_the_desk()),
        FieldSpec("headcount", "人数", parse=lambda text: parse_headcount(text, policy.group_threshold), width=8),
        FieldSpec("representative_count", "代表", parse=lambda text: parse_representatives(text, None), width=8),
        FieldSpec(
            "companions",
            "同访人",
            "notes",
            height=3,
            enter_goes_on=True,
            parse=lambda text: parse_companions(text, policy.max_representatives),
            hint="每行一人：姓名 电话 代表",
        ),
        FieldSpec("on_behalf_of", "代访", width=0, hint="替谁来的"),
        FieldSpec("needs", "特殊需要", "multi", options=Need.labels()),
        FieldSpec("is_urgent", "紧急", "choice", options=YES_NO, width=8),
        FieldSpec("priority_reason", "优先", width=0, hint="先接的事由"),
        FieldSpec(
            "arrived_at",
            "到达时间",
            parse=parse_time,
            width=8,
            hint="9:05",
            words_to="reason",
            empty_means="原来的时间",
        ),
        FieldSpec("window_note", "来办什么", width=0, hint="不是信访的"),
        FieldSpec("reason", "更正原因", width=0, hint="当天的可以不写"),
    ]
    if view.pairs and all(pair.is_sealed for pair in view.pairs):
        specs = [spec for spec in specs if spec.name in ("channel", "headcount", "is_urgent", "arrived_at", "reason")]
    initial = _as_registered(view)
    begun = {name: value for name, value in initial.items() if name in {spec.name for spec in specs}}

    def save(v: Values) -> str:
        changes = {name: v[name] for name in begun if name not in ("companions", "arrived_at")}
        changes = {name: "" if value is None else value for name, value in changes.items()}
        if "headcount" in changes:
            changes["headcount"] = changes["headcount"] or 1
        if "representative_count" in changes:
            changes["representative_count"] = changes["representative_count"] or 0
        if "is_urgent" in changes:
            changes["is_urgent"] = v.is_yes("is_urgent")
        if "needs" in changes:
            changes["needs"] = " ".join(v["needs"] or ())
        if v["arrived_at"] is not None and v["arrived_at"] != view.arrived_at.replace(second=0).time():
            changes["arrived_at"] = view.arrived_at.replace(hour=v["arrived_at"].hour, minute=v["arrived_at"].minute)
        people = (v["companions"] or []) if "companions" in begun else None
        return correcting.correct_visit(desk, view.id, changes, people, v.text("reason"), version=view.version)

    number = arrival_label(view.queue_no, view.channel.label)
    return act_form("改来访登记", specs, save, begun, note=f"{view.day} {number}", form_name="correct_visit")


def _as_registered(view: VisitView) -> dict[str, object]:
    return {
        "purpose": view.purpose,
        "channel": view.channel,
        "headcount": str(view.headcount),
        "representative_count": str(view.representative_count or ""),
        "companions": companion_lines(
            CompanionIn(one.name, one.is_representative, one.phone, one.id_no) for one in view.people
        ),
        "on_behalf_of": view.on_behalf_of,
        "needs": " ".join(view.needs),
        "is_urgent": "yes" if view.is_urgent else "no",
        "priority_reason": view.priority_reason,
        "arrived_at": f"{view.arrived_at:%H:%M}",
        "window_note": view.window_note,
    }


def print_form(request: ActRequest) -> None:
    """接访登记表 at any time, with 接谈情况 and 批示 once they are there."""
    printing.print_form(request.screen, request.row_id)


def name_leader(request: ActRequest) -> None:
    """点名: one of the leaders by digit."""

    def chosen(leader: str) -> None:
        said = request.screen.attempt(naming.name_leader, request.desk, request.row_id, leader)
        if isinstance(said, Refused):
            return
        request.screen.say(said)
        if (day := naming.next_day_of_absent(request.row_id)) is not None:
            question = ConfirmDialog(
                f"{leader}今天不接访，约到下次接访日吗？",
                f"{day:%m-%d} {weekday_of(day)}",
                yes="约到那天",
                no="不约",
            )
            request.screen.ask(question, lambda answer: book_named(request) if answer == "yes" else None)

    request.screen.ask(ChooseDialog("点名请哪位领导接访", leader_options(clock.today())), chosen)


def book_named(request: ActRequest) -> None:
    """约到其下次接访日: nothing is asked, the plan says when; the time stands in the visit and is put right there."""
    said = request.screen.attempt(naming.book_named, request.desk, request.row_id)
    if not isinstance(said, Refused):
        request.screen.say(said)


def unname_leader(request: ActRequest) -> FormDialog:
    """取消点名, with what was booked for it."""
    return reason_dialog(
        "取消点名",
        lambda reason: naming.unname(request.desk, request.row_id, reason),
        form_name="unname_leader",
    )
