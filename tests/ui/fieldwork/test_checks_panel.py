"""矛盾纠纷排查 from the keyboard: a village with one key or six, what is not settled, the table, the office's span."""

from __future__ import annotations

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import checks, contact
from jiefang_tui.store.models import Dispute, DisputeCheck, Matter
from jiefang_tui.terms import CheckSpan
from jiefang_tui.ui.app import DeskApp
from tests.services.fieldwork.test_checks import BEFORE, SITE
from tests.ui.matter_app import fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL, WIDE = (80, 24), (120, 36)


async def test_a_village_s_report_with_one_key_or_six(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "3")
        assert "2026年11月下半月 排查 0件" in page(app)
        await keys(pilot, "0")
        check = DisputeCheck.get()
        assert check.found_none and "零报告" in page(app)
        pressed = ["insert", "4", "enter", "enter", "2", "ctrl+s"]
        await keys(
            pilot, *pressed[:2], "=两户宅基地界址", pressed[2], "=2", pressed[3], pressed[4], "=治调主任", pressed[5]
        )
        assert len(pressed) == 6
        one = Dispute.get()
        assert (one.kind, one.about, one.households, one.level, one.handler, one.state) == (
            "house_site",
            "两户宅基地界址",
            2,
            "larger",
            "治调主任",
            "found",
        )
        assert one.check_of.village != check.village
        await keys(pilot, "escape")
        assert "排查 1件" in page(app) and "零报告 1" in page(app)
        assert ambiguous(app) == set() and english(app) == set()
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert ambiguous(app) == set()


async def test_zero_is_taken_back_and_what_is_not_reported_is_a_list(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "3", "0", "up", "delete")
        await fill(pilot, text="报错了村")
        assert DisputeCheck.get().withdraw_reason == "报错了村"
        await keys(pilot, "0", "ctrl+o")
        assert "只看没报的" in page(app) and "零报告  11-23" not in page(app)


async def test_what_is_not_settled_is_seen_again_and_becomes_a_matter(desk: Desk) -> None:
    one = checks.add(desk, "章湾村", *BEFORE, SITE)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "3")
        await keys(pilot, "down")
        assert "^N转为事项" in page(app)
        assert "以前没化解 1件" in page(app)
        await keys(pilot, "ctrl+n")
        await fill(pilot, name="程有福", request="邻居占了宅基地")
        assert Matter.get().petitioner_name == "程有福"
        await keys(pilot, "enter", "1", "3", "left")
        assert Dispute.get_by_id(one).state == "settled" and "已化解 1" in page(app)


async def test_what_nobody_chose_is_said_before_and_after(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "3", "insert", "4", "=两户宅基地界址")
        raw = app.screen.panel.form.raw()  # type: ignore[attr-defined]
        assert (raw["level"], raw["state"]) == ("一般", "未调处")
        await keys(pilot, "ctrl+s")
        assert "已报一件：宅基地，一般，未调处" in page(app)
        await keys(pilot, "escape")
        assert "上次没写完" not in page(app)


async def test_only_what_can_be_done_is_offered(desk: Desk) -> None:
    one = checks.add(desk, "章湾村", *BEFORE, SITE)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "3", "enter")
        assert "零报告" in page(app) and "撤回零报告" not in page(app)
        await keys(pilot, "escape", "0", "up", "enter")
        assert "撤回零报告" in page(app) and "1 报一件" in page(app)
        await keys(pilot, "escape", "down", "enter")
        assert "转为事项" in page(app) and "打开" not in page(app) and "不连着" not in page(app)
        await keys(pilot, "escape")
        number = checks.to_matter(desk, one, "程有福", "邻居占了宅基地").register_no
        app.publish_changes()
        await keys(pilot, "enter")
        assert f"打开 {number}" in page(app) and "转为事项" not in page(app).split("打开")[1]
        await keys(pilot, "escape", "delete")
        await fill(pilot, text="登错了")
        await keys(pilot, "left", "home", "down", "enter")
        assert "1 恢复" in page(app) and "进展到哪一步" not in page(app)


async def test_the_table(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "3", "ctrl+b", "2")
        assert [path.name for path in desk.folder.exports.glob("*.docx")] == [
            "2026-11-01-2026-11-30-矛盾纠纷排查情况表.docx"
        ]


async def test_what_the_office_sets(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        app.action_office("fieldwork")
        await pilot.pause()
        await fill(pilot, days="30天", span="每月")
        assert (contact.contact_days(), checks.check_span()) == (30, CheckSpan.MONTH)


async def test_what_was_half_typed_is_there_again(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "3", "insert", "4", "=界址", "f3", "f8", "3", "insert")
        assert "上次没写完的已填上" in page(app) and "^N重新写" in page(app)
        await keys(pilot, "ctrl+n")
        form = app.screen.panel.form  # type: ignore[attr-defined]
        assert form.raw()["about"] == "" and form.focused_name == "kind"
        await keys(pilot, "escape", "insert")
        assert form.raw()["about"] == "界址", "put away and nothing written instead: it is not lost"
        await keys(pilot, "ctrl+n", "ctrl+n", "ctrl+s")
        assert Dispute.get().about == "界址" and "重新写" not in page(app)
        await keys(pilot, "escape", "down", "insert")
        assert "上次没写完" not in page(app)
