"""The ground the random play stands on: an office in a file of its own, acts that count, and what must always hold."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import clocks, opening
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.store import database, owed
from jiefang_tui.store.models import Commitment, Matter, Visit
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import MatterState, VisitState
from tests.services.given import all_rows
from tests.services.replay import differences
from tests.work_left import is_over

BEGINS = datetime(2026, 11, 2, 8, 30).astimezone()
LEADERS = ("周敏", "刘静")
OFFICERS = ("李强", "汪洋", "陈刚", "何静")
UNITS = ("自然资源所", "司法所", "人社所", "章湾村村委会")
_STATES = "SELECT id, state FROM matter ORDER BY id"
_SENTENCE = re.compile(r"[。；]$|[。）]$")

TRUSTED = (
    *(name for name in figures.WORK if name not in ("not_entered", "with_gaps", "assigned_due", "drafts")),
    "waiting", "not_over",
)  # fmt: skip
"""The lists in which a matter counts as seen; each stands on a screen (tests/ui/test_lists_in_sight.py)."""

done: Counter[str] = Counter()
"""Acts that were done, by name, in all plays of this run."""
refused: Counter[str] = Counter()


S = MatterState
WORKED = (S.HANDLING, S.REGISTERED, S.IN_MEDIATION, S.SUBMITTED_UP)
RESTED = (S.CONCLUDED, S.CLOSED)
ENDED = (*RESTED, S.REFUSED, S.ROUTED_OUT, S.RETURNED)


def one(kind: Any, turn: int) -> Any:
    """One member of an enumeration or a sequence."""
    members = list(kind)
    return members[turn % len(members)]


@cache
def _founded() -> Path:
    root = Path(mkdtemp(prefix="jiefang-play-")) / "data"
    with clock.at(BEGINS - timedelta(days=1)):
        desk = opening.found_office(DataFolder(root), "示例镇信访接待室", "999999001", "王芳")
        for name, post in zip(LEADERS, ("镇党委书记", "镇党委政法委员"), strict=True):
            add_officer(desk, name, post)
        for name, post, unit in zip(OFFICERS, ("所长", "所长", "所长", "驻村干部"), UNITS, strict=True):
            add_officer(desk, name, post, unit)
        opening.close_desk(desk, keeps_backup=False)
        with closing(sqlite3.connect(root / "jiefang.db")) as file:  # small pages: fewer bytes to compare
            file.executescript("PRAGMA page_size=512; VACUUM")
        opening.close_desk(opening.open_desk(DataFolder(root)), keeps_backup=False)
    return root


def _same(before: bytes, after: bytes) -> bool:
    """Whether two images of the file hold the same tables and rows.

    Equal bytes nearly always; a rollback leaves the contents of unused pages as they are (SQLite does not journal
    leaves of its free list), so images that differ are compared row by row.
    """
    return before == after or _rows(before) == _rows(after)


def _rows(image: bytes) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(":memory:")) as file:
        file.deserialize(image)
        return all_rows(file)


class Ground:
    """One office and its clock."""

    def __init__(self) -> None:
        self.root = Path(mkdtemp(prefix="jiefang-play-")) / "data"
        shutil.copytree(_founded(), self.root)
        self.now = BEGINS
        clock.freeze(self.now)
        self.desk = opening.open_desk(DataFolder(self.root))
        database.do_not_wait_for_disk()
        self.states: dict[int, MatterState] = {}
        self.attempts = 0

    def leave(self) -> None:
        """Close the office and take it away."""
        try:
            opening.close_desk(self.desk, keeps_backup=False)
        finally:
            clock.reset()
            shutil.rmtree(self.root.parent, ignore_errors=True)

    @property
    def today(self) -> date:
        return self.now.date()

    def in_days(self, days: int) -> date:
        """That many days from now."""
        return self.today + timedelta(days=days)

    def attempt(self, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """One act. It is done, or refused with a sentence and without changing anything in the file."""
        self.attempts += 1
        self.now += timedelta(minutes=1)
        clock.freeze(self.now)
        file = database.connection()
        before, changes = file.serialize(), file.total_changes
        try:
            result = act(self.desk, *args, **more)
        except Refused as refusal:
            assert len(str(refusal)) > 6 and _SENTENCE.search(str(refusal)), f"{act.__name__}: {refusal!r}"
            touched = file.total_changes != changes  # else it was refused before anything was written
            assert not touched or _same(before, file.serialize()), f"{act.__name__} was refused and changed something"
            refused[act.__name__] += 1
            return None
        done[act.__name__] += 1
        self.states = {row_id: MatterState(state) for row_id, state in database.connection().execute(_STATES)}
        return result

    def matter(self, pick: int, *states: MatterState) -> int | None:
        """A matter in one of these states (any, when none is given), the `pick`-th from the newest."""
        found = [number for number, state in self.states.items() if not states or state in states]
        return found[-1 - pick % len(found)] if found else None

    def row(self, pick: int, query: Any) -> Any:
        """A row of a query, the `pick`-th from the newest."""
        found = list(query)
        return found[-1 - pick % len(found)] if found else None

    def worked(self, pick: int, turn: int, *where: Any) -> int | None:
        """A matter that is handled and meets these conditions; now and then one that need not, to be refused."""
        if turn % 8 == 0:
            return self.matter(pick, *WORKED)
        row = self.row(pick, Matter.select(Matter.id).where(Matter.state.in_(WORKED), *where))
        return None if row is None else row.id

    # -- what must always hold

    def check(self) -> None:
        """Every invariant; raises AssertionError with what is wrong."""
        self.nothing_is_out_of_sight()
        self.each_visit_is_in_one_list()
        wrong = differences()
        assert not wrong, "the history does not lead to the present rows: " + "; ".join(wrong[:8])
        matters, differ = clocks.differing(self.desk.reference)
        assert not differ, f"the stored dates of {differ} of {matters} matters differ"
        assert not owed.unsettled(), "what is owed of these instalments is not what is stored"

    def nothing_is_out_of_sight(self) -> None:
        """Each matter that is not over stands in at least one work list."""
        listed = self._listed()
        promised = {
            row.matter_id for row in Commitment.select(Commitment.matter).where(Commitment.fulfilled_on.is_null())
        }
        hidden = [
            (row.id, row.state)
            for row in Matter.select()
            if row.id not in listed
            and not is_over(
                row.state,
                was_handled=row.was_handled,
                notified_on=row.notified_on,
                exempt_reason=row.notice_exempt_reason,
                has_open_commitment=row.id in promised,
            )
        ]
        assert not hidden, f"open matters in no work list: {hidden}"

    def each_visit_is_in_one_list(self) -> None:
        """Each petition visit of the day is waiting or in talk, received, left or voided: in one list, and in one only.

        A letter or a call is no visit and stands in a list of its own.
        """
        came = (Visit.day == self.today) & ((Visit.purpose == "petition") | (Visit.state == VisitState.VOIDED))
        ours = {row.id for row in Visit.select().where(came & Visit.is_arrival)}
        # Who waits at the window stands in 还在候访接谈, too, and is no petitioner.
        lists = [
            ours & set(figures.ids(name, self.today, limit=10_000))
            for name in ("not_over", "received", "left", "voided")
        ]
        assert set().union(*lists) == ours and sum(map(len, lists)) == len(ours), "a visit in no list or in two"

    def _listed(self) -> set[int]:
        found = set(
            morning.ids("to_seal", self.today, limit=10_000)
        )  # a report that waits stands in F5, and only there
        for name in TRUSTED:
            lines: Sequence[Any] = figures.rows(name, self.today, limit=10_000)
            if figures.figure(name).kind == "matter":
                found |= {line.id for line in lines}
            else:
                found |= {line.matter_id for line in lines if getattr(line, "matter_id", None) is not None}
        return found


Doing = Callable[[Ground, int, int, int], None]
"""An act that somebody may do: on which ground, which row, which variant, a day."""
