"""入户单 and 签领表: every household, the sum in words, and never when people are at home."""

from __future__ import annotations

from pathlib import Path

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import households, round_papers, rounds
from jiefang_tui.store.queries.fieldwork.rounds import open_states, round_view
from tests.services.fieldwork.test_rounds import COLUMNS, ROWS
from tests.services.given import refused


def words(path: Path) -> str:
    """All that stands on a paper."""
    from docx import Document

    paper = Document(str(path))
    told = [paragraph.text for paragraph in paper.paragraphs]
    told += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join(told)


def test_the_sheet_to_take_along(desk: Desk) -> None:
    made = rounds.begin(desk, "隧道爆破房屋受损", COLUMNS)
    households.add_table(desk, made, ROWS)
    told = words(round_papers.write_sheet(desk, made).path)
    assert all(
        word in told
        for word in ("隧道爆破房屋受损入户单", "共 3 户", "石桥村3组  2户", "程有福", "2,400", "东山墙裂缝两处")
    )
    assert "七点后" not in told and "全天" not in told
    told = words(round_papers.write_sheet(desk, made, open_states(round_view(made))).path)
    assert "吴老太" in told and "程有福" not in told


def test_the_list_to_sign(desk: Desk) -> None:
    made = rounds.begin(desk, "隧道爆破房屋受损", COLUMNS)
    households.add_table(desk, made, ROWS)
    told = words(round_papers.write_receipts(desk, made, 3).path)
    assert "合计 6,500 元（大写：陆仟伍佰元整）" in told and "领款人签字" in told and "吴老太" not in told
    households.add_table(desk, other := rounds.begin(desk, "另一份", COLUMNS), [ROWS[0][:2], ROWS[1][:2]])
    with refused("还没有金额"):
        round_papers.write_receipts(desk, other, 3)
