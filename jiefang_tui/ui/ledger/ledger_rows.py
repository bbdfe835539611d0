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
    Column("登记", 9),
    Column("姓名", 8),
    Column("事项", 0),
    Column("状态", 8),
    Column("谁办", 8),
    Column("最近到期", 10),
    Column("", 5),
    Column("牌", 2),
)
DUE, LEFT, CARD = 5, 6, 7
CARD_CHIPS = {
    CardColour.RED: ("红", "chip-red"),
    CardColour.YELLOW: ("黄", "chip-yellow"),
    CardColour.REMINDER: ("函", "dim"),
}
"""A card is a plane with its word, lateness is a text: a late row and a card on a row in time look different."""
_TONES = {Light.RED: "red", Light.YELLOW: "yellow"}
PREVIEW_ENTRIES = 4
PREVIEW_REQUEST = 5

Line = tuple[str, str]


def ledger_row(line: LedgerLine, today: date, masks: bool, me: str = "") -> Row:
    """One line of the list; what is over is faint. `me`: whose own matters need no name in 谁办."""
    over = line.state not in OPEN_MATTER_STATES and not line.due_on
    day = line.received_on
    day_words = f"{day:%m-%d}-{line.register_no[-3:]}" if day.year == today.year else f"{day:%Y-%m}"
    left = ""
    tones = {} if over else {0: "dim", 3: "dim", DUE: "dim", LEFT: _TONES.get(line.light, "dim")}
    if line.due_on:
        left = "停" if line.light is Light.PAUSED else short_left((line.due_on - today).days)
    word, chip = CARD_CHIPS[line.card] if line.card else ("", "")
    if chip:
        tones[CARD] = chip
    return Row(
        line.id,
        (
            day_words,
            shown_name(line.name, masks),
            shown_title(line.title, masks),
            line.state.list_label,
            "" if line.owner == me else line.owner,
            f"{which_date(line.due_kind)} {line.due_on:%m-%d}" if line.due_on else "",
            left,
            word,
        ),
        "faint" if over else "",
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
