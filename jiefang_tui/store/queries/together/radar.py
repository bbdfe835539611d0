"""共性问题: found anew each time from the matters; and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import fn

from jiefang_tui.reference import Reference
from jiefang_tui.rules.text import one_line
from jiefang_tui.rules.together.radar import (
    PLACE,
    UNIT,
    VILLAGE_CLASS,
    Ended,
    Finding,
    MatterFact,
    findings,
    has_grown,
    project_of,
    village_of,
)
from jiefang_tui.store.database import among
from jiefang_tui.store.models import FindingNote, Matter, PolicyAdvice
from jiefang_tui.terms import AdviceKind, Category, FindingEnd, MatterState

GONE = (MatterState.VOIDED, MatterState.MERGED, MatterState.SEALED_OUT)


class NoteView(NamedTuple):
    """What became of a common cause."""

    id: int
    finding: str
    end: FindingEnd
    matters: int
    on_day: date
    reason: str
    cause_id: int | None
    cause: str
    advice_id: int | None
    advice: str
    """``情况反映 …  已报送  采纳``."""
    is_sent: bool
    is_answered: bool

    @property
    def words(self) -> str:
        """What it was about, and what became of it."""
        about = "、".join(self.finding.split("|")[1:])
        return "  ".join(filter(None, (about, f"{self.matters}件", self.reason or self.cause or self.advice)))


class RadarMatter(NamedTuple):
    """A matter of a common cause."""

    id: int
    received_on: date
    title: str
    place: str
    state: MatterState


def facts(today: date, days: int, reference: Reference) -> list[MatterFact]:
    """The matters of the last `days` days; a report (检举控告) is none of them."""
    recent = Matter.received_on > today - timedelta(days=days)
    counts = recent & Matter.state.not_in(GONE) & (Matter.category != Category.REPORT_ACCUSATION)
    columns = (
        Matter.id,
        Matter.received_on,
        Matter.problem_area,
        Matter.content_class,
        Matter.problem_place,
        Matter.concerned_unit,
    )
    rows: Any = Matter.select(*columns).where(counts).tuples()
    return [
        MatterFact(
            row_id,
            received_on,
            reference.area_name(area) if area else village_of(one_line(place)),
            reference.class_label(code).rpartition("/")[2] if code else "",
            project_of(one_line(place)),
            one_line(unit),
        )
        for row_id, received_on, area, code, place, unit in rows
    ]


def open_findings(today: date, reference: Reference, *, with_units: bool) -> list[Finding]:
    """Those that nothing was done about, or that have grown since. `with_units`: a leader looks."""
    limits: Mapping[str, tuple[int, int]] = {
        name: one for name, one in reference.radar.items() if with_units or name != UNIT
    }
    known = {name: limits[name] for name in (VILLAGE_CLASS, PLACE, UNIT) if name in limits}
    longest = max((days for _, days in known.values()), default=0)
    found = findings(facts(today, longest, reference), today, known)
    ended = last_ends()
    return [one for one in found if has_grown(one, ended.get(one.key))]


def last_ends() -> dict[str, Ended]:
    """What became of each last."""
    rows = FindingNote.select().where(FindingNote.stands).order_by(FindingNote.id)
    return {row.finding: Ended(row.on_day, row.count) for row in rows}


def notes(*, with_units: bool) -> list[NoteView]:
    """What became of those that something was done about, the latest first."""
    rows = FindingNote.select().where(FindingNote.stands).order_by(FindingNote.id.desc())
    return [_note(row) for row in rows if with_units or not row.finding.startswith(f"{UNIT}|")]


def _note(row: FindingNote) -> NoteView:
    return NoteView(
        row.id,
        row.finding,
        FindingEnd(row.end),
        row.count,
        row.on_day,
        row.reason,
        row.cause_id,
        row.cause.title if row.cause is not None else "",
        row.advice_id,
        _advice(row.advice) if row.advice is not None else "",
        row.advice is not None and row.advice.sent_on is not None,
        row.advice is not None and row.advice.answered_on is not None,
    )


def _advice(row: PolicyAdvice) -> str:
    sent = f"{row.sent_on:%m-%d}报{row.to_body}" if row.sent_on else "还没有报送"
    answered = f"{row.answered_on:%m-%d}答复：{row.answer}" if row.answered_on else ""
    return "  ".join(filter(None, (f"{AdviceKind(row.kind).label}「{row.title}」", sent, answered)))


def matters_in(matter_ids: Sequence[int]) -> list[RadarMatter]:
    """These matters, the latest first; without a voided one and one that waits as a report (检举控告)."""
    theirs = Matter.id.in_(among(matter_ids)) & Matter.is_readable & Matter.stands
    named = fn.COALESCE(fn.NULLIF(Matter.title, ""), Matter.register_no)
    columns = (Matter.id, Matter.received_on, named, Matter.problem_place, Matter.state)
    rows: Any = Matter.select(*columns).where(theirs).order_by(Matter.received_on.desc(), Matter.id.desc()).tuples()
    return [
        RadarMatter(row_id, received_on, title, place, MatterState(state))
        for row_id, received_on, title, place, state in rows
    ]
