"""What has to be answered before an act is done (`errors.Asks`): asked by digit, then the act is tried again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jiefang_tui.rules.text import cut, one_line
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Filled, FormDialog
from jiefang_tui.ui.widgets.form import FieldSpec

if TYPE_CHECKING:
    from jiefang_tui.ui.toolkit.desk_screen import DeskAppBase

TITLE = "是检举控告吗？"
APART = "拆成两件：求决的一件"
APART_NOTE = "这里只写求决的话，检举的话不要写；检举的一件另给编号，不留内容。"
SAID_CELLS = 160


def ask_first(app: DeskAppBase, asks: Asks, again: Callable[[], object]) -> None:
    """Ask; `again` does the same act once more. Esc goes back to the form, with everything in it."""

    def chosen(code: str | None) -> None:
        if code is None:
            return
        if code not in asks.more:
            asks.answer(code, {})
            again()
            return

        def told(filled: Filled | None) -> None:
            if filled is not None:
                asks.answer(code, filled.raw)
                again()

        app.push_screen(_apart(asks, code), told)

    app.push_screen(ChooseDialog(TITLE, asks.options, str(asks)), chosen)


def _apart(asks: Asks, code: str) -> FormDialog:
    """The claim's own words, from nothing: what was said stands above to be read. No draft of it is kept."""
    said = "；".join(text.strip() for text in asks.more[code].values() if text.strip())
    specs = [
        FieldSpec("request", "诉求", kind="notes", height=3, required=True, enter_goes_on=True),
        FieldSpec("facts", "事实与理由", kind="notes", height=3, enter_goes_on=True),
        FieldSpec("concerned_unit", "被反映单位", width=0),
        FieldSpec("concerned_person", "被反映人", width=0),
    ]
    note = f"{APART_NOTE}\n登记时说的：{cut(one_line(said), SAID_CELLS, '..')}"
    return FormDialog(APART, specs, note=note, form_name="claim_apart")
