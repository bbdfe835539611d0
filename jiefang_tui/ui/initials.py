"""Pinyin initials for the options and acts of the screens (拖欠工资 is tqgz)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from jiefang_tui.rules.pinyin import initials
from jiefang_tui.rules.text import normalise


@cache
def _table() -> Mapping[str, str]:
    """The office's table of initials, read when the first choice is typed."""
    try:
        from jiefang_tui import reference
    except ImportError:
        return {}
    return reference.pinyin_table()


def initials_of(text: str) -> str:
    """Lower-case pinyin initials of `text`."""
    return initials(text, _table())


def matching(typed: str, options: Iterable[tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """The options that what was typed may mean, best first."""
    full = [(o[0], o[1], o[2] if len(o) > 2 else initials_of(o[1])) for o in options]
    typed = normalise(typed).lower()
    if typed.isdigit() and 1 <= int(typed) <= len(full):
        return [full[int(typed) - 1]]
    return [o for o in full if typed in o[1].lower() or o[2].startswith(typed)]
