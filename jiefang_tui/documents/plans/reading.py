"""明天的材料: the day on one sheet, and a 阅件单 of one page for each booked visitor."""

from __future__ import annotations

from dataclasses import dataclass

from jiefang_tui.documents.desk.built import TEXT_SIZE, BuiltPaper
from jiefang_tui.documents.desk.paper import Paper


@dataclass(frozen=True, slots=True)
class ReadingSheet:
    """阅件单: what the leader reads before the visitor comes. The office's own paper, not the visitor's."""

    heading: str  # 10:00 许志远 宅基地审批进展
    register_no: str
    lines: tuple[tuple[str, str], ...]  # (诉求, ...), (上次批示, ...)


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The day: who sits where, which units beside them, who is booked."""

    title: str  # 11月30日 星期一 接访材料
    sits: tuple[tuple[str, str, str, str], ...]  # leader, post, hours, place
    booked: tuple[tuple[str, str, str, str], ...]  # time, name, about, leader
    sheets: tuple[ReadingSheet, ...]
    seats: tuple[tuple[str, str, str, str], ...] = ()  # unit, with whom, what it answered, who comes


def reading_docx(day: DaySheet) -> Paper:
    """All of it in one file: the day first, then a page for each who is booked and was here before."""
    page = BuiltPaper()
    page.title(day.title)
    if day.sits:
        page.heading("接访领导")
        page.table(("领导", "职务", "时间", "地点"), day.sits, (3.0, 5.0, 4.0, 5.0))
    if day.seats:
        page.heading("参加单位")
        page.table(("单位", "同哪位领导", "回复", "谁来、说明"), day.seats, (5.0, 3.0, 3.5, 5.5))
    page.heading("约访")
    if day.booked:
        page.table(("时间", "姓名", "事由", "约哪位领导"), day.booked, (2.4, 3.0, 8.6, 3.0))
    else:
        page.line("没有约访。")
    for sheet in day.sheets:
        page.new_page()
        page.title("阅 件 单", sheet.heading)
        page.line(f"编号 {sheet.register_no}")
        for label, text in sheet.lines:
            page.heading(label)
            page.line(text, TEXT_SIZE)
    return Paper(page.content())
