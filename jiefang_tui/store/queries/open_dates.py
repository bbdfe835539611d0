"""Which stored dates run now."""

from __future__ import annotations

from typing import Any

from jiefang_tui.store.models import Deadline

RUNS: Any = (Deadline.is_open == True) & ~Deadline.is_paused  # noqa: E712
"""Condition: an open date of ours that does not stand still. Compared with 1, or SQLite would not use the index."""
