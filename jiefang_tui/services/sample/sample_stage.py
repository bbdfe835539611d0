"""Who and what the story of the sample day has named so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.sample.sample_dates import day_named

Step = dict[str, Any]


@dataclass
class Stage:
    """What a step may refer to by its key."""

    desk: Desk
    day: date
    people: dict[str, Step]
    leader: str
    """Who receives on a day for which the story opens no session of its own."""
    matters: dict[str, int] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    last_visit: dict[str, int] = field(default_factory=dict)
    """Matter key to the visit that last brought it."""
    kept: dict[str, int] = field(default_factory=dict)
    """Key to the id of the measure, commitment, paper, card, session ... that a step made."""

    def day_of(self, step: Step, key: str) -> date | None:
        """The day that a step names under `key`, if it does."""
        return day_named(step[key], self.day) if key in step else None
