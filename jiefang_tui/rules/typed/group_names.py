"""Names of a group as they are written in one field: ``张建国、李秀英等6人``."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiefang_tui.rules.text import normalise, one_line, split_names
from jiefang_tui.rules.typed.numbers import parse_headcount

_AND_SO_MANY = re.compile(r"(?P<names>.+?)[\s,，、]*(?:等|一行)[\s共]*(?P<count>[^\s,，、等]+?个?[人名位])")


class GroupNames(NamedTuple):
    """Who stands in a field, and how many came with them."""

    names: tuple[str, ...]
    """The first is the visitor, the others came along (同访人)."""
    headcount: int
    """All of them, the named ones included."""


def group_names(text: str) -> GroupNames | None:
    """The names and the number of ``吴丁等5人``, ``张三、李四一行六人``; None for a text that says no number."""
    found = _AND_SO_MANY.fullmatch(one_line(text))
    count = parse_headcount(normalise(found["count"])).value if found else None
    if found is None or count is None:
        return None
    names = split_names(found["names"])
    return GroupNames(tuple(names), max(count, len(names))) if names else None
