"""午间补录: a paper reception form, entered later as one line. Both dates are kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law.report_words import forget_answers
from jiefang_tui.services.reception.intake import Registered, VisitIn, check_required, register_in, registered
from jiefang_tui.services.reception.talk import OutcomeIn, decide_in
from jiefang_tui.store.models import Visit, VisitMatter
from jiefang_tui.terms import VisitPurpose, VisitState


@dataclass
class PaperIn:
    """A paper form: the visit with its own time and leader, and what the leader decided, if it is on the paper."""

    visit: VisitIn = field(default_factory=VisitIn)
    outcome: OutcomeIn | None = None


def enter_paper(desk: Desk, paper_in: PaperIn) -> Registered:
    """Enter one paper form: register the visit at its own time and record the outcome, in one act.

    Raises `Refused` when the paper's time is missing or in the future, or when the outcome lacks what it needs.
    """
    again = paper_in.visit.draft_uid and Visit.get_or_none(Visit.uid == paper_in.visit.draft_uid)
    if again:
        return registered(again, ())
    check_required(paper_in.visit)
    with acting(desk, "visit.enter_paper") as act:
        if paper_in.visit.arrived_at is None:
            raise Refused("请填写纸质登记表上的日期。", "day")
        if paper_in.visit.arrived_at > act.now:
            raise Refused("纸质登记表的时间不能晚于现在。", "time")
        answered = dict(desk.answered)
        visit, notes = register_in(act, paper_in.visit)
        desk.answered |= answered  # the outcome asks of its own words, and is tried again with the whole
        pairs = [pair.matter_id for pair in VisitMatter.select().where(VisitMatter.visit == visit)]
        if paper_in.outcome is not None:
            for matter_id in pairs:
                decide_in(act, visit.id, matter_id, paper_in.outcome)
        elif visit.purpose == VisitPurpose.PETITION:
            # The leader did receive them; what it ended in is not on the paper and stays visible as missing.
            visit.state = VisitState.RECEIVED
        if visit.purpose != VisitPurpose.PETITION:
            visit.state = VisitState.RECEIVED
    forget_answers(desk)
    return registered(visit, tuple(notes))
