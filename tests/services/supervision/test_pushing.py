"""催办, 再次提请, 会商, 提级办理, 紧急报送: what each leaves, what is refused without any change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import receiving, talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.supervision import pushing
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.store.models import Matter, Measure, Officer, Recusal, Responsibility, Resubmission, Urge
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.reception import sessions
from jiefang_tui.store.queries.supervision import morning, pushes
from jiefang_tui.terms import EscalationState, MatterState, Outcome, UrgentKind
from tests.beginnings import beginning
from tests.services.given import days_ago, one_act, owned, refused, registered, sealed

TODAY = date(2026, 11, 23)
SOON = TODAY + timedelta(days=3)


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    """Under 周敏, with 李强 known."""
    made = owned(desk)
    people.add_officer(desk, "李强", "水利站站长", "水利站")
    return made


def recuse(matter_id: int, name: str) -> None:
    officer = Officer.get(Officer.name == name)
    Recusal.create(matter=matter_id, officer=officer, reason="亲属", decided_on=TODAY)


def said(matter_id: int) -> str:
    return timeline(matter_id)[0].text


def last_entry(matter_id: int) -> date | None:
    found: date | None = Matter.get_by_id(matter_id).last_entry_on
    return found


# -- 催办


def test_an_urging_and_its_answer(desk: Desk, matter_id: int) -> None:
    with one_act("urge.send"):
        urge = pushing.urge(desk, matter_id, "水利站", "李强", "请到户", SOON)
    assert said(matter_id) == "催办水利站李强，2026-11-26前答复：请到户"
    [view] = pushes.urges_of(matter_id)
    assert (view.to, view.answer_due) == ("水利站李强", SOON)
    [line] = morning.rows("urges_open", TODAY)
    assert (line.id, line.matter_id, line.why) == (urge, matter_id, "水利站李强 答复还剩3日: 请到户")
    with one_act("urge.answer"):
        pushing.answer_urge(desk, urge, "明天到户")
    assert said(matter_id) == "催办答复，水利站李强：明天到户"
    assert morning.count("urges_open", TODAY) == 0
    with refused("已于2026-11-23答复"):
        pushing.answer_urge(desk, urge, "又答")


def test_urging_is_no_progress_but_the_answer_is(desk: Desk) -> None:
    with days_ago(desk, 20):
        made = owned(desk)
    since = last_entry(made)
    urge = pushing.urge(desk, made, "司法所", "", "请到户", SOON)
    assert last_entry(made) == since
    pushing.answer_urge(desk, urge, "明天到户")
    assert last_entry(made) == TODAY


@pytest.mark.parametrize(
    ("unit", "officer", "text", "due", "says", "field"),
    [
        ("", " ", "请到户", SOON, "哪个单位或哪位责任人", "to_officer"),
        ("司法所", "", " ", SOON, "请写明催办什么", "text"),
        ("司法所", "", "请到户", None, "请填写限期答复的日期", "answer_due"),
        ("司法所", "", "请到户", TODAY - timedelta(days=1), "不能早于今天", "answer_due"),
        ("", "章德福", "请到户", SOON, "章德福是来访人", "to_officer"),
    ],
)
def test_an_urging_refused(
    desk: Desk, matter_id: int, unit: str, officer: str, text: str, due: date | None, says: str, field: str
) -> None:
    with refused(says, field):
        pushing.urge(desk, matter_id, unit, officer, text, due)


def test_nobody_recused_is_urged_and_nothing_about_a_sealed_report(desk: Desk, matter_id: int) -> None:
    recuse(matter_id, "李强")
    with refused("李强在这件里已回避", "to_officer"):
        pushing.urge(desk, matter_id, "", "李强", "请到户", SOON)
    report = sealed(desk)
    with refused("检举控告不在这里督办"):
        pushing.urge(desk, report, "司法所", "", "请到户", SOON)


def test_a_companion_is_not_urged_but_an_officer_of_the_same_name_is(desk: Desk) -> None:
    people.add_officer(desk, "章德福", "村主任")
    made = owned(desk)
    assert pushing.urge(desk, made, "", "章德福", "请到户", SOON)


def test_dates_of_answers(desk: Desk, matter_id: int) -> None:
    urge = pushing.urge(desk, matter_id, "司法所", "", "请到户", SOON)
    with refused("答复的日期不能晚于今天", "on_day"):
        pushing.answer_urge(desk, urge, "好", TODAY + timedelta(days=1))
    with refused("答复的日期不能早于2026-11-23", "on_day"):
        pushing.answer_urge(desk, urge, "好", TODAY - timedelta(days=1))
    with refused("请填写答复的内容", "text"):
        pushing.answer_urge(desk, urge, "")


# -- 再次提请


def test_it_goes_to_the_leader_who_received_last_and_stands_on_their_next_session(desk: Desk, matter_id: int) -> None:
    six_boxes.change_owner(desk, matter_id, "何静", "分管", "镇党委政法委员")
    with one_act("resubmission.submit"):
        one = pushing.resubmit(desk, matter_id, "差额没有来源", "已测算两次", "定专项资金", "李强")
    [view] = pushes.resubmissions_of(matter_id)
    assert (view.leader, view.submitted_by, view.difficulty) == ("周敏", "李强", "差额没有来源")
    leader = Officer.get(Officer.name == "周敏")
    assert view.id == one
    assert sessions.resubmission_count_for(leader.id) == 1
    assert [line.why for line in morning.rows("resubmissions_open", TODAY)] == ["2026-11-23提请周敏，已0日: 定专项资金"]
    with refused("2026-11-23已提请周敏，还没有决定"):
        pushing.resubmit(desk, matter_id, "又难", "又做", "又请")


def test_without_a_visit_or_with_a_leader_who_may_not_it_goes_to_the_owner(desk: Desk, matter_id: int) -> None:
    six_boxes.change_owner(desk, matter_id, "何静", "分管", "镇党委政法委员")
    recuse(matter_id, "周敏")
    one = pushing.resubmit(desk, matter_id, "难", "做", "请")
    assert Resubmission.get_by_id(one).leader.name == "何静"


def test_a_leader_who_left_is_not_asked(desk: Desk, matter_id: int) -> None:
    Officer.update(is_active=False).where(Officer.name == "周敏").execute()
    with refused("没有可以提请的接访领导"):
        pushing.resubmit(desk, matter_id, "难", "做", "请")


@pytest.mark.parametrize(("given", "field"), [(("", "做", "请"), "difficulty"), (("难", "", "请"), "tried"),
                                              (("难", "做", " "), "asked")])  # fmt: skip
def test_difficulty_what_was_tried_and_what_is_asked(
    desk: Desk, matter_id: int, given: tuple[str, str, str], field: str
) -> None:
    with refused("请写明", field):
        pushing.resubmit(desk, matter_id, *given)


def test_the_decision_moves_the_date_and_adds_a_measure_but_not_the_laws_clock(desk: Desk, matter_id: int) -> None:
    six_boxes.set_resolve_due(desk, matter_id, TODAY + timedelta(days=5))
    legal = Matter.get_by_id(matter_id).handling_due
    one = pushing.resubmit(desk, matter_id, "难", "做", "请")
    for given, says, field in (
        (("", None, ""), "请填写领导的决定", "decision"),
        (("同意", TODAY - timedelta(days=1), ""), "新的期限不能早于今天", "new_due"),
    ):
        with refused(says, field):
            pushing.decide_resubmission(desk, one, *given)
    with one_act("resubmission.decide"):
        pushing.decide_resubmission(desk, one, "专项解决", date(2026, 12, 20), "落实专项资金")
    sheet = Responsibility.get()
    assert sheet.resolve_due == date(2026, 12, 20)
    assert [(row.ordinal, row.text) for row in Measure.select()] == [(1, "落实专项资金")]
    assert Matter.get_by_id(matter_id).handling_due == legal
    assert said(matter_id) == "周敏决定：专项解决；化解期限由2026-11-28改为2026-12-20；定措施1：落实专项资金"
    row = Resubmission.get_by_id(one)
    assert (row.decided_on, row.new_due, row.session.day) == (TODAY, date(2026, 12, 20), TODAY)
    with refused("已于2026-11-23决定"):
        pushing.decide_resubmission(desk, one, "再定")
    assert morning.count("resubmissions_open", TODAY) == 0


def test_a_simple_matter_gets_the_date_and_no_measure(desk: Desk) -> None:
    came = registered(desk)
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    receiving.start_talk(desk, came.visit_id)
    talk.decide(desk, came.visit_id, came.matter_ids[0], talk.OutcomeIn(Outcome.ASSIGNED, unit="司法所"))
    one = pushing.resubmit(desk, came.matter_ids[0], "难", "做", "请")
    with refused("没有三定三包，新的措施请写进决定里", "new_measure"):
        pushing.decide_resubmission(desk, one, "同意", None, "加一条")
    pushing.decide_resubmission(desk, one, "同意", SOON)
    assert Matter.get_by_id(came.matter_ids[0]).due_on == SOON


def test_a_decision_is_written_down_also_when_the_matter_is_over(desk: Desk, matter_id: int) -> None:
    one = pushing.resubmit(desk, matter_id, "难", "做", "请")
    Matter.update(state=MatterState.CLOSED).execute()
    with refused("已销号，不用再督办"):
        pushing.decide_resubmission(desk, one, "同意", SOON)
    assert morning.count("resubmissions_open", TODAY) == 0  # moot
    pushing.decide_resubmission(desk, one, "已了，不再研究")


# -- 会商


def test_a_meeting_and_its_tasks(desk: Desk, matter_id: int) -> None:
    parts = [PartIn("司法所", "孙律师", "可以调解", "起草协议", SOON), PartIn("财政所", "", "没有资金")]
    with one_act("consultation.hold"):
        pushing.consult(desk, matter_id, TODAY, "二楼", "周敏", parts, "先垫付")
    assert said(matter_id) == (
        "会商，周敏主持，司法所孙律师、财政所参加：先垫付。"
        "司法所孙律师意见：可以调解，分工：起草协议(2026-11-26前)；财政所意见：没有资金"
    )
    [view] = pushes.consultations_of(matter_id)
    assert (view.host, view.place, view.open_tasks) == ("周敏", "二楼", 1)
    assert [(part.unit, part.person, part.task, part.due_on) for part in view.parts] == [
        ("司法所", "孙律师", "起草协议", SOON),
        ("财政所", "", "", None),
    ]
    [line] = morning.rows("tasks_open", TODAY)
    assert (line.id, line.why) == (view.parts[0].id, "司法所孙律师 还剩3日: 起草协议")
    with refused("没有分工", ""):
        pushing.finish_task(desk, view.parts[1].id, TODAY)
    with refused("不能晚于今天", "on_day"):
        pushing.finish_task(desk, view.parts[0].id, SOON)
    with one_act("consultation.finish"):
        pushing.finish_task(desk, view.parts[0].id, TODAY)
    with refused("已于2026-11-23完成"):
        pushing.finish_task(desk, view.parts[0].id, TODAY)
    assert morning.count("tasks_open", TODAY) == 0


@pytest.mark.parametrize(
    ("on_day", "parts", "conclusion", "says", "field"),
    [
        (TODAY + timedelta(days=1), [PartIn("司法所")], "定", "会商日期不能晚于今天", "on_day"),
        (TODAY - timedelta(days=1), [PartIn("司法所")], "定", "会商日期不能早于2026-11-23", "on_day"),
        (TODAY, [PartIn("司法所")], "", "请填写会商的结论", "conclusion"),
        (TODAY, [], "定", "至少写一个参加的单位", "parts"),
        (TODAY, [PartIn("")], "定", "第1方请填写单位或姓名", "parts"),
        (TODAY, [PartIn("司法所", due_on=SOON)], "定", "第1方有完成日期，请写明做什么", "parts"),
        (TODAY, [PartIn("司法所", task="做", due_on=TODAY - timedelta(days=1))], "定", "不能早于会商日期", "parts"),
    ],
)
def test_a_meeting_refused(
    desk: Desk, matter_id: int, on_day: date, parts: list[PartIn], conclusion: str, says: str, field: str
) -> None:
    with refused(says, field):
        pushing.consult(desk, matter_id, on_day, "", "", parts, conclusion)


def test_nobody_recused_hosts_or_takes_part(desk: Desk, matter_id: int) -> None:
    recuse(matter_id, "李强")
    with refused("李强在这件里已回避", "host"):
        pushing.consult(desk, matter_id, TODAY, "", "李强", [PartIn("司法所")], "定")
    with refused("李强在这件里已回避", "parts"):
        pushing.consult(desk, matter_id, TODAY, "", "", [PartIn("水利站", "李强")], "定")


# -- 提级办理


def test_escalation_asked_and_accepted_with_a_task_force(desk: Desk, matter_id: int) -> None:
    with refused("请填写提请哪个上级", "to_unit"):
        pushing.escalate(desk, matter_id, "", "超出权限")
    with refused("请写明提级办理的理由", "reason"):
        pushing.escalate(desk, matter_id, "县信访局", "")
    with one_act("escalation.ask"):
        one = pushing.escalate(desk, matter_id, "县信访局", "超出权限")
    with refused("2026-11-23已提请县信访局，还没有答复"):
        pushing.escalate(desk, matter_id, "县政府", "超出权限")
    assert morning.count("escalations_open", TODAY) == 1
    with one_act("escalation.answer"):
        pushing.answer_escalation(desk, one, True, "同意", "县联合专班")
    [view] = pushes.escalations_of(matter_id)
    assert (view.state, view.task_force, view.answered_on) == (EscalationState.ACCEPTED, "县联合专班", TODAY)
    assert said(matter_id) == "县信访局已提级，专班县联合专班：同意"
    assert Matter.get_by_id(matter_id).state == MatterState.HANDLING  # it stays in our ledger
    with refused("县信访局已于2026-11-23答复：已提级"):
        pushing.answer_escalation(desk, one, False, "不同意")


def test_escalation_declined_needs_words_and_has_no_task_force(desk: Desk, matter_id: int) -> None:
    one = pushing.escalate(desk, matter_id, "县信访局", "超出权限")
    with refused("请写明上级怎么说", "answer"):
        pushing.answer_escalation(desk, one, False, "")
    with refused("没有同意提级", "task_force"):
        pushing.answer_escalation(desk, one, False, "请在镇里办", "县专班")
    pushing.answer_escalation(desk, one, False, "请在镇里办")
    assert pushing.escalate(desk, matter_id, "县政府", "再请")


# -- 紧急报送


def test_urgent_reports_come_in_order(desk: Desk, matter_id: int) -> None:
    with refused("不能续报，还没有首报；请先首报", "kind"):
        pushing.report_urgent(desk, matter_id, UrgentKind.FOLLOWING, "县委办", "三十人聚集")
    with one_act("urgent.report"):
        pushing.report_urgent(desk, matter_id, UrgentKind.FIRST, "县委办", "三十人聚集")
    assert said(matter_id) == "首报，2026-11-23 09:14报县委办：三十人聚集"
    assert Matter.get_by_id(matter_id).is_urgent_major
    with refused("已经首报", "kind"):
        pushing.report_urgent(desk, matter_id, UrgentKind.FIRST, "县委办", "三十人聚集")
    assert [line.why for line in morning.rows("urgent_open", TODAY)] == ["11-23 09:14首报县委办，还没有终报"]
    pushing.report_urgent(desk, matter_id, UrgentKind.FOLLOWING, "县委办", "已劝返")
    pushing.report_urgent(desk, matter_id, UrgentKind.FINAL, "县委办", "已平息")
    assert morning.count("urgent_open", TODAY) == 0
    with refused("不能终报，已经终报", "kind"):
        pushing.report_urgent(desk, matter_id, UrgentKind.FINAL, "县委办", "又报")
    pushing.report_urgent(desk, matter_id, UrgentKind.FIRST, "县委办", "又聚集")
    assert morning.count("urgent_open", TODAY) == 1
    assert [one.kind for one in pushes.urgent_reports_of(matter_id)] == [
        UrgentKind.FIRST,
        UrgentKind.FINAL,
        UrgentKind.FOLLOWING,
        UrgentKind.FIRST,
    ]


def test_times_and_words_of_urgent_reports(desk: Desk, matter_id: int) -> None:
    now = clock.now()
    with refused("不能晚于现在", "reported_at"):
        pushing.report_urgent(desk, matter_id, "first", "县委办", "情况", now + timedelta(minutes=1))
    with refused("请填写报给谁", "reported_to"):
        pushing.report_urgent(desk, matter_id, "first", "", "情况")
    with refused("请填写报送的内容", "text"):
        pushing.report_urgent(desk, matter_id, "first", "县委办", "")
    pushing.report_urgent(desk, matter_id, "first", "县委办", "情况", now - timedelta(minutes=10))
    with refused("报送时间不能早于上一报", "reported_at"):
        pushing.report_urgent(desk, matter_id, "following", "县委办", "情况", now - timedelta(minutes=11))


def test_marked_as_urgent_before_anything_was_reported(desk: Desk, matter_id: int) -> None:
    with refused("请写明理由", "reason"):
        pushing.mark_urgent_major(desk, matter_id, True, "")
    with one_act("urgent.mark", "涉及三十户"):
        pushing.mark_urgent_major(desk, matter_id, True, "涉及三十户")
    assert [line.why for line in morning.rows("urgent_open", TODAY)] == ["还没有首报"]
    with refused("本来就是重大紧急"):
        pushing.mark_urgent_major(desk, matter_id, True, "再标")
    pushing.mark_urgent_major(desk, matter_id, False, "已核实")
    assert morning.count("urgent_open", TODAY) == 0


def test_what_the_leader_did_after_receiving(desk: Desk) -> None:
    with days_ago(desk, 10):
        made = owned(desk)
    none = pushes.participation(made)
    assert (none.leader, none.since, none.total) == ("周敏", TODAY - timedelta(days=10), 0)
    one = pushing.resubmit(desk, made, "难", "做", "请")
    pushing.decide_resubmission(desk, one, "同意")
    pushing.consult(desk, made, TODAY, "", "周敏", [PartIn("司法所")], "定")
    pushing.consult(desk, made, TODAY, "", "何静", [PartIn("司法所")], "再定")
    matters.add_entry(desk, made, "别人做的")
    found = pushes.participation(made)
    assert (found.talks, found.consultations, found.follow_ups) == (0, 1, 0)
    assert (found.instructions, found.decisions) == (0, 1), "B17: a decision on 再次提请 is no 批示"
    assert (found.total, found.last_on) == (2, TODAY)


def test_moot_urgings_of_what_is_over(desk: Desk, matter_id: int) -> None:
    pushing.urge(desk, matter_id, "司法所", "", "请到户", SOON)
    assert morning.count("urges_open", TODAY) == 1
    Matter.update(state=MatterState.CLOSED).execute()
    assert Urge.select().count() == 1 and morning.count("urges_open", TODAY) == 0
