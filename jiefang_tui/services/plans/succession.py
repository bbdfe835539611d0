"""从某日起由乙接替甲: the days of the plan, and of the work in hand what is named; the rest stays where it is.

Taken back by the same act the other way round, from the same day: then exactly what went over comes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.office.handover import counted, move_work
from jiefang_tui.store.models import Officer, PlanDay, PlanRule, PlanTurn


def succeed(desk: Desk, leaving: str, taking: str, from_day: date, reason: str, *, kinds: Collection[str] = ()) -> str:
    """From `from_day` on `taking` sits where `leaving` was to sit, also in what is laid later.

    `kinds` are labels of work in hand (包案, 批示 ...) that go along. Returns a sentence with counts.
    """
    if not reason.strip():
        raise Refused("请写明为什么接替。", "reason")
    with acting(desk, "plan.succeed", reason) as act:
        old = Officer.get_or_none(Officer.name == leaving.strip())
        if old is None:
            raise Refused("没有这位领导，请核对姓名。" if leaving.strip() else "请填写由谁接替谁。", "leaving")
        new = officer_named(act, taking, field="taking")
        if new is None:
            raise Refused("请填写由谁接替。", "taking")
        if new.id == old.id:
            raise Refused("接替的是同一个人，请核对。", "taking")
        act.about(old)
        comes_back = _is_taken_back(old, new, from_day)
        days, both = _days(act, old, new, from_day, reason.strip(), comes_back=comes_back)
        _turns(act, old, new, from_day, comes_back=comes_back)
        counts: Counter[str] = Counter()
        left: list[str] = []
        if kinds:
            counts, left = move_work(act, old, new, reason.strip(), kinds, "接替")
    began = f"{from_day:%m-%d}起" + (f"还给{new.name}" if comes_back else f"{new.name}接替{old.name}")
    return _sentence(began, new.name, days, both, counts, left)


def _is_taken_back(old: Officer, new: Officer, from_day: date) -> bool:
    """Whether `old` took over from `new` on exactly that day: then only what went over then comes back."""
    turns = (PlanTurn.leader == new) & (PlanTurn.next_leader == old) & (PlanTurn.next_from == from_day)
    days = (PlanDay.leader == old) & (PlanDay.predecessor == new) & (PlanDay.succeeded_from == from_day)
    return PlanTurn.select().where(turns).exists() or PlanDay.select().where(days).exists()


def _days(
    act: Act, old: Officer, new: Officer, from_day: date, reason: str, *, comes_back: bool
) -> tuple[int, list[date]]:
    """How many days went over, and those on which the other one sits already: they stay."""
    mine = (PlanDay.leader == old) & (PlanDay.day >= from_day) & PlanDay.stands & PlanDay.attended_at.is_null()
    if comes_back:
        mine &= (PlanDay.predecessor == new) & (PlanDay.succeeded_from == from_day)
    theirs: Any = PlanDay.select(PlanDay.day, PlanDay.mode).where(
        (PlanDay.leader == new) & (PlanDay.day >= from_day) & PlanDay.stands
    )
    taken = set(theirs.tuples())
    moved, both = 0, []
    for row in list(PlanDay.select().where(mine).order_by(PlanDay.day)):
        if (row.day, row.mode) in taken:
            both.append(row.day)
            continue
        row = act.change(row)
        row.leader, row.change_reason = new, "" if comes_back else reason
        row.predecessor, row.succeeded_from = (None, None) if comes_back else (old, from_day)
        moved += 1
    return moved + (_exchanged(act, old, new, from_day) if comes_back else 0), both


def _exchanged(act: Act, old: Officer, new: Officer, from_day: date) -> int:
    """Days that went over and were exchanged since (对调, 代替): `new` is where `old` sits for them. How many."""
    gone = (PlanDay.predecessor == new) & (PlanDay.succeeded_from == from_day) & (PlanDay.planned_leader == old)
    open_days = PlanDay.stands & PlanDay.attended_at.is_null()
    moved = 0
    for row in list(PlanDay.select().where(gone & open_days)):
        row = act.change(row)
        row.planned_leader, row.predecessor, row.succeeded_from = new, None, None
        if row.leader_id == new.id:  # they stand in for themselves
            row.planned_leader, row.swapped_with, row.change_reason = None, None, ""
        there = (PlanDay.day == row.swapped_with) & (PlanDay.swapped_with == row.day) & (PlanDay.leader == old)
        for other in list(PlanDay.select().where(there & open_days)):
            act.change(other).leader = new
            moved += 1
    return moved


def _turns(act: Act, old: Officer, new: Officer, from_day: date, *, comes_back: bool) -> None:
    """What the rules lay for days from `from_day` on is the other one's: days laid already stand in the plan.

    `Refused` where the place goes to a third person on another day to come: which of the two holds people must say.
    """
    if comes_back:
        gone = (PlanTurn.leader == new) & (PlanTurn.next_leader == old) & (PlanTurn.next_from == from_day)
        for turn in list(PlanTurn.select().where(gone)):
            turn = act.change(turn)
            turn.next_leader, turn.next_from = None, None
        return
    holding = PlanRule.ends_on.is_null() | (PlanRule.ends_on >= from_day)
    mine = (PlanTurn.leader == old) | (PlanTurn.next_leader == old)
    for turn in list(PlanTurn.select().join(PlanRule).where(mine & holding)):
        turn = act.change(turn)
        coming: Officer | None = turn.next_leader
        if coming is not None and turn.next_from is not None and turn.next_from <= act.today:  # that day has come
            turn.leader, turn.next_leader, turn.next_from, coming = coming, None, None, None
        if coming is not None:
            said = f"{turn.next_from}起已由{coming.name}接替{turn.leader.name}"
            raise Refused(f"{said}，请先按同一天还原，再写新的接替。", "from_day")
        if turn.leader_id == old.id:
            turn.next_leader, turn.next_from = new, from_day


def _sentence(began: str, new: str, days: int, both: list[date], counts: Counter[str], left: list[str]) -> str:
    parts = [f"{began}：接访日{days}天"]
    if what := counted(counts):
        parts.append(what)
    said = "、".join(parts)
    if both:
        said += f"；{'、'.join(f'{day:%m-%d}' for day in both)}{new}自己也在，没有动"
    if left:
        said += f"；{len(left)}件因{new}应回避没有移交：{'、'.join(left[:3])}"
    return said + "。"
