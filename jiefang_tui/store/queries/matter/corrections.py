"""What was put right (更正): the old text, when, why, and who approved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import JOIN

from jiefang_tui.store.models import Correction, Matter, Officer, VisitMatter

_WHAT = {
    "outcome": "处理结果", "told": "告知内容", "talk_note": "接谈记录", "text": "批示", "unit": "批示的单位",
    "due_on": "批示的期限", "signed_on": "签批日期", "category": "类别", "matter": "涉及的事项",
}  # fmt: skip


def corrected_of(visit_id: int) -> tuple[str, ...]:
    """What was put right of a visit, in order, a line each; the same words of several matters once."""
    mine = VisitMatter.visit == visit_id
    pairs = VisitMatter.select(VisitMatter.id).where(mine)
    about = VisitMatter.select(VisitMatter.matter).join(Matter).where(mine & Matter.is_readable)
    return _lines(_of("visit", [visit_id]) | _of("visit_matter", pairs) | _of("matter", about))


def corrected_instruction(instruction_id: int) -> tuple[str, ...]:
    """What a 批示 said before, a line each."""
    return _lines(_of("instruction", [instruction_id]))


def _of(about: str, rows: Any) -> Any:
    return (Correction.about == about) & Correction.row_id.in_(rows)


def _lines(where: Any) -> tuple[str, ...]:
    rows: Iterable[Any] = (
        Correction.select(Correction, Officer)
        .join(Officer, JOIN.LEFT_OUTER, on=(Correction.approver == Officer.id))
        .where(where)
        .order_by(Correction.id)
    )
    return tuple(dict.fromkeys(_line(row) for row in rows))


def _line(row: Any) -> str:
    by = f"，{row.approver.name}批准({row.paper_on}书面材料)" if row.approver_id is not None else ""
    what = _WHAT.get(row.column, row.column)
    was = row.was if row.column != "matter" else f"{row.matter.register_no} {row.was or row.matter.title}".strip()
    return f"{row.corrected_at:%m-%d} 更正{what} 原：{was}（{row.reason}{by}）"
