"""The same acts at the beginning of many tests are done once in a process; from then on their rows are copied.

`beginning` marks what prepares the desk of a test. As long as nothing else has been done in its new office, what was
done there is known by its name, arguments and moment, and the next time the file is brought to where it led. Anything
done in between, and an office with rules of its own, ends that for the rest of a test.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from copy import copy
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import database

P = ParamSpec("P")
T = TypeVar("T")
Path = tuple[Any, ...]
TOLD = ("clock_confirmed", "notices", "unknown_years", "changed_tables")
"""What a desk remembers of its acts beside its file."""


@dataclass
class _Known:
    """Where some acts lead: the image of the file, what the desk remembers, and what the last of them returned."""

    image: bytes
    told: dict[str, Any]
    result: Any
    returned_desk: bool


@dataclass
class _Stand:
    """How the open file came about, and how to see that nothing else has been written since."""

    file: sqlite3.Connection
    changes: int
    path: Path


_known: dict[Path, _Known | None] = {}
"""None while acts have been done only once: most are not done again."""
_stand: _Stand | None = None


def begin(desk: Desk) -> None:
    """A new office was opened just now."""
    global _stand
    file = database.connection()
    has_own_rules = desk.reference.own is not None and desk.reference.own.exists()
    _stand = None if has_own_rules else _Stand(file, file.total_changes, ())


def beginning(act: Callable[P, T]) -> Callable[P, T]:
    """`act`, with the desk as its first argument or as the one named `desk`, is done once in a new office."""

    @wraps(act)
    def done_once(*args: P.args, **kwargs: P.kwargs) -> T:
        desk = kwargs.get("desk", args[0] if args else None)
        assert isinstance(desk, Desk)
        if _stand is None or not _is_as_it_was(_stand):
            return act(*args, **kwargs)
        given = [repr(one) for one in (*args, *sorted(kwargs.items())) if one is not desk and one != ("desk", desk)]
        sits = (desk.officer_name, desk.masks_names, desk.clock_confirmed, len(desk.notices), *desk.changed_tables)
        path = (*_stand.path, act.__module__, act.__qualname__, *given, clock.now(), sits)
        result = _led_there(desk, path) if _known.get(path) else _done(desk, path, lambda: act(*args, **kwargs))
        _stand.path, _stand.changes = path, _stand.file.total_changes
        return result  # type: ignore[no-any-return]

    return done_once


def _is_as_it_was(stand: _Stand) -> bool:
    """Whether the open file is still that one, with nothing written since."""
    if database.db.deferred or database.db.is_closed() or database.connection() is not stand.file:
        return False
    return stand.file.total_changes == stand.changes and not stand.file.in_transaction


def _done(desk: Desk, path: Path, act: Callable[[], Any]) -> Any:
    result = act()
    if path not in _known:
        _known[path] = None
    else:
        told = {name: copy(vars(desk)[name]) for name in TOLD}
        _known[path] = _Known(database.connection().serialize(), told, result, result is desk)
    return result


def _led_there(desk: Desk, path: Path) -> Any:
    known = _known[path]
    assert known is not None
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(known.image)
        made.backup(database.connection())
    vars(desk).update({name: copy(value) for name, value in known.told.items()})
    return desk if known.returned_desk else known.result
