"""After the handover of a report nothing tells of it: not what is of several matters or of none, and no paper."""

from __future__ import annotations

import ast
import inspect
import io
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from peewee import DateField, ForeignKeyField, TextField

from jiefang_tui import services
from jiefang_tui.rules.fieldwork.round_columns import RoundColumn
from jiefang_tui.services.desk import printed as on_paper
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import households, round_papers, rounds
from jiefang_tui.services.fieldwork.households import HouseholdIn
from jiefang_tui.services.law import sealed_paper, sealing
from jiefang_tui.services.plans import reading
from jiefang_tui.services.reception import booking, papers, receiving
from jiefang_tui.services.together import (
    campaign_sheet,
    campaigns,
    causes,
    closing_sheet,
    finding_ends,
    meetings,
    undertaking,
)
from jiefang_tui.services.together.campaigns import CampaignIn
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.services.together.finding_ends import AdviceIn
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store import lifecycles
from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models import (
    ALL,
    AuditEntry,
    Cause,
    CauseMeasure,
    Household,
    Matter,
    MeetingItem,
    Officer,
    PolicyAdvice,
    Undertaking,
)
from jiefang_tui.terms import AdviceKind, ColumnKind, MeetingKind
from tests.services.given import everything, handed_over, registered

TODAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 24, 10, 0).astimezone()
NAME, ACCUSED, REQUEST = "程有福", "张大年", "村里修路的工程款账目对不上"
RETOLD = [one for one in ALL if one.lifecycle is not None and lifecycles.lifecycle_of(one).retold]


@pytest.fixture
def session_id(desk: Desk) -> int:
    return receiving.open_session(desk, leader="周敏", units=["章湾村"])


@pytest.fixture
def matter_id(desk: Desk, session_id: int) -> int:
    """A claim that turns out to be a report."""
    registered(desk, "旁人", "路灯不亮", person={"phone": "", "id_no": ""})
    return registered(desk, NAME, REQUEST, matter={"concerned_person": ACCUSED}).matter_ids[0]


def told(desk: Desk, *words: str) -> list[str]:
    """Where one of these words still stands: tables, and papers."""
    words = words or (NAME, ACCUSED, "工程款账目")
    found = [table for table, rows in everything().items() if any(one in repr(rows) for one in words)]
    for path in desk.folder.exports.glob("*.docx"):
        if any(one in _text(path) for one in words):
            found.append(path.name)
    noted = desk.folder.printed.read_text(encoding="utf-8") if desk.folder.printed.exists() else ""
    return found + [one for one in words if one in noted]


def _text(path: Path) -> str:
    from docx import Document

    paper = Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([path.name, *(one.text for one in paper.paragraphs), *cells])


def _advice(desk: Desk, matter_ids: list[int], facts: str, title: str = "修路的账") -> int:
    given = AdviceIn(kind=AdviceKind.SITUATION, title=title, to_body="镇党委", facts=facts)
    return finding_ends.write_advice(desk, "village_class|章湾村|财务", matter_ids, given)[0]


def test_what_was_written_while_it_was_handled_is_gone(desk: Desk, matter_id: int, session_id: int) -> None:
    cause = causes.open_cause(desk, CauseIn(title=f"{ACCUSED}修路账目", leader="周敏", cause="修路的账"), [matter_id])
    causes.add_measure(desk, cause, f"向{NAME}核实", "周敏", date(2026, 12, 1))
    undertaking.undertake(desk, UndertakingIn(text="查账", unit="司法所", matter_id=matter_id, session_id=session_id))
    undertaking.undertake(desk, UndertakingIn(text=f"{NAME}的工程款三天答复", unit="章湾村", session_id=session_id))
    undertaking.undertake(desk, UndertakingIn(text="下次带印章", unit="章湾村", session_id=session_id))
    held = MeetingIn(kind=MeetingKind.PARTY_AND_GOVERNMENT, held_on=TODAY)
    meetings.hold(desk, held, [ItemIn(which=NAME, decided="查账"), ItemIn(about="全镇路灯", decided="修")])
    _advice(desk, [matter_id], f"{NAME}反映{ACCUSED}的账")
    handed_over(desk, matter_id)
    assert told(desk) == []
    assert (Cause.get().title, Cause.get().cause, CauseMeasure.get().text) == ("(密)", "", "(密)")
    assert [row.text for row in Undertaking.select().order_by(Undertaking.id)] == ["(密)", "下次带印章"]
    assert [row.about for row in MeetingItem.select()] == ["全镇路灯"]
    assert (PolicyAdvice.get().title, PolicyAdvice.get().facts) == ("(密)", "(密)")


def test_what_is_of_others_too_loses_what_tells_of_it_and_no_more(desk: Desk, matter_id: int) -> None:
    other = registered(desk, "马某", "修路占了地").matter_ids[0]
    cause = causes.open_cause(desk, CauseIn(title="修路", leader="周敏", cause=f"{NAME}说账对不上"), [matter_id, other])
    causes.add_measure(desk, cause, "丈量占地", "周敏")
    causes.add_measure(desk, cause, f"问{ACCUSED}", "周敏")
    handed_over(desk, matter_id)
    assert told(desk) == []
    assert (Cause.get().title, Cause.get().cause) == ("修路", "")
    assert [row.text for row in CauseMeasure.select().order_by(CauseMeasure.id)] == ["丈量占地", "(密)"]
    assert any("修路" in entry.after for entry in AuditEntry.select())


def _least(model: Any) -> dict[str, Any]:
    """A row that names no matter, its free words of the report."""
    values: dict[str, Any] = {}
    for one in model._meta.sorted_fields:
        if one.name in lifecycles.lifecycle_of(model).retold:
            values[one.name] = f"{NAME}举报村会计冒领补助"
        elif one.null or one.default is not None or one.name == "id":
            continue
        elif isinstance(one, ForeignKeyField):
            values[one.name] = one.rel_model.select().first() or one.rel_model.create(**_least(one.rel_model))
        else:
            kinds = {TextField: "x", DateField: TODAY, MomentField: TEN}
            values[one.name] = next((value for kind, value in kinds.items() if isinstance(one, kind)), 1)
    return values


@pytest.mark.parametrize("model", RETOLD, ids=lambda model: model.__name__)
def test_of_what_leads_to_no_matter_goes_what_tells_of_it(desk: Desk, matter_id: int, model: Any) -> None:
    row = model.create(**_least(model))
    assert model._meta.table_name in told(desk, "冒领补助")
    handed_over(desk, matter_id)
    assert told(desk, "冒领补助") == [], model.__name__
    assert model.get_by_id(row.id), "the row itself stays"


@pytest.mark.parametrize("model", RETOLD, ids=lambda model: model.__name__)
def test_a_table_that_forgets_is_found(desk: Desk, matter_id: int, model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    model.create(**_least(model))
    monkeypatch.setattr(model, "lifecycle", _without_retold(model))
    handed_over(desk, matter_id)
    assert model._meta.table_name in told(desk, "冒领补助")


def _without_retold(model: Any) -> Any:
    from dataclasses import replace

    return replace(model.lifecycle, retold=())


# -- papers


def _reading(desk: Desk, matter_id: int, session_id: int) -> None:
    booking.book(desk, NAME, TEN, "周敏", "工程款账目", matter_id=matter_id)
    reading.write_materials(desk)


def _campaign(desk: Desk, matter_id: int, session_id: int) -> None:
    made = campaigns.open_campaign(desk, CampaignIn(theme="工程款", begins_on=TODAY, ends_on=TODAY))
    campaigns.put_sessions(desk, made, [session_id])
    campaigns.add_matter(desk, made, matter_id)
    campaign_sheet.campaign_sheet(desk, made)


def _whole_session(desk: Desk, matter_id: int, session_id: int) -> None:
    undertaking.undertake(desk, UndertakingIn(text=f"{NAME}的工程款", unit="章湾村", session_id=session_id))
    closing_sheet.closing_sheet(desk, session_id)


def _round(desk: Desk, matter_id: int, session_id: int) -> None:
    made = rounds.begin(desk, "入户", [RoundColumn("说了什么", ColumnKind.TEXT)])
    row = households.add(desk, made, HouseholdIn(head="程家", group="一组", cells={1: "工程款账目"}))
    Household.update(matter=matter_id).where(Household.id == row).execute()
    round_papers.write_sheet(desk, made)
    Household.update(c1="").where(Household.id == row).execute()  # the words of the row go by its own rule


PAPERS: dict[str, Callable[[Desk, int, int], object]] = {
    "接访材料": _reading,
    "接访小结": lambda desk, matter_id, session_id: closing_sheet.closing_sheet(desk, session_id),
    "接访小结(整场)": _whole_session,
    "集中接访情况表": _campaign,
    "情况反映": lambda desk, matter_id, session_id: _advice(desk, [matter_id], "几户的账"),
    "入户单": _round,
    "接访登记表": lambda desk, matter_id, session_id: papers.reception_form(desk, 2),
    "来访告知单": lambda desk, matter_id, session_id: papers.visitor_slip(desk, 2),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_tells_of_it_is_gone(desk: Desk, matter_id: int, session_id: int, name: str) -> None:
    other = registered(desk, "马某", "修路占了地")
    papers.visitor_slip(desk, other.visit_id)
    PAPERS[name](desk, matter_id, session_id)
    assert len(list(desk.folder.exports.glob("*.docx"))) == 2
    sealing.make_report(desk, matter_id, "王芳", "何静")
    sealed_paper.print_sealed(desk, matter_id)
    sealing.hand_over(desk, matter_id, "县纪委监委信访室")
    assert [path.name for path in desk.folder.exports.glob("*.docx") if "马某" not in path.name] == []
    assert len(list(desk.folder.exports.glob("*.docx"))) == 1, "what tells of somebody else stays"
    left = [one.file for one in on_paper.noted(desk.folder)]
    assert left == [path.name for path in desk.folder.exports.glob("*.docx")]


def test_papers_that_tell_of_others_too_go_as_soon_as_it_waits(desk: Desk, matter_id: int, session_id: int) -> None:
    _reading(desk, matter_id, session_id)
    closing_sheet.closing_sheet(desk, session_id)
    slip = papers.visitor_slip(desk, 2)
    said = sealing.make_report(desk, matter_id, "王芳", "何静")
    assert "写着它的接访小结、接访材料已从导出文件夹删掉，发出去的请收回" in said
    assert [*desk.folder.exports.iterdir()] == [slip.path], "its own waits for the handover"
    closing_sheet.closing_sheet(desk, session_id)
    assert told(desk, NAME) != [], "of what waits nothing is erased"
    assert not any(NAME in _text(path) for path in desk.folder.exports.glob("*小结.docx"))


def test_who_hands_over_is_told_which_papers_to_get_back(desk: Desk, matter_id: int, session_id: int) -> None:
    undertaking.undertake(desk, UndertakingIn(text=f"{NAME}的工程款", unit="章湾村", session_id=session_id))
    sealing.make_report(desk, matter_id, "王芳", "何静")
    closing_sheet.closing_sheet(desk, session_id)
    sealed_paper.print_sealed(desk, matter_id)
    said = sealing.hand_over(desk, matter_id, "县纪委监委信访室")
    assert "写着它的接访小结已从导出文件夹删掉，发出去的请收回" in said


def test_every_paper_is_written_by_one_function_that_asks_of_whom_it_tells() -> None:
    forgets = []
    for found in walk_packages(services.__path__, f"{services.__name__}."):
        module = import_module(found.name)
        if module is on_paper:
            continue
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "write_bytes":
                forgets.append(f"{found.name}:{node.lineno}")
    assert forgets == [], "write it by `desk.printed.write_paper`"


def test_a_paper_tells_of_whom_before_it_is_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from jiefang_tui.documents.desk import write

    def fails(path: Path, content: bytes) -> Path:
        assert on_paper.noted(desk.folder)[-1] == (path.name, frozenset({"matter:1"}))
        raise OSError("no space")

    monkeypatch.setattr(write, "write_bytes", fails)
    with pytest.raises(OSError, match="no space"):
        on_paper.write_paper(desk, "甲.docx", b"x", tells=["matter:1"])
    assert on_paper.papers_telling(desk.folder, ["matter:1"]) == []


def test_a_paper_that_is_printed_again_tells_of_what_stands_on_it_now(desk: Desk) -> None:
    on_paper.write_paper(desk, "甲.docx", b"x", tells=["matter:1", "matter:2"])
    on_paper.write_paper(desk, "甲.docx", b"y", tells=["matter:2"])
    assert on_paper.papers_telling(desk.folder, ["matter:1"]) == []
    assert on_paper.papers_telling(desk.folder, ["matter:2"]) == [desk.folder.exports / "甲.docx"]
    on_paper.write_paper(desk, "乙.docx", b"z", tells=())
    assert {one.file for one in on_paper.noted(desk.folder)} == {"甲.docx", "乙.docx"}


def test_a_paper_of_before_that_names_who_came_goes_too(desk: Desk, matter_id: int, session_id: int) -> None:
    other = registered(desk, "马某", "修路占了地")
    papers.visitor_slip(desk, other.visit_id)
    _reading(desk, matter_id, session_id)
    (desk.folder.exports / "不是纸.docx").write_bytes(b"x")
    desk.folder.printed.unlink()  # as an office has it that printed them before it was noted
    handed_over(desk, matter_id)
    left = sorted(path.name for path in desk.folder.exports.iterdir())
    assert len(left) == 2 and left[0].endswith("来访告知单.docx") and left[1] == "不是纸.docx"


def test_an_officer_of_that_name_is_no_word_of_it(desk: Desk, matter_id: int) -> None:
    Officer.create(name=ACCUSED)
    handed_over(desk, matter_id)
    assert Officer.select().where(Officer.name == ACCUSED).exists() and Matter.get_by_id(matter_id).request == ""
