"""回避 (Regulation Art. 28(3)): an officer with an interest takes no part in a matter, and hands on what they had."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from jiefang_tui.rules.kept_away import names_person
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.giving import give
from jiefang_tui.services.desk.kept_away import is_about, must_be_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.law.acts import RECUSE
from jiefang_tui.services.law.line_acts import END_RECUSAL
from jiefang_tui.store.models import (
    Matter,
    Officer,
    Recusal,
)
from jiefang_tui.store.models.lifecycle import Hand
from jiefang_tui.store.queries.office.handover import WORK
from jiefang_tui.store.queries.together.causes import hands_over
from jiefang_tui.terms import EntryKind


def recuse(
    desk: Desk, matter_id: int, officer: str, reason: str, decided_by: str, *, instead: str = "", post: str = ""
) -> int:
    """Write down a recusal; returns its id. Nothing of the matter may be given to that officer from now on.

    Who has work in the matter (包案, 专班, an open measure, one of 三包, 责任人, a handing-over, 首接人) hands all of
    it to `instead` in the same act; without a name the sentence says what there is to hand on.
    """
    for value, sentence, field in (
        (officer, "请填写回避的人。", "officer"),
        (reason, "请写明回避的原因。", "reason"),
        (decided_by, "请写明谁决定的。", "decided_by"),
    ):
        if not value.strip():
            raise Refused(sentence, field)
    with acting(desk, "recusal.add", reason.strip()) as act:
        must(RECUSE, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        who = officer_named(act, officer, field="officer")
        assert who is not None
        if Recusal.select().where((Recusal.matter == matter) & (Recusal.officer == who) & Recusal.ended_on.is_null()):
            raise Refused(f"{who.name}在这件里已经回避。", "officer")
        if names_person(decided_by, who.name):
            raise Refused(f"{who.name}的回避由别人决定，请填写决定的领导或者上级机关。", "decided_by")
        must_leave_causes(matter, who, field="officer")
        held = work_of(matter, who)
        row = act.create(
            Recusal,
            matter=matter,
            officer=who,
            reason=reason.strip(),
            decided_by=decided_by.strip(),
            decided_on=act.today,
        )
        act.about(row)
        act.event(matter_id, EntryKind.CHANGE, f"{who.name}回避：{reason.strip()}，{decided_by.strip()}决定")
        if held:
            other = officer_named(act, instead, post, field="instead")
            if other is None:
                raise Refused(f"{who.name}在这件里是{'、'.join(held)}，请填写由谁接手，再登记回避。", "instead")
            must_be_free(matter, other, field="instead")
            for hand, work in _in_hand(matter):
                if _officer_id_of(hand, work) == who.id:
                    give(act, hand, work, other, f"{who.name}回避：{act.reason}")
            act.event(matter_id, EntryKind.CHANGE, f"{who.name}回避，{'、'.join(held)}改由{other.name}担任")
    return row.id


def end_recusal(desk: Desk, recusal_id: int, reason: str) -> None:
    """The reason for standing aside is gone. What was handed on is not given back by that."""
    if not reason.strip():
        raise Refused("请写明解除回避的原因。", "reason")
    with acting(desk, "recusal.end", reason.strip()) as act:
        row = act.change(Recusal.get_by_id(recusal_id))
        act.about(row)
        must(END_RECUSAL, desk, row.matter_id, row)
        row.ended_on = act.today
        act.event(row.matter_id, EntryKind.CHANGE, f"解除{row.officer.name}的回避：{reason.strip()}")


def work_of(matter: Matter, officer: Officer) -> tuple[str, ...]:
    """What of this matter lies with the officer, in words; empty when nothing does."""
    return tuple(hand.role.format(row=row) for hand, row in _in_hand(matter) if _officer_id_of(hand, row) == officer.id)


_IN_A_CAUSE = {"组长": "组长", "成员": "成员", "措施": "措施责任人"}


def must_leave_causes(matter: Matter, officer: Officer, *, field: str) -> None:
    """Refuse a recusal while a cause (专案) that the matter is in leaves something to them: that is about others, too,
    and is given to somebody else there."""
    for one in hands_over(matter.id):
        if one.officer_id == officer.id:
            what = {"组长": "是组长", "成员": "是成员", "措施": "有措施"}[one.what]
            why = f"{officer.name}在专案「{one.title}」里{what}；请先在那里换人，或者把这一件去掉，再登记回避。"
            raise Refused(why, field)


def who_has_work(matter: Matter) -> list[tuple[Officer, tuple[str, ...]]]:
    """Everybody with whom something of the matter lies, and what (`work_of`)."""
    held: defaultdict[int, list[str]] = defaultdict(list)
    for hand, row in _in_hand(matter):
        held[_officer_id_of(hand, row)].append(hand.role.format(row=row))
    for one in hands_over(matter.id):
        held[one.officer_id].append(f"专案「{one.title}」的{_IN_A_CAUSE[one.what]}")
    officers = Officer.select().where(Officer.id.in_(list(held))).order_by(Officer.id)
    return [(one, tuple(held[one.id])) for one in officers]


def _in_hand(matter: Matter) -> list[tuple[Hand, Any]]:
    """Every piece of work in the matter that somebody who stands aside hands on."""
    return [(work.hand, row) for work in WORK if work.hand.role for row in work.in_matter(matter.id)]


def _officer_id_of(hand: Hand, row: Any) -> int:
    return int(row.__data__[hand.column])


def must_hold_no_work(matter: Matter, person: str, unit: str, *, field: str = "") -> None:
    """Refuse to write down as the one complained of somebody who has the matter in hand: they hand it on first."""
    while matter.merged_into_id is not None:
        matter = matter.merged_into
    for officer, held in who_has_work(matter):
        if is_about(person, unit, officer):
            said = f"{officer.name}在这件里是{'、'.join(held)}；请先登记{officer.name}回避、由别人接手，再写被反映人。"
            raise Refused(said, field)
