"""履约: what was promised, by when and kept or not, executed with proof, and the relief given."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.agreements.acts import OF_MATTER
from jiefang_tui.services.closure.acts import EXECUTED, PERFORMANCE
from jiefang_tui.services.closure.line_acts import PROMISE_LINE, UNEXECUTE, UNFULFIL, WITHDRAW_COMMITMENT
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.agreements.standing import awaited_of
from jiefang_tui.store.queries.closure import resting
from jiefang_tui.store.queries.closure.resting import ReliefView
from jiefang_tui.store.queries.matter import matter_history
from jiefang_tui.store.queries.matter.matter_history import CommitmentView
from jiefang_tui.store.queries.matter.matter_progress import progress_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.ui.agreements.agreement_lines import agreement_groups
from jiefang_tui.ui.toolkit.days_left import days_left_words, short_day
from jiefang_tui.ui.toolkit.light_words import TONES
from jiefang_tui.ui.toolkit.list_panel import Group, Item, ListPanel


class PerformancePanel(ListPanel):
    """履约. Insert: a promise (one for each instalment), 执行到位, 帮扶; Enter on one: kept, or put right."""

    TITLE = "履约: 现在能办的"
    ACTS = (*PERFORMANCE, *OF_MATTER)
    EMPTY = "还没有协议、承诺事项和帮扶，按 Ins 增加"

    def __init__(self) -> None:
        super().__init__("performance")

    def groups(self, view: MatterView, today: date) -> list[Group]:
        at = progress_of(view.id)
        promises = matter_history.commitments_of(view.id, calendar_of(self.desk.reference))
        executed = []
        if at.executed_on:
            undo = None if at.closed_on else UNEXECUTE
            executed = [Item(("executed", 0), at.executed_on, at.executed_note or "执行到位", "已到位", undo=undo)]
        if (awaited := awaited_of(view.id)) is not None:
            late = awaited.days_late(today)
            status, tone = (f"逾期{late}日", "red") if late else ("履行中", "")
            number = len(executed)
            executed.append(
                Item(("executed", number), None, awaited.words, status, tone, () if number else (EXECUTED,))
            )
        elif not executed and (promises or at.concluded_on):
            ready = all(one.fulfilled_on for one in promises)
            text = "都兑现了，写明凭据即可认定" if ready else "还有承诺事项没有兑现"
            if not promises:
                text = "没有记承诺事项；办到了的写明凭据认定"
            acts = (EXECUTED,)
            executed = [Item(("executed", 0), None, text, "待认定", "yellow" if at.concluded_on else "", acts)]
        return [
            *agreement_groups(view.id, today, self.desk.reference.other_periods),
            Group("承诺事项", [self._promise(one, today) for one in promises]),
            Group("执行到位", executed),
            Group("困难帮扶", [_relief(one) for one in resting.reliefs_of(view.id)]),
        ]

    def _promise(self, one: CommitmentView, today: date) -> Item:
        by = f"{one.owed_by}兑现" if one.owed_by else ""
        parts = [one.text, amount_text(one.amount_fen), by, f"{one.confirmed_by}确认", one.proof]
        text = "  ".join(part for part in parts if part)
        if one.fulfilled_on is not None:
            kept_on = f"{short_day(one.fulfilled_on, today)}兑现"
            return Item(("promise", one.id), one.due_on, text, kept_on, "dim", undo=UNFULFIL)
        status, tone = "未定日期", "yellow"
        if one.due_on is not None:
            now, days = self.date_light(one.confirmed_on, one.due_on, today)
            status, tone = days_left_words(days), TONES.get(now, "")
        about, undo = ("promise", one.id), WITHDRAW_COMMITMENT
        return Item(about, one.due_on, text, status, tone, PROMISE_LINE, "兑现、改", undo=undo)


def _relief(one: ReliefView) -> Item:
    approved = f"{one.approver}批准" if one.approver else ""
    parts = [one.source, amount_text(one.amount_fen), approved, one.note]
    return Item(("relief", one.id), one.on_day, "  ".join(part for part in parts if part), "已帮扶")
