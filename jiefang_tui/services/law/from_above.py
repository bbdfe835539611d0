"""上级转来 put right or taken back: who sent it, out of whose reception (领导接访交办), under which number."""

from __future__ import annotations

from jiefang_tui.services.desk.act_facts import ActFacts
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.moving import assigned_by
from jiefang_tui.services.desk.people import unit_named
from jiefang_tui.services.law import acts
from jiefang_tui.store.models import Matter, Visit
from jiefang_tui.terms import Channel, DocumentKind, EntryKind, LeaderLevel

_NAMES = {
    "transferred_from": "来文单位", "transfer_no": "文号", "assigned_level": "领导级别", "assigned_leader": "交办领导",
    "wants_report": "办结报告",
}  # fmt: skip
"""What is put right here; its days are (`correcting.correct_date`)."""


def correct_above(
    desk: Desk,
    matter_id: int,
    from_unit: str,
    number: str = "",
    leader: str = "",
    level: str = "",
    *,
    wants_report: bool,
    reason: str,
) -> None:
    """Put right who sent it and what they want. What stood there is told in the timeline and stays in the audit."""
    if not reason.strip():
        raise Refused("请写明更正的原因。", "reason")
    with acting(desk, "matter.correct_above", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        facts = must(acts.CORRECT_ABOVE, desk, matter_id)
        if not wants_report and any(one.kind is DocumentKind.REPORT_UP for one in facts.documents):
            raise Refused("办结报告已经报了，不能改成不用报；请先撤回办结报告。", "wants_report")
        was = {name: getattr(matter, name) for name in _NAMES}
        sender = unit_named(act, from_unit)
        matter.transferred_from, matter.transfer_no = sender.name if sender else from_unit.strip(), number.strip()
        matter.assigned_leader, matter.assigned_level = assigned_by(leader, level)
        matter.wants_report = wants_report
        told = [
            f"{label}{_plain(name, was[name])}改为{_plain(name, getattr(matter, name))}"
            for name, label in _NAMES.items()
            if was[name] != getattr(matter, name)
        ]
        if not told:
            raise Refused("和原来的一样，没有改动。")
        quiet_event(act, matter_id, EntryKind.CHANGE, f"更正上级转来：{'；'.join(told)}，原因：{reason.strip()}")


def _plain(name: str, value: str | bool) -> str:
    if name == "wants_report":
        return "要报" if value else "不用"
    if name == "assigned_level" and value:
        return LeaderLevel(str(value)).label
    return str(value) or "空"


def undo_above(desk: Desk, matter_id: int, reason: str) -> None:
    """No higher level sent it after all: its days run as of what came here by itself."""
    if not reason.strip():
        raise Refused("请写明为什么撤回上级转来。", "reason")
    with acting(desk, "matter.undo_above", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.UNDO_ABOVE, desk, matter_id)
        said = f"{matter.transferred_from} {matter.transfer_no}".strip()
        _forget_above(matter)
        quiet_event(act, matter_id, EntryKind.CHANGE, f"撤回上级转来({said})：{reason.strip()}")


def _forget_above(matter: Matter) -> None:
    matter.transferred_in_on = matter.assigned_due = None
    matter.transferred_from = matter.transfer_no = matter.assigned_leader = matter.assigned_level = ""
    matter.wants_report = False


def follow_channel(act: Act, matter: Matter, visit: Visit) -> str:
    """形式 of the visit that brought it was put right: so is the matter's, and whether a higher level sent it.

    Returns what is still to be filled in, in a sentence, or empty.
    """
    was, now = Channel(matter.channel), Channel(visit.channel)
    act.change(matter).channel = now
    if was.is_from_above and not now.is_from_above:
        if why := acts.why_not_from_elsewhere(ActFacts(act.desk, matter.id)):
            raise Refused(why, "channel")
        _forget_above(matter)
    elif now.is_from_above and matter.transferred_in_on is None:
        matter.transferred_in_on, matter.transfer_no, matter.assigned_due = (
            visit.day,
            visit.outside_no,
            visit.outside_due,
        )
        return f"{matter.register_no} 的来文单位、文号请在「更正上级转来」里填。"
    return ""
