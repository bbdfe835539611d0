"""The law's way of a matter: every act's happy path, every refusal without any change, one audit entry an act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.services.closure import closing
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import talk
from jiefang_tui.store.models import Dispatch, Document, Extension, Matter, Reopening
from jiefang_tui.store.queries.law.stages import documents_of, extensions_of
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import (
    Category,
    DispatchKind,
    DocumentKind,
    DueKind,
    DutyLiesWith,
    LegalRoute,
    MatterState,
    OpinionResult,
    Outcome,
    RefusalGround,
    ReopenCause,
    ServiceWay,
)
from tests.beginnings import beginning
from tests.services.given import days_ago, given_slip, one_act, owned, provincial, refused, registered, sealed

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
S = MatterState


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    """Registered ten days ago."""
    with days_ago(desk, 10):
        return registered(desk).matter_ids[0]


@pytest.fixture
@beginning
def accepted(desk: Desk, matter_id: int) -> int:
    """Accepted nine days ago."""
    stages.accept(desk, matter_id, before(9))
    return matter_id


@pytest.fixture
@beginning
def replied(desk: Desk, accepted: int) -> tuple[int, int]:
    """(matter, its opinion), issued two days ago."""
    return accepted, opinion(desk, accepted, before(2))


def matter_of(matter_id: int) -> Matter:
    found: Matter = Matter.get_by_id(matter_id)
    return found


def state(matter_id: int) -> MatterState:
    return MatterState(matter_of(matter_id).state)


def told(matter_id: int) -> list[str]:
    return [entry.text for entry in timeline(matter_id)]


def opinion(desk: Desk, matter_id: int, on_day: date | None = None, **changed: Any) -> int:
    given = {"result": "supported", "summary": "补发差额", "doc_no": "示信〔2026〕1号", "signer": "周敏"} | changed
    return stages.issue_opinion(desk, matter_id, **given, on_day=on_day)


# -- received from above, accepted


def test_acceptance_makes_it_handled(desk: Desk, matter_id: int) -> None:
    with one_act("matter.accept"):
        stages.accept(desk, matter_id, before(9), is_simple=True)
    row = matter_of(matter_id)
    assert (row.accepted_on, row.is_simple, row.state) == (before(9), True, S.HANDLING)
    assert row.route == LegalRoute.PETITION_PROCEDURE and told(matter_id)[0] == "受理(简易办理)"
    with refused("已于2026-11-14受理"):
        stages.accept(desk, matter_id)


def test_what_was_decided_is_not_accepted(desk: Desk, matter_id: int) -> None:
    stages.set_route(desk, matter_id, LegalRoute.ARBITRATION, "向劳动仲裁委申请", "县仲裁委")
    with refused("不能受理，这件已引导分流；有新情况请重新登记，或者重新办理。"):
        stages.accept(desk, matter_id)


def test_received_from_above(desk: Desk, matter_id: int) -> None:
    with refused("请填写来文单位", "from_unit"):
        stages.record_transfer_in(desk, matter_id, TODAY, " ")
    with refused("不能晚于今天", "received_on"):
        stages.record_transfer_in(desk, matter_id, TOMORROW, "县信访局")
    with refused("交办期限不能早于", "assigned_due"):
        stages.record_transfer_in(desk, matter_id, before(2), "县信访局", "", before(3))
    with one_act("matter.transfer_in"):
        stages.record_transfer_in(desk, matter_id, before(2), "县信访局", "县信字7号", TOMORROW)
    row = matter_of(matter_id)
    assert (row.transferred_in_on, row.transferred_from, row.transfer_no) == (before(2), "县信访局", "县信字7号")
    assert row.assigned_due == TOMORROW
    entry = timeline(matter_id)[0]
    assert entry.on_day == before(2) and entry.is_later and "县信访局交办 县信字7号，2026-11-24前" in entry.text
    with refused("已登记县信访局于2026-11-21转来"):
        stages.record_transfer_in(desk, matter_id, TODAY, "市信访局")


def test_an_objection_and_what_becomes_of_it(desk: Desk, matter_id: int) -> None:
    with refused("请先登记上级转来"):
        stages.object_to(desk, matter_id, "不归本镇")
    stages.record_transfer_in(desk, matter_id, before(3), "县信访局")
    with refused("请写明不属于", "reason"):
        stages.object_to(desk, matter_id, " ")
    with refused("还没有提出异议"):
        stages.return_up(desk, matter_id, "县信访局")
    with one_act("matter.object", "不归本镇"):
        stages.object_to(desk, matter_id, "不归本镇", before(1))
    assert state(matter_id) is S.OBJECTED and told(matter_id)[0] == "向县信访局提出异议：不归本镇"
    with refused("请先登记上级是否同意退回"):
        stages.accept(desk, matter_id)
    with refused("未经同意不能退回", "agreed_by"):
        stages.return_up(desk, matter_id, "")
    with one_act("matter.return"):
        stages.return_up(desk, matter_id, "县信访局陈科长")
    assert state(matter_id) is S.RETURNED


def test_an_objection_that_is_late_is_said_and_one_not_agreed_is_handled(desk: Desk, matter_id: int) -> None:
    stages.record_transfer_in(desk, matter_id, before(10), "县信访局")  # Friday the 13th: five days end on the 20th
    stages.object_to(desk, matter_id, "不归本镇")
    assert told(matter_id)[0] == "向县信访局提出异议(已过异议期限2026-11-20)：不归本镇"
    with refused("请写明谁答复的", "by"):
        stages.objection_not_agreed(desk, matter_id, "", "")
    with one_act("matter.objection_over"):
        stages.objection_not_agreed(desk, matter_id, "县信访局", "就地解决")
    assert state(matter_id) is S.HANDLING
    with refused("不能登记异议的结果"):
        stages.objection_not_agreed(desk, matter_id, "县信访局", "")


# -- refused, routed


def test_a_refused_matter_stays_registered_and_owes_an_answer(desk: Desk, matter_id: int) -> None:
    given_slip(desk, matter_id)
    ground = RefusalGround.NOT_COMPETENT
    with refused("请选择不予受理的理由", "ground"):
        stages.refuse(desk, matter_id, "because", "x", "周敏")
    with refused("请写明事实", "facts"):
        stages.refuse(desk, matter_id, ground, " ", "周敏")
    with refused("请填写批准人", "approver"):
        stages.refuse(desk, matter_id, ground, "属于县住建局", "")
    with refused("请定法定途径", "ground"):
        stages.refuse(desk, matter_id, RefusalGround.OTHER_STATUTORY_ROUTE, "应当仲裁", "周敏")
    with refused("不能晚于今天", "on_day"):
        stages.refuse(desk, matter_id, ground, "属于县住建局", "周敏", TOMORROW)
    with one_act("matter.refuse", "属于县住建局"):
        stages.refuse(desk, matter_id, ground, "属于县住建局", "周敏", before(1), where_to="县住建局")
    row = matter_of(matter_id)
    assert (row.state, row.refused_on, row.refusal_ground) == (S.REFUSED, before(1), ground)
    assert row.notified_on is None and row.register_no
    said = "不予受理：不属于本机关职权(第二十三条第一款)，属于县住建局；告知向县住建局提出，批准人周敏"
    assert said in told(matter_id)
    given_slip(desk, matter_id)
    assert matter_of(matter_id).notified_on is None, "a slip is no answer"
    kind = DocumentKind.REFUSAL_NOTICE
    stages.give_notice(desk, matter_id, kind, "不予1号", TODAY, "周敏", "", TODAY, ServiceWay.DIRECT)
    assert matter_of(matter_id).notified_on == TODAY
    with refused("有新情况请重新登记"):
        stages.refuse(desk, matter_id, ground, "x", "周敏")


def test_what_is_accepted_is_not_refused(desk: Desk, accepted: int) -> None:
    with refused("不能，已于2026-11-14受理；请出具处理意见书"):
        stages.refuse(desk, accepted, RefusalGround.FINALLY_CLOSED, "复核过", "周敏", no_longer=True)


def test_a_provincial_ground_is_called_so(desk: Desk, matter_id: int) -> None:
    with provincial(desk, RefusalGround.COURT_PENDING, "某省信访条例第九条"):
        stages.refuse(desk, matter_id, RefusalGround.COURT_PENDING, "二审中", "周敏", no_longer=True)
    assert told(matter_id)[0].startswith("不再受理：案件审理中(某省信访条例第九条)")


@pytest.mark.parametrize("ground", [RefusalGround.REVIEW_WINDOW_MISSED, RefusalGround.COURT_PENDING])
def test_10_a_ground_of_another_province_is_none_here(desk: Desk, matter_id: int, ground: RefusalGround) -> None:
    """A review that was not asked for in time is no ground of the Regulation (Art. 36(3))."""
    with refused("在这里不作不受理的理由", "ground"):
        stages.refuse(desk, matter_id, ground, "过了三十日", "周敏", no_longer=True)


def test_no_notice_without_a_name(desk: Desk, matter_id: int) -> None:
    with refused("请写明免予书面告知的原因", "reason"):
        stages.exempt_notice(desk, matter_id, "")
    with one_act("matter.notice_exempt", "住址不清"):
        stages.exempt_notice(desk, matter_id, "住址不清")
    assert matter_of(matter_id).notice_exempt_reason == "住址不清"
    given_slip(desk, matter_id)
    with refused("已于2026-11-23书面告知"):
        stages.exempt_notice(desk, matter_id, "住址不清")


@pytest.mark.parametrize("route", list(LegalRoute))
def test_six_routes(desk: Desk, matter_id: int, route: LegalRoute) -> None:
    with refused("请选择法定途径", "route"):
        stages.set_route(desk, matter_id, "", "x")
    with refused("请写明告知了什么", "told"):
        stages.set_route(desk, matter_id, route, "")
    with one_act("matter.route"):
        stages.set_route(desk, matter_id, route, "去有权机关", "县有权机关", duty=DutyLiesWith.OURS)
    row = matter_of(matter_id)
    leads_out = route not in (LegalRoute.STATUTORY_DUTY, LegalRoute.PETITION_PROCEDURE)
    assert row.state == (S.ROUTED_OUT if leads_out else S.HANDLING) and row.route == route
    assert Dispatch.get().kind == (DispatchKind.GUIDE if leads_out else DispatchKind.ASSIGN)
    assert any("第三十一条第" in line for line in told(matter_id)[:2])
    if leads_out:
        stages.give_notice(
            desk, matter_id, DocumentKind.ROUTING_NOTICE, "", TODAY, served_on=TODAY, way=ServiceWay.DIRECT
        )
        assert matter_of(matter_id).notified_on == TODAY


def test_only_a_claim_has_a_route(desk: Desk) -> None:
    one = registered(desk, matter={"category": Category.SUGGESTION}).matter_ids[0]
    with refused("这是建议意见；请直接答复（条例第三十一条）"):
        stages.set_route(desk, one, LegalRoute.ARBITRATION, "x")


# -- extension


def test_the_offices_own_shorter_extension_is_cited_as_its_own(desk: Desk, accepted: int) -> None:
    desk.folder.reference.mkdir(parents=True, exist_ok=True)
    own = "[law.extension]\ndays = 20\n"
    (desk.folder.reference / "regulation.toml").write_text(own, encoding="utf-8")
    desk.reference = Reference(own=desk.folder.reference)
    with refused("延期一共不能超过20日，已延0日，最多还能延20日（本单位规定；条例第三十四条最多30日）。", "days"):
        stages.extend(desk, accepted, 25, "复杂", "周敏")
    later = own + "since = 2027-01-01\n"
    (desk.folder.reference / "regulation.toml").write_text(later, encoding="utf-8")
    desk.reference = Reference(own=desk.folder.reference)
    stages.extend(desk, accepted, 25, "复杂", "周敏")


def test_extensions_end_at_thirty_days(desk: Desk, accepted: int) -> None:
    with refused("请写明延期的理由", "reason"):
        stages.extend(desk, accepted, 10, "", "周敏")
    with refused("应为 1 以上", "days"):
        stages.extend(desk, accepted, 0, "复杂", "周敏")
    with refused("请填写批准人", "approver"):
        stages.extend(desk, accepted, 10, "复杂", "")
    with refused("一共不能超过30日，已延0日，最多还能延30日", "days"):
        stages.extend(desk, accepted, 31, "复杂", "周敏")
    with refused("告知的日期不能晚于今天", "told_on"):
        stages.extend(desk, accepted, 20, "复杂", "周敏", TOMORROW)
    with one_act("extension.add", "复杂"):
        stages.extend(desk, accepted, 20, "复杂", "周敏", TODAY)
    due = before(9) + timedelta(days=80)
    assert matter_of(accepted).handling_due == due
    assert told(accepted)[0] == (
        f"延期20日，应办结日由{due - timedelta(days=20)}延到{due}，批准人周敏，理由：复杂，{TODAY}告知信访人"
    )
    warning = stages.extend(desk, accepted, 10, "等鉴定", "周敏")
    assert "第2次延期，合计30日" in warning
    with refused("不能再延期，已延30日"):
        stages.extend(desk, accepted, 1, "再等", "周敏")
    assert [one.told_on for one in extensions_of(accepted)] == [TODAY, None]


@pytest.mark.parametrize(
    ("post", "unit", "said"),
    [
        ("镇党委书记", "", ""),
        ("党委委员、副镇长", "", ""),
        ("镇长", "示例镇人民政府", ""),
        ("", "", "周敏没有记职务"),
        ("站长", "水利站", "周敏是水利站站长"),
        ("办事员", "", "周敏是办事员"),
        ("", "水利站", "周敏没有记职务"),
    ],
)
def test_b20_an_approver_who_is_no_leader_of_the_body_is_warned_of(
    desk: Desk, accepted: int, post: str, unit: str, said: str
) -> None:
    people.add_officer(desk, "周敏", post, unit)
    warning = stages.extend(desk, accepted, 20, "复杂", "周敏")
    assert (said in warning and "本机关负责人批准（条例第三十四条）" in warning) if said else warning == ""
    assert len(extensions_of(accepted)) == 1, "warned of, not refused"


def test_b20_the_staff_of_another_unit_approve_no_extension(desk: Desk, accepted: int) -> None:
    people.add_officer(desk, "李强", "工作人员", "水利站")
    with refused("李强是水利站工作人员", "approver"):
        stages.extend(desk, accepted, 20, "复杂", "李强")


def test_an_extension_on_the_last_day_in_time_is_not_late(desk: Desk) -> None:
    """Sixty days from 30 September end on Sunday 29 November: Monday is the last day, Tuesday is too late."""
    with days_ago(desk, 54):
        one = registered(desk).matter_ids[0]
        stages.accept(desk, one)
    with days_ago(desk, -8), refused("办结期限2026-11-30已过，不能再延期", "approved_on"):
        stages.extend(desk, one, 20, "复杂", "周敏")
    with days_ago(desk, -7):
        stages.extend(desk, one, 20, "复杂", "周敏")
    assert matter_of(one).handling_due == date(2026, 12, 19)


def test_an_extension_is_told_and_undone(desk: Desk, accepted: int) -> None:
    stages.extend(desk, accepted, 20, "复杂", "周敏", approved_on=before(1))
    first = extensions_of(accepted)[0].id
    with refused("不能早于批准的日期", "told_on"):
        stages.tell_extension(desk, first, before(2))
    with one_act("extension.tell"):
        stages.tell_extension(desk, first, TODAY)
    with refused("已于2026-11-23告知"):
        stages.tell_extension(desk, first, TODAY)
    with refused("请写明撤销延期的原因", "reason"):
        stages.undo_extension(desk, first, "")
    with one_act("extension.undo", "不复杂"):
        stages.undo_extension(desk, first, "不复杂")
    due = before(9) + timedelta(days=60)
    assert matter_of(accepted).handling_due == due and f"恢复为{due}" in told(accepted)[0]
    assert Extension.select().count() == 1
    with refused("已于2026-11-23撤销"):
        stages.undo_extension(desk, first, "再撤")
    with refused("不用告知"):
        stages.tell_extension(desk, first, TODAY)
    assert "次延期" not in stages.extend(desk, accepted, 30, "仍复杂", "周敏")


def test_a_notice_of_extension_tells_its_reason(desk: Desk, accepted: int) -> None:
    kind = DocumentKind.EXTENSION_NOTICE
    with refused("还没有延期；请先登记延期，再出具延期告知书。", "kind"):
        stages.give_notice(desk, accepted, kind, "延1号", TODAY)
    stages.extend(desk, accepted, 20, "复杂", "周敏", approved_on=before(1))
    with refused(f"不能早于{before(1)}", "issued_on"):
        stages.give_notice(desk, accepted, kind, "延1号", before(2))
    stages.give_notice(desk, accepted, kind, "延1号", TODAY, served_on=TODAY, way=ServiceWay.POST)
    assert extensions_of(accepted)[0].told_on == TODAY
    stages.undo_extension(desk, extensions_of(accepted)[0].id, "写错了")
    with refused("还没有延期", "kind"):
        stages.give_notice(desk, accepted, kind, "延2号", TODAY)


def test_an_extension_whose_reason_was_not_told_stands_among_what_is_to_be_told(desk: Desk, accepted: int) -> None:
    stages.exempt_notice(desk, accepted, "住址不清")
    assert morning.rows("to_tell", TODAY) == []
    stages.extend(desk, accepted, 10, "复杂", "周敏")
    (line,) = morning.rows("to_tell", TODAY)
    assert (line.matter_id, line.why) == (accepted, f"{TODAY}延期10日，理由还没有告知")
    stages.tell_extension(desk, Extension.get().id, TODAY)
    assert morning.count("to_tell", TODAY) == 0


def test_only_a_running_clock_is_extended(desk: Desk, matter_id: int) -> None:
    with refused("还没有受理"):
        stages.extend(desk, matter_id, 10, "复杂", "周敏")
    duty = registered(desk, "别人").matter_ids[0]
    stages.set_route(desk, duty, LegalRoute.STATUTORY_DUTY, "由本镇查处", "城建办", duty=DutyLiesWith.OURS)
    with refused("没有六十日的办结期限"):
        stages.extend(desk, duty, 10, "复杂", "周敏")
    with days_ago(desk, 70):
        late = registered(desk, "迟的").matter_ids[0]
        stages.accept(desk, late)
    with refused("已过，不能再延期", "approved_on"):
        stages.extend(desk, late, 10, "复杂", "周敏")
    assert "次延期" not in stages.extend(desk, late, 30, "复杂", "周敏", approved_on=before(10))


def test_a_duty_to_perform_goes_to_the_unit_named(desk: Desk, matter_id: int) -> None:
    """Art. 31(5): whoever is to perform or answer really gets it, and it waits for a signature."""
    with one_act("matter.route"):
        stages.set_route(
            desk, matter_id, LegalRoute.STATUTORY_DUTY, "依法查处违法建设", "自然资源所", duty=DutyLiesWith.OURS
        )
    matter = Matter.get_by_id(matter_id)
    assert matter.state == MatterState.HANDLING and matter.lead_unit.name == "自然资源所"
    (row,) = Dispatch.select().where(Dispatch.matter == matter_id)
    assert (row.kind, row.unit.name, row.signed_on) == (DispatchKind.ASSIGN, "自然资源所", None)


def test_what_was_concluded_once_has_no_clock_to_lengthen(desk: Desk, accepted: int) -> None:
    stages.extend(desk, accepted, 5, "复杂", "周敏")
    stages.serve(desk, opinion(desk, accepted), TODAY, ServiceWay.DIRECT)
    closing.reopen(desk, accepted, ReopenCause.NEW_FACTS, "新证据")
    with refused("办结过，六十日已经用过"):
        stages.extend(desk, accepted, 10, "复杂", "周敏")
    with refused("不能撤销延期，办结期限已经不再计算"):
        stages.undo_extension(desk, Extension.get().id, "错")


def test_what_was_out_before_it_came_to_rest_is_not_late_when_it_is_open_again(desk: Desk, accepted: int) -> None:
    with days_ago(desk, 5):
        dispatching.dispatch(desk, accepted, "assign", "自然资源所", due_on=before(2))
        dispatching.dispatch(desk, accepted, "assist", "农业站", due_on=before(3))
    stages.serve(desk, opinion(desk, accepted), TODAY, ServiceWay.DIRECT)
    closing.reopen(desk, accepted, ReopenCause.NEW_FACTS, "新证据")
    assert (matter_of(accepted).next_due_kind, matter_of(accepted).next_due_on) == ("set_due", before(-30))
    assert [row.ended_on for row in Dispatch.select()] == [TODAY, TODAY]


def test_nothing_ends_before_it_began_this_time(desk: Desk, accepted: int) -> None:
    early = matter_of(accepted).received_on - timedelta(days=1)
    with refused("不能早于", "on_day"):
        matters.conclude_simple(desk, accepted, "已办", early)
    stages.serve(desk, opinion(desk, accepted), TODAY, ServiceWay.DIRECT)
    closing.reopen(desk, accepted, ReopenCause.NEW_FACTS, "新证据")
    for ends in (
        lambda: opinion(desk, accepted, before(1)),
        lambda: matters.conclude_simple(desk, accepted, "已办", before(1)),
        lambda: stages.conclude_agreed(desk, accepted, "和解", before(1)),
        lambda: stages.conclude_otherwise(desk, accepted, "撤回", before(1)),
    ):
        with refused(f"不能早于{TODAY}", "on_day"):
            ends()


def test_what_was_led_away_and_comes_back_is_accepted_again(desk: Desk, accepted: int) -> None:
    stages.extend(desk, accepted, 30, "复杂", "周敏")
    stages.set_route(desk, accepted, LegalRoute.JUDICIAL, "去法院", "县法院")
    closing.reopen(desk, accepted, ReopenCause.NEW_FACTS, "法院不受理")
    row = matter_of(accepted)
    assert (row.state, row.route, row.accepted_on) == (S.HANDLING, LegalRoute.PETITION_PROCEDURE, TODAY)
    assert row.handling_due == TODAY + timedelta(days=60)
    assert Extension.get().undone_on == TODAY
    assert any(f"自{TODAY}重新受理" in text for text in told(accepted))


# -- answered and served


def test_an_opinion_answers_and_its_service_concludes(desk: Desk, accepted: int) -> None:
    for changed, part, field in (
        ({"result": "x"}, "请选择处理意见的结论", "result"),
        ({"result": "mediated"}, "请登记达成的协议", "result"),
        ({"summary": " "}, "请写明处理意见", "summary"),
        ({"doc_no": ""}, "请填写文号", "doc_no"),
        ({"signer": ""}, "请填写签发人", "signer"),
    ):
        with refused(part, field):
            opinion(desk, accepted, **changed)
    with refused("不能早于2026-11-14", "on_day"):
        opinion(desk, accepted, before(10))
    with one_act("opinion.issue"):
        paper = opinion(desk, accepted, before(2))
    row = matter_of(accepted)
    assert (row.state, row.replied_on, row.opinion_result) == (S.REPLIED, before(2), OpinionResult.SUPPORTED)
    assert row.concluded_on is None
    with refused("请选择送达方式", "way"):
        stages.serve(desk, paper, TODAY, "")
    with refused("不能早于2026-11-21", "served_on"):
        stages.serve(desk, paper, before(3), ServiceWay.DIRECT)
    with refused("不能晚于今天", "served_on"):
        stages.serve(desk, paper, TOMORROW, ServiceWay.DIRECT)
    with refused("拒收事由和见证人", "refusal_note"):
        stages.serve(desk, paper, TODAY, ServiceWay.LEFT)
    with one_act("document.serve"):
        stages.serve(desk, paper, before(1), ServiceWay.LEFT, "", "拒签，李强见证")
    row = matter_of(accepted)
    assert (row.state, row.served_on, row.concluded_on) == (S.CONCLUDED, before(1), before(1))
    assert told(accepted)[:2] == ["处理意见书送达，办结", "信访处理意见书送达(留置送达，拒签，李强见证)"]
    with refused("已于2026-11-22送达"):
        stages.serve(desk, paper, TODAY, ServiceWay.DIRECT)
    assert (documents_of(accepted)[0].way_label, documents_of(accepted)[0].kind_label) == ("留置送达", "信访处理意见书")


def test_an_opinion_not_yet_served_is_replaced(desk: Desk, replied: tuple[int, int]) -> None:
    matter_id, first = replied
    second = opinion(desk, matter_id, summary="改为补发全部", doc_no="2号")
    stages.serve(desk, first, TODAY, ServiceWay.DIRECT)
    assert state(matter_id) is S.REPLIED, "the paper that was replaced concludes nothing"
    stages.serve(desk, second, TODAY, ServiceWay.DIRECT)
    assert state(matter_id) is S.CONCLUDED and matter_of(matter_id).result == "改为补发全部"
    with refused("有新情况请重新登记"):
        opinion(desk, matter_id)


def test_what_waits_for_service_is_not_handled_meanwhile(desk: Desk, replied: tuple[int, int]) -> None:
    matter_id, _ = replied
    with refused("请先登记处理意见书的送达"):
        matters.conclude_simple(desk, matter_id, "好了", TODAY)
    with refused("请先登记处理意见书的送达"):
        matters.assign_simple(desk, matter_id, "司法所", "", None)
    with refused("请先登记处理意见书的送达"):
        stages.extend(desk, matter_id, 10, "复杂", "周敏")


def test_no_opinion_before_acceptance_or_on_another_route(desk: Desk, matter_id: int) -> None:
    with refused("请先受理"):
        opinion(desk, matter_id)
    matters.assign_simple(desk, matter_id, "司法所", "", None)
    Matter.update(route=LegalRoute.JUDICIAL).execute()
    with refused("请先改定法定途径"):
        opinion(desk, matter_id)


def test_a_duty_is_answered_without_acceptance(desk: Desk) -> None:
    duty = registered(desk, "别人").matter_ids[0]
    stages.set_route(desk, duty, LegalRoute.STATUTORY_DUTY, "由本镇查处", "城建办", duty=DutyLiesWith.OURS)
    stages.serve(desk, opinion(desk, duty, summary="已查处"), TODAY, ServiceWay.DIRECT)
    assert state(duty) is S.CONCLUDED and matter_of(duty).accepted_on is None


def test_papers_are_given_with_or_without_a_receipt(desk: Desk, accepted: int) -> None:
    with refused("请选择是哪一种文书", "kind"):
        stages.give_notice(desk, accepted, "x", "1号", TODAY)
    with refused("请按出具处理意见书登记", "kind"):
        stages.give_notice(desk, accepted, DocumentKind.HANDLING_OPINION, "1号", TODAY)
    with refused("请先登记不予受理", "kind"):
        stages.give_notice(desk, accepted, DocumentKind.REFUSAL_NOTICE, "1号", TODAY)
    with refused("没有定为不再受理", "kind"):
        stages.give_notice(desk, accepted, DocumentKind.NO_LONGER_NOTICE, "1号", TODAY)
    with refused("不能晚于今天", "issued_on"):
        stages.give_notice(desk, accepted, DocumentKind.OTHER, "1号", TOMORROW)
    with one_act("document.give"):
        paper = stages.give_notice(desk, accepted, DocumentKind.ACCEPTANCE_NOTICE, "受1号", before(5), "周敏")
    assert matter_of(accepted).notified_on is None
    stages.serve(desk, paper, before(4), ServiceWay.ENTRUSTED, "其子章小福")
    assert matter_of(accepted).notified_on == before(4)
    row = Document.get_by_id(paper)
    assert (row.signer, row.received_by, row.recorded_at.date()) == ("周敏", "其子章小福", TODAY)


def test_nothing_of_the_way_is_written_into_a_sealed_report(desk: Desk) -> None:
    report = sealed(desk)
    for act in (
        lambda: stages.record_transfer_in(desk, report, TODAY, "县信访局"),
        lambda: stages.exempt_notice(desk, report, "x"),
        lambda: stages.refuse(desk, report, RefusalGround.NOT_COMPETENT, "x", "周敏"),
        lambda: stages.set_route(desk, report, LegalRoute.JUDICIAL, "x"),
        lambda: stages.give_notice(desk, report, DocumentKind.OTHER, "", TODAY),
        lambda: stages.conclude_agreed(desk, report, "x"),
        lambda: stages.conclude_otherwise(desk, report, "x"),
        lambda: opinion(desk, report),
    ):
        with refused("检举控告不记内容"):
            act()


# -- settled otherwise


def test_mediation_ends_in_an_agreement_or_in_none(desk: Desk) -> None:
    def mediated(name: str) -> int:
        one = registered(desk, name)
        given = talk.OutcomeIn(Outcome.MEDIATION, unit="镇调委会", due_on=TOMORROW)
        return talk.decide(desk, one.visit_id, one.matter_ids[0], given).matter_id

    good, bad = mediated("章德福"), mediated("王二")
    with refused("请写明协议的内容", "agreement"):
        stages.conclude_mediation(desk, good, " ", TODAY)
    with refused("不能晚于今天", "on_day"):
        stages.conclude_mediation(desk, good, "分三期付", TOMORROW)
    with one_act("mediation.agree"):
        stages.conclude_mediation(desk, good, "分三期付", TODAY)
    row = matter_of(good)
    assert (row.state, row.opinion_result, row.result) == (S.CONCLUDED, OpinionResult.MEDIATED, "分三期付")
    assert Dispatch.get(Dispatch.matter == good).reply == "分三期付"
    with refused("不在调解中"):
        stages.conclude_mediation(desk, good, "再谈", TODAY)
    with refused("请写明没有达成协议", "reason"):
        stages.end_mediation(desk, bad, "")
    with one_act("mediation.fail", "对方不来"):
        stages.end_mediation(desk, bad, "对方不来")
    assert state(bad) is S.HANDLING and matter_of(bad).lead_unit is None
    with refused("不能登记调解的结果"):
        stages.end_mediation(desk, bad, "x")


def test_a_leaders_matter_is_concluded_by_agreement_or_taken_back(desk: Desk) -> None:
    first, second = owned(desk), owned(desk, "王二")
    with refused("请写明协议的内容", "agreement"):
        stages.conclude_agreed(desk, first, "")
    with one_act("matter.agree"):
        stages.conclude_agreed(desk, first, "一次付清")
    assert state(first) is S.CONCLUDED and told(first)[0] == "达成和解协议，办结：一次付清"
    with refused("请写明为什么", "reason"):
        stages.conclude_otherwise(desk, second, " ")
    with one_act("matter.conclude_otherwise", "书面撤回"):
        stages.conclude_otherwise(desk, second, "书面撤回")
    assert state(second) is S.CONCLUDED and matter_of(second).concluded_on == TODAY
    with refused("有新情况请重新登记"):
        stages.conclude_otherwise(desk, second, "再撤")


def test_the_answer_from_above(desk: Desk, matter_id: int) -> None:
    with refused("不能登记上级的答复"):
        stages.answer_from_above(desk, matter_id, "就地解决", TODAY)
    with days_ago(desk, 5):
        dispatching.dispatch(desk, matter_id, "submit_up", "县信访局", due_on=before(1))
    with refused("请写明上级的答复", "reply"):
        stages.answer_from_above(desk, matter_id, "", TODAY)
    with one_act("matter.answer_above"):
        stages.answer_from_above(desk, matter_id, "就地解决", TODAY)
    row = matter_of(matter_id)
    assert row.state == S.HANDLING and row.due_on is None
    assert Dispatch.get(Dispatch.matter == matter_id).replied_on == TODAY


# -- the visitor comes again


def come_again(desk: Desk, matter_id: int, outcome: Outcome, **more: Any) -> None:
    person = matter_of(matter_id).petitioner_id
    one = registered(desk, petitioner_id=person, matter={"matter_id": matter_id})
    talk.decide(desk, one.visit_id, matter_id, talk.OutcomeIn(outcome, **more))


def test_what_had_come_to_rest_is_reopened_when_it_is_given_to_somebody(desk: Desk, replied: tuple[int, int]) -> None:
    matter_id, paper = replied
    stages.serve(desk, paper, before(1), ServiceWay.DIRECT)
    come_again(desk, matter_id, Outcome.ANSWERED, told="已经答复过")
    assert state(matter_id) is S.CONCLUDED and Reopening.select().count() == 0
    come_again(desk, matter_id, Outcome.GUIDED, route=LegalRoute.JUDICIAL, told="可向法院起诉")
    assert state(matter_id) is S.CONCLUDED and matter_of(matter_id).route == LegalRoute.PETITION_PROCEDURE
    come_again(desk, matter_id, Outcome.ASSIGNED, unit="自然资源所", due_on=TOMORROW)
    row = matter_of(matter_id)
    assert (row.state, row.concluded_on, row.served_on, row.result) == (S.HANDLING, None, None, "")
    assert Reopening.get().cause == ReopenCause.COME_AGAIN
    assert Document.get_by_id(paper).served_on == before(1)


def test_what_waits_for_service_is_given_to_nobody(desk: Desk, replied: tuple[int, int]) -> None:
    matter_id, _ = replied
    person = matter_of(matter_id).petitioner_id
    one = registered(desk, petitioner_id=person, matter={"matter_id": matter_id})
    with refused("请先登记处理意见书的送达；这次来访可记当场答复（按 1）。"):
        talk.decide(desk, one.visit_id, matter_id, talk.OutcomeIn(Outcome.ASSIGNED, unit="自然资源所"))
    talk.decide(desk, one.visit_id, matter_id, talk.OutcomeIn(Outcome.ANSWERED, told="意见书已寄出"))
    assert state(matter_id) is S.REPLIED


def test_b12_what_was_objected_to_waits_for_others_and_is_late_by_nothing(desk: Desk) -> None:
    with days_ago(desk, 60):
        one = registered(desk, channel="transfer", sent_by="县信访局").matter_ids[0]
    assert [line.named for line in morning.rows("red", TODAY)] == [DueKind.ACCEPTANCE_NOTICE], "no 提出异议"
    assert morning.rows("above", TODAY) == []
    with days_ago(desk, 1):
        stages.object_to(desk, one, "不归本镇")
    assert morning.rows("red", TODAY) == [] and morning.rows("to_tell", TODAY) == []
    assert [line.why for line in morning.rows("above", TODAY)] == ["等上级(异议)"]
    assert matter_view(one, TODAY, desk.reference).standing.next_step == "等上级答复是否同意退回，记下结果"
    stages.objection_not_agreed(desk, one, "县信访局", "属本镇")
    assert len(morning.rows("red", TODAY)) == 1
