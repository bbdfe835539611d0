"""The files that come with the program are read once in a process, not once by each desk that a test opens."""

from __future__ import annotations

from functools import cache
from typing import Any

from jiefang_tui import reference
from jiefang_tui.reference import Reference

_read_toml = Reference._shipped_toml
_read_table = cache(reference.pinyin_table)
_read: dict[tuple[Any, ...], dict[str, Any]] = {}


def install() -> None:
    """A file is known by its place, its size and when it was written; the table of initials by its text."""
    Reference._shipped_toml = _shipped_toml  # type: ignore[method-assign]
    reference.pinyin_table = lambda text: dict(_read_table(text))


def _shipped_toml(self: Reference, name: str) -> dict[str, Any]:
    path = self.shipped / name
    stat = path.stat()
    key = (path, stat.st_size, stat.st_mtime_ns)
    if key not in _read:
        _read[key] = _read_toml(self, name)
    return _read[key]
