"""The rows of outcomes and of ways of handing on: whole, true of each other, and as the other rooms take them."""

from __future__ import annotations

from dataclasses import fields

import pytest

from jiefang_tui.rules.dispatches import (
    DISPATCHES,
    LEADS,
    MUST_ANSWER,
    MUST_SIGN,
    OFFERED,
    OWNED_BY_SIGNING,
    PASSED_ON,
    kinds_that,
)
from jiefang_tui.rules.outcomes import (
    DAY_FIGURES,
    OUTCOMES,
    counted_in,
    missing_answer,
    outcome_choices,
    outcome_key,
)
from jiefang_tui.services.reception.outcomes import OutcomeIn
from jiefang_tui.terms import DispatchKind, Outcome

K = DispatchKind


def test_what_follows_has_room_behind_its_outcome() -> None:
    assert all(spec.follows and 2 * len(spec.follows) <= 34 for spec in OUTCOMES.values())


def test_every_outcome_keeps_its_digit() -> None:
    digits = [spec.digit for spec in OUTCOMES.values()]
    assert digits == [*range(1, 10), 0], "0 is the tenth"
    assert [code for code, _ in outcome_choices()] == [
        "answered",
        "responsibility",
        "assigned",
        "mediation",
        "guided",
        "submitted_up",
        "merged",
        "sealed",
        "to_verify",
        "ended_simply",
    ]
    assert outcome_key(Outcome.ENDED_SIMPLY) == "0 简易办结"
    assert outcome_key(Outcome.SEALED) == "8 移送(密件)"


def test_a_form_asks_only_for_what_the_act_takes() -> None:
    names = {field.name for field in fields(OutcomeIn)}
    for spec in OUTCOMES.values():
        asked = [ask.name for ask in spec.asks]
        assert set(asked) | {spec.paper_cell} | {ask.or_else for ask in spec.asks if ask.or_else} <= names
        assert len(asked) == len(set(asked))


def test_what_a_paper_cannot_tell_is_not_demanded_of_it() -> None:
    """午间补录 has a cell for the answer, the route, a date and what was said to it: nothing else may be needed."""
    in_the_row = {"route", "next_at", "due_on", "accused", "said", "told_way"}
    for spec in OUTCOMES.values():
        assert {ask.name for ask in spec.asks if ask.missing} <= in_the_row | {spec.paper_cell}


def test_what_is_handed_on_stands_where_the_way_leads() -> None:
    for spec in OUTCOMES.values():
        if spec.dispatch is not None:
            assert spec.state is DISPATCHES[spec.dispatch].state


def test_every_slip_says_something_and_a_sealed_reports_where_it_goes() -> None:
    assert [outcome for outcome, spec in OUTCOMES.items() if "{where}" in spec.slip] == [Outcome.SEALED]
    for spec in OUTCOMES.values():
        told = (
            spec.slip.format(where="县纪委监委"),
            spec.slip_accepted.format(owner="周敏"),
            spec.slip_booked.format(when="9:00"),
        )
        assert told[0] and "{" not in "".join(told)


def test_the_summary_counts_every_outcome_once() -> None:
    counted = [outcome for figure in DAY_FIGURES for outcome in counted_in(figure)]
    assert sorted(counted) == sorted(Outcome)
    assert len({figure.name for figure in DAY_FIGURES}) == len(DAY_FIGURES)


@pytest.mark.parametrize(
    ("outcome", "given", "missing"),
    [
        (Outcome.ANSWERED, (), "told"),
        (Outcome.ASSIGNED, (), "unit"),
        (Outcome.ASSIGNED, ("officer",), None),
        (Outcome.GUIDED, ("told",), "route"),
        (Outcome.GUIDED, ("route",), "told"),
        (Outcome.TO_VERIFY, ("told",), "next_at"),
        (Outcome.MERGED, (), None),
    ],
)
def test_the_first_that_is_missing_is_named(outcome: Outcome, given: tuple[str, ...], missing: str | None) -> None:
    ask = missing_answer(outcome, given)
    assert (ask.name if ask else None) == missing


def test_leading_owning_and_signing_are_three_facts() -> None:
    """A higher level leads and never owns; who assists signs and never leads."""
    assert set(LEADS) == {K.ASSIGN, K.TRANSFER, K.MEDIATE, K.SUBMIT_UP}
    assert set(OWNED_BY_SIGNING) == {K.ASSIGN, K.TRANSFER, K.MEDIATE}
    assert set(MUST_SIGN) == {K.ASSIGN, K.TRANSFER, K.MEDIATE, K.ASSIST}
    assert set(MUST_ANSWER) == {K.ASSIGN, K.TRANSFER, K.MEDIATE, K.ASSIST, K.SUBMIT_UP}
    assert set(PASSED_ON) == {K.TRANSFER, K.SUBMIT_UP}
    assert OFFERED == (K.ASSIGN, K.TRANSFER, K.ASSIST, K.SUBMIT_UP)


def test_the_facts_of_a_way_agree() -> None:
    for spec in DISPATCHES.values():
        assert spec.is_lead or not spec.owns_by_signing
        assert spec.is_signed_for or not (spec.must_sign or spec.must_answer)
        assert spec.state is not None or not spec.is_lead
    assert kinds_that(lambda spec: not spec.is_signed_for) == (K.GUIDE, K.SEALED)
