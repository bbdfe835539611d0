"""The oracle of the soak: when nothing at all is left to do with a matter, so that it need stand in no work list."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.moves import needs_closing
from jiefang_tui.terms import OPEN_MATTER_STATES, MatterState


def owes_notice(state: str, *, notified_on: date | None, exempt_reason: str = "") -> bool:
    """Whether a refused or routed matter was not yet told in writing (Regulation Art. 23(2))."""
    return state in (MatterState.REFUSED, MatterState.ROUTED_OUT) and notified_on is None and not exempt_reason


def is_over(
    state: str,
    *,
    was_handled: bool = False,
    notified_on: date | None = None,
    exempt_reason: str = "",
    has_open_commitment: bool = False,
) -> bool:
    """Whether nothing at all is left to do."""
    return not (
        state in OPEN_MATTER_STATES
        or has_open_commitment
        or needs_closing(state, was_handled=was_handled)
        or owes_notice(state, notified_on=notified_on, exempt_reason=exempt_reason)
    )
