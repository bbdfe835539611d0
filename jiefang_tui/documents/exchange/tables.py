"""A table of another program (WPS, Excel, a county's export) as rows of text, whatever its cells were.

One row at a time: a used range of 65,203 rows with 495 filled costs what the 495 do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
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
    if not _is_there(path):
        raise NoTable(f"没有找到这个文件：{path}，请核对路径。")
    if suffix in TEXTS:
        yield from _filled(_csv_rows(path))
    elif suffix in BOOKS:
        yield from _book_rows(path)
    else:
        raise NoTable("只能读 xlsx、xls、ods、csv 的表格，请用 WPS 另存成其中一种。")


def _is_there(path: Path) -> bool:
    """A name that is longer than the system takes names no file."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


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

    try:
        content = path.read_bytes()
    except OSError as error:
        raise NoTable(f"{path.name}打不开，请先在别的程序里关上它，或者另存一份再试。") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    # Strict: a quote that is never closed would swallow every row below it without a word.
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for row in rows:
            yield [_text(cell) for cell in row]
            begins = rows.line_num + 1
    except csv.Error as error:
        raise NoTable(
            f"{path.name}第{begins}行的引号不成对，后面的分不清；请改好那一行，或者用 WPS 另存成 xlsx。"
        ) from error


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
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(float(f"{cell:.15g}"))  # 0.1+0.2 is 0.3, as Excel shows it
    return " ".join(str(cell if cell is not None else "").replace("_x000D_", " ").replace("\u3000", " ").split())
