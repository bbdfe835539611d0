"""What a matter that has come to rest ended in, in words; and what is told to who brings it again without anything new.

A review that was not asked for in time is no ground of the Regulation: only 三级终结 is (Art. 36(3)), and what is owed
to the petitioner as a person stays owed (Art. 37(3)).
"""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.moves import RESTING
from jiefang_tui.rules.text import cut, one_line
from jiefang_tui.terms import MatterState

RESULT_CELLS = 24


def how_it_ended(
    state: MatterState,
    today: date,
    concluded_on: date | None = None,
    result: str = "",
    refused_on: date | None = None,
    ground: str = "",
    finally_closed_on: date | None = None,
) -> str:
    """``三级终结 06-15``, ``不予受理 06-15 不属于本机关职权``, ``已办结 11-02 下月起发放``; empty while it goes on."""
    if finally_closed_on is not None:
        return f"三级终结 {_day(finally_closed_on, today)}"
    if state not in RESTING:
        return ""
    day, said = (refused_on, ground) if state is MatterState.REFUSED else (concluded_on, result)
    parts = [state.label, _day(day, today) if day else "", cut(one_line(said), RESULT_CELLS, "..")]
    return " ".join(part for part in parts if part)


def nothing_new(ended: str, *, is_final: bool) -> str:
    """What is said when there are no new facts or reasons."""
    if is_final:
        return f"{ended}：同一事实和理由不再受理(第三十六条第三款)，疏导、帮扶责任仍在(第三十七条第三款)。"
    return f"{ended}：没有新的事实和理由，把原来的结果讲清楚，按 ^S 再按 1 当场答复。"


def _day(day: date, today: date) -> str:
    return f"{day:%m-%d}" if day.year == today.year else str(day)
