"""会议研究 as a list, with its items, and counted a year (Regulation Art. 13(3))."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from jiefang_tui.store.models import Matter, Meeting, MeetingItem, Undertaking, Unit
from jiefang_tui.terms import MeetingKind


class ItemView(NamedTuple):
    """What a meeting dealt with."""

    id: int
    matter_id: int | None
    petitioner: str
    title: str
    about: str
    decided: str
    tasks: tuple[str, ...]
    """Who does what by when, and whether it is done."""


class MeetingView(NamedTuple):
    """A meeting."""

    id: int
    kind: MeetingKind
    held_on: date
    place: str
    host: str
    minutes_on: date | None
    minutes_no: str
    withdrawn_on: date | None
    withdraw_reason: str
    items: tuple[ItemView, ...]
    open_tasks: int

    @property
    def counts(self) -> bool:
        """Whether it counts."""
        return self.minutes_on is not None and self.withdrawn_on is None


def meetings(offset: int, limit: int) -> list[MeetingView]:
    """The meetings, the latest first."""
    rows = Meeting.select().order_by(Meeting.held_on.desc(), Meeting.id.desc()).offset(offset).limit(limit)
    return _views(list(rows))


def meeting(meeting_id: int) -> MeetingView:
    """One of them."""
    return _views([Meeting.get_by_id(meeting_id)])[0]


def counted_in(year: int) -> int:
    """How many count in a year."""
    held = Meeting.held_on.between(date(year, 1, 1), date(year, 12, 31))
    return int(Meeting.select(fn.COUNT(Meeting.id)).where(Meeting.is_counted & held).scalar() or 0)


def _views(rows: list[Meeting]) -> list[MeetingView]:
    items: dict[int, list[Any]] = {}
    # What waits as a report (检举控告) is in no list of a meeting: its words would tell who came (Art. 30(3)).
    found = (
        MeetingItem.select(MeetingItem, Matter)
        .join(Matter, JOIN.LEFT_OUTER)
        .where(MeetingItem.meeting.in_([row.id for row in rows]) & (MeetingItem.matter.is_null() | Matter.is_readable))
        .order_by(MeetingItem.position)
    )
    for item in found:
        items.setdefault(item.meeting_id, []).append(item)
    tasks = _tasks([item.id for each in items.values() for item in each])
    return [_view(row, items.get(row.id, []), tasks) for row in rows]


def _tasks(item_ids: list[int]) -> dict[int, list[Any]]:
    rows = Undertaking.select(Undertaking, Unit).join(Unit, JOIN.LEFT_OUTER).where(Undertaking.item.in_(item_ids))
    found: dict[int, list[Any]] = {}
    for row in rows.order_by(Undertaking.id):
        found.setdefault(row.item_id or 0, []).append(row)
    return found


def _view(row: Meeting, items: list[Any], tasks: dict[int, list[Any]]) -> MeetingView:
    theirs = [task for item in items for task in tasks.get(item.id, ())]
    return MeetingView(
        id=row.id,
        kind=MeetingKind(row.kind),
        held_on=row.held_on,
        place=row.place,
        host=row.host,
        minutes_on=row.minutes_on,
        minutes_no=row.minutes_no,
        withdrawn_on=row.withdrawn_on,
        withdraw_reason=row.withdraw_reason,
        items=tuple(_item(item, tasks.get(item.id, [])) for item in items),
        open_tasks=sum(task.done_on is None and task.withdrawn_on is None for task in theirs),
    )


def _item(row: Any, tasks: list[Any]) -> ItemView:
    matter = row.matter if row.matter_id is not None else None
    return ItemView(
        id=row.id,
        matter_id=row.matter_id,
        petitioner=matter.petitioner_name if matter is not None else "",
        title=(matter.title or matter.register_no) if matter is not None else "",
        about=row.about,
        decided=row.decided,
        tasks=tuple(_task(task) for task in tasks),
    )


def _task(row: Any) -> str:
    """``12-01前 人社所``, with how it stands: of a long line the end is cut, not the day."""
    until = f"{row.due_on:%m-%d}前" if row.due_on else ""
    ended = f"{row.done_on:%m-%d}办到" if row.done_on else "已撤回" if row.withdrawn_on else ""
    who = (row.unit.name if row.unit_id is not None else "") + row.person
    return " ".join(filter(None, (until, ended, who)))
