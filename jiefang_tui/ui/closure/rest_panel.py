"""回访: visits afterwards, 案结事了 and 息诉息访, the closing review, every closing and every opening again."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.moves import needs_closing
from jiefang_tui.services.closure.acts import CLOSE, END_LOOK, LOOK_AGAIN, LOOKED, REACTION, REST
from jiefang_tui.services.closure.line_acts import MEND
from jiefang_tui.store.queries.closure import resting
from jiefang_tui.store.queries.closure.resting import ClosingView, FollowUpView, ReopeningView
from jiefang_tui.store.queries.matter.matter_progress import Progress, progress_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import Reaction, Satisfaction, Solved
from jiefang_tui.ui.closure import rest_forms
from jiefang_tui.ui.closure.closing_review import before_the_form
from jiefang_tui.ui.toolkit.days_left import short_day, short_left
from jiefang_tui.ui.toolkit.list_panel import Group, Item, ListPanel

SOLVED_TONES = {Solved.NOT: "red", Solved.PARTLY: "yellow"}


class RestPanel(ListPanel):
    """回访和销号. Insert: a visit, 案结事了, 态度, 结案审查, 重新办理."""

    TITLE = "回访和销号: 现在能办的"
    ACTS = REST
    EMPTY = "办结以后在这里记回访，按 Ins 看现在能办什么"

    def __init__(self) -> None:
        super().__init__("rest")

    def groups(self, view: MatterView, today: date) -> list[Group]:
        at = progress_of(view.id)
        return [
            Group("回访", [_visit(one) for one in resting.follow_ups_of(view.id)]),
            Group("复看", self._look(at, today)),
            Group("结局", self._facts(at)),
            Group("结案审查", self._gaps(view, at, today)),
            Group("销号", [_closing(one, today) for one in resting.closings_of(view.id)]),
            Group("重新办理", [_reopening(one) for one in resting.reopenings_of(view.id)]),
        ]

    def _look(self, at: Progress, today: date) -> list[Item]:
        """The day on which it is looked at again, and what was found."""
        if at.look_again_on is None:
            return []
        if at.look_again_result:
            return [Item(("look", 0), at.look_again_on, at.look_again_result, "已复看", acts=(LOOK_AGAIN,))]
        left = (at.look_again_on - today).days
        tone = "yellow" if left <= 0 else ""
        stands, acts = f"复看 {short_left(left)}", (LOOKED, LOOK_AGAIN)
        return [Item(("look", 0), at.look_again_on, "到这一天再看", stands, tone, acts, undo=END_LOOK)]

    def _facts(self, at: Progress) -> list[Item]:
        """案结事了 and 息诉息访, each by itself."""
        items = []
        if at.settled_on:
            items.append(Item(("settled", 0), at.settled_on, "案结事了", "已认定"))
        if at.reaction is not Reaction.UNKNOWN:
            attitude = "息诉息访: 信访人的态度"
            items.append(
                Item(("reaction", 0), None, attitude, at.reaction.label, acts=(REACTION,), enter_name="改态度")
            )
        return items

    def _gaps(self, view: MatterView, at: Progress, today: date) -> list[Item]:
        if not needs_closing(at.state, was_handled=at.was_handled):
            return []
        gaps = before_the_form(view.id, today)
        items = [
            Item(("gap", place), None, gap.sentence, gap.what, "dim")
            if gap.is_past
            else Item(("gap", place), None, gap.sentence, f"缺 {gap.what}", "yellow", (MEND,))
            for place, gap in enumerate(gaps)
        ]
        if all(gap.is_past for gap in gaps):
            ready = Item(("gap", -1), None, "不缺什么，可以销号", "可销号", "now", (CLOSE,), enter_name="结案审查")
            items.insert(0, ready)
        return items


def _visit(one: FollowUpView) -> Item:
    said = [
        f"对{who}{rate.label}"
        for who, rate in (("接待室", one.office), ("单位", one.unit))
        if rate is not Satisfaction.NOT_SAID
    ]
    parts = [
        one.way.label,
        f"回访人 {one.officer}",
        one.met,
        one.promises_kept,
        *said,
        one.reaction.label,
        one.new_request and f"新诉求: {one.new_request}",
        one.note,
    ]
    text = "  ".join(part for part in parts if part)
    return Item(("visit", one.id), one.on_day, text, one.solved.label, SOLVED_TONES.get(one.solved, ""))


def _closing(one: ClosingView, today: date) -> Item:
    signed = "本人签字" if one.petitioner_signed else f"本人未签 {one.no_signature_note}"
    answers = zip(rest_forms.CHECK_LABELS.values(), one.checks, strict=True)
    checks = "、".join(f"{label}{answer.label if answer else '未核对'}" for label, (_, answer) in answers)
    parts = [
        one.leader and f"领导 {one.leader}",
        one.unit_signed_by and f"单位 {one.unit_signed_by}",
        signed,
        checks,
        one.note,
        one.waived_reason and f"缺项原因: {one.waived_reason}",
    ]
    text = "  ".join(part for part in parts if part)
    stands = f"{short_day(one.reopened_on, today)}又办" if one.reopened_on else "已销号"
    return Item(("closing", one.id), one.closed_on, text, stands, "dim" if one.reopened_on else "")


def _reopening(one: ReopeningView) -> Item:
    due = f"新期限 {one.new_due}" if one.new_due else ""
    before = " ".join(part for part in (f"原{one.concluded_on}办结", one.result) if part) if one.concluded_on else ""
    text = "  ".join(part for part in (f"第{one.ordinal}次", one.reason, due, one.officer, before) if part)
    return Item(("reopening", one.id), one.on_day, text, one.cause.label)
