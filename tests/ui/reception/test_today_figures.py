"""The line of figures of 今日接访: no number is ever cut off."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from jiefang_tui.store.queries.law.open_dates import LegalDates
from jiefang_tui.ui.reception.today_figures import DayFigures, law_figure
from jiefang_tui.ui.widgets.figures import Figure
from jiefang_tui.ui.widgets.themes import THEMES


class Alone(App[None]):
    """Nothing but the line."""

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        yield DayFigures()


def figures(unended: int, late: int, many: int = 21) -> list[Figure]:
    shown = [Figure("waiting", "候", str(many), unit="批 33人"), Figure("received", "已接", str(many), unit="批 115人")]
    if unended:
        shown.append(Figure("unended", "没有结果", str(unended)))
    shown += [Figure("undecided_visits", "结果未录", "3"), Figure("drafts", "草稿", "12")]
    return [*shown, law_figure(LegalDates(late, 0))]


@pytest.mark.parametrize(("unended", "late", "many"), [(0, 3, 8), (11, 16, 21), (11, 116, 108)])
async def test_no_figure_is_cut_off_at_eighty_columns(unended: int, late: int, many: int) -> None:
    app = Alone()
    async with app.run_test(size=(78, 3)) as pilot:
        line = app.query_one(DayFigures)
        line.set_figures(figures(unended, late, many))
        await pilot.pause()
        text = str(line.render())
        assert line.content_size.width == 78 and len(text.encode("gb18030")) <= 78
        for part in (f"候 {many}批", f"已接 {many}批", "结果未录 3", "草稿 12", f"法定逾期 {late} F5"):
            assert part in text
        assert not unended or f"没有结果 {unended}" in text
        assert ("督办" in text) == (not unended), "where there is room the place it leads to is named"
