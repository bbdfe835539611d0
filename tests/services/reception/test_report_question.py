"""Is it a report? Asked once by every way of registering, answered with a digit, kept; nobody is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.law import sealing
from jiefang_tui.services.reception import booking
from jiefang_tui.services.reception.intake import MaterialIn, MatterIn, Registered, VisitIn, register_visit, take_up
from jiefang_tui.services.reception.noon import PaperIn, enter_paper
from jiefang_tui.store import database
from jiefang_tui.store.models import (
    Appointment,
    AuditEntry,
    Draft,
    Matter,
    Petitioner,
    SealedReport,
    Search,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import Category, ReportAnswer
from tests.services.given import acts, handed_over

WORDS = "举报自然资源所所长李强收了邻居红包，补偿款也没有给我"
CLAIM = "补偿款没有给我"
NAME = "饕餮某"


def _given(**more: Any) -> VisitIn:
    matter = MatterIn(WORDS, facts="账本在柜子里", **more.pop("matter", {}))
    return VisitIn(NAME, person={"phone": "13911112222"}, matters=[matter], **more)


def _register(desk: Desk, given: VisitIn, answer: str, **claim: str) -> Registered:
    with pytest.raises(Asks) as asks:
        register_visit(desk, given)
    asks.value.answer(answer, claim)
    return register_visit(desk, given)


def _content(desk: Desk) -> bytes:
    database.close()
    content = desk.folder.db.read_bytes()
    database.open_file(desk.folder.db)
    return content


def test_it_is_asked_before_anything_is_written_with_four_answers(desk: Desk) -> None:
    with pytest.raises(Asks, match="只问这一次") as asks:
        register_visit(desk, _given())
    assert not Visit.select().exists() and not Petitioner.select().exists()
    assert [label for _, label in asks.value.options] == [
        "检举控告(移送以后不留内容)",
        "求决",
        "请求查处违法行为(第三十一条第五项)",
        "两样都有，拆成两件",
    ]
    assert list(asks.value.more) == [ReportAnswer.BOTH]


@pytest.mark.parametrize("answer", [ReportAnswer.CLAIM, ReportAnswer.VIOLATION])
def test_a_claim_is_registered_as_it_stands_and_the_answer_kept(desk: Desk, answer: ReportAnswer) -> None:
    done = _register(desk, _given(), answer)
    matter = Matter.get_by_id(done.matter_ids[0])
    assert (matter.category, matter.report_answer, matter.request) == (Category.CLAIM, answer, WORDS)
    assert not done.is_sealed and not desk.answered
    again = VisitIn(NAME, petitioner_id=done.petitioner_id, matters=[MatterIn(WORDS, matter_id=matter.id)])
    register_visit(desk, again)  # about the same matter: not asked again
    assert Matter.get_by_id(matter.id).report_answer == answer


def test_a_report_waits_with_its_words_and_after_the_handover_no_word_and_no_name_is_left(desk: Desk) -> None:
    uid = drafts.save_draft(desk, "intake", {"request": WORDS}, NAME)
    given = _given(draft_uid=uid, on_behalf_of=NAME, materials=[MaterialIn("账本复印件")])
    done = _register(desk, given, ReportAnswer.REPORT)
    assert done.is_sealed and SealedReport.get().matter_id == done.matter_ids[0]
    matter = Matter.get()
    assert (matter.category, matter.title) == (Category.REPORT_ACCUSATION, "检举控告(密)")
    assert matter.petitioner_name == "(密)"
    assert matter.request == WORDS and Visit.get().shown_name == "(密)" and not Draft.select().exists()
    assert not Search.select().where(Search.words.contains("红包") | Search.words.contains("举报")).exists()
    assert any("不是检举控告，恢复" in note for note in done.notes)
    assert register_visit(desk, given).visit_id == done.visit_id  # the same form a second time
    handed_over(desk, matter.id)
    assert not Petitioner.select().exists()
    content = _content(desk)
    assert not [word for word in (WORDS[:6], NAME, "账本", "13911112222") if word.encode() in content]


def test_a_slipped_digit_is_taken_back_the_same_day_with_name_words_and_clock(desk: Desk) -> None:
    done = _register(desk, _given(), ReportAnswer.REPORT)
    sealing.no_report(desk, done.matter_ids[0], "按错了数字")
    matter, visit = Matter.get(), Visit.get()
    assert (matter.category, matter.petitioner_name, matter.request) == (Category.CLAIM, NAME, WORDS)
    assert (matter.notice_due, visit.shown_name, visit.state) == (date(2026, 12, 8), NAME, "waiting")
    assert not SealedReport.select().exists()


def test_a_claim_and_a_report_become_two_that_nothing_links(desk: Desk) -> None:
    done = _register(desk, _given(), ReportAnswer.BOTH, request=CLAIM, facts="", concerned_person="")
    (claim,) = done.matter_ids
    report = Matter.get(Matter.category == Category.REPORT_ACCUSATION)
    kept = Matter.get_by_id(claim)
    assert (kept.request, kept.title, kept.facts, kept.report_answer) == (CLAIM, CLAIM, "", ReportAnswer.CLAIM)
    assert (kept.petitioner_name, kept.received_on, kept.notice_due) == (NAME, clock.today(), date(2026, 12, 8))
    assert (report.petitioner_id, report.petitioner_name, report.request) == (None, "(密)", "")
    assert not VisitMatter.select().where(VisitMatter.matter == report).exists()
    assert any(report.register_no in note for note in done.notes)  # the informer is told its number once
    told = [entry for entry in acts() if f'"matter:{report.id}"' in entry.after]
    assert told and not any(f'"matter:{claim}"' in entry.after or "visit:" in entry.after for entry in told)
    assert report.register_no not in "".join(e.after + e.before + e.reason for e in acts() if e not in told)
    assert "红包".encode() not in _content(desk)


def test_a_report_among_several_matters_leaves_the_others_their_visitor(desk: Desk) -> None:
    given = _given()
    given.matters.append(MatterIn("修路"))
    done = _register(desk, given, ReportAnswer.REPORT)
    assert [Matter.get_by_id(one).title for one in done.matter_ids] == ["修路"]
    assert Visit.get().shown_name == NAME and SealedReport.select().count() == 1
    report = SealedReport.get().matter
    assert (report.request, report.petitioner_name) == (WORDS, "(密)")
    assert not VisitMatter.select().where(VisitMatter.matter == report).exists()
    handed_over(desk, report.id)
    assert "红包".encode() not in _content(desk) and Petitioner.get().name == NAME


def test_new_words_about_a_known_matter_are_asked_about_and_a_report_does_not_join_it(desk: Desk) -> None:
    first = register_visit(desk, VisitIn(NAME, matters=[MatterIn("修路")]))
    again = VisitIn(NAME, matters=[MatterIn(WORDS, matter_id=first.matter_ids[0])])
    done = _register(desk, again, ReportAnswer.REPORT)
    assert done.is_sealed and done.matter_ids != first.matter_ids


def test_a_named_officer_of_the_town_is_asked_about(desk: Desk) -> None:
    with acting(desk, "test") as act:
        officer_named(act, "李强", "所长", "自然资源所")
    given = VisitIn(NAME, matters=[MatterIn("补偿款少了", concerned_person="李强")])
    done = _register(desk, given, ReportAnswer.CLAIM)
    assert Matter.get().concerned_person == "李强" and not done.is_sealed


def test_what_was_chosen_as_a_report_is_not_asked_about(desk: Desk) -> None:
    done = register_visit(desk, _given(matter={"category": Category.REPORT_ACCUSATION}))
    assert done.is_sealed and Matter.get().report_answer == ReportAnswer.REPORT


def test_a_paper_entered_later_is_asked_about_and_its_outcome_goes_on(desk: Desk) -> None:
    at = datetime(2026, 11, 20, 8, 30).astimezone()
    paper = PaperIn(_given(arrived_at=at, leader="周敏"))
    with pytest.raises(Asks) as asks:
        enter_paper(desk, paper)
    assert not Visit.select().exists()
    asks.value.answer(ReportAnswer.REPORT, {})
    done = enter_paper(desk, paper)
    assert Visit.get().shown_name == "(密)" and done.matter_ids
    assert SealedReport.get().received_on == at.date()


def test_who_booked_is_not_led_to_the_report(desk: Desk) -> None:
    slot = clock.now() + timedelta(hours=2)
    with pytest.raises(Asks) as asks:
        booking.book(desk, NAME, slot, about=WORDS)
    asks.value.answer(ReportAnswer.CLAIM, {})
    booked = booking.book(desk, NAME, slot, about=WORDS)
    done = _register(desk, _given(appointment_id=booked), ReportAnswer.REPORT)
    handed_over(desk, done.matter_ids[0])
    slot_row = Appointment.get_by_id(booked)
    assert (slot_row.name, slot_row.about, slot_row.state) == ("(密)", "", "arrived")
    assert done.is_sealed and NAME not in "".join(e.after + e.before for e in AuditEntry.select())
    assert NAME.encode() not in _content(desk)


@pytest.mark.parametrize("channel", ["letter", "phone", "hotline", "leader_mail"])
def test_a_letter_a_call_and_a_ticket_are_asked_about_too(desk: Desk, channel: str) -> None:
    done = _register(desk, _given(channel=channel, outside_no="RX-1"), ReportAnswer.REPORT)
    visit = Visit.get()
    assert done.is_sealed and (visit.shown_name, visit.queue_no, visit.window_note) == ("(密)", None, "")
    assert SealedReport.get().matter_id == done.matter_ids[0]
    handed_over(desk, done.matter_ids[0])
    assert Visit.get().outside_no == ""
    assert NAME.encode() not in _content(desk)


def test_a_ticket_that_was_asked_about_becomes_a_claim_without_another_question(desk: Desk) -> None:
    done = _register(desk, _given(channel="hotline"), ReportAnswer.CLAIM)
    matter = Matter.get_by_id(take_up(desk, done.visit_id))
    assert (matter.report_answer, matter.category) == (ReportAnswer.CLAIM, Category.CLAIM)


# -- the claim of two taken apart (A2)


def _both_then(desk: Desk, given: VisitIn, **claim: str) -> Asks:
    """The question that comes after 两样都有 with these words for the claim."""
    with pytest.raises(Asks) as asks:
        register_visit(desk, given)
    asks.value.answer(ReportAnswer.BOTH, claim)
    with pytest.raises(Asks, match="留下的求决里还像有") as again:
        register_visit(desk, given)
    assert not Visit.select().exists() and not Matter.select().exists()
    return again.value


@pytest.mark.parametrize("left", [WORDS, "举报李强收了红包，还少给补偿", "自然资源所所长挪用补偿款"])
def test_a2_what_is_left_as_the_claim_is_asked_about_again(desk: Desk, left: str) -> None:
    again = _both_then(desk, _given(), request=left, facts="", concerned_unit="", concerned_person="")
    again.answer(ReportAnswer.BOTH, {"request": CLAIM, "facts": "", "concerned_unit": "", "concerned_person": ""})
    done = register_visit(desk, _given())
    (claim,) = done.matter_ids
    assert Matter.get_by_id(claim).request == CLAIM and SealedReport.select().count() == 1
    assert not [word for word in (left[:5], "账本") if word.encode() in _content(desk)]


def test_a2_what_is_left_is_a_claim_when_it_is_said_to_be_one(desk: Desk) -> None:
    left = "请查挪用补偿款的干部欠我的钱"
    again = _both_then(desk, _given(), request=left, facts="", concerned_unit="", concerned_person="")
    again.answer(ReportAnswer.CLAIM, {})
    done = register_visit(desk, _given())
    kept = Matter.get_by_id(done.matter_ids[0])
    assert (kept.request, kept.report_answer) == (left, ReportAnswer.CLAIM) and SealedReport.select().count() == 1


def test_a2_what_is_left_is_a_report_too_when_it_is_said_to_be_one(desk: Desk) -> None:
    again = _both_then(desk, _given(), request="还举报村会计贪污", facts="", concerned_unit="", concerned_person="")
    again.answer(ReportAnswer.REPORT, {})
    done = register_visit(desk, _given())
    assert done.is_sealed and SealedReport.select().count() == 1 and Visit.get().shown_name == "(密)"
