"""A line of the ledger and the preview beside it, as plain texts and styles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jiefang_tui.store.queries.ledger.ledger_rows import LedgerLine
from jiefang_tui.store.queries.matter.matter_history import Entry
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import OPEN_MATTER_STATES, CardColour, Light
from jiefang_tui.ui.toolkit.days_left import days_ago, days_left_words, short_left, which_date
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row

COLUMNS = (
    Column("号", 3, right=True),
    Column("登记", 8),
    Column("姓名", 8),
    Column("事项", 0),
    Column("谁办", 8),
    Column("状态", 10),
    Column("哪个期限", 16),
    Column("灯 卡", 7),
)
DUE, LIGHT = 6, 7
LIGHT_WORDS = {Light.RED: "红", Light.YELLOW: "黄", Light.GREEN: "绿", Light.PAUSED: "停", Light.GREY: ""}
CARD_WORDS = {CardColour.RED: "红牌", CardColour.YELLOW: "黄牌", CardColour.REMINDER: "提醒"}
_TONES = {Light.RED: "red", Light.YELLOW: "yellow"}
PREVIEW_ENTRIES = 4
PREVIEW_REQUEST = 5

Line = tuple[str, str]


def ledger_row(line: LedgerLine, today: date, masks: bool) -> Row:
    """One line of the list; what is over is dim."""
    due = (
        f"{which_date(line.due_kind)} {line.due_on:%m-%d} {short_left((line.due_on - today).days)}"
        if line.due_on
        else ""
    )
    card = CARD_WORDS[line.card] if line.card else ""
    tone = _TONES.get(line.light, "")
    tones = {DUE: tone} if tone else {}
    if line.card or tone:
        tones[LIGHT] = "red" if line.card == CardColour.RED or tone == "red" else "yellow"
    return Row(
        line.id,
        (
            line.register_no[-3:],
            f"{line.received_on:%y-%m-%d}",
            shown_name(line.name, masks),
            shown_title(line.title, masks),
            line.owner,
            line.state.list_label,
            due,
            f"{LIGHT_WORDS[line.light]} {card}".strip() if line.light is not Light.GREY else card,
        ),
        "" if line.state in OPEN_MATTER_STATES or line.due_on else "dim",
        tones,
    )


def preview_lines(
    line: LedgerLine, view: MatterView, entries: Sequence[Entry], today: date, room: int, masks: bool
) -> list[Line]:
    """Who, what, where it stands and what is next, the date that presses, what was asked, what was done last."""
    lines: list[Line] = [(shown_name(line.name, masks), "bold"), (shown_title(line.title, masks), "bold")]
    lines.append((line.register_no, "$dim"))
    if line.recorded_on != line.received_on:
        lines.append((f"{line.received_on} 收到，{line.recorded_on} 补录", "$dim"))
    lines.append(("", ""))
    lines += _folded(view.standing.status, room, 3)
    if view.standing.next_step:
        lines += _folded(f"下一步 {view.standing.next_step}", room, 3, "$now")
    if line.due_on is not None:
        style = {Light.RED: "$card-red", Light.YELLOW: "$card-yellow"}.get(line.light, "")
        what, left = line.due_kind.label if line.due_kind else "", days_left_words((line.due_on - today).days)
        lines.append((f"{what} {line.due_on} {left}", style))
    facts = [f"来访{view.visit_count}次"] if view.visit_count else []
    facts += [f"重新办理{line.reopened}次"] if line.reopened else []
    facts += [line.waiting] if line.waiting else []
    lines.append((" ".join(facts), ""))
    if not masks:
        lines += [("", ""), *_folded(view.request, room, PREVIEW_REQUEST)]
        lines.append(("", ""))
        for entry in entries[:PREVIEW_ENTRIES]:
            lines.append((f"{entry.on_day:%m-%d} {days_ago((today - entry.on_day).days)} {entry.kind.label}", "$dim"))
            lines += _folded(entry.text, room, 2)
    return lines


def _folded(text: str, room: int, most: int, style: str = "") -> list[Line]:
    return [(piece, style) for piece in cells.fold(text, room)[:most]] if text else []
