"""集中接访情况表: one table the same evening, with 批次 人次 件 and the columns of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.text import mask_name
from jiefang_tui.rules.together.campaigns import shown
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.services.together.closing_sheet import write_sheet
from jiefang_tui.store.queries.together.campaigns import CampaignView, campaign

if TYPE_CHECKING:
    from jiefang_tui.documents.together.sheet import Sheet

TITLE = "集中接访情况表"
_SESSIONS = ("日期", "地点", "接访领导", "批次", "人次", "件")
_SESSION_WIDTHS = (3.0, 5.0, 3.0, 2.0, 2.0, 2.0)
_PAGE, _NUMBER, _NAME, _TITLE = 17.0, 0.9, 1.7, 3.2
"""Widths in cm; the columns share what is left."""


def campaign_sheet(desk: Desk, campaign_id: int) -> Printed:
    """Write the table. Raises `Refused` when it cannot be written."""
    view = campaign(campaign_id)
    tells = [f"matter:{one.matter_id}" for one in view.lines]
    name = f"{view.begins_on}-{view.theme}-{TITLE}"
    return write_sheet(desk, campaign_of(desk, view), name, tells=[*tells, f"joint_campaign:{campaign_id}"])


def campaign_of(desk: Desk, view: CampaignView) -> Sheet:
    """What stands on it."""
    from jiefang_tui.documents.together.sheet import Sheet, SheetTable

    days = str(view.begins_on) if view.begins_on == view.ends_on else f"{view.begins_on} 至 {view.ends_on}"
    sessions = tuple(
        (str(one.day), one.place, one.leader, *(str(number) for number in one.came[:3])) for one in view.sessions
    )
    rows = [
        (
            str(number),
            mask_name(one.name),
            one.title,
            *(shown(column, one.figures.get(column.name, "")) for column in view.columns),
        )
        for number, one in enumerate(view.lines, 1)
    ]
    sums = view.totals
    rows.append(("", "合计", "", *(shown(column, sums.get(column.name, "")) for column in view.columns)))
    width = (_PAGE - _NUMBER - _NAME - _TITLE) / len(view.columns)
    heads = ("序", "来访人", "事项", *(one.name for one in view.columns))
    widths = (_NUMBER, _NAME, _TITLE, *([width] * len(view.columns)))
    return Sheet(
        title=TITLE,
        under=view.theme,
        lines=(f"{days}，{len(view.sessions)}场，接待来访 {view.words}，还在办 {view.open_count}件。",),
        tables=(
            SheetTable("场次", _SESSIONS, sessions, _SESSION_WIDTHS),
            SheetTable("事项", heads, tuple(rows), widths),
        ),
        notes=("金额单位：元。",),
        issuing_body=office_data.office(desk).name,
        issued_on=clock.today(),
    )
