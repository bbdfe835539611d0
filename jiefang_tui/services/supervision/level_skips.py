"""越级: lines from the notices of higher levels, for the leader's own look at how well the work is done here.

Date, level, matter, number of the notice; nothing about routes or persons, and nothing in the matter's own timeline:
it says nothing about a petitioner (domain §3.5).
"""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import LevelSkip, Matter
from jiefang_tui.store.queries.reception.people import matter_with_no
from jiefang_tui.terms import Category, LeaderLevel, SkippedTo

_PROPER = {LeaderLevel.COUNTY: "县", LeaderLevel.TOWNSHIP: "乡镇", LeaderLevel.VILLAGE: "村"}
"""Own level and one above (Art. 20(1)): going there skips nothing."""


def add_level_skip(desk: Desk, on_day: date, level: str, matter: str | int | None = None, notice: str = "") -> int:
    """Enter one line of a notice. `matter` is an id, a register number (or its tail), or nothing. Returns the id."""
    if name := {str(own): words for own, words in _PROPER.items()}.get(level):
        raise Refused(f"到{name}里反映是逐级走访，不是越级(条例第二十条第一款)，不用登记。", "level")
    try:
        to = SkippedTo(level)
    except ValueError as error:
        raise Refused("请选择越级到哪一级：市、省或者国家。", "level") from error
    with acting(desk, "level_skip.add") as act:
        if on_day > act.today:
            raise Refused("日期不能晚于今天。", "on_day")
        matter_id = _matter_id(matter)
        notice = notice.strip()
        if notice and _known(on_day, to, matter_id, notice):
            raise Refused(f"通报 {notice} 的这一条已经登记过。", "notice")
        row = act.create(LevelSkip, on_day=on_day, level=to, matter=matter_id, notice=notice)
        act.about(row)
    return row.id


def _known(on_day: date, to: SkippedTo, matter_id: int | None, notice: str) -> bool:
    """The same line twice would count twice; without a matter one notice may well have several of a day."""
    if matter_id is None:
        return False
    return bool(
        LevelSkip.select()
        .where(
            (LevelSkip.on_day == on_day)
            & (LevelSkip.level == to)
            & (LevelSkip.matter == matter_id)
            & (LevelSkip.notice == notice)
            & LevelSkip.removed_on.is_null()
        )
        .exists()
    )


def _matter_id(matter: str | int | None) -> int | None:
    """The matter a line is about, by id or register number; None for none."""
    if matter is None or (isinstance(matter, str) and not matter.strip()):
        return None
    matter_id = matter if isinstance(matter, int) else matter_with_no(matter)
    row = Matter.get_or_none(Matter.id == matter_id) if matter_id is not None else None
    if row is None:
        raise Refused("没有找到这个编号的事项；不知道是哪一件的可以空着。", "matter")
    if row.category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告是密件，这一栏请空着。", "matter")
    return int(row.id)


def remove_level_skip(desk: Desk, skip_id: int, reason: str) -> None:
    """Take a line out of the count (entered twice, not ours), with a reason. The row stays."""
    if not reason.strip():
        raise Refused("请写明删去这一条的原因。", "reason")
    with acting(desk, "level_skip.remove", reason) as act:
        row = act.change(LevelSkip.get_by_id(skip_id))
        act.about(row)
        if row.removed_on is not None:
            raise Refused(f"这一条已于{row.removed_on}删去。")
        row.removed_on, row.removed_reason = act.today, reason.strip()
