"""复看: what was led elsewhere, refused, or cannot be solved now is looked at again on a day, and nothing vanishes."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.closure import acts
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActSpec, must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Matter
from jiefang_tui.terms import EntryKind


def look_again(desk: Desk, matter_id: int, day: date | None, told: str) -> None:
    """Set the day, or another one, and say what the petitioner was told: why not now, and when again."""
    if day is None:
        raise Refused("请填写哪天复看。", "day")
    if not told.strip():
        raise Refused("请写明告诉了来访人什么：现在为什么办不了，什么时候再看。", "told")
    with acting(desk, "matter.look_again") as act:
        matter = _matter(act, acts.LOOK_AGAIN, matter_id)
        if day < act.today:
            raise Refused("复看的日子不能早于今天。", "day")
        matter.look_again_on, matter.look_again_result = day, ""
        act.event(matter_id, EntryKind.CHANGE, f"定于{day}复看，已告诉来访人：{told.strip()}")


def looked(desk: Desk, matter_id: int, result: str) -> None:
    """What was found: done elsewhere, still open, or to be taken up again (then 重新办理)."""
    if not result.strip():
        raise Refused("请写明复看的结果。", "result")
    with acting(desk, "matter.looked") as act:
        matter = _matter(act, acts.LOOKED, matter_id)
        matter.look_again_result = result.strip()
        act.event(matter_id, EntryKind.PROGRESS, f"复看：{result.strip()}")


def end_look(desk: Desk, matter_id: int, reason: str) -> None:
    """Take the day back."""
    if not reason.strip():
        raise Refused("请写明为什么不再复看。", "reason")
    with acting(desk, "matter.end_look", reason.strip()) as act:
        matter = _matter(act, acts.END_LOOK, matter_id)
        act.event(matter_id, EntryKind.CHANGE, f"不再于{matter.look_again_on}复看：{reason.strip()}")
        matter.look_again_on = None


def _matter(act: Act, spec: ActSpec, matter_id: int) -> Matter:
    matter = act.change(Matter.get_by_id(matter_id))
    act.about(matter)
    must(spec, act.desk, matter_id)
    return matter
