"""离任移交: all open work of an officer who leaves goes to another, in one act; who is recused gets nothing of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.giving import give
from jiefang_tui.services.desk.kept_away import is_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.store.lifecycles import matter_of
from jiefang_tui.store.models import Cause, CauseMeasure, Matter, Officer
from jiefang_tui.store.queries.office.handover import WORK, in_hand
from jiefang_tui.store.queries.together.causes import matters_in
from jiefang_tui.terms import EntryKind

_NAMED = 3
"""Most matters named in the sentence; the rest is a number."""


def hand_over(
    desk: Desk,
    from_officer: str,
    to_officer: str,
    reason: str,
    post: str = "",
    unit: str = "",
    *,
    officer_id: int | None = None,
    left_on: date | None = None,
) -> str:
    """Hand all open work of an officer to another; the first one is no longer active. Returns a sentence with counts.

    `officer_id`: whom the roster shows, where two have one name; `left_on`: the last day in office, today where nobody
    says another.

    What was done, signed, confirmed and answered stays with who did it. A matter from which the other one is recused is
    left out and named, and while such work is left the first one stays active, so that somebody still answers for it.
    Without work in hand nobody needs to take over.
    """
    if not reason.strip():
        raise Refused("请写明移交的原因。", "reason")
    with acting(desk, "officer.hand_over", reason) as act:
        leaving = act.change(_active(from_officer, "from_officer", officer_id))
        act.about(leaving)
        _not_at_the_desk(desk, leaving)
        taking = officer_named(act, to_officer, post, unit, field="to_officer")
        if taking is None:
            _has_nothing(leaving)
            _leave(leaving, left_on or act.today)
            return _done_sentence(leaving.name, "", Counter(), [])
        if taking.id == leaving.id:
            raise Refused("不能移交给本人，请填写另一位。", "to_officer")
        if not taking.is_active:
            raise Refused(f"{taking.name}已离任，请移交给别人。", "to_officer")
        counts, left = move_work(act, leaving, taking, reason.strip())
        if not left:
            _leave(leaving, left_on or act.today)
    return _done_sentence(leaving.name, taking.name, counts, left)


def _leave(leaving: Officer, last_day: date) -> None:
    """No longer active, with the last day in office, where an earlier one is not written down."""
    if leaving.in_office_from is not None and last_day < leaving.in_office_from:
        raise Refused("离任的日子早于在任起，请核对。", "left_on")
    leaving.is_active = False
    leaving.in_office_to = min(filter(None, (leaving.in_office_to, last_day)))


def _has_nothing(leaving: Officer) -> None:
    what = "、".join(one.words for one in in_hand(leaving.id))
    if what:
        raise Refused(f"{leaving.name}手上还有{what}，请填写接手人。", "to_officer")


def _active(name: str, field: str, officer_id: int | None) -> Officer:
    """The active officer of that name (or id); an unknown one is not made."""
    meant = Officer.name == name.strip() if officer_id is None else Officer.id == officer_id
    found: Officer | None = Officer.select().where(meant & Officer.is_active).order_by(Officer.id).first()
    if found is None:
        raise Refused(f"没有在任的{name.strip()}，请核对姓名。" if name.strip() else "请填写离任的人。", field)
    return found


def _not_at_the_desk(desk: Desk, leaving: Officer) -> None:
    if leaving.id == desk.officer_id:
        raise Refused(f"{leaving.name}正在本台登记，请先换登记员。")


def move_work(
    act: Act,
    leaving: Officer,
    taking: Officer,
    reason: str,
    labels: Collection[str] | None = None,
    why: str = "离任移交",
) -> tuple[Counter[str], list[str]]:
    """Move every row of `WORK`, or of the kinds with these labels. Returns how many of each, and the numbers of matters
    left out because the other one is recused from them.
    """
    counts: Counter[str] = Counter()
    left: set[int] = set()
    told: defaultdict[int, Counter[str]] = defaultdict(Counter)
    free: dict[int, bool] = {}
    for work in WORK:
        if labels is not None and work.hand.label not in labels:
            continue
        for row in list(work.rows(leaving.id)):
            matter_id = matter_of(row)
            kept_from = [one for one in _about(row, matter_id) if not _is_free(free, one, taking)]
            if kept_from:
                left.update(kept_from)
                continue
            give(act, work.hand, row, taking, f"{leaving.name}{why}：{reason}")
            counts[work.hand.label] += 1
            if matter_id is not None:
                told[matter_id][work.hand.label] += 1
    for matter_id, what in told.items():
        said = f"工作移交，{leaving.name}交{taking.name}：{counted(what)}。{reason}"
        quiet_event(act, matter_id, EntryKind.CHANGE, said)
    numbers: Any = Matter.select(Matter.register_no).where(Matter.id.in_(left)).order_by(Matter.id).tuples()
    return counts, [number for (number,) in numbers]


def _about(row: Any, matter_id: int | None) -> list[int]:
    """The matters a piece of work is about: its own, or all of its cause (专案)."""
    if isinstance(row, Cause | CauseMeasure):
        return [one.id for one in matters_in(row.id if isinstance(row, Cause) else row.cause_id)]
    return [] if matter_id is None else [matter_id]


def _is_free(known: dict[int, bool], matter_id: int, taking: Officer) -> bool:
    if matter_id not in known:
        known[matter_id] = is_free(Matter.get_by_id(matter_id), taking)
    return known[matter_id]


def counted(counts: Counter[str]) -> str:
    """``包案3件、措施2条``, in the order of `WORK`."""
    hands = (work.hand for work in WORK)
    return "、".join(f"{hand.label}{counts[hand.label]}{hand.measure}" for hand in hands if counts[hand.label])


def _done_sentence(leaving: str, taking: str, counts: Counter[str], left: list[str]) -> str:
    what = counted(counts)
    moved = f"{leaving}的{what}已移交{taking}" if what else f"{leaving}手上没有要移交的工作"
    if not left:
        return f"{moved}，{leaving}已离任。"
    named = "、".join(left[:_NAMED]) + ("等" if len(left) > _NAMED else "")
    return f"{moved}；另有{len(left)}件因{taking}应回避没有移交：{named}，请再移交给别人，{leaving}暂留任。"
