"""走访和入户: where the office went and what it learnt, rounds from house to house, disputes that villages look for."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, TextField

from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DONE, MOVE, OURS, STAY, Clear, Keep, Lifecycle
from jiefang_tui.store.models.matter import Matter
from jiefang_tui.store.models.people import Officer

_OF_THE_ROUND = "of the round, which is not about the report"
_HOUSEHOLD = "head at_home c1 c2 c3 c4 c5 c6 c7 c8 withdraw_reason"


class FieldVisit(Row):
    """走访: somebody of the office went there, or asked somebody to come, and learnt or settled something."""

    day: Field[date] = DateField()
    kind = TextField()
    """`terms.FieldVisitKind`."""
    village = TextField(default="")
    whom = TextField(default="")
    """Whom they met, which household."""
    headcount: Field[int | None] = IntegerField(null=True)
    """How many, where that was said."""
    learnt = TextField()
    """What was learnt or settled, in words: never prefilled."""
    result = TextField(default="noted")
    """`terms.FieldResult`."""
    matter = ForeignKeyField(Matter, null=True, backref="field_visits")
    """What it was about, or what became of it."""
    matter_id: int | None
    made_matter = BooleanField(default=False)
    """The matter was made out of this line (转为事项)."""
    withdrawn_on: Field[date | None] = DateField(null=True)
    """登错了: it counts no more; the row stays."""
    withdraw_reason = TextField(default="")

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it was not taken back."""

    lifecycle = Lifecycle(
        on_sealing=Clear(
            "matter", "whom", "learnt", "withdraw_reason", kept={"kind village result": "that the office was there"}
        ),
        on_merging=MOVE,
        words=("whom", "learnt"),
        told={"whom": "走访对象", "learnt": "走访了解到的", "withdraw_reason": "撤回走访原因"},
        retold=("whom", "learnt", "withdraw_reason"),
        fixed="kind village result",
    )

    class Meta:
        indexes = ((("day", "id"), False),)


class FieldVisitor(Row):
    """Who went."""

    visit = ForeignKeyField(FieldVisit, backref="visitors")
    visit_id: int
    officer = ForeignKeyField(Officer, backref="+")
    officer_id: int
    position = IntegerField()

    lifecycle = Lifecycle(on_sealing=Clear(), on_merging=STAY, not_in_hand=DONE)


class NoMoreVisits(Row):
    """本人不愿再上门: who is visited has said that they do not want to be; no reminder asks for it then."""

    matter = ForeignKeyField(Matter, backref="+")
    matter_id: int
    said_on: Field[date] = DateField()
    said = TextField(default="")
    """In their words, as far as they were written down."""
    ended_on: Field[date | None] = DateField(null=True)
    """They said otherwise since, or it was written down by mistake."""
    end_reason = TextField(default="")

    stands: ClassVar[Any] = ended_on.is_null()
    """Condition: it holds."""

    lifecycle = Lifecycle(
        on_sealing=Clear("said", "end_reason"),
        on_merging=MOVE,
        words=("said",),
        told={"said": "不愿再上门的话", "end_reason": "恢复上门原因"},
    )


class FieldCampaign(Row):
    """入户清单: a round from house to house for one thing, with the columns that the office sets."""

    name = TextField()
    begun_on: Field[date] = DateField()
    state_column = IntegerField(default=0)
    """The place of the column that says how far a household is; 0: none does."""
    closed_on: Field[date | None] = DateField(null=True)
    """收尾: with it the times at which people are at home have left."""
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it was not taken back."""

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY, retold=("name", "withdraw_reason"))


class FieldColumn(Row):
    """A column of a 入户清单."""

    campaign = ForeignKeyField(FieldCampaign, backref="columns")
    campaign_id: int
    position = IntegerField()
    """1 to 8: it says under which name a household's text lies (``c1`` to ``c8``)."""
    name = TextField()
    kind = TextField()
    """`terms.ColumnKind`."""
    options = TextField(default="")
    """Of a choice: its words, separated by spaces, what is done first and what is open last."""

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY, fixed="name kind options")

    class Meta:
        indexes = ((("campaign", "position"), True),)


class HouseholdGroup(Row):
    """A village group (村民组) of a 入户清单, in walking order."""

    campaign = ForeignKeyField(FieldCampaign, backref="groups")
    campaign_id: int
    name = TextField()
    position = IntegerField()

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY, fixed="name")

    class Meta:
        indexes = ((("campaign", "name"), True),)


class Household(Row):
    """A household (户) of a 入户清单; `c1` to `c8` hold what its columns say, an amount as fen."""

    campaign = ForeignKeyField(FieldCampaign, backref="households")
    campaign_id: int
    group = ForeignKeyField(HouseholdGroup, backref="households")
    group_id: int
    number = IntegerField()
    """As on every sheet of the round; never given twice."""
    position = IntegerField()
    """Its place in the walk through the group."""
    head = TextField()
    """户主."""
    at_home = TextField(default="")
    """晚上在家: for the round only. It stands in no audit entry and on no paper and leaves when the round is closed."""
    c1 = TextField(default="")
    c2 = TextField(default="")
    c3 = TextField(default="")
    c4 = TextField(default="")
    c5 = TextField(default="")
    c6 = TextField(default="")
    c7 = TextField(default="")
    c8 = TextField(default="")
    matter = ForeignKeyField(Matter, null=True, backref="+")
    """What became of it (转为事项)."""
    matter_id: int | None
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it was not taken out of the list."""

    lifecycle = Lifecycle(
        on_sealing=Clear("matter", kept={_HOUSEHOLD: _OF_THE_ROUND}),
        on_merging=MOVE,
        fixed=_HOUSEHOLD,
    )

    class Meta:
        indexes = ((("group", "position"), False), (("campaign", "number"), False))


class DisputeCheck(Row):
    """矛盾纠纷排查: what a village reported for a period."""

    village = TextField()
    first_day: Field[date] = DateField()
    last_day: Field[date] = DateField()
    reported_on: Field[date] = DateField()
    found_none = BooleanField(default=False)
    """零报告: they looked and found nothing."""
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it was not taken back."""

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY, retold=("withdraw_reason",), fixed="village")

    class Meta:
        indexes = ((("first_day", "village"), False),)


class Dispute(Row):
    """A dispute (纠纷) that a check found. About what it is, never a list of persons."""

    check_of = ForeignKeyField(DisputeCheck, backref="disputes")
    check_of_id: int
    kind = TextField()
    """`terms.DisputeKind`."""
    about = TextField()
    """What it is about."""
    households: Field[int | None] = IntegerField(null=True)
    """涉及户数."""
    level = TextField()
    """`terms.DisputeLevel`."""
    handler = TextField(default="")
    """Who sees to it: a post, a unit, a name."""
    state = TextField()
    """`terms.DisputeState`."""
    matter = ForeignKeyField(Matter, null=True, backref="+")
    matter_id: int | None
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it was not taken back."""

    lifecycle = Lifecycle(
        on_sealing=Clear(
            "matter", "about", "handler", "withdraw_reason", kept={"kind level state": "they are counted"}
        ),
        on_merging=MOVE,
        words=("about",),
        told={"about": "纠纷", "withdraw_reason": "撤回纠纷原因"},
        retold=("about", "handler", "withdraw_reason"),
        fixed="kind level handler state",
    )
