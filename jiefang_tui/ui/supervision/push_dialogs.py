"""What can be done with a card, an urge, a resubmission, a 会商, an 提级 or an urgent report that is there already.

For F5 and the matter's tab. What pushes a matter anew stands in `services/supervision/acts.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.services.matter.line_acts import INSTRUCTION_LINE
from jiefang_tui.services.supervision.line_acts import FINISH_TASK, LINES, OPEN_MATTER
from jiefang_tui.services.together.acts import UNDERTAKING_LINE
from jiefang_tui.store.queries.matter.matter_history import instructions_of
from jiefang_tui.store.queries.supervision import pushes
from jiefang_tui.store.queries.supervision.foresight import Proposal
from jiefang_tui.store.queries.supervision.push_target import matter_of, target_of
from jiefang_tui.store.queries.supervision.pushes import ConsultationView
from jiefang_tui.store.queries.together.table import undertaking
from jiefang_tui.ui.supervision import push_forms as forms
from jiefang_tui.ui.supervision.push_row_forms import TITLES
from jiefang_tui.ui.toolkit.acts import ActRequest, ask, begin, offer_line
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets import cells

TITLE_CELLS = 56
PUSH_TAB = 7
"""The tab 督办 of a matter."""


def issue_proposed(screen: DeskScreen, one: Proposal) -> None:
    """Open the card that a rule proposes, filled in but for the signer. Esc: it is not issued, and nothing is kept."""
    target = target_of(one.matter_id)
    if one.to.name:
        target = replace(target, unit=one.to.unit, officer=one.to.officer)
    form = forms.issue_card(screen.desk, target, one.colour, reason=one.why, requirement=one.clears, rule=one.rule)
    ask(screen, form)


def offer_push(screen: DeskScreen, kind: str, row_id: int) -> None:
    """From a line of F5: what can be done with one push (`kind` is one of `LINES`), or on to its matter."""
    if kind == "undertaking":
        offer_undertaking(screen, row_id)
        return
    matter_id = matter_of(kind, row_id)
    if kind == "instruction":
        said = next(one for one in instructions_of(matter_id) if one.id == row_id)
        title = cells.fit(f"批示 {said.leader}：{said.text}", TITLE_CELLS).rstrip()
        offer_line(screen, title, (*INSTRUCTION_LINE, OPEN_MATTER), matter_id, row_id)
        return
    offer_line(screen, TITLES[kind](matter_id, row_id), (*LINES[kind], OPEN_MATTER), matter_id, row_id)


def offer_undertaking(screen: DeskScreen, row_id: int) -> None:
    """What can be done with what a unit undertook; of a whole session there is no matter to go on to."""
    one = undertaking(row_id)
    further = (OPEN_MATTER,) if one.matter_id is not None else ()
    title = cells.fit(f"{one.who}：{one.text}", TITLE_CELLS).rstrip()
    offer_line(screen, title, (*UNDERTAKING_LINE, *further), one.matter_id or 0, row_id)


# -- acts that show or print something


def open_matter(request: ActRequest) -> None:
    """To the tab 督办 of its matter."""
    request.screen.app.go("matter", matter_id=request.matter_id, tab=PUSH_TAB)


def print_card(request: ActRequest) -> None:
    """督办单."""
    from jiefang_tui.services.supervision.supervision_papers import supervision_sheet  # python-docx is heavy

    _print(request, supervision_sheet)


def print_urge(request: ActRequest) -> None:
    """催办单."""
    from jiefang_tui.services.supervision.supervision_papers import urge_sheet

    _print(request, urge_sheet)


def _print(request: ActRequest, write: Callable[[Desk, int], Printed]) -> None:
    from jiefang_tui.ui.toolkit.printing import open_printed

    open_printed(request.screen, request.screen.act(write, request.desk, request.row_id))


def read_consultation(request: ActRequest) -> None:
    """The whole record of a 会商."""
    _open_record(request, pushes.consultation_view(request.row_id))


def read_task(request: ActRequest) -> None:
    """The whole record of the 会商 that gave the task."""
    _open_record(request, pushes.consultation_with(request.row_id))


def _open_record(request: ActRequest, record: ConsultationView | None) -> None:
    """From a task that is not done Enter leads to the form that says it is."""
    if record is None:
        return
    from jiefang_tui.ui.supervision.consult_record import ConsultRecord

    screen = request.screen
    screen.ask(ConsultRecord(record), lambda part_id: begin(screen, FINISH_TASK, record.matter_id, part_id))
