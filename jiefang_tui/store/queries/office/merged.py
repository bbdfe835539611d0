"""Rows of the roster (officer, unit, village) that were found to be one: under which they stand now."""

from __future__ import annotations

from jiefang_tui.store.models import Merge

KINDS = ("officer", "unit", "village")


def standing_merge(kind: str, row_id: int) -> Merge | None:
    """The merge by which this row went into another, if that is not undone."""
    found: Merge | None = (
        Merge.select().where((Merge.kind == kind) & (Merge.from_id == row_id) & Merge.undone_on.is_null()).first()
    )
    return found


def surviving(kind: str, row_id: int) -> int:
    """Under which row it stands now: itself unless it was merged."""
    while (merge := standing_merge(kind, row_id)) is not None:
        row_id = merge.into_id
    return row_id


def all_of(kind: str, row_id: int) -> list[int]:
    """The row it stands under now, and every one merged into that."""
    found = [surviving(kind, row_id)]
    for one in found:
        merges = Merge.select().where((Merge.kind == kind) & (Merge.into_id == one) & Merge.undone_on.is_null())
        found += [merge.from_id for merge in merges.order_by(Merge.id)]
    return found


def went_into(kind: str) -> dict[int, int]:
    """Every row of a kind that was merged, and the row it stands under now."""
    merges = Merge.select().where((Merge.kind == kind) & Merge.undone_on.is_null())
    into = {merge.from_id: merge.into_id for merge in merges}
    for row_id in into:
        while into[row_id] in into:
            into[row_id] = into[into[row_id]]
    return into
