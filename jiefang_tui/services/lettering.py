"""Pinyin initials with the table of the desk's reference data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiefang_tui.services.desk import Desk


def initials_of(desk: Desk, text: str) -> str:
    """Lower-case pinyin initials of the Chinese characters in `text` (李方龙 gives ``lfl``)."""
    from jiefang_tui.rules.pinyin import initials

    return initials(text, desk.reference.pinyin)
