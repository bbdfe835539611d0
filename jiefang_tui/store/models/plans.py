"""接访安排: the rules of the office, the days that came of them, and what of it was made public."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import ALWAYS, OURS, STAY, Keep, Lifecycle
from jiefang_tui.store.models.people import Officer, Unit

_FROM_A_DAY = "接替 hands it over from a day on (services.plans.succession)"


class PlanRule(Row):
    """A rule of who receives on which days (接访安排规则); `rules.plans.plan_days` turns it into days."""

    kind = TextField()
    """`terms.PlanKind`."""
    begins_on: Field[date] = DateField()
    ends_on: Field[date | None] = DateField(null=True)
    laid_to: Field[date] = DateField()
    """Up to which day its days were laid."""
    weekdays = TextField(default="")
    """Digits 1 (Monday) to 7."""
    digits = TextField(default="")
    """Last digits of the market's dates (逢集)."""
    is_lunar = BooleanField(default=False)
    month_days = TextField(default="")
    """Dates of the month, separated by spaces."""
    on_rest_day = TextField(default="skip")
    """`terms.RestDay`."""
    mode = TextField(default="reception_day")
    """`terms.SessionMode` of its days."""
    hours = TextField(default="")
    """As printed: 8:30-11:30."""
    place = TextField(default="")
    phone = TextField(default="")
    units = TextField(default="")
    """Units that usually sit there (联合接访), by name, separated by spaces."""
    replaced_by = ForeignKeyField("self", null=True, backref="+")
    """The rule that holds in its place since it was changed (改规则)."""
    replaced_by_id: int | None
    counted_from: Field[date | None] = DateField(null=True)
    """From which day its turns are counted, where it goes on with those of the rule it was changed from."""
    stopped_on: Field[date | None] = DateField(null=True)
    """When it was ended by hand (停用); None for a rule that has an end of its own."""
    was_to_end_on: Field[date | None] = DateField(null=True)
    """The last day it had of itself before that."""

    @property
    def was_ended(self) -> bool:
        """Whether it was ended by hand or changed (停用, 改规则); before step 5 nothing but its days says so: they had
        been laid to a later day than it holds.
        """
        if self.stopped_on is not None or self.replaced_by_id is not None:
            return True
        return self.ends_on is not None and self.laid_to > self.ends_on

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        fixed="kind weekdays digits month_days on_rest_day mode hours place phone units",
    )


class PlanTurn(Row):
    """A leader's place in a rule (轮次)."""

    rule = ForeignKeyField(PlanRule, backref="turns")
    rule_id: int
    position = IntegerField()
    leader = ForeignKeyField(Officer, backref="+")
    leader_id: int
    weekday: Field[int | None] = IntegerField(null=True)
    """1 (Monday) to 7: theirs alone."""
    place = TextField(default="")
    """The village they go to (包联村)."""
    next_leader = ForeignKeyField(Officer, null=True, backref="+")
    """接替: whose place it is from `next_from` on, in days that are not laid yet."""
    next_leader_id: int | None
    next_from: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        not_in_hand=_FROM_A_DAY,
        goes_along={"leader": ALWAYS, "next_leader": ALWAYS},
        fixed="place",
    )


class PlanDay(Row):
    """A leader's day (排班日). That it is planned counts as nothing; 到岗 is said by a person."""

    day: Field[date] = DateField()
    leader = ForeignKeyField(Officer, backref="plan_days")
    leader_id: int
    rule = ForeignKeyField(PlanRule, null=True, backref="days")
    """None for a day added by hand (加一场)."""
    rule_id: int | None
    mode = TextField(default="reception_day")
    """`terms.SessionMode`."""
    hours = TextField(default="")
    place = TextField(default="")
    phone = TextField(default="")
    planned_leader = ForeignKeyField(Officer, null=True, backref="+")
    """Whose day it was before somebody else took it (代替, 对调, 接替)."""
    planned_leader_id: int | None
    swapped_with: Field[date | None] = DateField(null=True)
    """The day it was exchanged for (对调)."""
    change_reason = TextField(default="")
    cancelled_on: Field[date | None] = DateField(null=True)
    cancel_reason = TextField(default="")
    attended_at: Any = MomentField(null=True)
    """到岗: when it was written down."""
    attended_by = TextField(default="")
    """到岗: who wrote it down."""
    had_no_visitor = BooleanField(default=False)
    """当日无来访, said by a person after 到岗: it counts as 值守."""
    done_instead = TextField(default="")
    """What was done when nobody came, if anything."""
    laid_on: Field[date | None] = DateField(null=True)
    """The day its rule meant, kept once date, hours or place were put right by hand."""
    succeeded_from: Field[date | None] = DateField(null=True)
    """Since which day somebody else has it (接替), so that exactly that can be taken back."""
    predecessor = ForeignKeyField(Officer, null=True, backref="+")
    """Whose day it was until then."""
    predecessor_id: int | None

    stands: ClassVar[Any] = cancelled_on.is_null()
    """Condition: it is in the plan."""

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        not_in_hand=_FROM_A_DAY,
        goes_along={"leader": attended_at.is_null()},
        retold=("change_reason", "cancel_reason", "done_instead"),
        fixed="mode hours place phone attended_by",
    )

    class Meta:
        indexes = ((("day", "leader"), False),)


class PlanSeat(Row):
    """A unit of one day of the plan (参加单位, 1+X) and what it answered beforehand. It counts as nothing: whether the
    unit came is said on the day, in the session (`SessionParticipant.attendance`).

    The units that usually sit there stand in the rule (`PlanRule.units`) and have a row once something was said.
    """

    plan_day = ForeignKeyField(PlanDay, backref="seats")
    plan_day_id: int
    unit = ForeignKeyField(Unit, backref="+")
    unit_id: int
    answer = TextField(default="")
    """`terms.SeatAnswer`; empty while it has not answered (还没回)."""
    person = TextField(default="")
    """Who comes for it."""
    note = TextField(default="")
    """What else it said: why it does not come, from when to when."""
    said_on: Field[date | None] = DateField(null=True)
    """The day it answered."""
    said_by = TextField(default="")
    """Who wrote it down."""
    said_for: Field[date | None] = DateField(null=True)
    """For which date it answered: a day that is moved has to be asked about anew."""
    withdrawn_on: Field[date | None] = DateField(null=True)
    """这一天不请: since when."""
    withdraw_reason = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        not_in_hand="what a unit answered it answered",
        retold=("note", "withdraw_reason"),
        fixed="answer person said_by",
    )

    class Meta:
        indexes = ((("plan_day", "unit"), True),)


class PublicNotice(Row):
    """公示: the plan of a span of days as it was made public, in editions that say what changed."""

    first_day: Field[date] = DateField()
    last_day: Field[date] = DateField()
    edition = IntegerField()
    """1 for the first of these days."""
    written_on: Field[date] = DateField()
    published_on: Field[date | None] = DateField(null=True)
    """已公示, said by a person: that a paper was written makes nothing public."""
    lines = TextField()
    """The plan as it was then (JSON, a list of texts a line), so that the next edition can say what changed."""
    file = TextField(default="")

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY, fixed="lines file")

    class Meta:
        indexes = ((("first_day", "last_day", "edition"), True),)
