"""What `jiefang stats` tells beside 批次, 人次 and 件: agreements, campaigns, rounds, 走访 and 越级 of a span of days.

None of them counts among what was received: each stands under a key of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from jiefang_tui import clock
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.store.queries.agreements.totals import totals
from jiefang_tui.store.queries.fieldwork import visits
from jiefang_tui.store.queries.fieldwork.rounds import round_view, rounds, sums_by_state
from jiefang_tui.store.queries.supervision.level_skips import a_year_before, skip_count
from jiefang_tui.store.queries.together.campaigns import campaigns
from jiefang_tui.terms import FieldVisitKind

Stats = dict[str, Any]


def ways(from_day: date, to_day: date) -> Stats:
    """Counts of both days and those between; money is fen. What is late is so today."""
    return {
        "level_skips": _level_skips(from_day, to_day),
        "agreements": _agreements(from_day, to_day),
        "campaigns": _campaigns(from_day, to_day),
        "rounds": _rounds(from_day, to_day),
        "field_visits": _field_visits(from_day, to_day),
    }


def _level_skips(from_day: date, to_day: date) -> Stats:
    """越级, beside the same days of the year before."""
    now, then = skip_count(from_day, to_day), skip_count(a_year_before(from_day), a_year_before(to_day))
    return {"count": now, "year_before_count": then, "change": {"numerator": now - then, "denominator": then}}


def _agreements(from_day: date, to_day: date) -> Stats:
    found = totals(from_day, to_day, clock.today())
    return {
        "agreement_count": found.agreements,
        "instalment_count": found.instalments,
        "agreed_fen": found.agreed,
        "paid_fen": found.paid,
        "owed_fen": found.owed,
        "late_instalment_count": found.late_instalments,
        "late_fen": found.late,
        "last_due_on": found.last_due_on.isoformat() if found.last_due_on else None,
    }


def _campaigns(from_day: date, to_day: date) -> list[Stats]:
    """Those that began in the span, whenever their sessions were."""
    here = [one for one in campaigns() if one.withdrawn_on is None and from_day <= one.begins_on <= to_day]
    return [
        {
            "campaign": one.theme,
            "date": one.begins_on.isoformat(),
            "session_count": len(one.sessions),
            "place_count": len({session.place for session in one.sessions if session.place}),
            "batch_count": one.came.batches,
            "person_count": one.came.persons,
            "item_count": len(one.lines),
            "open_count": one.open_count,
        }
        for one in sorted(here, key=lambda one: one.begins_on)
    ]


def _rounds(from_day: date, to_day: date) -> list[Stats]:
    """Those that began in the span. Of a household the last amount counts: paid, else agreed, else estimated."""
    here = [one for one in rounds() if one.withdrawn_on is None and from_day <= one.begun_on <= to_day]
    return [
        {
            "round": one.name,
            "date": one.begun_on.isoformat(),
            "household_count": one.households,
            "open_count": one.open,
            "amount_fen": sum(sums.newest for sums in sums_by_state(round_view(one.id)).values()),
        }
        for one in sorted(here, key=lambda one: one.begun_on)
    ]


def _field_visits(from_day: date, to_day: date) -> Stats:
    found = visits.counts(from_day, to_day)
    by_kind = {str(kind): found.by_kind.get(kind, 0) for kind in FieldVisitKind}
    return {"visit_count": found.total, "answered_count": found.answered, **by_kind}


def ways_lines(counted: Stats) -> list[str]:
    """The same for people, a line for each of which there is something."""
    lines = []
    skips, agreed, went = counted["level_skips"], counted["agreements"], counted["field_visits"]
    if skips["count"] or skips["year_before_count"]:
        lines.append(f"  越级 {skips['count']} 条(上年同期 {skips['year_before_count']} 条)")
    if agreed["agreement_count"]:
        late = f"，逾期 {agreed['late_instalment_count']} 期 {amount_text(agreed['late_fen'])}"
        made = f"{agreed['agreement_count']} 份 {agreed['instalment_count']} 期 {amount_text(agreed['agreed_fen'])}"
        paid = f"已付 {amount_text(agreed['paid_fen'])}"
        lines.append(f"  协议 {made}，{paid}" + (late if agreed["late_instalment_count"] else ""))
    if went["visit_count"]:
        kinds = "  ".join(f"{kind.label} {went[str(kind)]}" for kind in FieldVisitKind if went[str(kind)])
        lines.append(f"  走访 {went['visit_count']} 次：{kinds}")
    lines += [
        f"  {one['date']} {one['campaign']}：{one['session_count']} 场 {one['batch_count']} 批次 "
        f"{one['person_count']} 人次 {one['item_count']} 件"
        for one in counted["campaigns"]
    ]
    lines += [
        f"  {one['date']} {one['round']}：{one['household_count']} 户 {amount_text(one['amount_fen'] or None)}".rstrip()
        for one in counted["rounds"]
    ]
    return lines
