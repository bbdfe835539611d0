"""简易办结: a small matter ends in one form. What was done, how and when the petitioner was told, what they said to it.

It is done, told, concluded and off the list by that; satisfaction is not asked. Whoever wants the answer in writing
gets a 处理意见书: then it is not ended by this, what was done is written down and the opinion is next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.services.closure import acts
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.moving import begun_on, day_of, move
from jiefang_tui.store.models import Document, Matter
from jiefang_tui.terms import Category, DocumentKind, EntryKind, FollowUpWay, LegalRoute, MatterState


@dataclass(frozen=True)
class SimpleEnd:
    """What the form holds. Nothing of it is prefilled: the words are the evidence."""

    done: str
    """办了什么."""
    told_way: str = ""
    """`terms.FollowUpWay`: how the petitioner was told."""
    told_on: date | None = None
    """When; today where nothing is given."""
    said: str = ""
    """信访人怎么说."""
    in_writing: bool = False
    """要书面答复: a 处理意见书 follows."""


def end_simply(desk: Desk, matter_id: int, end: SimpleEnd) -> None:
    """End a small matter, or, where it is wanted in writing, bring it to where its opinion is issued."""
    way = require_choice(FollowUpWay, end.told_way, "请选择怎么告知信访人的。", "told_way")
    if not end.said.strip():
        raise Refused("请写明信访人怎么说。", "said")
    with acting(desk, "matter.end_simply") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.END_SIMPLY, desk, matter_id)
        end_simply_in(act, matter, end, way)


def end_simply_in(act: Act, matter: Matter, end: SimpleEnd, way: FollowUpWay) -> None:
    """The body of `end_simply`, for the talk and for a paper entered later."""
    if not end.done.strip():
        raise Refused("请写明办了什么。", "done")
    day = day_of(act, end.told_on, begun_on(matter), field="told_on")
    told = f"；{way.label}告知"
    said = f"，信访人说：{end.said.strip()}" if end.said.strip() else ""
    if end.in_writing:
        _go_on_in_writing(act, matter, f"已办：{end.done.strip()}{told}{said}；要书面答复", day)
        return
    move(act, matter, MatterState.CONCLUDED)
    move(act, matter, MatterState.CLOSED)
    matter.is_ended_simply = True
    matter.result = matter.executed_note = end.done.strip()
    matter.concluded_on = matter.executed_on = matter.closed_on = day
    matter.notified_on = matter.notified_on or day
    matter.wait_for, matter.wait_note, matter.wait_since = "", "", None
    act.event(matter.id, EntryKind.OUTCOME, f"简易办结：{end.done.strip()}{told}{said}；不要书面答复", day)


def _go_on_in_writing(act: Act, matter: Matter, words: str, day: date) -> None:
    """Accepted where it has to be for an opinion (Art. 31(6), 34), and handled on."""
    if matter.category == Category.CLAIM and matter.route in (None, LegalRoute.PETITION_PROCEDURE):
        matter.route = LegalRoute.PETITION_PROCEDURE
        matter.accepted_on = matter.accepted_on or day
    move(act, matter, MatterState.HANDLING)
    act.event(matter.id, EntryKind.PROGRESS, words, day)


def undo_simple_end(desk: Desk, matter_id: int, reason: str) -> None:
    """It was not ended: handled on as before. What a paper told stays told."""
    if not reason.strip():
        raise Refused("请写明为什么撤回简易办结。", "reason")
    with acting(desk, "matter.undo_simple_end", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.UNDO_SIMPLE, desk, matter_id)
        if matter.notified_on == matter.concluded_on:
            matter.notified_on = _told_in_writing(matter)
        move(act, matter, MatterState.HANDLING)
        matter.is_ended_simply = False
        matter.result = matter.executed_note = ""
        matter.concluded_on = matter.executed_on = matter.closed_on = None
        matter.followed_up_on = matter.settled_on = None
        act.event(matter_id, EntryKind.CHANGE, f"撤回简易办结，接着办理：{reason.strip()}")


def _told_in_writing(matter: Matter) -> date | None:
    tells = (DocumentKind.SLIP, DocumentKind.ACCEPTANCE_NOTICE)
    rows: Any = Document.select().where(
        (Document.matter == matter) & Document.kind.in_(tells) & Document.served_on.is_null(False)
    )
    return min((row.served_on for row in rows), default=None)
