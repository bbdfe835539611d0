"""Who owes or pays under an agreement, as it is typed: somebody's name or a firm's (中铁12局), never a bare number."""

from __future__ import annotations

from jiefang_tui.rules.text import Parsed, cut, one_line


def parse_party(text: str) -> Parsed[str]:
    """A name of two characters or more that are letters; an amount or a share in the wrong field is none."""
    name = one_line(text)
    if not name:
        return Parsed(None)
    if sum(char.isalpha() for char in name) < 2:
        return Parsed(None, error=f"请写是谁：「{cut(name, 16, '..')}」不是姓名，也不是单位名称。")
    return Parsed(name)
