"""One measurement in a process of its own: ``python -m tests.bench.probe NAME DATA`` prints milliseconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import Desk
from jiefang_tui.services.opening import close_desk, open_desk

TERMS = ("拖欠", "隧道", "张建", "8812", "zfl", "龘龘")
"""Common and rare words, initials, a phone tail, and what is not there (the whole table is read)."""


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def search(desk: Desk) -> list[float]:
    """A search as Ctrl+F does it, for each of `TERMS`."""
    from jiefang_tui.store.queries.find import find

    return [_timed(lambda term=term: find(term)) for term in TERMS for _ in range(3)]


def save(desk: Desk) -> list[float]:
    """Registering a new visitor, one durable transaction (synchronous=FULL)."""
    from jiefang_tui.services.intake import MatterIn, VisitIn, register_visit

    times = []
    for n in range(20):
        given = VisitIn(name=f"测{n}", person={"phone": f"1390000{n:04d}"}, matters=[MatterIn(request="拖欠工资")])
        times.append(_timed(lambda given=given: register_visit(desk, given)))
    return times


def people(desk: Desk) -> list[float]:
    """Who this may be, while a name is typed."""
    from jiefang_tui import clock
    from jiefang_tui.store.queries.people import candidates

    day = clock.today()
    names = ("王建", "王建华", "李国", "欧阳")
    return [_timed(lambda name=name: candidates(name, today=day, still_typing=True)) for name in names]


def figures(desk: Desk) -> list[float]:
    """All figures of the day's screen."""
    from jiefang_tui import clock
    from jiefang_tui.store.queries import figures as queries

    return [_timed(lambda: [queries.count(name, clock.today()) for name in queries.FIGURES]) for _ in range(5)]


def backup(desk: Desk) -> list[float]:
    """A verified backup of the whole file."""
    from jiefang_tui.services.safekeeping import back_up

    return [_timed(lambda: back_up(desk.folder, desk.folder.root / "bench-copy.db"))]


PROBES: dict[str, Callable[[Desk], list[float]]] = {
    "search": search,
    "people": people,
    "figures": figures,
    "save": save,
    "backup": backup,
}


if __name__ == "__main__":
    opened = open_desk(DataFolder(Path(sys.argv[2])))
    print(json.dumps(PROBES[sys.argv[1]](opened)))
    close_desk(opened, keeps_backup=False)
