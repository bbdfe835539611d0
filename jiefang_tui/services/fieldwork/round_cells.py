"""The columns of a 入户清单 laid over what its households have: a cell goes where the name of its column goes.

The cells of a household lie by place (``c1`` to ``c8``), so that columns in another order move what lies in them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from jiefang_tui.rules.fieldwork.round_columns import MOST_COLUMNS, RoundColumn
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import FieldCampaign, FieldColumn, Household
from jiefang_tui.terms import ColumnKind


def lay(act: Act, row: FieldCampaign, columns: Sequence[RoundColumn], state: str) -> list[tuple[str, str]]:
    """Lay these columns. Returns which were renamed, as (was, is).

    Raises `Refused` when one that holds something would go, become another kind or lose a word that is in use.
    """
    _check(columns)
    there = {one.position: one for one in FieldColumn.select().where(FieldColumn.campaign == row)}
    held = {place for place in there if _holds(row, place)}
    origins = _origins(there, columns)
    for place in held - set(origins.values()):
        raise Refused(
            f"「{there[place].name}」里已经有内容，不能去掉；改名的在原来那一行改，别的栏先不动次序。", "columns"
        )
    for place, origin in origins.items():
        _keeps_what_it_holds(row, columns[place - 1], there[origin], origin in held)
    renamed = [
        (there[origin].name, columns[place - 1].name)
        for place, origin in origins.items()
        if origin in held and there[origin].name != columns[place - 1].name
    ]
    _move_cells(row, origins)
    _move_half_typed(row, set(there), origins)
    for place, column in enumerate(columns, 1):
        words = {"name": column.name, "kind": column.kind, "options": " ".join(column.options)}
        if place not in there:
            act.create(FieldColumn, campaign=row, position=place, **words)
            continue
        one = act.change(there[place])
        for name, value in words.items():
            setattr(one, name, value)
    for place in set(there) - set(range(1, len(columns) + 1)):
        act.remove(there[place])
    row.state_column = _state_column(columns, state)
    return renamed


def _check(columns: Sequence[RoundColumn]) -> None:
    if not columns:
        raise Refused("请至少写一栏，例如 损坏。", "columns")
    if len(columns) > MOST_COLUMNS:
        raise Refused(f"最多 {MOST_COLUMNS} 栏。", "columns")
    names = [one.name for one in columns]
    for name in names:
        if names.count(name) > 1:
            raise Refused(f"「{name}」写了两次，请去掉一个。", "columns")


def _origins(there: Mapping[int, FieldColumn], columns: Sequence[RoundColumn]) -> dict[int, int]:
    """By new place where the column stood: by its name; where no other moved, one at the same place was renamed."""
    by_name = {one.name: place for place, one in there.items()}
    found = {place: by_name[one.name] for place, one in enumerate(columns, 1) if one.name in by_name}
    if all(place == origin for place, origin in found.items()):
        found |= {place: place for place in range(1, len(columns) + 1) if place in there}
    return found


def _keeps_what_it_holds(row: FieldCampaign, column: RoundColumn, was: FieldColumn, is_held: bool) -> None:
    if is_held and was.kind != column.kind:
        raise Refused(f"「{was.name}」里已经有内容，不能改成{column.kind.label}；请另加一栏。", "columns")
    if column.kind is not ColumnKind.CHOICE:
        return
    cell = _cell(was.position)
    used: Any = Household.select(cell).where((Household.campaign == row) & (cell != "")).distinct().tuples()
    gone = next((word for (word,) in used if word not in column.options), None)
    if gone is not None:
        raise Refused(f"有的户记着「{gone}」，选项里要留着它。", "columns")


def _move_cells(row: FieldCampaign, origins: Mapping[int, int]) -> None:
    """Each household's cells, taken out ones too, go to their new places."""
    if all(place == origin for place, origin in origins.items()):
        return
    moved = {_cell(place): _cell(origins[place]) if place in origins else "" for place in range(1, MOST_COLUMNS + 1)}
    Household.update(moved).where(Household.campaign == row).execute()


def _move_half_typed(row: FieldCampaign, there: Collection[int], origins: Mapping[int, int]) -> None:
    """So do those of a household that is half typed."""
    new = {origin: place for place, origin in origins.items()}
    names = {f"c{place}": f"c{new[place]}" if place in new else "" for place in there}
    drafts.rename_fields(f"field_campaign:{row.id}:household_add", names)


def _state_column(columns: Sequence[RoundColumn], state: str) -> int:
    choices = {one.name: place for place, one in enumerate(columns, 1) if one.kind is ColumnKind.CHOICE}
    if state.strip() and state.strip() not in choices:
        raise Refused(f"「{state.strip()}」不是有选项的一栏；按它分合计的要写上选项。", "state")
    return choices[state.strip()] if state.strip() else min(choices.values(), default=0)


def _cell(place: int) -> Any:
    return getattr(Household, f"c{place}")


def _holds(row: FieldCampaign, place: int) -> bool:
    return bool(Household.select().where((Household.campaign == row) & (_cell(place) != "")).exists())
