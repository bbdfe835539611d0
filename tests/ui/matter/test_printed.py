"""23 The papers of a matter: the form prints at any time, every paper is listed with its whole path and opens again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import matters
from jiefang_tui.services.matter.printed_papers import papers_of
from jiefang_tui.services.reception import intake, papers, receiving, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.talk import InstructionIn, OutcomeIn
from jiefang_tui.terms import Category, Outcome
from jiefang_tui.ui.app import DeskApp
from tests.documents.reception.test_papers import lines_of
from tests.ui.matter_app import MatterApp, keys, page


def talked(desk: Desk) -> intake.Registered:
    done = intake.register_visit(desk, VisitIn(name="李某某", matters=[MatterIn("拖欠工资")]))
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    receiving.start_talk(desk, done.visit_id)
    order = InstructionIn("请人社所速办", "人社所")
    given = OutcomeIn(Outcome.ASSIGNED, talk_note="欠三个月工资", instruction=order, unit="人社所")
    talk.decide(desk, done.visit_id, done.matter_ids[0], given)
    return done


def test_23_the_form_has_notes_and_order_once_they_are_there(desk: Desk) -> None:
    done = intake.register_visit(desk, VisitIn(name="王五", matters=[MatterIn("修路")]))
    before = "\n".join(lines_of(papers.reception_form(desk, done.visit_id).path.read_bytes()))
    assert "接谈情况" in before and "办理期限：　　　　年" in before
    after = "\n".join(lines_of(papers.reception_form(desk, talked(desk).visit_id).path.read_bytes()))
    assert "欠三个月工资" in after and "意见：周敏：请人社所速办" in after and "承办单位：人社所" in after


def test_23_every_paper_of_a_matter_is_listed_with_its_whole_path(desk: Desk) -> None:
    done, other = talked(desk), intake.register_visit(desk, VisitIn(name="王五", matters=[MatterIn("修路")]))
    form, slip = papers.reception_form(desk, done.visit_id), papers.visitor_slip(desk, done.visit_id)
    papers.reception_form(desk, other.visit_id)
    listed = papers_of(desk, done.matter_ids[0])
    assert {one.path for one in listed} == {form.path.absolute(), slip.path.absolute()}
    assert {one.name for one in listed} == {"接访登记表", "来访告知单"}
    assert all(one.path.is_absolute() and one.written_on is not None for one in listed)


def test_23_a_paper_that_is_gone_is_listed_as_gone_and_a_report_has_none(desk: Desk) -> None:
    done = talked(desk)
    papers.visitor_slip(desk, done.visit_id).path.unlink()
    (gone,) = papers_of(desk, done.matter_ids[0])
    assert gone.written_on is None
    given = VisitIn(is_anonymous=True, matters=[MatterIn(category=Category.REPORT_ACCUSATION)])
    assert papers_of(desk, intake.register_visit(desk, given).matter_ids[0]) == []


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files that were opened with the system's program."""
    found: list[Path] = []
    monkeypatch.setattr(papers, "open_paper", lambda one: found.append(getattr(one, "path", one)) or True)
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_23_a_paper_is_opened_again_from_the_matter(
    desk: Desk, opened: list[Path], size: tuple[int, int]
) -> None:
    done = talked(desk)
    printed = papers.reception_form(desk, done.visit_id)
    app = MatterApp(desk, done.matter_ids[0], tab=8)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = page(app)
        assert "已打印的纸件 1 份" in shown and "接访登记表" in shown
        assert str(printed.path.absolute()) in "".join(line.strip() for line in shown.splitlines())
        await keys(pilot, "down", "enter")
        assert opened == [printed.path.absolute()]
        printed.path.unlink()
        await keys(pilot, "enter")
        assert "没有找到这个文件" in page(app)


async def test_23_an_attached_file_is_opened_again_too(desk: Desk, opened: list[Path], tmp_path: Path) -> None:
    done = talked(desk)
    (tmp_path / "欠条.txt").write_text("欠条", encoding="utf-8")
    matters.attach_file(desk, done.matter_ids[0], tmp_path / "欠条.txt")
    app = MatterApp(desk, done.matter_ids[0], tab=8)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "enter")
    assert [path.read_text(encoding="utf-8") for path in opened] == ["欠条"]


async def test_23_the_form_is_printed_from_the_page_of_a_visit_that_is_over(desk: Desk, opened: list[Path]) -> None:
    done = talked(desk)
    app: Any = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.go("visit", visit_id=done.visit_id)
        await keys(pilot, "insert", "0")
        assert [path.name for path in opened] == ["2026-11-23-01号-李某某-接访登记表.docx"]
