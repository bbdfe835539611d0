"""The yardstick: a bare Textual app with the widgets a desk needs at the least (``python -m tests.bench.bare``)."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header, Input


class BareApp(App[None]):
    """Header, Input, a 30-row DataTable of eight columns, Footer."""

    BINDINGS = [("ctrl+n", "noop", "Next")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Input()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("号", "到达", "姓名", "人", "诉求", "初重", "状态", "已等")
        for n in range(30):
            table.add_row(f"{n:02}", "08:31", "李某某", "1", "征地补偿(集体访)", "初访", "候访", "22分")
        table.focus()

    def action_noop(self) -> None:
        """A key for the footer to show."""


if __name__ == "__main__":
    BareApp().run()
