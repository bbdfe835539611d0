"""红黄牌: who may sign to whom, numbers over New Year and a clock set back, answers, appeals, withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.models import Matter, Officer, Recusal, SupervisionCard
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.supervision import foresight, morning, pushes
from jiefang_tui.terms import CardColour, EntryKind, MatterState
from tests.beginnings import beginning
from tests.services.given import days_ago, given_slip, one_act, owned, refused, sealed, unit_is

TODAY = date(2026, 11, 23)
DUE = TODAY + timedelta(days=7)


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    """Under 周敏 (镇党委书记), with 李强 (所长) and 何静 (政法委员) known."""
    made = owned(desk)
    people.add_officer(desk, "李强", "水利站站长", "水利站")
    people.add_officer(desk, "何静", "镇党委政法委员")
    return made


def issue(desk: Desk, matter_id: int, **more: object) -> int:
    given = {
        "colour": "yellow",
        "to_unit": "",
        "to_officer": "李强",
        "reason": "两周没有进展",
        "requirement": "三日内到户",
        "answer_due": DUE,
        "signer": "何静",
    }
    return cards.issue_card(desk, matter_id, **(given | more))  # type: ignore[arg-type]


def card(card_id: int) -> SupervisionCard:
    found: SupervisionCard = SupervisionCard.get_by_id(card_id)
    return found


@contextmanager
def clock_at(desk: Desk, day: date) -> Iterator[None]:
    desk.clock_confirmed = True
    with clock.at(datetime(day.year, day.month, day.day, 9).astimezone()):
        yield


# -- issuing


def test_a_card_has_number_signer_reason_and_date(desk: Desk, matter_id: int) -> None:
    with one_act("card.issue"):
        made = issue(desk, matter_id)
    [view] = pushes.cards_of(matter_id)
    assert (view.id, view.card_no, view.colour, view.to, view.signer) == (
        made,
        "DB-2026-0001",
        CardColour.YELLOW,
        "李强",
        "何静",
    )
    assert (view.reason, view.requirement, view.answer_due, view.issued_on) == (
        "两周没有进展",
        "三日内到户",
        DUE,
        TODAY,
    )
    entry = timeline(matter_id)[0]
    assert entry.kind is EntryKind.SUPERVISION
    assert entry.text == "黄牌 DB-2026-0001发给李强，何静签发：两周没有进展；2026-11-30前书面说明"
    assert morning.count("cards_open", TODAY) == 1


def test_outside_the_township_there_are_requests_and_no_cards(desk: Desk, matter_id: int) -> None:
    """派出所, 自然资源所, 供电所 by their names, any other by its 管理关系: a 商请函 or an urging, never a card."""
    for unit in ("派出所", "自然资源所", "供电所"):
        with refused(f"{unit}不归本镇管，不能发牌；请用「催办」发商请函", "to_unit"):
            issue(desk, matter_id, to_unit=unit, to_officer="")
    unit_is(desk, "水利站", "dual")
    with refused("李强不归本镇管", "to_officer"):
        issue(desk, matter_id)
    unit_is(desk, "水利站", "township")
    issue(desk, matter_id)
    pushing.urge(desk, matter_id, "派出所", "", "请协助查人口", DUE)
    assert timeline(matter_id)[0].text == "商请派出所，2026-11-30前答复：请协助查人口"


def test_a_card_is_no_progress(desk: Desk) -> None:
    with days_ago(desk, 20):
        made = owned(desk)
        people.add_officer(desk, "李强", "水利站站长")
        people.add_officer(desk, "何静", "镇党委政法委员")
    silent_since = Matter.get_by_id(made).last_entry_on
    one = issue(desk, made)
    assert Matter.get_by_id(made).last_entry_on == silent_since
    cards.answer_card(desk, one, "已约好明天到户")
    assert Matter.get_by_id(made).last_entry_on == TODAY


@pytest.mark.parametrize(
    ("more", "says", "field"),
    [
        ({"to_officer": ""}, "哪个单位或哪位责任人", "to_officer"),
        ({"reason": " "}, "请写明发牌的原因", "reason"),
        ({"requirement": ""}, "请写明要求做到什么", "requirement"),
        ({"answer_due": None}, "请填写书面说明的期限", "answer_due"),
        ({"answer_due": TODAY - timedelta(days=1)}, "不能早于今天", "answer_due"),
        ({"signer": ""}, "请填写签发人", "signer"),
        ({"signer": "李强"}, "不能给自己发牌", "signer"),
        ({"signer": "王芳"}, "签发人王芳(没有登记职务)的职务要高于李强", "signer"),
        ({"to_officer": "何静", "signer": "李强"}, "签发人李强(水利站站长)的职务要高于何静", "signer"),
        ({"to_officer": "章德福"}, "章德福是来访人", "to_officer"),
        ({"signer": "章德福"}, "章德福是来访人", "signer"),
        ({"to_unit": "县信访局", "to_officer": ""}, "职务要高于县信访局", "signer"),
        ({"to_officer": "李"}, "李", "to_officer"),
        ({"to_unit": "章德福", "to_officer": ""}, "章德福是来访人", "to_unit"),
        ({"to_unit": "县信访局"}, "职务要高于县信访局李强", "signer"),
    ],
)
def test_what_is_missing_or_not_allowed_is_said_and_nothing_changes(
    desk: Desk, matter_id: int, more: dict[str, object], says: str, field: str
) -> None:
    with refused(says, field):
        issue(desk, matter_id, **more)


def test_equals_do_not_sign_to_each_other_and_the_head_to_all_below(desk: Desk, matter_id: int) -> None:
    people.add_officer(desk, "赵刚", "副镇长")
    with refused("职务要高于何静", "signer"):
        issue(desk, matter_id, to_officer="何静", signer="赵刚")
    assert card(issue(desk, matter_id, to_officer="何静", signer="周敏")).colour == CardColour.YELLOW


@pytest.mark.parametrize("colour", ["yellow", "red", "reminder"])
def test_the_head_of_the_township_gets_a_reminder_instead(desk: Desk, matter_id: int, colour: str) -> None:
    made = issue(desk, matter_id, colour=colour, to_officer="周敏")
    assert card(made).colour == CardColour.REMINDER
    assert timeline(matter_id)[0].text.startswith("提醒函 DB-2026-0001发给周敏")


def test_a_unit_stands_where_its_head_does(desk: Desk, matter_id: int) -> None:
    assert card(issue(desk, matter_id, to_unit="水利站", to_officer="")).colour == CardColour.YELLOW
    with refused("职务要高于司法所", "signer"):
        issue(desk, matter_id, to_unit="司法所", to_officer="", signer="李强")
    people.add_officer(desk, "钱进", "镇长", "镇政府")
    assert card(issue(desk, matter_id, to_unit="镇政府", to_officer="")).colour == CardColour.REMINDER


@pytest.mark.parametrize("unit", ["示例镇人民政府", "示例镇党委"])
def test_the_government_itself_stands_where_its_head_does(desk: Desk, matter_id: int, unit: str) -> None:
    assert card(issue(desk, matter_id, to_unit=unit, to_officer="")).colour == CardColour.REMINDER
    assert card(issue(desk, matter_id, to_unit="章湾村党委", to_officer="")).colour == CardColour.YELLOW


def test_who_has_left_neither_gets_nor_signs_one(desk: Desk, matter_id: int) -> None:
    Officer.update(is_active=False).where(Officer.name == "李强").execute()
    with refused("李强已离任", "to_officer"):
        issue(desk, matter_id)
    Officer.update(is_active=False).where(Officer.name == "何静").execute()
    with refused("何静已离任", "signer"):
        issue(desk, matter_id, to_unit="司法所", to_officer="", signer="何静")


def test_posts_of_officers_nobody_wrote_down_are_asked_once(desk: Desk, matter_id: int) -> None:
    made = issue(desk, matter_id, to_officer="吴涛", post="司法所所长", signer="孙健", signer_post="副镇长")
    view = pushes.card_view(made)
    assert view is not None and (view.to_post, view.signer_post) == ("司法所所长", "副镇长")


def test_nobody_recused_gets_or_signs_one(desk: Desk, matter_id: int) -> None:
    for name in ("李强", "何静"):
        Recusal.create(matter=matter_id, officer=Officer.get(Officer.name == name), reason="亲属", decided_on=TODAY)
    with refused("李强在这件里已回避", "to_officer"):
        issue(desk, matter_id)
    with refused("何静在这件里已回避", "signer"):
        issue(desk, matter_id, to_officer="", to_unit="司法所")


def test_neither_a_sealed_report_nor_what_is_over(desk: Desk, matter_id: int) -> None:
    report = sealed(desk)
    with refused("检举控告不在这里督办"):
        issue(desk, report)
    Matter.update(state=MatterState.CLOSED).where(Matter.id == matter_id).execute()
    with refused("已销号，不用再督办"):
        issue(desk, matter_id)


def test_one_rule_has_one_open_card_on_a_matter(desk: Desk, matter_id: int) -> None:
    issue(desk, matter_id, rule="half_gone")
    with refused("同一原因已发 DB-2026-0001"):
        issue(desk, matter_id, rule="half_gone")
    issue(desk, matter_id, rule="urge_unanswered")
    issue(desk, matter_id)


# -- numbers


def test_numbers_rise_within_a_year_and_begin_anew_in_the_next(desk: Desk, matter_id: int) -> None:
    assert [card(issue(desk, matter_id)).card_no for _ in range(2)] == ["DB-2026-0001", "DB-2026-0002"]
    new_year = date(2027, 1, 4)
    with clock_at(desk, new_year):
        assert card(issue(desk, matter_id, answer_due=new_year)).card_no == "DB-2027-0001"


def test_a_clock_set_back_neither_repeats_nor_restarts(desk: Desk, matter_id: int) -> None:
    """Across New Year and back again, and back within the year: every number is new."""
    numbers = []
    for day in (date(2026, 12, 30), date(2027, 1, 3), date(2026, 12, 31), date(2026, 3, 1), date(2027, 1, 3)):
        with clock_at(desk, day):
            numbers.append(card(issue(desk, matter_id, answer_due=day)).card_no)
    assert numbers == ["DB-2026-0001", "DB-2027-0001", "DB-2026-0002", "DB-2026-0003", "DB-2027-0002"]


def test_numbers_beyond_four_digits_go_on(desk: Desk, matter_id: int) -> None:
    SupervisionCard.update(card_no="DB-2026-9999").where(SupervisionCard.id == issue(desk, matter_id)).execute()
    assert [card(issue(desk, matter_id)).card_no for _ in range(2)] == ["DB-2026-10000", "DB-2026-10001"]


def test_a_withdrawn_card_keeps_its_number(desk: Desk, matter_id: int) -> None:
    cards.withdraw_card(desk, issue(desk, matter_id), "已到户", "周敏")
    assert card(issue(desk, matter_id)).card_no == "DB-2026-0002"


def test_the_proposed_day_of_the_answer(desk: Desk) -> None:
    assert cards.answer_due_for(desk, "yellow") == (date(2026, 11, 30), "")
    assert cards.answer_due_for(desk, "reminder") == (date(2026, 11, 30), "")
    assert cards.answer_due_for(desk, "red") == (date(2026, 11, 30), "")  # five working days: 24-27 and 30
    assert cards.answer_due_for(desk, "red", date(2026, 9, 29)) == (date(2026, 10, 12), "")  # over National Day
    day, said = cards.answer_due_for(desk, "red", date(2026, 12, 30))
    assert (day, said) == (date(2027, 1, 6), "2027年放假安排未收录，暂按周一至周五上班推算，请核对。")
    assert foresight.outlook(date(2026, 12, 30), desk.reference) == (date(2027, 1, 8), (2027,))


# -- what follows


def test_the_written_answer(desk: Desk, matter_id: int) -> None:
    one = issue(desk, matter_id)
    with refused("请填写书面说明", "text"):
        cards.answer_card(desk, one, " ")
    with refused("说明的日期不能晚于今天", "on_day"):
        cards.answer_card(desk, one, "已到户", TODAY + timedelta(days=1))
    with refused("说明的日期不能早于2026-11-23", "on_day"):
        cards.answer_card(desk, one, "已到户", TODAY - timedelta(days=1))
    with one_act("card.answer"):
        cards.answer_card(desk, one, "已到户")
    assert (card(one).answer, card(one).answered_on) == ("已到户", TODAY)
    with refused("已于2026-11-23说明"):
        cards.answer_card(desk, one, "再补一点")


def test_an_appeal_and_what_was_decided(desk: Desk, matter_id: int) -> None:
    one = issue(desk, matter_id)
    with refused("没有申辩"):
        cards.decide_appeal(desk, one, "维持", False, "周敏")
    with refused("请填写申辩的内容", "text"):
        cards.appeal_card(desk, one, "")
    with one_act("card.appeal"):
        cards.appeal_card(desk, one, "当天已答复")
    with refused("一张牌申辩一次"):
        cards.appeal_card(desk, one, "再申辩")
    for by, says in (
        ("李强", "收牌的人不能自己决定"),
        ("王芳", "决定人王芳(没有登记职务)的职务要高于李强"),
        ("", "请填写决定人"),
    ):
        with refused(says, "by"):
            cards.decide_appeal(desk, one, "维持", False, by)
    with one_act("card.decide"):
        cards.decide_appeal(desk, one, "有答复记录", True, "周敏")
    row = card(one)
    assert (row.withdrawn_on, row.withdrawn_reason, row.appeal_decision) == (
        TODAY,
        "申辩成立：有答复记录",
        "有答复记录",
    )
    assert morning.count("cards_open", TODAY) == 0
    with refused("已于2026-11-23销牌"):
        cards.answer_card(desk, one, "已到户")


def test_an_appeal_turned_down_leaves_the_card(desk: Desk, matter_id: int) -> None:
    one = issue(desk, matter_id)
    cards.appeal_card(desk, one, "当天已答复")
    cards.decide_appeal(desk, one, "没有记录", False, "何静")
    assert card(one).withdrawn_on is None and morning.count("cards_open", TODAY) == 1
    with refused("的申辩已于2026-11-23决定"):
        cards.decide_appeal(desk, one, "再看", True, "周敏")


def test_talks_are_added_up(desk: Desk, matter_id: int) -> None:
    one = issue(desk, matter_id, colour="red")
    with refused("请填写约谈的情况", "note"):
        cards.record_talk(desk, one, TODAY, "")
    with one_act("card.talk"):
        cards.record_talk(desk, one, TODAY, "承诺三日内到户")
    cards.record_talk(desk, one, None, "再谈一次")
    assert card(one).talked_on == TODAY and card(one).talk_note == "承诺三日内到户\n2026-11-23：再谈一次"


def test_withdrawing_needs_a_reason_and_approval(desk: Desk, matter_id: int) -> None:
    one = issue(desk, matter_id)
    with refused("请写明销牌的理由", "reason"):
        cards.withdraw_card(desk, one, "", "周敏")
    with refused("请填写批准人", "by"):
        cards.withdraw_card(desk, one, "已到户", "")
    with refused("收牌的人不能自己决定", "by"):
        cards.withdraw_card(desk, one, "已到户", "李强")
    with one_act("card.withdraw"):
        cards.withdraw_card(desk, one, "已到户", "何静")
    row = card(one)
    assert (row.withdrawn_on, row.withdrawn_reason, row.withdrawn_by.name) == (TODAY, "已到户", "何静")


def test_a_red_card_needs_the_written_answer_first(desk: Desk, matter_id: int) -> None:
    one = issue(desk, matter_id, colour="red")
    with refused("还没有书面说明"):
        cards.withdraw_card(desk, one, "已到户", "周敏")
    cards.answer_card(desk, one, "已到户")
    cards.withdraw_card(desk, one, "已到户", "周敏")


def test_a_card_stays_while_its_rule_still_hits(desk: Desk, matter_id: int) -> None:
    with days_ago(desk, 5):
        urge = pushing.urge(desk, matter_id, "", "李强", "请到户", TODAY - timedelta(days=3))
    reference = desk.reference
    [proposal] = foresight.proposals(TODAY, reference)
    assert (proposal.rule, proposal.colour, proposal.matter_id) == ("urge_unanswered", CardColour.YELLOW, matter_id)
    assert proposal.why == "催办应在2026-11-20前答复，已过3日没有答复" and proposal.clears == "答复催办"
    one = issue(desk, matter_id, rule=proposal.rule, reason=proposal.why)
    assert foresight.proposals(TODAY, reference) == []
    with refused("发牌的原因还在：催办应在2026-11-20前答复"):
        cards.withdraw_card(desk, one, "已到户", "周敏")
    pushing.answer_urge(desk, urge, "明天到户")
    cards.withdraw_card(desk, one, "已答复", "周敏")


def test_overdue_ends_with_a_new_date(desk: Desk) -> None:
    with days_ago(desk, 30):
        made = owned(desk)
        people.add_officer(desk, "李强", "水利站站长")
        six_boxes.set_resolve_due(desk, made, TODAY - timedelta(days=3))
        given_slip(desk, made)
        matters.add_entry(desk, made, "到户")
    proposals = foresight.proposals(TODAY, desk.reference)
    assert ("overdue", CardColour.RED) in {(one.rule, one.colour) for one in proposals}
    one = issue(desk, made, colour="red", rule="overdue", signer="周敏")
    cards.answer_card(desk, one, "等测绘")
    with refused("发牌的原因还在：化解期限应在2026-11-20前完成"):
        cards.withdraw_card(desk, one, "测绘已到", "周敏")
    six_boxes.set_resolve_due(desk, made, TODAY + timedelta(days=9), "测绘延后")
    cards.withdraw_card(desk, one, "测绘已到", "周敏")


def test_of_a_reminder_anybody_but_the_addressee_decides(desk: Desk, matter_id: int) -> None:
    one = issue(desk, matter_id, to_officer="周敏")
    with refused("收牌的人不能自己决定", "by"):
        cards.withdraw_card(desk, one, "已接待", "周敏")
    cards.withdraw_card(desk, one, "已接待", "李强")
