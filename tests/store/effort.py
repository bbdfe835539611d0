"""How much SQLite works for something, in thousands of its own steps: the same on a slow machine as on a fast one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jiefang_tui.store import database

T = TypeVar("T")


def thousand_steps(does: Callable[[], T]) -> tuple[int, T]:
    """Call `does`: (thousands of steps of the open connection's virtual machine, what it returned)."""
    counted = 0

    def step() -> int:
        nonlocal counted
        counted += 1
        return 0

    connection = database.connection()
    connection.set_progress_handler(step, 1000)
    try:
        result = does()
    finally:
        connection.set_progress_handler(None, 0)
    return counted, result
