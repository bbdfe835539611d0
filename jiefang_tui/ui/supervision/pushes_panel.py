"""督办: cards, urges, 再次提请, 会商, 提级, urgent reports of one matter, and how often the leader took part."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.closure.acts import END_WAIT, WAIT
from jiefang_tui.services.supervision.acts import PUSHES
from jiefang_tui.services.supervision.line_acts import (
    CARD_LINE,
    CONSULTATION_LINE,
    ESCALATION_LINE,
    RESUBMISSION_LINE,
    URGE_LINE,
    URGENT_LINE,
)
from jiefang_tui.services.together.acts import ACTS as TOGETHER
from jiefang_tui.services.together.acts import (
    OPEN_CAUSE,
    OWNER_LINE,
    PARTY_LINE,
    PARTY_RESTORE,
    PARTY_WITHDRAW,
    RESTORE,
    RESTORE_OWNER,
    UNDERTAKING_LINE,
    WITHDRAW,
    WITHDRAW_OWNER,
)
from jiefang_tui.store.queries.matter.matter_progress import progress_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.store.queries.supervision import pushes
from jiefang_tui.store.queries.supervision.pushes import (
    CardView,
    ConsultationView,
    EscalationView,
    ResubmissionView,
    UrgentReportView,
    UrgeView,
)
from jiefang_tui.store.queries.together import table
from jiefang_tui.store.queries.together.causes import CauseView, causes_of
from jiefang_tui.store.queries.together.clinic import OwnerView, owners_of
from jiefang_tui.store.queries.together.table import PartyView, UndertakingView
from jiefang_tui.terms import EscalationState
from jiefang_tui.ui.toolkit.days_left import days_left_words, short_day
from jiefang_tui.ui.toolkit.light_words import TONES
from jiefang_tui.ui.toolkit.list_panel import Group, Item, ListPanel


class PushesPanel(ListPanel):
    """督办. Insert: urge, card, 再次提请, 会商, 提级, 紧急报送; Enter on a line: answer, appeal, withdraw, decide."""

    TITLE = "督办: 现在能办的"
    ACTS = (*PUSHES, *TOGETHER)
    EMPTY = "还没有催办和督办，按 Ins 看现在能办什么"

    def __init__(self) -> None:
        super().__init__("pushes")

    def groups(self, view: MatterView, today: date) -> list[Group]:
        at, matter_id = progress_of(view.id), view.id
        stuck = []
        if at.wait_for:
            stuck = [
                Item(
                    ("wait", 0),
                    at.wait_since,
                    at.wait_note or at.wait_for.label,
                    at.wait_for.label,
                    "now",
                    (WAIT, END_WAIT),
                )
            ]
        return [
            Group("等待", stuck),
            Group("红黄牌", [self._card(one, today) for one in pushes.cards_of(matter_id)]),
            Group("认领", [self._undertaken(one, today) for one in table.undertakings_of(matter_id)]),
            Group("对方", [_party(one) for one in table.parties_of(matter_id)]),
            Group("归属", [_owner(one) for one in owners_of(matter_id)]),
            Group("专案", [_cause(one) for one in causes_of(matter_id)]),
            Group("催办", [self._urge(one, today) for one in pushes.urges_of(matter_id)]),
            Group("再次提请", [_resubmission(one, today) for one in pushes.resubmissions_of(matter_id)]),
            Group("会商", [_consultation(one) for one in pushes.consultations_of(matter_id)]),
            Group("提级办理", [_escalation(one) for one in pushes.escalations_of(matter_id)]),
            Group("紧急报送", [_urgent(one) for one in pushes.urgent_reports_of(matter_id)]),
            Group("领导参与", self._took_part(view)),
        ]

    def _took_part(self, view: MatterView) -> list[Item]:
        """How often the leader who received it took part afterwards."""
        took = pushes.participation(view.id)
        if not took.leader:
            return []
        counts = (
            ("批示", took.instructions),
            ("提请决定", took.decisions),
            ("约访", took.talks),
            ("会商", took.consultations),
            ("回访", took.follow_ups),
        )
        text = f"{took.leader}接访后  " + "  ".join(f"{label}{count}次" for label, count in counts)
        return [Item(("leader", 0), took.last_on, text, "" if any(count for _, count in counts) else "还没有参与")]

    def _until(self, start: date, due: date, done: date | None, word: str, today: date) -> tuple[str, str]:
        """What stands beside something that has to be answered by a day, and its colour."""
        if done is not None:
            return f"{short_day(done, today)}{word}", "dim"
        now, days = self.date_light(start, due, today)
        return f"待{word} {days_left_words(days)}", TONES.get(now, "")

    def _card(self, one: CardView, today: date) -> Item:
        parts = [
            f"{one.colour.label} {one.card_no}",
            one.to,
            one.reason,
            one.requirement,
            one.answer,
            one.appeal and f"申辩: {one.appeal}",
            one.withdrawn_reason,
        ]
        text = "  ".join(part for part in parts if part)
        if one.withdrawn_on is not None:
            return Item(("card", one.id), one.issued_on, text, f"{short_day(one.withdrawn_on, today)}销牌", "dim")
        stands, tone = self._until(one.issued_on, one.answer_due, one.answered_on, "说明", today)
        colour = {"red": "chip-red", "yellow": "chip-yellow"}.get(one.colour.value, "now")
        return Item(("card", one.id), one.issued_on, text, stands, colour if tone == "dim" else tone, CARD_LINE)

    def _undertaken(self, one: UndertakingView, today: date) -> Item:
        text, about = f"{one.who}  {one.words}", ("undertaking", one.id)
        if one.withdrawn_on is not None:
            return Item(about, one.said_on, text, f"{short_day(one.withdrawn_on, today)}撤回", "dim", (RESTORE,))
        if one.done_on is not None:
            return Item(
                about, one.said_on, text, f"{short_day(one.done_on, today)}办到", "dim", UNDERTAKING_LINE, undo=WITHDRAW
            )
        stands, tone = "没有定日期", ""
        if one.due_on is not None:
            stands, tone = self._until(one.said_on, one.due_on, None, "办", today)
        return Item(about, one.said_on, text, stands, tone, UNDERTAKING_LINE, undo=WITHDRAW)

    def _urge(self, one: UrgeView, today: date) -> Item:
        text = "  ".join(part for part in (one.to, one.text, one.answer) if part)
        stands, tone = self._until(one.sent_on, one.answer_due, one.answered_on, "回复", today)
        return Item(("urge", one.id), one.sent_on, text, stands, tone, () if one.answered_on else URGE_LINE)


def _owner(one: OwnerView) -> Item:
    text = "  ".join(filter(None, (one.words, one.reason)))
    if one.withdrawn_on is not None:
        return Item(("owner", one.id), one.on_day, text, f"{one.withdrawn_on:%m-%d}撤回", "dim", (RESTORE_OWNER,))
    stands, tone = ("已定", "") if one.decided_on else ("待定", "yellow")
    return Item(("owner", one.id), one.on_day, text, stands, tone, OWNER_LINE, undo=WITHDRAW_OWNER)


def _cause(one: CauseView) -> Item:
    """The team over several matters; what it does stands on its own page."""
    stands = f"{one.closed_on:%m-%d}了结" if one.closed_on else f"共{len(one.matters)}件"
    text = "  ".join(filter(None, (one.words, one.cause, one.result)))
    return Item(("cause", one.id), one.opened_on, text, stands, "dim" if one.closed_on else "", (OPEN_CAUSE,))


def _party(one: PartyView) -> Item:
    tone = "dim" if one.withdrawn_on or one.has_agreed else ""
    acts, undo = ((PARTY_RESTORE,), None) if one.withdrawn_on else (PARTY_LINE, PARTY_WITHDRAW)
    return Item(("party", one.id), one.asked_on, f"{one.who}  {one.words}", one.stands, tone, acts, undo=undo)


def _resubmission(one: ResubmissionView, today: date) -> Item:
    parts = [
        f"提请{one.leader}",
        f"难在{one.difficulty}",
        f"请定{one.asked}",
        one.decision and f"决定: {one.decision}",
        f"新期限 {one.new_due}" if one.new_due else "",
    ]
    text = "  ".join(part for part in parts if part)
    if one.decided_on is None:
        return Item(("resubmission", one.id), one.submitted_on, text, "待领导决定", "yellow", RESUBMISSION_LINE)
    return Item(("resubmission", one.id), one.submitted_on, text, f"{short_day(one.decided_on, today)}决定")


def _consultation(one: ConsultationView) -> Item:
    tasks = [part for part in one.parts if part.task]
    open_tasks = [part for part in tasks if part.done_on is None]
    said = "；".join(f"{part.unit or part.person}: {part.task}" for part in tasks)
    text = "  ".join(part for part in (one.host and f"{one.host}主持", one.place, one.conclusion, said) if part)
    stands = f"{len(tasks) - len(open_tasks)}/{len(tasks)} 完成" if tasks else ""
    return Item(("consultation", one.id), one.on_day, text, stands, "yellow" if open_tasks else "", CONSULTATION_LINE)


def _escalation(one: EscalationView) -> Item:
    text = "  ".join(part for part in (one.to_unit, one.reason, one.answer, one.task_force) if part)
    if one.state is EscalationState.ASKED:
        return Item(("escalation", one.id), one.asked_on, text, one.state.label, "yellow", ESCALATION_LINE)
    return Item(("escalation", one.id), one.asked_on, text, one.state.label)


def _urgent(one: UrgentReportView) -> Item:
    text = f"报{one.reported_to} {one.reported_at:%H:%M}  {one.text}"
    return Item(("urgent", one.id), one.reported_at.date(), text, one.kind.label, "", URGENT_LINE)
