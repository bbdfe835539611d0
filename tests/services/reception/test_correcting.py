"""18, 19 更正: what a clerk wrote of a visit wrongly is put right; the old words are kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law.dispatching import answer_dispatch
from jiefang_tui.services.matter.instructions import answer_instruction, correct_instruction, unanswer_instruction
from jiefang_tui.services.reception import booking, intake, papers, receiving, talk
from jiefang_tui.services.reception.correcting import correct_note, correct_visit
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.right_person import move_visit
from jiefang_tui.services.reception.talk import InstructionIn, OutcomeIn
from jiefang_tui.store.models import (
    Appointment,
    AuditEntry,
    Companion,
    Correction,
    Dispatch,
    Instruction,
    Matter,
    MatterEvent,
    Petitioner,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.ledger.find import find
from jiefang_tui.store.queries.matter.matter_history import instructions_of
from jiefang_tui.store.queries.reception.queue import queue_of, still_here
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import Category, Outcome
from tests.services.given import handed_over

TODAY = date(2026, 11, 23)


def talked(desk: Desk, *requests: str, note: str = "欠三个月工资") -> intake.Registered:
    done = intake.register_visit(
        desk, VisitIn(name="李某某", matters=[MatterIn(text, report_answer="claim") for text in requests])
    )
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    receiving.start_talk(desk, done.visit_id)
    order = InstructionIn("请人社所速办", "人社所", date(2026, 12, 1))
    given = OutcomeIn(Outcome.ASSIGNED, talk_note=note, instruction=order, unit="人社所")
    talk.decide(desk, done.visit_id, done.matter_ids[0], given)
    return done


def test_18_notes_are_put_right_and_the_old_text_is_kept_and_shown(desk: Desk) -> None:
    done = talked(desk, "工资")
    correct_note(desk, done.visit_id, "欠四个月工资", "听错了月数")
    view = visit_view(done.visit_id, clock.today())
    assert view is not None and view.talk_note == "欠四个月工资"
    assert view.corrected == ("11-23 更正接谈记录 原：欠三个月工资（听错了月数）",)
    assert MatterEvent.select().where(MatterEvent.text.contains("更正2026-11-23第01号的接谈记录")).exists()


def test_18_notes_without_a_reason_or_a_change_are_not_put_right(desk: Desk) -> None:
    done = talked(desk, "工资")
    for text, reason, field in (("欠四个月", "", "reason"), ("欠三个月工资", "核对", "text")):
        with pytest.raises(Refused) as refused:
            correct_note(desk, done.visit_id, text, reason)
        assert refused.value.field == field
    assert not Correction.select().exists()


def test_18_a_leaders_order_is_put_right_and_the_old_text_is_kept_and_shown(desk: Desk) -> None:
    done = talked(desk, "工资")
    row = Instruction.get()
    correct_instruction(desk, row.id, "请司法所速办", "司法所", date(2026, 12, 3), None, "听错了单位")
    row = Instruction.get()
    assert (row.text, row.unit.name, row.due_on, row.signed_on) == (
        "请司法所速办",
        "司法所",
        date(2026, 12, 3),
        TODAY,
    )
    (said,) = instructions_of(done.matter_ids[0])
    assert [line.partition("（")[0] for line in said.corrected] == [
        "11-23 更正批示 原：请人社所速办",
        "11-23 更正批示的单位 原：人社所",
        "11-23 更正批示的期限 原：2026-12-01",
    ]
    assert MatterEvent.select().where(MatterEvent.text.contains("更正批示：原「请人社所速办」")).exists()


def test_18_a_leaders_order_waits_from_its_day_on_until_somebody_says_what_became_of_it(desk: Desk) -> None:
    done = talked(desk, "工资")
    row = Instruction.get()
    asked = date(2026, 12, 1)

    def waits(day: date) -> list[str]:
        return [line.why for line in morning.rows("instructed", day)]

    Matter.update(due_on=asked).execute()
    assert waits(asked) == []  # the matter's own date says the same
    Matter.update(due_on=date(2026, 12, 20)).execute()
    assert waits(TODAY - timedelta(days=1)) == []
    assert [line.partition(": ")[2] for line in waits(asked)] == ["请人社所速办"]
    assert morning.count("instructed", asked) == 1 and row.id in [line.id for line in morning.rows("ask", asked)]
    with pytest.raises(Refused, match="办理情况"):
        answer_instruction(desk, row.id, " ", None)
    answer_instruction(desk, row.id, "人社所已责令支付", None)
    assert waits(asked) == [] and instructions_of(done.matter_ids[0])[0].answer == "人社所已责令支付"
    with pytest.raises(Refused, match="不能再登记"):
        answer_instruction(desk, row.id, "又办", None)
    unanswer_instruction(desk, row.id, "没有付清")
    assert len(waits(asked)) == 1
    assert MatterEvent.select().where(MatterEvent.text.contains("人社所已责令支付")).count() == 2
    answer_dispatch(desk, Dispatch.get(Dispatch.matter == done.matter_ids[0]).id, "已付清")
    assert waits(asked) == []  # its unit answered


def test_18_a_report_sealed_later_leaves_no_old_words_behind(desk: Desk) -> None:
    done = talked(desk, "修路", "举报所长", note="举报所长收钱的事")
    correct_note(desk, done.visit_id, "举报所长收两万的事", "漏了数")
    handed_over(desk, done.matter_ids[1])
    assert not Correction.select().where(Correction.was.contains("收钱")).exists()
    assert Visit.get().talk_note == ""
    words = [entry.before + entry.after + entry.reason for entry in AuditEntry.select()]
    assert not any("收钱" in text or "收两万" in text for text in words)


# -- 19 改来访登记


def waiting(desk: Desk, name: str = "李某某", request: str = "修路", **more: Any) -> intake.Registered:
    return intake.register_visit(desk, VisitIn(name=name, matters=[MatterIn(request)], **more))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"headcount": 3}, "人数1改为3"),
        ({"on_behalf_of": "王大爷"}, "代访空改为王大爷"),
        ({"channel": "letter"}, "形式「来访」改为「来信」"),
        ({"needs": "elderly ill"}, "特殊需要"),
        ({"is_urgent": True}, "紧急否改为是"),
        ({"priority_reason": "路远"}, "优先"),
        ({"arrived_at": datetime(2026, 11, 23, 8, 50).astimezone()}, "到达时间09:14改为08:50"),
    ],
)
def test_19_what_was_registered_is_put_right_and_the_timeline_says_what_it_was(
    desk: Desk, changes: dict[str, Any], told: str
) -> None:
    done = waiting(desk)
    correct_visit(desk, done.visit_id, changes)
    visit = Visit.get()
    assert {name: getattr(visit, name) for name in changes} == changes
    assert MatterEvent.select().where(MatterEvent.text.contains(f"更正2026-11-23第01号登记：{told}")).exists()


def test_19_people_who_came_along_are_put_right_and_no_fewer_are_counted_than_are_named(desk: Desk) -> None:
    done = waiting(desk, headcount=5, companions=[intake.CompanionIn("张三", True)])
    people = [intake.CompanionIn(name, name != "己") for name in "甲乙丙丁戊己"] + [intake.CompanionIn("庚", True)]
    assert "人数已改为8" in correct_visit(desk, done.visit_id, {"headcount": 2}, people)
    visit = Visit.get()
    roles = [row.role for row in Companion.select().order_by(Companion.ordinal)]
    assert (visit.headcount, visit.representative_count) == (8, 5)
    assert roles == ["representative"] * 5 + ["companion"] * 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"headcount": 0}, "headcount"),
        ({"arrived_at": datetime(2026, 11, 22, 8, 50).astimezone()}, "arrived_at"),
        ({"arrived_at": datetime(2026, 11, 23, 9, 50).astimezone()}, "arrived_at"),
        ({"headcount": 1}, ""),
    ],
)
def test_19_what_cannot_be_is_not_written(desk: Desk, changes: dict[str, Any], field: str) -> None:
    done = waiting(desk)
    with pytest.raises(Refused) as refused:
        correct_visit(desk, done.visit_id, changes)
    assert refused.value.field == field


def test_19_from_the_second_day_on_a_reason_is_asked(desk: Desk) -> None:
    done = waiting(desk)
    desk.clock_confirmed = True
    with clock.at(datetime(2026, 11, 25, 9, 0).astimezone()):
        with pytest.raises(Refused) as refused:
            correct_visit(desk, done.visit_id, {"headcount": 3})
        assert refused.value.field == "reason"
        correct_visit(desk, done.visit_id, {"headcount": 3}, reason="同来的没算")


def test_19_who_changed_it_meanwhile_is_told(desk: Desk) -> None:
    done = waiting(desk)
    correct_visit(desk, done.visit_id, {"headcount": 3}, version=1)
    with pytest.raises(Refused, match="已经改过"):
        correct_visit(desk, done.visit_id, {"headcount": 4}, version=1)


def test_19_a_petition_that_was_none_loses_its_matter_and_one_that_was_gets_it(desk: Desk) -> None:
    done = waiting(desk)
    said = correct_visit(desk, done.visit_id, {"purpose": "service"})
    assert "这个编号不再用" in said
    assert (Matter.get().state, Visit.get().window_note, VisitMatter.select().count()) == ("voided", "修路", 0)
    said = correct_visit(desk, done.visit_id, {"purpose": "petition"})
    assert "-002" in said
    pair = VisitMatter.get()
    assert (pair.matter.request, pair.matter.state, Visit.get().window_note) == ("修路", "registered", "")


def test_19_what_has_a_result_stays_a_petition(desk: Desk) -> None:
    done = talked(desk, "工资")
    with pytest.raises(Refused, match="请先更正处理结果"):
        correct_visit(desk, done.visit_id, {"purpose": "service"})


def test_19_of_a_report_there_is_only_what_is_kept_of_it(desk: Desk) -> None:
    given = VisitIn(is_anonymous=True, matters=[MatterIn(category=Category.REPORT_ACCUSATION)])
    done = intake.register_visit(desk, given)
    correct_visit(desk, done.visit_id, {"headcount": 2})
    with pytest.raises(Refused, match="密件"):
        correct_visit(desk, done.visit_id, {"on_behalf_of": "某人"})


# -- 19 姓名, 人


def test_19_a_mistyped_name_follows_into_queue_header_papers_and_file_names(desk: Desk) -> None:
    done = waiting(desk, "李某莫")
    booking.book(desk, "李某莫", datetime(2026, 11, 26, 9, 0).astimezone(), matter_id=done.matter_ids[0])
    printed = papers.reception_form(desk, done.visit_id)
    assert printed.path.name == "2026-11-23-01号-李某莫-接访登记表.docx"
    assert done.petitioner_id is not None
    said = people.correct_person(desk, done.petitioner_id, {"name": "李某某"})
    assert "请重新打印" in said
    assert [row.name for row in queue_of(TODAY)][:1] == ["李某某"]
    view = visit_view(done.visit_id, TODAY)
    assert view is not None and view.name == "李某某"
    assert (Matter.get().petitioner_name, Appointment.get().name) == ("李某某", "李某某")
    assert [path.name for path in desk.folder.exports.iterdir()] == ["2026-11-23-01号-李某某-接访登记表.docx"]


def test_19_a_new_matter_goes_over_to_the_right_person(desk: Desk) -> None:
    wrong, right = waiting(desk, "李某某"), waiting(desk, "王五")
    told = VisitIn(petitioner_id=wrong.petitioner_id, name="李某某", matters=[MatterIn("要电表")])
    told.person = {"phone": "13800001234"}
    done = intake.register_visit(desk, told)
    assert Petitioner.get_by_id(wrong.petitioner_id).phone == "13800001234"
    said = move_visit(desk, done.visit_id, right.petitioner_id, "选错了人")
    visit, matter = Visit.get_by_id(done.visit_id), Matter.get_by_id(done.matter_ids[0])
    assert (visit.petitioner_id, visit.shown_name) == (right.petitioner_id, "王五")
    assert (matter.petitioner_id, matter.petitioner_name) == (right.petitioner_id, "王五")
    assert Petitioner.get_by_id(wrong.petitioner_id).phone == ""
    assert Petitioner.get_by_id(right.petitioner_id).phone == "13800001234"
    assert "王五" in said
    assert [one.number[-3:] for one in find("王五", kinds=("matter",))] == ["003", "002"]


def test_19_what_was_taken_for_anothers_matter_becomes_one_of_its_own(desk: Desk) -> None:
    wrong = waiting(desk, "李某某", "拖欠工资")
    again = VisitIn(petitioner_id=wrong.petitioner_id, matters=[MatterIn("工资还没发", matter_id=wrong.matter_ids[0])])
    done = intake.register_visit(desk, again)
    said = move_visit(desk, done.visit_id, None, "同名的另一人", {"name": "李某某", "phone": "13900001234"})
    pair = VisitMatter.get(VisitMatter.visit == done.visit_id)
    assert "已另登事项" in said
    assert (pair.kind, pair.matter.request, pair.matter.petitioner.phone) == ("initial", "工资还没发", "13900001234")
    assert Visit.get_by_id(done.visit_id).petitioner_id != wrong.petitioner_id
    assert (
        MatterEvent.select()
        .where((MatterEvent.matter == wrong.matter_ids[0]) & MatterEvent.text.contains("与这件无关"))
        .exists()
    )


def test_19_who_left_no_name_can_be_named_later(desk: Desk) -> None:
    done = intake.register_visit(desk, VisitIn(is_anonymous=True, matters=[MatterIn("噪声")]))
    move_visit(desk, done.visit_id, None, "后来说了姓名", {"name": "赵六"})
    assert (Visit.get().shown_name, Matter.get().petitioner.name) == ("赵六", "赵六")


def test_19_a_result_that_hangs_on_the_wrong_matter_is_taken_back_first(desk: Desk) -> None:
    wrong = talked(desk, "工资")
    again = VisitIn(petitioner_id=wrong.petitioner_id, matters=[MatterIn(matter_id=wrong.matter_ids[0])])
    done = intake.register_visit(desk, again)
    given = OutcomeIn(Outcome.ANSWERED, told="说过了")
    talk.decide(desk, done.visit_id, done.matter_ids[0], given)
    with pytest.raises(Refused, match="请先更正处理结果"):
        move_visit(desk, done.visit_id, None, "同名", {"name": "王五"})


@pytest.mark.parametrize("by", ["person", "name", "id"])
def test_19_a_person_who_waits_is_found_before_a_second_registration(desk: Desk, by: str) -> None:
    done = waiting(desk, "欧阳 某", person={"id_no": "999999195001010018"})
    asked: dict[str, tuple[Any, ...]] = {
        "person": ("别名", done.petitioner_id),
        "name": ("欧阳某",),
        "id": ("写错了", None, "999999195001010018"),
    }
    found = still_here(TODAY, *asked[by])
    assert found is not None and (found.number, found.visit_id) == (1, done.visit_id)
    assert still_here(TODAY, "欧阳某", None, "", (done.petitioner_id or 0,)) is None
    receiving.leave(desk, done.visit_id, "等不及")
    assert still_here(TODAY, *asked[by]) is None
