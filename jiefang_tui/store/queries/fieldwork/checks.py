"""矛盾纠纷排查: what each village reported for a span, what of it is not settled, and a span as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.store.models import Dispute, DisputeCheck, Matter
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.terms import Category, DisputeKind, DisputeLevel, DisputeState

PAGE = 200


class DisputeLine(NamedTuple):
    """A dispute as it stands."""

    id: int
    village: str
    first_day: date
    kind: DisputeKind
    about: str
    households: int | None
    level: DisputeLevel
    handler: str
    state: DisputeState
    matter_id: int | None
    register_no: str
    withdrawn_on: date | None
    withdraw_reason: str

    @property
    def is_open(self) -> bool:
        """Whether somebody has to see to it still."""
        return self.withdrawn_on is None and self.state is not DisputeState.SETTLED


class VillageLine(NamedTuple):
    """A village and a span."""

    village: str
    check_id: int | None
    """None: nothing was reported."""
    reported_on: date | None
    found_none: bool
    disputes: tuple[DisputeLine, ...]
    """Of this span, and those of earlier ones that are not settled."""

    first_day: date
    """Of the span."""

    @property
    def of_span(self) -> int:
        """How many were found in the span."""
        return sum(one.withdrawn_on is None and one.first_day == self.first_day for one in self.disputes)

    @property
    def has_reported(self) -> bool:
        """Whether the village has said anything for the span."""
        return self.found_none or bool(self.of_span)


def village_lines(first: date, last: date, villages: Sequence[str]) -> list[VillageLine]:
    """The township's villages in their order, then others that reported, each with its disputes."""
    checks = {
        row.village: row
        for row in DisputeCheck.select().where(
            (DisputeCheck.first_day == first) & (DisputeCheck.last_day == last) & DisputeCheck.stands
        )
    }
    by_village: dict[str, list[DisputeLine]] = {}
    for one in _disputes(first, last):
        by_village.setdefault(one.village, []).append(one)
    lines = []
    for village in dict.fromkeys((*villages, *checks, *by_village)):
        check = checks.get(village)
        found = tuple(by_village.get(village, ()))
        lines.append(
            VillageLine(
                village,
                check.id if check else None,
                check.reported_on if check else None,
                bool(check and check.found_none),
                found,
                first,
            )
        )
    return lines


def dispute_line(dispute_id: int) -> DisputeLine:
    """One dispute."""
    return _lines(Dispute.id == dispute_id)[0]


def _disputes(first: date, last: date) -> list[DisputeLine]:
    """Those of the span, taken back ones too; and those found before that nobody has settled."""
    of_span = (DisputeCheck.first_day == first) & (DisputeCheck.last_day == last)
    before = (DisputeCheck.first_day < first) & Dispute.stands & (Dispute.state != DisputeState.SETTLED)
    return _lines(of_span | before)


def _lines(where: Any) -> list[DisputeLine]:
    rows: Any = (
        Dispute.select(
            Dispute.id,
            DisputeCheck.village,
            DisputeCheck.first_day,
            Dispute.kind,
            Dispute.about,
            Dispute.households,
            Dispute.level,
            Dispute.handler,
            Dispute.state,
            Matter.id,
            Matter.register_no,
            Dispute.withdrawn_on,
            Dispute.withdraw_reason,
            Matter.category,
        )
        .join(DisputeCheck)
        .switch(Dispute)
        .join(Matter, JOIN.LEFT_OUTER, on=((Dispute.matter == Matter.id) & Matter.stands))
        .where(where)
        .order_by(DisputeCheck.first_day.desc(), Dispute.id)
        .limit(5 * PAGE)
        .tuples()
    )
    return [_line(*row) for row in rows]


def _line(*row: Any) -> DisputeLine:
    """Of what waits as a report (检举控告) no word, no handler, and nothing that leads to it (Art. 30(3))."""
    is_report = row[13] == Category.REPORT_ACCUSATION
    return DisputeLine(
        row[0],
        row[1],
        row[2],
        DisputeKind(row[3]),
        CLEARED if is_report else row[4],
        row[5],
        DisputeLevel(row[6]),
        "" if is_report else row[7],
        DisputeState(row[8]),
        None if is_report else row[9],
        "" if is_report else row[10] or "",
        row[11],
        CLEARED if is_report and row[12] else row[12],
    )


def reporting(first: date, last: date) -> dict[str, list[tuple[date, date]]]:
    """Who has reported within the span, 零报告 or a dispute that stands, and for which days."""
    found = fn.EXISTS(Dispute.select().where((Dispute.check_of == DisputeCheck.id) & Dispute.stands))
    rows: Any = (
        DisputeCheck.select(DisputeCheck.village, DisputeCheck.first_day, DisputeCheck.last_day)
        .where((DisputeCheck.last_day >= first) & (DisputeCheck.first_day <= last) & DisputeCheck.stands)
        .where(DisputeCheck.found_none | found)
        .tuples()
    )
    spans: dict[str, list[tuple[date, date]]] = {}
    for village, begins, ends in rows:
        spans.setdefault(village, []).append((begins, ends))
    return spans


class Counted(NamedTuple):
    """排查数, 调处数, 成功数."""

    found: int = 0
    mediated: int = 0
    settled: int = 0

    def plus(self, other: Counted) -> Counted:
        """Both together."""
        return Counted(self.found + other.found, self.mediated + other.mediated, self.settled + other.settled)


def counted(first: date, last: date) -> dict[tuple[str, DisputeKind], Counted]:
    """Disputes of every report that lies in the span, by village and kind, with how far they are now."""
    number = fn.COUNT(Dispute.id)
    rows: Any = (
        Dispute.select(DisputeCheck.village, Dispute.kind, Dispute.state, number)
        .join(DisputeCheck)
        .where((DisputeCheck.first_day >= first) & (DisputeCheck.last_day <= last) & Dispute.stands)
        .group_by(DisputeCheck.village, Dispute.kind, Dispute.state)
        .tuples()
    )
    found: dict[tuple[str, DisputeKind], Counted] = {}
    for village, kind, state, n in rows:
        one = Counted(n, n if state != DisputeState.FOUND else 0, n if state == DisputeState.SETTLED else 0)
        key = (village, DisputeKind(kind))
        found[key] = found.get(key, Counted()).plus(one)
    return found
