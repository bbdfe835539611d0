"""The only reader of time. A demo and the tests set it; ``JIEFANG_NOW`` (local ISO time) stops it.

All times are aware, in the local zone, in whole seconds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from time import monotonic

_ENVIRONMENT = "JIEFANG_NOW"


def _local(moment: datetime) -> datetime:
    """`moment` aware in the local zone; a naive one is taken as local. Whole seconds."""
    return moment.astimezone().replace(microsecond=0)


def _system() -> datetime:
    fixed = os.environ.get(_ENVIRONMENT)
    if fixed:
        try:
            return _local(datetime.fromisoformat(fixed))
        except ValueError as error:
            raise ValueError(f"{_ENVIRONMENT}={fixed!r} is not an ISO time like 2026-11-23T09:14") from error
    return _local(datetime.now().astimezone())


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present moment: aware, local zone, whole seconds."""
    return _source()


def today() -> date:
    """The present day at this office."""
    return now().date()


def set_start(moment: datetime) -> None:
    """Let the clock run on from `moment` (the demo's day starts at 09:14)."""
    global _source
    start, began = _local(moment), monotonic()
    _source = lambda: _local(start + timedelta(seconds=monotonic() - began))  # noqa: E731


def freeze(moment: datetime) -> None:
    """Stop the clock at `moment`."""
    global _source
    fixed = _local(moment)
    _source = lambda: fixed  # noqa: E731


def reset() -> None:
    """Back to the computer's clock (or ``JIEFANG_NOW``)."""
    global _source
    _source = _system


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Freeze the clock at `moment` inside a ``with`` block."""
    global _source
    before = _source
    freeze(moment)
    try:
        yield
    finally:
        _source = before
