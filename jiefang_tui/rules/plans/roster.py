"""已发的接访表: which cells of a table are days and who sits there; by its heads, else by what the columns hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from jiefang_tui.rules.text import normalise, split_names
from jiefang_tui.rules.typed.dates import Sense, parse_date
from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.rules.typed.turns import looks_like_a_name

_HEADS = {
    "day": re.compile(r"日\s*期|值班日|接访日"),
    "name": re.compile(r"领\s*导|姓\s*名|接访人|值班人"),
    "hours": re.compile(r"时\s*间|时\s*段"),
    "place": re.compile(r"地\s*点|接访点"),
}
_BEHIND = re.compile(r"\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*")


_NOBODY = re.compile(r"[待未另].*定|待.*|另行.*|全体.*|各.*|轮流.*|值班.*|放假.*|休息|.*(?:班子|领导|成员|人员|干部)")
"""What stands where a name is wanted and is none; such a line is named as unread."""
_HOURS = re.compile(r"\d{1,2}[:：]\d{2}")


class RosterLine(NamedTuple):
    """A day, who sits there, when and where as it stands."""

    day: date
    name: str
    hours: str = ""
    place: str = ""


@dataclass(frozen=True)
class Roster:
    """What was read, and the lines that could not be: (number of the line from 1, its text)."""

    lines: tuple[RosterLine, ...]
    unread: tuple[tuple[int, str], ...] = ()


def rows_of(text: str) -> list[list[str]]:
    """A roster typed down a column or pasted: a line a row, cells between tabs, commas or spaces.

    Names beside one another are one cell (周敏、韩平), but under heads, which say what each column is.
    """
    rows = []
    lines = text.splitlines()
    has_heads = any(_HEADS["name"].search(line) for line in lines)
    for line in lines:
        plain = _BEHIND.sub(" ", normalise(line)).strip()
        cells = [cell for cell in re.split(r"[\t]|,\s*|\s+", plain) if cell] if "\t" not in line else line.split("\t")
        if cells:
            rows.append(cells if has_heads or "\t" in line else _names_together(cells))
    return rows


def _names_together(cells: list[str]) -> list[str]:
    found: list[str] = []
    for cell in cells:
        if found and looks_like_a_name(cell.split("、")[0]) and looks_like_a_name(found[-1].split("、")[-1]):
            found[-1] += f"、{cell}"
        else:
            found.append(cell)
    return found


def read_roster(rows: Sequence[Sequence[str]], today: date) -> Roster:
    """Find days and names. A line under the heads without either is named in `unread`; titles above them are not.

    Of a merged cell only its first row has the day: an empty one is the day above.
    """
    heads, columns = _columns(rows, today)
    lines: list[RosterLine] = []
    unread = []
    above: date | None = None
    for number, row in enumerate(rows[heads:], heads + 1):
        said = _cell(row, columns.get("day"))
        day = above = _day(said, today) if said else above
        names = _names(_cell(row, columns.get("name")))
        if day is None or not names:
            unread.append((number, " ".join(cell for cell in row if cell)))
            continue
        hours, place = _cell(row, columns.get("hours")), _cell(row, columns.get("place"))
        lines += [RosterLine(day, name, hours, place) for name in names]
    return Roster(tuple(dict.fromkeys(lines)), tuple(unread))


def _columns(rows: Sequence[Sequence[str]], today: date) -> tuple[int, dict[str, int]]:
    """How many rows stand above the first day, and which column is what."""
    for number, row in enumerate(rows[:20]):
        found = {
            what: place
            for what, head in _HEADS.items()
            if (place := next((i for i, cell in enumerate(row) if head.search(cell)), None)) is not None
        }
        if "name" in found and ("day" in found or "hours" in found):
            if "day" not in found:  # 时间 is the day where there is no other
                found["day"] = found.pop("hours")
            return number + 1, found
    day = _first(rows, lambda cell: _day(cell, today) is not None)
    name = _first(rows, lambda cell: bool(_names(cell)))
    hours = _first(rows, lambda cell: bool(_HOURS.search(cell)))
    columns = (("day", day), ("name", name), ("hours", hours if hours not in (day, name) else None))
    return 0, {key: value for key, value in columns if value is not None}


def _first(rows: Sequence[Sequence[str]], suits: Callable[[str], bool]) -> int | None:
    """The column in which most cells suit; the leftmost of several."""
    width = max((len(row) for row in rows), default=0)
    counts = [sum(suits(_cell(row, column)) for row in rows) for column in range(width)]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _day(text: str, today: date) -> date | None:
    plain = _BEHIND.sub("", normalise(text)).strip()
    parsed = parse_date(plain, today, Sense.NEAR) if plain and not plain.isdigit() else None
    return parsed.value if parsed is not None and parsed.ok and not parsed.is_rough else None


def _names(text: str) -> list[str]:
    """The names of a cell; of ``周敏 镇党委书记`` the first word."""
    if not text:
        return []
    names = split_names(text.split()[0] if " " in text and len(text.split()[0]) >= 2 else text)
    are_names = all(parse_full_name(name).ok and len(name) <= 15 and not _NOBODY.fullmatch(name) for name in names)
    return names if are_names else []
