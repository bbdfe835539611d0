"""The facts of one matter by which its acts are possible or not: each a column of its own, read in one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jiefang_tui.rules.reports import route_answered
from jiefang_tui.store.models import Matter
from jiefang_tui.terms import (
    Category,
    DutyLiesWith,
    LeaderLevel,
    LegalRoute,
    MatterState,
    OpinionResult,
    Reaction,
    RefusalGround,
    SuggestionResult,
    WaitFor,
)


@dataclass(frozen=True)
class Progress:
    """How far a matter is, in facts; a date that is not there has not come."""

    state: MatterState
    category: Category
    route: LegalRoute | None
    merged_into_id: int | None
    handling_due: date | None
    """The (raw) last day of the running clock of Art. 34; None where none runs."""
    transferred_in_on: date | None
    transferred_from: str
    transfer_no: str
    assigned_due: date | None
    assigned_leader: str
    assigned_level: LeaderLevel | None
    wants_report: bool
    notice_exempt_reason: str
    is_simple: bool
    was_handled: bool
    accepted_on: date | None
    notified_on: date | None
    refused_on: date | None
    refusal_ground: RefusalGround | None
    opinion_result: OpinionResult | None
    replied_on: date | None
    served_on: date | None
    concluded_on: date | None
    executed_on: date | None
    executed_note: str
    followed_up_on: date | None
    settled_on: date | None
    reaction: Reaction
    finally_closed_on: date | None
    closed_on: date | None
    wait_for: WaitFor | None
    wait_note: str
    wait_since: date | None
    is_urgent_major: bool
    is_backlog_listed: bool
    suggestion_result: SuggestionResult | None
    first_contact_on: date | None
    first_contact_by: str
    look_again_on: date | None
    look_again_result: str
    duty_lies_with: DutyLiesWith | None
    route_answered: LegalRoute | None
    """`rules.reports.route_answered`."""


def progress_of(matter_id: int) -> Progress:
    """The facts of one matter. `Matter.DoesNotExist` for an unknown id."""
    row: Any = Matter.get_by_id(matter_id)
    return Progress(
        state=MatterState(row.state),
        category=Category(row.category),
        route=LegalRoute(row.route) if row.route else None,
        merged_into_id=row.merged_into_id,
        handling_due=row.handling_due,
        transferred_in_on=row.transferred_in_on,
        transferred_from=row.transferred_from,
        transfer_no=row.transfer_no,
        assigned_due=row.assigned_due,
        assigned_leader=row.assigned_leader,
        assigned_level=LeaderLevel(row.assigned_level) if row.assigned_level else None,
        wants_report=row.wants_report,
        notice_exempt_reason=row.notice_exempt_reason,
        is_simple=row.is_simple,
        was_handled=row.was_handled,
        accepted_on=row.accepted_on,
        notified_on=row.notified_on,
        refused_on=row.refused_on,
        refusal_ground=RefusalGround(row.refusal_ground) if row.refusal_ground else None,
        opinion_result=OpinionResult(row.opinion_result) if row.opinion_result else None,
        replied_on=row.replied_on,
        served_on=row.served_on,
        concluded_on=row.concluded_on,
        executed_on=row.executed_on,
        executed_note=row.executed_note,
        followed_up_on=row.followed_up_on,
        settled_on=row.settled_on,
        reaction=Reaction(row.reaction),
        finally_closed_on=row.finally_closed_on,
        closed_on=row.closed_on,
        wait_for=WaitFor(row.wait_for) if row.wait_for else None,
        wait_note=row.wait_note,
        wait_since=row.wait_since,
        is_urgent_major=row.is_urgent_major,
        is_backlog_listed=row.is_backlog_listed,
        suggestion_result=SuggestionResult(row.suggestion_result) if row.suggestion_result else None,
        look_again_on=row.look_again_on,
        look_again_result=row.look_again_result,
        duty_lies_with=DutyLiesWith(row.duty_lies_with) if row.duty_lies_with else None,
        first_contact_on=row.first_contact_on,
        first_contact_by=row.first_contact_by,
        route_answered=route_answered(row.report_answer),
    )
