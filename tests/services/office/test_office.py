"""接待室设置 and 换登记员: one act each, at once in force, on the visitor's slip."""

from __future__ import annotations

from jiefang_tui.services.desk import opening, printed, settings
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.office_data import OfficeIn, office
from jiefang_tui.services.office.office import change_clerk, change_office
from jiefang_tui.services.reception import papers
from jiefang_tui.store.models import AuditEntry, Unit
from tests.services.given import acts, one_act, refused, registered


def words(printed: printed.Printed) -> str:
    from docx import Document

    document = Document(str(printed.path))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_settings_are_one_act_and_outlast_the_day(desk: Desk) -> None:
    given = OfficeIn("示例镇群众来访接待中心", "0550-7654321", "示例路1号", "工作日 8:30-17:30", True)
    with one_act("office.change"):
        change_office(desk, given)
    assert (desk.office_name, desk.masks_names) == (given.name, True)
    assert Unit.get().name == given.name
    opened = opening.open_desk(desk.folder)
    assert office(opened) == given
    before = len(acts())
    change_office(opened, given)
    assert len(acts()) == before
    change_office(opened, OfficeIn(given.name))
    assert not opening.open_desk(desk.folder).masks_names


def test_an_office_keeps_a_name(desk: Desk) -> None:
    with refused("单位名称", "name"):
        change_office(desk, OfficeIn("  ", "0550-7654321"))
    assert desk.office_name == "示例镇信访接待室"


def test_the_slip_says_whom_to_ask_or_where_to_fill_it_in(desk: Desk) -> None:
    visit = registered(desk).visit_id
    assert "查询电话空着" in papers.visitor_slip(desk, visit).sentence
    change_office(desk, OfficeIn(desk.office_name, "0550-7654321", "示例路1号", "每周四全天"))
    printed = papers.visitor_slip(desk, visit)
    assert printed.warnings == ()
    for text in ("0550-7654321", "示例路1号", "每周四全天"):
        assert text in words(printed)


def test_another_clerk_sits_down(desk: Desk) -> None:
    with one_act("desk.change_clerk", "登记员由 王芳 换为 刘洋"):
        change_clerk(desk, "刘洋", "信访专干")
    assert desk.officer_name == "刘洋" and settings.get(settings.OFFICER_ID) == str(desk.officer_id)
    registered(desk)
    last = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    assert (last.officer_id, last.officer_name) == (desk.officer_id, "刘洋")
    assert opening.open_desk(desk.folder).officer_name == "刘洋"
    with refused("不用换", "officer"):
        change_clerk(desk, "刘洋")
    with refused("登记员姓名", "officer"):
        change_clerk(desk, "")
