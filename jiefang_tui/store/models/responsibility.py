"""三定三包: who owns a matter, what is fixed, what is guaranteed."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DONE, DROP, STAY, Hand, Lifecycle
from jiefang_tui.store.models.matter import Matter
from jiefang_tui.store.models.people import Officer
from jiefang_tui.terms import OPEN_MATTER_STATES, DutyKind, MatterState

UNRESTED: Any = Matter.state.in_((*OPEN_MATTER_STATES, MatterState.CONCLUDED))
"""Condition on `Matter`: under a leader it is in hand until it is closed (销号)."""


class Responsibility(Row):
    """包案: the leader who received owns the case (谁接访谁包案); another owner needs a reason."""

    matter = ForeignKeyField(Matter, unique=True, backref="responsibility_rows")
    matter_id: int
    leader = ForeignKeyField(Officer, backref="responsibilities")
    leader_id: int
    other_owner_reason = TextField(default="")
    made_on: Field[date] = DateField()
    resolve_due: Field[date | None] = DateField(null=True)
    """化解期限."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        hands=(Hand("leader", "包案", "件", 1, "包案领导", UNRESTED),),
        moves_dates=True,
        told={"other_owner_reason": "另定包案领导的原因"},
    )
    """A matter with a sheet is neither sealed nor merged away: what is under way cannot vanish."""


class TaskForceMember(Row):
    """A member of the 工作专班 and what they do in it."""

    responsibility = ForeignKeyField(Responsibility, backref="members")
    responsibility_id: int
    officer = ForeignKeyField(Officer)
    officer_id: int
    is_head = BooleanField(default=False)
    duty = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        hands=(Hand("officer", "专班成员", "处", 2, "专班成员", UNRESTED),),
        told={"duty": "专班分工"},
    )

    class Meta:
        indexes = ((("responsibility", "officer"), True),)


class Measure(Row):
    """化解措施: one step with its owner and date."""

    responsibility = ForeignKeyField(Responsibility, backref="measures")
    responsibility_id: int
    ordinal = IntegerField()
    text = TextField()
    owner = ForeignKeyField(Officer, null=True)
    owner_id: int | None
    due_on: Field[date | None] = DateField(null=True)
    done_on: Field[date | None] = DateField(null=True)
    result = TextField(default="")
    is_dropped = BooleanField(default=False)
    """Taken back with a reason; kept, because nothing that was fixed disappears."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        is_open=done_on.is_null() & ~is_dropped,
        hands=(Hand("owner", "化解措施", "条", 3, "措施{row.ordinal}责任人", UNRESTED),),
        moves_dates=True,
        told={"text": "化解措施", "result": "措施结果"},
    )


class Duty(Row):
    """One of 三包 for one matter: its officer, what is required, how often if at all."""

    responsibility = ForeignKeyField(Responsibility, backref="duties")
    responsibility_id: int
    kind = TextField()
    """`terms.DutyKind`."""
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    requirement = TextField(default="")
    every_days: Field[int | None] = IntegerField(null=True)
    """Off by default: a fixed rhythm makes empty traces."""
    fulfilled_on: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        is_open=fulfilled_on.is_null(),
        hands=(Hand("officer", "三包责任", "项", 4, "包{row.what}责任人", UNRESTED),),
        told={"requirement": "三包要求"},
        fixed="kind",
    )

    @property
    def what(self) -> str:
        """What it guarantees, as it is said."""
        return DutyKind(self.kind).label

    class Meta:
        indexes = ((("responsibility", "kind"), True),)


class DutyEntry(Row):
    """What was really done for a duty: when, whom met, what was said or settled."""

    duty = ForeignKeyField(Duty, backref="entries")
    duty_id: int
    on_day: Field[date] = DateField()
    text = TextField()
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    recorded_at: Any = MomentField()

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        told={"text": "三包记录"},
    )
