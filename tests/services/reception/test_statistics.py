"""`stats` against a count by definition, over days made up at random."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import statistics
from jiefang_tui.store.models import Matter, ReceptionSession, Visit, VisitMatter, db
from jiefang_tui.terms import PairKind, VisitPurpose, VisitState
from tests.counting import PairRow, VisitRow, count_reception

DAY = date(2026, 11, 20)

ARRIVALS = some.lists(
    some.tuples(
        some.integers(0, 2),  # days after DAY
        some.integers(0, 1),  # which session of that day
        some.integers(1, 12),  # heads
        some.sampled_from([VisitPurpose.PETITION, VisitPurpose.PETITION, VisitPurpose.SERVICE]),
        some.sampled_from(list(VisitState)),
        some.lists(some.tuples(some.integers(0, 4), some.sampled_from(list(PairKind))), max_size=3),
    ),
    max_size=25,
)

WAYS = {
    "level_skips": ["count", "year_before_count", "change"],
    "agreements": ["agreement_count", "instalment_count", "agreed_fen", "paid_fen", "owed_fen", "late_instalment_count",
                   "late_fen", "last_due_on"],
    "campaigns": [],
    "rounds": [],
    "field_visits": ["visit_count", "answered_count", "down_visit", "invited", "round", "home", "follow_up",
                     "village_cadre", "night", "night_meeting"],
}  # fmt: skip
"""The keys of what is told beside the counts; of an empty office no campaign and no round."""


class _Undo(Exception):
    """Takes the made-up days out of the file again."""


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ARRIVALS, some.integers(0, 2), some.integers(0, 2))
def test_stats_are_the_count_by_definition(desk: Desk, arrivals: list, start: int, length: int) -> None:
    first, last = DAY + timedelta(days=start), DAY + timedelta(days=start + length)
    with pytest.raises(_Undo), db.atomic():
        _write(arrivals)
        counted = statistics.stats(desk, first, last)
        inside = [(n, one) for n, one in enumerate(arrivals) if first <= DAY + timedelta(days=one[0]) <= last]
        visits = [VisitRow(n, one[2], one[3], one[4]) for n, one in inside]
        pairs = [PairRow(n, m, kind) for n, one in inside for m, kind in dict(one[5]).items()]
        expected = count_reception(visits, pairs, desk.reference.policy.group_threshold)
        assert {key: counted[key] for key in statistics.KEYS} == expected
        for key in set(statistics.KEYS) - {"item_count"}:
            assert sum(one[key] for one in counted["sessions"]) == counted[key], key
        assert sum(one["item_count"] for one in counted["sessions"]) >= counted["item_count"]
        raise _Undo


def _write(arrivals: list) -> None:
    moment = clock.now()
    sessions = {
        (day, which): ReceptionSession.create(day=DAY + timedelta(days=day), opened_at=moment)
        for day in range(3)
        for which in range(2)
    }
    matters = [
        Matter.create(register_no=f"M{n}", received_on=DAY, recorded_on=DAY, petitioner_name="某人") for n in range(5)
    ]
    for number, (day, which, heads, purpose, state, about) in enumerate(arrivals, 1):
        visit = Visit.create(
            session=sessions[day, which],
            day=DAY + timedelta(days=day),
            queue_no=number,
            arrived_at=moment,
            recorded_at=moment,
            purpose=purpose,
            shown_name="某人",
            headcount=heads,
            state=state,
        )
        for matter, kind in dict(about).items():
            VisitMatter.create(visit=visit, matter=matters[matter], kind=kind)


def test_keys_are_the_designs_and_plain_json(desk: Desk) -> None:
    counted = json.loads(json.dumps(statistics.stats(desk, DAY, DAY)))
    assert list(counted) == [*statistics.KEYS, "assigned_by_level", "sessions", *WAYS]
    assert counted["sessions"] == [] and counted["batch_count"] == 0
    assert {name: list(one) if isinstance(one, dict) else one for name, one in counted.items() if name in WAYS} == WAYS
    assert "没有接访记录" in statistics.stats_text(desk, DAY, DAY)


def test_the_readme_tells_every_key() -> None:
    told = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    named = {*statistics.KEYS, *WAYS, *(key for keys in WAYS.values() for key in keys)}
    assert [key for key in sorted(named) if f"`{key}`" not in told] == []


def test_a_span_backwards_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="早于"):
        statistics.stats(desk, DAY, DAY - timedelta(days=1))
