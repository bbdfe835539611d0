"""What the queue asks: why somebody left or goes first; and every form of an appointment (约访, 重点约访)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.app import ComposeResult

from jiefang_tui import clock
from jiefang_tui.rules.text import cut
from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import booking
from jiefang_tui.store.queries.reception import queue
from jiefang_tui.terms import AppointmentKind
from jiefang_tui.ui.toolkit.act_form import act_form, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.candidates import officer_options
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Filled, FormDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.toolkit.officer_fields import choice_value, officer_field
from jiefang_tui.ui.toolkit.shown_names import shown_name
from jiefang_tui.ui.widgets.fields import LineField
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.typed_days import typed_moment

OTHER = "other"
LEAVE_REASONS = ("等不及", "改日再来", "已在别处解决")
PRIORITY_REASONS = ("老人", "残疾", "孕妇、带婴幼儿", "患病", "路远", "情况紧急")


class ReasonDialog(ChooseDialog):
    """Why, by digit; the last choice is 其他, which is then typed in the same dialog. Returns the reason itself."""

    NAME_CN = "选原因"
    HELP_CN = "按数字选原因；选「其他」后写明原因，按 Enter 完成。"

    def __init__(
        self, title: str, reasons: Sequence[str], text: str = "", *, first: Sequence[tuple[str, str]] = ()
    ) -> None:
        """`first`: (value, label) pairs that stand before the reasons."""
        options = [*first, *((reason, reason) for reason in reasons), (OTHER, "其他，写明后按 Enter")]
        super().__init__(title, options, text)
        self._other = LineField(limit=60, placeholder="写明原因，按 Enter 完成", enter="完成")
        self._other.display = False

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield self._other

    def dismiss(self, result: str | None = None) -> Any:
        if result == OTHER and not self._other.display:
            self._other.display = True
            self._list.display = False
            self._other.focus()
            self.refresh_bindings()
            return None
        return super().dismiss(result)

    def on_field_done(self, event: Any) -> None:
        event.stop()
        typed = self._other.raw.strip()
        if typed:
            super().dismiss(typed)
        else:
            self.warn("请写明原因，Esc 返回。")

    def on_field_edited(self) -> None:
        self.warn("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "pick" and self._other.display:
            return False
        return super().check_action(action, parameters)


KINDS = [(kind.value, kind.label) for kind in (AppointmentKind.ORDINARY, AppointmentKind.KEY)]
"""约访 and 重点约访: who named a leader (点名) is booked in the visit."""


def booking_form(
    act: Callable[[Filled], object],
    title: str = "预约来访",
    initial: Mapping[str, object] | None = None,
    *,
    row: str = "",
) -> FormDialog:
    """约访: name, time and leader. `row`: whose draft it is; what was left half typed is not in the next one's."""
    specs = [
        FieldSpec("name", "姓名", required=True, limit=40),
        FieldSpec(
            "slot_at",
            "时间",
            required=True,
            parse=typed_moment,
            hint="例如 10:30、明天9点、11-25 14:30",
        ),
        FieldSpec("leader", "接访领导", kind="choice", free=True, options=officer_options, parse=parse_full_name),
        FieldSpec("about", "事由", width=44, limit=100),
        FieldSpec("phone", "电话", limit=40),
        FieldSpec("kind", "类型", kind="choice", options=KINDS, default="ordinary"),
    ]
    form = FormDialog(title, specs, initial, act=act, form_name="book", row=row or f"{clock.now():%m%d%H%M%S}")
    form.about = OF_THE_DESK
    return form


NEXT_DAY = "空着就约到下次接访日"


def key_booking(request: ActRequest) -> FormDialog:
    """重点约访 of a matter: the leader, and when; doubles and what is known of other places stand above as advice."""
    view = request.view
    owner = view.sheet.leader if view.sheet is not None else ""
    advice = booking.advice_on(request.matter_id)
    who = shown_name(view.petitioner_name, request.desk.masks_names)
    specs = [
        officer_field("leader", "哪位领导", required=True),
        FieldSpec(
            "slot_at",
            "时间",
            width=24,
            parse=typed_moment,
            hint=NEXT_DAY,
            words_to="about",
            empty_means="下次接访日",
        ),
        FieldSpec("name", "约谁", width=24, limit=40, hint=f"空着就约{who}"),
        text_field("about", "谈什么", hint="空着就写事项名称"),
    ]
    dialog = act_form(
        f"重点约访  {cut(request.matter_title, 36, '..')}",
        specs,
        lambda v: booking.book_key(
            request.desk,
            request.matter_id,
            v.text("leader"),
            v["slot_at"],
            v.text("name"),
            v.text("about"),
            v.text("post"),
        ),
        {"leader": owner},
        note="\n".join(f"供参考：{one}" for one in advice),
        new_officer="leader",
        form_name="key_booking",
        row=request.matter_id,
    )
    dialog.warns = bool(advice)
    return dialog


def change_booking(request: ActRequest) -> FormDialog:
    """改约访: from the line of a matter or a visit."""
    return changing(request.desk, request.row_id)


def changing(desk: Desk, appointment_id: int) -> FormDialog:
    """The form with what is booked in it."""
    now = queue.booking(appointment_id)
    assert now is not None

    def save(filled: Filled) -> str:
        booking.change_booking(
            desk,
            appointment_id,
            filled["name"],
            filled["slot_at"],
            choice_value(filled.raw["leader"], officer_options()),
            filled["about"] or "",
            filled["phone"] or "",
            is_key=filled["kind"] == "key",
        )
        return f"已改约 {filled['slot_at']:%m-%d %H:%M}"

    initial = {
        "name": now.name,
        "slot_at": f"{now.slot_at:%Y-%m-%d %H:%M}",
        "leader": now.leader,
        "about": now.about,
        "phone": now.phone,
        "kind": "key" if now.is_key else "ordinary",
    }
    return booking_form(save, "改约访", initial, row=f"change{appointment_id}")


def cancel_booking(request: ActRequest) -> FormDialog:
    """取消约访, with the reason."""
    return reason_dialog(
        "取消约访",
        lambda reason: booking.cancel_booking(request.desk, request.row_id, reason),
        form_name="cancel_booking",
    )
