"""Pinyin initials for the options and acts of the screens (拖欠工资 is tqgz)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from jiefang_tui.rules.pinyin import filter_options, initials

_read: Callable[[], Mapping[str, str]] = dict
"""Gives the table of initials; none is known before the desk is open."""


def use(read: Callable[[], Mapping[str, str]]) -> None:
    """From now on take the table from `read`; it is called when initials are first needed, not before."""
    global _read
    _read = read


def initials_of(text: str) -> str:
    """Lower-case pinyin initials of `text`."""
    return initials(text, _read())


def matching(typed: str, options: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The options (value, label[, initials]) that `typed` may mean, best first; all for empty text.

    Initials are looked up only when a letter was typed: until then the table of 21,000 characters stays unread.
    """
    listed = list(options)
    if any(char.isascii() and char.isalpha() for char in typed):
        listed = [option if len(option) > 2 else (*option, initials_of(option[1])) for option in listed]
    return filter_options(typed, listed)
