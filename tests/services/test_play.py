"""10,000 random acts at a desk: what is forgotten nowhere, and what the history always tells (T28)."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from jiefang_tui.services.reception import receiving
from tests.services.play import LEADERS, Ground, done, refused
from tests.services.play_acts import ACTS as ACTS_OF_THE_DESK
from tests.services.play_acts import arrives
from tests.services.play_agree import ACTS as ACTS_OF_AGREEING
from tests.services.play_field import ACTS as ACTS_OF_GOING_THERE
from tests.services.play_stages import ACTS as ACTS_OF_THE_LAW
from tests.services.play_undo import ACTS as ACTS_OF_UNDOING

EVERY = 100
"""After every so many steps, and at the end of a play, everything is compared."""
ACTS = ACTS_OF_THE_DESK + ACTS_OF_THE_LAW + ACTS_OF_UNDOING + ACTS_OF_GOING_THERE + ACTS_OF_AGREEING


class Play(RuleBasedStateMachine):
    """Clerks, leaders and petitioners do what they please."""

    SALT = 0

    def __init__(self) -> None:
        super().__init__()
        self.ground = Ground()
        self.steps = 0

    def teardown(self) -> None:
        try:
            self.ground.check()
        finally:
            self.ground.leave()

    @initialize(leader=some.sampled_from(LEADERS))
    def the_day_begins(self, leader: str) -> None:
        self.ground.attempt(receiving.open_session, leader=leader, units=("司法所",))
        arrives(self.ground, 1, 0, 0)

    @rule(dice=some.integers(0, 2**40))
    def somebody_does_something(self, dice: int) -> None:
        """An act by the dice; another one while there is no row for it."""
        cast = random.Random(dice + self.steps + self.SALT)
        attempts = self.ground.attempts
        while self.ground.attempts == attempts:
            cast.choice(ACTS)(self.ground, cast.randrange(100), cast.randrange(840), cast.randint(-1, 40))
        self.steps += 1
        if self.steps % EVERY == 0:
            self.ground.check()


class Another(Play):
    """The same, with other dice."""

    SALT = 2**41


def test_three_hundred_acts_forget_nothing() -> None:
    """The same in short."""
    run(Play, plays=6, steps=150)
    assert done.total() >= 300 and len(done) >= 50


@pytest.mark.slow
@pytest.mark.parametrize("play", [Play, Another])
def test_five_thousand_acts_each_forget_nothing(play: type[Play]) -> None:
    """Each open matter in a work list, each visit in one state, the history replays, refused acts change nothing."""
    run(play, plays=48, steps=200)
    assert done.total() >= 5_000
    assert len(done) >= 80, f"never done: {[name for name in refused if not done[name]]}"


def run(play: type[Play], plays: int, steps: int) -> None:
    """So many plays of so many steps."""
    done.clear()
    refused.clear()
    run_state_machine_as_test(
        play,
        settings=settings(
            max_examples=plays,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"{done.total()} acts done, {refused.total()} refused\n{done}\n{refused}")
