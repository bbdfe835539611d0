"""Which matter is meant: by its number, or by the petitioner's name where they have one open matter only."""

from __future__ import annotations

from jiefang_tui.rules.text import mask_name, normalise, spellings_of_name
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Matter
from jiefang_tui.store.queries.reception.people import matter_with_no
from jiefang_tui.terms import OPEN_MATTER_STATES, Category

_NAMED = 3
_LAST_DIGITS = 3
"""So many digits of a number say which one, as in 台账."""


def matter_shown(text: str, masks: bool) -> str:
    """What a list shows of a matter that was written down so: its petitioner and its title; `text` where it is none."""
    try:
        row = Matter.get_by_id(matter_called(text, field=""))
    except Refused:
        return text.strip()
    name, title = row.petitioner_name, row.title or row.register_no
    if masks:
        name, title = mask_name(name), row.register_no
    return f"{name} {title}".strip()


def matter_called(text: str, *, field: str) -> int:
    """The id of the matter, by its number, the last digits of it or the petitioner's name.

    Raises `Refused` when it is none, several, or a report (检举控告).
    """
    typed = text.strip()
    found = matter_with_no(typed)
    digits = normalise(typed)
    if found is None and digits.isdecimal() and len(digits) >= _LAST_DIGITS:
        found = _ending_in(digits, field)
    if found is None:
        is_theirs = Matter.petitioner_name.in_(spellings_of_name(typed)) & Matter.state.in_(OPEN_MATTER_STATES)
        rows = list(
            Matter.select().where(is_theirs & (Matter.category != Category.REPORT_ACCUSATION)).limit(_NAMED + 1)
        )
        if len(rows) > 1:
            numbers = "、".join(row.register_no[-12:] for row in rows[:_NAMED])
            raise Refused(f"{typed}有几件没有办结的，请写编号：{numbers}。", field)
        if not rows:
            raise Refused(f"没有找到「{typed}」的事项，请写编号或者信访人姓名。", field)
        found = rows[0].id
    if Matter.get_by_id(found).category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告是密件，不能写在这里。", field)
    return found


def _ending_in(digits: str, field: str) -> int:
    """The one matter whose number ends so; those that are not over come before those that are."""
    ends_so = Matter.register_no.endswith(digits) & Matter.stands
    rows: list[Matter] = []
    for state in (Matter.state.in_(OPEN_MATTER_STATES), Matter.state.not_in(OPEN_MATTER_STATES)):
        rows = list(Matter.select().where(ends_so & state).order_by(Matter.id.desc()).limit(_NAMED + 1))
        if rows:
            break
    if not rows:
        raise Refused(f"没有编号末尾是「{digits}」的事项，请写编号或者信访人姓名。", field)
    if len(rows) > 1:
        numbers = "、".join(row.register_no[-12:] for row in rows[:_NAMED])
        raise Refused(f"末尾是「{digits}」的有几件，请多写几位：{numbers}。", field)
    return int(rows[0].id)
