"""The plain facts of a matter from which its dates are computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.rules.deadlines import Longer, Stop
from jiefang_tui.terms import (
    REOPENING_CONCLUSIONS,
    Category,
    DispatchKind,
    DocumentKind,
    DutyLiesWith,
    LegalRoute,
    MatterState,
    ReviewConclusion,
    ReviewStage,
)


@dataclass(frozen=True)
class DispatchFact:
    """Where it was handed to."""

    id: int
    kind: DispatchKind
    sent_on: date
    to: str = ""
    """Unit or officer, for the line."""
    due_on: date | None = None
    signed_on: date | None = None
    returned_on: date | None = None
    replied_on: date | None = None
    ended_on: date | None = None
    delivered_on: date | None = None

    @property
    def reached_on(self) -> date | None:
        """The day on which it is on record that it reached them: 交件, else 签收."""
        return self.delivered_on or self.signed_on

    @property
    def is_live(self) -> bool:
        """Still to be answered: not sent back, not ended, not answered."""
        return self.returned_on is None and self.replied_on is None and self.ended_on is None


@dataclass(frozen=True)
class DocumentFact:
    """A paper given to the petitioner."""

    id: int
    kind: DocumentKind
    issued_on: date
    served_on: date | None = None


@dataclass(frozen=True)
class ReviewFact:
    """复查 or 复核."""

    id: int
    stage: ReviewStage
    requested_on: date
    concluded_on: date | None = None
    served_on: date | None = None
    conclusion: ReviewConclusion | None = None

    @property
    def is_sent_back(self) -> bool:
        """The matter is open again by it: what is decided then is a new opinion, reviewed anew if at all."""
        return self.conclusion in REOPENING_CONCLUSIONS


@dataclass(frozen=True)
class ToDo:
    """A commitment or a measure that has a date."""

    id: int
    text: str
    start_on: date
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class MatterFacts:
    """What the clock looks at; everything else about a matter moves no date."""

    id: int
    state: MatterState
    received_on: date
    category: Category = Category.CLAIM
    route: LegalRoute | None = None
    duty_lies_with: DutyLiesWith | None = None
    """Whose duty a claim under Art. 31(5) asks for."""
    is_named: bool = True
    """Name known: else no written notice is owed (Art. 23(2))."""
    notice_exempt_reason: str = ""
    transferred_in_on: date | None = None
    assigned_due: date | None = None
    wants_report: bool = False
    """Whether who assigned it wants an 办结报告 by that day."""
    handed_on: date | None = None
    """When a sealed report was passed on."""
    is_simple: bool = False
    was_handled: bool = False
    """In somebody's hands once: when concluded it is visited again and closed; what was answered on the spot is not."""
    accepted_on: date | None = None
    notified_on: date | None = None
    served_on: date | None = None
    concluded_on: date | None = None
    executed_on: date | None = None
    followed_up_on: date | None = None
    finally_closed_on: date | None = None
    due_on: date | None = None
    reopened_on: date | None = None
    """The last time it was opened again."""
    concluded_before: tuple[date, ...] = ()
    """When it was concluded each time before it was opened again."""
    sheet_made_on: date | None = None
    resolve_due: date | None = None
    longer: tuple[Longer, ...] = ()
    """Extensions that hold, in the order they were approved."""
    stops: tuple[Stop, ...] = ()
    """Hearings."""
    dispatches: tuple[DispatchFact, ...] = ()
    documents: tuple[DocumentFact, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    commitments: tuple[ToDo, ...] = ()
    measures: tuple[ToDo, ...] = ()

    @property
    def first_here_on(self) -> date:
        """When it came here first: from the petitioner, or from above (Art. 23(2), (3))."""
        return min(self.received_on, self.transferred_in_on or self.received_on)

    @property
    def is_petition_procedure(self) -> bool:
        """A claim on the route of Art. 31(6): nothing else has the 60 days, 复查 and 复核."""
        return self.category is Category.CLAIM and self.route is LegalRoute.PETITION_PROCEDURE

    @property
    def reported_on(self) -> date | None:
        """When the 办结报告 went to whoever assigned it."""
        made = (one.served_on for one in self.documents if one.kind is DocumentKind.REPORT_UP)
        return min((day for day in made if day is not None), default=None)

    @property
    def led_elsewhere(self) -> tuple[DispatchFact, ...]:
        """Where it was led to by Art. 31(1)-(4), once or more often, since it was last opened again."""
        guides = (one for one in self.dispatches if one.kind is DispatchKind.GUIDE and one.ended_on is None)
        return tuple(one for one in guides if self.reopened_on is None or one.sent_on >= self.reopened_on)

    @property
    def first_concluded_on(self) -> date | None:
        """When it was concluded for the first time since it was accepted, or received where it was not.

        Being opened again does not undo that.
        """
        began = self.accepted_on or self.received_on
        served = [one.served_on for one in self.documents if one.kind is DocumentKind.HANDLING_OPINION]
        days = (*served, *self.concluded_before, self.served_on, self.concluded_on)
        return min((day for day in days if day and day >= began), default=None)

    @property
    def is_changed_for_good(self) -> bool:
        """复核 put an opinion of its own in the place of the first one: nothing can be asked for after (Art. 36(3))."""
        last = max(self.reviews, key=lambda one: one.id, default=None)
        if last is None or (last.stage, last.conclusion) != (ReviewStage.RECHECK, ReviewConclusion.CHANGED):
            return False
        return bool(self.served_on and last.concluded_on and self.served_on >= last.concluded_on)

    @property
    def is_reopened(self) -> bool:
        """Opened again after it was accepted: the 60 days of Art. 34 ran once and do not start anew."""
        return bool(self.reopened_on and self.accepted_on and self.reopened_on > self.accepted_on)
