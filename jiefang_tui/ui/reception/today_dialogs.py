"""What the queue asks: why somebody left or goes first, a booking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.app import ComposeResult

from jiefang_tui import clock
from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.store.queries.reception.people import officer_options
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Filled, FormDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
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
    ]
    form = FormDialog(title, specs, initial, act=act, form_name="book", row=row or f"{clock.now():%m%d%H%M%S}")
    form.about = OF_THE_DESK
    return form
