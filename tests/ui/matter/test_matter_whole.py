"""What concerns a matter as a whole: why each date, its lights, relating and merging, and undoing that."""

from __future__ import annotations

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import stages
from jiefang_tui.store.models import Matter, MatterLink, Merge, NotSamePerson, Petitioner
from jiefang_tui.terms import MatterState, WaitFor
from jiefang_tui.ui.law.why_screen import WhyScreen
from jiefang_tui.ui.matter.matter_screen import MatterScreen
from jiefang_tui.ui.reception.person_screen import PersonScreen
from tests.services.given import days_ago, registered
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

SMALL = (80, 24)


async def test_every_date_says_how_it_was_counted(desk: Desk) -> None:
    with days_ago(desk, 40):
        matter_id = registered(desk).matter_ids[0]
        stages.accept(desk, matter_id)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "告知逾期" in page(app) and "办理正常" in page(app)
        await keys(pilot, "９")
        assert isinstance(app.screen, WhyScreen)
        assert page(app).splitlines()[-1].split()[0] == "Esc返回", "nothing is done here: the first key is not F2"
        text = page(app)
        assert "逾期25日" in text and "正常 剩21日" in text and "2026-12-13" in text and "12-14" in text
        assert "起算: 2026-10-14" in text and "第二十三条第二款" in text
        await keys(pilot, "down")
        await pilot.pause(0.3)
        assert "期限: 60 日，按自然日计算" in page(app)
        assert not ambiguous(app) and not english(app) - {"JF"}
        await keys(pilot, "escape", "down", "enter")  # 期限, the second line of 概况
        assert isinstance(app.screen, WhyScreen)


async def test_linked_merged_and_both_undone(desk: Desk) -> None:
    first = registered(desk).matter_ids[0]
    second = registered(desk, "方大山", "邻居占道").matter_ids[0]
    app = MatterApp(desk, first)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "关联另一件")
        await keys(pilot, "=占道")
        await pilot.pause(0.3)
        await keys(pilot, "enter")
        await fill(pilot, reason="同一条路")
        assert MatterLink.get().second_id == second and "邻居占道" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "并入另一件")
        await keys(pilot, "=占道")
        await pilot.pause(0.3)
        await keys(pilot, "enter")
        await fill(pilot, reason="同一件事")
        assert Matter.get_by_id(first).state == MatterState.MERGED
        merge = Merge.get()
        facts = app.screen.query_one("#facts")
        key = next(row.key for row in facts.rows if row.key[:2] == ("merge", merge.id))  # type: ignore[attr-defined]
        facts.move_to(key)  # type: ignore[attr-defined]
        await keys(pilot, "enter", "1")
        assert isinstance(app.screen, MatterScreen) and app.screen.matter_id == second
        await keys(pilot, "escape", "enter", "2")
        await fill(pilot, text="并错了")
        assert Merge.get().undone_on is not None and Matter.get_by_id(first).state == MatterState.REGISTERED


async def test_why_it_waits_and_what_is_listed(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "记等待原因")
        await fill(pilot, wait_for="等法院", note="二审")
        assert Matter.get_by_id(matter_id).wait_for == WaitFor.COURT and "等法院  二审" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "列入积案")
        await fill(pilot, text="三年没有化解")
        assert Matter.get_by_id(matter_id).is_backlog_listed and "已列入积案" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "不再等待")
        assert Matter.get_by_id(matter_id).wait_for == ""


async def test_two_registered_as_one_person_and_parted_again(desk: Desk) -> None:
    one = registered(desk, person={"id_no": "", "phone": ""}).matter_ids[0]
    other = registered(desk, "章德富", "再问补偿").matter_ids[0]
    first, second = (Matter.get_by_id(which).petitioner_id for which in (one, other))
    app = MatterApp(desk, one)
    async with app.run_test(size=SMALL) as pilot:
        app.go("person", person_id=first)
        await keys(pilot, "insert", "ctrl+u", "=章德富")
        await pilot.pause(0.3)
        await keys(pilot, "enter")
        await fill(pilot, reason="写错了字，本人说明")
        assert Matter.get_by_id(one).petitioner_id == second
        assert isinstance(app.screen, PersonScreen) and "系同一人" in page(app)
        await keys(pilot, "home", "delete")
        await fill(pilot, text="原来是两个人")
        assert Matter.get_by_id(one).petitioner_id == first and Petitioner.select().count() == 2


async def test_what_was_said_of_two_people_is_taken_back_on_the_page_of_either(desk: Desk) -> None:
    registered(desk, person={"phone": "13900005678", "id_no": "", "address": ""})
    first = Petitioner.get().id
    one = registered(desk, person={"phone": "", "id_no": ""}, not_same=[first])
    app = MatterApp(desk, one.matter_ids[0])
    async with app.run_test(size=SMALL) as pilot:
        app.go("person", person_id=one.petitioner_id)
        await keys(pilot, "home")
        assert "非同一人" in page(app) and "13900005678" in page(app) and "王芳记" in page(app)
        await keys(pilot, "enter")
        assert "章湾村三组" in page(app), "the other one, and there it stands, too"
        await keys(pilot, "home", "delete")
        await fill(pilot, text="本人说明是同一人")
        assert NotSamePerson.select().count() == 0 and "非同一人" not in page(app)
        assert "已撤回" in page(app)


async def test_a_line_of_a_notice_is_entered_counted_and_taken_out(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        app.go("level_skips")
        await keys(pilot, "insert")
        number = Matter.get_by_id(matter_id).register_no
        await fill(pilot, on_day="11-20", level="省", matter=number, notice="省信局〔2026〕3号")
        assert number in page(app) and "2026年 至今 1条(省1)" in page(app)
        await keys(pilot, "delete")
        await fill(pilot, text="登记了两遍")
        assert "2026年 至今 0条" in page(app)


async def test_who_leaves_hands_over(desk: Desk) -> None:
    from tests.services.given import owned

    matter_id = owned(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=人员交接", "enter")
        await fill(pilot, from_officer="周敏", to_officer="何静", reason="调离")
        await keys(pilot, "ctrl+s")  # 何静 was new: post and unit were asked, and may stay empty
        assert "何静" in page(app) and "周敏" in page(app)
        await keys(pilot, "2")
        assert "何静" in page(app)


async def test_a_matter_under_a_leader_says_at_once_that_it_merges_nowhere(desk: Desk) -> None:
    from tests.services.given import owned

    app = MatterApp(desk, owned(desk))
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "并入另一件")
        assert "不能并入，这件已有领导包案；请打开另一件并入这件" in page(app)  # nothing is asked for in vain


async def test_all_that_was_handed_over_is_read_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from jiefang_tui.services.office import handover

    said = "周敏的包案4件、专班成员4处、三包责任2项、约访1人已移交何静；" * 3 + "一件另行指定。"
    monkeypatch.setattr(handover, "hand_over", lambda *_: said)
    app = MatterApp(desk, registered(desk).matter_ids[0])
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=人员交接", "enter")
        await fill(pilot, from_officer="周敏", to_officer="何静")  # new: the post is asked
        await fill(pilot, post="副镇长", reason="调离")
        assert "一件另行指定。" in page(app) and "知道了" in page(app)
        await keys(pilot, "enter")
        assert "Ins办理" in page(app)


async def test_who_has_nothing_in_hand_leaves_without_a_successor(desk: Desk) -> None:
    from jiefang_tui.services.desk import people
    from tests.services.given import owned

    people.add_officer(desk, "赵刚", "驻村干部")
    app = MatterApp(desk, owned(desk))
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+p", "=人员交接", "enter")
        await fill(pilot, from_officer="周敏", reason="调离")
        assert "手上还有包案1件" in page(app) and "请填写接手人" in page(app)
        await fill(pilot, from_officer="赵刚", reason="退休")
        assert "赵刚手上没有要移交的工作，赵刚已离任" in page(app)
