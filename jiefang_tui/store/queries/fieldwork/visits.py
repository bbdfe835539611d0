"""走访 of a month, page by page, and as a number for each who went and each village."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.store.models import FieldVisit, FieldVisitor, Matter, Officer
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.terms import Category, FieldResult, FieldVisitKind

PAGE = 200


class FieldLine(NamedTuple):
    """One 走访."""

    id: int
    day: date
    kind: FieldVisitKind
    who: str
    """周敏、李强."""
    village: str
    whom: str
    headcount: int | None
    learnt: str
    result: FieldResult
    matter_id: int | None
    register_no: str
    made_matter: bool
    withdrawn_on: date | None
    withdraw_reason: str

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.withdrawn_on is None

    @property
    def result_words(self) -> str:
        """What came of it, in a word."""
        if self.withdrawn_on is not None:
            return "已撤回"
        if self.register_no:
            return f"{'转' if self.made_matter else ''}{self.register_no[-8:]}"
        return self.result.label


class Only(NamedTuple):
    """Which lines of a span are looked at: those of one who went, or of one village; empty: all."""

    who: str = ""
    village: str = ""

    def where(self, first: date, last: date) -> Any:
        """The condition. Of one who went, or of a village, what counts is shown: the list that makes the number."""
        found: Any = FieldVisit.day.between(first, last)
        if self.who:
            gone = FieldVisitor.select(FieldVisitor.visit).join(Officer).where(Officer.name == self.who)
            found &= FieldVisit.id.in_(gone)
        if self.village:
            found &= FieldVisit.village == self.village
        return found & FieldVisit.stands if self.who or self.village else found


ALL = Only()


def visit_lines(first: date, last: date, offset: int = 0, limit: int = PAGE, only: Only = ALL) -> list[FieldLine]:
    """A page of the span, newest first."""
    return _lines(only.where(first, last), offset, limit)


def visit_line(visit_id: int) -> FieldLine:
    """One of them. `KeyError` when there is none."""
    found = _lines(FieldVisit.id == visit_id, 0, 1)
    if not found:
        raise KeyError(visit_id)
    return found[0]


def last_entered() -> FieldLine | None:
    """The one written down last, whose day, people, village and kind the next begins with."""
    newest = FieldVisit.select(FieldVisit.id).where(FieldVisit.stands).order_by(FieldVisit.id.desc()).limit(1).scalar()
    return None if newest is None else visit_line(newest)


def visit_count(first: date, last: date, only: Only = ALL) -> int:
    """How many lines the span has, those taken back too."""
    return int(FieldVisit.select(fn.COUNT(FieldVisit.id)).where(only.where(first, last)).scalar() or 0)


class Counts(NamedTuple):
    """What a span comes to; a line that was taken back counts nowhere."""

    total: int
    answered: int
    made_matters: int
    by_kind: dict[FieldVisitKind, int]


def counts(first: date, last: date) -> Counts:
    """The span in figures."""
    rows: Any = (
        FieldVisit.select(
            FieldVisit.kind,
            fn.COUNT(FieldVisit.id),
            fn.SUM((FieldVisit.result == FieldResult.ANSWERED).cast("integer")),
            fn.SUM((FieldVisit.made_matter & Matter.id.is_null(False)).cast("integer")),
        )
        .join(Matter, JOIN.LEFT_OUTER, on=((FieldVisit.matter == Matter.id) & Matter.stands))
        .where(_counted(first, last))
        .group_by(FieldVisit.kind)
        .tuples()
    )
    found = list(rows)
    kinds = {FieldVisitKind(kind): number for kind, number, _, _ in found}
    return Counts(
        sum(row[1] for row in found),
        sum(row[2] or 0 for row in found),
        sum(row[3] or 0 for row in found),
        {kind: kinds[kind] for kind in FieldVisitKind if kind in kinds},
    )


def counts_of_people(first: date, last: date) -> list[tuple[str, int]]:
    """Each who went, and how often; most often first."""
    number = fn.COUNT(FieldVisit.id)
    rows: Any = (
        FieldVisit.select(Officer.name, number)
        .join(FieldVisitor)
        .join(Officer)
        .where(_counted(first, last))
        .group_by(Officer.id)
        .order_by(number.desc(), Officer.id)
        .tuples()
    )
    return list(rows)


def counts_of_villages(first: date, last: date) -> list[tuple[str, int]]:
    """Each village, and how often somebody was there; most often first."""
    number = fn.COUNT(FieldVisit.id)
    rows: Any = (
        FieldVisit.select(FieldVisit.village, number)
        .where(_counted(first, last) & (FieldVisit.village != ""))
        .group_by(FieldVisit.village)
        .order_by(number.desc(), FieldVisit.village)
        .tuples()
    )
    return list(rows)


def _counted(first: date, last: date) -> Any:
    return FieldVisit.day.between(first, last) & FieldVisit.stands


def _lines(where: Any, offset: int, limit: int) -> list[FieldLine]:
    newest = (FieldVisit.day.desc(), FieldVisit.id.desc())
    rows: Any = (
        FieldVisit.select(FieldVisit, Matter.id.alias("leads_to"), Matter.register_no, Matter.category)
        .join(Matter, JOIN.LEFT_OUTER, on=((FieldVisit.matter == Matter.id) & Matter.stands))
        .where(where)
        .order_by(*newest)
        .offset(offset)
        .limit(limit)
        .objects()
    )
    found = list(rows)
    who = who_went([row.id for row in found])
    return [_line(row, who.get(row.id, ()), row.category == Category.REPORT_ACCUSATION) for row in found]


def _line(row: Any, who: Iterable[str], is_report: bool) -> FieldLine:
    """Of what waits as a report (检举控告) neither whom nor a word, and nothing that leads to it (Art. 30(3))."""
    return FieldLine(
        row.id,
        row.day,
        FieldVisitKind(row.kind),
        "、".join(who),
        row.village,
        "" if is_report else row.whom,
        row.headcount,
        CLEARED if is_report else row.learnt,
        FieldResult(row.result),
        None if is_report else row.leads_to,
        "" if is_report else row.register_no or "",
        row.made_matter and row.leads_to is not None and not is_report,
        row.withdrawn_on,
        CLEARED if is_report and row.withdraw_reason else row.withdraw_reason,
    )


def who_went(ids: Iterable[int]) -> dict[int, list[str]]:
    """The names of those who went, by visit."""
    rows: Any = (
        FieldVisitor.select(FieldVisitor.visit, Officer.name)
        .join(Officer)
        .where(FieldVisitor.visit.in_(list(ids)))
        .order_by(FieldVisitor.visit, FieldVisitor.position)
        .tuples()
    )
    found: dict[int, list[str]] = {}
    for visit_id, name in rows:
        found.setdefault(visit_id, []).append(name)
    return found
