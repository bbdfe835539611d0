"""入户清单: begun with its columns, changed, closed, taken back; closing takes along when people are at home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiefang_tui.rules.fieldwork.round_columns import MOST_COLUMNS, RoundColumn
from jiefang_tui.rules.text import one_line
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.old_copies import must_forget
from jiefang_tui.store.models import FieldCampaign, FieldColumn, Household
from jiefang_tui.terms import ColumnKind

AT_HOME_FIELDS = ("at_home", "typed")
"""Fields of the forms about a list in which people's times at home may stand: the own one, and a pasted table."""


def begin(desk: Desk, name: str, columns: Sequence[RoundColumn], state: str = "") -> int:
    """Begin a round. `state`: the column that says how far a household is; else the first choice. Returns its id."""
    with acting(desk, "round.begin") as act:
        row = act.create(FieldCampaign, name=_named(name), begun_on=act.today, state_column=0)
        act.about(row)
        _lay_columns(act, row, columns, state)
    return row.id


def change(desk: Desk, round_id: int, name: str, columns: Sequence[RoundColumn], state: str, reason: str) -> None:
    """Its name and columns. What stands in a column stays under its new name; one that holds something stays.

    Raises `Refused` when a column with something in it would go, or would become another kind.
    """
    if not reason.strip():
        raise Refused("请写明为什么改。", "reason")
    with acting(desk, "round.change", reason.strip()) as act:
        row = open_round(act, round_id)
        row.name = _named(name, row.id)
        _lay_columns(act, row, columns, state)


def close(desk: Desk, round_id: int) -> int:
    """收尾: the round is over. When people are at home leaves the file in the same act, and stands in no audit entry.

    Returns of how many households it did.
    """
    with acting(desk, "round.close") as act:
        row = open_round(act, round_id)
        row.closed_on = act.today
        return _forget_at_home(desk, row)


def reopen(desk: Desk, round_id: int, reason: str) -> None:
    """A round that was closed goes on; when people are at home is asked anew."""
    if not reason.strip():
        raise Refused("请写明为什么重开。", "reason")
    with acting(desk, "round.reopen", reason.strip()) as act:
        row = act.change(FieldCampaign.get_by_id(round_id))
        act.about(row)
        if row.closed_on is None:
            raise Refused("这份清单没有收尾。")
        row.closed_on = None


def withdraw(desk: Desk, round_id: int, reason: str) -> None:
    """登错了: the list stays to be seen with its reason; when people are at home leaves with it."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "round.withdraw", reason.strip()) as act:
        row = act.change(FieldCampaign.get_by_id(round_id))
        act.about(row)
        if row.withdrawn_on is not None:
            raise Refused("这份清单已经撤回。")
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()
        _forget_at_home(desk, row)


def _forget_at_home(desk: Desk, row: FieldCampaign) -> int:
    """When people are at home leaves the list, what is half typed about it, and older copies. Returns of how many."""
    must_forget(desk.folder, rounds=[row.uid])
    drafts.clear_telling(f"field_campaign:{row.id}:", AT_HOME_FIELDS)
    known = (Household.campaign == row) & (Household.at_home != "")
    return int(Household.update(at_home="").where(known).execute())


def restore(desk: Desk, round_id: int) -> None:
    """A list that was taken back stands again."""
    with acting(desk, "round.restore") as act:
        row = act.change(FieldCampaign.get_by_id(round_id))
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused("这份清单没有撤回。")
        row.name = _named(row.name, row.id)
        row.withdrawn_on, row.withdraw_reason = None, ""


def open_round(act: Act, round_id: int) -> FieldCampaign:
    """The round, if it may be written in. Raises `Refused`."""
    row = act.change(FieldCampaign.get_by_id(round_id))
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused("这份清单已经撤回，先恢复再改。")
    if row.closed_on is not None:
        raise Refused(f"这份清单已于{row.closed_on}收尾，要接着记先重开。")
    return row


def columns_of(round_id: int) -> list[RoundColumn]:
    """Its columns in order."""
    rows = FieldColumn.select().where(FieldColumn.campaign == round_id).order_by(FieldColumn.position)
    return [RoundColumn(row.name, ColumnKind(row.kind), tuple(row.options.split())) for row in rows]


def _named(name: str, own_id: int = 0) -> str:
    said = one_line(name)
    if not said:
        raise Refused("请填写清单的名称，例如 隧道爆破房屋受损。", "name")
    same = (FieldCampaign.name == said) & FieldCampaign.stands & (FieldCampaign.id != own_id)
    if FieldCampaign.select().where(same).exists():
        raise Refused(f"已经有一份「{said}」，请换个名称。", "name")
    return said


def _lay_columns(act: Act, row: FieldCampaign, columns: Sequence[RoundColumn], state: str) -> None:
    if not columns:
        raise Refused("请至少写一栏，例如 损坏。", "columns")
    if len(columns) > MOST_COLUMNS:
        raise Refused(f"最多 {MOST_COLUMNS} 栏。", "columns")
    before = {one.position: one for one in FieldColumn.select().where(FieldColumn.campaign == row)}
    for position, column in enumerate(columns, 1):
        options = " ".join(column.options)
        there = before.pop(position, None)
        if there is None:
            act.create(
                FieldColumn, campaign=row, position=position, name=column.name, kind=column.kind, options=options
            )
            continue
        if there.kind != column.kind and _holds(row, position):
            raise Refused(f"「{there.name}」里已经有内容，不能改成{column.kind.label}；请另加一栏。", "columns")
        if column.kind is ColumnKind.CHOICE:
            _keeps_used(row, position, column)
        there = act.change(there)
        there.name, there.kind, there.options = column.name, column.kind, options
    for position, one in before.items():
        if _holds(row, position):
            raise Refused(f"「{one.name}」里已经有内容，不能去掉。", "columns")
        act.remove(one)
    row.state_column = _state_column(columns, state)


def _state_column(columns: Sequence[RoundColumn], state: str) -> int:
    choices = {one.name: place for place, one in enumerate(columns, 1) if one.kind is ColumnKind.CHOICE}
    if state.strip() and state.strip() not in choices:
        raise Refused(f"「{state.strip()}」不是有选项的一栏；按它分合计的要写上选项。", "state")
    return choices[state.strip()] if state.strip() else min(choices.values(), default=0)


def _cell(position: int) -> Any:
    return getattr(Household, f"c{position}")


def _holds(row: FieldCampaign, position: int) -> bool:
    return bool(Household.select().where((Household.campaign == row) & (_cell(position) != "")).exists())


def _keeps_used(row: FieldCampaign, position: int, column: RoundColumn) -> None:
    """An option that a household has stays one."""
    cell = _cell(position)
    used: Any = Household.select(cell).where((Household.campaign == row) & (cell != "")).distinct().tuples()
    gone = next((word for (word,) in used if word not in column.options), None)
    if gone is not None:
        raise Refused(f"有的户记着「{gone}」，选项里要留着它。", "columns")
