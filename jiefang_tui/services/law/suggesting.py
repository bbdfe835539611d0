"""建议意见 (Art. 29): studied, adopted wholly or in part or explained, and answered to who made it.

反映问题上报 (情况反映): what many matters have in common is told to whoever can change it. It moves no matter.
"""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.moving import begun_on, day_of, move
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.dispatching import date_by_hand, dispatch_in
from jiefang_tui.services.law.telling import told_by_papers
from jiefang_tui.store.models import Matter, MatterEvent
from jiefang_tui.terms import DispatchKind, EntryKind, FollowUpWay, MatterState, SuggestionResult

ANSWERS = (SuggestionResult.ADOPTED, SuggestionResult.PARTLY, SuggestionResult.EXPLAINED)
_STUDIES = "研究论证"


def study_suggestion(desk: Desk, matter_id: int, what: str, unit: str = "", due_on: date | None = None) -> None:
    """研究论证: what is looked into, by which unit (empty: here), until when."""
    if not what.strip():
        raise Refused("请写明研究论证什么。", "what")
    with acting(desk, "suggestion.study") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.STUDY, desk, matter_id)
        if due_on is not None and due_on < act.today:
            raise Refused("期限不能早于今天。", "due_on")
        move(act, matter, MatterState.HANDLING)
        matter.suggestion_result = SuggestionResult.STUDIED
        until = f"，{due_on}前" if due_on else ""
        act.event(matter_id, EntryKind.OUTCOME, f"{_STUDIES}{until}：{what.strip()}")
        if unit.strip():
            dispatch_in(act, matter, DispatchKind.ASSIGN, unit, requirement=what, due_on=due_on)
        elif due_on is not None:
            date_by_hand(matter, due_on)


def answer_suggestion(
    desk: Desk, matter_id: int, result: str, reply: str, told_way: str, told_on: date | None = None
) -> None:
    """采纳, 部分采纳 or 解释说明, and the reply that tells it: the matter is concluded by that."""
    says = require_choice(SuggestionResult, result, "请选择采纳、部分采纳还是解释说明。", "result")
    if says not in ANSWERS:
        raise Refused("请选择采纳、部分采纳还是解释说明。", "result")
    if not reply.strip():
        raise Refused("请写明回复了什么：采纳哪些、怎么办，不能采纳的为什么。", "reply")
    way = require_choice(FollowUpWay, told_way, "请选择怎么回复的。", "told_way")
    with acting(desk, "suggestion.answer") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.ANSWER_SUGGESTION, desk, matter_id)
        day = day_of(act, told_on, begun_on(matter), field="told_on")
        move(act, matter, MatterState.CONCLUDED)
        matter.suggestion_result, matter.result, matter.concluded_on = says, reply.strip(), day
        matter.notified_on = matter.notified_on or day
        act.event(matter_id, EntryKind.OUTCOME, f"建议{says.label}，{way.label}回复：{reply.strip()}", day)


def undo_suggestion(desk: Desk, matter_id: int, reason: str) -> None:
    """Take back what was last said of a suggestion: its answer, else that it is studied."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "suggestion.undo", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.UNDO_SUGGESTION, desk, matter_id)
        was = SuggestionResult(matter.suggestion_result)
        matter.suggestion_result = ""
        if was in ANSWERS:
            if matter.notified_on == matter.concluded_on:
                matter.notified_on = told_by_papers(matter)
            move(act, matter, MatterState.HANDLING)
            matter.result, matter.concluded_on = "", None
            if _was_studied(matter_id):
                matter.suggestion_result = SuggestionResult.STUDIED
        act.event(matter_id, EntryKind.CHANGE, f"撤回建议{was.label}：{reason.strip()}")


def _was_studied(matter_id: int) -> bool:
    """Whether it was studied before it was answered, and that stands."""
    mine = (MatterEvent.matter == matter_id) & MatterEvent.kind.in_((EntryKind.OUTCOME, EntryKind.CHANGE))
    last = ""
    for entry in MatterEvent.select().where(mine).order_by(MatterEvent.id):
        if entry.text.startswith((_STUDIES, f"撤回建议{SuggestionResult.STUDIED.label}")):
            last = entry.text
    return last.startswith(_STUDIES)


def report_cause(desk: Desk, matter_id: int, unit: str, what: str) -> int:
    """情况反映: the problem that many have in common, to whoever can change it. Returns the id of the row.

    The matter goes on as it was; an answer is written down, or it is taken back, on its line.
    """
    if not what.strip():
        raise Refused("请写明反映什么问题、有多少人、建议怎么办。", "what")
    with acting(desk, "matter.report_cause") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        must(acts.REPORT_CAUSE, desk, matter_id)
        row = dispatch_in(act, matter, DispatchKind.REPORT_CAUSE, unit, requirement=what)
        act.about(row)
    return row.id
