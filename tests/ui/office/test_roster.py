"""名册 from the palette: three lists, and what is changed there is what the next form offers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.office import roster
from jiefang_tui.store.models import Officer, Unit, Village
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.office.roster_screen import RosterScreen, term
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from tests.ui.painted import lines
from tests.ui.places import Go, sample_desk, walk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sample_desk(tmp_path / "data") as opened:
        yield opened


def form(pilot: Pilot[Any]) -> FormDialog:
    dialog = pilot.app.screen
    assert isinstance(dialog, FormDialog)
    return dialog


async def fill(pilot: Pilot[Any], **texts: str) -> None:
    dialog = form(pilot)
    dialog.form.load({**dialog.form.raw(), **texts})
    await walk(pilot, ("ctrl+s",))


async def at(pilot: Pilot[Any], name: str) -> None:
    """Put the cursor on the row of that name."""
    screen = pilot.app.screen
    assert isinstance(screen, RosterScreen)
    assert any(screen._list.move_to(row.key) for row in screen._list.rows if row.cells[0] == name)
    await pilot.pause()


async def test_the_three_lists_are_reached_from_the_palette(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, ("ctrl+p", "=名册", "enter"))
        assert "领导 13" in lines(app)[1] and "镇党委书记" in "".join(lines(app))
        await walk(pilot, ("2",))
        assert "单位 15" in lines(app)[1] and "镇人民调解委员会" in "".join(lines(app))
        await walk(pilot, ("3",))
        assert "村组 10" in lines(app)[1] and "999999001001" in "".join(lines(app))
        await walk(pilot, ("１",))
        assert "领导 13" in lines(app)[1]


async def test_who_is_written_down_is_offered_and_who_left_is_not(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, (Go("roster"), "insert"))
        await fill(pilot, name="赵刚", post="副镇长", in_office_from="2021-03-01")
        assert _name_at_cursor(pilot) == "赵刚"
        assert "名册里加了赵刚" in lines(app)[1] and "21-03-01 至今" in "".join(lines(app))
        await walk(pilot, ("escape", "ctrl+o", "ctrl+o"))
        assert "赵刚" in dict(_options(pilot, "leader"))
        await walk(pilot, ("escape", Go("roster")))
        await at(pilot, "赵刚")
        await walk(pilot, ("delete",))
        await fill(pilot, reason="调离")
        assert "赵刚已离任" in lines(app)[1]
        await walk(pilot, ("escape", "ctrl+o", "ctrl+o"))
        assert "赵刚" not in dict(_options(pilot, "leader"))
        await walk(pilot, ("escape", Go("roster")))
        await at(pilot, "赵刚")
        await walk(pilot, ("delete",))
        await fill(pilot, reason="返聘")
        assert "赵刚已恢复" in lines(app)[1] and Officer.get(Officer.name == "赵刚").is_active


def _name_at_cursor(pilot: Pilot[Any]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, RosterScreen) and screen._line is not None
    return screen._line.name


def _options(pilot: Pilot[Any], name: str) -> list[tuple[str, str]]:
    field: Any = form(pilot).form.field(name)
    return [(one[0], one[1]) for one in field.options]


async def test_a_new_name_says_what_goes_along_and_stands_on_the_matter(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, (Go("roster"),))
        await at(pilot, "刘静")
        await walk(pilot, ("enter",))
        assert "包案1件" in "".join(lines(app)) and "跟着走" in "".join(lines(app))
        await fill(pilot, name="刘竞")
        assert "请写明原因" in "".join(lines(app))
        await fill(pilot, reason="写错了字")
        assert "刘静已改名为刘竞" in lines(app)[1]
        await walk(pilot, (Go("gaps"),))
        assert "刘竞" in "".join(lines(app)) and "刘静" not in "".join(lines(app))


async def test_the_clerks_new_name_stands_on_the_top_line(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, (Go("roster"),))
        await at(pilot, "王芳")
        await walk(pilot, ("enter",))
        await fill(pilot, name="王方", reason="写错了字")
        assert "登记员 王方" in lines(app)[0]


async def test_two_units_that_are_one_and_two_again(desk: Desk) -> None:
    roster.add_unit(desk, roster.UnitIn("司法站"))
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, (Go("roster"), "2"))
        await at(pilot, "司法站")
        await walk(pilot, ("ctrl+r", "=司法所", "enter", "=写错了字", "ctrl+s"))
        assert "司法站已并入司法所" in lines(app)[1] and "并入司法所" in "".join(lines(app)[3:])
        assert not Unit.get(Unit.name == "司法站").is_active
        await at(pilot, "司法站")
        await walk(pilot, ("ctrl+r",))
        assert isinstance(app.screen, RosterScreen), "what was merged is merged once"
        await walk(pilot, ("delete", "=是两个单位", "ctrl+s"))
        assert "又是单独的一条" in lines(app)[1] and Unit.get(Unit.name == "司法站").is_active


async def test_a_village_without_a_code_is_offered_as_the_place_of_a_problem(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, (Go("roster"), "3", "insert"))
        await fill(pilot, name="桃园村", groups="1组 老屋组")
        assert Village.get().area_code == "" and "老屋组" in "".join(lines(app))
        await walk(pilot, (Go("matter", matter="低保停发"), "ctrl+o", "1"))
        assert ("桃园村", "桃园村") in _options(pilot, "problem_area")
        await fill(pilot, problem_area="桃园村")
        await walk(pilot, ("f4", "ctrl+o"))
        assert ("桃园村", "桃园村") in _options(pilot, "place")
        await fill(pilot, place="桃园村")
        assert "1 件" in lines(app)[1]


async def test_a_villages_row_out_of_the_table_is_put_right_and_stopped(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, (Go("roster"), "3", "enter"))
        await fill(pilot, other_names="湾里")
        assert (Village.get().area_code, Village.get().other_names) == ("999999001001", "湾里")
        await walk(pilot, ("delete", "=撤并了", "ctrl+s"))
        assert "章湾村已停用" in lines(app)[1] and "停用" in "".join(lines(app)[3:])


async def test_what_is_half_typed_is_there_again_and_the_list_of_drafts_says_where(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, (Go("roster"),))
        await at(pilot, "刘静")
        await walk(pilot, ("enter", "tab", "=兼武装部长", "escape", "enter"))
        assert "兼武装部长" in form(pilot).raw["post"]
        await walk(pilot, ("escape", Go("records", figure="drafts"), "enter"))
        assert "按 ^P 打「名册」再打开「改 刘静 名册」" in lines(app)[1]


def test_a_term_in_words() -> None:
    from datetime import date

    first, last = date(2021, 3, 1), date(2026, 11, 20)
    assert [term(first, None), term(first, last), term(None, last), term(None, None)] == [
        "21-03-01 至今",
        "21-03-01至26-11-20",
        "至26-11-20",
        "",
    ]
