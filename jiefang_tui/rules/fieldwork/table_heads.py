"""Which columns of a table imported into a 入户清单 nobody reads: they are named, so that nothing is lost unseen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiefang_tui.rules.fieldwork.round_columns import RoundColumn
from jiefang_tui.rules.text import one_line

_HEAD = re.compile(r"户\s*主|户\s*名|姓\s*名")
_OTHERS = re.compile(r"村\s*民?\s*组|组\s*别|所在组|^组$|住\s*址|村\s*庄|在家|^序号?$|^编?号$")
"""What every list has beside its own columns: the group, the hours at home; the number is given anew."""


def unread_heads(rows: Sequence[Sequence[str]], columns: Sequence[RoundColumn]) -> list[str]:
    """The heads of the table under which something stands and that are no column of the list."""
    at = next((n for n, row in enumerate(rows) if any(_HEAD.search(cell) for cell in row)), None)
    if at is None:
        return []
    names = {one.name for one in columns}
    heads = [one_line(cell) for cell in rows[at]]
    filled = {n for row in rows[at + 1 :] for n, cell in enumerate(row) if cell.strip()}
    return [
        head
        for n, head in enumerate(heads)
        if n in filled and head and head not in names and not _HEAD.search(head) and not _OTHERS.search(head)
    ]
