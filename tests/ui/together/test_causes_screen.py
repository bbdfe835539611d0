"""共性问题 and 专案 from the keyboard: one sentence, three ends, a team with members, measures and matters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Cause, CauseMatter, CauseMeasure, CauseMember, FindingNote, PolicyAdvice
from jiefang_tui.store.queries.together import radar
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.together import list_screen
from jiefang_tui.ui.widgets.row_list import RowList
from tests.services.given import owned
from tests.services.together.test_causes import tunnel
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL, WIDE = (80, 24), (120, 36)


async def test_a_team_out_of_a_common_cause(desk: Desk) -> None:
    for number in range(3):
        tunnel(desk, number)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=共性", "enter")
        assert "60日内，西岭村「宅基地与建房」有3件" in page(app) and "村民" not in page(app)
        assert not ambiguous(app) and not english(app)
        await keys(pilot, "enter", "1")
        await fill(pilot, title="隧道震损", leader="周敏", cause="药量没有控制")
        await keys(pilot, "ctrl+s")  # a new name: post and unit may stay empty
        assert Cause.get().title == "隧道震损" and CauseMatter.select().count() == 3
        assert "周敏牵头" in page(app) and "3件" in page(app)
        await keys(pilot, "insert", "2")
        await fill(pilot, text="请住建局鉴定", due_on="下周五")
        assert CauseMeasure.get().text == "请住建局鉴定"
        await keys(pilot, "home", "enter", "=报告出了", "ctrl+s")
        assert CauseMeasure.get().result == "报告出了"
        await keys(pilot, "insert", "1")
        await fill(pilot, duty="鉴定", officer="李强")
        await keys(pilot, "ctrl+s")
        assert CauseMember.get().duty == "鉴定"
        assert not ambiguous(app) and not english(app)
        await keys(pilot, "ctrl+r", "=补偿到位", "ctrl+s")
        assert Cause.get().result == "补偿到位"
        await keys(pilot, "ctrl+b", "=登重了", "ctrl+s")
        assert "^B恢复" in page(app) and Cause.get().withdraw_reason == "登重了"
        await keys(pilot, "ctrl+b", "=没登重", "ctrl+s")
        assert "^B撤回" in page(app) and Cause.get().withdrawn_on is None
        await keys(pilot, "escape")
        assert "没有共性问题" not in page(app) and "成立专班" in page(app)


async def test_a_paper_and_aside(desk: Desk) -> None:
    for number in range(3):
        tunnel(desk, number)
    app = DeskApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        app.go("radar")
        await pilot.pause()
        await keys(pilot, "enter", "2", "1")
        await fill(pilot, title="隧道施工损害", to_body="镇党委", facts="三户房屋震裂")
        assert PolicyAdvice.get().to_body == "镇党委"
        await keys(pilot, "home", "enter", "1", "ctrl+s")
        assert PolicyAdvice.get().sent_on is not None
        await keys(pilot, "home", "enter", "2")
        await fill(pilot, answer="采纳")
        await keys(pilot, "home", "enter")
        assert "撤回答复" in page(app) and "撤回报送" not in page(app)
        await keys(pilot, "3", "=别的件的", "ctrl+s")
        assert PolicyAdvice.get().answered_on is None and PolicyAdvice.get().sent_on is not None
        await keys(pilot, "home", "enter", "3", "=还没寄", "ctrl+s")
        assert PolicyAdvice.get().sent_on is None
        await keys(pilot, "delete")
        await fill(pilot, text="改用建议")
        assert FindingNote.get().remove_reason == "改用建议"
        await keys(pilot, "home", "enter", "3")
        await fill(pilot, text="等鉴定")
        assert FindingNote.select().count() == 2 and "先放着" in page(app)


async def test_a_long_list_of_causes_is_read_a_page_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(matter_ids: Sequence[int]) -> list[radar.RadarMatter]:
        asked.append(len(matter_ids))
        return told(matter_ids)

    told = radar.matters_in
    monkeypatch.setattr(list_screen, "PAGE", 2)
    monkeypatch.setattr(radar, "matters_in", counted)
    latest_first = [tunnel(desk, number) for number in range(5)][::-1]
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        app.go("radar")
        await pilot.pause()
        await keys(pilot, *["end"] * 5)
        rows = app.screen.query_one(RowList).rows
        assert [row.key[1] for row in rows] == [rows[0].key[1], *latest_first]
        assert max(asked) == 2


async def test_from_a_matter_into_a_team_and_it_is_seen_there(desk: Desk) -> None:
    matter_id = owned(desk, "章德福")
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "列入专案")
        await keys(pilot, "1")
        await fill(pilot, title="征地补偿", leader="韩平")
        await keys(pilot, "ctrl+s", "home")
        assert "征地补偿  韩平牵头" in page(app)
        await keys(pilot, "1")
        assert "专案" in page(app) and "征地补偿" in page(app)
