"""1+X and what is done together: undertakings, the other side, meetings, campaigns, teams over a common cause."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, TextField

from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DROP, MOVE, OURS, STAY, Hand, Keep, Lifecycle
from jiefang_tui.store.models.matter import Matter
from jiefang_tui.store.models.people import Officer, Unit
from jiefang_tui.store.models.reception import ReceptionSession
from jiefang_tui.store.models.supervision import Consultation, ConsultationPart

_A_UNITS = "a unit's work, not an officer's"


class Meeting(Row):
    """会议研究: a meeting that studied petitions; it counts (Art. 13(3)) once its minutes have a date."""

    kind = TextField()
    """`terms.MeetingKind`."""
    held_on: Field[date] = DateField()
    place = TextField(default="")
    host = TextField(default="")
    minutes_on: Field[date | None] = DateField(null=True)
    """The date of the minutes (纪要); None while there are none."""
    minutes_no = TextField(default="")
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it was not taken back."""
    is_counted: ClassVar[Any] = withdrawn_on.is_null() & minutes_on.is_null(False)
    """Condition: it counts."""

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS), on_merging=STAY, retold=("withdraw_reason",), fixed="kind place host minutes_no"
    )


class MeetingItem(Row):
    """What a meeting dealt with: a matter, or a subject; and what it decided."""

    meeting = ForeignKeyField(Meeting, backref="items")
    meeting_id: int
    position = IntegerField()
    matter = ForeignKeyField(Matter, null=True, backref="meeting_items")
    matter_id: int | None
    about = TextField(default="")
    decided = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE,
        words=("about", "decided"),
        told={"about": "会议议题", "decided": "会议决定"},
        retold=("about", "decided"),
    )


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
    item = ForeignKeyField(MeetingItem, null=True, backref="undertakings")
    """The item of a meeting (会议研究) that gave it."""
    item_id: int | None

    is_awaited: ClassVar[Any] = done_on.is_null() & withdrawn_on.is_null()
    """Condition: it stands, and is not done."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE,
        is_open=is_awaited,
        not_in_hand=_A_UNITS,
        told={
            "text": "认领的事",
            "change_reason": "认领改期原因",
            "proof": "办结凭据",
            "withdraw_reason": "撤回认领原因",
        },
        retold=("text", "change_reason", "proof", "withdraw_reason"),
        fixed="person",
    )

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

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        is_open=is_awaited,
        not_in_hand=_A_UNITS,
        told={"reason": "归属理由", "withdraw_reason": "撤回归属会商原因"},
        fixed="decided_by",
    )


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
        told={
            "name": "对方当事人",
            "relation": "对方身份",
            "phone": "对方电话",
            "visitor_said": "来访人对见面的话",
            "invited_how": "怎样邀请对方",
            "outcome": "和对方谈的结果",
            "withdraw_reason": "撤回对方当事人原因",
        },
        fixed="attendance",
    )


# -- 集中接访


class JointCampaign(Row):
    """集中接访 (根治欠薪): a theme, a span of days, sessions at several places, and one table of its matters."""

    theme = TextField()
    begins_on: Field[date] = DateField()
    ends_on: Field[date] = DateField()
    columns = TextField()
    """The columns of its table (JSON, `rules.together.campaigns`)."""
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it was not taken back."""

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY, retold=("theme", "withdraw_reason"), fixed="columns")


class CampaignSession(Row):
    """A session that belongs to a campaign."""

    campaign = ForeignKeyField(JointCampaign, backref="sessions")
    campaign_id: int
    session = ForeignKeyField(ReceptionSession, backref="+")
    session_id: int

    lifecycle = Lifecycle(on_sealing=Keep(OURS), on_merging=STAY)

    class Meta:
        indexes = ((("campaign", "session"), True),)


class CampaignMatter(Row):
    """A line of a campaign's table: a matter added by hand, or the figures of one that its sessions brought."""

    campaign = ForeignKeyField(JointCampaign, backref="lines")
    campaign_id: int
    matter = ForeignKeyField(Matter, backref="+")
    matter_id: int
    is_added = BooleanField(default=False)
    """By hand; else a session of the campaign brought it."""
    figures = TextField(default="")
    """Column -> what was typed (JSON)."""
    removed_on: Field[date | None] = DateField(null=True)
    remove_reason = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        words=("figures",),
        told={"figures": "集中接访台账", "remove_reason": "移出集中接访原因"},
    )

    class Meta:
        indexes = ((("campaign", "matter"), True),)


# -- 专班


class Cause(Row):
    """专案: a cause that several matters have in common, its team (专班), leader and measures."""

    title = TextField()
    cause = TextField(default="")
    leader = ForeignKeyField(Officer, null=True, backref="+")
    leader_id: int | None
    opened_on: Field[date] = DateField()
    finding = TextField(default="")
    """Out of which 共性问题 it came (`rules.together.radar`)."""
    closed_on: Field[date | None] = DateField(null=True)
    result = TextField(default="")
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    goes_on: ClassVar[Any] = closed_on.is_null() & withdrawn_on.is_null()
    """Condition: the team is at work."""

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        is_open=goes_on,
        hands=(Hand("leader", "专班组长", "个", 11),),
        retold=("title", "cause", "result", "withdraw_reason"),
        fixed="finding",
    )


class CauseMember(Row):
    """Somebody in the team."""

    cause = ForeignKeyField(Cause, backref="members")
    cause_id: int
    officer = ForeignKeyField(Officer, backref="+")
    officer_id: int
    duty = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        not_in_hand="what is theirs is a measure",
        goes_along={"officer": cause.in_(Cause.select(Cause.id).where(Cause.goes_on))},
        retold=("duty",),
    )


class CauseMeasure(Row):
    """A measure of the team with its owner and date."""

    cause = ForeignKeyField(Cause, backref="measures")
    cause_id: int
    text = TextField()
    owner = ForeignKeyField(Officer, null=True, backref="+")
    owner_id: int | None
    due_on: Field[date | None] = DateField(null=True)
    done_on: Field[date | None] = DateField(null=True)
    result = TextField(default="")
    dropped_on: Field[date | None] = DateField(null=True)
    drop_reason = TextField(default="")

    is_awaited: ClassVar[Any] = done_on.is_null() & dropped_on.is_null()
    """Condition: it is to be done."""

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        is_open=is_awaited,
        hands=(Hand("owner", "专班措施", "条", 12),),
        retold=("text", "result", "drop_reason"),
    )


class CauseMatter(Row):
    """A matter that has the cause."""

    cause = ForeignKeyField(Cause, backref="lines")
    cause_id: int
    matter = ForeignKeyField(Matter, backref="+")
    matter_id: int
    removed_on: Field[date | None] = DateField(null=True)
    remove_reason = TextField(default="")

    stands: ClassVar[Any] = removed_on.is_null()
    """Condition: it was not taken out."""

    lifecycle = Lifecycle(on_sealing=DROP, on_merging=MOVE, told={"remove_reason": "移出专案原因"})


# -- 共性问题


class PolicyAdvice(Row):
    """情况反映, 完善政策的建议: a common cause put on paper to who can change it (Regulation Art. 14, 40)."""

    kind = TextField()
    """`terms.AdviceKind`."""
    finding = TextField(default="")
    title = TextField()
    to_body = TextField()
    facts = TextField()
    advice = TextField(default="")
    written_on: Field[date] = DateField()
    file = TextField(default="")
    sent_on: Field[date | None] = DateField(null=True)
    answered_on: Field[date | None] = DateField(null=True)
    answer = TextField(default="")
    """采纳情况."""
    withdrawn_on: Field[date | None] = DateField(null=True)
    withdraw_reason = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        retold=("title", "facts", "advice", "answer", "withdraw_reason", "file"),
        fixed="kind finding to_body",
    )


class FindingNote(Row):
    """What became of a common cause: a team, a paper, or set aside until it grows."""

    finding = TextField()
    """Its key (`rules.together.radar`)."""
    count = IntegerField()
    """How many matters it had then."""
    end = TextField()
    """`terms.FindingEnd`."""
    reason = TextField(default="")
    on_day: Field[date] = DateField()
    cause = ForeignKeyField(Cause, null=True, backref="+")
    cause_id: int | None
    advice = ForeignKeyField(PolicyAdvice, null=True, backref="+")
    advice_id: int | None
    removed_on: Field[date | None] = DateField(null=True)
    remove_reason = TextField(default="")

    stands: ClassVar[Any] = removed_on.is_null()
    """Condition: it was not taken back."""

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS), on_merging=STAY, retold=("reason", "remove_reason"), fixed="finding end"
    )

    class Meta:
        indexes = ((("finding", "id"), False),)
