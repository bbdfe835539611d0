"""Which matter is meant: by its number, or by the petitioner's name where they have one open matter only."""

from __future__ import annotations

from jiefang_tui.rules.text import spellings_of_name
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Matter
from jiefang_tui.store.queries.reception.people import matter_with_no
from jiefang_tui.terms import OPEN_MATTER_STATES, Category

_NAMED = 3


def matter_called(text: str, *, field: str) -> int:
    """The id of the matter. Raises `Refused` when it is none, several, or a report (检举控告)."""
    typed = text.strip()
    found = matter_with_no(typed)
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
