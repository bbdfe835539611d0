"""非同一人 taken back: two of whom a clerk said that they are different may be proposed and merged (系同一人) again."""

from __future__ import annotations

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import NotSamePerson


def take_back(desk: Desk, not_same_id: int, reason: str) -> str:
    """Take back what was said of two petitioners. Returns what is possible now, in a sentence.

    The row goes, since it only keeps the two apart; who said so, and who took it back, stays in the audit trail.
    """
    if not reason.strip():
        raise Refused("请写明撤回的原因。", "reason")
    with acting(desk, "person.not_same_undo", reason.strip()) as act:
        row = NotSamePerson.get_or_none(NotSamePerson.id == not_same_id)
        if row is None:
            raise Refused("这一条已经撤回。")
        first, second = row.first, row.second
        act.about(first)
        act.remove(row)
    return f"已撤回：{first.name}、{second.name}以后照常提示；确是同一人的，按 Ins 合并。"
