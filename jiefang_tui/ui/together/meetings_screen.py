"""会议研究: the meetings with what they decided; how many count this year (Regulation Art. 13(3))."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.together import meetings as acts
from jiefang_tui.store.queries.together import meetings
from jiefang_tui.store.queries.together.meetings import ItemView, MeetingView
from jiefang_tui.ui.together.list_screen import ListScreen
from jiefang_tui.ui.together.meeting_dialog import MeetingDialog, correct_form, item_form
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row

HEAD = 0
"""The part of a key that is the meeting itself; else the id of its item."""


class MeetingsScreen(ListScreen):
    """A meeting, and under it a line for each item."""

    NAME_CN = "会议研究"
    HELP_CN = (
        "党政联席会、联席会议、调度会研究信访的记录。Ins 记一次；光标在会议上 Enter 补纪要日期、更正、加一件，"
        "光标在一件上 Enter 更正或打开事项；Del 撤回整次会议，撤回过的在会议上 Enter 恢复。补了纪要日期的才算一次。"
    )
    BOUND = frozenset({"meeting", "meeting_item", "undertaking", "matter"})
    WRITES = frozenset({"add", "take_back"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "记一次", tooltip="什么会、哪天、研究了哪些、怎么定的、谁来办"),
        Binding("delete", "take_back", "撤回", tooltip="撤回整次会议，写明原因"),
    ]
    COLUMNS = (Column("日期", 10), Column("会议", 10), Column("研究什么、怎么定的", 0), Column("谁来办、纪要", 20))
    EMPTY = "还没有记过会议研究，按 Ins 记一次"
    ENTER = "办理"

    def __init__(self) -> None:
        super().__init__()
        self._meetings: dict[int, MeetingView] = {}

    def standing(self) -> str:
        year = clock.today().year
        return f"{year}年有纪要的 {meetings.counted_in(year)} 次  上年 {meetings.counted_in(year - 1)} 次"

    def page(self, offset: int, limit: int) -> list[Row]:
        found = meetings.meetings(0, limit) if not offset else []
        self._meetings = {one.id: one for one in found}
        return [row for one in found for row in self._lines(one)]

    def _lines(self, one: MeetingView) -> list[Row]:
        minutes = f"纪要 {one.minutes_on:%m-%d}" if one.minutes_on else "还没有纪要"
        gone = one.withdrawn_on is not None
        said = f"撤回：{one.withdraw_reason}" if gone else f"研究 {len(one.items)} 件"
        held = "  ".join(filter(None, (said, f"{one.host}主持" if one.host else "", one.place)))
        tone = "dim" if gone else ""
        tones = {} if one.counts or gone else {3: "yellow"}
        enter = "恢复" if gone and not self.looks_only else ""
        rows = [Row((one.id, HEAD), (str(one.held_on), one.kind.label, held, minutes), tone, tones, enter)]
        return [*rows, *(self._item(one, item, tone) for item in one.items)]

    def _item(self, one: MeetingView, item: ItemView, tone: str) -> Row:
        masks = self.desk.masks_names
        matter = f"{shown_name(item.petitioner, masks)} {shown_title(item.title, masks)}" if item.matter_id else ""
        said = "：".join(filter(None, (matter or item.about, item.decided)))
        return Row((one.id, item.id), ("", "", said, "、".join(item.tasks)), tone)

    @property
    def _under(self) -> MeetingView | None:
        return self._meetings.get(self.key[0]) if self.key else None

    def opened(self, key: Any) -> None:
        one = self._meetings[key[0]]
        if key[1] != HEAD:
            self._open_item(one, next(item for item in one.items if item.id == key[1]))
        elif one.withdrawn_on is not None:
            self._restore(one)
        elif not self.looks_only:
            options = [("correct", "补纪要日期、更正"), ("item", "加一件")]
            self.ask(ChooseDialog(f"{one.held_on} {one.kind.label}", options), lambda chosen: self._change(one, chosen))

    def _restore(self, one: MeetingView) -> None:
        if self.looks_only:
            self.say(f"{one.withdrawn_on}撤回：{one.withdraw_reason}")
            return
        dialog = reason_dialog(
            f"恢复 {one.held_on} {one.kind.label}",
            lambda reason: acts.restore(self.desk, one.id, reason),
            form_name="meeting_restore",
            row=one.id,
        )
        self.ask(dialog, lambda _: self._said(str(dialog.came_of_it or "")))

    def _said(self, kept: str) -> None:
        if kept:
            self.warn(f"已恢复；{kept}")
        else:
            self.say("已恢复；一起撤回的认领也恢复了")

    def _change(self, one: MeetingView, chosen: str) -> None:
        form = correct_form(self.desk, one) if chosen == "correct" else item_form(self.desk, one)
        self.ask(form, lambda _: self.say("已记下"))

    def _open_item(self, one: MeetingView, item: ItemView) -> None:
        options = [("correct", "更正这一件")] if one.withdrawn_on is None and not self.looks_only else []
        if item.matter_id is not None:
            options.append(("matter", "打开事项"))
        if options:
            title = cells.fit(item.decided or item.about or item.title, 56).rstrip()
            self.ask(ChooseDialog(title, options), lambda chosen: self._with_item(item, chosen))

    def _with_item(self, item: ItemView, chosen: str) -> None:
        if chosen == "matter":
            self.app.go("matter", matter_id=item.matter_id, tab=7)
        else:
            self.ask(self._correct_item(item), lambda _: self.say("已更正"))

    def _correct_item(self, item: ItemView) -> FormDialog:
        specs = [
            text_field("about", "题目"),
            text_field("decided", "怎么定的", lines=2),
            text_field("reason", "为什么更正", required=True),
        ]

        def save(values: Values) -> None:
            words = values.text("about"), values.text("decided"), values.text("reason")
            acts.correct_item(self.desk, item.id, *words)

        initial = {"about": item.about, "decided": item.decided}
        return act_form("会议研究 更正一件", specs, save, initial, form_name="meeting_item_correct", row=item.id)

    def action_add(self) -> None:
        dialog = MeetingDialog(self.desk)
        self.ask(dialog, lambda _: self.say(str(dialog.came_of_it)))

    def action_take_back(self) -> None:
        one = self._under
        assert one is not None
        dialog = reason_dialog(
            f"撤回 {one.held_on} {one.kind.label}",
            lambda reason: acts.withdraw(self.desk, one.id, reason),
            form_name="meeting_withdraw",
            row=one.id,
        )
        self.ask(dialog, lambda _: self.say("已撤回；没办到的认领一起撤回了"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take_back" and ((one := self._under) is None or one.withdrawn_on is not None):
            return False
        return super().check_action(action, parameters)
