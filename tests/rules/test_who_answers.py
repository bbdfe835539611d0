"""谁负责: the whole table, and that the proposals for cards go by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from jiefang_tui.reference import Cards, Reference
from jiefang_tui.rules.cards import DateFact, Facts, PromiseFact, UrgeFact, proposals_for
from jiefang_tui.rules.who_answers import (
    GETS_CARDS,
    OUTSIDE,
    TABLE,
    Addressee,
    Duty,
    Part,
    Step,
    Who,
    answers,
    is_outside,
)
from jiefang_tui.terms import CardColour, DueKind, UnitRelation

TODAY = date(2026, 11, 23)
CARDS: Cards = Reference().cards._replace(kinds=frozenset(DueKind))
MET, LATE, ANSWERED, RETURNED, UNDELIVERED = Part
_DESK, _CASE, _LEADER = ("desk",) * 4, ("owner", "leader", "leader", "leader"), ("leader",) * 4
EXPECTED = {
    # late and: nothing came between, the unit answered, sent it back, never received it
    "triage_due": _DESK,
    "acceptance_notice_due": _DESK,
    "objection_due": _DESK,
    "handling_due": _CASE,
    "extended_due": _CASE,
    "review_request_until": ("petitioner",) * 4,
    "review_due": ("elsewhere",) * 4,
    "recheck_request_until": ("petitioner",) * 4,
    "recheck_due": ("elsewhere",) * 4,
    "assigned_due": _CASE,
    "report_up_due": _DESK,
    "route_due": _CASE,
    "sign_due": ("unit", "desk", "desk", "desk"),
    "reply_due": ("unit", "desk", "desk", "desk"),
    "set_due": _CASE,
    "service_due": _DESK,
    "commitment_due": _CASE,
    "follow_up_due": _DESK,
    "measure_due": ("named",) * 4,
    "resolve_due": _LEADER,
    # steps without a date of their own
    "talk": _DESK,
    "accept": _DESK,
    "hand_on": ("receiver",) * 4,
    "tell_extension": _DESK,
    "report_urgent": _DESK,
    "enter": _DESK,
    "see_to": _DESK,
    "close": _DESK,
    "work": _CASE,
    "boxes": _LEADER,
    "higher": ("elsewhere",) * 4,
}


def test_the_table_whole() -> None:
    duties: list[Duty] = [*DueKind, *Step]
    found = {duty.value: tuple(TABLE[duty][part].value for part in Part if part is not MET) for duty in duties}
    assert found == EXPECTED
    assert {row[MET] for row in TABLE.values()} == {Who.NOBODY}, "what is done is nobody's"


UNIT, LEADER, OWNER, NAMED = Addressee("水利站"), Addressee("", "周敏"), Addressee("城建站"), Addressee("", "李强")
TO = {Who.UNIT: UNIT, Who.OWNER: OWNER, Who.LEADER: LEADER, Who.NAMED: NAMED}


@pytest.mark.parametrize(("kind", "part"), list(product(DueKind, (LATE, ANSWERED, RETURNED, UNDELIVERED))))
def test_whose_card_it_is_or_nobodys(kind: DueKind, part: Part) -> None:
    """Every due kind, late, answered, returned, undelivered: the card goes where the table says, or there is none."""
    named = UNIT if kind in (DueKind.SIGN, DueKind.REPLY) else NAMED if kind is DueKind.MEASURE else None
    late = DateFact(kind, TODAY - timedelta(days=40), TODAY - timedelta(days=3), part=part, to=named)
    facts = Facts(TODAY, (late,), part=part, owner=OWNER, leader=LEADER)
    found = [(hit.rule, hit.to) for hit in proposals_for(facts, CARDS, TODAY)]
    who = answers(kind, part)
    assert found == ([("overdue", TO[who])] if who in GETS_CARDS else [])


@pytest.mark.parametrize(("kind", "part"), list(product(DueKind, Part)))
@pytest.mark.parametrize("left", range(8))
def test_nobody_gets_a_card_before_their_last_day_has_passed(kind: DueKind, part: Part, left: int) -> None:
    """However long nothing was heard: up to the last day, rolled, the part may be done in time. A reminder at most."""
    named = UNIT if kind in (DueKind.SIGN, DueKind.REPLY) else NAMED if kind is DueKind.MEASURE else None
    raw, last = TODAY + timedelta(days=left - 2), TODAY + timedelta(days=left)
    silent = DateFact(kind, TODAY - timedelta(days=60), raw, rolled_on=last, part=part, to=named)
    facts = Facts(TODAY - timedelta(days=60), (silent,), part=part, owner=OWNER, leader=LEADER)
    hits = proposals_for(facts, CARDS, TODAY)
    assert {hit.colour for hit in hits} <= {CardColour.REMINDER}
    who = answers(kind, part)
    assert {hit.to for hit in hits} <= ({TO[who]} if who in GETS_CARDS else set())
    if who in GETS_CARDS and left <= 3:
        assert {hit.rule for hit in hits} == {"due_soon_silent", "half_gone"}, "silence is reminded of"


def test_a_unit_that_answered_in_time_gets_no_card() -> None:
    """Limit 20 June 2026, answered on the 16th, proposed red on the 22nd: without a leader it is nobody's card."""
    day, limit = date(2026, 6, 22), date(2026, 6, 20)
    late = DateFact(DueKind.SET, date(2026, 6, 1), limit, rolled_on=date(2026, 6, 22), part=ANSWERED)
    facts = Facts(day, (late,), part=ANSWERED, owner=UNIT)
    for after in (day, day + timedelta(days=30)):
        assert proposals_for(facts, CARDS, after) == []


@pytest.mark.parametrize("relation", list(UnitRelation))
def test_who_is_outside_the_township_never_gets_a_card(relation: UnitRelation) -> None:
    assert is_outside("某某所", relation.value, ()) == (relation in OUTSIDE)
    to = replace(UNIT, is_outside=is_outside("某某所", relation.value, ()))
    late = DateFact(DueKind.REPLY, TODAY - timedelta(days=40), TODAY - timedelta(days=3), to=to)
    facts = Facts(None, (late,), urges=(UrgeFact(TODAY - timedelta(days=9), to),), owner=to)
    assert bool(proposals_for(facts, CARDS, TODAY)) == (relation not in OUTSIDE)


def test_of_a_unit_nobody_described_its_name_tells() -> None:
    names = CARDS.outside
    assert all(is_outside(name, "", names) for name in ("示例镇派出所", "自然资源所", "示例供电所"))
    assert not any(is_outside(name, "", names) for name in ("水利站", "派出所路社区居委会", ""))
    assert not is_outside("派出所", UnitRelation.TOWNSHIP, names), "what somebody said goes before"


def test_a_private_debtor_never_gets_a_card() -> None:
    late = PromiseFact("首期工资", TODAY - timedelta(days=9))
    facts = Facts(TODAY, promises=(late,), owner=OWNER)
    assert [hit.to for hit in proposals_for(facts, CARDS, TODAY)] == [OWNER]
    assert proposals_for(replace(facts, promises=(replace(late, is_private=True),)), CARDS, TODAY) == []
    assert {answers(DueKind.COMMITMENT, part, is_private=True) for part in Part} == {Who.NOBODY}


def test_what_another_authority_decides_is_nobodys_here() -> None:
    assert answers(DueKind.ROUTE, LATE, is_led_elsewhere=True) is Who.ELSEWHERE
    assert answers(DueKind.ROUTE, LATE) is Who.OWNER
