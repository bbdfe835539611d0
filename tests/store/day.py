"""Acts of a day in short, for tests of queries."""

from __future__ import annotations

from datetime import datetime, timedelta

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception.intake import MatterIn, Registered, VisitIn, register_visit
from jiefang_tui.services.reception.talk import OutcomeIn, decide
from jiefang_tui.terms import Outcome, VisitPurpose

OUTCOMES: dict[Outcome, dict[str, object]] = {
    Outcome.ANSWERED: {"told": "已答复"},
    Outcome.RESPONSIBILITY: {"leader": "周敏"},
    Outcome.ASSIGNED: {"unit": "人社所"},
    Outcome.MEDIATION: {"unit": "调委会"},
    Outcome.GUIDED: {"route": "judicial", "told": "向法院起诉"},
    Outcome.SUBMITTED_UP: {"unit": "县信访局"},
    Outcome.TO_VERIFY: {"next_at": None},
    Outcome.ENDED_SIMPLY: {"told": "灯泡换好了", "said": "好", "told_way": "in_person"},
}
"""What each outcome needs at least; 并入 and 移送 are left out, they need another matter or leave nothing."""


def arrive(
    desk: Desk,
    name: str,
    request: str = "路灯不亮",
    headcount: int = 1,
    purpose: str = VisitPurpose.PETITION,
    **more: object,
) -> Registered:
    """Register one arrival."""
    given = VisitIn(name=name, purpose=purpose, headcount=headcount, matters=[MatterIn(request=request)], **more)  # type: ignore[arg-type]
    return register_visit(desk, given)


def again(desk: Desk, name: str, matter_id: int, **more: object) -> Registered:
    """The same matter again."""
    return register_visit(desk, VisitIn(name=name, matters=[MatterIn(matter_id=matter_id)], **more))  # type: ignore[arg-type]


def end(desk: Desk, came: Registered, outcome: Outcome, which: int = 0, **more: object) -> None:
    """What the talk about one of its matters ended in."""
    needs = dict(OUTCOMES[outcome]) | more
    if outcome is Outcome.TO_VERIFY and needs.get("next_at") is None:
        needs["next_at"] = clock.now() + timedelta(days=2)
    decide(desk, came.visit_id, came.matter_ids[which], OutcomeIn(outcome=outcome, **needs))  # type: ignore[arg-type]


def at(hour: int, minute: int = 0) -> datetime:
    """A time of the tests' day."""
    return clock.now().replace(hour=hour, minute=minute)
