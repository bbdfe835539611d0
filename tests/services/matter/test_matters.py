"""Acts on a matter: each effect, each refusal without any change, one audit entry an act."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import stages
from jiefang_tui.services.matter import matters as acts
from jiefang_tui.store.models import AccessEntry, Attachment, AuditEntry, Commitment, Matter, Petitioner
from jiefang_tui.store.queries.matter.matter_history import timeline
from jiefang_tui.terms import CountyEntry, LegalRoute, MatterState
from tests.beginnings import beginning
from tests.services.given import after, days_ago, one_act, owned, refused, registered, sealed

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
@beginning
def matter_id(desk: Desk) -> int:
    return registered(desk).matter_ids[0]


def _matter(matter_id: int) -> Matter:
    found: Matter = Matter.get_by_id(matter_id)
    return found


def test_an_entry(desk: Desk, matter_id: int) -> None:
    with refused("请写明进展", "text"):
        acts.add_entry(desk, matter_id, " \n")
    with refused("不能晚于今天", "on_day"):
        acts.add_entry(desk, matter_id, "看过", TOMORROW)
    with one_act("matter.entry"):
        acts.add_entry(desk, matter_id, "看过现场", TODAY)
    assert timeline(matter_id)[0].text == "看过现场" and _matter(matter_id).last_entry_on == TODAY


def test_an_earlier_entry_does_not_turn_the_last_day_back(desk: Desk, matter_id: int) -> None:
    acts.add_entry(desk, matter_id, "补记", TODAY - timedelta(days=9))
    assert _matter(matter_id).last_entry_on == TODAY


def test_a_correction_keeps_what_stood_there(desk: Desk, matter_id: int) -> None:
    with one_act("matter.correct", "听错了"):
        acts.correct_matter(desk, matter_id, {"title": "征地补偿", "amount_fen": 100}, "听错了")
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert after(entry) == {"title": "征地补偿", "amount_fen": 100}
    assert "征地补偿款未足额发放" in entry.before
    with refused("事项名称不能为空", "title"):
        acts.correct_matter(desk, matter_id, {"title": " "})
    with pytest.raises(KeyError):
        acts.correct_matter(desk, matter_id, {"state": "concluded"})
    assert _matter(matter_id).state == MatterState.REGISTERED


def test_a_person_is_corrected_everywhere(desk: Desk, matter_id: int) -> None:
    person = _matter(matter_id).petitioner_id
    assert person is not None
    with one_act("person.correct", "听错了"):
        people.correct_person(desk, person, {"name": "张得福", "phone": ""}, "听错了")
    assert _matter(matter_id).petitioner_name == "张得福" and Petitioner.get_by_id(person).phone == ""
    with refused("姓名不能为空", "name"):
        people.correct_person(desk, person, {"name": " "})


def test_the_countys_number(desk: Desk, matter_id: int) -> None:
    with refused("请填写上级系统的信访件编号", "number"):
        acts.record_county(desk, matter_id, CountyEntry.ENTERED)
    with refused("不能晚于今天", "entered_on"):
        acts.record_county(desk, matter_id, CountyEntry.ENTERED, "XF1", "", TOMORROW)
    with one_act("matter.county"):
        acts.record_county(desk, matter_id, CountyEntry.ENTERED, " XF1 ", " 99 ")
    row = _matter(matter_id)
    assert (row.county_no, row.county_query_code, row.county_entered_on) == ("XF1", "99", TODAY)
    acts.record_county(desk, matter_id, CountyEntry.NOT_NEEDED)
    assert _matter(matter_id).county_entered_on is None


def test_a_commitment(desk: Desk, matter_id: int) -> None:
    with refused("请填写承诺了什么", "text"):
        acts.confirm_commitment(desk, matter_id, "", leader="周敏")
    with refused("请填写由哪位领导确认", "leader"):
        acts.confirm_commitment(desk, matter_id, "补发首期")
    with one_act("commitment.confirm"):
        one = acts.confirm_commitment(desk, matter_id, "补发首期", TOMORROW, 800_000, "周敏", "书记")
    with refused("不能晚于今天", "on_day"):
        acts.fulfil_commitment(desk, one, TOMORROW, "回单")
    with one_act("commitment.fulfil"):
        acts.fulfil_commitment(desk, one, TODAY, " 回单 ")
    row = Commitment.get_by_id(one)
    assert (row.fulfilled_on, row.proof, row.confirmed_by.post) == (TODAY, "回单", "书记")
    with refused("兑现"):
        acts.fulfil_commitment(desk, one, TODAY, "")


def test_a_simple_matter_is_assigned_and_concluded(desk: Desk, matter_id: int) -> None:
    with refused("请填写责任人或主办单位", "officer"):
        acts.assign_simple(desk, matter_id, " ", "", None)
    with one_act("matter.assign"):
        acts.assign_simple(desk, matter_id, "司法所", "汪洋", TOMORROW, "调解员")
    row = _matter(matter_id)
    assert (row.handler.name, row.handler.post, row.handler.unit.name) == ("汪洋", "调解员", "司法所")
    assert (row.lead_unit.name, row.due_on, row.state) == ("司法所", TOMORROW, MatterState.HANDLING)
    with refused("请写明办理结果", "result"):
        acts.conclude_simple(desk, matter_id, "", TODAY)
    with refused("不能晚于今天", "on_day"):
        acts.conclude_simple(desk, matter_id, "和解", TOMORROW)
    with one_act("matter.conclude"):
        acts.conclude_simple(desk, matter_id, "和解", TODAY)
    assert (_matter(matter_id).state, _matter(matter_id).concluded_on) == (MatterState.CONCLUDED, TODAY)
    with refused("已经了结"):
        acts.conclude_simple(desk, matter_id, "再办", TODAY)
    with refused("请重新登记"):
        acts.assign_simple(desk, matter_id, "司法所", "", None)
    with refused("请重新登记"):
        stages.accept(desk, matter_id)


def test_a_matter_under_a_leader_goes_its_own_way(desk: Desk) -> None:
    mine = owned(desk)
    with refused("包案件按三定三包办理"):
        acts.conclude_simple(desk, mine, "和解", TODAY)
    with refused("包案件的责任人在三定三包里定"):
        acts.assign_simple(desk, mine, "司法所", "", None)
    with refused("已于2026-11-23受理"):
        stages.accept(desk, mine)


def test_acceptance_starts_the_sixty_days(desk: Desk) -> None:
    with days_ago(desk, 3):
        matter_id = registered(desk).matter_ids[0]
    for wrong in (TOMORROW, TODAY - timedelta(days=4)):
        with refused("受理日期应在", "on_day"):
            stages.accept(desk, matter_id, wrong)
    with one_act("matter.accept"):
        stages.accept(desk, matter_id, TODAY - timedelta(days=1))
    row = _matter(matter_id)
    assert (row.handling_due, row.route) == (TODAY + timedelta(days=59), LegalRoute.PETITION_PROCEDURE)


def test_a_file_is_copied_under_its_digest(desk: Desk, matter_id: int, tmp_path: Path) -> None:
    source = tmp_path / "照片.JPG"
    source.write_bytes(b"abc")
    digest = hashlib.sha256(b"abc").hexdigest()
    with one_act("attachment.add"):
        first = acts.attach_file(desk, matter_id, source)
    second = acts.attach_file(desk, matter_id, source, "另一个名字")
    rows = [Attachment.get_by_id(first), Attachment.get_by_id(second)]
    assert [row.name for row in rows] == ["照片.JPG", "另一个名字"]
    assert {row.sha256 for row in rows} == {digest} and {row.kept_at for row in rows} == {f"{digest[:16]}.jpg"}
    assert [path.name for path in desk.folder.attachments.iterdir()] == [f"{digest[:16]}.jpg"]
    source.unlink()
    assert (desk.folder.attachments / rows[0].kept_at).read_bytes() == b"abc"
    with refused("没有找到这个文件", "path"):
        acts.attach_file(desk, matter_id, source)
    with refused("请填写附件名称", "name"):
        acts.attach_paper(desk, matter_id, "", "柜子")


def test_a_full_disk_leaves_no_half_file(
    desk: Desk, matter_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(b"abc")

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"a")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with refused("磁盘已满", "path"):
        acts.attach_file(desk, matter_id, source)
    assert list(desk.folder.attachments.iterdir()) == []


def test_nothing_is_written_into_a_sealed_report(desk: Desk, tmp_path: Path) -> None:
    secret = sealed(desk)
    source = tmp_path / "a.pdf"
    source.write_bytes(b"abc")
    for act in (
        lambda: acts.add_entry(desk, secret, "内容"),
        lambda: acts.correct_matter(desk, secret, {"title": "内容"}),
        lambda: acts.confirm_commitment(desk, secret, "内容", leader="周敏"),
        lambda: acts.attach_paper(desk, secret, "材料", "柜子"),
        lambda: acts.attach_file(desk, secret, source),
    ):
        with refused("检举控告不记内容"):
            act()
    with refused("检举控告按移送办理"):
        stages.accept(desk, secret)


def test_looking_is_written_down_without_an_audit_entry(desk: Desk, matter_id: int) -> None:
    count = AuditEntry.select().count()
    acts.note_access(desk, f"matter:{matter_id}", "转录")
    entry = AccessEntry.get()
    assert (entry.subject, entry.action, entry.officer_name) == (f"matter:{matter_id}", "转录", "王芳")
    assert AuditEntry.select().count() == count


def test_a_copy_that_only_looks_changes_nothing(desk: Desk, matter_id: int, tmp_path: Path) -> None:
    desk.read_only_because = "另一个窗口正在使用。"
    source = tmp_path / "a.pdf"
    source.write_bytes(b"abc")
    with pytest.raises(Refused, match="另一个窗口"):
        acts.add_entry(desk, matter_id, "看过")
    with pytest.raises(Refused, match="另一个窗口"):
        acts.attach_file(desk, matter_id, source)
    acts.note_access(desk, f"matter:{matter_id}", "转录")
    assert AccessEntry.select().count() == 0 and not desk.folder.attachments.exists()


def test_a_refused_attachment_leaves_no_copy(desk: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "材料.jpg"
    scan.write_bytes(b"scan")
    report = sealed(desk)
    with refused("检举控告"):
        acts.attach_file(desk, report, scan)
    with refused("找不到"):
        acts.attach_file(desk, 999, scan)
    assert not desk.folder.attachments.exists() or not list(desk.folder.attachments.iterdir())
