"""4 文书 from the keyboard: accepted, extended, answered, served; refused; handed on; asked to be reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Dispatch, Document, Extension, Matter, Recusal, Review
from jiefang_tui.terms import MatterState
from jiefang_tui.ui.law.papers_panel import PapersPanel
from jiefang_tui.ui.widgets.lines import StatusLine
from tests.services.given import days_ago, given_slip, registered
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

TODAY = date(2026, 11, 23)
SMALL = (80, 24)


async def test_accepted_extended_answered_and_served(desk: Desk) -> None:
    with days_ago(desk, 20):
        matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        shown = page(app)
        assert "1 受理" in shown and "4 延期               不能延期，还没有受理" in shown and "不能申请复查" in shown
        await keys(pilot, "9")
        assert "不能申请复查，这件已登记；请先受理或者作出处理。" in page(app), "its digit says why, and does nothing"
        await choose(pilot, "受理")
        await fill(pilot, on_day="11-10")
        assert Matter.get_by_id(matter_id).accepted_on == date(2026, 11, 10)
        assert "已记下: 受理" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "延期")
        await fill(pilot, days="40", reason="案情复杂", approver="周敏", told_on="今天")
        assert Extension.select().count() == 0 and "30" in page(app)  # the refusal, and what was typed, stay
        await fill(pilot, days="20")
        extension = Extension.get()
        assert (extension.days, extension.told_on) == (20, TODAY)
        app.screen.query_one("#papers RowList").move_to(("extension", extension.id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "delete")
        await fill(pilot, text="写错了")
        assert Extension.get().undone_on == TODAY and "已撤销" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "出具处理意见书")
        await fill(pilot, result="予以支持", summary="补发差额", doc_no="示信〔2026〕7号", signer="周敏")
        assert Matter.get_by_id(matter_id).state == MatterState.REPLIED
        assert "待送达" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "登记送达")
        await fill(pilot, way="直接送达", received_by="章德福")
        matter, paper = Matter.get_by_id(matter_id), Document.get(Document.kind == "handling_opinion")
        assert (matter.state, matter.served_on, matter.concluded_on) == (MatterState.CONCLUDED, TODAY, TODAY)
        assert paper.received_by == "章德福" and "11-23送达" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "申请复查")
        await fill(pilot, body="示例县人民政府", requested_on="今天")
        assert Review.get().requested_on == TODAY and "复查中" in page(app)
        assert not ambiguous(app)
        assert not english(app) - {"JF"}


async def test_an_extension_approved_in_time_is_entered_after_the_day(desk: Desk) -> None:
    from jiefang_tui.services.law import stages

    with days_ago(desk, 70):
        matter_id = registered(desk).matter_ids[0]
        stages.accept(desk, matter_id)  # sixty days end on 2026-11-13
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "延期")
        assert all(label in page(app) for label in ("延长天数", "延期理由", "批 准 人", "批准日期", "告知日期"))
        await fill(pilot, days="20", reason="案情复杂", approver="周敏")
        assert Extension.select().count() == 0 and "2026-11-13已过" in page(app)
        await fill(pilot, approved_on="11-10")
        assert Extension.get().approved_on == date(2026, 11, 10)
        assert Matter.get_by_id(matter_id).handling_due == date(2026, 12, 3)
        assert "待告知" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "出具告知书")
        assert app.screen.form.raw()["kind"] == "延期告知书"  # type: ignore[attr-defined]
        await fill(pilot, doc_no="示信延〔2026〕1号", issued_on="11-11")
        assert Extension.get().told_on is None, "written down is not told"
        await keys(pilot, "1")
        await fill(pilot, said="本人", on_day="11-12")
        assert (Document.get().kind, Extension.get().told_on) == ("extension_notice", date(2026, 11, 12))
        assert "11-12告知" in page(app) and "待告知" not in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "出具告知书")
        assert app.screen.form.raw()["kind"] == "受理告知书"  # type: ignore[attr-defined]


async def test_the_answer_of_registration_stands_in_the_forms_of_the_way(desk: Desk) -> None:
    """请求查处违法行为 (Art. 31(5)) was said before the matter was saved; it stands there and can be changed."""
    matter_id = registered(desk, matter={"report_answer": "violation"}).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "定法定途径")
        assert app.screen.form.raw()["route"] == "履行法定职责或者答复"  # type: ignore[attr-defined]
        await keys(pilot, "escape", "insert")
        await choose(pilot, "受理")
        assert app.screen.form.raw()["route"] == "履行法定职责或者答复"  # type: ignore[attr-defined]
        assert "条例第三十一条第五项" in "".join(page(app).split())
        await fill(pilot, route="信访程序")
    assert Matter.get_by_id(matter_id).route == "petition_procedure"


async def test_not_accepted_is_told_and_stays_registered(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "不予受理")
        assert "逾期未申请" not in page(app) and "审理中" not in page(app), "no ground of another province"
        await fill(pilot, ground="涉诉讼权利救济", facts="县法院正在审理", where_to="县人民法院", approver="周敏")
        assert Matter.get_by_id(matter_id).state == MatterState.REFUSED
        said = "".join(page(app).split())
        assert "县法院正在审理" in said and "告知向县人民法院提出" in said and "批准人周敏" in said
        await keys(pilot, "insert")
        await choose(pilot, "出具告知书")
        await fill(pilot, doc_no="1号")
        assert "1 当面交" in page(app) and "5 还没给" in page(app)
        await keys(pilot, "5")
        assert Matter.get_by_id(matter_id).notified_on is None and "待送达" in page(app)
        rows = app.screen.query_one("#papers RowList")
        rows.move_to(("document", Document.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter", "3")
        await fill(pilot, said="家中无人，电话不通", who="王芳")
        assert "在场的两人" in page(app), "one is not two"
        await fill(pilot, who="王芳、李强")
        assert Matter.get_by_id(matter_id).notified_on == TODAY
        rows.move_to(("document", Document.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "delete")
        await fill(pilot, text="记错了件")
        assert Matter.get_by_id(matter_id).notified_on is None and "待送达" in page(app)
        await keys(pilot, "enter", "1")
        await fill(pilot, said="本人")
        assert Matter.get_by_id(matter_id).notified_on == TODAY
        assert "不予受理告知书" in page(app)
        await keys(pilot, "insert")
        shown = page(app)
        assert "2 出具告知书" in shown and "不能受理，这件不予受理" in shown and "不能登记不予受理" in shown
        assert "PgDn 还有 更正日期" in shown


@pytest.mark.slow
async def test_handed_on_signed_for_sent_back_and_taken_back(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        for unit in ("自然资源所", "司法所"):
            await keys(pilot, "insert")
            await choose(pilot, "交办")
            kind = "交办" if unit == "自然资源所" else "协办"
            await fill(pilot, kind=kind, unit=unit, requirement="核实面积", due_on="12-3")
        first, second = Dispatch.select().order_by(Dispatch.id)
        assert (first.unit.name, first.due_on, second.kind) == ("自然资源所", date(2026, 12, 3), "assist")
        assert page(app).count("还没有交件") == 2
        rows = app.screen.query_one("#papers RowList")
        rows.move_to(("dispatch", first.id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter", "4")
        await fill(pilot, how="当面交李强")
        assert page(app).count("待签收") == 1
        rows.move_to(("dispatch", first.id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter", "1")
        await fill(pilot, by="李强")
        assert Dispatch.get_by_id(first.id).signed_by == "李强" and "已签收" in page(app)
        await keys(pilot, "enter", "2")
        await fill(pilot, reply="少发三亩")
        assert Dispatch.get_by_id(first.id).reply == "少发三亩"
        rows.move_to(("dispatch", second.id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "delete")
        await fill(pilot, text="不用协办了")
        assert Dispatch.get_by_id(second.id).ended_on == TODAY and "已收回" in page(app)


async def test_who_stands_aside_is_asked_from_the_overview_and_shown_here(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "回避")
        await fill(pilot, officer="李强", reason="与信访人是亲属", decided_by="周敏")
        assert Recusal.get().ended_on is None
        await keys(pilot, "4")
        assert "李强 与信访人是亲属 周敏" in page(app)
        await keys(pilot, "delete")
        await fill(pilot, text="不再经办")
        assert Recusal.get().ended_on == TODAY and "已解除" in page(app)


@pytest.mark.slow
async def test_reviewed_heard_and_finally_closed(desk: Desk) -> None:
    from jiefang_tui.services.law import serving, stages
    from jiefang_tui.terms import OpinionResult, ServiceWay

    with days_ago(desk, 30):
        matter_id = registered(desk).matter_ids[0]
        stages.accept(desk, matter_id)
    with days_ago(desk, 20):
        paper = serving.issue_opinion(desk, matter_id, OpinionResult.EXPLAINED, "没有依据", "3号", "周敏")
        serving.serve(desk, paper, date(2026, 11, 3), ServiceWay.DIRECT, "章德福")
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        assert "不能申请复核，还没有经过复查" in page(app)
        await choose(pilot, "申请复查")
        assert "可申请到 2026-12-03" in page(app)
        await fill(pilot, body="示例县人民政府", requested_on="11-10")
        await keys(pilot, "insert")
        await choose(pilot, "复查复核的结论")
        await fill(pilot, conclusion="维持", concluded_on="11-15", served_on="11-16")
        await keys(pilot, "insert")
        assert "不能再申请复查，已经复查过" in page(app)
        await choose(pilot, "申请复核")
        await fill(pilot, body="示例市人民政府", requested_on="11-18")
        assert "复核中" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "复核听证开始")
        await fill(pilot, begins_on="11-20", reason="争议大", approver="周敏")
        assert "复核意见 听证中，期限中止" in page(app)
        await keys(pilot, "9")
        assert "中止" in page(app)
        await keys(pilot, "escape", "insert")
        await choose(pilot, "复核听证结束")
        await fill(pilot, ends_on="11-21")
        await keys(pilot, "insert")
        await choose(pilot, "复查复核的结论")
        await fill(pilot, conclusion="维持", served_on="今天")
        assert Matter.get_by_id(matter_id).finally_closed_on == TODAY and "三级终结" in page(app)


async def test_sent_from_above_and_not_ours_goes_back(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "登记上级转来")
        await fill(pilot, received_on="今天", from_unit="县信访局", number="县转8号", assigned_due="12-20")
        assert "县信访局 交办 县转8号" in page(app)
        assert "异议" in page(app) and "11-30前可提" in page(app) and "剩7日" in page(app)
        app.screen.query_one("#papers RowList").move_to(("objection", 0, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        await fill(pilot, reason="地块在邻镇")
        assert Matter.get_by_id(matter_id).state == MatterState.OBJECTED
        assert "地块在邻镇" in page(app) and "王芳" in page(app).split("地块在邻镇")[1] and "待上级定" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "异议:")
        await fill(pilot, agreed_by="县信访局 陈科长")
        assert Matter.get_by_id(matter_id).state == MatterState.RETURNED
        assert "经县信访局 陈科长同意，退回县信访局" in page(app) and "待上级定" not in page(app)
        await keys(pilot, "insert")
        assert "不能受理，这件已退回" in page(app) and "PgDn 还有 免予书面告知、更正日期" in page(app)


async def test_what_a_unit_sent_back_says_why_on_both_pages(desk: Desk) -> None:
    from jiefang_tui.services.law import dispatching

    matter_id = registered(desk).matter_ids[0]
    sent = dispatching.dispatch(desk, matter_id, "assign", "河东村")
    dispatching.send_back(desk, sent, "不归我村管", "周敏")
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "河东村" in page(app) and "11-23退回" in page(app)
        await keys(pilot, "4")
        assert "退回: 不归我村管" in page(app) and "周敏同意" in page(app)


async def test_every_refusal_and_objection_of_a_matter_stays_readable(desk: Desk) -> None:
    from jiefang_tui.services.closure import closing
    from jiefang_tui.services.law import stages
    from jiefang_tui.terms import RefusalGround

    with days_ago(desk, 10):
        matter_id = registered(desk).matter_ids[0]
        stages.record_transfer_in(desk, matter_id, date(2026, 11, 13), "县信访局")
        stages.object_to(desk, matter_id, "地块在邻镇")
    with days_ago(desk, 8):
        stages.objection_not_agreed(desk, matter_id, "县信访局", "由你镇办理")
        stages.refuse(desk, matter_id, RefusalGround.LITIGATION, "一审中", "周敏", where_to="县人民法院")
        closing.reopen(desk, matter_id, "new_facts", "撤诉了")
    stages.refuse(desk, matter_id, RefusalGround.FINALLY_CLOSED, "复核过", "周敏", no_longer=True)
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "已重新办理" in page(app) and "待上级定" not in page(app)
        groups = {group.label: group.items for group in app.screen.query_one(PapersPanel)._groups}
        texts = [(item.text, item.status) for label in ("程序", "异议") for item in groups[label]]
        expected = [("一审中", "已重新办理"), ("复核过", "不受理"), ("地块在邻镇", ""), ("由你镇办理", "")]
        for (text, stands), (said, stood) in zip(texts[1:], expected, strict=True):
            assert said in text and stands == stood


async def test_after_a_recheck_changed_the_opinion_no_review_is_offered(desk: Desk) -> None:
    from jiefang_tui.services.law import reviewing, stages
    from jiefang_tui.terms import ServiceWay

    with days_ago(desk, 20):
        matter_id = registered(desk).matter_ids[0]
        stages.accept(desk, matter_id)
        paper = stages.issue_opinion(desk, matter_id, "not_supported", "无依据", "1号", "周敏")
        stages.serve(desk, paper, date(2026, 11, 3), ServiceWay.DIRECT)
    for stage, conclusion, day in (("review", "upheld", 5), ("recheck", "changed", 9)):
        asked = reviewing.request_review(desk, matter_id, stage, "县人民政府", date(2026, 11, day))
        on_day = date(2026, 11, day + 2)
        reviewing.conclude_review(desk, asked, conclusion, on_day, "", on_day)
    paper = stages.issue_opinion(desk, matter_id, "supported", "补发", "2号", "周敏")
    stages.serve(desk, paper, TODAY, ServiceWay.DIRECT)
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        shown = page(app)
        assert all(f"不能申请{stage}，复核已变更处理意见" in shown for stage in ("复查", "复核"))
        assert "PgDn 还有 认定三级终结" in shown


async def test_acceptance_proposes_the_day_of_the_notice_and_says_that_it_is_late(desk: Desk) -> None:

    with days_ago(desk, 34):
        first, second = (registered(desk, name).matter_ids[0] for name in "甲乙")
        given_slip(desk, first)
    for matter_id, proposed, said in ((first, "2026-10-20", "已记下"), (second, "", "离登记已34日")):
        app = MatterApp(desk, matter_id, tab=2)
        async with app.run_test(size=SMALL) as pilot:
            await pilot.pause()
            app.screen.query_one("#simple RowList").move_to(("accept", 0))  # type: ignore[attr-defined]
            await keys(pilot, "enter")
            assert app.screen.form.raw()["on_day"] == proposed  # type: ignore[attr-defined]
            await keys(pilot, "ctrl+s")
            assert said in page(app)
    assert Matter.get_by_id(first).accepted_on == date(2026, 10, 20)


async def test_the_outcome_of_another_way_is_noted_on_its_line(desk: Desk) -> None:
    from jiefang_tui.services.law import stages

    matter_id = registered(desk).matter_ids[0]
    stages.set_route(desk, matter_id, "arbitration", "去申请仲裁", "县仲裁委")
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        app.screen.query_one("#papers RowList").move_to(("dispatch", Dispatch.get().id, 0))  # type: ignore[attr-defined]
        await pilot.pause()
        assert "Enter记结果" in page(app)
        await keys(pilot, "enter")
        await fill(pilot, result="裁决支付工资")
        assert "裁决支付工" in page(app) and "11-23有结果" in page(app)
        await keys(pilot, "insert")
        assert "法定途径的结果" not in page(app)


async def test_a_wrong_date_is_put_right_on_its_line_or_by_insert(desk: Desk) -> None:
    from jiefang_tui.services.law import stages

    with days_ago(desk, 20):
        matter_id = registered(desk).matter_ids[0]
    stages.accept(desk, matter_id, date(2026, 11, 10))
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "Enter更正日期" in page(app)
        await keys(pilot, "enter")
        assert "更正 受理日期" in page(app) and "现在记的是2026-11-10" in page(app)
        await fill(pilot, day="11-1", reason="打错了")
        assert "应在2026-11-03到2026-11-23之间" in "".join(page(app).split())
        await fill(pilot, day="11-4")
        assert Matter.get_by_id(matter_id).accepted_on == date(2026, 11, 4)
        await keys(pilot, "3")
        assert "更正受理日期：2026-11-10改为2026-11-04，原因：打错了" in "".join(page(app).split())
        await keys(pilot, "4")
        await keys(pilot, "insert")
        await choose(pilot, "登记上级转来")
        await fill(pilot, received_on="11-4", from_unit="县信访局", assigned_due="12-20")
        await keys(pilot, "insert")
        await choose(pilot, "更正日期")
        assert "1 受理日期 2026-11-04" in page(app) and "3 交办期限 2026-12-20" in page(app)
        await keys(pilot, "3")
        await fill(pilot, day="12-30", reason="打错了")
        assert Matter.get_by_id(matter_id).assigned_due == date(2026, 12, 30)
        assert not ambiguous(app)
        assert not english(app) - {"JF"}


async def test_a_suggestion_is_studied_answered_and_taken_back(desk: Desk) -> None:
    """17: from the keyboard; and a common cause is reported on the same list."""
    matter_id = registered(desk, request="装减速带", matter={"category": "suggestion"}).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "研究论证")
        await fill(pilot, what="装在哪里", due_on="30天后")
        assert Matter.get().suggestion_result == "studied" and "研究论证中" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "采纳")
        assert not any(app.screen.form.raw().values())  # type: ignore[attr-defined]
        await fill(pilot, result="2", reply="先装一处", told_way="2")
        assert (Matter.get().suggestion_result, Matter.get().state) == ("partly", MatterState.CONCLUDED)
        app.screen.query_one("#papers RowList").move_to(("way", 8, 0))  # type: ignore[attr-defined]
        await keys(pilot, "delete")
        await fill(pilot, text="还没有定")
        assert Matter.get().suggestion_result == "studied"
        await keys(pilot, "insert")
        await choose(pilot, "情况反映")
        await fill(pilot, unit="县公安局", what="集镇路段十二件，建议统一设置")
        assert "已上报" in page(app) and "情况反映 县公安局" in page(app)
        assert not ambiguous(app) and not english(app) - {"JF"}


async def test_a_paper_that_could_not_be_opened_tells_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """12: it is printed by hand, and how it was told is said on its line."""
    from jiefang_tui.services.reception import papers

    monkeypatch.setattr(papers, "open_paper", lambda printed: False)
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+b")
        assert "没能打开，还不算已告知" in page(app) and "怎么告知的" not in page(app)
        assert app.screen.query_one(StatusLine).wrong, "it is not said as something done well"
        assert Matter.get().notified_on is None and "待送达" in page(app)
        app.screen.query_one("#papers RowList").move_to(("document", Document.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter", "2")
        await fill(pilot, said="EB123456789CN")
        assert Matter.get().notified_on == TODAY and "单号 EB123456789CN" in page(app)


@pytest.mark.parametrize("size", [SMALL, (120, 36)])
async def test_a7_a_report_that_is_wanted_stands_on_the_matter_until_it_is_made(
    desk: Desk, size: tuple[int, int]
) -> None:
    from jiefang_tui.services.law import stages

    paper = {"outside_no": "12号", "outside_due": date(2026, 11, 20), "sent_by": "县信访局", "wants_report": True}
    with days_ago(desk, 10):
        matter_id = registered(desk, channel="assign", **paper).matter_ids[0]
        stages.accept(desk, matter_id)
    issued = stages.issue_opinion(desk, matter_id, "supported", "补发", "1号", "周敏")
    stages.serve(desk, issued, TODAY, "direct")
    app = MatterApp(desk, matter_id, tab=1)
    async with app.run_test(size=size) as pilot:
        await keys(pilot, "end")
        assert "2026-11-20前报办结报告" in page(app) and "还没有报" in page(app)
        assert "办结报告 11-20 逾期3日" in page(app), "in the head, beside 办结"
        await keys(pilot, "4")
        app.screen.query_one("#papers RowList").move_to(("way", 1, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        await choose(pilot, "报办结报告")
        await fill(pilot, what="已补发，本人认可", way="系统告知")
        made = Document.get(Document.kind == "report_up")
        assert (made.received_by, made.served_on) == ("县信访局", TODAY) and "11-23已报" in page(app)
        app.screen.query_one("#papers RowList").move_to(("document", made.id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "delete")
        await fill(pilot, text="还没有报")
        assert not Document.select().where(Document.kind == "report_up").exists()
        assert not ambiguous(app)


async def test_what_a_leader_above_assigned_is_put_right_and_taken_back_on_its_line(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "登记上级转来")
        await fill(pilot, received_on="今天", from_unit="县信访局", number="县领交7号", level="县级", leader="沈克勤")
        assert "县级领导沈克勤接访 县信访局 交办 县" in page(app)
        await keys(pilot, "1")
        assert "上级交办 县级领导沈克勤接访" in page(app) and "还没有报" in page(app)
        await keys(pilot, "4", "enter", "pagedown", "2")
        await fill(pilot, level="市级", reason="看错了")
        assert "市级领导沈克勤接访 县信访局" in page(app) and Matter.get_by_id(matter_id).assigned_level == "city"
        await keys(pilot, "delete")
        await fill(pilot, text="是另一件的")
        assert Matter.get_by_id(matter_id).transferred_in_on is None and "沈克勤" not in page(app)
