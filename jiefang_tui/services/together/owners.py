"""归属会商: whose matter it is; each unit's words, decided by whom, or open with who decides by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free, must_not_be_kept_away
from jiefang_tui.services.desk.people import unit_named
from jiefang_tui.services.supervision.pushing import PartIn, hold
from jiefang_tui.services.together import acts
from jiefang_tui.store.models import ConsultationPart, Matter, OwnerQuestion, ReceptionSession
from jiefang_tui.terms import EntryKind

DECIDES = "定这件归谁办"
"""The task of who decides, in the list of what 会商 gave to do."""


@dataclass(frozen=True, kw_only=True)
class OwnerIn:
    """What came of it: decided (`owner`, `decided_by`), or open (`decides`, `decide_by`)."""

    matter_id: int
    parts: list[PartIn]
    session_id: int | None = None
    owner: str = ""
    decided_by: str = ""
    decides: str = ""
    decide_by: date | None = None
    reason: str = ""
    on_day: date | None = None
    """When it was conferred; the day of the session, else today, where nobody says."""


def confer(desk: Desk, given: OwnerIn) -> int:
    """Write down what each unit said of whose matter it is, and what came of it. Returns the id of the question."""
    with acting(desk, "owner.confer") as act:
        must(acts.OWNER, desk, given.matter_id)
        is_decided = bool(given.owner.strip())
        if is_decided and not given.decided_by.strip():
            raise Refused("请填写是谁定的。", "decided_by")
        if not is_decided and not (given.decides.strip() and given.decide_by):
            raise Refused("还没有定归谁的，请填写由谁定、哪天前定。", "decides")
        on_day = _conferred_on(act, given)
        if given.decide_by is not None and given.decide_by < on_day:
            raise Refused(f"哪天前定不能早于{on_day}会商那天；会商在前几天的，请写「哪天会商」。", "decide_by")
        given = _as_written(act, given, on_day)
        owner = f"归{given.owner.strip()}办，{given.decided_by.strip()}定"
        told = owner if is_decided else f"归属没有定，由{given.decides.strip()}在{given.decide_by}前定"
        told += f"：{given.reason.strip()}" if given.reason.strip() else ""
        parts = [part for part in given.parts if part.unit.strip() or part.person.strip()]
        if not any(part.said.strip() for part in parts):
            raise Refused("请至少写一个单位怎么说。", "parts")
        decides = [] if is_decided else [PartIn("", given.decides, "", DECIDES, given.decide_by)]
        meeting = hold(act, given.matter_id, on_day, "", "", [*parts, *decides], told)
        task = None
        if decides:
            task = ConsultationPart.get((ConsultationPart.consultation == meeting) & (ConsultationPart.task == DECIDES))
        row = act.create(
            OwnerQuestion, matter=given.matter_id, session=given.session_id, consultation=meeting, task=task
        )
        act.about(row)
        if is_decided:
            _decide(act, row, given.owner, given.decided_by, given.reason, on_day)
    return row.id


def _as_written(act: Act, given: OwnerIn, on_day: date) -> OwnerIn:
    """What each said and the reason, asked about where they sound like a report."""
    texts = {"reason": given.reason} | {str(place): part.said for place, part in enumerate(given.parts)}
    said = words_as_written(act, texts, day=on_day)
    parts = [replace(part, said=said[str(place)]) for place, part in enumerate(given.parts)]
    return replace(given, parts=parts, reason=said["reason"])


def _conferred_on(act: Act, given: OwnerIn) -> date:
    if given.on_day is not None or given.session_id is None:
        return given.on_day or act.today
    received_on: date = Matter.get_by_id(given.matter_id).received_on
    return max(received_on, ReceptionSession.get_by_id(given.session_id).day)


def decide(desk: Desk, row_id: int, owner: str, decided_by: str, reason: str = "", on_day: date | None = None) -> None:
    """It was decided whose it is. Handing it over is an act of its own."""
    with acting(desk, "owner.decide") as act:
        row = _row(act, row_id)
        must(acts.DECIDE_OWNER, desk, row.matter_id, row)
        if not owner.strip():
            raise Refused("请填写归哪个单位办。", "owner")
        if not decided_by.strip():
            raise Refused("请填写是谁定的。", "decided_by")
        day, since = on_day or act.today, row.consultation.on_day
        if not since <= day <= act.today:
            raise Refused(f"日期要在{since}和今天之间。", "on_day")
        reason = words_as_written(act, {"reason": reason}, day=day)["reason"]
        _decide(act, row, owner, decided_by, reason, day)
        if row.task is not None:
            act.change(row.task).done_on = day
        said = f"归属定了：归{owner.strip()}办，{decided_by.strip()}定"
        act.event(row.matter_id, EntryKind.SUPERVISION, said + (f"：{row.reason}" if row.reason else ""), day)


def undecide(desk: Desk, row_id: int, reason: str) -> None:
    """What was decided is taken back: it is open again."""
    if not reason.strip():
        raise Refused("请写明为什么撤。", "reason")
    with acting(desk, "owner.undecide", reason) as act:
        row = _row(act, row_id)
        must(acts.UNDECIDE_OWNER, desk, row.matter_id, row)
        row.decided_on, row.owner, row.decided_by, row.reason = None, None, "", ""
        if row.task is not None:
            act.change(row.task).done_on = None
        act.event(row.matter_id, EntryKind.CHANGE, f"撤所定的归属：{reason.strip()}")


def withdraw(desk: Desk, row_id: int, reason: str) -> None:
    """登错了: the question is none; what was said at the 会商 stays in the timeline."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "owner.withdraw", reason) as act:
        row = _row(act, row_id)
        must(acts.WITHDRAW_OWNER, desk, row.matter_id, row)
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()
        if row.task is not None and row.task.done_on is None:
            act.change(row.task).done_on = act.today
        act.event(row.matter_id, EntryKind.CHANGE, f"撤回归属会商：{reason.strip()}")


def restore(desk: Desk, row_id: int, reason: str) -> None:
    """It was withdrawn by mistake: decided as it was, or open with who decides, unless they keep away by now."""
    if not reason.strip():
        raise Refused("请写明为什么恢复。", "reason")
    with acting(desk, "owner.restore", reason) as act:
        row = _row(act, row_id)
        must(acts.RESTORE_OWNER, desk, row.matter_id, row)
        decides = row.task.person if row.task is not None else ""
        must_not_be_kept_away(row.matter, row.decided_by or decides, field="reason")
        must_be_free(row.matter, unit=row.owner, field="reason")
        row.withdrawn_on, row.withdraw_reason = None, ""
        if row.task is not None and row.decided_on is None:
            act.change(row.task).done_on = None
        act.event(row.matter_id, EntryKind.CHANGE, f"恢复归属会商：{reason.strip()}")


def _decide(act: Act, row: OwnerQuestion, owner: str, decided_by: str, reason: str, day: date) -> None:
    unit, matter = unit_named(act, owner), Matter.get_by_id(row.matter_id)
    must_be_free(matter, unit=unit, field="owner")
    must_not_be_kept_away(matter, decided_by, field="decided_by")
    row.decided_on, row.owner, row.decided_by, row.reason = day, unit, decided_by.strip(), reason.strip()


def _row(act: Act, row_id: int) -> OwnerQuestion:
    row = act.change(OwnerQuestion.get_by_id(row_id))
    act.about(row)
    return row
