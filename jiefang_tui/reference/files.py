"""Reading the two reference files that are no TOML: areas.csv and pinyin.txt. Text in, values out."""

from __future__ import annotations

import io
from collections.abc import Mapping

from jiefang_tui.reference.shapes import Area
from jiefang_tui.terms import AreaLevel

CODE_LENGTHS = {
    2: AreaLevel.PROVINCE,
    4: AreaLevel.CITY,
    6: AreaLevel.COUNTY,
    9: AreaLevel.TOWNSHIP,
    12: AreaLevel.VILLAGE,
}


def area_rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """Rows of an areas file with their line numbers; lines that begin with # are comments."""
    import csv  # areas are read with the first form that asks for one

    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        return []
    names = [name.strip() for name in next(csv.reader(io.StringIO(lines[0][1])))]
    if "code" not in names:  # no heading: code, name, level
        names, body = ["code", "name", "level"], lines
    else:
        body = lines[1:]
    rows = []
    for number, line in body:
        cells = [cell.strip() for cell in next(csv.reader(io.StringIO(line)))]
        rows.append((number, dict(zip(names, cells, strict=False))))
    return rows


def read_area(row: Mapping[str, str]) -> tuple[Area | None, str]:
    """The area of a row, or None and what is expected."""
    code, name, level = row.get("code", ""), row.get("name", ""), row.get("level", "")
    if not (code.isascii() and code.isdigit()) or len(code) not in CODE_LENGTHS:
        return None, "代码应为县 6 位、乡镇 9 位或村 12 位数字"
    if not name:
        return None, "缺少名称"
    expected = CODE_LENGTHS[len(code)]
    if level and level not in (expected.value, expected.label):
        return None, f"{len(code)} 位代码的级别应为 {expected.value}"
    return Area(code, name, expected), ""


def pinyin_table(text: str) -> dict[str, str]:
    """Read pinyin.txt: ``[characters]`` has a letter and its characters, the other two a word and its initials."""
    table: dict[str, str] = {}
    section = "characters"
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
            continue
        if line.startswith("#") or " " not in line:
            continue
        left, right = line.split()[:2]
        if section == "characters":
            table.update(dict.fromkeys(right, left))
        else:
            table["^" + left if section == "surnames" else left] = right
    return table
