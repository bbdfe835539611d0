"""专班 over several matters, and 共性问题 with its three ends; each act taken back."""

from __future__ import annotations

import io
from datetime import date

import pytest

from jiefang_tui.documents.together.sheet import sheet_docx
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import recusing
from jiefang_tui.services.reception import intake
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.together import causes as acts
from jiefang_tui.services.together import finding_ends as ends
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.services.together.finding_ends import AdviceIn
from jiefang_tui.services.together.looking import is_leader
from jiefang_tui.store.models import Cause, CauseMatter, FindingNote, MatterEvent, Officer, PolicyAdvice
from jiefang_tui.store.queries.office.handover import in_hand
from jiefang_tui.store.queries.together import causes, radar
from jiefang_tui.terms import AdviceKind, FindingEnd, ReportAnswer
from tests.services.given import one_act, owned, refused, sealed

TODAY = date(2026, 11, 23)
TUNNEL = CauseIn(title="隧道爆破震损房屋", leader="周敏", cause="放炮药量没有控制")


def tunnel(desk: Desk, number: int, place: str = "西岭村", unit: str = "") -> int:
    given = MatterIn(
        "房屋震裂", content_class="0104", problem_place=place, concerned_unit=unit, report_answer=ReportAnswer.CLAIM
    )
    return intake.register_visit(desk, VisitIn(f"村民{'甲乙丙丁戊'[number]}", matters=[given])).matter_ids[0]


@pytest.fixture
def three(desk: Desk) -> list[int]:
    return [tunnel(desk, number) for number in range(3)]


def events(matter_id: int) -> list[str]:
    rows = MatterEvent.select().where(MatterEvent.matter == matter_id).order_by(MatterEvent.id)
    return [row.text for row in rows]


def test_a_team_over_several_matters_and_each_shows_it(desk: Desk, three: list[int]) -> None:
    with one_act("cause.open"):
        made = acts.open_cause(desk, TUNNEL, three)
    assert events(three[0])[-1] == "列入专案「隧道爆破震损房屋」，周敏牵头"
    assert [one.title for one in causes.causes_of(three[2])] == ["隧道爆破震损房屋"]
    with one_act("cause.add_member"):
        acts.add_member(desk, made, "李强", "鉴定")
    with refused("已经在专班里", "officer"):
        acts.add_member(desk, made, "李强")
    with one_act("cause.add_measure"):
        measure = acts.add_measure(desk, made, "请住建局鉴定", "李强", date(2026, 12, 10))
    assert causes.cause(made).words == "隧道爆破震损房屋  周敏牵头  措施0/1"
    leader = Officer.get(Officer.name == "周敏")
    assert [one.words for one in in_hand(leader.id)] == ["专班组长1个"]
    with one_act("cause.finish_measure"):
        acts.finish_measure(desk, measure, "鉴定报告出了")
    assert causes.cause(made).open_measures == 0
    with one_act("cause.unfinish_measure", "少鉴定两户"):
        acts.unfinish_measure(desk, measure, "少鉴定两户")
    with one_act("cause.drop_measure", "改由县里做"):
        acts.drop_measure(desk, measure, "改由县里做")
    with refused("撤掉"):
        acts.finish_measure(desk, measure, "又做了")
    with one_act("cause.close"):
        acts.close(desk, made, "补偿款都发了")
    assert events(three[1])[-1] == "专案「隧道爆破震损房屋」了结：补偿款都发了" and in_hand(leader.id) == []
    with one_act("cause.reopen", "又有人来"):
        acts.reopen(desk, made, "又有人来")
    with one_act("cause.change", "换人"):
        acts.change(desk, made, CauseIn(title="隧道震损", leader="韩平"), "换人")
    assert causes.cause(made).leader == "韩平"
    member = causes.cause(made).members[0]
    with one_act("cause.remove_member", "调走了"):
        acts.remove_member(desk, member.id, "调走了")
    with one_act("cause.withdraw", "登重了"):
        acts.withdraw(desk, made, "登重了")
    assert causes.causes_of(three[0]) == [] and Cause.select().count() == 1


def test_matters_go_in_and_out(desk: Desk, three: list[int]) -> None:
    made = acts.open_cause(desk, TUNNEL, three[:2])
    with one_act("cause.add_matter"):
        acts.add_matter(desk, made, three[2])
    with refused("已经在里面"):
        acts.add_matter(desk, made, three[2])
    with one_act("cause.take_out_matter", "另有原因"):
        acts.take_out_matter(desk, made, three[2], "另有原因")
    assert len(causes.cause(made).matters) == 2 and CauseMatter.select().count() == 3
    with refused("不在里面"):
        acts.take_out_matter(desk, made, three[2], "再去")
    acts.add_matter(desk, made, three[2])
    report = sealed(desk)
    with refused("检举控告"):
        acts.add_matter(desk, made, report)


def test_who_stands_aside_leads_no_team_over_it(desk: Desk, three: list[int]) -> None:
    people.add_officer(desk, "周敏", "镇党委书记")
    owned(desk, "旁人", leader="韩平")
    recusing.recuse(desk, three[0], "周敏", "本人亲属", "韩平")
    with refused("周敏", "leader"):
        acts.open_cause(desk, TUNNEL, three)


@pytest.mark.parametrize(
    ("given", "said", "field"),
    [(CauseIn(title=" ", leader="周敏"), "名称", "title"), (CauseIn(title="隧道", leader=""), "姓名", "leader")],
)
def test_what_cannot_be_is_said(desk: Desk, three: list[int], given: CauseIn, said: str, field: str) -> None:
    with refused(said, field):
        acts.open_cause(desk, given, three)


# -- 共性问题


def found(desk: Desk, with_units: bool = False) -> list[str]:
    return [one.words for one in radar.open_findings(TODAY, desk.reference, with_units=with_units)]


def test_set_aside_until_it_grows(desk: Desk, three: list[int]) -> None:
    assert found(desk) == ["60日内，西岭村「宅基地与建房」有3件"]
    (one,) = radar.open_findings(TODAY, desk.reference, with_units=False)
    with one_act("finding.set_aside", "等鉴定结果"):
        ends.set_aside(desk, one.key, len(one.matter_ids), "等鉴定结果")
    assert found(desk) == []
    tunnel(desk, 3)
    assert found(desk) == ["60日内，西岭村「宅基地与建房」有4件"]
    (note,) = radar.notes(with_units=False)
    assert note.words == "西岭村、宅基地与建房  3件  等鉴定结果"
    with one_act("finding.take_back", "点错了"):
        ends.take_back(desk, note.id, "点错了")
    assert radar.notes(with_units=False) == [] and FindingNote.select().count() == 1


def test_a_team_is_an_end_and_gone_with_the_team(desk: Desk, three: list[int]) -> None:
    (one,) = radar.open_findings(TODAY, desk.reference, with_units=False)
    made = acts.open_cause(desk, TUNNEL, one.matter_ids, one.key, len(one.matter_ids))
    assert found(desk) == [] and len(causes.cause(made).matters) == 3
    (note,) = radar.notes(with_units=False)
    assert note.end is FindingEnd.CAUSE
    with refused("请在专案里撤回"):
        ends.take_back(desk, note.id, "不要了")
    acts.withdraw(desk, made, "不要了")
    assert len(found(desk)) == 1


def test_a_paper_to_who_can_change_it(desk: Desk, three: list[int]) -> None:
    (one,) = radar.open_findings(TODAY, desk.reference, with_units=False)
    given = AdviceIn(
        kind=AdviceKind.POLICY,
        title="隧道施工损害",
        to_body="县信访联席办",
        facts="三户房屋震裂。",
        advice="先鉴定后施工。",
    )
    with refused("建议怎么改", "advice"):
        ends.write_advice(desk, one.key, one.matter_ids, AdviceIn(**{**given.__dict__, "advice": ""}))
    with one_act("advice.write"):
        made, printed = ends.write_advice(desk, one.key, one.matter_ids, given)
    assert printed.path.exists() and found(desk) == []
    sheet = ends.advice_of(desk, one.matter_ids, given)
    assert "第四十条" in sheet.notes[0] and len(sheet.tables[0].rows) == 3
    from docx import Document

    paper = Document(io.BytesIO(sheet_docx(sheet).content))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert not any("村民" in text for text in cells), "about causes, never persons"
    with refused("先记报送"):
        ends.answered(desk, made, "采纳")
    with one_act("advice.sent"):
        ends.sent(desk, made)
    with one_act("advice.answered"):
        ends.answered(desk, made, "采纳，已下发通知")
    (note,) = radar.notes(with_units=False)
    assert "11-23报县信访联席办" in note.words and "采纳，已下发通知" in note.words
    with refused("先撤回答复"):
        ends.not_sent(desk, made, "还没寄")
    with one_act("advice.not_answered", "别的件的答复"):
        ends.not_answered(desk, made, "别的件的答复")
    (note,) = radar.notes(with_units=False)
    assert "11-23报县信访联席办" in note.words and "采纳" not in note.words, "that it was sent stands"
    with refused("还没有记答复"):
        ends.not_answered(desk, made, "再撤")
    with one_act("advice.not_sent", "还没寄"):
        ends.not_sent(desk, made, "还没寄")
    ends.take_back(desk, note.id, "不写了")
    assert len(found(desk)) == 1 and PolicyAdvice.get().withdrawn_on == TODAY


def test_one_unit_is_shown_to_a_leader_only(desk: Desk) -> None:
    for number in range(3):
        tunnel(desk, number, place=f"村{number}", unit="宏远公司")
    assert found(desk) == []
    assert found(desk, with_units=True) == ["60日内，反映宏远公司的有3件"]
    (one,) = radar.open_findings(TODAY, desk.reference, with_units=True)
    ends.set_aside(desk, one.key, 3, "已经约谈")
    assert radar.notes(with_units=False) == [] and len(radar.notes(with_units=True)) == 1
    assert not is_leader(desk)
    desk.officer_id = people.add_officer(desk, "周敏", "镇党委书记")
    assert is_leader(desk)


def test_a_report_is_no_part_of_it(desk: Desk, three: list[int]) -> None:
    sealed(desk)
    assert len(radar.facts(TODAY, 60, desk.reference)) == 3
