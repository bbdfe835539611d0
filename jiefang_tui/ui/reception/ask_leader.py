"""Who receives: asked once of a session without a leader (今日接访 and 接谈), and changed in 场次."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiefang_tui import clock
from jiefang_tui.rules.typed.group_names import each_unit
from jiefang_tui.rules.typed.identity import name_and_post, parse_full_name
from jiefang_tui.services.reception import receiving
from jiefang_tui.store.queries.plans.days import planned_today
from jiefang_tui.store.queries.reception.people import is_known_officer
from jiefang_tui.store.queries.reception.sessions import SessionView
from jiefang_tui.store.queries.together.clinic import came_to
from jiefang_tui.terms import SessionMode
from jiefang_tui.ui.toolkit.candidates import called, officer_options, unit_options
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import choice_value
from jiefang_tui.ui.widgets.form import FieldSpec, Form

_MODES = [(mode.value, mode.label) for mode in SessionMode if mode is not SessionMode.DESK]
"""What a leader can sit in."""

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

_HOWS = [("change", "改本场"), ("open", "另开一场")]


def _leader_specs(leader: str, required: bool = False) -> list[FieldSpec]:
    return [
        FieldSpec(
            "leader",
            "接访领导",
            kind="choice",
            free=True,
            options=officer_options,
            default=leader,
            required=required,
            parse=parse_full_name,
        ),
        FieldSpec("post", "职务", hint="新领导写上职务，例如 镇党委书记"),
    ]


def _is_long(name: str) -> bool:
    """Whether a name has more characters than most have."""
    return len(name) >= 4 and "·" not in name


class LeaderForm(FormDialog):
    """A form with a leader: the post is asked only of a name not yet written down; Enter in the last field saves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shows_post = True

    def on_mount(self) -> None:
        super().on_mount()
        self._ask_post()

    def _ask_post(self) -> None:
        name = choice_value(self.form.raw()["leader"], officer_options())
        shows = bool(name) and not is_known_officer(name)
        if shows != self._shows_post:
            self._shows_post = shows
            self.form.show_field("post", shows)

    def on_form_changed(self, event: Form.Changed) -> None:
        if event.name == "leader":
            self._ask_post()

    def on_form_left_field(self, event: Form.LeftField) -> None:
        if event.name == "leader":
            self._take_post_out()
            self._ask_post()

    def _take_post_out(self) -> None:
        """张建军副镇长 is a name and a post: then nothing comes up in between for what is typed on."""
        typed = self.form.raw()["leader"]
        if not is_known_officer(choice_value(typed, officer_options())):
            name, post = name_and_post(typed)
            if post:
                self.form.load({"leader": name, "post": self.form.raw()["post"].strip() or post}, typed=True)

    def action_save(self) -> None:
        """What hardly is a name nobody has written down is looked at once more: it may be words meant for elsewhere."""
        self.form.field("leader").settle()
        self._take_post_out()
        self._ask_post()
        name = choice_value(self.form.raw()["leader"], officer_options())
        doubtful = self._shows_post and _is_long(name) and not self.form.raw()["post"].strip()
        if doubtful and (new := self.new_names.once([name])):
            self.form.focus_field("post")
            self.warn(f"没记过{called(new)}这个人：是新领导的写上职务再 ^S，不是的改姓名")
            return
        super().action_save()

    def on_form_at_end(self, event: Form.AtEnd) -> None:
        event.stop()
        self.action_save()


class SessionForm(LeaderForm):
    """本场接访: another leader in a session with visitors takes what was received with them, which is said once."""

    now: SessionView | None = None
    _said_of = ""

    def action_save(self) -> None:
        """Ask once more before the visitors of the morning become somebody else's."""
        name = choice_value(self.form.raw()["leader"], officer_options())
        if self.now is not None and name not in (self.now.leader, self._said_of) and self._batches():
            self._said_of = name
            self.form.focus_field("how")
            self.warn(f"{self.now.leader}已接{self._batches()}批，改本场都算{name}的；换人选「另开一场」，写错了再 ^S")
            return
        super().action_save()

    def _batches(self) -> int:
        """How many were received with the leader there is, where this very session is changed."""
        changes = choice_value(self.form.raw()["how"], _HOWS) == "change"
        return came_to([self.now.id]).batches if changes and self.now is not None and self.now.leader else 0


def leader_of(filled: Filled) -> str:
    """The leader's name as chosen or typed."""
    return choice_value(filled.raw["leader"], officer_options())


def post_of(filled: Filled) -> str:
    """The post, asked only of a leader not yet written down: a known one keeps their own."""
    return "" if is_known_officer(leader_of(filled)) else filled.raw["post"].strip()


def session_form(desk: Desk, now: SessionView | None) -> FormDialog:
    """场次: change the present one, or open a new one."""

    def act(filled: Filled) -> None:
        leader, post, units = leader_of(filled), post_of(filled), units_of(filled)
        mode, subject, place = filled["mode"] or "", filled["subject"] or "", filled["place"] or ""
        if now is None or filled["how"] == "open":
            receiving.open_session(desk, mode or "any_time", leader, post, subject, place, units)
        else:
            receiving.change_session(desk, now.id, leader, post, mode, subject, place, units)

    planned = planned_today(clock.today()) if now is None or not now.leader else None
    mode, leader = (now.mode if now else "any_time"), (now.leader if now else "")
    units, place = " ".join(now.units) if now else "", now.place if now else ""
    if planned is not None:  # what the plan says of today, where nobody sits there yet
        mode, leader = planned.mode, planned.leader
        units, place = units or planned.units, place or planned.place
    specs = [
        FieldSpec(
            "how",
            "本场",
            kind="choice",
            options=_HOWS,
            default="change" if now else "open",
            hint="另开一场会结束现在这一场",
        ),
        FieldSpec("mode", "类型", kind="choice", options=_MODES, default=mode),
        *_leader_specs(leader),
        FieldSpec(
            "units",
            "参加单位",
            kind="multi",
            free=True,
            options=unit_options,
            width=44,
            default=units,
            hint="用空格隔开，例如 司法所 人社所",
        ),
        FieldSpec("place", "地点", default=place),
        FieldSpec("subject", "专题", default=now.subject if now else "", width=44),
    ]
    form = SessionForm("本场接访", specs, act=act, form_name="change_session")
    form.now = now
    form.about = ("session", now.id if now else 0)
    return form


def units_of(filled: Filled) -> list[str]:
    """参加单位 as typed, each once."""
    return each_unit(filled.raw["units"])


def leader_dialog(desk: Desk, session_id: int | None, subject: str = "", place: str = "") -> FormDialog:
    """Ask for the leader of a session (None: today's, opened if need be), with post and the units that sit there.

    `subject` and `place` are what the session has already; they stay. Esc leaves the session without a leader.
    """
    specs = [
        *_leader_specs("", required=True),
        FieldSpec("units", "参加单位", kind="multi", options=unit_options, free=True, width=0),
    ]

    def save(filled: Filled) -> None:
        leader, post, units = leader_of(filled), post_of(filled), units_of(filled)
        receiving.change_session(desk, session_id, leader, post, subject=subject, place=place, units=units or None)

    note = "本场还没有接访领导。谁接访谁包案：填一次，这一场都按此记。"
    form = LeaderForm("接访领导", specs, note=note, act=save, form_name="ask_leader")
    form.about = ("session", session_id or 0)
    return form
