"""Names and titles as lists show them: masked where the office has chosen that."""

from __future__ import annotations

from jiefang_tui.rules.text import cut, mask_name


def shown_name(name: str, masks: bool) -> str:
    """A name as lists show it."""
    return mask_name(name) if masks else name


def shown_title(title: str, masks: bool) -> str:
    """A matter's title as lists show it: its first two characters when names and matters are masked."""
    return cut(title, 4) + "**" if masks and title else title
