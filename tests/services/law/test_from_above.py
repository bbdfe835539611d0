"""省、市、县领导接访交办: registered, counted apart by level, owed a report, put right and taken back (issue 8, F6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.ledger_filter import ANY_LEVEL, LedgerFilter, Sort
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import from_above, letters, reporting_up, serving, stages
from jiefang_tui.services.reception import correcting, intake, statistics, voiding
from jiefang_tui.store.models import AuditEntry, Document, Matter
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.store.queries.matter.transcript import transcript
from jiefang_tui.store.queries.reception import figures, incoming
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import Channel, DueKind, ServiceWay, VoidGround
from tests.services.given import days_ago, one_act, refused, registered, sealed

TODAY = date(2026, 11, 23)
BACK_BY = date(2026, 12, 10)
PAPER = {
    "channel": Channel.ASSIGN, "sent_by": "县信访局", "outside_no": "县领交〔2026〕7号", "outside_due": BACK_BY,
    "wants_report": True, "assigned_leader": "沈克勤", "assigned_level": "county",
}  # fmt: skip


@pytest.fixture
def sent(desk: Desk) -> int:
    """What a leader of the county took in, and has the township handle."""
    return registered(desk, **PAPER).matter_ids[0]


def by_level(desk: Desk, day: date = TODAY) -> dict[str, int]:
    found: dict[str, int] = statistics.stats(desk, day, day)["assigned_by_level"]
    return found


def test_it_brings_who_received_of_which_level_and_a_report_that_is_owed(desk: Desk, sent: int) -> None:
    matter = Matter.get_by_id(sent)
    assert (matter.assigned_leader, matter.assigned_level) == ("沈克勤", "county")
    assert (matter.transferred_in_on, matter.transfer_no, matter.assigned_due) == (TODAY, "县领交〔2026〕7号", BACK_BY)
    owed = next(one for one in deadlines_of(sent, TODAY, desk.reference) if one.kind is DueKind.REPORT_UP)
    assert owed.is_open and owed.last == BACK_BY
    assert [one.how for one in incoming.incoming()] == ["县领导交办"]


def test_its_report_is_red_on_f5_until_it_is_made(desk: Desk) -> None:
    with days_ago(desk, 30):
        late = registered(desk, **PAPER | {"outside_due": date(2026, 11, 10)}).matter_ids[0]
        stages.accept(desk, late)
    with days_ago(desk, 5):
        paper = stages.issue_opinion(desk, late, "supported", "补发", "1号", "周敏")
        stages.serve(desk, paper, clock.today(), ServiceWay.DIRECT)
    assert late in [line.matter_id for line in morning.rows("red", TODAY)]
    reporting_up.report_up(desk, late, TODAY, "示报3号", ServiceWay.SYSTEM, "已补发")
    assert late not in [line.matter_id for line in morning.rows("red", TODAY)]


def test_the_level_is_asked_where_a_leader_is_named_and_the_name_may_be_unknown(desk: Desk) -> None:
    with refused("请选沈克勤是省、市、县哪一级的领导", "assigned_level"):
        registered(desk, **PAPER | {"assigned_level": ""})
    with refused("只有省、市、县三级", "assigned_level"):
        registered(desk, **PAPER | {"assigned_level": "village"})
    unnamed = registered(desk, **PAPER | {"assigned_leader": "", "assigned_level": "province"}).matter_ids[0]
    assert Matter.get_by_id(unnamed).assigned_level == "province"


def test_it_is_counted_apart_by_level_and_every_number_opens_its_list(desk: Desk, sent: int) -> None:
    registered(desk, "别人", **PAPER | {"assigned_level": "province"})
    registered(desk, "又一人", channel=Channel.ASSIGN, sent_by="县信访局")
    registered(desk, "来访的")
    assert by_level(desk) == {"province": 1, "city": 0, "county": 1}
    for level, number in by_level(desk).items():
        assert figures.count(f"assigned_{level}", TODAY) == number
        assert Ledger(LedgerFilter(assigned_level=level), Sort(), TODAY, desk.reference).count() == number
    assert figures.ids("assigned_county", TODAY) == [sent]
    both = Ledger(LedgerFilter(assigned_level=ANY_LEVEL), Sort(), TODAY, desk.reference)
    assert both.count() == len(both.ids()) == 2
    assert "领导接访交办：省级 1 件  市级 0 件  县级 1 件" in statistics.stats_text(desk, TODAY, TODAY)
    assert statistics.stats(desk, TODAY, TODAY)["batch_count"] == 0, "no visit to this desk"


def test_what_came_by_itself_first_is_counted_on_the_day_the_paper_came(desk: Desk) -> None:
    with days_ago(desk, 3):
        came = registered(desk).matter_ids[0]
    stages.record_transfer_in(desk, came, TODAY, "县信访局", "7号", BACK_BY, leader="沈克勤", level="county")
    assert by_level(desk)["county"] == 1 and by_level(desk, TODAY - timedelta(days=3))["county"] == 0
    assert Matter.get_by_id(came).wants_report
    assert any("县级领导沈克勤接访、县信访局交办 7号，2026-12-10前报告" in one.text for one in timeline(came))


def test_a_leader_s_assignment_without_a_limit_is_owed_a_report_too(desk: Desk) -> None:
    came = registered(desk).matter_ids[0]
    stages.record_transfer_in(desk, came, TODAY, "市信访局", level="city")
    assert Matter.get_by_id(came).wants_report


def test_what_is_typed_into_the_county_s_system_says_it_too(desk: Desk, sent: int) -> None:
    values = {line.label: line.value for line in transcript(sent, TODAY, desk.reference)}
    assert values["交办来源"] == "县级领导沈克勤接访 县信访局 县领交〔2026〕7号"


def test_the_letter_says_out_of_whose_reception_it_came(desk: Desk, sent: int) -> None:
    from jiefang_tui.services.desk.moving import sent_by

    stages.accept(desk, sent)
    paper = serving.give_notice(desk, sent, "acceptance_notice", "1号", TODAY)
    written = letters.write_letter(desk, paper)
    assert written is not None
    from docx import Document as Docx

    text = "\n".join(one.text for one in Docx(str(written.path)).paragraphs)
    assert "县级领导沈克勤接访、县信访局交办（县领交〔2026〕7号）的您反映的" in text
    assert sent_by(Matter(assigned_level="city")) == "市级领导接访交办"


# -- put right


def test_it_is_put_right_with_a_reason_and_what_stood_there_is_told(desk: Desk, sent: int) -> None:
    with refused("请写明更正的原因", "reason"):
        from_above.correct_above(desk, sent, "县信访局", wants_report=True, reason=" ")
    given = ("县信访局", "县领交〔2026〕7号", "沈克勤")
    with refused("和原来的一样"):
        from_above.correct_above(desk, sent, *given, "county", wants_report=True, reason="打错")
    with one_act("matter.correct_above", "看错了级别"):
        from_above.correct_above(desk, sent, *given, "city", wants_report=False, reason="看错了级别")
    assert by_level(desk) == {"province": 0, "city": 1, "county": 0}
    said = timeline(sent)[-1].text if timeline(sent)[-1].text.startswith("更正") else timeline(sent)[0].text
    assert said == "更正上级转来：领导级别县级改为市级；办结报告要报改为不用，原因：看错了级别"
    assert DueKind.REPORT_UP not in {one.kind for one in deadlines_of(sent, TODAY, desk.reference) if one.is_open}


def test_a_report_that_was_made_was_wanted(desk: Desk, sent: int) -> None:
    Document.create(matter=sent, kind="report_up", issued_on=TODAY, served_on=TODAY, recorded_at=clock.now())
    with refused("请先撤回办结报告", "wants_report"):
        from_above.correct_above(desk, sent, "县信访局", "8号", wants_report=False, reason="打错")
    from_above.correct_above(desk, sent, "县信访局", "8号", wants_report=True, reason="打错")
    assert (Matter.get_by_id(sent).transfer_no, Matter.get_by_id(sent).assigned_level) == ("8号", "")


# -- taken back


def test_what_was_noted_on_the_wrong_matter_is_taken_back(desk: Desk) -> None:
    came = registered(desk).matter_ids[0]
    with refused("没有登记过上级转来"):
        from_above.undo_above(desk, came, "记错了")
    stages.record_transfer_in(desk, came, TODAY, "县信访局", "7号", BACK_BY, leader="沈克勤", level="county")
    with refused("请写明为什么撤回", "reason"):
        from_above.undo_above(desk, came, "")
    with one_act("matter.undo_above", "是另一件的"):
        from_above.undo_above(desk, came, "是另一件的")
    matter = Matter.get_by_id(came)
    assert (matter.transferred_in_on, matter.assigned_due, matter.wants_report) == (None, None, False)
    assert (matter.transferred_from, matter.transfer_no, matter.assigned_leader) == ("", "", "")
    assert by_level(desk)["county"] == 0
    assert not {DueKind.ASSIGNED, DueKind.REPORT_UP} & {one.kind for one in deadlines_of(came, TODAY, desk.reference)}
    assert "沈克勤" in AuditEntry.select().order_by(AuditEntry.id.desc()).first().before, "the old is kept"
    stages.record_transfer_in(desk, came, TODAY, "县信访局", "8号")


def test_what_was_objected_to_or_reported_is_not_taken_back(desk: Desk) -> None:
    came = registered(desk).matter_ids[0]
    stages.record_transfer_in(desk, came, TODAY, "县信访局", "7号")
    stages.object_to(desk, came, "不属于本镇")
    with refused("已向上级提出异议"):
        from_above.undo_above(desk, came, "记错了")


def test_of_what_was_registered_so_the_form_of_the_arrival_is_put_right(desk: Desk, sent: int) -> None:
    with refused("改登记的形式"):
        from_above.undo_above(desk, sent, "是来信")
    visit_id = incoming.incoming()[0].visit_id
    correcting.correct_visit(desk, visit_id, {"channel": "letter"})
    matter = Matter.get_by_id(sent)
    assert (matter.channel, matter.transferred_in_on, matter.assigned_level) == ("letter", None, "")
    assert by_level(desk)["county"] == 0
    told = correcting.correct_visit(desk, visit_id, {"channel": "assign"})
    matter = Matter.get_by_id(sent)
    assert (matter.channel, matter.transferred_in_on, matter.transfer_no) == ("assign", TODAY, "县领交〔2026〕7号")
    assert "请在「更正上级转来」里填" in told
    from_above.correct_above(desk, sent, "县信访局", "7号", "沈克勤", "county", wants_report=True, reason="补上")
    assert by_level(desk)["county"] == 1


def test_a_report_that_was_made_keeps_the_form_of_its_arrival(desk: Desk, sent: int) -> None:
    Document.create(matter=sent, kind="report_up", issued_on=TODAY, served_on=TODAY, recorded_at=clock.now())
    with refused("请先撤回办结报告", "channel"):
        correcting.correct_visit(desk, incoming.incoming()[0].visit_id, {"channel": "letter"})


def test_a_registration_that_was_voided_is_counted_no_more(desk: Desk, sent: int) -> None:
    voiding.void_registration(desk, incoming.incoming()[0].visit_id, VoidGround.TRIAL)
    assert by_level(desk)["county"] == 0 and figures.count("assigned_county", TODAY) == 0


def test_of_a_sealed_report_nothing_is_kept_and_nothing_put_right(desk: Desk) -> None:
    hidden = sealed(desk)
    with refused("检举控告不记内容"):
        from_above.correct_above(desk, hidden, "县信访局", wants_report=False, reason="打错")
    given = intake.VisitIn(matters=[intake.MatterIn(category="report_accusation")], **PAPER)  # type: ignore[arg-type]
    intake.register_visit(desk, given)
    assert {row.assigned_leader for row in Matter.select()} == {""}
