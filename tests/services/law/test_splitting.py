"""A matter that holds a claim and a report becomes two: the claim keeps words, number and clock; nothing links them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.law import sealed_paper, sealing, splitting, stages
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import intake, papers, talk
from jiefang_tui.services.reception.intake import CompanionIn, MatterIn, VisitIn
from jiefang_tui.store import database
from jiefang_tui.store.models import (
    Attachment,
    Companion,
    Deadline,
    Matter,
    MatterEvent,
    Petitioner,
    SealedReport,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import Category, MatterState, ReportAnswer
from tests.services import given
from tests.services.given import acts, days_ago, refused, registered

REPORT, MARK = "所长李强收了邻居红包饕餮鳏魍", "饕餮鳏魍"
CLAIM = "补偿款没有给我"
KEPT = {"request": CLAIM, "facts": "少发三亩", "concerned_unit": "自然资源所", "concerned_person": ""}


@pytest.fixture
def matter_id(desk: Desk, tmp_path: Path) -> int:
    """Registered ten days ago, accepted, talked about, corrected, with papers: the marker stands everywhere."""
    told = {"facts": f"少发三亩，{REPORT}", "concerned_unit": "自然资源所", "concerned_person": MARK}
    with days_ago(desk, 10):
        one = registered(desk, "马秘密", f"{REPORT}，{CLAIM}", matter=told)
        papers.reception_form(desk, one.visit_id)
        talk.save_talk_note(desk, one.visit_id, f"说{REPORT}，也说了补偿")
        stages.accept(desk, one.matter_ids[0])
    number = one.matter_ids[0]
    again = intake.register_visit(desk, VisitIn("马秘密", matters=[MatterIn(f"还是{REPORT}", matter_id=number)]))
    matters.correct_matter(desk, number, {"facts": f"少发三亩，{REPORT}，有账"}, f"补充{REPORT}")
    matters.add_entry(desk, number, f"来电：{REPORT}")
    scan = tmp_path / f"{MARK}.jpg"
    scan.write_bytes(b"scan")
    matters.attach_file(desk, number, scan, f"{REPORT}的照片")
    for form in (f"matter:{number}:a", f"talk:{again.visit_id}", "intake"):
        drafts.save_draft(desk, form, {"note": REPORT}, MARK)
    return number


def apart(desk: Desk, matter_id: int, *kept: str, **more: str) -> str:
    return str(splitting.take_report_out(desk, matter_id, KEPT | more, "王芳", "何静", kept=kept).path)


def on_paper(path: str) -> str:
    from docx import Document

    return "\n".join(one.text for one in Document(path).paragraphs)


def all_places(matter_id: int) -> list[str]:
    return [place.key for place in splitting.places_to_confirm(matter_id)]


def marked(desk: Desk) -> list[str]:
    """Where the marker still is: columns, names of files, bytes of the data file."""
    file, found = database.connection(), []
    for table in database.table_names(file):
        rows = file.execute(f'SELECT * FROM "{table}"')
        names = [one[0] for one in rows.description]
        for row in rows:
            found += [f"{table}.{n}" for n, v in zip(names, row, strict=True) if isinstance(v, str) and MARK in v]
    found += [path.name for path in desk.folder.root.rglob("*") if MARK in path.name]
    database.close()
    content = desk.folder.db.read_bytes()
    database.open_file(desk.folder.db)
    return sorted(set(found)) + (["the file"] if MARK.encode() in content else [])


def test_the_claim_keeps_its_words_its_number_and_its_clock(desk: Desk, matter_id: int) -> None:
    before = {row.kind: row.raw_on for row in Deadline.select().where(Deadline.matter == matter_id)}
    was = Matter.get_by_id(matter_id)
    apart(desk, matter_id)
    claim = Matter.get_by_id(matter_id)
    assert {name: getattr(claim, name) for name in KEPT} == KEPT and claim.title == CLAIM
    assert {row.kind: row.raw_on for row in Deadline.select().where(Deadline.matter == matter_id)} == before
    for name in ("register_no", "received_on", "accepted_on", "handling_due", "notice_due", "state", "petitioner_name"):
        assert getattr(claim, name) == getattr(was, name), name
    assert claim.report_answer == ReportAnswer.CLAIM
    assert [row.shown_name for row in Visit.select()] == ["马秘密", "马秘密"]


def test_the_reports_words_stand_nowhere_but_on_the_sealed_paper(desk: Desk, matter_id: int) -> None:
    assert len(marked(desk)) > 8
    path = apart(desk, matter_id)
    assert marked(desk) == []
    told = on_paper(path)
    assert REPORT in told and "马秘密" in told and MARK not in Path(path).name
    assert not [row for row in MatterEvent.select() if MARK in row.text]


def test_no_row_and_no_entry_names_both(desk: Desk, matter_id: int) -> None:
    apart(desk, matter_id)
    report = Matter.get(Matter.category == Category.REPORT_ACCUSATION)
    claim = Matter.get_by_id(matter_id)
    assert (report.petitioner_id, report.petitioner_name, report.request) == (None, "(密)", "")
    assert report.received_on == claim.received_on
    assert not VisitMatter.select().where(VisitMatter.matter == report).exists()
    for entry in acts():
        keys = {*json.loads(entry.before), *json.loads(entry.after), entry.subject}
        assert not {f"matter:{report.id}", f"matter:{claim.id}"} <= keys
    told = [row.text for row in MatterEvent.select().where(MatterEvent.matter == claim)]
    assert report.register_no not in "".join(told)


def test_the_report_goes_its_way_and_its_paper_is_not_written_over(desk: Desk, matter_id: int) -> None:
    path = Path(
        apart(
            desk,
            matter_id,
        )
    )
    report = SealedReport.get()
    assert (report.printed_on, report.asked_by, report.confirmed_by) == (clock.today(), "王芳", "何静")
    words = path.read_bytes()
    assert sealed_paper.print_sealed(desk, report.matter_id).path.read_bytes() == words
    sealing.hand_over(desk, report.matter_id, "李处长")
    assert not path.exists() and Matter.get_by_id(report.matter_id).state == MatterState.SEALED_OUT
    assert Matter.get_by_id(matter_id).state != MatterState.SEALED_OUT


def test_what_is_wrong_is_said_and_nothing_is_done(desk: Desk, matter_id: int) -> None:
    exports = sorted(desk.folder.exports.iterdir())
    with refused("请写求决的诉求", "request"):
        apart(desk, matter_id, request=" ")
    was = Matter.get_by_id(matter_id)
    same = {name: getattr(was, name) for name in KEPT}
    with refused("和原来的一样", "request"):
        apart(desk, matter_id, *all_places(matter_id), **same)
    with refused("另一个人", "confirmed_by"):
        splitting.take_report_out(desk, matter_id, KEPT, "王芳", "王芳")
    with refused("只能移送到", "unit"):
        splitting.take_report_out(desk, matter_id, KEPT, "王芳", "何静", "自然资源所")
    assert sorted(desk.folder.exports.iterdir()) == exports


def test_numbers_codes_and_dates_are_never_touched(desk: Desk) -> None:
    """The report's words hold a number that stands in the register number, in a phone and in an ID number."""
    words = "1.2026年11月23日，01，999999；李强收了红包，补偿款没有给我"
    one = registered(desk, "马一一", words, matter={"concerned_person": "李强"}, person={"phone": "13811112026"})
    before = Matter.get_by_id(one.matter_ids[0])
    person, visit = (model.get().__data__ for model in (Petitioner, Visit))
    apart(desk, before.id)
    after = Matter.get_by_id(before.id)
    for column in ("register_no", "uid", "received_on", "notice_due", "state", "category", "channel", "area_code"):
        assert getattr(after, column, None) == getattr(before, column, None), column
    assert Petitioner.get().__data__ == person and Visit.get().__data__ == visit
    registered(desk, "后来人", "修路")
    assert Matter.select().order_by(Matter.id.desc()).get().register_no.endswith("-003")


def test_what_was_said_later_goes_whole_to_the_paper_and_a_paraphrase_leaves_the_file(desk: Desk) -> None:
    one = registered(desk, "马秘密", "所长李强收红包，补偿款没给", matter={"concerned_person": "李强"})
    number = one.matter_ids[0]
    again = intake.register_visit(
        desk,
        VisitIn(
            "马秘密",
            petitioner_id=one.petitioner_id,
            companions=[CompanionIn("李强盛")],
            matters=[MatterIn("收红包那天是三月五日；补偿款要十二点四亩的", matter_id=number), MatterIn("修水渠")],
        ),
    )
    talk.save_talk_note(desk, again.visit_id, "反映李强收其邻居红包二千元一事，证人王五")
    matters.add_entry(desk, number, "来电再说李所长收钱")
    matters.add_entry(desk, number, "已到地块量过")
    kept = [one.key for one in splitting.places_to_confirm(number) if one.text in ("已到地块量过", "李强盛")]
    told = on_paper(apart(desk, number, *kept, concerned_person="", facts=""))
    for words in ("所长李强收红包，补偿款没给", "三月五日", "十二点四亩", "证人王五", "李所长收钱"):
        assert words in told
    everything = json.dumps([[str(row) for row in rows] for rows in given.everything().values()], ensure_ascii=False)
    for words in ("红包", "李强收", "三月五日", "王五", "李所长", "(密)盛"):
        assert words not in everything
    first, second = VisitMatter.select().where(VisitMatter.matter == number).order_by(VisitMatter.id)
    assert (first.request_said, second.request_said) == (CLAIM, "")
    assert VisitMatter.get(VisitMatter.request_said == "修水渠").visit_id == again.visit_id, "what else they came for"
    assert [row.name for row in Companion.select()] == ["李强盛"]
    texts = [row.text for row in MatterEvent.select().where(MatterEvent.matter == number)]
    assert "已到地块量过" in texts and not [text for text in texts if "(密)" in text or not text]


def test_what_an_attached_file_says_waits_with_the_report(desk: Desk, matter_id: int) -> None:
    before = Attachment.get()
    told = on_paper(apart(desk, matter_id))
    report, row = Matter.get(Matter.category == Category.REPORT_ACCUSATION), Attachment.get()
    assert (row.matter_id, row.name, row.kept_at) == (report.id, "附件1", before.kept_at)
    assert f"{REPORT}的照片" in told
    kept_in = [one for one in acts() if row.kept_at in one.before + one.after]
    assert [one.act for one in kept_in] == ["report.print"], "nothing leads from the claim to it"
    assert (desk.folder.attachments / row.kept_at).exists(), "it is still to be put in the envelope"
    sealing.hand_over(desk, report.id, "李处长")
    assert not (desk.folder.attachments / row.kept_at).exists() and not Attachment.select().exists()


def test_a2_what_is_left_as_the_claim_is_asked_about_when_it_sounds_like_a_report(desk: Desk, matter_id: int) -> None:
    left = {"request": "所长收了红包，补偿款没有给", "facts": ""}
    with pytest.raises(Asks, match="留下的求决里还像有") as asks:
        apart(desk, matter_id, **left)
    assert not SealedReport.select().exists() and Matter.get_by_id(matter_id).request != left["request"]
    asks.value.answer(ReportAnswer.CLAIM, {})
    apart(desk, matter_id, **left)
    assert Matter.get_by_id(matter_id).request == left["request"] and not desk.answered
