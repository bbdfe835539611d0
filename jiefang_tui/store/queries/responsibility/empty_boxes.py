"""Whether a box of 三定三包 is empty, as a condition of SQL."""

from __future__ import annotations

from typing import Any

from peewee import fn

from jiefang_tui.store.models import (
    Duty,
    DutyEntry,
    Measure,
    Responsibility,
    TaskForceMember,
)


def empty_box() -> Any:
    """Condition on `Responsibility`: one of the six boxes is 未定 or 未落实, as `rules.duties` has it.

    化解期限 without a date; 工作专班 without a head or a member; 化解措施 without a measure, or with one that lacks
    owner or date; one of 三包 without an entry, or without an officer while it is not fulfilled.
    """
    measures = Measure.select(Measure.id).where((Measure.responsibility == Responsibility.id) & ~Measure.is_dropped)
    loose = measures.where(Measure.owner.is_null() | Measure.due_on.is_null())
    team = TaskForceMember.select(TaskForceMember.id).where(TaskForceMember.responsibility == Responsibility.id)
    duties = Duty.select(Duty.id).where(Duty.responsibility == Responsibility.id)
    entries = DutyEntry.select(DutyEntry.id).where(DutyEntry.duty == Duty.id)
    bare = duties.where(~fn.EXISTS(entries) | (Duty.officer.is_null() & Duty.fulfilled_on.is_null()))
    return (
        Responsibility.resolve_due.is_null()
        | fn.EXISTS(bare)
        | ~fn.EXISTS(measures)
        | fn.EXISTS(loose)
        | ~fn.EXISTS(team.where(TaskForceMember.is_head))
        | ~fn.EXISTS(team.where(~TaskForceMember.is_head))
    )
