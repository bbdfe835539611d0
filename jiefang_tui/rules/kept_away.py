"""Whose name is meant: whether a person or unit told of in free words is a given officer or unit. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiefang_tui.rules.text import fold

_BETWEEN = re.compile(r"[,，、;；:：。.()（）\[\]【】<>《》/|+&\n]|和|与|及")
_ENDINGS = (
    ("村民委员会", "村"), ("村委会", "村"), ("村党支部", "村"), ("村党总支", "村"), ("社区居委会", "社区"),
    ("居民委员会", ""), ("居委会", ""), ("人民政府", ""), ("政府", ""), ("党委", ""),
)  # fmt: skip
"""Bodies that sit under one roof: what is told of one has reached the other."""
_SHORTEST_POST = 2


def same_unit(told: str, unit: str) -> bool:
    """Whether two names mean one unit: 章湾村 and 章湾村村民委员会 do, 示例镇 and 示例镇纪委 do not."""
    return bool(fold(told)) and _bare(told) == _bare(unit)


def any_unit(told: Iterable[str], unit: str) -> bool:
    """Whether one of the names told (each may hold several, divided by commas) means `unit`."""
    return any(same_unit(part, unit) for text in told for part in (text, *_BETWEEN.split(text)))


def names_person(told: str, name: str) -> bool:
    """Whether free words such as 村主任王二、李四(会计) name the officer called `name`.

    A name may stand with a post before or after it (two characters at least, so that 王芳 is not found in 王芳华).
    """
    wanted = fold(name)
    if not wanted:
        return False
    # A name itself may hold one of the dividing characters (和, 与): the whole is looked at as well.
    return any(_is_named(fold(part), wanted) for part in (told, *_BETWEEN.split(told), *told.split()))


def _is_named(part: str, wanted: str) -> bool:
    rest = len(part) - len(wanted)
    if not (part.startswith(wanted) or part.endswith(wanted)):
        return False
    return rest == 0 or rest >= _SHORTEST_POST


def _bare(name: str) -> str:
    plain = fold(name)
    for ending, kept in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending):
            shorter = plain[: -len(ending)]
            return shorter if shorter.endswith(kept) else shorter + kept
    return plain
