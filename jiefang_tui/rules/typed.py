"""What a typed text means: a value, a short hint, an error or a warning.

One parser per kind of field, ``parse_x(text, ...) -> Parsed[X]``. Parsers never raise; empty text gives
``Parsed(None)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """The meaning of one field's text, as a parser sees it."""

    value: T | None
    """What is stored; None when the text is empty or wrong."""
    said: str = ""
    """Short Chinese hint shown beside the field: ``集体访``, ``186,000 元``, ``女 58岁``."""
    error: str = ""
    """One Chinese sentence; the field may not be saved so."""
    warning: str = ""
    """One Chinese sentence, shown, never blocks."""

    @property
    def ok(self) -> bool:
        """Whether the field may be saved as it stands (an empty field may)."""
        return not self.error
