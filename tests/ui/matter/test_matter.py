"""The matter from the keyboard: the six boxes, entries, the county's number, attachments, a simple matter's result."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui.rules.duties import BoxKey, BoxState
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters
from jiefang_tui.store.models import AccessEntry, Attachment, AuditEntry, Matter, Officer
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.store.queries.matter import matter_history
from jiefang_tui.store.queries.matter import matters as queries
from jiefang_tui.store.queries.responsibility import sheets
from jiefang_tui.terms import CountyEntry, MatterState
from jiefang_tui.ui.matter.matter_lines import clock_line
from jiefang_tui.ui.matter.matter_screen import MatterScreen
from tests.services.given import ID_NO, PHONE, days_ago, fill_six, owned, registered, sealed
from tests.ui.matter_app import MatterApp, keys, page
from tests.ui.painted import ambiguous, lines

TODAY = date(2026, 11, 23)
SMALL = (80, 24)
WIDE = (120, 36)


async def test_the_overview_says_where_it_stands(desk: Desk) -> None:
    with days_ago(desk, 40):
        matter_id = owned(desk, headcount=5)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        shown = lines(app)
        assert "JF-999999001-20261014-001" in shown[0]
        assert shown[1].startswith(" 征地补偿款未足额发放  办理中  下一步: 书面告知已逾期")
        assert "登记第40日  受理第40日" in shown[2] and "应办结 12-14(第三十四条)  剩21日" in shown[2]
        assert "1概况" in shown[3] and "8附件 " in shown[3] and "9期限" in shown[3]
        text = page(app)
        assert PHONE in text and ID_NO not in text and "999***********0018" in text
        assert "未录" in text and "包案领导 周敏" in text
        assert not ambiguous(app)


async def test_a_doubtful_id_number_is_masked_like_one_and_marked(desk: Desk) -> None:
    matter_id = owned(desk, person={"id_no": "99999919500101001"})
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "999**********1001  待核" in page(app) and "99999919500101001" not in page(app)


async def test_six_boxes_are_filled_from_the_keyboard(desk: Desk) -> None:
    matter_id = owned(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "2")
        assert page(app).count("缺成员") == 1 and "还没有措施" in page(app)
        await keys(pilot, "insert", "=李强", "ctrl+s", "=所长", "enter", "=自然资源所", "enter", "=测算", "ctrl+s")
        await keys(pilot, "right", "insert", "=复测被征面积", "enter", "=李强", "enter", "=12-1", "ctrl+s")
        await keys(pilot, "right", "enter", "=12-5", "ctrl+s")
        for _ in range(3):
            await keys(pilot, "right", "insert", "=到户核对，差0.3亩", "enter", "enter", "=李强", "ctrl+s")
        sheet = sheets.sheet(matter_id, TODAY)
        assert sheet is not None
        assert [box.state for box in sheet.boxes] == [BoxState.FIXED] * 3 + [BoxState.UNDER_WAY] * 3
        assert (sheet.members[1].name, sheet.members[1].post, sheet.members[1].unit) == ("李强", "所长", "自然资源所")
        assert sheet.measures[0].due_on == date(2026, 12, 1) and sheet.resolve_due == date(2026, 12, 5)
        assert Officer.select().where(Officer.name == "李强").count() == 1
        text = page(app)
        assert "责任 李强" in text and "0/1 完成" in text and "2026-12-07" in text and "共 1 次" in text
        assert not ambiguous(app)


async def test_a_box_opens_as_a_list_with_digits_for_done(desk: Desk) -> None:
    matter_id = owned(desk)
    fill_six(desk, matter_id)
    app = MatterApp(desk, matter_id, tab=2)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "right", "enter")
        assert "复测被征面积" in page(app)
        await keys(pilot, "1", "=差0.3亩", "ctrl+s")
        sheet = sheets.sheet(matter_id, TODAY)
        assert sheet is not None and sheet.measures[0].done_on == TODAY and sheet.measures[0].result == "差0.3亩"
        await keys(pilot, "delete", "=写错了", "enter")
        sheet = sheets.sheet(matter_id, TODAY)
        assert sheet is not None and sheet.measures == ()
        await keys(pilot, "escape", "left", "enter", "2")
        sheet = sheets.sheet(matter_id, TODAY)
        assert sheet is not None and sheet.members[0].name == "李强" and sheet.members[0].is_head
        await keys(pilot, "escape", "down", "enter", "1")
        sheet = sheets.sheet(matter_id, TODAY)
        assert sheet is not None and sheet.box(BoxKey.KNOW_FACTS).state is BoxState.DONE
        assert not ambiguous(app)
        await keys(pilot, "escape")
        assert "已落实" in page(app)


async def test_a_refusal_stays_in_the_dialog(desk: Desk) -> None:
    matter_id = owned(desk)
    fill_six(desk, matter_id)
    app = MatterApp(desk, matter_id, tab=2)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "right", "enter", "enter", "tab", "tab", "ctrl+u", "=12-9", "ctrl+s")
        assert "改动措施的日期请写明原因" in page(app)
        await keys(pilot, "=等测绘", "ctrl+s")
        sheet = sheets.sheet(matter_id, TODAY)
        assert sheet is not None and sheet.measures[0].due_on == date(2026, 12, 9)


async def test_an_entry_stands_first_in_the_timeline(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=3)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "=到现场看过", "enter", "=11-20", "ctrl+s")
        entries = matter_history.timeline(matter_id)
        assert [(entry.text, entry.on_day) for entry in entries][1] == ("到现场看过", date(2026, 11, 20))
        assert "到现场看过 (11-23补记)" in page(app)
        await keys(pilot, "insert", "ctrl+s")
        assert "请填写进展" in page(app)


async def test_the_timeline_goes_on_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from jiefang_tui.services.matter import matters
    from jiefang_tui.ui.matter import timeline_panel

    monkeypatch.setattr(timeline_panel, "PAGE", 30)
    matter_id = registered(desk).matter_ids[0]
    for number in range(80):
        matters.add_entry(desk, matter_id, f"第{number}条")
    app = MatterApp(desk, matter_id, tab=3)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, *["end", "end", "end"])
        assert "登记，第01号" in page(app)


async def test_a_file_is_attached_with_its_digest(desk: Desk, tmp_path: Path) -> None:
    matter_id = registered(desk).matter_ids[0]
    source = tmp_path / "欠条 照片.JPG"
    source.write_bytes(b"picture" * 500)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    app = MatterApp(desk, matter_id, tab=8)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "1", f'="{source}"', "ctrl+s")
        row = Attachment.get()
        assert (row.sha256, row.size, row.name) == (digest, 3500, "欠条 照片.JPG")
        assert (desk.folder.attachments / row.kept_at).read_bytes() == source.read_bytes()
        text = page(app)
        assert f"SHA-256 {digest}" in text
        await keys(pilot, "insert", "2", "=测绘图", "enter", "=档案柜3", "ctrl+s")
        assert "纸件 档案柜3" in page(app)
        await keys(pilot, "insert", "1", "=/no/such/file", "ctrl+s")
        assert "没有找到这个文件" in page(app)


async def test_the_countys_number_is_recorded_from_the_transcript(desk: Desk) -> None:
    matter_id = owned(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+t")
        text = page(app)
        assert ID_NO in text and PHONE in text and "信访形式" in text
        access = AccessEntry.get()
        assert (access.subject, access.action, access.officer_name) == (f"matter:{matter_id}", "转录", "王芳")
        await keys(pilot, "enter", "=XF2026-77", "enter", "=4321", "ctrl+s")
        row = Matter.get_by_id(matter_id)
        assert (row.county_state, row.county_no, row.county_query_code) == (CountyEntry.ENTERED, "XF2026-77", "4321")
        assert isinstance(app.screen, MatterScreen)
        assert "已记下录入上级系统" in page(app)
        assert AccessEntry.select().count() == 1


async def test_fields_are_corrected_and_only_what_changed_is_written(desk: Desk) -> None:
    matter_id = owned(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+o", "1", "end", "=(更正)", "ctrl+s")
        assert Matter.get_by_id(matter_id).title == "征地补偿款未足额发放(更正)"
        entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
        assert entry.act == "matter.correct" and set(queries_after(entry)) == {"title"}
        await keys(pilot, "ctrl+o", "2", "tab", "tab", "ctrl+u", "=13900005678", "ctrl+s")
        view = queries.matter_view(matter_id, TODAY, desk.reference)
        assert view.person is not None and view.person.phone == "13900005678" and view.person.id_no == ID_NO
        count = AuditEntry.select().count()
        await keys(pilot, "ctrl+o", "1", "ctrl+s")
        assert AuditEntry.select().count() == count, "nothing was changed, nothing is written"


def queries_after(entry: AuditEntry) -> dict[str, Any]:
    from tests.services.given import after

    return after(entry)


async def test_a_commitment_is_written_and_kept(desk: Desk) -> None:
    matter_id = owned(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=WIDE) as pilot:
        await keys(pilot, "5", "insert", "1", "=补发首期", "enter", "=12-1", "enter", "=8000", "ctrl+s")
        one = matter_history.commitments_of(matter_id)[0]
        assert (one.text, one.amount_fen, one.confirmed_by) == ("补发首期", 800_000, "周敏")
        await keys(pilot, "1")
        assert "补发首期  8,000 元  周敏  剩8日" in page(app)
        await keys(pilot, "tab", "enter", "enter", "=转账回单", "ctrl+s")
        assert matter_history.commitments_of(matter_id)[0].fulfilled_on == TODAY
        assert not ambiguous(app)


async def test_a_simple_matter_has_owner_date_and_result(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=2)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "责任与结果" in page(app) and "首接人 王芳" in page(app)
        await keys(pilot, "enter", "=汪洋", "enter", "=调解员", "enter", "=司法所", "enter", "=12-1", "ctrl+s")
        row = Matter.get_by_id(matter_id)
        assert (row.handler.name, row.handler.post, row.lead_unit.name) == ("汪洋", "调解员", "司法所")
        assert row.due_on == date(2026, 12, 1) and row.state == MatterState.HANDLING
        await keys(pilot, "down", "down", "down", "down", "enter", "=双方和解", "ctrl+s")
        row = Matter.get_by_id(matter_id)
        assert (row.state, row.result, row.concluded_on) == (MatterState.CONCLUDED, "双方和解", TODAY)


async def test_a_sealed_report_shows_and_takes_no_content(desk: Desk) -> None:
    matter_id = sealed(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "不记内容" in page(app)
        await keys(pilot, "ctrl+o", "ctrl+t")
        assert isinstance(app.screen, MatterScreen)
        await keys(pilot, "ctrl+n")
        assert "移送密件" in page(app) and "1 打印移送密件" in page(app)


@pytest.mark.parametrize("size", [SMALL, WIDE])
@pytest.mark.parametrize("prepare", [fill_six, lambda desk, matter_id: None])
async def test_no_disputed_character_on_any_tab(
    desk: Desk, size: tuple[int, int], prepare: Callable[[Desk, int], None]
) -> None:
    matter_id = owned(desk)
    prepare(desk, matter_id)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=size) as pilot:
        for digit in "1234":
            await keys(pilot, digit)
            assert not ambiguous(app)
        for letter in "aqz":
            before = page(app)
            await keys(pilot, letter)
            assert page(app) == before


def test_what_was_concluded_late_says_how_late_also_after_it_was_closed(desk: Desk) -> None:
    """Accepted on 4 September, due on 3 November, concluded on the 23rd: twenty days late, for ever."""
    with days_ago(desk, 80):
        one = registered(desk).matter_ids[0]
        stages.accept(desk, one)
    matters.assign_simple(desk, one, "水利站", "", TODAY)
    matters.conclude_simple(desk, one, "修好了", TODAY)
    for state in (MatterState.CONCLUDED, MatterState.CLOSED):
        Matter.update(state=state).execute()
        view = queries.matter_view(one, TODAY, desk.reference)
        line = clock_line(view, deadlines_of(one, TODAY, desk.reference), TODAY, 118).plain
        assert "2026-11-23 办结  逾期20日办结  应办结 11-03(第三十四条)" in line
