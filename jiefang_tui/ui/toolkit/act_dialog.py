"""能办的事: a list of acts, each on its own digit, in every state. What is not possible now is dim and says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets._static import Static

from jiefang_tui.services.desk.acts import ActFacts, ActSpec, short, why_not
from jiefang_tui.ui.toolkit.dialogs import LABEL, Dialog, digit_bindings
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

TEN = 10
MORE = 58
"""Cells of the line that names what the next page has."""


class ActDialog(Dialog[str]):
    """Choose an act by its digit; returns its name. 0 is the tenth, PgDn shows the next ten.

    The first ten are always there; of the others only what is possible now.
    """

    NAME_CN = "能办的事"
    HELP_CN = (
        "每件事有自己的数字，永远不变，0 是第十件；PgDn 看下十件。灰的现在不能办，后面写着为什么，按它的数字说得更全。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("pick", TEN),
        Binding("pagedown", "turn(1)", "下十件", key_display="PgDn", tooltip="下面的十件事里现在能办的"),
        Binding("pageup", "turn(-1)", "上十件", key_display="PgUp", tooltip="回到上面的十件事"),
    ]

    def __init__(self, title: str, specs: Iterable[ActSpec], facts: ActFacts) -> None:
        super().__init__(title)
        self._acts = {spec.digit: spec for spec in specs}
        self._labels = {digit: spec.label_for(facts) for digit, spec in self._acts.items()}
        self._why = {digit: why_not(spec, facts) for digit, spec in self._acts.items()}
        self._page = min(map(self._page_of, self._listed_digits), default=0)
        columns = [Column("", 2, right=True), Column("", 0)]
        self._list = RowList(columns, header=False, enter="选定", pages=False)
        self._list.styles.min_height = max(Counter(map(self._page_of, self._listed_digits)).values(), default=1)
        self._more = Static("", id="dialog-more", markup=False)

    @property
    def _listed_digits(self) -> list[int]:
        """The digits that have a row, on whatever page."""
        return sorted(digit for digit, why in self._why.items() if digit <= TEN or not why)

    @staticmethod
    def _page_of(digit: int) -> int:
        return (digit - 1) // TEN

    def compose_body(self) -> ComposeResult:
        yield self._list
        yield self._more

    def on_mount(self) -> None:
        self.warn("")
        self._show()

    def warn(self, text: str) -> None:
        """As in every dialog; its lines are always there, so that the list stays where it is."""
        super().warn(text)
        self.query_one("#dialog-said").display = True

    def _show(self) -> None:
        here = [digit for digit in self._listed_digits if self._page_of(digit) == self._page]
        self._list.set_rows([self._row(digit) for digit in here])
        self._list.move_to(next((digit for digit in here if not self._why[digit]), here[0] if here else 0))
        below = "、".join(self._labels[digit] for digit in self._listed_digits if self._page_of(digit) > self._page)
        self._more.update(cells.fit(f"PgDn 还有 {below}", MORE).rstrip() if below else "")
        self._more.display = bool(below)
        self.refresh_bindings()

    def _row(self, digit: int) -> Row:
        label, why = self._labels[digit], self._why[digit]
        text = f"{cells.fit(label, LABEL)} {short(why)}" if why else label
        return Row(digit, (str(digit % TEN), text), "dim" if why else "")

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self._choose(int(str(event.key)))

    def action_pick(self, number: int) -> None:
        """A digit of the page that is shown; also of an act that has no row because it is not possible."""
        self._choose(self._page * TEN + number)

    def _choose(self, digit: int) -> None:
        spec = self._acts.get(digit)
        if spec is None:
            self.warn(f"{digit % TEN} 还没有用在这里")
        elif why := self._why[digit]:
            self.warn(why)
        else:
            self.dismiss(spec.name)

    def action_turn(self, by: int) -> None:
        """The next ten of which something is to be shown, or those before."""
        page = self._other(by)
        if page is not None:
            self._page = page
            self.warn("")
            self._show()

    def _other(self, by: int) -> int | None:
        pages = {self._page_of(digit) for digit in self._listed_digits}
        found = sorted((page for page in pages if (page - self._page) * by > 0), reverse=by < 0)
        return found[0] if found else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn":
            return self._other(int(str(parameters[0]))) is not None
        return super().check_action(action, parameters)
