"""Beside or below the list of 督办: the matter under the cursor, what the law says of it, and the next step."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jiefang_tui.rules.day_counts import named_days
from jiefang_tui.rules.deadlines import both_days
from jiefang_tui.rules.text import one_line
from jiefang_tui.rules.who_answers import Addressee, Part, Step, Who, answers
from jiefang_tui.rules.why import cited
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.store.queries.law.parties import OURS, parties_of
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.matter.matters import MatterView, matter_view
from jiefang_tui.store.queries.supervision.legal_dates import length_in_words
from jiefang_tui.terms import MatterState
from jiefang_tui.ui.toolkit.days_left import days_ago, days_left_words, short_day, short_left, which_date
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk
    from jiefang_tui.ui.supervision.supervision_lists import Line

ENTRIES = 5
"""The last entries of the timeline that are shown."""
OWN_DATES = 3


NEXT_STEP = "下一步"
LABEL = 7
"""Cells of the word that says what a line under the list is."""

Told = tuple[str, str, str]
"""(label, text, style) of one line; the label is dim, but of the next step."""


def preview_lines(desk: Desk, line: Line, today: date, room: int) -> list[Told]:
    """Beside the list: the matter under the cursor, what the law says, what else is due, what was done last."""
    assert line.matter_id is not None
    view = matter_view(line.matter_id, today, desk.reference)
    masks = desk.masks_names
    lines: list[Told] = [("", text, "bold") for text in cells.fold(shown_title(view.title, masks), room)[:2]]
    lines.append(("", f"{shown_name(view.petitioner_name, masks)}  {view.register_no}", "$dim"))
    lines += [("", text, "") for text in cells.fold(_stands(view), room)[:2]]
    lines += _told(NEXT_STEP, next_step(desk, line, view), room, 3, "bold")
    lines.append(("", "", ""))
    for text in (legal_sentence(desk, line, today), line.reason, _also(desk, line, today)):
        lines += [("", piece, "") for piece in cells.fold(text, room)[:4]] if text else []
    if view.last_entry_on is not None and view.state is not MatterState.CLOSED:
        lines += [("", "", ""), ("", f"最近记录 {days_ago((today - view.last_entry_on).days)}", "bold")]
    if not masks and not view.is_sealed:
        for entry in timeline(line.matter_id, limit=ENTRIES):
            text = f"{short_day(entry.on_day, today)} {entry.kind.label} {one_line(entry.text)}"
            lines += [("", piece, "$dim") for piece in cells.fold(text, room)[:2]]
    return lines


def below_lines(desk: Desk, line: Line, today: date, room: int) -> list[Told]:
    """Under the list, five lines: why with its article, what was last, what else is due, and the next step."""
    assert line.matter_id is not None
    view = matter_view(line.matter_id, today, desk.reference)
    if (one := line.proposal) is not None:
        why = _told("为什么", f"{one.label}：{one.why}", room, 2)
        return [*why, *_told("怎样消除", one.clears, room, 3)][:5]
    said = legal_sentence(desk, line, today)
    lines = _told("为什么", said or line.reason, room, 2)
    if said and line.reason:
        lines += _told("这一条", line.reason, room)
    elif not desk.masks_names and not view.is_sealed and (entries := timeline(line.matter_id, limit=1)):
        last = entries[0]
        lines += _told("最近", f"{short_day(last.on_day, today)} {last.kind.label} {one_line(last.text)}", room)
    lines += _told("另有", _also(desk, line, today) or "没有别的期限", room)
    return [*lines[:4], *_told(NEXT_STEP, next_step(desk, line, view), room, 1, "bold")]


def _told(label: str, text: str, room: int, most: int = 1, style: str = "") -> list[Told]:
    """The text behind its label, on at most so many lines; what one line has no room for is cut."""
    margin = max(LABEL, cells.width(label) + 1)
    pieces = [text] if most == 1 else cells.fold(text, room - margin)[:most]
    return [(label if number == 0 else " " * margin, piece, style) for number, piece in enumerate(pieces)]


def legal_sentence(desk: Desk, line: Line, today: date) -> str:
    """``办结应在11-17前(信访工作条例第三十四条，60日)，逾期6日``; both days where it was rolled."""
    legal = line.legal
    if legal is None:
        return ""
    length = f"，{told}" if (told := length_in_words(legal)) else ""
    both = both_days(legal.raw, legal.last, calendar_of(desk.reference))
    by_law = cited(legal.source, legal.article).removeprefix(f"{legal.kind.label.removesuffix('期限')}，")
    said = f"{legal.kind.label}应在{legal.last:%m-%d}前({by_law}{length})"
    return "，".join(part for part in (said, days_left_words((legal.last - today).days), both) if part)


def _also(desk: Desk, line: Line, today: date) -> str:
    """What else runs for the matter: our own dates, each with its days."""
    assert line.matter_id is not None
    legal = line.legal
    found = [
        one
        for one in deadlines_of(line.matter_id, today, desk.reference)
        if one.is_open and one.is_ours and (legal is None or (one.kind, one.raw) != (legal.kind, legal.raw))
    ]
    return "  ".join(
        f"{which_date(one.kind)} {short_day(one.last, today)} {short_left(one.days_left)}" for one in found[:OWN_DATES]
    )


def next_step(desk: Desk, line: Line, view: MatterView) -> str:
    """Who does what: the step that comes next, and whose that step is by the table of who answers."""
    assert line.matter_id is not None
    if view.standing.whose is None:
        return f"{OURS.name}：{view.standing.next_step or '打开看看还差什么'}"
    to = parties_of([line.matter_id], desk.reference).whose(line.matter_id, view.standing.whose)
    asks = "(不归本镇管，发商请函或者催办)" if _is_asked(to, view) else ""
    return f"{to.name}：{view.standing.next_step}{asks}"


def _is_asked(to: Addressee, view: MatterView) -> bool:
    """Whether it is somebody outside the township who has it in hand and can be asked."""
    return not to.gets_cards and answers(view.standing.whose or Step.WORK, Part.LATE) is not Who.ELSEWHERE


def _stands(view: MatterView) -> str:
    """``办理中  周敏包案  人社所  登记第35日``."""
    handler = "" if view.unsigned else view.handler
    owner = f"{view.sheet.leader}包案" if view.sheet else handler or f"{view.first_receiver}首接"
    parts = (view.state.label, owner, view.lead_unit, named_days("登记", view.received_on, view.counted_to))
    return "  ".join(part for part in parts if part)
