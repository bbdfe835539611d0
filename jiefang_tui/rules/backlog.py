"""积案: by which rule a matter is one. Definitions differ from place to place, so the numbers come from a policy.

`store.queries.backlog.is_backlog` says the same as a condition of SQL, so that a list can be counted and paged; a test
compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jiefang_tui.terms import OPEN_MATTER_STATES, MatterState


class BacklogPolicy(Protocol):
    """The numbers in force, as `reference.Policy` has them."""

    @property
    def backlog_days(self) -> int:
        """Days since it was registered."""

    @property
    def backlog_repeat_visits(self) -> int:
        """Petition visits after the first one."""


@dataclass(frozen=True)
class BacklogFacts:
    """What the rule looks at."""

    state: MatterState
    received_on: date
    today: date
    repeat_visits: int = 0
    """重访 for a petition; asking how it stands (问进度) is none."""
    is_listed: bool = False
    """Entered by hand."""


def why_backlog(facts: BacklogFacts, policy: BacklogPolicy) -> str:
    """Every rule that makes it 积案, in words: ``登记已200日(满180日)；重访4次(满3次)``; empty when none does.

    What is settled, or no longer with this office, is never one.
    """
    if facts.state not in OPEN_MATTER_STATES:
        return ""
    hits = []
    if facts.is_listed:
        hits.append("手工列入")
    days = (facts.today - facts.received_on).days
    if days >= policy.backlog_days:
        hits.append(f"登记已{days}日(满{policy.backlog_days}日)")
    if facts.repeat_visits >= policy.backlog_repeat_visits:
        hits.append(f"重访{facts.repeat_visits}次(满{policy.backlog_repeat_visits}次)")
    return "；".join(hits)
