"""^N on a matter: what its first line calls 下一步 is done at once, or, where no single act comes next, listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jiefang_tui.rules.duties import BoxKey, first_gap
from jiefang_tui.rules.standing import Step
from jiefang_tui.services.closure.acts import CLOSE, EXECUTED, LOOKED, VISIT
from jiefang_tui.services.desk.acts import ActFacts, ActSpec
from jiefang_tui.services.law.acts import (
    ACCEPT,
    ANSWER_UP,
    MEDIATED,
    NOT_MEDIATED,
    NOTICE,
    OBJECTED_BACK,
    OBJECTION_OVER,
    PAPERS,
    REPORT_UP,
    REVIEW_END,
    ROUTE_RESULT,
    SEALING,
    SERVE,
)
from jiefang_tui.services.law.line_acts import DISPATCH_LINE
from jiefang_tui.services.matter.work_acts import WORK
from jiefang_tui.services.responsibility.acts import FIX, KEEP
from jiefang_tui.store.queries.law import stages
from jiefang_tui.store.queries.matter import matter_history
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import OPEN_VISIT_STATES, DocumentKind, MatterState, VisitState
from jiefang_tui.ui.matter import matter_dialogs
from jiefang_tui.ui.responsibility.box_dialogs import box_dialog
from jiefang_tui.ui.toolkit.acts import ask, begin, offer, offer_line
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.printing import print_slip


@dataclass(frozen=True)
class Here:
    """The matter, the screen it is seen on, and how that turns to another of its tabs."""

    screen: DeskScreen
    view: MatterView
    turn_to: Callable[[int], None]


SHEET_TAB, PAPERS_TAB, PROMISES_TAB = 2, 4, 5


def take(here: Here) -> None:
    """Do what comes next."""
    step = here.view.standing.step
    if step is not None:
        TAKES[step](here)


def _tell(here: Here) -> None:
    """What is written and not given is told of; else the paper is written: the slip, or that of the decision."""
    view, facts = here.view, ActFacts(here.screen.desk, here.view.id)
    decided = view.state in (MatterState.REFUSED, MatterState.ROUTED_OUT)
    paper = facts.unserved
    if paper is not None and not (decided and paper.kind is DocumentKind.SLIP):
        begin(here.screen, SERVE, view.id)
    elif decided:
        begin(here.screen, NOTICE, view.id)
    else:
        print_slip(here.screen, None, view.id)


def _talk(here: Here) -> None:
    """The talk of the last arrival; without one that goes on, what is possible without a talk."""
    last = next(iter(matter_history.visits_of(here.view.id, 1)), None)
    if last is not None and last.state in (*OPEN_VISIT_STATES, VisitState.FILED):
        here.screen.app.go("talk", visit_id=last.visit_id)
    else:
        offer(here.screen, "文书和程序: 现在能办的", PAPERS, here.view.id)


def _assign(here: Here) -> None:
    ask(here.screen, matter_dialogs.assign(here.screen.desk, here.view))


def _sign(here: Here) -> None:
    """What can be done with the handing-over that nobody has signed for."""
    rows = [one for one in stages.dispatches_of(here.view.id) if one.is_live and one.signed_on is None]
    if rows:
        to = f"{rows[0].unit} {rows[0].officer}".strip()
        offer_line(here.screen, to, DISPATCH_LINE, here.view.id, rows[0].id)
    else:
        here.turn_to(PAPERS_TAB)


def _boxes(here: Here) -> None:
    """The form of the first box with a gap; what a measure lacks is put right in its list."""
    sheet = here.view.sheet
    gap = first_gap(sheet.boxes) if sheet is not None else None
    if sheet is None or gap is None:
        here.turn_to(SHEET_TAB)
    elif gap.key is BoxKey.RESOLVE_DUE or (gap.key is BoxKey.MEASURES and sheet.measures):
        legal = here.view.handling.raw if here.view.handling else None
        here.screen.app.push_screen(box_dialog(here.screen.desk, sheet, gap.key, legal))
    else:
        begin(here.screen, FIX if gap.key in (BoxKey.TASK_FORCE, BoxKey.MEASURES) else KEEP, here.view.id)


def _act(spec: ActSpec) -> Callable[[Here], None]:
    """The only act that comes next."""
    return lambda here: begin(here.screen, spec, here.view.id)


def _one_of(title: str, *specs: ActSpec) -> Callable[[Here], None]:
    """One of several."""
    return lambda here: offer(here.screen, title, specs, here.view.id)


TAKES: dict[Step, Callable[[Here], None]] = {
    Step.HAND_OVER: _one_of("移送密件", *SEALING),
    Step.TELL: _tell,
    Step.TALK: _talk,
    Step.OBJECTION: _one_of("上级怎么答复异议", OBJECTED_BACK, OBJECTION_OVER),
    Step.SERVE: _act(SERVE),
    Step.REVIEW: _act(REVIEW_END),
    Step.ACCEPT: _act(ACCEPT),
    Step.ASSIGN: _assign,
    Step.SIGN: _sign,
    Step.BOXES: _boxes,
    Step.PROMISE: lambda here: here.turn_to(PROMISES_TAB),
    Step.MEDIATION: _one_of("调解的结果", MEDIATED, NOT_MEDIATED),
    Step.ABOVE: _act(ANSWER_UP),
    Step.ROUTE: _act(ROUTE_RESULT),
    Step.TELL_EXTENSION: lambda here: here.turn_to(PAPERS_TAB),
    Step.REPORT_UP: _act(REPORT_UP),
    Step.ENTER: _one_of("接着办", *WORK),
    Step.WORK: _one_of("接着办", *WORK),
    Step.EXECUTE: _act(EXECUTED),
    Step.VISIT: _act(VISIT),
    Step.LOOK: _act(LOOKED),
    Step.CLOSE: _act(CLOSE),
}
