"""会议研究 as a form: which meeting, and under it a line for each item with what was decided and who does it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jiefang_tui import clock
from jiefang_tui.rules.typed.identity import name_and_post, parse_full_name
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.together import meetings
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.services.together.which import matter_called, matter_shown
from jiefang_tui.store.queries.reception.people import unit_options
from jiefang_tui.store.queries.together.meetings import MeetingView
from jiefang_tui.terms import MeetingKind
from jiefang_tui.ui.toolkit.act_form import Values, act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.child_rows import Children, ChildRow, ChildRowsDialog
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK, Half
from jiefang_tui.ui.toolkit.officer_fields import choice_value, looked_at, unit_field
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column

_MINUTES = (
    day_field("minutes_on", "纪要日期", past=True, hint="有了纪要才算一次；还没有的空着"),
    FieldSpec("minutes_no", "纪要文号", width=0),
)


def _host(text: str) -> list[str]:
    """Who is in the chair, without the post that may be written behind the name."""
    name = name_and_post(text)[0]
    return [name] if name else []


def _head() -> list[FieldSpec]:
    return [
        choice_field("kind", "什么会", MeetingKind.labels()),
        day_field("held_on", "哪天开的", past=True, hint=TODAY),
        looked_at(FieldSpec("host", "谁主持", width=24, parse=parse_full_name), _host),
        FieldSpec("place", "地点", width=24),
        *_MINUTES,
    ]


ITEM = [
    FieldSpec("which", "哪一件", width=24, hint="编号末几位或信访人"),
    text_field("about", "题目", hint="例如 一季度信访形势"),
    text_field("decided", "怎么定的", lines=2),
    unit_field("unit", "谁来办"),
    FieldSpec("person", "责任人", width=24),
    day_field("due_on", "哪天前"),
]


def item_of(values: Values) -> ItemIn:
    """An item as filled in."""
    return ItemIn(
        which=values.text("which"),
        about=values.text("about"),
        decided=values.text("decided"),
        unit=values.text("unit"),
        person=values.text("person"),
        due_on=values["due_on"],
    )


def _items(desk: Desk) -> Children:
    """The items under a meeting; which matter one is about is looked up when it is written, and shown by its title."""

    def shown(values: Values) -> tuple[str, ...]:
        item = item_of(values)
        what = matter_shown(item.which, desk.masks_names) if item.which else item.about
        return what, item.decided, item.unit + item.person, str(item.due_on or "")

    columns = [Column("研究什么", 16), Column("怎么定的", 0), Column("谁来办", 12), Column("哪天前", 10)]
    return Children("一件", "items", ITEM, columns, shown, _check)


def _check(values: Values) -> None:
    if which := values.text("which"):
        matter_called(which, field="which")
    elif not values.text("about"):
        raise Refused("请填写研究了什么：哪一件，或者什么题目。", "about")


def meeting_of(given: Any) -> MeetingIn:
    """The head of the form."""
    return MeetingIn(
        kind=MeetingKind(given["kind"]),
        held_on=given["held_on"] or clock.today(),
        place=given["place"] or "",
        host=given["host"] or "",
        minutes_on=given["minutes_on"],
        minutes_no=given["minutes_no"] or "",
    )


class MeetingDialog(ChildRowsDialog):
    """A meeting with its items, saved as one act. `which`: the number of the matter it was opened from."""

    NAME_CN = "会议研究"
    HELP_CN = (
        "上面填什么会、哪天开的、纪要日期（有了纪要才算一次，条例第十三条第三款）；Ins 加一件："
        "哪一件或什么题目、怎么定的、谁来办、哪天前。有人办的会进 F5 的「认领」。"
    )

    def __init__(self, desk: Desk, which: str = "") -> None:
        def save(filled: Filled, rows: list[Values]) -> str:
            items = [_named(item_of(values)) for values in rows]
            meetings.hold(desk, meeting_of(filled), items)
            counts = "" if filled["minutes_on"] else "；有了纪要再补纪要日期，才算一次"
            return f"已记会议研究 {len(items)} 件{counts}"

        super().__init__("会议研究", _head(), _items(desk), None, act=save, form_name="meeting")
        self._which = which

    def fill_in(self, half: Half) -> bool:
        """From a matter its item is begun already."""
        filled = super().fill_in(half)
        if not self.rows and self._which:
            self.rows = [ChildRow({"which": self._which})]
            self._show()
        return filled


def _named(item: ItemIn) -> ItemIn:
    """The unit by its name, where it was chosen by its initials."""
    return replace(item, unit=choice_value(item.unit, unit_options()))


def meeting_form(request: ActRequest) -> MeetingDialog:
    """会议研究 from a matter."""
    return MeetingDialog(request.desk, request.view.register_no)


def correct_form(desk: Desk, one: MeetingView) -> FormDialog:
    """更正, or only the date of the minutes."""
    specs = [*_head(), text_field("reason", "为什么改", hint="只补纪要日期的可空着")]

    def save(values: Values) -> None:
        meetings.correct(desk, one.id, meeting_of(values), values.text("reason"))

    initial = {
        "kind": one.kind.value,
        "held_on": str(one.held_on),
        "host": one.host,
        "place": one.place,
        "minutes_on": str(one.minutes_on or ""),
        "minutes_no": one.minutes_no,
    }
    form = act_form("会议研究 改", specs, save, initial, form_name="meeting_correct", row=one.id)
    form.about = OF_THE_DESK
    return form


def item_form(desk: Desk, one: MeetingView) -> FormDialog:
    """Another item."""

    def save(values: Values) -> None:
        _check(values)
        meetings.add_item(desk, one.id, item_of(values))

    form = act_form("会议研究 加一件", ITEM, save, form_name="meeting_item", row=one.id)
    form.about = OF_THE_DESK
    return form
