"""The database handle and what every row has."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from peewee import AutoField, IntegerField, Model, SqliteDatabase, UUIDField

from jiefang_tui.store.models.lifecycle import Lifecycle

if TYPE_CHECKING:
    from collections.abc import Callable

    Moment = datetime

db = SqliteDatabase(None)
"""The one connection; `store.database.open_file` points it at a file."""

new_uid: Callable[[], uuid.UUID] = uuid.uuid4
"""Makes a row's UUID. The sample office replaces it by a seeded one, so that a seed always gives the same rows."""


def _uid() -> uuid.UUID:
    return new_uid()


class Row(Model):
    """A row with a UUID beside its integer key, so that files of two offices can be told apart."""

    id = AutoField()
    uid = UUIDField(default=_uid)
    version = IntegerField(default=1)
    """Rises with every act that changes the row, so that a form can tell that somebody else has changed it since."""

    lifecycle: ClassVar[Lifecycle | None] = None
    """Declared by every model that has to do with a matter, a visit, a petitioner, an officer or a unit."""

    @classmethod
    def get_by_id(cls, pk: Any) -> Self:
        """The row with this id. Raises `DoesNotExist`.

        Asked for more often than anything else, and to build its statement costs several times what it costs to ask.
        """
        return cast("Self", cls.raw(_by_id(cls), pk).get())

    class Meta:
        database = db
        legacy_table_names = False


@cache
def _by_id(model: type[Row]) -> str:
    """The statement that reads one row of a table."""
    sql: str = model.select().where(model.id == 0).sql()[0]
    return sql
