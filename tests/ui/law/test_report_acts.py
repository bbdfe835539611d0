"""检举控告 from the matter itself, by keys: found, printed, handed over; taken apart; only 概况 and what seals it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiefang_tui.services.desk import safekeeping
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import sealed_paper
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import papers
from jiefang_tui.store.models import Draft, Matter, MatterEvent, SealedReport
from jiefang_tui.terms import Category, MatterState
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from tests.services.given import days_ago, handed_over, registered, sealed
from tests.ui.matter_app import MatterApp, choose, fill, keys, page

SMALL = (80, 24)
WORDS = "村会计虚报危房户套取补助，补助没有给我"


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Papers that would have been opened."""
    paths: list[Path] = []
    monkeypatch.setattr(papers, "open_paper", lambda printed: paths.append(printed.path) or True)
    return paths


async def test_4_found_printed_handed_over_and_erased(desk: Desk, opened: list[Path]) -> None:
    matter_id = registered(desk, "马秘密", WORDS).matter_ids[0]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "改成检举控告")
        await fill(pilot, confirmed_by="何静")
        assert "尚未移送" in page(app) and "马秘密" not in page(app) and "危房" not in page(app)
        for tab in "2345678":
            await keys(pilot, tab)
            assert "只有概况" in page(app)
        await keys(pilot, "insert")
        assert "2 办完移送(清除内容) 不能办完移送" in page(app)
        await keys(pilot, "1", "ctrl+s")
        assert len(opened) == 1 and "移送密件" in opened[0].name
        await keys(pilot, "insert", "2")
        assert "不能恢复" in page(app)
        await fill(pilot, receipt="李处长")
        assert "移送 县纪委监委" in page(app)
    assert Matter.get_by_id(matter_id).state == MatterState.SEALED_OUT and not opened[0].exists()


async def test_4_it_was_none_after_all(desk: Desk) -> None:
    matter_id = registered(desk, "马秘密", WORDS).matter_ids[0]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "改成检举控告")
        await fill(pilot, confirmed_by="何静")
        await keys(pilot, "insert", "3")
        await fill(pilot, text="只是要补助")
        assert "马秘密" in page(app) and "补助没有给我" in page(app)


async def test_2_a_claim_and_a_report_are_taken_apart_and_nothing_half_typed_is_kept(
    desk: Desk, opened: list[Path]
) -> None:
    matter_id = registered(desk, "马秘密", WORDS).matter_ids[0]
    matters.add_entry(desk, matter_id, "已到地块量过")
    matters.add_entry(desk, matter_id, "来电说到会计的账")
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "拆出检举控告")
        dialog: Any = app.screen
        assert isinstance(dialog, FormDialog) and dialog.form.raw()["request"] == WORDS
        dialog.form.load({"request": "补助没有给我", "confirmed_by": "何静"})
        dialog.form.autosave()
        await pilot.pause()
        assert not Draft.select().exists()
        await keys(pilot, "ctrl+s")
        assert app.screen is dialog and not SealedReport.select().exists(), "nothing is chosen for the clerk"
        assert "已到地块量过" in page(app)
        await keys(pilot, "1")
        assert "来电说到会计的账" in page(app)
        await keys(pilot, "2", "ctrl+s")
        assert "补助没有给我" in page(app) and "虚报" not in page(app)
    told = MatterEvent.select().where(MatterEvent.matter == matter_id)
    assert [row.text for row in told][1:] == ["已到地块量过"]
    assert Matter.get_by_id(matter_id).request == "补助没有给我"
    assert SealedReport.get().matter_id != matter_id and len(opened) == 1


async def test_the_informers_slip_is_printed_from_the_report_itself(desk: Desk, opened: list[Path]) -> None:
    matter_id = sealed(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+b")
        assert [path.name for path in opened] == [f"{Matter.get_by_id(matter_id).register_no}-来访告知单.docx"]
    assert Matter.get_by_id(matter_id).category == Category.REPORT_ACCUSATION


async def test_4_a_copy_on_a_stick_is_named_under_ctrl_p_until_a_new_one_is_there(desk: Desk, tmp_path: Path) -> None:
    matter_id = registered(desk, "马秘密", WORDS).matter_ids[0]
    stick = tmp_path / "stick"
    stick.mkdir()
    with days_ago(desk, 1):
        safekeeping.back_up(desk.folder, stick)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", *"bcdjbf")
        assert "没有这样的命令" in page(app), "nothing was handed over yet"
        await keys(pilot, "escape")
        handed_over(desk, matter_id)
        await keys(pilot, "ctrl+p", *"bcdjbf")
        assert "别处的旧备份" in page(app)
        await keys(pilot, "enter")
        said = "".join(page(app).split())
        assert "别处的备份还留着已移送的内容" in said and "(2026-11-22)" in said and "请插上再备份一份到那里" in said


async def test_25_once_the_sealed_paper_is_printed_the_page_says_what_is_left(desk: Desk) -> None:
    matter_id = sealed(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "下一步: 打印移送密件" in page(app)
        sealed_paper.print_sealed(desk, matter_id)
        app.publish_changes()
        await pilot.pause()
        assert "密件已打印" in page(app) and "打印、办完移送" not in page(app)
