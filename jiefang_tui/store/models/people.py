"""Units, officers, villages, petitioners."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import BooleanField, DateField, Field, ForeignKeyField, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import ALWAYS, DONE, DROP, OURS, STAY, Keep, Lifecycle


class Unit(Row):
    """A unit (单位): an office, station, village committee or higher organ that may get work."""

    name = TextField(unique=True)
    phone = TextField(default="")
    parent = ForeignKeyField("self", null=True, backref="+")
    """The unit it is under: what must not reach a unit must not reach those under it (Regulation Art. 30(3))."""
    parent_id: int | None
    is_active = BooleanField(default=True)
    relation = TextField(default="")
    """管理关系, `terms.UnitRelation`; empty while nobody has said."""

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY, goes_along={"parent": ALWAYS})


class Officer(Row):
    """A leader, clerk or handler. Never deleted: old entries keep the name."""

    name = TextField(index=True)
    post = TextField(default="")
    unit = ForeignKeyField(Unit, null=True, backref="officers")
    unit_id: int | None
    level = TextField(default="township")
    """`terms.LeaderLevel`."""
    phone = TextField(default="")
    is_active = BooleanField(default=True)
    field_of_work = TextField(default="")
    """分管工作, as told."""
    in_office_from: Field[date | None] = DateField(null=True)
    in_office_to: Field[date | None] = DateField(null=True)
    villages = TextField(default="")
    """包联村, as told; separated by 、."""

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS), on_merging=STAY, not_in_hand="where they belong", goes_along={"unit": ALWAYS}
    )


class Village(Row):
    """A village or community (村组), as the office has it: what `areas.csv` says of it no longer counts then."""

    name = TextField(unique=True)
    area_code = TextField(default="")
    """Twelve digits; empty where nobody knows them: a matter then names the village by its name."""
    other_names = TextField(default="")
    """又名: what it was called before, or is called as well; separated by blanks."""
    groups = TextField(default="")
    """Its groups (组), as told."""
    is_active = BooleanField(default=True)

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY)


class Petitioner(Row):
    """A petitioner (信访人). Only the name is required; an ID number never is (Regulation Art. 19)."""

    name = TextField(index=True)
    sex = TextField(default="")
    birth_date: Field[date | None] = DateField(null=True)
    id_doc = TextField(default="resident")
    id_no = TextField(default="", index=True)
    phone = TextField(default="", index=True)
    area_code = TextField(default="")
    address = TextField(default="")
    """As told, village and group (村组)."""
    merged_into = ForeignKeyField("self", null=True, backref="+")
    """The same person, written down twice; both rows stay (`Merge`)."""
    merged_into_id: int | None
    recorded_on: Field[date] = DateField()

    lifecycle = Lifecycle(on_sealing=DROP, on_merging=STAY)
    """Who has been here for something else stays."""


class NotSamePerson(Row):
    """Two petitioners whom a clerk declared to be different people; they are not proposed again."""

    first = ForeignKeyField(Petitioner, backref="+")
    second = ForeignKeyField(Petitioner, backref="+")
    first_id: int
    second_id: int
    said_by = ForeignKeyField(Officer, null=True)
    said_at: Any = MomentField()

    lifecycle = Lifecycle(on_sealing=DROP, on_merging=STAY, not_in_hand=DONE)

    class Meta:
        indexes = ((("first", "second"), True),)
