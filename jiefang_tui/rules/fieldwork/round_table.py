"""A table of households, pasted, typed or out of a file, read into the columns of a 入户清单."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from jiefang_tui.rules.fieldwork.round_columns import RoundColumn, read_cell
from jiefang_tui.rules.text import Parsed, normalise, one_line
from jiefang_tui.terms import ColumnKind

_HEADS = {
    "head": re.compile(r"户\s*主|户\s*名|姓\s*名"),
    "group": re.compile(r"村\s*民?\s*组|组\s*别|所在组|^组$|住\s*址|村\s*庄"),
    "at_home": re.compile(r"在家"),
}
_SUM = re.compile(r"(?:[合小总共]计|累计|总数|合共)(?:[:0-9共].*)?|.*(?:合计|小计|总计):?")
"""合计, 小计, 石桥村3组小计, 合计:3户."""
_SIGNED = re.compile(
    r"(?:制[表单]|填[表报]|审[核批]|复核|校对|负责|联系|经办|统计|登记|主管)(?:人|单位|部门|日期|时间|电话)?:.*|(?:备注|说明|注):.*"
)
"""What stands under a table: 制表人:王芳."""
_THOUSANDS = re.compile(r"[0-9][,，][0-9]{3}(?![0-9])")
_CELL_ENDS = re.compile(r"\s+|[,，](?![0-9]{3}(?![0-9]))\s*|(?<![0-9])[,，]\s*")
"""Between cells that are typed; the comma of ``3,600`` is none."""
_COMPUTED = re.compile(r"[0-9]+\.[0-9]{5,}")
"""What a formula left (1000/3): nobody types five places."""
_FEN = Decimal("0.01")


class TableLine(NamedTuple):
    """A household of a table: which line it was (from 1), its group, its head, and cells by the place of the column."""

    line: int
    group: str
    head: str
    at_home: str
    cells: dict[int, str]


@dataclass(frozen=True)
class RoundTable:
    """What was read; `wrong`: the first thing that could not be, in a sentence."""

    lines: tuple[TableLine, ...]
    wrong: str = ""


def typed_rows(text: str) -> Parsed[list[list[str]]]:
    """The rows of a table that was pasted (tabs between the cells) or typed (spaces or commas).

    Wrong where a comma may stand between two cells or within an amount, and where a line has more cells than there are
    heads: an amount would be split, and what follows would stand in the wrong column.
    """
    rows: list[list[str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        plain = one_line(line).strip(" ,，")
        doubtful = _THOUSANDS.search(plain)
        if doubtful and not re.search(r"\s", plain):
            return Parsed(
                None, error=f"第{number}行的逗号分不清是两栏还是一个金额；请用空格分开各栏，或者金额里不写逗号。"
            )
        cells = [cell for cell in _CELL_ENDS.split(plain) if cell]
        if rows and len(cells) > len(rows[0]):
            return Parsed(
                None, error=f"第{number}行有{len(cells)}格，栏名只有{len(rows[0])}个；请核对，一格里不要有空格。"
            )
        if cells:
            rows.append(cells)
    return Parsed(rows or None)


def read_round(rows: Sequence[Sequence[str]], columns: Sequence[RoundColumn]) -> RoundTable:
    """Households of a table by its heads. A group that stands once is that of the lines below it; sums, what is signed
    under a table and heads that stand again on its next page are no households.
    """
    at = next((n for n, row in enumerate(rows[:20]) if any(_HEADS["head"].search(cell) for cell in row)), None)
    if at is None:
        return RoundTable((), "这张表里没有找到「户主」(或户名、姓名)一栏，不像入户清单；请在第一行写上栏名。")
    heads = [one_line(cell) for cell in rows[at]]
    place = {what: _place(heads, head) for what, head in _HEADS.items()}
    own = {n: heads.index(one.name) for n, one in enumerate(columns, 1) if one.name in heads}
    lines: list[TableLine] = []
    group = ""
    for number, row in enumerate(rows[at + 1 :], at + 2):
        head = _cell(row, place["head"])
        said = _cell(row, place["group"])
        if _is_no_household(said) or _is_no_household(head) or head == _cell(heads, place["head"]):
            continue
        group = said or group
        if not head:
            continue
        cells = {}
        for n, where in own.items():
            read = read_cell(columns[n - 1], _rounded(columns[n - 1], _cell(row, where)))
            if read.value is None:
                return RoundTable((), f"第{number}行{head}，{read.error}")
            cells[n] = read.value
        lines.append(TableLine(number, group, head, _cell(row, place["at_home"]), cells))
    return RoundTable(tuple(lines), "" if lines else "这张表里一户也没有。")


def _is_no_household(text: str) -> bool:
    plain = re.sub(r"\s", "", normalise(text))
    return bool(_SUM.fullmatch(plain) or _SIGNED.fullmatch(plain))


def _rounded(column: RoundColumn, text: str) -> str:
    """An amount that a formula of the table has left, to the fen, as the table shows it."""
    if column.kind is not ColumnKind.AMOUNT or not _COMPUTED.fullmatch(text):
        return text
    return str(Decimal(text).quantize(_FEN, ROUND_HALF_UP))


def _place(heads: Sequence[str], head: re.Pattern[str]) -> int | None:
    return next((n for n, cell in enumerate(heads) if head.search(cell)), None)


def _cell(row: Sequence[str], place: int | None) -> str:
    return one_line(row[place]) if place is not None and place < len(row) else ""
