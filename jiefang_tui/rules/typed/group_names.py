"""Several names as they are written in one field: of people (``张建国、李秀英等6人``), of units."""

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


_UNIT = re.compile(r".+[所站局委办队司院会科股室部厅段行店厂场校社组村心]")
"""A word that ends as the names of units do: 自然资源所, 派出所, 便民服务中心."""


def each_unit(text: str) -> list[str]:
    """The units of a field in which blanks part them always (参加单位: ``司法所 人社所``), each once."""
    return list(dict.fromkeys(part for part in re.split(r"[\s,，、;；]+", text.strip()) if part))


def unit_names(text: str) -> list[str]:
    """The units in a field (``自然资源所、财政所``); blanks part them where each piece is named as a unit is."""
    whole = one_line(text)
    parts = [part.strip() for part in re.split("[,，、;；/]+", whole) if part.strip()]
    found: list[str] = []
    for part in parts:
        pieces = part.split(" ")
        found += pieces if all(_UNIT.fullmatch(piece) for piece in pieces) else [part]
    return list(dict.fromkeys(found))
