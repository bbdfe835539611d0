"""A line of F8 that becomes a matter and sounds like a report: the four answers, for each kind of line.

What is answered to be a report, or to be both, takes the line's own words along: no list shows them while it waits, the
handover takes them out of the file, and 恢复 gives them back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from jiefang_tui.rules.fieldwork.round_columns import RoundColumn
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.desk.forgotten import read
from jiefang_tui.services.fieldwork import check_papers, checks, households, rounds, visits
from jiefang_tui.services.fieldwork.becoming import Became
from jiefang_tui.services.fieldwork.households import HouseholdIn
from jiefang_tui.services.law import sealed_paper, sealing
from jiefang_tui.store.models import AuditEntry, Dispute, FieldVisit, Household, Matter, MatterEvent
from jiefang_tui.store.queries.fieldwork.checks import dispute_line
from jiefang_tui.store.queries.fieldwork.rounds import household_line, round_view
from jiefang_tui.store.queries.fieldwork.visits import counts, visit_line
from jiefang_tui.terms import Category, ColumnKind, MatterState, ReportAnswer
from tests.services.desk.test_old_copies import again, close, holding
from tests.services.fieldwork.test_checks import SITE, SPAN
from tests.services.fieldwork.test_rounds import COLUMNS
from tests.services.fieldwork.test_visits import HOME, NOVEMBER
from tests.services.given import handed_over, refused

WORDS = "后墙裂缝没人修，举报所长李强收红包"
CLAIM = "后墙裂缝没人修"


@dataclass(frozen=True)
class Kind:
    """How a line of one kind is made and read."""

    record: Callable[[Desk], int]
    become: Callable[[Desk, int, str, str], Became]
    shown: Callable[[int], tuple[str, str]]
    """Its words, and the number of the matter that it leads to."""
    kept: Callable[[int], str]
    """Its words in the file."""
    masked: str
    """What stands for them."""


def as_none(record: Callable[[], int]) -> int:
    """Write a line down whose words were said to be no report, when it was asked."""
    with pytest.raises(Asks) as asked:
        record()
    asked.value.answer(ReportAnswer.CLAIM, {})
    return record()


def _household(desk: Desk) -> int:
    made = rounds.begin(desk, "隧道爆破", COLUMNS)
    rows = [["户主", "损坏", "估价", "情况"], ["程有福", WORDS, "2400", "谈妥"]]
    as_none(lambda: households.add_table(desk, made, rows))
    return int(Household.get().id)


def _of_household(row_id: int) -> tuple[str, str]:
    line = household_line(round_view(Household.get_by_id(row_id).campaign_id), row_id)
    assert (line.head, line.cells[1], line.cells[5]) == ("程有福", "240000", "谈妥"), "the round's own figures stay"
    return line.cells[0], line.register_no


def _of_visit(row_id: int) -> tuple[str, str]:
    line = visit_line(row_id)
    return line.learnt, line.register_no


def _of_dispute(row_id: int) -> tuple[str, str]:
    line = dispute_line(row_id)
    return line.about, line.register_no


KINDS = {
    "visit": Kind(
        lambda desk: as_none(lambda: visits.record(desk, replace(HOME, learnt=WORDS))),
        visits.to_matter,
        _of_visit,
        lambda row_id: FieldVisit.get_by_id(row_id).learnt,
        "(密)",
    ),
    "dispute": Kind(
        lambda desk: as_none(lambda: checks.add(desk, "章湾村", *SPAN, replace(SITE, about=WORDS))),
        checks.to_matter,
        _of_dispute,
        lambda row_id: Dispute.get_by_id(row_id).about,
        "(密)",
    ),
    "household": Kind(
        _household, households.to_matter, _of_household, lambda row_id: Household.get_by_id(row_id).c1, ""
    ),
}


@pytest.fixture(params=list(KINDS))
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def became(desk: Desk, kind: Kind, answer: ReportAnswer, name: str = "程有福") -> tuple[int, Became]:
    """A line of this kind of which it was asked, and what became of it."""
    one = kind.record(desk)
    with pytest.raises(Asks) as asked:
        kind.become(desk, one, name, WORDS)
    assert Matter.select().count() == 0, "it is asked before anything is registered"
    asked.value.answer(answer, {"request": CLAIM} if answer is ReportAnswer.BOTH else {})
    return one, kind.become(desk, one, name, WORDS)


def report() -> Matter:
    return Matter.get(Matter.category == Category.REPORT_ACCUSATION)


def in_the_trail(word: str) -> bool:
    rows = AuditEntry.select()
    told = any(word in entry.before + entry.after + (entry.reason or "") for entry in rows)
    return told or MatterEvent.select().where(MatterEvent.text.contains(word)).exists()


@pytest.mark.parametrize("answer", [ReportAnswer.CLAIM, ReportAnswer.VIOLATION])
def test_a_claim_keeps_the_line_s_words_and_leads_to_it(desk: Desk, kind: Kind, answer: ReportAnswer) -> None:
    one, made = became(desk, kind, answer)
    matter = Matter.get()
    assert (matter.category, matter.request, matter.facts, matter.report_answer) == ("claim", WORDS, "", answer)
    assert made.line_to == made.matter_id == matter.id
    assert kind.shown(one) == (WORDS, matter.register_no)


def test_a_report_is_read_in_the_line_no_more_and_leaves_it_with_the_handover(desk: Desk, kind: Kind) -> None:
    one, made = became(desk, kind, ReportAnswer.REPORT)
    assert Matter.get().category == Category.REPORT_ACCUSATION and made.line_to == Matter.get().id
    assert kind.shown(one) == (kind.masked, "") and kind.kept(one) == WORDS
    handed_over(desk, made.matter_id)
    assert kind.shown(one) == (kind.masked, "") and "举报" not in kind.kept(one)
    assert not in_the_trail("红包")


def test_both_is_a_claim_with_its_own_words_and_a_report_that_takes_the_line_along(desk: Desk, kind: Kind) -> None:
    one, made = became(desk, kind, ReportAnswer.BOTH)
    claim, sealed = Matter.get_by_id(made.matter_id), report()
    assert (claim.category, claim.request, claim.facts, claim.petitioner_name) == ("claim", CLAIM, "", "程有福")
    assert made.sentence.startswith(f"已转为事项 {claim.register_no}") and sealed.register_no in made.sentence
    assert Matter.select().count() == 2 and made.line_to == sealed.id
    assert kind.shown(one) == (kind.masked, ""), "no word of it, and nothing that leads from the line to either"
    paper = dict(sealed_paper._lines(sealed))
    assert paper["诉求"] == WORDS and WORDS in paper["事实与理由"]
    handed_over(desk, sealed.id)
    assert kind.shown(one) == (kind.masked, "") and "举报" not in kind.kept(one)
    assert not in_the_trail("红包")
    after = Matter.get_by_id(claim.id)
    assert (after.state, after.request, after.petitioner_name) == (MatterState.REGISTERED, CLAIM, "程有福")


def test_that_it_was_no_report_after_all_gives_the_words_back(desk: Desk, kind: Kind) -> None:
    one, made = became(desk, kind, ReportAnswer.BOTH)
    sealed = report()
    sealing.no_report(desk, sealed.id, "说的是求决")
    assert kind.shown(one) == (WORDS, sealed.register_no)
    assert Matter.get_by_id(sealed.id).request == WORDS and Matter.get_by_id(made.matter_id).request == CLAIM


def test_what_is_left_as_the_claim_is_asked_about_again_and_may_be_a_report_whole(desk: Desk, kind: Kind) -> None:
    one = kind.record(desk)
    with pytest.raises(Asks) as asked:
        kind.become(desk, one, "程有福", WORDS)
    asked.value.answer(ReportAnswer.BOTH, {"request": "举报所长李强"})
    with pytest.raises(Asks, match="留下的求决里还像有检举控告") as left:
        kind.become(desk, one, "程有福", WORDS)
    left.value.answer(ReportAnswer.REPORT, {})
    kind.become(desk, one, "程有福", WORDS)
    assert [matter.category for matter in Matter.select()] == [Category.REPORT_ACCUSATION], "one, with all of it"
    assert Matter.get().request == WORDS and kind.shown(one) == (kind.masked, "")


def test_an_unnamed_line_does_the_same(desk: Desk, kind: Kind) -> None:
    one, made = became(desk, kind, ReportAnswer.BOTH, "")
    assert Matter.get_by_id(made.matter_id).petitioner_name == "匿名" and kind.shown(one) == (kind.masked, "")


def test_no_older_copy_holds_what_both_took_along(desk: Desk, kind: Kind) -> None:
    folder = desk.folder
    one = kind.record(desk)
    close(desk, 1)
    desk = again(folder, 2)
    assert len(holding(folder, WORDS)) == 2, "the file and its backup"
    with pytest.raises(Asks) as asked:
        kind.become(desk, one, "程有福", WORDS)
    asked.value.answer(ReportAnswer.BOTH, {"request": CLAIM})
    kind.become(desk, one, "程有福", WORDS)
    handed_over(desk, report().id)
    model = {"visit": FieldVisit, "dispute": Dispute, "household": Household}
    (row,) = [found for each in model.values() for found in each.select()]
    assert str(row.uid) in read(folder)["lines"]
    close(desk, 3)
    assert holding(folder, WORDS) == []


# -- what is peculiar to one kind


def test_a_line_that_waits_cannot_be_touched_and_counts_as_one(desk: Desk) -> None:
    one, _ = became(desk, KINDS["visit"], ReportAnswer.BOTH)
    with refused("已按检举控告登记"):
        visits.correct(desk, one, HOME, "看看")
    assert visit_line(one).whom == "" and counts(*NOVEMBER).made_matters == 1


def test_a_household_looks_like_any_other_and_its_round_goes_on(desk: Desk) -> None:
    one, _ = became(desk, KINDS["household"], ReportAnswer.BOTH)
    with refused("又有诉求的请按 F2 登记"):
        households.to_matter(desk, one, "程有福", "路灯不亮")
    with refused("没有连着事项"):
        households.unlink(desk, one, "点错了")
    households.fill(desk, one, {"c1": "东山墙裂缝", "c6": "2"})
    view = round_view(Household.get_by_id(one).campaign_id)
    assert "红包" not in "".join(household_line(view, one).cells)
    handed_over(desk, report().id)
    assert Household.get_by_id(one).c1 == "东山墙裂缝" and not in_the_trail("红包")
    households.to_matter(desk, one, "程有福", "路灯不亮")


def test_a_household_whose_row_says_nothing_of_it_leads_to_the_claim(desk: Desk) -> None:
    made = rounds.begin(desk, "隧道爆破", COLUMNS)
    households.add_table(desk, made, [["户主", "损坏"], ["程有福", "东山墙裂缝"]])
    one = int(Household.get().id)
    with pytest.raises(Asks) as asked:
        households.to_matter(desk, one, "程有福", WORDS)
    asked.value.answer(ReportAnswer.BOTH, {"request": CLAIM})
    became = households.to_matter(desk, one, "程有福", WORDS)
    line = household_line(round_view(made), one)
    assert (line.cells[0], line.matter_id) == ("东山墙裂缝", became.matter_id)
    assert report().request == "", "as at the window: of that report no word was written down"


def test_no_paper_and_no_table_tells_it(desk: Desk) -> None:
    from docx import Document

    became(desk, KINDS["dispute"], ReportAnswer.BOTH)
    paper = Document(str(check_papers.write_table(desk, *SPAN, ["章湾村"]).path))
    told = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert not any("红包" in text for text in (*told, *(one.text for one in paper.paragraphs)))


ROUND = [RoundColumn("情况", ColumnKind.TEXT, ()), RoundColumn("备注", ColumnKind.TEXT, ())]


def _of_money(desk: Desk, said: str) -> tuple[int, int]:
    made = rounds.begin(desk, "地款核查", ROUND)
    return made, households.add(desk, made, HouseholdIn(head="程有福", group="一组", cells={1: said, 2: "上次来过"}))


def _cells(made: int, one: int) -> tuple[str, ...]:
    return tuple(household_line(round_view(made), one).cells)


def test_a_household_of_a_claim_that_is_found_to_be_a_report_keeps_no_word_of_it(desk: Desk) -> None:
    made, one = _of_money(desk, "张会计扣了地款两千")
    matter_id = households.to_matter(desk, one, "程有福", "地款被扣，张会计经手").matter_id
    households.fill(desk, one, {"c1": "张会计昨晚来赔礼"})
    sealing.make_report(desk, matter_id, "王芳", "何静")
    assert _cells(made, one) == ("", "上次来过"), "while it waits"
    sealing.no_report(desk, matter_id, "说的是求决")
    assert _cells(made, one) == ("张会计昨晚来赔礼", "上次来过")
    handed_over(desk, matter_id)
    row = Household.get_by_id(one)
    assert (row.c1, row.c2) == ("", "上次来过") and not in_the_trail("张会计")
    households.fill(desk, one, {"c1": "会计室已补发"})
    assert _cells(made, one) == ("会计室已补发", "上次来过"), "what is typed after the handover is the round's own"


def test_a_household_whose_request_is_the_report_keeps_no_word_of_it(desk: Desk) -> None:
    made, one = _of_money(desk, "会计没给钱")
    with pytest.raises(Asks) as asked:
        households.to_matter(desk, one, "程有福", "举报村会计扣地款")
    asked.value.answer(ReportAnswer.REPORT, {})
    became = households.to_matter(desk, one, "程有福", "举报村会计扣地款")
    assert _cells(made, one) == ("", "上次来过")
    handed_over(desk, became.line_to)
    assert Household.get_by_id(one).c1 == "" and not in_the_trail("会计")
