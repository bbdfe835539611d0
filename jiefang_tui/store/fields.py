"""Column types that Peewee lacks: an aware local time, and a term of our vocabulary."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from peewee import Field

if TYPE_CHECKING:
    _AnyField = Field[Any]
else:
    _AnyField = Field  # subscriptable only in Peewee's stubs


class MomentField(_AnyField):
    """An aware local time in whole seconds, stored as ISO text with its offset (``2026-11-23 09:14:00+08:00``).

    Reading gives an aware ``datetime``. Peewee's own DateTimeField drops the offset on the way in and cannot parse it
    on the way out.
    """

    field_type = "TEXT"

    def db_value(self, value: datetime | None) -> str | None:
        """ISO text of `value`; a naive time is refused, because it could not be ordered."""
        if value is None or isinstance(value, str):
            return value
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r} cannot be stored")
        return value.isoformat(sep=" ", timespec="seconds")

    def python_value(self, value: str | None) -> datetime | None:
        """The aware time written in `value`."""
        return None if value is None else datetime.fromisoformat(value)
