"""文书: what was given in writing and served, to whom it was handed on, extensions, 复查 and 复核, who stands aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jiefang_tui import clock
from jiefang_tui.rules.dispatches import DISPATCHES
from jiefang_tui.rules.telling import WAYS
from jiefang_tui.services.desk.acts import ActFacts, ActSpec
from jiefang_tui.services.law.acts import (
    CORRECT_ABOVE,
    CORRECT_DATE,
    OBJECT,
    OBJECTED_BACK,
    OBJECTION_OVER,
    PAPERS,
    REPORT_UP,
    REVIEW_END,
    ROUTE_RESULT,
    SERVE,
    UNDO_ABOVE,
    UNDO_SUGGESTION,
)
from jiefang_tui.services.law.line_acts import (
    DISPATCH_LINE,
    END_RECUSAL,
    SERVE_REVIEW,
    TAKE_BACK,
    TELL_EXTENSION,
    UNDO_EXTENSION,
    UNDO_REPORT_UP,
    UNTELL,
)
from jiefang_tui.store.queries.law import stages
from jiefang_tui.store.queries.law.due import DeadlineView, deadlines_of
from jiefang_tui.store.queries.law.stages import DispatchView, DocumentView, ExtensionView, RecusalView, ReviewView
from jiefang_tui.store.queries.matter.matter_history import entries_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import Channel, DispatchKind, DocumentKind, DueKind, EntryKind, MatterState
from jiefang_tui.ui.toolkit.days_left import days_left_words, short_day
from jiefang_tui.ui.toolkit.light_words import TONES
from jiefang_tui.ui.toolkit.list_panel import Group, Item, ListPanel


class PapersPanel(ListPanel):
    """文书. Insert: what is possible now on the law's way; Enter on a line: receipt, signing, answer, conclusion."""

    TITLE = "文书和程序: 现在能办的"
    ACTS = PAPERS
    EMPTY = "还没有文书和交办，按 Ins 看现在能办什么"

    def __init__(self) -> None:
        super().__init__("papers")
        self._facts: ActFacts | None = None
        self._deadlines: list[DeadlineView] = []

    # -- what stands here

    def groups(self, view: MatterView, today: date) -> list[Group]:
        facts = self._facts = ActFacts(self.desk, view.id)
        extensions, recusals = stages.extensions_of(view.id), stages.recusals_of(view.id)
        dispatches = stages.dispatches_of(view.id)
        self._deadlines = deadlines_of(view.id, today, self.desk.reference)
        return [
            Group("程序", self._way(view, today)),
            Group("异议", self._objections(today)),
            Group("文书", [self._document(one) for one in facts.documents]),
            Group("交办协办", [self._dispatch(one, today) for one in dispatches]),
            Group("延期", [self._extension(one, today) for one in extensions]),
            Group("复查复核", [self._review(one) for one in facts.reviews]),
            Group("回避", [self._recusal(one) for one in recusals]),
        ]

    def _way(self, view: MatterView, today: date) -> list[Item]:
        """What was decided on the way that is no paper."""
        at, items = self._known.at, []
        if at.transferred_in_on:
            items.append(self._from_above(view, today))
        if at.accepted_on:
            how = "简易受理" if at.is_simple else "受理"
            text = view.route_label or how
            items.append(Item(("way", 2), at.accepted_on, text, how, acts=(CORRECT_DATE,), date_key="accepted"))
        elif view.route_label:
            items.append(Item(("way", 7), None, view.route_label, "法定途径"))
        items += self._refusals()
        if at.notice_exempt_reason:
            items.append(Item(("way", 4), None, at.notice_exempt_reason, "免予告知"))
        if at.opinion_result:
            items.append(Item(("way", 6), at.replied_on or at.concluded_on, "处理结论", at.opinion_result.label))
        if at.suggestion_result is not None:
            stands = at.suggestion_result.label
            items.append(Item(("way", 8), at.concluded_on, "建议意见", stands, undo=UNDO_SUGGESTION))
        if at.finally_closed_on:
            items.append(Item(("way", 5), at.finally_closed_on, "不再受理同一事实和理由", "三级终结"))
        return items

    def _from_above(self, view: MatterView, today: date) -> Item:
        """Who sent it, out of whose reception, under which number, by when a report is wanted."""
        at = self._known.at
        is_assigned = at.assigned_due or at.wants_report or at.assigned_level or view.channel is Channel.ASSIGN
        received = at.assigned_level.received(at.assigned_leader) if at.assigned_level else ""
        due = f"要求{short_day(at.assigned_due, today)}前报结果" if at.assigned_due else ""
        parts = (received, at.transferred_from, "交办" if is_assigned else "转来", at.transfer_no, due)
        owed = any(one.kind is DueKind.REPORT_UP and one.is_open for one in self._deadlines)
        acts: tuple[ActSpec, ...] = (CORRECT_DATE, CORRECT_ABOVE)
        return Item(
            ("way", 1),
            at.transferred_in_on,
            " ".join(part for part in parts if part),
            "上级转来",
            acts=(REPORT_UP, *acts) if owed else acts,
            enter_name="报办结报告" if owed else "更正",
            undo=UNDO_ABOVE,
        )

    def _refusals(self) -> list[Item]:
        """Each with its ground, the facts and where the petitioner was told to go; one that was opened again is dim."""
        at, entries = self._known.at, entries_of(self._known.matter_id, EntryKind.REFUSAL)
        over = entries if at.refused_on is None else entries[:-1]
        items = [Item(("refusal", one.id), one.on_day, one.text, "已重新办理", "dim") for one in over]
        if at.refused_on and at.refusal_ground:
            text = entries[-1].text if entries else at.refusal_ground.label
            items.append(Item(("way", 3), at.refused_on, text, "不受理"))
        return items

    def _objections(self, today: date) -> list[Item]:
        """Until when one may be raised; once it is, what was said, by whom, and what the higher level decided."""
        entries = entries_of(self._known.matter_id, EntryKind.OBJECTION)
        due = next((one for one in self._deadlines if one.kind is DueKind.OBJECTION), None)
        last = f"{short_day(due.last, today)}前可提" if due else ""
        items = []
        for one in entries:
            text = " ".join(part for part in (one.text, one.officer and f"经办 {one.officer}") if part)
            stands, tone, acts = _OBJECTED.get(self._known.at.state, _DECIDED) if one is entries[-1] else _DECIDED
            items.append(Item(("objection", one.id), one.on_day, text, stands, tone, acts))
        if due is not None and due.is_open:
            text, tone = f"不属于本单位职权的，{last}({due.article})", TONES.get(due.light, "")
            days = days_left_words(due.days_left) if due.days_left >= 0 else "期限已过"
            items.append(Item(("objection", 0), None, text, days, tone, (OBJECT,), enter_name="提出异议"))
        elif due is not None and items:
            items[0] = replace(items[0], text=f"{items[0].text} ({last})")
        return items

    def _document(self, one: DocumentView) -> Item:
        signer = f"签发 {one.signer}" if one.signer else ""
        text = " ".join(part for part in (one.kind.label, one.doc_no, one.summary, signer) if part)
        if one.served_on is None:
            return Item(("document", one.id), one.issued_on, text, "待送达", "yellow", (SERVE,))
        if one.kind is DocumentKind.REPORT_UP:
            sent = " ".join(part for part in (text, one.way_label, f"报{one.received_by}") if part)
            reported = f"{short_day(one.served_on, clock.today())}已报"
            return Item(("document", one.id), one.issued_on, sent, reported, undo=UNDO_REPORT_UP)
        spec = WAYS.get(one.way) if one.way else None
        shown = spec.shown if spec else "签收"
        received = f"{shown} {one.received_by}".strip() if one.received_by else ""
        refused = f"拒收 {one.refusal_note}" if one.refusal_note else ""
        how = " ".join(part for part in (one.way_label, received, refused) if part)
        receipt = f"{short_day(one.served_on, clock.today())}送达"
        key = f"served:{one.id}"
        text = f"{text} {how}".strip()
        undo = None if one.kind is DocumentKind.HANDLING_OPINION else UNTELL
        return Item(("document", one.id), one.issued_on, text, receipt, acts=(CORRECT_DATE,), date_key=key, undo=undo)

    def _dispatch(self, one: DispatchView, today: date) -> Item:
        kind = DISPATCHES[one.kind]
        reply = f"{kind.answer}: {one.reply}" if one.reply else ""
        given = f"{short_day(one.delivered_on, today)}交件: {one.delivered_how}" if one.delivered_on else ""
        back = f"退回: {one.return_reason} {one.return_agreed_by}同意" if one.returned_on else ""
        parts = (one.kind.label, one.unit, one.officer, one.requirement, given, reply, back)
        text = " ".join(part for part in parts if part)
        running = [due for due in self._deadlines if _is_about(due, one) and due.is_open]
        stands, tone, acts = _dispatch_stands(one, today, min(running, key=lambda due: due.raw, default=None))
        is_led = self._known.at.state is MatterState.ROUTED_OUT
        enter = ""
        if is_led and one.kind is DispatchKind.GUIDE and one.is_live:
            acts, enter = (ROUTE_RESULT,), "记结果"
        undo = TAKE_BACK if one.is_live and kind.is_signed_for else None
        return Item(("dispatch", one.id), one.sent_on, text, stands, tone, acts, enter, undo=undo)

    def _extension(self, one: ExtensionView, today: date) -> Item:
        text = f"延长{one.days}日 {one.reason} 批准人 {one.approver}"
        if one.undone_on is not None:
            return Item(("extension", one.id), one.approved_on, text, "已撤销", "dim")
        if one.told_on is None:
            told = (TELL_EXTENSION,)
            return Item(("extension", one.id), one.approved_on, text, "待告知", "yellow", told, undo=UNDO_EXTENSION)
        stands = f"{short_day(one.told_on, today)}告知"
        return Item(("extension", one.id), one.approved_on, text, stands, undo=UNDO_EXTENSION)

    def _review(self, one: ReviewView) -> Item:
        late = "逾期申请" if one.is_late else ""
        conclusion = one.conclusion.label if one.conclusion else ""
        text = " ".join(part for part in (one.stage.label, one.body, late, conclusion, one.note) if part)
        if one.concluded_on is None:
            stands = f"{one.stage.label}中"
            return Item(("review", one.id), one.requested_on, text, stands, "now", (REVIEW_END,), enter_name="记结论")
        if one.served_on is None:
            return Item(("review", one.id), one.requested_on, text, "待送达", "yellow", (SERVE_REVIEW,))
        return Item(("review", one.id), one.requested_on, text, f"{short_day(one.served_on, clock.today())}送达")

    def _recusal(self, one: RecusalView) -> Item:
        text = f"{one.officer} {one.reason} {one.decided_by}决定"
        if one.ended_on is not None:
            return Item(("recusal", one.id), one.decided_on, text, "已解除", "dim")
        return Item(("recusal", one.id), one.decided_on, text, "回避", undo=END_RECUSAL)

    @property
    def _known(self) -> ActFacts:
        assert self._facts is not None
        return self._facts


_Stands = tuple[str, str, tuple[ActSpec, ...]]
_OBJECTED: dict[MatterState, _Stands] = {
    MatterState.OBJECTED: ("待上级定", "yellow", (OBJECTED_BACK, OBJECTION_OVER)),
    MatterState.RETURNED: ("已退回", "", ()),
}  # fmt: skip
"""How the last line of an objection stands, in which colour, and what Enter offers."""
_DECIDED: _Stands = ("", "", ())


def _is_about(due: DeadlineView, one: DispatchView) -> bool:
    """Whether a date is that of a handing-over; of one to another body it is that of the way."""
    if one.kind is DispatchKind.GUIDE:
        return due.kind is DueKind.ROUTE and one.is_live
    return due.subject == f"dispatch:{one.id}"


def _dispatch_stands(one: DispatchView, today: date, due: DeadlineView | None) -> _Stands:
    """How a handing-over stands, in which colour, and what Enter offers."""
    if one.returned_on is not None:
        return f"{short_day(one.returned_on, today)}退回", "dim", ()
    if one.replied_on is not None:
        return f"{short_day(one.replied_on, today)}{DISPATCHES[one.kind].answered}", "", ()
    if one.ended_on is not None:
        return "已收回", "dim", ()
    days = days_left_words(due.days_left) if due else ""
    tone = TONES.get(due.light, "") if due else ""
    if not DISPATCHES[one.kind].is_signed_for:
        return f"待结果 {days}" if due else "", tone, ()
    if DISPATCHES[one.kind].must_sign and one.signed_on is None and one.delivered_on is None:
        return "还没有交件", "yellow", DISPATCH_LINE
    if one.signed_on is None and not DISPATCHES[one.kind].must_sign and not due:
        return "已上报", "", DISPATCH_LINE
    if one.signed_on is None:
        return f"待签收 {days}".rstrip(), tone, DISPATCH_LINE
    return f"已签收 {days}".rstrip(), tone, DISPATCH_LINE
