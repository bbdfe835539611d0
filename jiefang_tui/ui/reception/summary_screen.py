"""当日小结: the day's 批次, 人次 and 件 side by side, and what is left to do; every line opens its list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.typed.dates import say_date
from jiefang_tui.store.queries.reception.summary import FROM_LEADERS, Counted, DaySummary, day_summary
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

COLUMNS = (
    Column("项目", 26),
    Column("批次", 6, right=True),
    Column("人次", 6, right=True),
    Column("件", 6, right=True),
    Column("", 0),
)

NOTES = {
    "received": "只算信访来由、已接谈的",
    "received_group": "",
    "items": "同一件来两次算一件",
    "window": "办事、咨询等，不算批次",
    "handed_over": "交办、调解、引导、报请、移送",
    "items_undecided": "请补处理结果",
    "filed": "来信、来电、交办等，不算批次",
    **dict.fromkeys(FROM_LEADERS, "按收到的那天，不算批次"),
    "items_voided": "来访照算，这一件不算",
    "not_over": "日终请接完或记离开",
    "left": "没有接谈，不算已接",
    "doubtful": "结转时结束时间不明，没有编造",
    "items_not_entered": "请录入县信访系统",
}
_URGENT = ("items_undecided", "not_over", "items_not_entered")
_RARE = ("items_voided", "filed", *FROM_LEADERS)
"""Shown where there are any only: the page is full at 80x24."""
_INDENTED = ("received_single", "received_group", "initial", "repeat")


class SummaryScreen(DeskScreen):
    """The summary of one day; Left and Right change it."""

    NAME_CN = "当日小结"
    HELP_CN = (
        "一天接了多少批次、人次，涉及多少件，每一件怎么处理，还有什么没做完。左右键换一天，Enter 看那一行的清单。"
        "个访加集体访等于已接，各场次加起来也等于已接。"
    )
    BOUND = frozenset({"visit", "visit_matter", "matter", "reception_session", "officer", "appointment"})
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "day(-1)", "前一天", tooltip="看前一天的小结"),
        Binding("right", "day(1)", "后一天", tooltip="看后一天的小结"),
    ]

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self._day = day or clock.today()

    def compose_body(self) -> ComposeResult:
        yield RowList(COLUMNS, enter="看清单")

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    def reload(self) -> None:
        summary = day_summary(self._day, self.desk.reference.policy.group_threshold)
        self.set_heading(f"当日小结 {say_date(self._day)}")
        self.stand(*self._standing(summary))
        self.rows.set_rows(_rows(summary))
        self.refresh_bindings()

    def _standing(self, summary: DaySummary) -> list[tuple[str, str] | str]:
        counted = f"已接 {summary.batches}批次 {summary.persons}人次 {summary.items}件"
        if summary.is_settled:
            return [(counted, "bold"), "  都已接完，结果都已录"]
        return [(counted, "bold"), ("  还有没做完的，见下", "bold $card-yellow")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "day" and parameters == (1,):
            return self._day < clock.today()
        return super().check_action(action, parameters)

    def action_day(self, by: int) -> None:
        self._day = min(self._day + timedelta(days=by), clock.today())
        self.reload()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if not str(event.key).startswith("-"):
            self.app.go("records", figure=str(event.key), day=self._day)


def _rows(summary: DaySummary) -> list[Row]:
    rows = [_row(one) for one in summary.received if one.count or one.name not in _RARE]
    rows.append(Row("-results", ("怎么处理",), "dim"))
    rows += [_row(one, indent=True) for one in summary.results]
    rows.append(Row("-open", ("没做完的和要核对的",), "dim"))
    rows += [_row(one, indent=True) for one in summary.open_ends if one.count or one.name not in _RARE]
    rows.append(Row("-sessions", ("分场次",), "dim"))
    for one in summary.sessions:
        name = f"  {one.mode} {one.leader or '领导未填'}"
        rows.append(Row(one.name, (name, str(one.batches), str(one.persons), str(one.items), "")))
    if not summary.sessions:
        rows.append(Row("-none", ("  这一天没有开场",), "dim"))
    return rows


def _row(one: Counted, indent: bool = False) -> Row:
    label = ("  " if indent or one.name in _INDENTED else "") + one.label
    batches = str(one.count) if one.kind == "visit" else ""
    items = str(one.count) if one.kind == "matter" else ""
    persons = "" if one.persons is None else str(one.persons)
    tone = "dim" if not one.count else "yellow" if one.name in _URGENT else "bold" if one.name == "received" else ""
    return Row(one.name, (label, batches, persons, items, NOTES.get(one.name, "")), tone)
