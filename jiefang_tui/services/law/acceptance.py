"""受理: a fact of its own."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.reports import route_answered
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.store.models import Matter
from jiefang_tui.terms import Category, DutyLiesWith, LegalRoute

HERE = (LegalRoute.STATUTORY_DUTY, LegalRoute.PETITION_PROCEDURE)
"""Routes on which the matter stays; the others lead to another body."""


def accept_in(act: Act, matter: Matter, day: date, route: str = "") -> None:
    """受理: the fact, the route, and the due date it starts (Regulation Art. 34, only on the 31(6) route).

    `route`: one of `HERE`, of a claim whose way is not decided; else what was answered at its registration, else (6).
    What is accepted on 31(5) is this town's duty.
    """
    if route and route not in HERE:
        raise Refused("受理的只能走履行法定职责(第五项)或者信访程序(第六项)；走别的途径的请用「定法定途径」。", "route")
    if matter.accepted_on is not None:
        return
    matter.accepted_on = day
    if matter.category == Category.CLAIM and not matter.route:
        matter.route = route or route_answered(matter.report_answer) or LegalRoute.PETITION_PROCEDURE
        if matter.route == LegalRoute.STATUTORY_DUTY:
            matter.duty_lies_with = DutyLiesWith.OURS


def whose_duty(way: LegalRoute, duty: str) -> DutyLiesWith | None:
    """谁的职责: asked of Art. 31(5) only."""
    if way is not LegalRoute.STATUTORY_DUTY:
        return None
    return require_choice(DutyLiesWith, duty, "请选择是谁的职责：本镇，还是别的机关(条例第三十一条第五项)。", "duty")
