"""矛盾纠纷排查: 零报告, disputes put right and taken back, what is not settled goes on and may become a matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import check_papers, checks
from jiefang_tui.services.fieldwork.checks import DisputeIn
from jiefang_tui.services.law import sealing
from jiefang_tui.store.models import Dispute, DisputeCheck, Matter
from jiefang_tui.store.queries.fieldwork.checks import Counted, VillageLine, counted, dispute_line, village_lines
from jiefang_tui.terms import CheckSpan, DisputeKind, DisputeLevel, DisputeState
from tests.services.given import handed_over, one_act, refused

SPAN = (date(2026, 11, 16), date(2026, 11, 30))
BEFORE = (date(2026, 11, 1), date(2026, 11, 15))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SITE = DisputeIn(
    kind=DisputeKind.HOUSE_SITE, about="两户宅基地界址", households=2, level=DisputeLevel.LARGER, handler="治调主任"
)


def village(name: str, span: tuple[date, date] = SPAN) -> VillageLine:
    (line,) = [one for one in village_lines(*span, ["章湾村", "石桥村"]) if one.village == name]
    return line


def test_a_village_reports_nothing_with_one_act(desk: Desk) -> None:
    assert not village("章湾村").has_reported
    with one_act("check.none"):
        check = checks.report_none(desk, "章湾村", *SPAN)
    assert village("章湾村").found_none and village("章湾村").has_reported and not village("石桥村").has_reported
    with refused("已经零报告"):
        checks.report_none(desk, "章湾村", *SPAN)
    with refused("为什么撤回", "reason"):
        checks.take_back_none(desk, check, "")
    with one_act("check.withdraw", "报错了村"):
        checks.take_back_none(desk, check, "报错了村")
    assert not village("章湾村").has_reported and DisputeCheck.get_by_id(check).withdraw_reason == "报错了村"
    checks.report_none(desk, "章湾村", *SPAN)
    with refused("才开始"):
        checks.report_none(desk, "章湾村", date(2026, 12, 1), date(2026, 12, 15))


def test_a_dispute_is_one_act_and_ends_the_zero(desk: Desk) -> None:
    checks.report_none(desk, "章湾村", *SPAN)
    with one_act("dispute.add"):
        one = checks.add(desk, "章湾村", *SPAN, SITE)
    assert not village("章湾村").found_none and village("章湾村").of_span == 1
    with refused("已经报了1件"):
        checks.report_none(desk, "章湾村", *SPAN)
    with refused("什么纠纷", "about"):
        checks.add(desk, "章湾村", *SPAN, replace(SITE, about=" "))
    with refused("户数", "households"):
        checks.add(desk, "章湾村", *SPAN, replace(SITE, households=0))
    with one_act("dispute.correct", "记错了"):
        checks.correct(desk, one, replace(SITE, households=3), "记错了")
    assert dispute_line(one).households == 3
    with one_act("dispute.withdraw", "报重了"):
        checks.withdraw(desk, one, "报重了")
    assert village("章湾村").of_span == 0 and not village("章湾村").has_reported
    with refused("先恢复"):
        checks.set_state(desk, one, DisputeState.SETTLED)
    with one_act("dispute.restore"):
        checks.restore(desk, one)
    assert village("章湾村").of_span == 1


def test_a_zero_and_a_standing_dispute_never_stand_together(desk: Desk) -> None:
    one = checks.add(desk, "章湾村", *SPAN, SITE)
    checks.withdraw(desk, one, "登错村")
    checks.take_back_none(desk, checks.report_none(desk, "章湾村", *SPAN), "没看完")
    checks.restore(desk, one)
    assert village("章湾村").of_span == 1 and village("章湾村").has_reported
    with refused("已经报了1件"):
        checks.report_none(desk, "章湾村", *SPAN)
    checks.withdraw(desk, one, "登错村")
    checks.take_back_none(desk, checks.report_none(desk, "章湾村", *SPAN), "没看完")
    checks.report_none(desk, "章湾村", *SPAN)
    checks.restore(desk, one)
    assert village("章湾村").of_span == 1 and not village("章湾村").found_none
    assert DisputeCheck.select().where(DisputeCheck.stands).count() == 1


def test_why_a_waiting_report_s_line_was_taken_back_is_not_told(desk: Desk) -> None:
    one = checks.add(desk, "章湾村", *SPAN, SITE)
    became = checks.to_matter(desk, one, "程有福", "界址")
    checks.withdraw(desk, one, "是举报支书的")
    sealing.make_report(desk, became.matter_id, "王芳", "何静")
    assert "支书" not in str(village("章湾村").disputes)


def test_what_is_not_settled_goes_on_in_the_next_span(desk: Desk) -> None:
    one = checks.add(desk, "章湾村", *BEFORE, SITE)
    line = village("章湾村")
    assert [each.id for each in line.disputes] == [one] and line.of_span == 0 and not line.has_reported
    with one_act("dispute.state"):
        checks.set_state(desk, one, DisputeState.SETTLED)
    with refused("已经是已化解"):
        checks.set_state(desk, one, DisputeState.SETTLED)
    assert village("章湾村").disputes == () and village("章湾村", BEFORE).of_span == 1


def test_it_becomes_a_matter(desk: Desk) -> None:
    one = checks.add(desk, "章湾村", *SPAN, SITE)
    with one_act("dispute.to_matter"):
        became = checks.to_matter(desk, one, "程有福", "邻居占了宅基地")
    assert Matter.get_by_id(became.matter_id).request == "邻居占了宅基地"
    with refused("已经连着"):
        checks.to_matter(desk, one, "程有福", "再来")
    checks.unlink(desk, one, "点错了")
    assert dispute_line(one).matter_id is None
    again = checks.to_matter(desk, one, "程有福", "邻居占了宅基地")
    assert again.matter_id is not None
    handed_over(desk, again.matter_id)
    assert (Dispute.get_by_id(one).about, Dispute.get_by_id(one).matter_id) == ("(密)", None)


def test_counted_by_village_and_kind_and_over_the_year(desk: Desk) -> None:
    from docx import Document

    checks.add(desk, "章湾村", *BEFORE, replace(SITE, state=DisputeState.SETTLED))
    checks.add(desk, "章湾村", *SPAN, replace(SITE, state=DisputeState.MEDIATING))
    gone = checks.add(desk, "石桥村", *SPAN, SITE)
    checks.withdraw(desk, gone, "报重了")
    checks.add(desk, "石桥村", *SPAN, replace(SITE, kind=DisputeKind.WAGES))
    assert counted(*SPAN) == {
        ("章湾村", DisputeKind.HOUSE_SITE): Counted(1, 1, 0),
        ("石桥村", DisputeKind.WAGES): Counted(1, 0, 0),
    }
    assert counted(*YEAR)["章湾村", DisputeKind.HOUSE_SITE] == Counted(2, 2, 1)
    paper = Document(str(check_papers.write_table(desk, *SPAN, ["章湾村", "石桥村"]).path))
    (table,) = paper.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["", "章湾村", "石桥村", "小计", "年度累计"]
    assert rows[1:6] == [
        ["排查数", "1", "1", "2", "3"],
        ["调处数", "1", "0", "1", "2"],
        ["调处率%", "100.0", "0.0", "50.0", "66.7"],
        ["成功数", "0", "0", "0", "1"],
        ["成功率%", "0.0", "-", "0.0", "50.0"],
    ]
    assert ["宅基地", "1", "0", "1", "2"] in rows
    assert "矛盾纠纷排查情况表" in paper.paragraphs[0].text and "2026年11月下半月" in paper.paragraphs[1].text


def test_what_is_counted_so_far_ends_with_the_span_that_is_asked(desk: Desk) -> None:
    from docx import Document

    checks.add(desk, "章湾村", *BEFORE, SITE)
    checks.add(desk, "章湾村", *SPAN, SITE)
    (table,) = Document(str(check_papers.write_table(desk, *BEFORE, ["章湾村"]).path)).tables
    assert [cell.text for cell in table.rows[1].cells] == ["排查数", "1", "1", "1"]


def test_who_has_not_reported_stands_on_paper_and_is_no_zero(desk: Desk) -> None:
    from docx import Document

    checks.report_none(desk, "章湾村", *BEFORE)
    checks.report_none(desk, "章湾村", *SPAN)
    checks.add(desk, "石桥村", *SPAN, SITE)
    gone = checks.add(desk, "泉水村", *SPAN, SITE)
    checks.withdraw(desk, gone, "登错了村")
    names = ["章湾村", "石桥村", "泉水村"]
    paper = Document(str(check_papers.write_table(desk, *SPAN, names).path))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows[1] == ["排查数", "0", "1", "没报", "1", "1"] and rows[2] == ["调处数", "0", "0", "-", "0", "0"]
    assert ["宅基地", "0", "1", "-", "1", "1"] in rows
    said = [line.text for line in paper.paragraphs if "没有报的" in line.text]
    assert said == ["没有报的：2026年11月下半月 泉水村。没报不是零报告。"]
    month = Document(str(check_papers.write_table(desk, *YEAR, names).path))
    said = [line.text for line in month.paragraphs if "没有报的" in line.text]
    assert said == ["没有报的：2026年11月上半月 石桥村、泉水村；2026年11月下半月 泉水村。没报不是零报告。"]


def test_the_span_is_the_office_s(desk: Desk) -> None:
    assert checks.check_span() is CheckSpan.HALF_MONTH
    checks.set_check_span(desk, CheckSpan.QUARTER)
    assert checks.check_span() is CheckSpan.QUARTER
