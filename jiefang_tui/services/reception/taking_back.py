"""更正处理结果: a wrong digit is taken back with all that it did, or what followed is named as the obstacle.

What an outcome did stands in the audit entry of the act that recorded it, row by row, with what was there before.
What somebody has since built on is not torn away: the sentence says what has to be taken back first, and where. 批示,
promises and notes are the leader's words and stay; the visit is then without a result, and the right one is recorded
as the first was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.rules.dispatches import LEADS
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import approved_by, keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.moving import LIVE
from jiefang_tui.services.law.line_acts import went_to
from jiefang_tui.services.matter.merging import undo_merge_in
from jiefang_tui.services.reception.visit_acts import CORRECT_OUTCOME, is_sealed
from jiefang_tui.store import lifecycles
from jiefang_tui.store.models import (
    Appointment,
    AuditEntry,
    Dispatch,
    Document,
    Extension,
    Instruction,
    Matter,
    Merge,
    Responsibility,
    Row,
    SupervisionCard,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import AppointmentState, CardColour, DispatchKind, DocumentKind, EntryKind, MatterState, Outcome

_DECIDED_BY = ("visit.decide", "visit.enter_paper")
"""Acts that record outcomes."""
_MADE = ("dispatch", "responsibility", "task_force_member", "duty", "appointment", "reopening")
"""Tables with rows that an outcome makes and that go when it goes."""
_CHANGED = ("matter", "responsibility", "dispatch", "extension", "closing")
"""Tables with rows that an outcome changes and that become again what they were."""
_OF_A_NEW_MATTER = (
    "state", "result", "concluded_on", "accepted_on", "route", "duty_lies_with", "due_on", "lead_unit", "handler",
    "was_handled", "is_ended_simply", "executed_on", "executed_note", "closed_on", "notified_on",
)  # fmt: skip
"""Columns of a matter that was registered in the same act (午间补录), so that nothing stood in them before."""
_NOT_BACK = ("last_entry_on",)

Columns = dict[str, Any]


@dataclass(frozen=True)
class _Did:
    """What the outcome of one matter did: rows it made, and what stood before in those it changed."""

    made: tuple[Row, ...]
    before: tuple[tuple[Row, Columns], ...]
    after: Mapping[str, Columns]

    @property
    def dispatches(self) -> list[Dispatch]:
        """Whom it was handed to."""
        return [row for row in self.made if isinstance(row, Dispatch)]

    @property
    def sheet(self) -> Responsibility | None:
        """The sheet that it made."""
        return next((row for row in self.made if isinstance(row, Responsibility)), None)


def correct_outcome(
    desk: Desk,
    visit_id: int,
    matter_id: int,
    reason: str,
    approver: str = "",
    post: str = "",
    paper_on: date | None = None,
) -> str:
    """Take an outcome back, so that the right one can be recorded. Returns what is to be done next, in a sentence.

    On the day itself the clerk says why; later somebody has to have approved it, on a paper with a date. `Refused`
    names what followed and has to be taken back first.
    """
    if not reason.strip():
        raise Refused("请写明哪里记错了。", "reason")
    with acting(desk, "visit.correct_outcome", reason.strip()) as act:
        visit = Visit.get_by_id(visit_id)
        must(CORRECT_OUTCOME, desk, matter_id, visit)
        pair = VisitMatter.get_or_none((VisitMatter.visit == visit_id) & (VisitMatter.matter == matter_id))
        if pair is None or not pair.outcome:
            raise Refused("这一件还没有处理结果，不用更正。")
        if is_sealed(pair):
            raise Refused("这一件已按检举控告办；不是检举的，移送前在那件里按「不是检举控告」恢复。")
        pair = act.change(pair)
        agreed = approved_by(act, pair.matter, pair.decided_at.date(), approver, post, paper_on)
        said = _describe(pair)
        matter = _take_back(act, visit, pair, reason.strip())
        act.about(pair)
        keep_old(act, matter.id, pair, ("outcome", "told"), reason.strip(), agreed, paper_on, outcome=said)
        pair.outcome, pair.told, pair.decided_at, pair.leader = "", "", None, None
        by = f"，{agreed.name}批准({paper_on}书面材料)" if agreed is not None else ""
        quiet_event(
            act, matter.id, EntryKind.CHANGE, f"更正处理结果：{visit.day}所记「{said}」取消，原因：{reason.strip()}{by}"
        )
        told_again = _untell(matter, visit.day)
        kept = Instruction.select().where((Instruction.matter == matter) & (Instruction.visit_id == visit.id)).exists()
    more = ["原来的告知不再算，请重新告知" if told_again else "", "领导批示仍在" if kept else ""]
    return "；".join(part for part in (f"已取消「{said}」，请重新定处理", *more) if part) + "。"


def _describe(pair: VisitMatter) -> str:
    """``交办(站所、村)，司法所``: the outcome, and whom it was handed to."""
    sent: Dispatch | None = (
        Dispatch.select()
        .where(
            (Dispatch.matter == pair.matter_id)
            & (Dispatch.visit_id == pair.visit_id)
            & (Dispatch.outcome == pair.outcome)
        )
        .order_by(Dispatch.kind == DispatchKind.ASSIST, Dispatch.id.desc())
        .first()
    )
    label = Outcome(pair.outcome).label
    return f"{label}，{went_to(sent)}" if sent is not None and went_to(sent) else label


def _take_back(act: Act, visit: Visit, pair: VisitMatter, reason: str) -> Matter:
    """Undo what the outcome did. Returns the matter that the visit is about from now on."""
    if pair.outcome == Outcome.MERGED:
        _unmerge(act, pair, reason)
        return act.change(Matter.get_by_id(pair.matter_id))
    matter = act.change(Matter.get_by_id(pair.matter_id))
    did = _what_it_did(pair, matter)
    if why := _in_the_way(visit, pair, matter, did):
        raise Refused(f"不能直接更正：{why}。")
    for row, columns in did.before:
        _restore(act, row, columns)
    for row in reversed(did.made):
        _unmake(act, row)
    return matter


def _unmerge(act: Act, pair: VisitMatter, reason: str) -> None:
    """并入原事项 was wrong: what went over comes back, the visit with it."""
    merges = Merge.select().where(
        (Merge.kind == "matter") & (Merge.into_id == pair.matter_id) & Merge.undone_on.is_null()
    )
    for merge in merges.order_by(Merge.id.desc()):
        if str(pair.id) in json.loads(merge.moved).get("visit_matter", {}):
            undo_merge_in(act, merge, reason)
            return
    raise Refused("不能直接更正：没有找到那次并入，可能已在「1 概况」里撤销；请在那件里记进展说明。")


# -- what it did


def _what_it_did(pair: VisitMatter, matter: Matter) -> _Did:
    entry = _entry_of(pair)
    if entry is None:  # rows that no act wrote: the desk's invented office
        return _Did(tuple(_handed_over(pair)), _as_registered(pair, matter), {})
    before, after = json.loads(entry.before), json.loads(entry.after)
    made = [row for key in after if key not in before for row in _rows(key, _MADE, matter)]
    changed = [(row, before[key]) for key in before for row in _rows(key, _CHANGED, matter)]
    if f"matter:{matter.id}" in after and f"matter:{matter.id}" not in before:
        changed.append((matter, _blank(_OF_A_NEW_MATTER)))
    return _Did(tuple(made), tuple(changed), after)


def _entry_of(pair: VisitMatter) -> AuditEntry | None:
    key, here = f"visit_matter:{pair.id}", VisitMatter.select(VisitMatter.matter).where(VisitMatter.visit == pair.visit)
    subjects = [f"matter:{one.matter_id}" for one in here]
    entries = AuditEntry.select().where(AuditEntry.act.in_(_DECIDED_BY) & AuditEntry.subject.in_(subjects))
    for entry in entries.order_by(AuditEntry.id.desc()):
        if json.loads(entry.after).get(key, {}).get("outcome") == pair.outcome:
            return entry
    return None


def _handed_over(pair: VisitMatter) -> list[Dispatch]:
    same = (Dispatch.matter == pair.matter_id) & (Dispatch.visit_id == pair.visit_id)
    return list(Dispatch.select().where(same & (Dispatch.outcome == pair.outcome)))


def _as_registered(pair: VisitMatter, matter: Matter) -> tuple[tuple[Row, Columns], ...]:
    first = VisitMatter.select(VisitMatter.id).where(VisitMatter.matter == matter).order_by(VisitMatter.id).scalar()
    return ((matter, _blank(_OF_A_NEW_MATTER)),) if first == pair.id else ()


def _blank(columns: tuple[str, ...]) -> Columns:
    return {name: Matter._meta.fields[name].default for name in columns}


def _rows(key: str, tables: tuple[str, ...], matter: Matter) -> Iterator[Row]:
    """The row of an audit entry's key that is there and belongs to the matter."""
    table, _, number = key.partition(":")
    if table not in tables:
        return
    if table == "matter":
        if int(number) == matter.id:
            yield matter
        return
    row = lifecycles.BY_TABLE[table].get_or_none(lifecycles.BY_TABLE[table].id == int(number))
    if row is not None and lifecycles.matter_of(row) == matter.id:
        yield row


# -- what is in the way


def _in_the_way(visit: Visit, pair: VisitMatter, matter: Matter, did: _Did) -> str:
    """What followed and is not torn away, and where it is taken back; empty when nothing is."""
    checks = (
        _decided_again(pair, matter),
        *(_out_with(row) for row in did.dispatches),
        _handed_on(pair, matter, did),
        _written_in(did.sheet, did),
        _paper(pair, matter),
        _lengthened(pair, matter),
        _carded(pair, matter),
        _moved_on(matter, did),
    )
    return next((why for why in checks if why), "")


def _decided_again(pair: VisitMatter, matter: Matter) -> str:
    later = VisitMatter.select().where(
        (VisitMatter.matter == matter) & (VisitMatter.outcome != "") & (VisitMatter.decided_at > pair.decided_at)
    )
    one = later.order_by(VisitMatter.decided_at.desc()).first()
    return f"{one.visit.day}来访又记了「{Outcome(one.outcome).label}」，请先更正那一次" if one is not None else ""


def _out_with(row: Dispatch) -> str:
    if row.ended_on is not None or row.returned_on is not None:
        return ""
    if row.replied_on is not None:
        return f"{went_to(row)}已于{row.replied_on}答复，请在事项里接着办，或者重新交办"
    if row.signed_on is not None:
        return f"{went_to(row)}已于{row.signed_on}签收，请先在「4 文书」那一条上按 Del 收回"
    if row.delivered_on is not None:
        return f"已于{row.delivered_on}交件给{went_to(row)}，请先在「4 文书」那一条上按 Del 收回"
    return ""


def _handed_on(pair: VisitMatter, matter: Matter, did: _Did) -> str:
    own = [row.id for row in did.dispatches]
    since = (Dispatch.matter == matter) & (Dispatch.sent_on >= pair.decided_at.date()) & Dispatch.id.not_in(own)
    later = Dispatch.select().where(since & LIVE & Dispatch.kind.in_(LEADS)).first()
    return f"后来又交给了{went_to(later)}，请先在「4 文书」那一条上按 Del 收回" if later is not None else ""


def _written_in(sheet: Responsibility | None, did: _Did) -> str:
    """Whether somebody has filled in the sheet that the outcome made."""
    if sheet is None:
        return ""
    mine = {(row._meta.table_name, row.id) for row in did.made}
    hanging = lifecycles.hanging({Responsibility: [sheet.id]})
    others = [model for model, ids in hanging.items() for one in ids if (model._meta.table_name, one) not in mine]
    touched = [row for row in did.made if row.version > 1 and not isinstance(row, Dispatch | Appointment)]
    if others or touched:
        return "三定三包已经填写，请在那里改包案领导、期限，或者办结"
    return ""


def _paper(pair: VisitMatter, matter: Matter) -> str:
    since = (Document.matter == matter) & (Document.issued_on >= pair.decided_at.date())
    one = Document.select().where(since & (Document.kind != DocumentKind.SLIP)).first()
    return f"已出具{DocumentKind(one.kind).label}({one.issued_on})，请在事项里接着办" if one is not None else ""


def _lengthened(pair: VisitMatter, matter: Matter) -> str:
    since = (Extension.matter == matter) & (Extension.approved_on >= pair.decided_at.date())
    one = Extension.select().where(since & Extension.undone_on.is_null()).first()
    return "已批延期，请先在「4 文书」那一条上按 Del 撤销" if one is not None else ""


def _carded(pair: VisitMatter, matter: Matter) -> str:
    since = (SupervisionCard.matter == matter) & (SupervisionCard.issued_on >= pair.decided_at.date())
    one = SupervisionCard.select().where(since & SupervisionCard.withdrawn_on.is_null()).first()
    return f"已发{CardColour(one.colour).label} {one.card_no}，请先在「7 督办」里销牌" if one is not None else ""


def _moved_on(matter: Matter, did: _Did) -> str:
    """The matter stands elsewhere than the outcome brought it."""
    came_to = did.after.get(f"matter:{matter.id}", {}).get("state", matter.state)
    taken_back = matter.state == MatterState.HANDLING and any(row.ended_on for row in did.dispatches)
    if matter.state == came_to or taken_back:
        return ""
    if matter.merged_into is not None:
        return f"这件已并入 {matter.merged_into.register_no}，请先在「1 概况」里撤销合并"
    return f"这件后来{MatterState(matter.state).label}，请先在事项里把那一步撤回"


# -- undoing


def _restore(act: Act, row: Any, columns: Columns) -> None:
    row = act.change(row)
    for column, was in columns.items():
        if column in _NOT_BACK or (column == "notified_on" and row.notified_on is not None):
            continue  # told since: that is for `_untell`
        if column in row._meta.fields:
            setattr(row, column, row._meta.fields[column].python_value(was))


def _unmake(act: Act, row: Row) -> None:
    """What nobody saw goes. A handing-over of an earlier day, and a booking, stay in sight as taken back."""
    if isinstance(row, Dispatch) and not _was_never_sent(act, row):
        row = act.change(row)
        row.ended_on = row.ended_on or (None if row.returned_on is not None else max(act.today, row.sent_on))
    elif isinstance(row, Appointment):
        if row.state == AppointmentState.BOOKED:
            act.change(row).state = AppointmentState.CANCELLED
    else:
        act.remove(row)


def _was_never_sent(act: Act, row: Dispatch) -> bool:
    """The finger slipped today, and nothing became of it."""
    is_untouched = row.sent_on == act.today and row.ended_on is None and row.returned_on is None
    return is_untouched and sum(map(len, lifecycles.hanging({Dispatch: [row.id]}).values())) == 1


def _untell(matter: Matter, day: date) -> bool:
    """What was told in writing since told of the wrong outcome. Whether there was any."""
    if matter.notified_on is None or matter.notified_on < day:
        return False
    matter.notified_on = None
    return True
