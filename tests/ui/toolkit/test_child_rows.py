"""A form with child rows: tried with instalments, which are no 会商, to see that it knows nothing of its users."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jiefang_tui.rules.typed.amounts import parse_amount, yuan
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Draft
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.toolkit.act_form import Values, text_field
from jiefang_tui.ui.toolkit.child_rows import Children, ChildRowsDialog
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import Filled
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column
from tests.ui.matter_app import keys, page

SMALL = (80, 24)
INSTALMENTS = Children(
    "一期",
    "instalments",
    [
        day_field("due_on", "哪天付", required=True),
        FieldSpec("fen", "金额", parse=parse_amount, required=True, width=16),
        text_field("note", "说明"),
    ],
    [Column("日期", 10), Column("金额", 14, right=True), Column("说明", 0)],
    lambda values: (str(values["due_on"] or ""), yuan(values["fen"]) if values["fen"] else "", values.text("note")),
)
ONE = ("=12-1", "enter", "=3万", "enter", "=首期", "ctrl+s")
TWO = ("=12-20", "enter", "=5000", "ctrl+s")


class Plan:
    """What the act got, and a refusal to come."""

    def __init__(self) -> None:
        self.saved: list[tuple[str, list[Values]]] = []
        self.refuses: Refused | None = None
        self.lines = 1

    def save(self, filled: Filled, rows: list[Values]) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.saved.append((filled["payer"], rows))

    def dialog(self) -> ChildRowsDialog:
        specs = [FieldSpec("payer", "付款人", required=True), text_field("why", "为什么", lines=self.lines)]
        made = ChildRowsDialog("分期", specs, INSTALMENTS, act=self.save, form_name="plan")
        made.about = OF_THE_DESK
        return made


@pytest.fixture
def plan() -> Plan:
    return Plan()


async def opened(app: DeskApp, pilot: Any, plan: Plan) -> ChildRowsDialog:
    dialog = plan.dialog()
    app.push_screen(dialog)
    await pilot.pause()
    return dialog


def listed(dialog: ChildRowsDialog) -> list[tuple[str, ...]]:
    return [row.cells for row in dialog.query_one("RowList").rows]  # type: ignore[attr-defined]


Run = Callable[..., Any]


async def test_rows_are_added_corrected_and_saved_in_one_act(desk: Desk, plan: Plan) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        dialog = await opened(app, pilot, plan)
        assert "还没有一期，按 Ins 加" in page(app)
        await keys(pilot, "=县建筑公司", "tab", "tab", "enter")
        assert "分期 加一期" in page(app), "Enter on the empty list adds"
        await keys(pilot, *ONE)
        assert listed(dialog) == [("2026-12-01", "30,000 元", "首期")]
        await keys(pilot, "insert", *TWO)
        assert dialog.query_one("RowList").cursor_index == 1, "on the new row"  # type: ignore[attr-defined]
        assert "Enter改" in page(app) and "Ins加一行" in page(app) and "Del去掉" in page(app)
        await keys(pilot, "enter", "enter", "ctrl+u", "=6000", "ctrl+s")
        assert not plan.saved
        await keys(pilot, "ctrl+s")
        assert plan.saved == [
            (
                "县建筑公司",
                [
                    {"due_on": date(2026, 12, 1), "fen": 3_000_000, "note": "首期"},
                    {"due_on": date(2026, 12, 20), "fen": 600_000, "note": None},
                ],
            )
        ]
        assert Draft.select().count() == 0


async def test_what_was_taken_out_is_brought_back_in_its_place(desk: Desk, plan: Plan) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        dialog = await opened(app, pilot, plan)
        await keys(pilot, "insert", *ONE, "insert", *TWO)
        assert "Del" not in page(app), "in a field Delete deletes a character"
        await keys(pilot, "tab", "tab", "home", "delete")
        assert [row[0] for row in listed(dialog)] == ["2026-12-20"] and "已去掉第1期，^R 取回" in page(app)
        assert "12-01" not in Draft.get().body
        await keys(pilot, "ctrl+r")
        assert [row[0] for row in listed(dialog)] == ["2026-12-01", "2026-12-20"] and "首期" in Draft.get().body
        assert "^R" not in page(app)
        await keys(pilot, "end", "delete", "delete")
        assert listed(dialog) == []
        await keys(pilot, "ctrl+r", "escape")
        assert "写过的留着" in page(app)


async def test_a_row_half_typed_outlives_a_power_cut_and_is_not_forgotten(desk: Desk, plan: Plan) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, plan)
        await keys(pilot, "=县建筑公司", "insert", *ONE, "insert", "=12-20", "tab", "=5", "tab")
        (kept,) = Draft.select()
        assert kept.form == "desk:0:plan" and "12-20" in kept.body, "one draft"
    again = DeskApp(desk)  # no Esc, no exit
    async with again.run_test(size=SMALL) as pilot:
        dialog = await opened(again, pilot, plan)
        assert "上次没写完的" in page(again)
        assert [row[2] for row in listed(dialog)] == ["首期", "没写完 "]
        await keys(pilot, "ctrl+s")
        assert "第2期没写完：Enter 接着写，或 Del 去掉" in page(again) and not plan.saved
        assert "Enter接着写" in page(again)
        await keys(pilot, "enter")
        assert again.screen.form.raw() == {"due_on": "12-20", "fen": "5", "note": ""}  # type: ignore[attr-defined]
        await keys(pilot, "enter", "ctrl+u", "=5000", "ctrl+s", "ctrl+s")
        assert [values["fen"] for values in plan.saved[0][1]] == [3_000_000, 500_000]
        assert Draft.select().count() == 0


async def test_insert_goes_on_with_the_row_that_was_not_finished(desk: Desk, plan: Plan) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        dialog = await opened(app, pilot, plan)
        await keys(pilot, "insert", "=12-20", "escape", "insert")
        assert app.screen.form.raw()["due_on"] == "12-20"  # type: ignore[attr-defined]
        await keys(pilot, "ctrl+u", "escape")
        assert listed(dialog) == [] and Draft.select().count() == 0, "nothing typed is no row"


async def test_a_correction_half_typed_leaves_the_row_until_it_is_saved(desk: Desk, plan: Plan) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        dialog = await opened(app, pilot, plan)
        await keys(pilot, "insert", *ONE, "tab", "tab", "enter", "enter", "ctrl+u", "=4万", "escape")
        assert listed(dialog) == [("2026-12-01", "40,000 元", "没写完 首期")]
        await keys(pilot, "delete")
        assert listed(dialog) == [("2026-12-01", "30,000 元", "首期")] and "已去掉没写完的" in page(app)
        await keys(pilot, "ctrl+r")
        assert listed(dialog) == [("2026-12-01", "40,000 元", "没写完 首期")]
        await keys(pilot, "delete", "delete")
        assert listed(dialog) == []


async def test_a_refusal_is_said_and_nothing_is_lost(desk: Desk, plan: Plan) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        dialog = await opened(app, pilot, plan)
        await keys(pilot, "=县建筑公司", "insert", *ONE)
        plan.refuses = Refused("第1期的日期在签协议之前。", "instalments")
        await keys(pilot, "ctrl+s")
        assert "第1期的日期在签协议之前。" in page(app) and app.focused is dialog.query_one("RowList")
        plan.refuses = Refused("没有这个付款人。", "payer")
        await keys(pilot, "ctrl+s")
        assert dialog.form.focused_name == "payer" and "没有这个付款人" in page(app)
        assert listed(dialog)
        plan.refuses = None
        await keys(pilot, "ctrl+s")
        assert len(plan.saved) == 1


async def test_a_day_in_words_stays_the_day_it_was(desk: Desk, plan: Plan) -> None:
    """A row is kept with what its words meant; next week 明天 is another day."""
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        dialog = await opened(app, pilot, plan)
        await keys(pilot, "insert", "=明天", "enter", "=100", "ctrl+s")
        (day, *_), *_ = listed(dialog)
        assert day in Draft.get().body and "明天" not in Draft.get().body


async def test_a_row_that_means_nothing_any_more_is_asked_again(desk: Desk, plan: Plan) -> None:
    body = '[{"texts": {"due_on": "2026-13-40", "fen": "100", "note": ""}}]'
    drafts.save_draft(desk, "desk:0:plan", {"payer": "县建筑公司", "_rows": body}, "分期")
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, plan)
        await keys(pilot, "ctrl+s")
        assert "第1期没写完" in page(app) and not plan.saved


async def test_where_one_only_looks_no_row_can_be_written(desk: Desk, plan: Plan) -> None:
    desk.read_only_because = "另一个窗口正在用这个数据文件，这里只能看。"
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        dialog = await opened(app, pilot, plan)
        await keys(pilot, "insert")
        assert app.screen is dialog and "Ins" not in page(app).splitlines()[-1]
        await keys(pilot, "tab", "tab", "enter")
        assert app.screen is dialog


async def test_many_rows_leave_room_for_the_form_and_the_keys(desk: Desk, plan: Plan) -> None:
    plan.lines = 6
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        dialog = await opened(app, pilot, plan)
        for number in range(15):
            await keys(pilot, "insert", f"=12-{number + 1}", "enter", "=100", "ctrl+s")
        await keys(pilot, "tab", "tab", "delete")
        shown = page(app)
        assert "付 款 人" in shown and "已去掉第15期，^R 取回" in shown and "^S保存" in shown.splitlines()[-1]
        assert "12-14" in shown, "the cursor's row is seen"
        assert len(listed(dialog)) == 14
