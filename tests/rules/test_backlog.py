"""积案: each rule is said, and the condition of SQL finds exactly what the rule finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiefang_tui.reference import Reference
from jiefang_tui.rules.backlog import BacklogFacts, why_backlog
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Matter, Visit, VisitMatter, db
from jiefang_tui.store.queries.matter.backlog import backlog_reasons, is_backlog
from jiefang_tui.terms import MatterState, PairKind, VisitPurpose, VisitState
from tests.services.given import registered

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Policy:
    backlog_days: int = 180
    backlog_repeat_visits: int = 3


def _facts(state: MatterState = MatterState.HANDLING, days: int = 0, again: int = 0, listed: bool = False) -> str:
    received = TODAY - timedelta(days=days)
    return why_backlog(BacklogFacts(state, received, TODAY, again, listed), Policy())


def test_each_rule_is_said() -> None:
    assert _facts() == _facts(days=179) == _facts(again=2) == ""
    assert _facts(days=180) == "登记已180日(满180日)"
    assert _facts(again=3) == "重访3次(满3次)"
    assert _facts(listed=True) == "手工列入"
    assert _facts(days=200, again=4, listed=True) == "手工列入；登记已200日(满180日)；重访4次(满3次)"


def test_what_is_settled_is_no_backlog() -> None:
    for state in (MatterState.CONCLUDED, MatterState.CLOSED, MatterState.MERGED, MatterState.REFUSED):
        assert _facts(state, 400, 9, True) == ""


def test_an_office_has_its_own_numbers(tmp_path: Path) -> None:
    assert (Reference().policy.backlog_days, Reference().policy.backlog_repeat_visits) == (180, 3)
    own = tmp_path / "reference"
    own.mkdir()
    (own / "regulation.toml").write_text("[backlog]\ndays = 365\nrepeat_visits = 0\nmonths = 6\n", encoding="utf-8")
    reference = Reference(own=own)
    assert (reference.policy.backlog_days, reference.policy.backlog_repeat_visits) == (365, 3)
    assert [one.key for one in reference.problems] == ["backlog.repeat_visits", "backlog.months"]


_MATTERS = st.lists(
    st.tuples(
        st.sampled_from(list(MatterState)),
        st.integers(0, 400),
        st.booleans(),
        st.lists(
            st.tuples(
                st.sampled_from([PairKind.REPEAT, PairKind.REPEAT, PairKind.INITIAL]),
                st.sampled_from([VisitPurpose.PETITION, VisitPurpose.PETITION, VisitPurpose.PROGRESS]),
                st.sampled_from([VisitState.RECEIVED, VisitState.WAITING, VisitState.LEFT]),
            ),
            max_size=6,
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(_MATTERS, st.integers(1, 300), st.integers(1, 5))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_rule_and_the_condition_of_sql_agree(desk: Desk, drawn: list[tuple], days: int, visits: int) -> None:
    policy = Policy(days, visits)
    one = registered(desk) if not Matter.select().exists() else None
    template = Visit.get_by_id(one.visit_id) if one else Visit.select().order_by(Visit.id).first()
    with db.atomic() as outer:
        values = dict(template.__data__)
        for key in ("id", "uid"):
            values.pop(key)
        number = int(Visit.select().count()) + 10
        for at, (state, age, listed, pairs) in enumerate(drawn):
            received = TODAY - timedelta(days=age)
            matter = Matter.create(
                register_no=f"X{at}", received_on=received, recorded_on=received, state=state, is_backlog_listed=listed
            )
            for kind, purpose, visit_state in pairs:
                number += 1
                visit = Visit.create(**values | {"queue_no": number, "purpose": purpose, "state": visit_state})
                VisitMatter.create(visit=visit, matter=matter, kind=kind)
        by_sql = {row.id for row in Matter.select(Matter.id).where(is_backlog(TODAY, policy))}
        reasons = backlog_reasons([row.id for row in Matter.select(Matter.id)], TODAY, policy)
        by_rule = {matter_id for matter_id, reason in reasons.items() if reason}
        assert by_sql == by_rule
        outer.rollback()
