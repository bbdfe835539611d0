"""The rows of what happened to a matter of the large sample after its first visit: papers, pushing, coming to rest."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from jiefang_tui.rules.outcomes import OUTCOMES
from jiefang_tui.services.sample.load_lives import Life, checks
from jiefang_tui.services.sample.load_rows import Rows
from jiefang_tui.store.models import (
    Closing,
    Consultation,
    ConsultationPart,
    Dispatch,
    Document,
    Escalation,
    Extension,
    FollowUp,
    LevelSkip,
    Relief,
    Reopening,
    Resubmission,
    Review,
    SupervisionCard,
    Urge,
    UrgentReport,
)
from jiefang_tui.terms import (
    CardColour,
    DocumentKind,
    EntryKind,
    EscalationState,
    FollowUpWay,
    MatterState,
    OpinionResult,
    Outcome,
    Reaction,
    ReopenCause,
    ReviewStage,
    Satisfaction,
    ServiceWay,
    SkippedTo,
    Solved,
    UrgentKind,
)

_NUMBERED = {
    DocumentKind.ACCEPTANCE_NOTICE: "示信受",
    DocumentKind.REFUSAL_NOTICE: "示信不受",
    DocumentKind.ROUTING_NOTICE: "示信告",
    DocumentKind.HANDLING_OPINION: "示信处",
    DocumentKind.EXTENSION_NOTICE: "示信延",
}


class Stages:
    """Writes the rows of lives."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.rng, self.today = rows, rows.rng, rows.today
        self._numbers: Counter[tuple[str, int]] = Counter()

    def tell(self, matter: int, visit: int, outcome: Outcome, day: date, unit: int | None, life: Life) -> None:
        """All that happened to one matter, in order."""
        if OUTCOMES[outcome].dispatch is not None:
            self._handed(matter, visit, outcome, day, unit, life)
        self._papers(matter, day, life)
        if life.extended_on:
            self._extension(matter, life.extended_on)
        if life.is_stuck:
            self._pushed(matter, day, life)
        self._after_service(matter, life)

    # -- handed on, papers

    def _handed(self, matter: int, visit: int, outcome: Outcome, day: date, unit: int | None, life: Life) -> None:
        spec = OUTCOMES[outcome]
        is_work = spec.gives_work
        self.rows.add(
            Dispatch,
            matter_id=matter,
            visit_id=visit,
            outcome=outcome,
            kind=spec.dispatch,
            unit_id=unit or self.rng.choice(self.rows.units),
            officer_id=None,
            due_on=day + timedelta(days=15) if is_work else None,
            sent_on=day,
            delivered_on=day if is_work else None,
            delivered_how="当面交" if is_work else "",
            signed_on=life.signed_on if is_work else None,
            signed_by=self.rng.choice(self.rows.names) if is_work and life.signed_on else "",
            replied_on=life.answered_on if is_work else None,
            reply=self.rows.say("told") if is_work and life.answered_on else "",
        )

    def _number(self, kind: str, day: date) -> int:
        self._numbers[kind, day.year] += 1
        return self._numbers[kind, day.year]

    def _paper(self, matter: int, kind: DocumentKind, issued: date, served: date | None, summary: str = "") -> None:
        number = f"{_NUMBERED.get(kind, '示信')}〔{issued.year}〕{self._number(kind, issued)}号"
        self.rows.add(
            Document,
            matter_id=matter,
            kind=kind,
            doc_no=number,
            issued_on=issued,
            summary=summary,
            signer=self.rows.names[0],
            served_on=served,
            service_way=ServiceWay.DIRECT if served else "",
            received_by="本人" if served else "",
            recorded_at=self.rows.at(issued, 16),
        )
        self.rows.event(matter, self.rows.at(issued, 16), EntryKind.DOCUMENT, f"出具{kind.label} {number}")

    def _papers(self, matter: int, day: date, life: Life) -> None:
        if life.accepted_on and life.notified_on:
            self._paper(matter, DocumentKind.ACCEPTANCE_NOTICE, life.accepted_on, life.notified_on)
        elif life.refused_on and life.notified_on:
            self._paper(matter, DocumentKind.REFUSAL_NOTICE, life.refused_on, life.notified_on)
        elif life.state is MatterState.ROUTED_OUT and life.notified_on:
            self._paper(matter, DocumentKind.ROUTING_NOTICE, day, life.notified_on)
        if life.replied_on:
            label = OpinionResult(life.opinion_result).label
            self._paper(matter, DocumentKind.HANDLING_OPINION, life.replied_on, life.served_on, label)

    def _extension(self, matter: int, on: date) -> None:
        self.rows.add(
            Extension,
            matter_id=matter,
            days=30,
            reason="需要专业鉴定，情况复杂。",
            approver_id=self.rows.leaders[0],
            approved_on=on,
            told_on=on,
        )
        self._paper(matter, DocumentKind.EXTENSION_NOTICE, on, on)

    # -- pushing

    def _pushed(self, matter: int, day: date, life: Life) -> None:
        """Some of what is stuck was urged, carded, resubmitted to the leader, talked over, or taken higher."""
        rng = self.rng
        end = life.replied_on or life.concluded_on or self.today
        if rng.random() < 0.5:
            self._urge(matter, day + timedelta(days=45), end)
        if rng.random() < 0.3:
            self._card(matter, day + timedelta(days=62), end)
        if rng.random() < 0.3:
            self._resubmission(matter, day + timedelta(days=75), end)
        if rng.random() < 0.2:
            self._consultation(matter, day + timedelta(days=80), end)
        if rng.random() < 0.05:
            self._taken_higher(matter, day + timedelta(days=100), end)

    def _urge(self, matter: int, sent: date, end: date) -> None:
        if sent >= end:
            return
        answered = self._within(sent, 2, 8, end)
        self.rows.add(
            Urge,
            matter_id=matter,
            to_unit_id=self.rng.choice(self.rows.units),
            text="请说明进展和下一步时间。",
            answer_due=sent + timedelta(days=5),
            sent_on=sent,
            answered_on=answered,
            answer=self.rows.say("progress") if answered else "",
        )
        self.rows.event(matter, self.rows.at(sent), EntryKind.SUPERVISION, "催办：请说明进展和下一步时间。")

    def _card(self, matter: int, issued: date, end: date) -> None:
        if issued >= end:
            return
        number = f"DB-{issued.year}-{self._number('card', issued):04d}"
        answered = self._within(issued, 2, 9, end)
        withdrawn = end if end < self.today and answered else None
        colour = self.rng.choice((CardColour.YELLOW, CardColour.RED))
        self.rows.add(
            SupervisionCard,
            card_no=number,
            colour=colour,
            matter_id=matter,
            to_officer_id=self.rng.choice(self.rows.handlers[1:]),  # the first is of 自然资源所: no card for them
            reason="逾期未答复",
            requirement="七日内提出化解方案",
            answer_due=issued + timedelta(days=7),
            signer_id=self.rows.leaders[0],
            issued_on=issued,
            answer="已会同有关单位商定办法。" if answered else "",
            answered_on=answered,
            withdrawn_on=withdrawn,
            withdrawn_reason="已答复信访人" if withdrawn else "",
            withdrawn_by_id=self.rows.leaders[0] if withdrawn else None,
        )
        self.rows.event(matter, self.rows.at(issued), EntryKind.SUPERVISION, f"{colour.label} {number}")

    def _resubmission(self, matter: int, on: date, end: date) -> None:
        if on >= end:
            return
        decided = self._within(on, 1, 12, end)
        self.rows.add(
            Resubmission,
            matter_id=matter,
            leader_id=self.rng.choice(self.rows.leaders),
            submitted_by_id=self.rng.choice(self.rows.handlers),
            submitted_on=on,
            difficulty="涉及几个部门，意见不一致。",
            tried="协商两次，未达成一致。",
            asked="请领导召集会商，明确牵头单位。",
            decision="由分管领导召集会商，一个月内拿出办法。" if decided else "",
            decided_on=decided,
            new_due=decided + timedelta(days=30) if decided else None,
        )
        self.rows.event(matter, self.rows.at(on), EntryKind.SUPERVISION, "再次提请包案领导研究")

    def _consultation(self, matter: int, on: date, end: date) -> None:
        if on >= end:
            return
        meeting = self.rows.add(
            Consultation,
            matter_id=matter,
            on_day=on,
            place="镇政府二楼会议室",
            host_id=self.rng.choice(self.rows.leaders),
            conclusion="分两步办理，先核实、后落实。",
        )
        for ordinal, unit in enumerate(self.rng.sample(self.rows.units, 2), 1):
            due = on + timedelta(days=15)
            self.rows.add(
                ConsultationPart,
                consultation_id=meeting,
                ordinal=ordinal,
                unit_id=unit,
                said="同意分步办理。",
                task="提出书面意见",
                due_on=due,
                done_on=self._within(on, 3, 15, end),
            )
        self.rows.event(matter, self.rows.at(on), EntryKind.SUPERVISION, "会商：分两步办理，先核实、后落实。")

    def _taken_higher(self, matter: int, on: date, end: date) -> None:
        if on >= end:
            return
        answered = self._within(on, 5, 20, end)
        self.rows.add(
            Escalation,
            matter_id=matter,
            to_unit="示例县信访局",
            reason="跨部门，镇级难以协调",
            asked_on=on,
            state=EscalationState.ACCEPTED if answered else EscalationState.ASKED,
            answered_on=answered,
            answer="已列入县级协调" if answered else "",
            task_force="县级工作专班" if answered else "",
        )
        self.rows.event(matter, self.rows.at(on), EntryKind.SUPERVISION, "提请示例县信访局提级办理")
        if self.rng.random() < 0.3:
            self.rows.add(
                UrgentReport,
                matter_id=matter,
                kind=UrgentKind.FIRST,
                reported_at=self.rows.at(on, 11),
                reported_to="示例县信访局",
                text="多人情绪激动，已派人到场。",
                officer_id=self.rows.desk.officer_id,
            )

    def _within(self, day: date, least: int, most: int, end: date) -> date | None:
        found = day + timedelta(days=self.rng.randint(least, most))
        return found if found < min(end, self.today) else None

    # -- coming to rest

    def _after_service(self, matter: int, life: Life) -> None:
        rng, rows = self.rng, self.rows
        if life.served_on:
            rows.event(matter, rows.at(life.served_on, 11), EntryKind.DOCUMENT, "信访处理意见书已送达，办结")
        elif life.concluded_on and life.answered_on:
            rows.event(matter, rows.at(life.concluded_on, 11), EntryKind.OUTCOME, f"办结：{rows.say('told')}")
        if life.review_on:
            rows.add(
                Review,
                matter_id=matter,
                stage=ReviewStage.REVIEW,
                requested_on=life.review_on,
                body="示例县人民政府",
                concluded_on=life.reviewed_on,
                conclusion=life.review_conclusion,
                served_on=life.reviewed_on,
            )
            rows.event(matter, rows.at(life.review_on), EntryKind.PROGRESS, "信访人申请复查")
        if life.looked_on:
            self._visit(matter, life.looked_on, Solved.PARTLY, Reaction.PARTIAL)
        if life.executed_on:
            rows.event(matter, rows.at(life.executed_on, 9), EntryKind.PROGRESS, "执行到位：签收单、照片")
        if life.found_wanting_on:
            self._visit(matter, life.found_wanting_on, Solved.NOT, Reaction.NOT_ACCEPTED)
            rows.add(
                Reopening,
                matter_id=matter,
                on_day=life.found_wanting_on,
                cause=ReopenCause.FOLLOW_UP,
                reason="回访发现未落实",
                concluded_on=life.concluded_before,
                officer_id=rows.desk.officer_id,
            )
        if life.followed_up_on and life.followed_up_on != life.looked_on:
            self._visit(matter, life.followed_up_on, Solved.FULLY, Reaction(life.reaction))
            if rng.random() < 0.08:
                rows.add(
                    Relief,
                    matter_id=matter,
                    on_day=life.followed_up_on,
                    source="临时救助",
                    approver_id=rng.choice(rows.leaders),
                    amount_fen=rng.randrange(5, 40) * 10_000,
                )
        if life.closed_on:
            self._closing(matter, life)

    def _visit(self, matter: int, on: date, solved: Solved, reaction: Reaction) -> None:
        rng, rows = self.rng, self.rows
        glad = Satisfaction.DISSATISFIED if solved is Solved.NOT else Satisfaction.SATISFIED
        rows.add(
            FollowUp,
            matter_id=matter,
            on_day=on,
            way=rng.choice((FollowUpWay.HOME, FollowUpWay.PHONE)),
            officer_id=rng.choice(rows.handlers),
            solved=solved,
            promises_kept="已兑现" if solved is Solved.FULLY else "",
            office_satisfaction=rng.choice((glad, Satisfaction.BASICALLY)),
            unit_satisfaction=glad,
            reaction=reaction,
            recorded_at=rows.at(on, 17),
        )
        rows.event(matter, rows.at(on, 17), EntryKind.FOLLOW_UP, f"回访：{solved.label}，{reaction.label}")

    def _closing(self, matter: int, life: Life) -> None:
        rows = self.rows
        assert life.closed_on
        signed = self.rng.random() < 0.9
        rows.add(
            Closing,
            matter_id=matter,
            closed_on=life.closed_on,
            leader_id=self.rng.choice(rows.leaders),
            unit_signed_by=self.rng.choice(rows.names),
            petitioner_signed=signed,
            no_signature_note="" if signed else "本人外出，村干部见证",
            **checks(self.rng),
        )
        rows.event(matter, rows.at(life.closed_on, 15), EntryKind.CLOSING, "销号")

    # -- the higher levels' notices

    def level_skips(self, matters: int) -> None:
        """越级 of last year and this: fewer this year."""
        for year, share in ((self.today.year - 1, 0.0005), (self.today.year, 0.0001)):
            for number in range(1, 1 + max(1, round(matters * share))):
                on = date(year, 1, 1) + timedelta(days=self.rng.randrange(300))
                if on < self.today:
                    level = self.rng.choice((SkippedTo.CITY, SkippedTo.CITY, SkippedTo.PROVINCE))
                    self.rows.add(LevelSkip, on_day=on, level=level, notice=f"县信通〔{year}〕{number}号")
