"""How an invented matter of the large sample goes on after its first visit: dates drawn once, before a row is written.

A life is drawn to its end and then cut at the sample's day, so that old matters are closed, recent ones stand in every
stage, and a few have been stuck for a long time, as in a busy township.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from datetime import date, timedelta

from jiefang_tui.rules.outcomes import OUTCOMES
from jiefang_tui.terms import (
    CheckAnswer,
    LegalRoute,
    MatterState,
    OpinionResult,
    Outcome,
    Reaction,
    RefusalGround,
    ReviewConclusion,
    WaitFor,
)

STUCK = 0.12
"""Share of the handled ones that take months or years."""
_SPANS_STUCK, _SPANS = (90, 1500), (6, 56)
_RESULTS = ((OpinionResult.SUPPORTED, OpinionResult.EXPLAINED, OpinionResult.NOT_SUPPORTED), (60, 28, 12))
_REACTIONS = ((Reaction.ACCEPTED, Reaction.PARTIAL, Reaction.NOT_ACCEPTED, Reaction.UNKNOWN), (70, 15, 6, 9))
_GROUNDS = (
    RefusalGround.LITIGATION, RefusalGround.OTHER_STATUTORY_ROUTE, RefusalGround.NOT_COMPETENT,
    RefusalGround.FINALLY_CLOSED,
)  # fmt: skip


@dataclass(slots=True)
class Life:
    """What happened to a matter after its first visit, by the names of `Matter`'s columns where there is one."""

    state: MatterState
    is_simple: bool = False
    was_handled: bool = False
    route: LegalRoute | None = None
    accepted_on: date | None = None
    notified_on: date | None = None
    refused_on: date | None = None
    refusal_ground: str = ""
    transferred_in_on: date | None = None
    assigned_due: date | None = None
    signed_on: date | None = None
    """When the unit it was handed to signed for it."""
    answered_on: date | None = None
    """When that unit answered."""
    extended_on: date | None = None
    replied_on: date | None = None
    served_on: date | None = None
    concluded_on: date | None = None
    concluded_before: date | None = None
    """Before it was opened again."""
    opinion_result: str = ""
    review_on: date | None = None
    reviewed_on: date | None = None
    review_conclusion: str = ""
    looked_on: date | None = None
    """A visit while it was still carried out."""
    executed_on: date | None = None
    found_wanting_on: date | None = None
    """A visit that found it not done and opened it again."""
    followed_up_on: date | None = None
    reaction: str = Reaction.UNKNOWN
    settled_on: date | None = None
    closed_on: date | None = None
    wait_for: str = ""
    wait_since: date | None = None
    is_stuck: bool = False

    @property
    def last_day(self) -> date | None:
        """The last day on which something happened, None when nothing did."""
        days = [value for name in _DATES if (value := getattr(self, name)) is not None]
        return max(days) if days else None


_DATES = tuple(
    field.name
    for field in fields(Life)
    if field.name.endswith("_on") and field.name not in ("transferred_in_on", "notified_on")
)


class Lives:
    """Draws lives out of one stream of chance, as they stand at the end of the day before `today`."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self.rng, self.today = rng, today

    def draw(self, outcome: Outcome, day: date) -> Life:
        """The life of a matter whose first talk on `day` ended in `outcome`."""
        if outcome is Outcome.ANSWERED:
            return Life(MatterState.CONCLUDED, is_simple=True, concluded_on=day, notified_on=self._notice_day(day))
        if outcome is Outcome.GUIDED:
            route = self.rng.choice((LegalRoute.JUDICIAL, LegalRoute.ARBITRATION, LegalRoute.ADMINISTRATIVE))
            return Life(MatterState.ROUTED_OUT, route=route, notified_on=self._notice_day(day))
        if outcome is Outcome.RESPONSIBILITY:
            return self._owned(day)
        if self.rng.random() < 0.02:
            refused = self._past(self._after(day, 1, 9))
            if refused:
                return Life(
                    MatterState.REFUSED,
                    refused_on=refused,
                    refusal_ground=self.rng.choice(_GROUNDS),
                    notified_on=self._notice_day(refused),
                )
        if outcome is Outcome.ASSIGNED:
            return self._assigned(day)
        return self._simple(outcome, day)

    # -- the ways a matter takes

    def _owned(self, day: date) -> Life:
        rng = self.rng
        life = Life(
            MatterState.HANDLING,
            was_handled=True,
            route=LegalRoute.PETITION_PROCEDURE,
            accepted_on=day,
            notified_on=day,
        )
        if rng.random() < 0.05:
            life.transferred_in_on = day
            life.assigned_due = day + timedelta(days=30)
        life.is_stuck = rng.random() < STUCK
        reply = self._after(day, *(_SPANS_STUCK if life.is_stuck else _SPANS))
        if not life.is_stuck and rng.random() < 0.08:
            reply = self._after(day, 61, 88)
        if reply > day + timedelta(days=60) and not (life.is_stuck and rng.random() < 0.5):
            life.extended_on = self._past(self._after(day, 40, 54))
        if life.is_stuck:
            life.wait_since = self._past(self._after(day, 30, 60))
            life.wait_for = rng.choice((WaitFor.SUPERIOR, WaitFor.COURT, WaitFor.PARTY, "")) if life.wait_since else ""
        self._signs(life, day)
        return self._end(life, reply)

    def _assigned(self, day: date) -> Life:
        told, is_stuck = self._notice_day(day), self.rng.random() < STUCK / 3
        life = Life(MatterState.HANDLING, was_handled=True, notified_on=told, is_stuck=is_stuck)
        if self.rng.random() < 0.3:
            life.accepted_on, life.route = day, LegalRoute.PETITION_PROCEDURE
        if self.rng.random() < 0.97:
            self._signs(life, day)
        reply = self._after(day, *(_SPANS_STUCK if life.is_stuck else (3, 22)))
        return self._end(life, reply) if life.accepted_on else self._over(life, reply)

    def _simple(self, outcome: Outcome, day: date) -> Life:
        state = OUTCOMES[outcome].state or MatterState.REGISTERED
        most = {MatterState.IN_MEDIATION: 30, MatterState.SUBMITTED_UP: 80}.get(state, 12)
        told, is_stuck = self._notice_day(day), self.rng.random() < STUCK / 4
        life = Life(state, was_handled=state is not MatterState.REGISTERED, notified_on=told, is_stuck=is_stuck)
        if state is MatterState.IN_MEDIATION:
            life.opinion_result = OpinionResult.MEDIATED
        return self._over(life, self._after(day, *(_SPANS_STUCK if life.is_stuck else (3, most))))

    def _over(self, life: Life, end: date) -> Life:
        """办结 without an opinion: a simple result, an agreement, an answer from above."""
        if self._past(end) is None:
            life.opinion_result = ""
            return life
        life.state, life.concluded_on, life.answered_on = MatterState.CONCLUDED, end, end
        life.signed_on = life.signed_on or end
        life.wait_for, life.wait_since = "", None
        if not life.was_handled:
            return life
        life.executed_on = self._past(self._after(end, 0, 10))
        return self._rests(life, life.executed_on) if life.executed_on else life

    def _end(self, life: Life, reply: date) -> Life:
        """答复, 送达, 执行, 回访, 销号, each only if its day is past."""
        rng = self.rng
        result = rng.choices(*_RESULTS)[0]
        if self._past(reply) is None:
            return life
        life.state, life.replied_on, life.answered_on, life.opinion_result = MatterState.REPLIED, reply, reply, result
        life.signed_on = life.signed_on or reply
        life.wait_for, life.wait_since = "", None
        served = self._past(self._after(reply, 0, 7))
        if served is None:
            return life
        life.state, life.served_on, life.concluded_on = MatterState.CONCLUDED, served, served
        after = self._reviewed(life, served) if rng.random() < 0.03 else served
        if after is None:
            return life
        executing = self._after(after, *((60, 500) if rng.random() < 0.3 else (0, 25)))
        if (executing - served).days > 28:  # visited in time, and again when it is done
            life.looked_on = life.followed_up_on = self._past(self._after(served, 8, 26))
        executed = self._past(executing)
        if executed is None:
            return life
        life.executed_on = executed
        if rng.random() < 0.03:
            executed = self._found_wanting(life, executed)
            if executed is None:
                return life
        return self._rests(life, executed)

    def _rests(self, life: Life, executed: date) -> Life:
        rng = self.rng
        visited = self._past(self._after(executed, 3, 28))
        if visited is None:
            return life
        life.followed_up_on, life.reaction = visited, rng.choices(*_REACTIONS)[0]
        if life.reaction in (Reaction.ACCEPTED, Reaction.PARTIAL):
            life.settled_on = visited
        closed = self._past(self._after(visited, 1, 18))
        if closed is not None:
            life.state, life.closed_on = MatterState.CLOSED, closed
        return life

    def _reviewed(self, life: Life, served: date) -> date | None:
        """复查: asked for within 30 days, decided within 30; None while it goes on."""
        life.review_on = self._past(self._after(served, 3, 26))
        if life.review_on is None:
            return None
        decided = self._past(self._after(life.review_on, 12, 28))
        if decided is None:
            life.state = MatterState.REVIEWING
            return None
        life.reviewed_on, life.review_conclusion = decided, ReviewConclusion.UPHELD
        return decided

    def _found_wanting(self, life: Life, executed: date) -> date | None:
        """A visit finds it not done: open again until it is done."""
        found = self._past(self._after(executed, 3, 28))
        if found is None:
            return None
        done = self._past(self._after(found, 8, 50))
        life.found_wanting_on, life.concluded_before = found, life.concluded_on
        if done is None:
            life.state, life.concluded_on, life.executed_on = MatterState.HANDLING, None, None
            life.followed_up_on = None
            return None
        life.concluded_on = life.executed_on = done
        return done

    # -- days

    def _signs(self, life: Life, day: date) -> None:
        life.signed_on = self._past(self._after(day, 0, 4))

    def _notice_day(self, day: date) -> date | None:
        """The written notice: at once nine times out of ten, else within a fortnight."""
        return day if self.rng.random() < 0.9 else self._past(self._after(day, 2, 14))

    def _after(self, day: date, least: int, most: int) -> date:
        """A working weekday so many days later."""
        found = day + timedelta(days=self.rng.randint(least, most))
        return found + timedelta(days=(7 - found.weekday()) if found.weekday() > 4 else 0)

    def _past(self, day: date) -> date | None:
        return day if day < self.today else None


def checks(rng: random.Random) -> dict[str, str]:
    """三到位一处理 of a closing."""
    explained = rng.choice((CheckAnswer.YES, CheckAnswer.NOT_APPLICABLE))
    helped = rng.choice((CheckAnswer.YES, CheckAnswer.NOT_APPLICABLE, CheckAnswer.NOT_APPLICABLE))
    return {"solved": CheckAnswer.YES, "explained": explained, "helped": helped}
