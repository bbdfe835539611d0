"""A table of another program (WPS, Excel, a county's export) as rows of text, whatever its cells were.

One row at a time: a used range of 65,203 rows with 495 filled costs what the 495 do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
"""What is read as a workbook; ``.et`` is the xls of WPS."""
TEXTS = (".csv", ".txt")


class NoTable(OSError):
    """The file is none of these, is damaged or is not there; `str()` is one Chinese sentence that says what to do."""


def read_table(path: Path) -> Iterator[list[str]]:
    """The rows that have anything in them, of the first sheet that has any.

    Raises `NoTable`.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise NoTable(f"没有找到这个文件：{path}，请核对路径。")
    if suffix in TEXTS:
        yield from _filled(_csv_rows(path))
    elif suffix in BOOKS:
        yield from _book_rows(path)
    else:
        raise NoTable("只能读 xlsx、xls、ods、csv 的表格，请用 WPS 另存成其中一种。")


def _book_rows(path: Path) -> Iterator[list[str]]:
    from python_calamine import CalamineWorkbook  # 2 MB that only an import needs

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for name in book.sheet_names:
                found = False
                for row in _filled(map(_text, cells) for cells in book.get_sheet_by_name(name).iter_rows()):
                    found = True
                    yield row
                if found:
                    return
    except Exception as error:  # its errors have no class in common but this one
        raise NoTable(f"{path.name}读不出来，可能已损坏或者加了密码，请用 WPS 打开另存一份再试。") from error


def _csv_rows(path: Path) -> Iterator[list[str]]:
    import csv

    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    yield from ([_text(cell) for cell in row] for row in csv.reader(text.splitlines(), delimiter=delimiter))


def _filled(rows: Iterable[Iterable[str]]) -> Iterator[list[str]]:
    """Rows with a text in them, without the empty cells at their end."""
    for row in rows:
        texts = list(row)
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield texts


def _text(cell: Any) -> str:
    """A cell as a person reads it: dates as ISO, whole numbers without a point, line ends as spaces."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell if cell is not None else "").replace("_x000D_", " ").replace("\u3000", " ").split())
