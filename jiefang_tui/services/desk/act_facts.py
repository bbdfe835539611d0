"""The facts of one matter by which its acts are possible or not.

Each is read when the first act asks for it, and once: most acts ask for a column or two.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from peewee import fn

from jiefang_tui import clock
from jiefang_tui.rules.agreements.performance import Awaited
from jiefang_tui.rules.deadlines import Due
from jiefang_tui.services.desk.clocks import due_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.kept_away import is_free
from jiefang_tui.store.models import (
    Escalation,
    Matter,
    Officer,
    ReceptionSession,
    Responsibility,
    Resubmission,
    SealedReport,
    UrgentReport,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.agreements.standing import awaited_of
from jiefang_tui.store.queries.closure.closing import last_solved, open_commitments
from jiefang_tui.store.queries.law import stages
from jiefang_tui.store.queries.law.stages import DocumentView, ExtensionView, ReviewView
from jiefang_tui.store.queries.matter.matter_progress import Progress, progress_of
from jiefang_tui.terms import (
    REOPENING_CONCLUSIONS,
    Category,
    DispatchKind,
    DocumentKind,
    DueKind,
    EscalationState,
    ReviewStage,
    UrgentKind,
    VisitState,
)


class ActFacts:
    """What decides which acts are possible with a matter today."""

    def __init__(self, desk: Desk, matter_id: int, row: Any = None) -> None:
        self.desk = desk
        self.matter_id = matter_id
        self.row = row
        """The row an act of one line is about (`ActSpec.model`); None for the acts on the matter."""
        self.today = clock.today()

    @cached_property
    def at(self) -> Progress:
        """The matter. An arrival at the window is about none, and its acts ask nothing of it."""
        return progress_of(self.matter_id)

    @property
    def is_sealed(self) -> bool:
        """检举控告: nothing of it is written down here (Regulation Art. 30(3))."""
        return self.at.category is Category.REPORT_ACCUSATION

    @cached_property
    def report(self) -> SealedReport | None:
        """Where it stands as a report (检举控告); None when it is none."""
        found: SealedReport | None = SealedReport.get_or_none(SealedReport.matter == self.matter_id)
        return found

    @cached_property
    def merged_into_no(self) -> str:
        """The number of the matter it went into; empty when it went into none."""
        into = self.at.merged_into_id
        return Matter.get_by_id(into).register_no if into is not None else ""

    @cached_property
    def has_sheet(self) -> bool:
        """包案: a leader owns it."""
        return bool(Responsibility.select().where(Responsibility.matter == self.matter_id).exists())

    @cached_property
    def most_people(self) -> int:
        """The most people that ever came about it at once."""
        about = (VisitMatter.matter == self.matter_id) & Visit.counts
        came: Any = Visit.select(fn.MAX(Visit.headcount)).join(VisitMatter).where(about).scalar()
        return int(came or 1)

    @cached_property
    def wants_report(self) -> bool:
        """Who passed it on wants a report of how it ended (Art. 22(1))."""
        return bool(Matter.get_by_id(self.matter_id).wants_report or self.at.assigned_due is not None)

    @cached_property
    def has_open_promise(self) -> bool:
        """A leader promised something that is not done."""
        return bool(open_commitments(self.matter_id))

    @cached_property
    def awaited(self) -> Awaited | None:
        """What is still to be kept of its agreements; None: nothing."""
        return awaited_of(self.matter_id)

    @property
    def is_ended_simply(self) -> bool:
        """简易办结, and not opened again since."""
        return bool(Matter.get_by_id(self.matter_id).is_ended_simply)

    # -- papers, hearings, extensions

    @cached_property
    def documents(self) -> tuple[DocumentView, ...]:
        """Its papers, newest first."""
        return tuple(stages.documents_of(self.matter_id))

    @property
    def unserved(self) -> DocumentView | None:
        """The paper without a receipt that comes next: the opinion, whose service ends the matter, else the newest."""
        waiting = [one for one in self.documents if one.served_on is None]
        opinions = [one for one in waiting if one.kind is DocumentKind.HANDLING_OPINION]
        return next(iter([*opinions, *waiting]), None)

    @cached_property
    def extensions(self) -> tuple[ExtensionView, ...]:
        """Those that hold."""
        return tuple(one for one in stages.extensions_of(self.matter_id) if one.undone_on is None)

    @cached_property
    def hearing_id(self) -> int:
        """The hearing that goes on, 0 without one."""
        return next((one.id for one in stages.pauses_of(self.matter_id) if one.ends_on is None), 0)

    @cached_property
    def is_led(self) -> bool:
        """Led to another body (Art. 31(1)-(4)), and its outcome is not known."""
        return any(one.kind is DispatchKind.GUIDE and one.is_live for one in stages.dispatches_of(self.matter_id))

    # -- 复查, 复核

    @cached_property
    def reviews(self) -> tuple[ReviewView, ...]:
        """All of them in order."""
        return tuple(stages.reviews_of(self.matter_id))

    @property
    def open_review(self) -> ReviewView | None:
        """The 复查 or 复核 that is not decided."""
        return next((one for one in self.reviews if one.concluded_on is None), None)

    @property
    def last_review(self) -> ReviewView | None:
        """The last of the present round, which ends with what was sent back."""
        last = self.reviews[-1] if self.reviews else None
        return None if last is None or last.conclusion in REOPENING_CONCLUSIONS else last

    def window(self, stage: ReviewStage) -> Due | None:
        """In which time this stage may be asked for, from the receipt of the opinion before it. None: not known yet."""
        if stage is ReviewStage.REVIEW:
            return due_of(self.desk, self.matter_id, DueKind.REVIEW_REQUEST) if self.at.served_on else None
        decided = next((one for one in reversed(self.reviews) if one.stage is ReviewStage.REVIEW), None)
        if decided is None or decided.served_on is None:
            return None
        return due_of(self.desk, self.matter_id, DueKind.RECHECK_REQUEST, f"review:{decided.id}")

    # -- pushing, coming to rest

    @cached_property
    def undecided(self) -> Resubmission | None:
        """再次提请 on which the leader has not decided."""
        waits = (Resubmission.matter == self.matter_id) & Resubmission.decided_on.is_null()
        found: Resubmission | None = Resubmission.get_or_none(waits)
        return found

    @cached_property
    def asked_above(self) -> Escalation | None:
        """提级办理 to which nobody has answered."""
        asked = (Escalation.matter == self.matter_id) & (Escalation.state == EscalationState.ASKED)
        found: Escalation | None = Escalation.get_or_none(asked)
        return found

    @cached_property
    def last_urgent(self) -> UrgentKind | None:
        """Which 紧急报送 was the last; None without any."""
        last: UrgentReport | None = (
            UrgentReport.select().where(UrgentReport.matter == self.matter_id).order_by(UrgentReport.id.desc()).first()
        )
        return UrgentKind(last.kind) if last is not None else None

    @cached_property
    def receiving_leader(self) -> Officer | None:
        """The leader who received the last visit about it, else who owns it.

        Nobody who stands aside or whom it is about, and nobody who has left.
        """
        received: Officer | None = (
            Officer.select()
            .join(ReceptionSession)
            .join(Visit)
            .join(VisitMatter)
            .where((VisitMatter.matter == self.matter_id) & (Visit.state == VisitState.RECEIVED))
            .order_by(Visit.day.desc(), Visit.id.desc())
            .first()
        )
        sheet: Responsibility | None = Responsibility.get_or_none(Responsibility.matter == self.matter_id)
        matter: Matter = Matter.get_by_id(self.matter_id)
        for leader in (received, sheet.leader if sheet else None):
            if leader is not None and leader.is_active and is_free(matter, leader):
                return leader
        return None

    @cached_property
    def last_solved(self) -> str:
        """What the last visit since it was concluded found (`terms.Solved`); empty without one."""
        return last_solved(Matter.get_by_id(self.matter_id))
