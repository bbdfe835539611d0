"""One act: one transaction, one audit entry, one kind of error.

    with acting(desk, "visit.hold", reason) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        visit.state = VisitState.ON_HOLD

At the end of the block every row given to `change` is saved if it changed, rows made with `create` are recorded, and
one audit entry with the columns before and after is written in the same transaction. Whatever fails, nothing of it
stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from jiefang_tui import clock
from jiefang_tui.rules.clock_guard import judge_clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.store import lifecycles
from jiefang_tui.store.models import (
    AuditEntry,
    Matter,
    MatterEvent,
    Row,
    db,
)
from jiefang_tui.terms import EntryKind

R = TypeVar("R", bound=Row)

_NOT_TOLD = {"uid", "id", "version", "salt", "words_hash", "chain", "county_query_code", "at_home"}
"""The query code is the petitioner's own: who has it sees the matter in the county's system. It is kept until the slip
that tells it is printed, and stands in no history. So do the times at which a household is at home (晚上在家).
"""
IN_THE_ROW = "见原行"
"""For the words of a petitioner a new row's audit entry points at the row, so that a report found to be sealed
(检举控告) can be taken out of the file. A later change records what stood there before."""


class Act:
    """What one act touches. Made by `acting`."""

    def __init__(self, desk: Desk, name: str, reason: str, now: datetime) -> None:
        self.desk = desk
        self.name = name
        self.reason = reason
        self.now = now
        self.today = now.date()
        self.subject = ""
        self.asked: list[str] = []
        """Under what answers to `errors.Asks` are kept: they are forgotten with the end of the act."""
        self._changed: dict[tuple[str, int], tuple[Row, dict[str, Any]]] = {}
        self._created: list[Row] = []
        self._removed: dict[str, dict[str, Any]] = {}
        self._gone: list[Row] = []
        self._redacted: set[str] = set()

    def change(self, row: R) -> R:
        """Remember `row` as it is now; it is saved at the end of the act if it then differs."""
        key = (_table(row), row.id)
        if key not in self._changed:
            self._changed[key] = (row, dict(row.__data__))
            return row
        return self._changed[key][0]  # type: ignore[return-value]

    def create(self, model: type[R], **values: Any) -> R:
        """Insert a row of `model` now and record it."""
        row: R = model.create(**values)
        self._created.append(row)
        self._changed[(_table(row), row.id)] = (row, dict(row.__data__))
        return row

    def remove(self, row: Row) -> None:
        """Delete a row that only links others (a seat at a session, a member of a team); it stays in the audit."""
        key = f"{_table(row)}:{row.id}"
        self._removed[key] = _audited(row.__data__)
        self._gone.append(row)
        self._changed.pop((_table(row), row.id), None)
        row.delete_instance()

    def redact(self, *rows: Row) -> None:
        """Keep the former words of these rows out of the audit entry: a sealed report leaves nothing behind."""
        self._redacted |= {f"{_table(row)}:{row.id}" for row in rows}

    def about(self, row: Row) -> None:
        """Name the row this act is about; otherwise it is the first row touched."""
        self.subject = f"{_table(row)}:{row.id}"

    def event(self, matter_id: int, kind: str, text: str, on_day: date | None = None) -> MatterEvent:
        """Append an entry to the timeline of a matter and note the day of its last entry."""

        day = on_day or self.today
        entry = self.create(
            MatterEvent,
            matter=matter_id,
            at=self.now,
            on_day=day,
            kind=str(kind),
            text=text,
            officer=self.desk.officer_id,
        )
        matter = self.change(Matter.get_by_id(matter_id))
        moves = kind != EntryKind.INQUIRY  # to be asked how it stands is no progress
        if moves and (matter.last_entry_on is None or day > matter.last_entry_on):
            matter.last_entry_on = day
        return entry

    def finish(self) -> None:
        """Save what changed and write the audit entry. Called by `acting`."""
        before: dict[str, dict[str, Any]] = {}
        after: dict[str, dict[str, Any]] = {}
        tables: set[str] = set()
        for row in self._created:
            table = _table(row)
            tables.add(table)
            if table != "matter_event":  # the timeline is its own record
                words = lifecycles.words_of(type(row))
                after[f"{table}:{row.id}"] = {
                    k: IN_THE_ROW if k in words else v for k, v in _audited(row.__data__).items() if v not in (None, "")
                }
        for (table, row_id), (row, was) in self._changed.items():
            new = {k: v for k, v in row.__data__.items() if was.get(k) != v}
            if not new:
                continue
            key = f"{table}:{row_id}"
            if key not in after:
                row.version += 1
            row.save(only=[*new, "version"])
            tables.add(table)
            told = _audited(new)
            if key in after:  # made by this same act
                after[key] |= told
                continue
            if not told:
                continue
            after[key] = told
            before[key] = {} if key in self._redacted else _audited({k: was.get(k) for k in new})
        stands = {f"{_table(row)}:{row.id}": row for row in self._created if not any(row is one for one in self._gone)}
        for key, was in self._removed.items():
            words = lifecycles.words_of(lifecycles.BY_TABLE[key.partition(":")[0]]) if key in self._redacted else ()
            before[key] = {k: v for k, v in was.items() if k not in words}
            if key in stands:  # SQLite gave the number of the row that went to one that was made
                after[key] = {k: after[key].get(k, v) for k, v in _audited(stands[key].__data__).items()}
            else:
                after[key] = {}
            tables.add(key.partition(":")[0])
        tables |= self._settle_dates() | self._settle_owed()
        if not self.subject and after:
            self.subject = next(iter(after))
        AuditEntry.create(
            at=self.now,
            officer_id=self.desk.officer_id,
            officer_name=self.desk.officer_name,
            act=self.name,
            subject=self.subject,
            before=_json(before),
            after=_json(after),
            reason=self.reason,
        )
        self.desk.changed_tables |= tables
        for key in self.asked:
            self.desk.answered.pop(key, None)

    def _settle_dates(self) -> set[str]:
        """Compute the dates of every matter of which a fact changed; derived, so they stand in no audit entry."""
        from jiefang_tui.services.desk.clocks import settle_all, touched
        from jiefang_tui.store.clock_facts import DERIVED

        made = {(_table(row), row.id) for row in self._created}
        rows = [
            (key[0], row.__data__, {k for k, v in row.__data__.items() if key in made or was.get(k) != v})
            for key, (row, was) in self._changed.items()
        ]
        rows += [(table, was, {"matter"}) for (table, _), (row, was) in self._changed.items() if _moved(row, was)]
        rows += [(_table(row), row.__data__, set(row.__data__)) for row in self._gone]
        ids = sorted(touched(one for one in rows if one[2]))
        if not ids:
            return set()
        _, tables = settle_all(ids, self.desk.reference)
        if "matter" in tables:
            self._refresh(ids, DERIVED)
        return tables

    def _settle_owed(self) -> set[str]:
        """Reckon what is owed of the instalments of every agreement that was touched; derived likewise."""
        rows = [(key[0], row) for key, (row, _) in self._changed.items()]
        if not any(table in ("agreement", "instalment", "instalment_payment") for table, _ in rows):
            return set()
        from jiefang_tui.store import owed

        ids = {getattr(row, owed.TABLES[table]) for table, row in rows if table in owed.TABLES}
        return {"instalment"} if owed.settle(sorted(ids)) else set()

    def _refresh(self, ids: list[int], columns: tuple[str, ...]) -> None:
        """Let the rows of matters in hand say what was just stored."""

        fields = [getattr(Matter, name) for name in columns]
        stored: Any = Matter.select(Matter.id, *fields).where(Matter.id.in_(ids)).tuples()
        for matter_id, *values in stored:
            if ("matter", matter_id) in self._changed:
                row = self._changed["matter", matter_id][0]
                for name, value in zip(columns, values, strict=True):
                    setattr(row, name, value)


class Seen(NamedTuple):
    """A row as a form showed it: who saves an older state is told so, and nothing is overwritten."""

    model: type[Row]
    row_id: int
    version: int | None
    """None: nothing was shown, so nothing can be older."""


@contextmanager
def acting(desk: Desk, name: str, reason: str = "", *, seen: Seen | None = None) -> Iterator[Act]:
    """Run one act of `desk` in one transaction. Raises `Refused` for whatever the file system or the clock forbids, and
    when the row that a form showed (`seen`) has been changed since.
    """
    desk.must_write()
    now = clock.now()
    tables_before = set(desk.changed_tables)
    try:
        with storing(), db.atomic():
            _guard_clock(desk, now)
            _must_be_newest(seen)
            act = Act(desk, name, reason, now)
            yield act
            act.finish()
    except BaseException:
        desk.changed_tables = tables_before
        raise


def _must_be_newest(seen: Seen | None) -> None:
    if seen is None or seen.version is None:
        return
    now: Any = seen.model.select(seen.model.version).where(seen.model.id == seen.row_id).scalar()
    if now == seen.version:
        return
    subject = f"{seen.model._meta.table_name}:{seen.row_id}"
    last = AuditEntry.select().where(AuditEntry.subject == subject).order_by(AuditEntry.id.desc()).first()
    who = f"{last.officer_name or '有人'} {last.at:%m-%d %H:%M}" if last is not None else "刚才有人"
    raise Refused(f"{who}已经改过这一条，所以没有保存；填的都还在，请按 Esc 返回看过新的内容再改。")


def _guard_clock(desk: Desk, now: datetime) -> None:
    if desk.clock_confirmed:
        return
    last = AuditEntry.select(AuditEntry.at).order_by(AuditEntry.id.desc()).first()
    verdict = judge_clock(now, last.at if last else None)
    if not verdict.ok:
        raise Refused(verdict.sentence)


def _moved(row: Row, was: dict[str, Any]) -> bool:
    """Whether a row went from one matter to another: the dates of the first have to be computed, too."""
    return was.get("matter") is not None and row.__data__.get("matter") != was["matter"]


def _table(row: Row) -> str:
    name: str = row._meta.table_name
    return name


def _audited(data: dict[str, Any]) -> dict[str, Any]:
    return {k: _plain(v) for k, v in data.items() if k not in _NOT_TOLD}


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def quiet_event(act: Act, matter_id: int, kind: str, text: str) -> None:
    """A line of the timeline about the paperwork: the day of the last entry stays, or a silent matter seems to move."""
    act.create(
        MatterEvent,
        matter=matter_id,
        at=act.now,
        on_day=act.today,
        kind=str(kind),
        text=text,
        officer=act.desk.officer_id,
    )
