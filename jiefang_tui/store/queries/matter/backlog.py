"""积案 as a condition of SQL, and why one matter is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from peewee import fn

from jiefang_tui.rules.backlog import BacklogFacts, BacklogPolicy, why_backlog
from jiefang_tui.store.models import Matter, Visit, VisitMatter
from jiefang_tui.terms import OPEN_MATTER_STATES, MatterState, PairKind, VisitPurpose, VisitState


def _counts() -> Any:
    """Condition on a visit about a matter: it is a 重访; who left without a talk or only asked is not counted."""
    return (
        (VisitMatter.kind == PairKind.REPEAT)
        & (Visit.purpose == VisitPurpose.PETITION)
        & Visit.state.not_in((VisitState.LEFT, VisitState.FILED, VisitState.VOIDED))
    )


def _repeats(matter: Any) -> Any:
    """The 重访 of a matter."""
    return VisitMatter.select(fn.COUNT(VisitMatter.id)).join(Visit).where((VisitMatter.matter == matter) & _counts())


def is_backlog(today: date, policy: BacklogPolicy) -> Any:
    """Condition on `Matter`: 积案 on `today`, as `rules.backlog.why_backlog` has it."""
    since = today - timedelta(days=policy.backlog_days)
    return Matter.state.in_(OPEN_MATTER_STATES) & (
        Matter.is_backlog_listed | (Matter.received_on <= since) | (_repeats(Matter.id) >= policy.backlog_repeat_visits)
    )


def backlog_reasons(matter_ids: Sequence[int], today: date, policy: BacklogPolicy) -> dict[int, str]:
    """Which rules make each of these matters 积案, in words and by id; empty where none does."""
    ids = list(matter_ids)
    counted: Any = (
        VisitMatter.select(VisitMatter.matter, fn.COUNT(VisitMatter.id))
        .join(Visit)
        .where(VisitMatter.matter.in_(ids) & _counts())
        .group_by(VisitMatter.matter)
        .tuples()
    )
    repeats = dict(counted)
    rows: Any = Matter.select(Matter.id, Matter.state, Matter.received_on, Matter.is_backlog_listed)
    return {
        row_id: why_backlog(BacklogFacts(MatterState(state), received, today, repeats.get(row_id, 0), listed), policy)
        for row_id, state, received, listed in rows.where(Matter.id.in_(ids)).tuples()
    }
