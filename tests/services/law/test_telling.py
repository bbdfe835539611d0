"""12: printing is not telling. The petitioner is told once it is known how, and what was said of it is put right."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import extending, serving, stages, telling
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import papers
from jiefang_tui.store.models import Document, Extension, Matter
from jiefang_tui.terms import DocumentKind, OpinionResult, RefusalGround, ServiceWay
from tests.services.given import days_ago, everything, given_slip, one_act, refused, registered
from tests.services.reception.test_papers import words

TODAY = date(2026, 11, 23)


@pytest.fixture
def matter_id(desk: Desk) -> int:
    return registered(desk).matter_ids[0]


def notified(matter_id: int) -> date | None:
    day: date | None = Matter.get_by_id(matter_id).notified_on
    return day


@pytest.mark.parametrize(
    ("way", "said", "who", "kept"),
    [
        (ServiceWay.DIRECT, "本人", "", ("本人", "")),
        (ServiceWay.POST, "EB123456789CN", "", ("EB123456789CN", "")),
        (ServiceWay.WITNESSED, "拒签", "王芳、李强", ("", "拒签，王芳、李强写明")),
        (ServiceWay.SYSTEM, "", "", ("", "")),
    ],
)
def test_the_first_four_answers_tell(
    desk: Desk, matter_id: int, way: ServiceWay, said: str, who: str, kept: tuple[str, str]
) -> None:
    (slip,) = telling.note_slips(desk, [matter_id], "2026-11-23-01号-章德福-来访告知单.docx")
    assert notified(matter_id) is None, "printed, and not given"
    with one_act("document.tell"):
        telling.tell(desk, [slip], way, said, who)
    row = Document.get_by_id(slip)
    assert (row.served_on, row.service_way, (row.received_by, row.refusal_note)) == (TODAY, way, kept)
    assert notified(matter_id) == TODAY


def test_what_an_answer_cannot_do_without_is_asked(desk: Desk, matter_id: int) -> None:
    papers = telling.note_slips(desk, [matter_id])
    for way, said, who, sentence, field in (
        (ServiceWay.DIRECT, "", "", "请填写签收人", "said"),
        (ServiceWay.POST, " ", "", "请填写邮寄的单号", "said"),
        (ServiceWay.WITNESSED, "", "王芳、李强", "怎么拒签", "said"),
        (ServiceWay.WITNESSED, "联系不上", "王芳", "在场的两人", "who"),
        ("", "", "", "怎么告知", "way"),
    ):
        with refused(sentence, field):
            telling.tell(desk, papers, way, said, who)


def test_a_slip_printed_again_before_it_was_given_is_one_paper(desk: Desk, matter_id: int) -> None:
    assert telling.note_slips(desk, [matter_id], "a.docx") == telling.note_slips(desk, [matter_id], "b.docx")
    assert Document.get().file == "b.docx"
    telling.tell(desk, [Document.get().id], ServiceWay.DIRECT, "本人")
    telling.note_slips(desk, [matter_id])
    assert Document.select().count() == 2 and notified(matter_id) == TODAY, "what was given stays given"


def test_a_slip_of_two_matters_is_told_at_once(desk: Desk, matter_id: int) -> None:
    other = registered(desk, "李守田").matter_ids[0]
    telling.tell(desk, telling.note_slips(desk, [matter_id, other]), ServiceWay.DIRECT, "本人")
    assert notified(matter_id) == notified(other) == TODAY


def test_it_is_put_right(desk: Desk, matter_id: int) -> None:
    papers = telling.note_slips(desk, [matter_id])
    telling.tell(desk, papers, ServiceWay.POST, "EB1")
    with refused("请写明为什么", "reason"):
        telling.untell(desk, papers[0], "")
    with one_act("document.untell", "还在抽屉里"):
        telling.untell(desk, papers[0], "还在抽屉里")
    row = Document.get_by_id(papers[0])
    assert (row.served_on, row.service_way, row.received_by, notified(matter_id)) == (None, "", "", None)
    with refused("还没有告知"):
        telling.untell(desk, papers[0], "再来")
    telling.tell(desk, papers, ServiceWay.DIRECT, "本人", on_day=TODAY)
    assert notified(matter_id) == TODAY


def test_what_another_paper_told_stays_told(desk: Desk) -> None:
    with days_ago(desk, 3):
        matter_id = registered(desk).matter_ids[0]
        given_slip(desk, matter_id)
    stages.accept(desk, matter_id)
    paper = serving.give_notice(desk, matter_id, DocumentKind.ACCEPTANCE_NOTICE, "1号", TODAY)
    telling.tell(desk, [paper], ServiceWay.DIRECT, "本人")
    telling.untell(desk, Document.get(Document.kind == DocumentKind.SLIP).id, "没有给到")
    assert notified(matter_id) == TODAY
    telling.untell(desk, paper, "也没有给到")
    assert notified(matter_id) is None


def test_a_slip_tells_of_no_refusal(desk: Desk, matter_id: int) -> None:
    slip = telling.note_slips(desk, [matter_id])
    stages.refuse(desk, matter_id, RefusalGround.LITIGATION, "法院在审", "周敏")
    telling.tell(desk, slip, ServiceWay.DIRECT, "本人")
    assert notified(matter_id) is None
    paper = serving.give_notice(desk, matter_id, DocumentKind.REFUSAL_NOTICE, "1号", TODAY)
    telling.tell(desk, [paper], ServiceWay.DIRECT, "本人")
    assert notified(matter_id) == TODAY
    telling.untell(desk, paper, "没有给到")
    assert notified(matter_id) is None, "the slip told of the receipt only"


def test_an_extension_is_told_by_its_notice_and_untold_with_it(desk: Desk, matter_id: int) -> None:
    stages.accept(desk, matter_id)
    extending.extend(desk, matter_id, 10, "要鉴定", "周敏", None)
    paper = serving.give_notice(desk, matter_id, DocumentKind.EXTENSION_NOTICE, "1号", TODAY)
    assert Extension.get().told_on is None
    telling.tell(desk, [paper], ServiceWay.SYSTEM)
    assert Extension.get().told_on == TODAY
    telling.untell(desk, paper, "系统退回")
    assert Extension.get().told_on is None


def test_an_opinion_is_served_not_told(desk: Desk, matter_id: int) -> None:
    stages.accept(desk, matter_id)
    paper = serving.issue_opinion(desk, matter_id, OpinionResult.SUPPORTED, "补发", "1号", "周敏")
    with refused("请登记送达"):
        telling.tell(desk, [paper], ServiceWay.DIRECT, "本人")
    serving.serve(desk, paper, TODAY, ServiceWay.SYSTEM)
    with refused("送达即办结"):
        telling.untell(desk, paper, "没有送到")


def test_the_petitioners_query_code_is_kept_until_the_slip_is_printed_and_stands_in_no_history(desk: Desk) -> None:
    """16: the county system's number stays."""
    done = registered(desk)
    matters.record_county(desk, done.matter_ids[0], "entered", "SL-77", "CX4321")
    assert "CX4321" in words(papers.visitor_slip(desk, done.visit_id).path)
    row = Matter.get()
    assert (row.county_no, row.county_query_code) == ("SL-77", "")
    kept = {table: rows for table, rows in everything().items() if "CX4321" in str(rows)}
    assert not kept, kept.keys()
    assert "CX4321" not in words(papers.visitor_slip(desk, done.visit_id).path), "it is on the first slip"
