"""更正来访登记和接谈记录: what was written down of an arrival wrongly is put right; what stood there is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiefang_tui.rules.typed.numbers import MAX_REPRESENTATIVES, arrival_label
from jiefang_tui.services.desk.acting import Act, Seen, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law.from_above import follow_channel
from jiefang_tui.services.reception.intake import CompanionIn, MatterIn, next_queue_no, pair_in
from jiefang_tui.services.reception.receiving import desk_of, session_of
from jiefang_tui.services.reception.visit_acts import CORRECT_NOTE, CORRECT_VISIT, is_sealed, pairs_of
from jiefang_tui.services.reception.voiding import void_matter
from jiefang_tui.store import search
from jiefang_tui.store.models import Companion, Visit
from jiefang_tui.terms import Channel, CompanionRole, EntryKind, PairKind, VisitPurpose, VisitState


def correct_note(desk: Desk, visit_id: int, text: str, reason: str) -> None:
    """Let the notes say what was said. `Refused` without a reason, or where nothing is changed."""
    if not reason.strip():
        raise Refused("请写明更正的原因。", "reason")
    with acting(desk, "visit.correct_note", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(CORRECT_NOTE, desk, 0, visit)
        if text.strip() == visit.talk_note.strip():
            raise Refused("和原来的一样，没有改动。", "text")
        for pair in pairs_of(visit):
            if not is_sealed(pair):
                keep_old(act, pair.matter_id, visit, ("talk_note",), reason.strip())
                number = arrival_label(visit.queue_no, Channel(visit.channel).label)
                said = f"更正{visit.day}{number}的接谈记录，原因：{reason.strip()}"
                quiet_event(act, pair.matter_id, EntryKind.TALK, said)
        visit.talk_note = text.strip()


CORRECTABLE = (
    "purpose", "channel", "arrived_at", "headcount", "representative_count", "on_behalf_of", "needs", "is_urgent",
    "priority_reason", "window_note",
)  # fmt: skip
"""What was written down of the arrival itself; its day is right, or it is voided and registered anew."""
_OF_A_REPORT = ("channel", "arrived_at", "headcount", "is_urgent")
"""What there is of a sealed report."""
_NAMES = {
    "purpose": "来由", "channel": "形式", "arrived_at": "到达时间", "headcount": "人数",
    "representative_count": "代表", "on_behalf_of": "代访", "needs": "特殊需要", "is_urgent": "紧急",
    "priority_reason": "优先", "window_note": "来办什么",
}  # fmt: skip


def correct_visit(
    desk: Desk,
    visit_id: int,
    changes: dict[str, Any],
    companions: Sequence[CompanionIn] | None = None,
    reason: str = "",
    *,
    version: int | None = None,
) -> str:
    """Put right what was written down of an arrival (`CORRECTABLE`), and with `companions` who came along.

    What stood there is told in the timeline of its matters and stays in the audit. Returns what followed by itself, in
    a sentence, or empty. From the second day on a reason is asked.
    """
    with acting(desk, "visit.correct", reason.strip(), seen=Seen(Visit, visit_id, version)) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(CORRECT_VISIT, desk, 0, visit)
        was = {name: getattr(visit, name) for name in CORRECTABLE}
        notes: list[str] = []
        if visit.day != act.today and not reason.strip():
            raise Refused(f"这是{visit.day}登记的，请写明更正的原因。", "reason")
        _must_fit(act, visit, changes)
        for column, value in changes.items():
            setattr(visit, column, value)
        told = [
            _told(name, was[name], getattr(visit, name)) for name in CORRECTABLE if was[name] != getattr(visit, name)
        ]
        if companions is not None and _companions(act, visit, companions):
            told.append("同访人")
        _count_heads(visit, notes)
        if not told:
            raise Refused("和原来的一样，没有改动。")
        why = f"，原因：{reason.strip()}" if reason.strip() else ""
        for pair in pairs_of(visit):
            number = arrival_label(visit.queue_no, Channel(visit.channel).label)
            said = f"更正{visit.day}{number}登记：{'；'.join(told)}{why}"
            quiet_event(act, pair.matter_id, EntryKind.CHANGE, said)
        if was["purpose"] != visit.purpose:
            notes += _follow_purpose(act, visit)
        if Channel(was["channel"]).is_visit != Channel(visit.channel).is_visit:
            _follow_channel(act, visit)
        if was["channel"] != visit.channel:
            brought = [pair.matter for pair in pairs_of(visit) if pair.kind == PairKind.INITIAL and not is_sealed(pair)]
            notes += [follow_channel(act, matter, visit) for matter in brought]
        search.index_visit(visit, desk.reference.pinyin)
    return "".join(notes)


def _must_fit(act: Act, visit: Visit, changes: dict[str, Any]) -> None:
    if unknown := changes.keys() - set(CORRECTABLE):
        raise KeyError(*unknown)
    if pairs_of(visit) and all(is_sealed(pair) for pair in pairs_of(visit)) and changes.keys() - set(_OF_A_REPORT):
        raise Refused("密件只留编号、日期和去向，这些不记在本机。")
    headcount = changes.get("headcount", visit.headcount)
    if not 1 <= headcount <= 9999:
        raise Refused("人数请填 1 到 9999。", "headcount")
    arrived = changes.get("arrived_at", visit.arrived_at)
    if arrived.date() != visit.day:
        raise Refused(f"只能改{visit.day}当天的时间；日期登错了请另登，这一条登记作废。", "arrived_at")
    if arrived > act.now:
        raise Refused("到达时间不能晚于现在。", "arrived_at")


def _told(name: str, was: Any, now: Any) -> str:
    if name in ("needs", "priority_reason", "window_note"):
        return _NAMES[name]
    return f"{_NAMES[name]}{_plain(name, was)}改为{_plain(name, now)}"


def _plain(name: str, value: Any) -> str:
    if name == "purpose":
        return f"「{VisitPurpose(value).label}」"
    if name == "channel":
        return f"「{Channel(value).label}」"
    if name == "arrived_at":
        return f"{value:%H:%M}"
    if name == "is_urgent":
        return "是" if value else "否"
    return str(value) or "空"


def _companions(act: Act, visit: Visit, companions: Sequence[CompanionIn]) -> bool:
    """Write down who came along; whether that is anybody else than before."""
    there = list(Companion.select().where(Companion.visit == visit).order_by(Companion.ordinal))
    leads = 0
    wanted = []
    for one in companions:
        leads += one.is_representative
        is_leading = one.is_representative and leads <= MAX_REPRESENTATIVES
        role = CompanionRole.REPRESENTATIVE if is_leading else CompanionRole.COMPANION
        wanted.append((str(role), one.name, one.phone, one.id_no))
    if [(row.role, row.name, row.phone, row.id_no) for row in there] == wanted:
        return False
    for row in there:
        act.remove(row)
    for ordinal, (kind, name, phone, id_no) in enumerate(wanted, 1):
        act.create(Companion, visit=visit, ordinal=ordinal, role=kind, name=name, phone=phone, id_no=id_no)
    return True


def _count_heads(visit: Visit, notes: list[str]) -> None:
    """No fewer people than are known by name, no more representatives than Art. 20(3) allows."""
    named = Companion.select().where(Companion.visit == visit)
    known = named.count() + (0 if visit.petitioner_id is None else 1)
    if known > visit.headcount:
        notes.append(f"登记了{known}人的姓名，人数已改为{known}。")
        visit.headcount = known
    leading = named.where(Companion.role == CompanionRole.REPRESENTATIVE).count()
    visit.representative_count = min(max(visit.representative_count, leading), MAX_REPRESENTATIVES)


def _follow_channel(act: Act, visit: Visit) -> None:
    """形式 was wrong: what nobody came for waits in no queue, and who came gets a number and is received or waits."""
    if not Channel(visit.channel).is_visit:
        visit.state, visit.session = VisitState.FILED, desk_of(act, visit.day)
        return
    decided = any(pair.outcome for pair in pairs_of(visit))
    visit.state = VisitState.RECEIVED if decided or visit.finished_at is not None else VisitState.WAITING
    visit.session = session_of(act, visit.day)
    visit.queue_no = visit.queue_no or next_queue_no(visit.day)


def _follow_purpose(act: Act, visit: Visit) -> list[str]:
    """来由 was wrong: a petition has a matter, an arrival at the window has none of its own."""
    if visit.purpose == VisitPurpose.PETITION:
        if pairs_of(visit):
            return []
        if not visit.window_note.strip():
            raise Refused("改为信访请写明诉求。", "window_note")
        pair = pair_in(act, visit, visit.petitioner, MatterIn(visit.window_note), 1)
        visit.window_note = ""
        return [f"已登记事项 {pair.matter.register_no}。"] if pair is not None else []
    if any(pair.outcome for pair in pairs_of(visit)):
        raise Refused("这次来访已定处理结果，不能改成不是信访的；请先更正处理结果。", "purpose")
    notes = []
    for pair in pairs_of(visit):
        if pair.kind == PairKind.INITIAL:
            purpose = VisitPurpose(visit.purpose).label
            notes.append(f"来访仍在，按{purpose}办；{pair.matter.register_no} 这个编号不再用，诉求留在来访里。")
            visit.window_note = visit.window_note or pair.request_said or pair.matter.title
            void_matter(act, visit, pair, f"来由改为{VisitPurpose(visit.purpose).label}")
    return notes
