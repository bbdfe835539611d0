"""Lines of the ledger and of the lists behind the figures: what must never be cut off fits its column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jiefang_tui.store.queries.ledger.ledger_rows import LedgerLine
from jiefang_tui.terms import CardColour, Light, MatterState
from jiefang_tui.ui.ledger.ledger_rows import COLUMNS, ledger_row
from jiefang_tui.ui.reception import records_screen
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column

TODAY = date(2026, 11, 23)
LINE = LedgerLine(
    id=1, register_no="JF-1-20261123-001", received_on=TODAY, recorded_on=TODAY, name="章德福", title="拖欠工资",
    state=MatterState.HANDLING, owner="周敏", leader="周敏", unit="司法所", due_on=TODAY, due_kind="", light=Light.RED,
    card=CardColour.RED, last_entry_on=None, waiting="", reopened=0,
)  # fmt: skip


def cut(columns: tuple[Column, ...], texts: tuple[str, ...]) -> list[str]:
    """The texts that do not fit their columns; the wide column takes what is left."""
    pairs = zip(columns, texts, strict=True)
    return [text for column, text in pairs if column.width and cells.width(text) > column.width]


@pytest.mark.parametrize("state", MatterState)
def test_every_state_fits_the_ledger_and_the_lists_of_figures(state: MatterState) -> None:
    assert cut(COLUMNS, ledger_row(replace(LINE, state=state), TODAY, masks=False).cells) == []
    width = next(column.width for column in records_screen.COLUMNS["matter"] if column.title == "状态")
    assert cells.width(state.list_label) <= width


def test_no_two_states_look_alike_in_a_list() -> None:
    labels = [state.list_label for state in MatterState]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("days", [-3000, -1000, -999, -100, -1, 0, 1, 100, 365, 999, 1000, 3000])
def test_days_left_and_days_late_fit(days: int) -> None:
    row = ledger_row(replace(LINE, due_on=TODAY + timedelta(days=days)), TODAY, masks=False)
    assert cut(COLUMNS, row.cells) == []


def test_at_80_columns_a_matter_has_20_cells() -> None:
    fixed = sum(column.width for column in COLUMNS) + len(COLUMNS) - 1 + 2
    assert 80 - fixed >= 20


@pytest.mark.parametrize(
    ("light", "card", "left", "chip"),
    [
        (Light.RED, None, "red", ""),
        (Light.YELLOW, None, "yellow", ""),
        (Light.GREEN, None, "dim", ""),
        (Light.RED, CardColour.YELLOW, "red", "chip-yellow"),
        (Light.GREEN, CardColour.YELLOW, "dim", "chip-yellow"),
        (Light.GREEN, CardColour.RED, "dim", "chip-red"),
    ],
)
def test_one_colour_a_meaning(light: Light, card: CardColour | None, left: str, chip: str) -> None:
    """Past due is a red text, soon an amber one, a card a plane of its own: none stands for another."""
    row = ledger_row(replace(LINE, light=light, card=card), TODAY, masks=False)
    assert (row.tones[6], row.tones.get(7, "")) == (left, chip)


def test_whose_it_is_stands_there_only_if_it_is_somebody_elses() -> None:
    assert ledger_row(LINE, TODAY, masks=False, me="周敏").cells[4] == ""
    assert ledger_row(LINE, TODAY, masks=False, me="王芳").cells[4] == "周敏"


def test_titles_of_columns_fit() -> None:
    assert cut(COLUMNS, tuple(column.title for column in COLUMNS)) == []
