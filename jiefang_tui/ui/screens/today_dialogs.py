"""What the queue asks: who receives, why somebody left or goes first, a booking, the session."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult

from jiefang_tui import clock
from jiefang_tui.rules.dates import parse_moment
from jiefang_tui.services.responsibility import is_known_officer
from jiefang_tui.store.queries.people import officer_options, unit_options
from jiefang_tui.store.queries.queue import SessionView
from jiefang_tui.terms import SessionMode
from jiefang_tui.ui.screens.ask_leader import written
from jiefang_tui.ui.screens.dialogs import ChooseDialog, Filled, FormDialog
from jiefang_tui.ui.widgets.fields import LineField
from jiefang_tui.ui.widgets.form import FieldSpec, Form

OTHER = "other"
LEAVE_REASONS = ("等不及", "改日再来", "已在别处解决")
PRIORITY_REASONS = ("老人", "残疾", "孕妇、带婴幼儿", "患病", "路远", "情况紧急")
_BETWEEN = re.compile(r"[\s,，、;；]+")


class ReasonDialog(ChooseDialog):
    """Why, by digit; the last choice is 其他, which is then typed in the same dialog. Returns the reason itself."""

    HELP_CN = "按数字选原因；选「其他」后写明原因，按 Enter 完成。"

    def __init__(
        self, title: str, reasons: Sequence[str], text: str = "", *, first: Sequence[tuple[str, str]] = ()
    ) -> None:
        """`first`: (value, label) pairs that stand before the reasons."""
        options = [*first, *((reason, reason) for reason in reasons), (OTHER, "其他...")]
        super().__init__(title, options, text)
        self._other = LineField(limit=60, placeholder="写明原因，按 Enter 完成")
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


def _leader_specs(leader: str) -> list[FieldSpec]:
    return [
        FieldSpec("leader", "接访领导", kind="choice", free=True, options=officer_options, default=leader),
        FieldSpec("post", "职务", hint="新领导写上职务，例如 镇党委书记"),
    ]


class LeaderForm(FormDialog):
    """A form with a leader: the post is asked only of a name not yet written down; Enter in the last field saves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shows_post = True

    def on_mount(self) -> None:
        super().on_mount()
        self._ask_post()

    def _ask_post(self) -> None:
        typed = self.form.raw()["leader"].strip()
        name = next((value for value, label in officer_options() if label == typed), typed)
        shows = bool(name) and not is_known_officer(name)
        if shows != self._shows_post:
            self._shows_post = shows
            self.form.show_field("post", shows)

    def on_form_changed(self, event: Form.Changed) -> None:
        if event.name == "leader":
            self._ask_post()

    on_form_left_field = on_form_changed

    def on_form_at_end(self, event: Form.AtEnd) -> None:
        event.stop()
        self.action_save()


def leader_of(filled: Filled) -> str:
    """The leader's name as chosen or typed."""
    return written(filled, "leader", dict(officer_options()))


def post_of(filled: Filled) -> str:
    """The post, asked only of a leader not yet written down: a known one keeps their own."""
    return "" if is_known_officer(leader_of(filled)) else filled.raw["post"].strip()


def session_form(session: SessionView | None, act: Callable[[Filled], object]) -> FormDialog:
    """场次: change the present one, or open a new one."""
    now = session
    specs = [
        FieldSpec(
            "how", "本场", kind="choice", options=[("change", "改本场"), ("open", "另开一场")],
            default="change" if now else "open", hint="另开一场会结束现在这一场",
        ),
        FieldSpec("mode", "类型", kind="choice", options=SessionMode.labels(), default=now.mode if now else "any_time"),
        *_leader_specs(now.leader if now else ""),
        FieldSpec(
            "units", "参加单位", kind="multi", free=True, options=unit_options, width=44,
            default=" ".join(now.units) if now else "", hint="用空格隔开，例如 司法所 人社所",
        ),
        FieldSpec("place", "地点", default=now.place if now else ""),
        FieldSpec("subject", "专题", default=now.subject if now else "", width=44),
    ]  # fmt: skip
    return LeaderForm("本场接访", specs, act=act)


def units_of(filled: Filled) -> list[str]:
    """参加单位 as typed, each once."""
    return list(dict.fromkeys(part for part in _BETWEEN.split(filled.raw["units"].strip()) if part))


def booking_form(act: Callable[[Filled], object], title: str = "预约来访") -> FormDialog:
    """约访: name, time and leader."""
    specs = [
        FieldSpec("name", "姓名", required=True, limit=40),
        FieldSpec(
            "slot_at", "时间", required=True, parse=lambda text: parse_moment(text, clock.now()),
            hint="例如 10:30、明天9点、11-25 14:30",
        ),
        FieldSpec("leader", "接访领导", kind="choice", free=True, options=officer_options),
        FieldSpec("about", "事由", width=44, limit=100),
        FieldSpec("phone", "电话", limit=40),
    ]  # fmt: skip
    return FormDialog(title, specs, act=act)


