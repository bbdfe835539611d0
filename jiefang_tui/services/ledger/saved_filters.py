"""Filters of the ledger kept under a name: save, rename, remove, list."""

from __future__ import annotations

import json
from dataclasses import dataclass

from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort, from_json, to_json
from jiefang_tui.rules.text import one_line
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import SavedFilter

NAME_LIMIT = 20


@dataclass(frozen=True)
class KeptFilter:
    """A filter and an order under their name."""

    id: int
    name: str
    wanted: LedgerFilter
    sort: Sort


def save_filter(desk: Desk, name: str, wanted: LedgerFilter, sort: Sort) -> int:
    """Keep `wanted` and `sort` as `name`, in place of what was kept under it. Returns its id. Raises `Refused`."""
    kept_name = _checked(name)
    body = json.dumps(to_json(wanted, sort), ensure_ascii=False, separators=(",", ":"))
    with acting(desk, "saved_filter.save") as act:
        row = SavedFilter.get_or_none(SavedFilter.name == kept_name)
        if row is None:
            row = act.create(SavedFilter, name=kept_name, body=body, created_at=act.now)
        else:
            act.change(row).body = body
        act.about(row)
        return int(row.id)


def rename_filter(desk: Desk, filter_id: int, name: str) -> None:
    """Call a saved filter `name` from now on. Raises `Refused` when another one is called so."""
    kept_name = _checked(name)
    with acting(desk, "saved_filter.rename") as act:
        row = _row(filter_id)
        if SavedFilter.get_or_none((SavedFilter.name == kept_name) & (SavedFilter.id != filter_id)) is not None:
            raise Refused(f"已有叫「{kept_name}」的筛选，请换个名称。", "text")
        act.about(row)
        act.change(row).name = kept_name


def remove_filter(desk: Desk, filter_id: int) -> None:
    """Keep this filter no longer; what it was stays in the audit entry. Raises `Refused`."""
    with acting(desk, "saved_filter.remove") as act:
        row = _row(filter_id)
        act.about(row)
        act.remove(row)


def saved_filters() -> list[KeptFilter]:
    """All of them, in order of name."""
    return [_read_filter(row) for row in SavedFilter.select().order_by(SavedFilter.name, SavedFilter.id)]


def _row(filter_id: int) -> SavedFilter:
    row = SavedFilter.get_or_none(SavedFilter.id == filter_id)
    if row is None:
        raise Refused("这个筛选已经删去，请重新选。")
    return row


def _checked(name: str) -> str:
    kept = one_line(name)
    if not kept:
        raise Refused("请给这个筛选起个名称。", "text")
    if len(kept) > NAME_LIMIT:
        raise Refused(f"名称最多 {NAME_LIMIT} 个字，请短一些。", "text")
    return kept


def _read_filter(row: SavedFilter) -> KeptFilter:
    try:
        data = json.loads(row.body)
    except ValueError:
        data = {}
    wanted, sort = from_json(data)
    return KeptFilter(row.id, row.name, wanted, sort)
