"""1+X: what those at the table undertook, and the other side of a dispute who was asked to come."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from peewee import BooleanField, DateField, Field, ForeignKeyField, TextField

from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DROP, MOVE, STAY, Lifecycle
from jiefang_tui.store.models.matter import Matter
from jiefang_tui.store.models.people import Unit
from jiefang_tui.store.models.reception import ReceptionSession
from jiefang_tui.store.models.supervision import Consultation, ConsultationPart

_A_UNITS = "a unit's work, not an officer's"


class Undertaking(Row):
    """认领: what a unit at the table undertook, and by when; about a matter, or about the whole session."""

    session = ForeignKeyField(ReceptionSession, null=True, backref="undertakings")
    """Where it was said; None where it was said elsewhere."""
    session_id: int | None
    matter = ForeignKeyField(Matter, null=True, backref="undertakings")
    matter_id: int | None
    unit = ForeignKeyField(Unit, null=True, backref="+")
    unit_id: int | None
    person = TextField(default="")
    """Who said so for the unit."""
    text = TextField()
    said_on: Field[date] = DateField()
    due_on: Field[date | None] = DateField(null=True)
    first_due_on: Field[date | None] = DateField(null=True)
    """By when it was at first, where it was put off (改期)."""
    change_reason = TextField(default="")
    done_on: Field[date | None] = DateField(null=True)
    proof = TextField(default="")
    """With what it was done: 回单, 照片, 文号."""
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    is_awaited: ClassVar[Any] = done_on.is_null() & withdrawn_on.is_null()
    """Condition: it stands, and is not done."""

    lifecycle = Lifecycle(on_sealing=DROP, on_merging=MOVE, is_open=is_awaited, not_in_hand=_A_UNITS)

    class Meta:
        indexes = ((("done_on", "due_on"), False),)


class OwnerQuestion(Row):
    """归属会商: whose matter it is, decided at the table, or open with who decides by when."""

    matter = ForeignKeyField(Matter, backref="owner_questions")
    matter_id: int
    session = ForeignKeyField(ReceptionSession, null=True, backref="+")
    session_id: int | None
    consultation = ForeignKeyField(Consultation, backref="+")
    """What each unit said."""
    consultation_id: int
    task = ForeignKeyField(ConsultationPart, null=True, backref="+")
    """Who decides by when, as work of the 会商; None where it was decided there."""
    task_id: int | None
    decided_on: Field[date | None] = DateField(null=True)
    owner = ForeignKeyField(Unit, null=True, backref="+")
    """Whose it is."""
    owner_id: int | None
    decided_by = TextField(default="")
    reason = TextField(default="")
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    is_awaited: ClassVar[Any] = decided_on.is_null() & withdrawn_on.is_null()
    """Condition: nobody has decided."""

    lifecycle = Lifecycle(on_sealing=DROP, on_merging=STAY, is_open=is_awaited, not_in_hand=_A_UNITS)


class OppositeParty(Row):
    """对方当事人 (the foreman, the neighbour): asked to the table only when the visitor agrees to meet them."""

    matter = ForeignKeyField(Matter, backref="opposite_parties")
    matter_id: int
    session = ForeignKeyField(ReceptionSession, null=True, backref="+")
    session_id: int | None
    name = TextField()
    relation = TextField(default="")
    """What they are in it: 班组长, 邻居, 用人单位."""
    phone = TextField(default="")
    asked_on: Field[date] = DateField()
    may_meet = BooleanField()
    """来访人同意见面吗."""
    visitor_said = TextField(default="")
    invited_on: Field[date | None] = DateField(null=True)
    invited_how = TextField(default="")
    attendance = TextField(default="")
    """`terms.Attendance`; empty while nobody said."""
    came_on: Field[date | None] = DateField(null=True)
    """The day they took part, or did not."""
    has_agreed: Field[bool | None] = BooleanField(null=True)
    """谈成: None while nobody said."""
    outcome = TextField(default="")
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it was not taken back."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE,
        words=("name", "relation", "phone", "visitor_said", "outcome"),
    )
