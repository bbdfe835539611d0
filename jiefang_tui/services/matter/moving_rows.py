"""Rows that are changed on behalf of a merge, with what stood there before, so that it can be undone."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, TypeVar

from jiefang_tui.services.desk.acting import Act
from jiefang_tui.store.models import Merge, Row

R = TypeVar("R", bound=Row)


class Moving:
    """Rows changed on behalf of a merge, with what stood there before."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.moved: dict[str, dict[str, dict[str, list[Any]]]] = {}

    def set(self, row: R, **values: Any) -> R:
        """Set columns of `row` (without its key) and remember them."""
        row = self.act.change(row)
        told = self.moved.setdefault(row._meta.table_name, {}).setdefault(str(row.id), {})
        for column, value in values.items():
            was = plain(row.__data__.get(column))
            setattr(row, column, value)
            told[column] = [was, plain(row.__data__.get(column))]
        return row

    def written(self, kind: str, from_id: int, into_id: int, reason: str) -> Merge:
        """Write the merge down."""
        return self.act.create(
            Merge,
            kind=kind,
            from_id=from_id,
            into_id=into_id,
            reason=reason,
            merged_on=self.act.today,
            moved=json.dumps(self.moved, ensure_ascii=False, separators=(",", ":")),
        )


def plain(value: Any) -> Any:
    """A value of a column as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
