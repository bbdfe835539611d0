"""会议研究: a meeting with what it dealt with, what it decided and who does what by when; corrected and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.together import acts
from jiefang_tui.services.together.undertaking import UndertakingIn, lay, restore_with_meeting, who_of
from jiefang_tui.services.together.which import matter_called
from jiefang_tui.store.models import Meeting, MeetingItem, Undertaking
from jiefang_tui.terms import EntryKind, MeetingKind


@dataclass(frozen=True, kw_only=True)
class ItemIn:
    """One item: a matter (`which`: its number or the petitioner's name) or a subject, what was decided, who does it."""

    which: str = ""
    about: str = ""
    decided: str = ""
    unit: str = ""
    person: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingIn:
    """A meeting as said; without a date of its minutes it does not count yet."""

    kind: MeetingKind
    held_on: date
    place: str = ""
    host: str = ""
    minutes_on: date | None = None
    minutes_no: str = ""


def hold(desk: Desk, given: MeetingIn, items: Sequence[ItemIn]) -> int:
    """Write down a meeting. Returns its id."""
    with acting(desk, "meeting.hold") as act:
        _check(act, given)
        if not items:
            raise Refused("请至少写一件研究了什么。", "items")
        row = act.create(Meeting, **_columns(given))
        act.about(row)
        for position, item in enumerate(items, 1):
            _lay_item(act, row, position, item)
    return row.id


def add_item(desk: Desk, meeting_id: int, item: ItemIn) -> int:
    """Another item that was forgotten. Returns its id."""
    with acting(desk, "meeting.add_item") as act:
        meeting = _meeting(act, meeting_id)
        position = MeetingItem.select().where(MeetingItem.meeting == meeting).count() + 1
        row = _lay_item(act, meeting, position, item)
        act.about(row)
    return row.id


def correct(desk: Desk, meeting_id: int, given: MeetingIn, reason: str = "") -> None:
    """Put right what the meeting was. That the minutes are there now needs no reason; all else does."""
    with acting(desk, "meeting.correct", reason) as act:
        row = _meeting(act, meeting_id)
        _check(act, given)
        new = _columns(given)
        adds_minutes = row.minutes_on is None and given.minutes_on is not None
        others = {name for name, value in new.items() if getattr(row, name) != value}
        if not (adds_minutes and others <= {"minutes_on", "minutes_no"}) and not reason.strip():
            raise Refused("请写明为什么更正。", "reason")
        for name, value in new.items():
            setattr(row, name, value)


def correct_item(desk: Desk, item_id: int, about: str, decided: str, reason: str) -> None:
    """What an item was about, or what was decided, was written down wrongly."""
    if not reason.strip():
        raise Refused("请写明为什么更正。", "reason")
    with acting(desk, "meeting.correct_item", reason) as act:
        row = act.change(MeetingItem.get_by_id(item_id))
        act.about(row)
        _meeting(act, row.meeting_id)
        if row.matter_id is None and not about.strip():
            raise Refused("请填写研究了什么。", "about")
        was = row.decided
        words = words_as_written(act, {"about": about, "decided": decided}, (row.about, row.decided))
        row.about, row.decided = words["about"], words["decided"]
        if row.matter_id is not None and was != row.decided:
            said = f"更正会议研究的决定，「{was}」改为「{row.decided}」：{reason.strip()}"
            act.event(row.matter_id, EntryKind.CHANGE, said)


def withdraw(desk: Desk, meeting_id: int, reason: str) -> None:
    """There was no such meeting: it counts no more, and what it gave to do is taken back where it is not done."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "meeting.withdraw", reason) as act:
        row = _meeting(act, meeting_id)
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()
        for item in MeetingItem.select().where(MeetingItem.meeting == row):
            for task in Undertaking.select().where((Undertaking.item == item) & Undertaking.is_awaited):
                task = act.change(task)
                task.withdrawn_on, task.withdraw_reason = act.today, reason.strip()
            if item.matter_id is not None:
                act.event(item.matter_id, EntryKind.CHANGE, f"撤回{_called(row)}研究的记录：{reason.strip()}")


def restore(desk: Desk, meeting_id: int, reason: str) -> str:
    """There was such a meeting: it counts again, and what was taken back with it is to be done again.

    Returns what of that does not come back, and why, to be said: its matter is over, or who has it keeps away by now.
    """
    if not reason.strip():
        raise Refused("请写明为什么恢复。", "reason")
    with acting(desk, "meeting.restore", reason) as act:
        row = act.change(Meeting.get_by_id(meeting_id))
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused("这次会议没有撤回过。")
        kept = []
        for item in MeetingItem.select().where(MeetingItem.meeting == row):
            if item.matter_id is not None:
                act.event(item.matter_id, EntryKind.CHANGE, f"恢复{_called(row)}研究的记录：{reason.strip()}")
            for task in Undertaking.select().where((Undertaking.item == item) & _went_with(row)):
                if why := restore_with_meeting(act, task, reason.strip()):
                    kept.append(f"{who_of(task)}「{task.text}」没有恢复：{why}")
        row.withdrawn_on, row.withdraw_reason = None, ""
    return "".join(kept)


def _went_with(row: Meeting) -> Any:
    """Condition: the undertaking was taken back with the meeting, then or when it turned out not to be done."""
    return (Undertaking.withdrawn_on >= row.withdrawn_on) & (Undertaking.withdraw_reason == row.withdraw_reason)


def _lay_item(act: Act, meeting: Meeting, position: int, item: ItemIn) -> MeetingItem:
    matter_id = matter_called(item.which, field="items") if item.which.strip() else None
    if matter_id is None and not item.about.strip():
        raise Refused(f"第{position}件请填写研究了什么：哪一件，或者什么题目。", "items")
    if matter_id is not None:
        must(acts.MEETING, act.desk, matter_id)
    if (item.unit.strip() or item.person.strip() or item.due_on) and not item.decided.strip():
        raise Refused(f"第{position}件有承办的，请写明定了做什么。", "items")
    if item.due_on is not None and not (item.unit.strip() or item.person.strip()):
        raise Refused(f"第{position}件有日期，请写明谁来办。", "items")
    words = words_as_written(act, {"about": item.about, "decided": item.decided}, day=meeting.held_on)
    row = act.create(
        MeetingItem,
        meeting=meeting,
        position=position,
        matter=matter_id,
        **words,
    )
    if matter_id is not None:
        decided = f"，定：{row.decided}" if row.decided else ""
        act.event(matter_id, EntryKind.SUPERVISION, f"{_called(meeting)}研究{decided}", meeting.held_on)
    if item.unit.strip() or item.person.strip():
        given = UndertakingIn(
            text=row.decided,
            unit=item.unit,
            person=item.person,
            due_on=item.due_on,
            matter_id=matter_id,
            item_id=row.id,
        )
        lay(act, given, (row.decided,))
    return row


def _called(row: Meeting) -> str:
    return f"{row.held_on.month}月{row.held_on.day}日{MeetingKind(row.kind).label}"


def _check(act: Act, given: MeetingIn) -> None:
    if given.held_on > act.today:
        raise Refused("还没有开的会，开了再记。", "held_on")
    if given.minutes_on is not None and not given.held_on <= given.minutes_on <= act.today:
        raise Refused("纪要的日期要在开会那天和今天之间。", "minutes_on")


def _columns(given: MeetingIn) -> dict[str, object]:
    return {
        "kind": given.kind,
        "held_on": given.held_on,
        "place": given.place.strip(),
        "host": given.host.strip(),
        "minutes_on": given.minutes_on,
        "minutes_no": given.minutes_no.strip(),
    }


def _meeting(act: Act, meeting_id: int) -> Meeting:
    row = act.change(Meeting.get_by_id(meeting_id))
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused(f"这次会议已于{row.withdrawn_on}撤回。")
    return row
