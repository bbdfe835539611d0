"""``jiefang due``: every open date of the office, for people in aligned lines and for programs as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiefang_tui.rules.text import cell_width, mask_title, pad
from jiefang_tui.rules.workdays import unknown_sentence
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.opening import years_without_calendar
from jiefang_tui.services.desk.storage import reading
from jiefang_tui.store.queries.law.due import DueLine, due_lines
from jiefang_tui.terms import Light

_WIDE = {"title": 40, "leader": 12}
"""Cells at most; the other columns are as wide as what stands in them."""


def due_list(desk: Desk, on: date) -> list[dict[str, Any]]:
    """Every open date, the most urgent first, with lights of that day. Titles are masked as in lists.

    ``due_rolled`` is None when the rest days of that year are not known. Raises `Refused` when the file cannot be read.
    """

    with reading():
        return [_plain(line, desk.masks_names) for line in due_lines(on, desk.reference)]


def due_text(desk: Desk, on: date) -> str:
    """The same for people, with a line on top that counts. Raises `Refused`."""

    with reading():
        lines = list(due_lines(on, desk.reference))
    if not lines:
        return f"{on}  没有未了的期限。"
    counts = [sum(line.light is one for line in lines) for one in (Light.RED, Light.YELLOW)]
    top = f"{on}  未了期限 {len(lines)} 个：逾期 {counts[0]}、临期 {counts[1]}"
    rows: list[tuple[str, ...]] = [("预警", "到期", "剩余", "期限", "登记编号", "事项", "责任人", "依据")]
    rows += [_cells(line, desk.masks_names) for line in lines]
    rooms = [max(cell_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    rooms[5], rooms[6] = min(rooms[5], _WIDE["title"]), min(rooms[6], _WIDE["leader"])
    body = ["  ".join(pad(text, room) for text, room in zip(row, rooms, strict=True)).rstrip() for row in rows]
    return "\n".join([top, *body])


def unknown_years_notice(desk: Desk, today: date) -> str:
    """A sentence when an open date falls in a year whose rest days nobody knows yet; empty otherwise."""
    return unknown_sentence(years_without_calendar(desk, today))


def _plain(line: DueLine, masks: bool) -> dict[str, Any]:
    return {
        "register_no": line.register_no,
        "title": mask_title(line.title) if masks else line.title,
        "kind": line.kind.value,
        "start": line.start.isoformat(),
        "due_raw": line.due_raw.isoformat(),
        "due_rolled": line.due_rolled.isoformat() if line.due_rolled else None,
        "days_left": line.days_left,
        "light": line.light.value,
        "article": line.article,
        "leader": line.leader,
    }


def _cells(line: DueLine, masks: bool) -> tuple[str, ...]:
    left = f"剩{line.days_left}日" if line.days_left > 0 else "今天" if not line.days_left else f"过{-line.days_left}日"
    title = mask_title(line.title) if masks else line.title
    article = line.article or "本台"
    when = f"{line.due_rolled}({line.both})" if line.due_rolled and line.both else str(line.due_raw)
    return (line.light.label, when, left, line.kind.label, line.register_no, title, line.leader, article)
