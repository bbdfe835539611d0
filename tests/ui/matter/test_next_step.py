"""^N on a matter does what its first line calls 下一步; several boxes in one form are several acts."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.closure import resting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import reviewing, serving, stages
from jiefang_tui.services.reception import receiving, talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.models import AuditEntry, Measure, TaskForceMember
from jiefang_tui.store.queries.law.stages import documents_of
from jiefang_tui.store.queries.responsibility.sheets import sheet
from jiefang_tui.terms import DutyKind, Outcome, ReviewStage
from jiefang_tui.ui.reception.talk_screen import TalkScreen
from tests.services.given import fill_six, given_slip, handed_over, owned, registered, sealed
from tests.ui.matter_app import MatterApp, fill, keys, page
from tests.ui.painted import ambiguous, english

TODAY = date(2026, 11, 23)
SMALL = (80, 24)


def audited() -> list[str]:
    """What was done, act by act."""
    return [entry.act for entry in AuditEntry.select().order_by(AuditEntry.id)]


def told(desk: Desk, due_on: date | None = date(2026, 12, 10)) -> int:
    """A matter under a leader, of which the petitioner was told; of its boxes at most 化解期限 is filled."""
    matter_id = owned(desk, due_on=due_on)
    given_slip(desk, matter_id)
    return matter_id


async def test_team_measure_and_deadline_in_one_form_are_three_acts(desk: Desk) -> None:
    matter_id = told(desk, None)
    before = len(audited())
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "补齐三定三包" in page(app) and " ^N三定三包" in page(app)
        await keys(pilot, "ctrl+n")
        assert "专班成员" in page(app) and "化解期限" in page(app) and not ambiguous(app) and english(app) <= {"JF"}
        await keys(pilot, "ctrl+s")
        assert len(audited()) == before, "what is missing is said"
        await fill(pilot, name="李强", post="站长", unit="水利站", duty="测量", text="复测面积", due_on="12-1")
        assert "请填写化解期限" in page(app) and len(audited()) == before
        await fill(pilot, resolve_due="12-10")
        assert "已定 专班增加李强；措施: 复测面积；化解期限 2026-12-10" in page(app)
    assert audited()[before:] == ["task_force.add", "measure.add", "responsibility.due"]
    measure = Measure.get()
    assert (measure.owner.name, measure.due_on, measure.owner.unit.name) == ("李强", date(2026, 12, 1), "水利站")


async def test_what_was_done_stays_done_when_the_next_act_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise Refused("责任人要回避，请换一位。", "owner")

    matter_id = told(desk)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+n")
        with monkeypatch.context() as patched:
            patched.setattr(six_boxes, "add_measure", refuses)
            await fill(pilot, name="周敏", duty="牵头", text="复测面积", owner="周敏", due_on="12-1")
            assert "责任人要回避" in page(app) and Measure.select().count() == 0
        await keys(pilot, "ctrl+s")
        assert Measure.select().count() == 1
    assert audited().count("task_force.add") == 1, "not done again"
    assert TaskForceMember.select().where(TaskForceMember.duty == "牵头").count() == 1


async def test_three_guaranteed_in_one_form_nothing_is_carried_out_that_was_not_written(desk: Desk) -> None:
    matter_id = told(desk)
    six_boxes.add_member(desk, matter_id, "何静", "联系", "驻村干部", "章湾村村委会")
    six_boxes.add_measure(desk, matter_id, "复测", "何静", date(2026, 12, 1))
    before = len(audited())
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+n")
        assert "三包记进展" in page(app) and not ambiguous(app) and english(app) <= {"JF"}
        await fill(pilot, officer="何静")
        assert "三样都空着" in page(app)
        await fill(pilot, know_facts="到地头核对", done="掌握情况 思想疏导")
        assert "包思想疏导还没有记录" in page(app) and len(audited()) == before
        await fill(pilot, counsel="讲清政策")
        assert "已记 包掌握情况已落实、包思想疏导已落实" in page(app)
    assert audited()[before:] == ["duty.entry", "duty.entry", "duty.fulfil", "duty.fulfil"]
    found = sheet(matter_id, TODAY)
    assert found is not None
    assert [found.duty(kind).fulfilled_on for kind in DutyKind] == [TODAY, None, TODAY]
    six_boxes.set_fulfilled(desk, matter_id, "counsel", None)  # and each is taken back by itself
    assert audited()[-1] == "duty.fulfil"


async def test_where_several_things_may_come_next_they_are_listed(desk: Desk) -> None:
    matter_id = told(desk, None)
    fill_six(desk, matter_id)
    six_boxes.add_measure(desk, matter_id, "补发差额", "李强", date(2026, 12, 5))
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+n")
        shown = page(app)
        assert "接着办" in shown and "4 录入上级系统" in shown and "9 结案审查、销号" in shown
        await keys(pilot, "1")
        assert "哪一条措施完成了" in page(app)
        await keys(pilot, "2")
        await fill(pilot, result="已补发")
        assert [one.done_on for one in Measure.select().order_by(Measure.id)] == [None, TODAY]
        await keys(pilot, "ctrl+n", "1")
        await fill(pilot, result="量过了")
        await keys(pilot, "ctrl+n", "1")
        assert "没有没做完的措施" in page(app)


def _objected(desk: Desk) -> int:
    matter_id = registered(desk).matter_ids[0]
    stages.record_transfer_in(desk, matter_id, TODAY, "县信访局")
    stages.object_to(desk, matter_id, "地块在邻镇")
    given_slip(desk, matter_id)
    return matter_id


def _assigned(desk: Desk) -> int:
    one = registered(desk)
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    given = talk.OutcomeIn(Outcome.ASSIGNED, told="核实后答复", unit="水利站")
    return talk.decide(desk, one.visit_id, one.matter_ids[0], given).matter_id


def _handed_on(desk: Desk) -> int:
    matter_id = _assigned(desk)
    given_slip(desk, matter_id)
    stages.accept(desk, matter_id)
    return matter_id


def _answered(desk: Desk) -> int:
    matter_id = told(desk)
    serving.issue_opinion(desk, matter_id, "supported", "补发", "示信处1号", "周敏")
    return matter_id


def _served(desk: Desk) -> int:
    matter_id = _answered(desk)
    paper = next(one for one in documents_of(matter_id) if one.served_on is None)
    serving.serve(desk, paper.id, TODAY, "direct", "本人")
    return matter_id


def _executed(desk: Desk) -> int:
    matter_id = _served(desk)
    resting.mark_executed(desk, matter_id, None, "回单")
    return matter_id


def _reviewed(desk: Desk) -> int:
    matter_id = _served(desk)
    reviewing.request_review(desk, matter_id, ReviewStage.REVIEW, "县人民政府", TODAY)
    return matter_id


def _refused(desk: Desk) -> int:
    matter_id = registered(desk).matter_ids[0]
    stages.refuse(desk, matter_id, "finally_closed", "终结过", "周敏")
    return matter_id


@pytest.mark.parametrize(
    ("prepare", "key", "opens"),
    [
        (owned, "^N告知", "怎么告知的"),
        (_assigned, "^N告知", "怎么告知的"),
        (_handed_on, "^N签收", "1 签收"),
        (_refused, "^N告知", "出具告知书"),
        (_objected, "^N异议结果", "上级怎么答复异议"),
        (_answered, "^N登记送达", "送达方式"),
        (_served, "^N执行到位", "凭    据"),
        (_executed, "^N回访", "回访方式"),
        (_reviewed, "^N记结论", "结    论"),
        (sealed, "^N移送", "打印移送密件"),
    ],
)
async def test_the_key_names_what_comes_next_and_opens_it(desk: Desk, prepare: object, key: str, opens: str) -> None:
    matter_id = prepare(desk)  # type: ignore[operator]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert page(app).splitlines()[-1].strip().startswith(key)
        await keys(pilot, "ctrl+n")
        assert opens in page(app) and not ambiguous(app)


async def test_a_visitor_who_waits_is_talked_to(desk: Desk) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0])
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+n")
        assert isinstance(app.screen_stack[2], TalkScreen)


async def test_where_nothing_comes_next_there_is_no_key_for_it(desk: Desk) -> None:
    matter_id = sealed(desk)
    handed_over(desk, matter_id)
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "^N" not in page(app).splitlines()[-1]
