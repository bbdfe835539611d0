"""入户清单 from the keyboard: begun, imported, typed down a column, ticked off, what is open, a matter, the papers."""

from __future__ import annotations

import threading

import pytest
from pytest import MonkeyPatch

from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.fieldwork import round_sheet
from jiefang_tui.documents.fieldwork.round_sheet import RoundSheet
from jiefang_tui.rules.fieldwork.round_columns import parse_columns
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import households, rounds
from jiefang_tui.services.fieldwork.households import HouseholdIn
from jiefang_tui.store.models import AuditEntry, Draft, FieldCampaign, Household, Matter
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.fieldwork.household_screen import HouseholdScreen
from tests.documents.fieldwork.test_round_sheet import words
from tests.rules.test_round_columns import TUNNEL
from tests.services.fieldwork.test_rounds import COLUMNS, ROWS, heads, id_of
from tests.ui.matter_app import choose, fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL, WIDE = (80, 24), (120, 36)


@pytest.fixture
def tunnel(desk: Desk) -> int:
    made = rounds.begin(desk, "隧道爆破房屋受损", COLUMNS)
    households.add_table(desk, made, ROWS)
    return made


def cell(head: str, name: str) -> str:
    return str(getattr(Household.get(Household.head == head), name))


def head_row(app: DeskApp) -> str:
    """The heads of the columns in sight."""
    return next(line for line in page(app).splitlines() if line.lstrip().startswith("序"))


async def test_a_list_is_begun_and_its_households_pasted(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2")
        assert "还没有入户清单" in page(app)
        await keys(pilot, "insert")
        await fill(pilot, name="隧道爆破房屋受损", columns=TUNNEL)
        assert isinstance(app.screen, HouseholdScreen) and "Ins 加户" in page(app)
        await keys(pilot, "ctrl+r", "1")
        await fill(pilot, typed="村组\t户主\t估价\n石桥村3组\t程有福\t2400\n\t程有财\t1800")
        assert heads(FieldCampaign.get().id) == ["程有福", "程有财"]
        await keys(pilot, "down")
        assert "4,200" in page(app), "the sum under its column"


async def test_columns_that_the_list_does_not_have_are_named_when_they_are_not_taken(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "ctrl+r", "1")
        await fill(pilot, typed="村组\t户主\t损失情况\t估价\t协议金额\n石桥村9组\t许大年\t裂缝\t2400\t2000")
        assert "不会收：损失情况、协议金额" in page(app) and len(heads(tunnel)) == 3
        await keys(pilot, "ctrl+s")
        assert "已加 1 户；没收的栏：损失情况、协议金额" in page(app)


async def test_typed_down_a_column(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "down")
        before = AuditEntry.select().count()
        await keys(pilot, "enter", "enter", "enter", "=6000", "down")
        assert cell("吴老太", "c3") == "600000", "saved on leaving the row"
        assert AuditEntry.select().count() == before + 1
        await keys(pilot, "ctrl+u", "=4000", "escape")
        assert cell("何远山", "c3") == "400000"
        assert "改这一户" in page(app)


async def test_enter_goes_on_and_what_cannot_be_read_stays(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "enter", "ctrl+u", "=东山墙塌了", "enter")
        await keys(pilot, "ctrl+u", "=等年底", "down")
        assert "看不懂这个金额" in page(app) and app.focused.value == "等年底"  # type: ignore[union-attr]
        assert cell("程有福", "c1") == "东山墙裂缝两处", "the row is one act"
        await keys(pilot, "ctrl+u", "=2500", "enter", "enter", "enter", "enter", "3", "enter")
        assert (cell("程有福", "c1"), cell("程有福", "c2"), cell("程有福", "c6")) == ("东山墙塌了", "250000", "未谈妥")
        await keys(pilot, "escape", "escape")
        assert app.screen.NAME_CN == "走访"  # type: ignore[attr-defined]


async def test_households_added_one_below_the_other_and_none_twice(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(
            pilot, "f8", "2", "enter", "down", "insert", "=许大年", "ctrl+s", "=罗本善", "ctrl+s", "=吴老太", "ctrl+s"
        )
        assert "已在清单里(2号)" in page(app)
        assert heads(tunnel) == ["程有福", "吴老太", "许大年", "罗本善", "何远山"]
        await keys(pilot, "escape")
        assert app.focused is app.screen.query_one("#households")


async def test_ticked_off_the_next_morning_and_only_what_is_open(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "down", "ctrl+t", "2")
        assert cell("吴老太", "c6") == "谈妥"
        await keys(pilot, "ctrl+t", "3", "ctrl+o")
        assert "吴老太" in page(app) and "程有福" not in page(app) and "只看没写、未谈妥" in page(app)
        await keys(pilot, "ctrl+o", "1")
        assert "程有福" in page(app) and "吴老太" not in page(app)
        await keys(pilot, "1")
        assert "吴老太" in page(app)
        assert ambiguous(app) == set() and english(app) == set()
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert ambiguous(app) == set() and "何远山" in page(app)


async def test_a_household_becomes_a_matter_and_is_taken_out_and_back(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "down", "ctrl+n")
        await fill(pilot, request="屋脊错位，不同意评估")
        assert Matter.get().petitioner_name == "吴老太" and "已转为事项" in page(app)
        await keys(pilot, "delete")
        await fill(pilot, text="另案处理")
        assert heads(tunnel) == ["程有福", "何远山"]
        await keys(pilot, "ctrl+r")
        await choose(pilot, "去掉的户")
        await keys(pilot, "1")
        assert heads(tunnel) == ["程有福", "吴老太", "何远山"]


async def test_closing_takes_along_when_people_are_at_home(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "ctrl+r")
        assert "重开" not in page(app) and "打开" not in page(app) and "去掉的户" not in page(app)
        await choose(pilot, "收尾")
        await keys(pilot, "2")
        assert "2 户的晚上在家已删掉" in page(app) and cell("程有福", "at_home") == ""
        await keys(pilot, "down", "enter")
        assert "已经收尾" in page(app)
        await keys(pilot, "ctrl+r")
        await choose(pilot, "重开")
        await fill(pilot, text="又有人来说")
        assert FieldCampaign.get().closed_on is None


async def test_columns_in_another_order_keep_their_money(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "ctrl+r", "2")
        order = "商定 金额\n估价 金额\n损坏\n已付 金额\n照片 照片号\n情况 已付/谈妥/未谈妥"
        app.screen.form.load({"columns": order}, typed=True)  # type: ignore[attr-defined]
        await fill(pilot, reason="按评估表的次序")
        assert "已改" in page(app) and (cell("吴老太", "c1"), cell("吴老太", "c2")) == ("", "680000")
        await keys(pilot, "ctrl+r", "2")
        app.screen.form.load({"columns": order.replace("损坏", "受损")}, typed=True)  # type: ignore[attr-defined]
        await fill(pilot, reason="改名")
        assert "「损坏」改名为「受损」，里面的内容跟着" in page(app)


async def test_nothing_half_typed_keeps_when_people_are_at_home(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "insert", "=许大年", "enter", "=鸡叫三遍", "enter", "escape")
        await keys(pilot, "ctrl+r", "1")
        app.screen.form.load({"typed": "户主\t晚上在家\n罗本善\t鸡叫三遍"}, typed=True)  # type: ignore[attr-defined]
        await keys(pilot, "escape")
        assert {row.form.split(":")[2] for row in Draft.select()} >= {"round_import", "household_add"}
        assert "鸡叫三遍" in "".join(row.body + row.title for row in Draft.select()), "else this proves nothing"
        await keys(pilot, "ctrl+r", "3", "2")
        told = "".join(row.body + row.title for row in Draft.select())
        assert "鸡叫三遍" not in told and "许大年" in told, "what tells of nobody's evenings stays"
        await keys(pilot, "ctrl+r", "1")
        assert "已经收尾" in page(app) and isinstance(app.screen, HouseholdScreen)


async def test_the_papers(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "ctrl+b", "1", "ctrl+b", "3")
        await app.workers.wait_for_complete()
        assert sorted(path.name for path in desk.folder.exports.glob("*.docx")) == [
            "2026-11-23-隧道爆破房屋受损-入户单.docx",
            "2026-11-23-隧道爆破房屋受损-签领表.docx",
        ]
        await keys(pilot, "escape")
        assert id_of("程有福")


async def test_a_long_paper_is_written_beside_the_work(desk: Desk, tunnel: int, monkeypatch: MonkeyPatch) -> None:
    """Keys act while it is written, also on another screen; then it is said where it lies."""
    begun, may_end = threading.Event(), threading.Event()
    build = round_sheet.round_sheet_docx

    def slow(sheet: RoundSheet) -> Paper:
        begun.set()
        assert may_end.wait(20)
        return build(sheet)

    monkeypatch.setattr(round_sheet, "round_sheet_docx", slow)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "ctrl+b", "1")
        assert begun.wait(20) and "正在写" in page(app)
        await keys(pilot, "down", "insert", "=许大年", "ctrl+s", "escape", "escape", "escape")
        assert "许大年" in heads(tunnel) and not list(desk.folder.exports.glob("*.docx"))
        may_end.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "2026-11-23-隧道爆破房屋受损-入户单.docx" in page(app)
        (written,) = desk.folder.exports.glob("*.docx")
        assert "许大年" not in words(written), "as the list was when it was asked for"


async def test_a_long_paper_that_cannot_be_written_says_so(desk: Desk, tunnel: int) -> None:
    desk.folder.exports.write_text("", encoding="utf-8")
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "ctrl+b", "1")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "入户单没有写成" in page(app)


async def test_a_household_half_typed_is_there_again_but_not_when_it_is_at_home(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(
            pilot, "f8", "2", "enter", "down", "insert", "=许大年", "enter", "=七点后", "enter", "escape", "escape"
        )
        assert "七点后" not in "".join(row.body for row in Draft.select())
        await keys(pilot, "enter", "insert", "ctrl+s")
        assert heads(tunnel)[2] == "许大年" and cell("许大年", "at_home") == "" and Draft.select().count() == 0


async def test_more_columns_than_there_is_room_for_are_reached_all_the_same(desk: Desk) -> None:
    words = "\n".join(f"{one}项说明 金额" for one in "甲乙丙丁戊己庚辛")
    made = rounds.begin(desk, "八栏", parse_columns(words).value or ())
    households.add(desk, made, HouseholdIn(head="程有福"))
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "enter", *["enter"] * 7, "=800", "escape")
        head = head_row(app)
        assert cell("程有福", "c8") == "80000" and "辛项说明" in head and "甲项说明" not in head


async def test_what_there_is_no_room_for_is_said_and_left_and_right_bring_it(desk: Desk) -> None:
    words = "\n".join(f"{one}项说明 金额" for one in "甲乙丙丁戊己庚辛")
    made = rounds.begin(desk, "八栏", parse_columns(words).value or ())
    households.add(desk, made, HouseholdIn(head="程有福"))
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter")
        assert "辛项说明" not in head_row(app) and "左右键看 庚项说明、辛项说明" in page(app)
        await keys(pilot, "right", "right")
        assert "辛项说明" in head_row(app) and "户主" in head_row(app) and "左右键看 晚上在家、甲项说明" in page(app)
        await keys(pilot, "right")
        assert "晚上在家" in head_row(app), "from one end to the other"
        await keys(pilot, "left")
        assert "辛项说明" in head_row(app)
        await keys(pilot, "left", "left")
        assert "晚上在家" in head_row(app)
        assert ambiguous(app) == set()
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert "左右键看" not in page(app) and "辛项说明" in head_row(app)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_every_choice_of_a_new_household_is_in_sight(desk: Desk, tunnel: int, size: tuple[int, int]) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "insert")
        assert all(word in page(app) for word in ("1已付", "2谈妥", "3未谈妥", "收尾即删"))
        await keys(pilot, "=许大年", *["enter"] * 7, "3")
        await keys(pilot, "ctrl+s")
        assert cell("许大年", "c6") == "未谈妥"


async def test_a_group_s_row_leads_into_it(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "enter")
        assert "1号 程有福" in page(app)


async def test_what_is_typed_between_spaces_keeps_its_amounts(desk: Desk) -> None:
    made = rounds.begin(desk, "隧道爆破", COLUMNS)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "ctrl+r", "1")
        await fill(pilot, typed="村民组 户主 估价 商定\n二组 王一 3,600 1,200")
        assert heads(made) == ["王一"] and (cell("王一", "c2"), cell("王一", "c3")) == ("360000", "120000")
        await keys(pilot, "ctrl+r", "1")
        await fill(pilot, typed="", file="~nouser/a.xlsx")
        assert "没有找到这个文件" in page(app)


async def test_a_place_in_the_walk_is_a_number(desk: Desk, tunnel: int) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "2", "enter", "down", "ctrl+r", "4")
        for odd in ("፩", "后面"):
            await fill(pilot, after=odd)
            assert "请写几号，例如 58" in page(app)
        await fill(pilot, after="²号")
        assert heads(tunnel)[:2] == ["吴老太", "程有福"]
