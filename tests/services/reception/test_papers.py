"""The two papers from the file: what stands on them, what is noted, and that a full disk holds up nothing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui.documents.desk import write
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake, papers, receiving, talk
from jiefang_tui.services.reception.intake import MaterialIn, MatterIn, Registered, VisitIn
from jiefang_tui.services.reception.talk import CommitmentIn, OutcomeIn
from jiefang_tui.store.models import AccessEntry, AuditEntry, Matter, MatterEvent, Unit
from jiefang_tui.terms import Channel, DocumentKind, LegalRoute, Outcome, RefusalGround, VisitPurpose

ID_NO = "999999196803150018"


def arrive(desk: Desk, *requests: str, **more: Any) -> Registered:
    person = {"phone": "13800001234", "address": "章湾村3组", "id_no": ID_NO, "birth_date": date(1968, 3, 15)}
    matters = [MatterIn(text, facts="2026年6月做工", amount_fen=18600000) for text in requests]
    done = intake.register_visit(desk, VisitIn(name="李某某", person=person, matters=matters, **more))
    receiving.change_session(desk, None, "周敏", "镇党委书记", units=["司法所"])
    return done


def words(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_reception_form_has_what_is_known_and_no_id_number(desk: Desk) -> None:
    first = arrive(desk, "路灯不亮")
    given = OutcomeIn(Outcome.ASSIGNED, unit="村委会", commitments=[CommitmentIn("补发首期", date(2026, 12, 1))])
    talk.decide(desk, first.visit_id, first.matter_ids[0], given)
    done = arrive(desk, "拖欠工资", petitioner_id=first.petitioner_id, materials=[MaterialIn("欠条", False, 2)])
    printed = papers.reception_form(desk, done.visit_id)
    assert printed.path == desk.folder.exports / "2026-11-23-02号-李某某-接访登记表.docx"
    text = words(printed.path)
    for word in (
        "示例镇信访接待室",
        "周敏",
        "司法所",
        "李某某",
        "拖欠工资",
        "186,000元",
        "欠条 复印件 2页",
        "章湾村3组",
        done.register_nos[0],
        "周敏接待",
    ):
        assert word in text
    assert ID_NO not in text
    assert ID_NO[-4:] in text
    assert AccessEntry.get().subject == f"visit:{done.visit_id}"


def test_14_the_boxes_of_the_form_say_what_was_decided(desk: Desk) -> None:
    done = arrive(desk, "路灯不亮", "拖欠工资")
    before = words(papers.reception_form(desk, done.visit_id).path)
    assert "☑" not in before and "☐" not in before and "□3 交办" in before
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ASSIGNED, unit="村委会"))
    talk.decide(desk, done.visit_id, done.matter_ids[1], OutcomeIn(Outcome.ANSWERED, told="已讲明"))
    after = words(papers.reception_form(desk, done.visit_id).path)
    assert "☑1 当场答复" in after and "☑3 交办" in after and "☐2 受理并包案" in after and "□" not in after


def test_11_a_letter_has_no_number_of_the_queue_on_its_form(desk: Desk) -> None:
    done = intake.register_visit(desk, VisitIn(name="李某某", channel=Channel.LETTER, matters=[MatterIn("路灯不亮")]))
    text = words(papers.reception_form(desk, done.visit_id).path)
    assert "-000" not in text and "排队号：\n" in text + "\n" and "路灯不亮" in text


def test_slip_is_the_notice_of_article_23(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资", "不服判决")
    Unit.create(name="人社所", phone="0550-1234567")
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.RESPONSIBILITY, unit="人社所"))
    talk.decide(
        desk,
        done.visit_id,
        done.matter_ids[1],
        OutcomeIn(Outcome.GUIDED, route=LegalRoute.JUDICIAL, told="向县法院申请再审", unit="县法院"),
    )
    text = words(papers.visitor_slip(desk, done.visit_id).path)
    for word in (
        "受理并包案",
        "人社所",
        "0550-1234567",
        "2027年1月22日",
        "第三十四条",
        "县法院",
        "申请再审",
        *done.register_nos,
    ):
        assert word in text
    assert {matter.notified_on for matter in Matter.select()} == {None}, "printing is not telling"
    assert MatterEvent.select().where(MatterEvent.text == "打印来访告知单").count() == 2


def test_slip_of_one_matter_is_that_of_its_latest_visit(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资", "路灯不亮")
    printed = papers.visitor_slip(desk, matter_ids=done.matter_ids[1:])
    text = words(printed.path)
    assert "路灯不亮" in text
    assert "拖欠工资" not in text
    assert Matter.get_by_id(done.matter_ids[0]).notified_on is None


def test_slip_of_a_matter_tells_what_was_decided_though_somebody_asked_after_it_since(desk: Desk) -> None:
    done = arrive(desk, "路灯不亮")
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ASSIGNED, unit="供电所"))
    asks = VisitIn(name="李某某", purpose=VisitPurpose.PROGRESS, matters=[MatterIn(matter_id=done.matter_ids[0])])
    asked = intake.register_visit(desk, asks)
    assert Outcome.ASSIGNED.label in words(papers.visitor_slip(desk, matter_ids=done.matter_ids).path)
    assert "已交供电所办理" in words(papers.visitor_slip(desk, asked.visit_id).path)


def test_a_slip_names_the_unit_that_has_it_and_not_who_assists(desk: Desk) -> None:
    done = arrive(desk, "边界没划清")
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ASSIGNED, unit="自然资源所、财政所"))
    text = words(papers.visitor_slip(desk, done.visit_id).path)
    assert "自然资源所" in text and "财政所" not in text


def test_slip_says_when_to_come_again(desk: Desk) -> None:
    done = arrive(desk, "宅基地")
    at = datetime(2026, 11, 26, 9, 0).astimezone()
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.TO_VERIFY, next_at=at))
    assert "2026-11-26 09:00" in words(papers.visitor_slip(desk, done.visit_id).path)


def test_a_refused_matter_is_not_told_to_come_again(desk: Desk) -> None:
    done = arrive(desk, "宅基地")
    at = datetime(2026, 11, 26, 9, 0).astimezone()
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.TO_VERIFY, next_at=at))
    stages.refuse(desk, done.matter_ids[0], RefusalGround.NOT_COMPETENT, "属邻镇", "周敏", where_to="邻镇")
    text = words(papers.visitor_slip(desk, done.visit_id).path)
    assert "不予受理" in text and "第二十三条第一款" in text
    assert "再来" not in text and "2026-11-26" not in text
    assert "另有" not in text, "B17: no notice of it was written"
    stages.give_notice(desk, done.matter_ids[0], DocumentKind.REFUSAL_NOTICE, "1号", date(2026, 11, 23))
    assert "另有不予受理告知书" in words(papers.visitor_slip(desk, done.visit_id).path)


def test_what_was_sent_from_above_is_told_by_the_third_paragraph(desk: Desk) -> None:
    done = arrive(desk, "宅基地")
    assert "第二十三条第二款，现将" in words(papers.visitor_slip(desk, done.visit_id).path)
    stages.record_transfer_in(desk, done.matter_ids[0], date(2026, 11, 23), "县信访局", "1号")
    text = words(papers.visitor_slip(desk, done.visit_id).path)
    assert "第二十三条第三款，现将" in text and "条例第二十三条第三款" in text and "第二款" not in text


@pytest.mark.parametrize(
    ("since", "said", "unsaid"),
    [
        (lambda desk, m: stages.accept(desk, m), "已受理，正在办理", "另约"),
        (lambda desk, m: stages.set_route(desk, m, "arbitration", "去县仲裁委", "县仲裁委"), "去县仲裁委", "另约"),
        (lambda desk, m: matters.conclude_simple(desk, m, "已换灯泡", date(2026, 11, 23)), "已换灯泡", "另约"),
    ],
)
def test_what_was_decided_after_the_talk_is_told(desk: Desk, since: Any, said: str, unsaid: str) -> None:
    done = arrive(desk, "宅基地")
    at = datetime(2026, 11, 26, 9, 0).astimezone()
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.TO_VERIFY, next_at=at))
    since(desk, done.matter_ids[0])
    text = words(papers.visitor_slip(desk, done.visit_id).path)
    assert said in text and unsaid not in text


def test_a_full_disk_is_one_sentence_and_nothing_is_noted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    done = arrive(desk, "拖欠工资")
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.ANSWERED, told="好"))
    Matter.update(notified_on=None).execute()
    entries = AuditEntry.select().count()

    def full(path: Path, content: bytes) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_bytes", full)
    for make in (papers.visitor_slip, papers.reception_form):
        with pytest.raises(Refused, match="磁盘已满") as refused:
            make(desk, done.visit_id)
        assert "No space" not in str(refused.value)
    assert AuditEntry.select().count() == entries
    assert Matter.get().notified_on is None


def test_exports_that_cannot_be_made_and_a_spoilt_template(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资")
    desk.folder.exports.write_text("in the way", encoding="utf-8")
    with pytest.raises(Refused, match="不能写入"):
        papers.reception_form(desk, done.visit_id)
    desk.folder.exports.unlink()
    desk.folder.templates.mkdir()
    (desk.folder.templates / "reception_form.docx").write_bytes(b"no docx")
    with pytest.raises(Refused, match="模板"):
        papers.reception_form(desk, done.visit_id)


def test_what_was_shortened_is_said_before_the_file_s_name(tmp_path: Path) -> None:
    printed = Printed(tmp_path / "接访登记表.docx", "接访登记表", ("纸面放不下，已截短：事实与理由",))
    assert printed.sentence.startswith("纸面放不下，已截短：事实与理由。接访登记表.docx 已存，在 ")
    assert Printed(tmp_path / "甲.docx", "甲").sentence.startswith("甲.docx 已存，在 ")


def test_the_informers_slip_carries_number_date_and_where_it_goes_and_nothing_else(desk: Desk) -> None:
    done = arrive(desk, "举报账本的事")
    given = OutcomeIn(Outcome.SEALED, unit="上级信访部门", confirmed_by="何静")
    talk.decide(desk, done.visit_id, done.matter_ids[0], given)
    slip = papers.visitor_slip(desk, done.visit_id)
    told = words(slip.path)
    assert done.register_nos[0] in told and "上级信访部门" in told and "检举控告" in told
    assert "账本" not in told + slip.path.name and "李某某" not in told + slip.path.name
    with pytest.raises(Refused, match="密件"):
        papers.reception_form(desk, done.visit_id)


def test_c23_the_slip_names_a_contact_of_the_unit_only_and_a_code_only_where_it_has_one(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资")
    Unit.create(name="人社所", phone="0550-1234567")
    talk.decide(desk, done.visit_id, done.matter_ids[0], OutcomeIn(Outcome.RESPONSIBILITY, unit="人社所"))
    text = words(papers.visitor_slip(desk, done.visit_id).path)
    assert "人社所" in text and "联系人：周敏" not in text
    assert "凭本单的登记编号查询" in text and "查询码" not in text
    Matter.update(county_query_code="Q1").execute()
    assert "查询码：Q1" in words(papers.visitor_slip(desk, done.visit_id).path)


def test_c24_the_reception_form_says_when_the_order_was_signed(desk: Desk) -> None:
    done = arrive(desk, "拖欠工资")
    order = talk.InstructionIn("人社所速办", signed_on=date(2026, 11, 20))
    given = OutcomeIn(Outcome.RESPONSIBILITY, unit="人社所", instruction=order)
    talk.decide(desk, done.visit_id, done.matter_ids[0], given)
    text = words(papers.reception_form(desk, done.visit_id).path)
    assert "人社所速办（2026年11月20日签批）" in text
