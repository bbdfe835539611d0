"""The forms of 认领 and 对方当事人, from a matter, from a session and from F5."""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui import clock
from jiefang_tui.services.together import causes, opposite, owners, undertaking
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.queries.reception.sessions import session_on
from jiefang_tui.store.queries.together import table
from jiefang_tui.store.queries.together.causes import open_causes
from jiefang_tui.store.queries.together.clinic import owner_question
from jiefang_tui.store.queries.together.table import PartyView, UndertakingView
from jiefang_tui.terms import Attendance
from jiefang_tui.ui.together.cause_forms import NEW_CAUSE, cause_form
from jiefang_tui.ui.together.meeting_dialog import meeting_form
from jiefang_tui.ui.together.owner_dialog import OwnerDialog
from jiefang_tui.ui.toolkit.act_form import YES_NO, Values, act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest, Maker
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import unit_field
from jiefang_tui.ui.widgets.form import FieldSpec

WHO = (unit_field("unit", "单位"), FieldSpec("person", "谁", width=24, hint="单位里谁说的，可空着"))


def undertaking_specs() -> list[FieldSpec]:
    """Who, what, by when."""
    due = day_field("due_on", "哪天前", hint="月底 下周五，没说可空着", words_to="text")
    return [*WHO, text_field("text", "认领什么", required=True), due]


def said_on_field() -> FieldSpec:
    """When it was said, where no session or meeting tells."""
    return day_field("said_on", "哪天说的", past=True, hint=TODAY, words_to="text", empty_means="今天")


def undertake(request: ActRequest) -> FormDialog:
    """认领 in a matter."""

    def save(values: Values) -> None:
        undertaking.undertake(
            request.desk,
            UndertakingIn(
                text=values.text("text"),
                unit=values.text("unit"),
                person=values.text("person"),
                due_on=values["due_on"],
                matter_id=request.matter_id,
                said_on=values["said_on"],
            ),
        )

    specs = [*undertaking_specs(), said_on_field()]
    return act_form("单位认领", specs, save, note=request.matter_title, form_name="undertake")


def _undertaking(request: ActRequest) -> tuple[UndertakingView, str]:
    """The line, and the note that says which it is."""
    one = table.undertaking(request.row_id)
    due = f"，{one.due_on}前" if one.due_on else ""
    return one, f"{one.who}：{one.text}{due}"


def done(request: ActRequest) -> FormDialog:
    """办到了."""
    specs = [
        text_field("proof", "凭什么", required=True, hint="回单、照片、文号，或者谁看过"),
        day_field("on_day", "哪天", past=True, hint=TODAY, words_to="proof", empty_means="今天"),
    ]

    def save(values: Values) -> None:
        undertaking.done(request.desk, request.row_id, values.text("proof"), values["on_day"])

    return act_form(
        "办到了", specs, save, note=_undertaking(request)[1], form_name="undertaking_done", row=request.row_id
    )


def put_off(request: ActRequest) -> FormDialog:
    """改期."""
    specs = [day_field("due_on", "改到哪天", required=True), text_field("reason", "为什么", required=True)]

    def save(values: Values) -> None:
        undertaking.put_off(request.desk, request.row_id, values["due_on"], values.text("reason"))

    return act_form(
        "改期", specs, save, note=_undertaking(request)[1], form_name="undertaking_put_off", row=request.row_id
    )


def correct(request: ActRequest) -> FormDialog:
    """更正: who, or what."""
    one, note = _undertaking(request)
    specs = [*WHO, text_field("text", "认领什么", required=True), text_field("reason", "为什么更正", required=True)]

    def save(values: Values) -> None:
        given = UndertakingIn(text=values.text("text"), unit=values.text("unit"), person=values.text("person"))
        undertaking.correct(request.desk, request.row_id, given, values.text("reason"))

    initial = {"unit": one.unit, "person": one.person, "text": one.text}
    return act_form("更正认领", specs, save, initial, note, form_name="undertaking_correct", row=request.row_id)


def not_done(request: ActRequest) -> FormDialog:
    """办到了 is taken back."""
    return reason_dialog(
        "撤「办到了」",
        lambda reason: undertaking.not_done(request.desk, request.row_id, reason),
        form_name="undertaking_not_done",
        row=request.row_id,
    )


def withdraw(request: ActRequest) -> FormDialog:
    """撤回."""
    return reason_dialog(
        f"撤回{_undertaking(request)[0].who}认领的这一条",
        lambda reason: undertaking.withdraw(request.desk, request.row_id, reason),
        form_name="undertaking_withdraw",
        row=request.row_id,
    )


def restore(request: ActRequest) -> FormDialog:
    """恢复."""
    return reason_dialog(
        f"恢复{_undertaking(request)[0].who}认领的这一条",
        lambda reason: undertaking.restore(request.desk, request.row_id, reason),
        form_name="undertaking_restore",
        row=request.row_id,
    )


# -- 对方当事人


def meet(request: ActRequest) -> FormDialog:
    """来访人同意见面吗, before anything else."""
    specs = [
        choice_field("may_meet", "同意见面", YES_NO, hint="先问来访人：愿意和对方当面谈吗"),
        FieldSpec("name", "对方是谁", required=True, width=24),
        FieldSpec("relation", "什么人", width=24, hint="班组长、邻居、用人单位"),
        FieldSpec("phone", "电话", width=24, limit=28),
        text_field("visitor_said", "来访人说"),
        day_field("on_day", "哪天问的", past=True, hint=TODAY, words_to="visitor_said", empty_means="今天"),
    ]

    def save(values: Values) -> None:
        session = session_on(values["on_day"] or clock.today())
        opposite.ask_visitor(
            request.desk,
            request.matter_id,
            values.text("name"),
            values.is_yes("may_meet"),
            relation=values.text("relation"),
            phone=values.text("phone"),
            visitor_said=values.text("visitor_said"),
            session_id=session.id if session else None,
            on_day=values["on_day"],
        )

    return act_form("约对方到场", specs, save, note=request.matter_title, form_name="meet")


def _party(request: ActRequest) -> tuple[PartyView, str]:
    one = table.party(request.row_id)
    return one, f"{one.who}  {one.phone}".rstrip()


def invited(request: ActRequest) -> FormDialog:
    """约了对方."""
    specs = [
        text_field("how", "怎么约的", hint="电话、上门、单位转告，可空着"),
        day_field("on_day", "哪天", past=True, hint=TODAY, words_to="how", empty_means="今天"),
    ]

    def save(values: Values) -> None:
        opposite.invite(request.desk, request.row_id, values.text("how"), values["on_day"])

    return act_form("约了对方", specs, save, note=_party(request)[1], form_name="party_invited", row=request.row_id)


def came(request: ActRequest) -> FormDialog:
    """到场没有, 谈成没有."""
    one, note = _party(request)
    agreed = FieldSpec(
        "has_agreed", "谈成没有", kind="choice", options=[("yes", "谈成"), ("no", "没谈成")], hint="还没谈可空着"
    )
    specs = [
        choice_field("attendance", "到场", Attendance.labels()),
        agreed,
        text_field("outcome", "怎么说", hint="达成分期协议的，另在 5 履约里登记协议"),
        day_field("on_day", "哪天", past=True, hint=TODAY, words_to="outcome", empty_means="今天"),
    ]

    def save(values: Values) -> str:
        said = values["has_agreed"]
        return opposite.note_presence(
            request.desk,
            request.row_id,
            Attendance(values["attendance"]),
            None if not said else said == "yes",
            values.text("outcome"),
            values["on_day"],
        )

    initial: dict[str, object] = {"outcome": one.outcome}
    if one.attendance is not None:
        initial["attendance"] = one.attendance.value
    if one.has_agreed is not None:
        initial["has_agreed"] = "yes" if one.has_agreed else "no"
    return act_form(
        "到场、谈成没有", specs, save, initial, note, form_name="party_came", row=request.row_id, warns=True
    )


def party_withdraw(request: ActRequest) -> FormDialog:
    """撤回."""
    return reason_dialog(
        f"撤回约{_party(request)[0].name}到场",
        lambda reason: opposite.withdraw(request.desk, request.row_id, reason),
        form_name="party_withdraw",
        row=request.row_id,
    )


def party_restore(request: ActRequest) -> FormDialog:
    """恢复."""
    return reason_dialog(
        f"恢复约{_party(request)[0].name}到场",
        lambda reason: opposite.restore(request.desk, request.row_id, reason),
        form_name="party_restore",
        row=request.row_id,
    )


# -- 归属会商


def owner_decided(request: ActRequest) -> FormDialog:
    """定了归谁."""
    one = owner_question(request.row_id)
    specs = [
        unit_field("owner", "归谁办", required=True),
        FieldSpec("decided_by", "谁定的", width=24, required=True),
        text_field("reason", "依据"),
        day_field("on_day", "哪天定的", past=True, hint=TODAY, words_to="reason", empty_means="今天"),
    ]

    def save(values: Values) -> None:
        decided = values.text("owner"), values.text("decided_by"), values.text("reason"), values["on_day"]
        owners.decide(request.desk, request.row_id, *decided)

    return act_form(
        "定了归谁",
        specs,
        save,
        {"decided_by": one.decides},
        one.words,
        form_name="owner_decided",
        row=request.row_id,
    )


def owner_undecided(request: ActRequest) -> FormDialog:
    """撤所定的归属."""
    return reason_dialog(
        "撤所定的归属",
        lambda reason: owners.undecide(request.desk, request.row_id, reason),
        form_name="owner_undecided",
        row=request.row_id,
    )


def owner_withdraw(request: ActRequest) -> FormDialog:
    """撤回."""
    return reason_dialog(
        "撤回这次归属会商",
        lambda reason: owners.withdraw(request.desk, request.row_id, reason),
        form_name="owner_withdraw",
        row=request.row_id,
    )


def owner_restore(request: ActRequest) -> FormDialog:
    """恢复."""
    return reason_dialog(
        "恢复这次归属会商",
        lambda reason: owners.restore(request.desk, request.row_id, reason),
        form_name="owner_restore",
        row=request.row_id,
    )


# -- 专案


def cause(request: ActRequest) -> None:
    """列入专案: one of those at work, or a new one."""
    options = [*((str(cause_id), title) for cause_id, title in open_causes()), (NEW_CAUSE, "新成立一个专班")]
    dialog = ChooseDialog("列入哪个专案", options, request.matter_title)

    def chosen(answer: str | None) -> None:
        screen = request.screen
        if answer == NEW_CAUSE:
            form = cause_form(request.desk, [request.matter_id])
            screen.ask(form, lambda _: screen.say("已成立专班，措施和成员在专案里写"))
        elif (
            answer is not None
            and screen.attempt(causes.add_matter, screen.desk, int(answer), request.matter_id) is None
        ):
            screen.say("已列入专案")

    request.screen.app.push_screen(dialog, chosen)


def open_cause(request: ActRequest) -> None:
    """The page of the cause."""
    request.screen.app.go("cause", cause_id=request.row_id)


FORMS: Mapping[str, Maker] = {
    "undertake": undertake,
    "undertaking_done": done,
    "undertaking_put_off": put_off,
    "undertaking_correct": correct,
    "undertaking_not_done": not_done,
    "undertaking_withdraw": withdraw,
    "undertaking_restore": restore,
    "meet": meet,
    "party_invited": invited,
    "party_came": came,
    "party_withdraw": party_withdraw,
    "party_restore": party_restore,
    "owner": OwnerDialog,
    "meeting": meeting_form,
    "cause": cause,
    "open_cause": open_cause,
    "owner_decided": owner_decided,
    "owner_undecided": owner_undecided,
    "owner_withdraw": owner_withdraw,
    "owner_restore": owner_restore,
}
