"""A random play: units are handed matters, some do their part and some do not; who did is never proposed a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.workdays import PUBLISHED
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, stages
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.models import Dispatch, SupervisionCard
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.store.queries.supervision import foresight
from jiefang_tui.terms import CardColour, DueKind
from tests.services.given import days_ago, owned, registered, unit_is

UNITS = ("水利站", "村镇建设办", "章湾村村委会", "派出所", "县水利局", "烟叶站")
OUTSIDE = ("派出所", "县水利局", "烟叶站")
DAYS = 75


@dataclass
class Handed:
    """What is known of a matter in the play, written down beside the program."""

    unit: str
    due: date
    row: int
    accepted: bool
    delivered_on: date | None = None
    answered_on: date | None = None
    returned: bool = False
    urged_until: date | None = None


@pytest.mark.parametrize("seed", range(3))
def test_nobody_who_did_their_part_by_the_rolled_day_is_ever_proposed(desk: Desk, seed: int) -> None:
    rng, known, proposed = Random(seed), {}, set[str]()
    unit_is(desk, "烟叶站", "dual")
    for left in range(DAYS, 0, -1):
        with days_ago(desk, left):
            if len(known) < 24:
                known |= _hand_on(desk, rng)
            for one in known.values():
                _live(desk, rng, one)
            for hit in foresight.proposals(clock.today(), desk.reference):
                one = known[hit.matter_id]
                assert hit.to.unit == one.unit and one.unit not in OUTSIDE, hit
                assert one.answered_on is None and not one.returned and one.delivered_on is not None, hit
                assert hit.colour is CardColour.REMINDER or hit.rule in ("overdue", "urge_unanswered"), hit
                if hit.rule == "overdue":
                    days = [one.due] if not one.accepted else [one.due, _accepted_due(hit.matter_id)]
                    assert any(PUBLISHED.days_left(day, clock.today()) < 0 for day in days), hit
                if hit.rule == "urge_unanswered":
                    assert one.urged_until and PUBLISHED.days_left(one.urged_until, clock.today()) < 0, hit
                proposed.add(hit.rule)
    assert {"overdue", "half_gone"} <= proposed, "somebody was late"


def test_the_two_months_of_another_law_are_no_limit_of_ours(desk: Desk) -> None:
    """行政诉讼法 47 lets the petitioner sue; it is shown in time and late, and nobody gets a card for it."""
    with days_ago(desk, 90):
        matter_id = registered(desk, matter={"report_answer": "violation"}).matter_ids[0]
        stages.set_route(desk, matter_id, "statutory_duty", "由本镇查处", "水利站", duty="ours")
        dispatching.deliver(desk, Dispatch.get().id, "当面交站长")
    [shown] = [one for one in deadlines_of(matter_id, clock.today(), desk.reference) if one.kind is DueKind.ROUTE]
    assert shown.days_left < 0 and "不是条例期限" in shown.source
    assert foresight.proposals(clock.today(), desk.reference) == []


def _hand_on(desk: Desk, rng: Random) -> dict[int, Handed]:
    matter_id = registered(desk, f"来访人{rng.randrange(10**6)}").matter_ids[0]
    accepted = rng.random() < 0.5
    if accepted:
        stages.accept(desk, matter_id)
    unit, due = rng.choice(UNITS), clock.today() + timedelta(days=rng.randint(3, 20))
    row = dispatching.dispatch(desk, matter_id, "assign", unit, "", "核实", due)
    return {matter_id: Handed(unit, due, row, accepted)}


def _live(desk: Desk, rng: Random, one: Handed) -> None:
    """At most one thing happens to a matter in a day."""
    today, dice = clock.today(), rng.random()
    if one.answered_on or one.returned:
        return
    if one.delivered_on is None:
        if dice < 0.3:
            dispatching.deliver(desk, one.row, "当面交站长")
            one.delivered_on = today
        elif dice < 0.32:
            dispatching.answer_dispatch(desk, one.row, "已办")
            one.answered_on = today
    elif dice < 0.03:
        dispatching.send_back(desk, one.row, "不归我们", "周敏")
        one.returned = True
    elif dice < 0.05 or (PUBLISHED.last_in_time(one.due) == today and dice < 0.5):
        dispatching.answer_dispatch(desk, one.row, "已办")
        one.answered_on = today
    elif dice < 0.12 and one.urged_until is None:
        one.urged_until = today + timedelta(days=3)
        matter_id = Dispatch.get_by_id(one.row).matter_id
        pushing.urge(desk, matter_id, one.unit, "", "请抓紧", one.urged_until)


def _accepted_due(matter_id: int) -> date:
    from jiefang_tui.store.models import Matter

    due: date = Matter.get_by_id(matter_id).handling_due
    return due


def test_b14_a_proposal_to_the_head_says_that_a_reminder_comes(desk: Desk) -> None:
    """As it is proposed, so it is issued: colour, addressee, and the day of a reminder's answer."""
    with days_ago(desk, 70):
        matter_id = owned(desk)
    [one] = [each for each in cards.proposed(desk) if each.rule == "overdue"]
    assert (one.to.officer, one.colour) == ("周敏", CardColour.REMINDER)
    due, _ = cards.answer_due_for(desk, one.colour)
    assert due == clock.today() + timedelta(days=desk.reference.cards.reminder_days)
    people.add_officer(desk, "刘静", "镇党委政法委员")
    cards.issue_card(desk, matter_id, one.colour, "", "周敏", one.why, one.clears, due, "刘静", one.rule)
    card = SupervisionCard.get()
    assert (card.colour, card.answer_due) == (one.colour, due)
