"""A second copy of the program may only look: no key that writes is shown or acts, on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import database
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.desk.palette import acts_of
from jiefang_tui.ui.matter.matter_screen import MatterScreen
from jiefang_tui.ui.reception.intake_screen import IntakeScreen
from jiefang_tui.ui.reception.today_screen import TodayScreen
from jiefang_tui.ui.widgets.key_bar import shown_keys
from tests.ui.painted import lines
from tests.ui.places import CASE, PLACES, SIMPLE, TALK, Go, Step, sample_desk, walk

BECAUSE = "现在只能查看：王芳 09:00 起在另一个窗口登记。"
WRITING = {
    "登记", "请下一位", "约访", "离开", "暂离", "优先", "场次", "接谈", "去接谈", "保存", "定处理", "承诺", "打印",
    "改登记", "上级系统", "告知单", "记进展", "加一条", "加附件", "加成员", "改分工", "撤下", "换包案领导", "定组长",
    "加措施", "修改", "完成", "责任人和要求", "已落实", "已录", "去掉", "填写", "丢弃", "接待室设置",
    "换登记员", "办理", "撤销", "合并", "撤销合并", "销号", "登记一条", "删去", "已兑现", "执行到位", "人员交接",
    "单位隶属", "停用/恢复", "材料", "认领", "约对方", "归属会商", "谁来的", "办这一条", "办这一天", "改规则",
    "对调", "代替", "往后排", "公示", "加一场",
}  # fmt: skip
"""What the keys that write are called."""
KEYS = ("f2", "ctrl+n", "insert", "delete", "ctrl+t", "ctrl+b", "ctrl+s", "ctrl+o", "ctrl+r")
"""What writes on one screen or another."""
LOOKS: dict[str, tuple[Step, ...]] = {
    name: PLACES[name]
    for name in (
        "today", "today, figures", "summary", "matter, overview", "matter, six boxes", "matter, timeline",
        "roster", "matter, attachments", *(f"matter, tab {n}" for n in range(4, 8)), "matter, why", "level skips",
        "simple matter", "transcript", "person", "visit", "gaps", "incoming", "find, found",
        "records, visits", "records, matters", "box 0", "box 1", "box 2", "box 3", "talk",
        "fieldwork", "fieldwork, lists", "fieldwork, checks", "table", "owners", "campaigns", "causes", "radar",
        "meetings",
    )
} | {"records, drafts": (Go("records", figure="drafts"),), "plans": ("f6",), "plans, rules": ("f6", "2")}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sample_desk(tmp_path / "data") as opened:
        opened.read_only_because = BECAUSE
        yield opened


def written() -> int:
    return database.connection().total_changes


def writing(texts: Iterable[str]) -> set[str]:
    """The keys that write among what is shown; the one that names the next visitor goes by its plain name."""
    return {re.sub(r"请\d+号", "请下一位", text) for text in texts} & WRITING


@pytest.mark.parametrize("place", LOOKS)
async def test_no_key_that_writes_is_shown_or_acts(desk: Desk, place: str) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await walk(pilot, ("escape", *LOOKS[place]))
        screen, before = app.screen, written()
        assert writing(text for _, text in shown_keys(screen.active_bindings.values())) == set()
        assert writing(shown[1] for _, _, shown in acts_of(screen).values()) == set()
        for key in KEYS:
            item = screen.active_bindings.get(key)
            if item is None or not item.enabled:  # what is enabled here only looks: 转录 at ^T
                await pilot.press(key)
                await pilot.pause()
                assert app.screen is screen, key
        assert written() == before


@pytest.mark.slow
async def test_the_same_keys_are_there_where_one_may_write(desk: Desk) -> None:
    """Else the test above could not fail."""
    desk.read_only_because = ""
    seen = set()
    for steps in ((), (CASE,), (CASE, "2"), (SIMPLE, "2"), (TALK,), *(PLACES[f"box {n}"] for n in (0, 1, 3))):
        app = DeskApp(desk)
        async with app.run_test(size=(120, 36)) as pilot:
            await walk(pilot, steps)
            seen |= writing(shown[1] for _, _, shown in acts_of(app.screen).values())
    assert {"登记", "请下一位", "场次", "定处理", "承诺", "改登记", "加一条", "记进展", "填写"} <= seen
    assert {"加成员", "加措施", "责任人和要求", "换登记员"} <= seen


async def test_enter_on_the_queue_opens_the_matter_and_starts_nothing(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, ("escape",))
        before = written()
        assert isinstance(app.screen, TodayScreen)
        row = next(row for row in app.screen._queue.values() if row.state == "waiting" and row.matter_id)
        app.screen.rows.move_to(row.key)
        await walk(pilot, ("enter",))
        assert isinstance(app.screen, MatterScreen) and app.screen.matter_id == row.matter_id
        assert written() == before


async def test_what_would_register_says_why_not(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, ("escape",))
        app.go("intake")
        await pilot.pause()
        assert not isinstance(app.screen, IntakeScreen)
        assert BECAUSE in "".join(lines(app))
