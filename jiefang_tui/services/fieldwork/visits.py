"""走访: written down, put right, taken back with a reason; what was learnt becomes a matter by one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiefang_tui.rules.text import one_line
from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.fieldwork.becoming import (
    Became,
    make_matter,
    matter_numbered,
    must_lead_nowhere,
    must_not_wait,
)
from jiefang_tui.store.models import FieldVisit, FieldVisitor, Matter, Officer
from jiefang_tui.terms import Channel, EntryKind, FieldResult, FieldVisitKind


@dataclass(frozen=True, kw_only=True)
class FieldVisitIn:
    """A 走访 as said. `matter_no`: the number, or its end, of the matter that it was about."""

    day: date
    kind: FieldVisitKind
    who: Sequence[str]
    learnt: str
    village: str = ""
    whom: str = ""
    headcount: int | None = None
    result: FieldResult = FieldResult.NOTED
    matter_no: str = ""


def record(desk: Desk, given: FieldVisitIn) -> int:
    """Write down a 走访. Returns its id.

    Raises `Refused` without who went or what was learnt: a visit of which nothing is told is an empty trace.
    """
    with acting(desk, "field_visit.record") as act:
        _check(act, given)
        matter = matter_numbered(given.matter_no, "matter_no")
        row = act.create(FieldVisit, matter=matter, **_columns(given) | _said(act, given))
        act.about(row)
        who = _send(act, row, given.who, matter)
        if matter is not None:
            act.event(matter.id, EntryKind.PROGRESS, _told(row, who), row.day)
    return row.id


def correct(desk: Desk, visit_id: int, given: FieldVisitIn, reason: str) -> None:
    """Put a 走访 right; the old stays in the audit. An emptied number takes it off its matter."""
    if not reason.strip():
        raise Refused("请写明为什么改。", "reason")
    with acting(desk, "field_visit.correct", reason.strip()) as act:
        row = _standing(act, visit_id)
        _check(act, given)
        before = row.matter_id
        matter = matter_numbered(given.matter_no, "matter_no")
        for name, value in (_columns(given) | _said(act, given, (row.whom, row.learnt))).items():
            setattr(row, name, value)
        row.matter = matter
        for visitor in list(FieldVisitor.select().where(FieldVisitor.visit == row)):
            act.remove(visitor)
        who = _send(act, row, given.who, matter)
        if matter is None or matter.id != before:
            row.made_matter = False
            if before is not None:
                quiet_event(act, before, EntryKind.CHANGE, f"{row.day}的{_kind(row)}不是为这件事：{reason.strip()}")
        if matter is not None:
            told = _told(row, who)
            quiet_event(act, matter.id, EntryKind.CHANGE, told if matter.id != before else f"更正{told}")


def withdraw(desk: Desk, visit_id: int, reason: str) -> None:
    """登错了: it counts no more and stays to be seen with its reason."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "field_visit.withdraw", reason.strip()) as act:
        row = _standing(act, visit_id)
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()
        if row.matter_id is not None:
            quiet_event(act, row.matter_id, EntryKind.CHANGE, f"撤回{row.day}的{_kind(row)}：{reason.strip()}")


def restore(desk: Desk, visit_id: int) -> None:
    """One that was taken back stands again."""
    with acting(desk, "field_visit.restore") as act:
        row = act.change(FieldVisit.get_by_id(visit_id))
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused("这一条没有撤回过。")
        row.withdrawn_on, row.withdraw_reason = None, ""
        if row.matter_id is not None:
            quiet_event(act, row.matter_id, EntryKind.CHANGE, f"恢复{row.day}的{_kind(row)}")


def answer(desk: Desk, visit_id: int, result: FieldResult) -> None:
    """当场答复, or 记下再办 after all."""
    with acting(desk, "field_visit.answer") as act:
        row = _standing(act, visit_id)
        if row.result == result:
            raise Refused(f"这一条已经是{result.label}。")
        row.result = result


def to_matter(desk: Desk, visit_id: int, name: str, request: str) -> Became:
    """转为事项: register what was learnt, and let the line say which matter it became.

    What turns out to be a report (检举控告) is read in the line no more, and leaves it with the handover.
    """
    with acting(desk, "field_visit.to_matter") as act:
        row = _standing(act, visit_id)
        must_lead_nowhere(row.matter, "这一条")
        if not request.strip():
            raise Refused("请填写诉求。", "request")
        became = make_matter(act, name, request, row.day, row.village, row.learnt)
        row.matter_id, row.made_matter = became.line_to, True
        act.about(row)
    return became


def _check(act: Act, given: FieldVisitIn) -> None:
    if given.day > act.today:
        raise Refused(f"{given.day}还没到；去过了再记，以后要去的排在安排里。", "day")
    if not [name for name in given.who if name.strip()]:
        raise Refused("请填写谁去的。", "who")
    if not given.learnt.strip():
        raise Refused("请写明了解到什么、答复了什么。", "learnt")


def _columns(given: FieldVisitIn) -> dict[str, object]:
    return {
        "day": given.day,
        "kind": given.kind,
        "village": one_line(given.village),
        "whom": one_line(given.whom),
        "headcount": given.headcount,
        "learnt": given.learnt.strip(),
        "result": given.result,
    }


def _said(act: Act, given: FieldVisitIn, was: Sequence[str] = ()) -> dict[str, str]:
    """Whom they met and what was learnt: asked about where it sounds like a report."""
    texts = {"whom": one_line(given.whom), "learnt": given.learnt}
    return words_as_written(act, texts, was, channel=Channel.FIELD_VISIT, day=given.day)


def _send(act: Act, row: FieldVisit, names: Sequence[str], matter: Matter | None) -> list[Officer]:
    """Write down who went; nobody goes about a matter from which they have to keep away (Art. 28(3))."""
    found = []
    for position, name in enumerate(dict.fromkeys(name.strip() for name in names if name.strip()), 1):
        officer = officer_named(act, name, field="who")
        assert officer is not None
        if matter is not None:
            must_be_free(matter, officer, field="who")
        act.create(FieldVisitor, visit=row, officer=officer, position=position)
        found.append(officer)
    return found


def _standing(act: Act, visit_id: int) -> FieldVisit:
    row = act.change(FieldVisit.get_by_id(visit_id))
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused("这一条已经撤回，先恢复再改。")
    must_not_wait(row.matter, "这一条")
    return row


def _kind(row: FieldVisit) -> str:
    return FieldVisitKind(row.kind).label


def _told(row: FieldVisit, who: Sequence[Officer]) -> str:
    """The line of the timeline."""
    met = f"，{row.whom}" if row.whom else ""
    return f"{_kind(row)}({'、'.join(one.name for one in who)}{met})：{row.learnt}"
