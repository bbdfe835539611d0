"""The office's numbers and whose matters are looked at: what every list of 督办 is asked with."""

from __future__ import annotations

from typing import NamedTuple

from jiefang_tui.rules.workdays import PUBLISHED, Calendar


class Scope(NamedTuple):
    """The office's numbers, and whose matters are looked at (None: everybody's)."""

    silent_days: int = 7
    yellow_days: int = 7
    calendar: Calendar = PUBLISHED
    leader_id: int | None = None
    """包案领导."""
    unit_id: int | None = None
    """主办单位."""

    @property
    def narrows(self) -> bool:
        """Whether not all matters are looked at."""
        return self.leader_id is not None or self.unit_id is not None
