"""One measurement in a process of its own: ``python -m tests.bench.probe NAME DATA`` prints milliseconds as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.opening import close_desk, open_desk
from tests.bench import probe_ways
from tests.bench.probe_ways import timed

if TYPE_CHECKING:
    from jiefang_tui.rules.ledger_filter import LedgerFilter

TERMS = ("拖欠", "隧道", "张建", "8812", "zfl", "龘龘")
"""Common and rare words, initials, a phone tail, and what is not there (the whole table is read)."""


def search(desk: Desk) -> list[float]:
    """A search as Ctrl+F does it, for each of `TERMS`."""
    from jiefang_tui.store.queries.ledger.find import find

    return [timed(lambda term=term: find(term)) for term in TERMS for _ in range(3)]


def save(desk: Desk) -> list[float]:
    """Registering a new visitor, one durable transaction (synchronous=FULL)."""
    from jiefang_tui.services.reception.intake import MatterIn, VisitIn, register_visit

    times = []
    for n in range(20):
        given = VisitIn(name=f"测{n}", person={"phone": f"1390000{n:04d}"}, matters=[MatterIn(request="拖欠工资")])
        times.append(timed(lambda given=given: register_visit(desk, given)))
    return times


def people(desk: Desk) -> list[float]:
    """Who this may be, while a name is typed."""
    from jiefang_tui import clock
    from jiefang_tui.store.queries.reception.people import candidates

    day = clock.today()
    names = ("王建", "王建华", "李国", "欧阳")
    return [timed(lambda name=name: candidates(name, today=day, still_typing=True)) for name in names]


def figures(desk: Desk) -> list[float]:
    """All figures of the day's screen."""
    from jiefang_tui import clock
    from jiefang_tui.store.queries.reception import figures as queries

    return [timed(lambda: [queries.count(name, clock.today()) for name in queries.FIGURES]) for _ in range(5)]


def backup(desk: Desk) -> list[float]:
    """A verified backup of the whole file."""
    from jiefang_tui.services.desk.safekeeping import back_up

    return [timed(lambda: back_up(desk.folder, desk.folder.root / "bench-copy.db"))]


def _ledger(desk: Desk, wanted: LedgerFilter) -> Callable[[], object]:
    """The ledger as F4 opens it: the count and the first page."""
    from jiefang_tui import clock
    from jiefang_tui.rules.ledger_filter import Sort
    from jiefang_tui.store.queries.ledger.ledger_rows import Ledger

    def read() -> None:
        ledger = Ledger(wanted, Sort(), clock.today(), desk.reference)
        ledger.rows(0, 200, ledger.count())

    return read


def ledger_open(desk: Desk) -> list[float]:
    """F4: how many there are, and the first page."""
    from jiefang_tui.rules.ledger_filter import LedgerFilter

    read = _ledger(desk, LedgerFilter())
    return [timed(read) for _ in range(10)]


def ledger_end(desk: Desk) -> list[float]:
    """End: the last page, in every order."""
    from jiefang_tui import clock
    from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort, SortKey
    from jiefang_tui.store.queries.ledger.ledger_rows import Ledger

    times = []
    for key in SortKey:
        ledger = Ledger(LedgerFilter(), Sort(key), clock.today(), desk.reference)
        total = ledger.count()
        times += [timed(lambda ledger=ledger, total=total: ledger.rows(total - 200, 200, total)) for _ in range(3)]
    return times


def ledger_filter(desk: Desk) -> list[float]:
    """Each of the nine quick filters, and a leader's open matters of one village."""
    from jiefang_tui.rules.ledger_filter import OPEN, LedgerFilter, quick_filters

    asked = [wanted for _, wanted in quick_filters(desk.reference.policy.silent_days)]
    asked.append(LedgerFilter(states=OPEN.states, leader="李强", place="999999001003"))
    return [timed(_ledger(desk, wanted)) for wanted in asked for _ in range(3)]


def ledger_search(desk: Desk) -> list[float]:
    """What is typed into the ledger's line, for each of `TERMS`: all that hold it, counted."""
    from jiefang_tui.rules.ledger_filter import LedgerFilter

    return [timed(_ledger(desk, LedgerFilter(text=term))) for term in TERMS for _ in range(3)]


def matter(desk: Desk) -> list[float]:
    """Opening the matter with the longest timeline (300 entries): its overview and the first page of entries."""
    from peewee import fn

    from jiefang_tui import clock
    from jiefang_tui.store.models import MatterEvent
    from jiefang_tui.store.queries.matter.matter_history import timeline
    from jiefang_tui.store.queries.matter.matters import matter_view

    longest = MatterEvent.select(MatterEvent.matter).group_by(MatterEvent.matter).order_by(fn.COUNT().desc()).first()
    day, row_id = clock.today(), longest.matter_id
    return [timed(lambda: (matter_view(row_id, day, desk.reference), timeline(row_id))) for _ in range(10)]


def morning(desk: Desk) -> list[float]:
    """F5: every number of the supervisor's morning, and the first page of what is red."""
    from jiefang_tui import clock
    from jiefang_tui.store.queries.supervision import morning

    day = clock.today()
    return [timed(lambda: (morning.counts(day), morning.rows("red", day))) for _ in range(5)]


PROBES: dict[str, Callable[[Desk], list[float]]] = {
    "search": search,
    "people": people,
    "figures": figures,
    "save": save,
    "backup": backup,
    "ledger_open": ledger_open,
    "ledger_end": ledger_end,
    "ledger_filter": ledger_filter,
    "ledger_search": ledger_search,
    "matter": matter,
    "morning": morning,
    **probe_ways.PROBES,
}


if __name__ == "__main__":
    opened = open_desk(DataFolder(Path(sys.argv[2])))
    print(json.dumps(PROBES[sys.argv[1]](opened)))
    close_desk(opened, keeps_backup=False)
