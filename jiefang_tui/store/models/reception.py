"""Sessions, appointments and arrivals."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, TextField, fn

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import (
    ALWAYS,
    DONE,
    DROP,
    MOVE,
    MOVE_OPEN,
    OURS,
    STAY,
    Clear,
    Hand,
    Keep,
    Lifecycle,
)
from jiefang_tui.store.models.matter import Matter
from jiefang_tui.store.models.people import Officer, Petitioner, Unit
from jiefang_tui.terms import AppointmentState, VisitPurpose, VisitState


class ReceptionSession(Row):
    """A reception session (接访场次): a leader sits on a day, with the units concerned beside them (1+X)."""

    day: Field[date] = DateField(index=True)
    mode = TextField(default="any_time")
    """`terms.SessionMode`."""
    leader = ForeignKeyField(Officer, null=True, backref="sessions")
    leader_id: int | None
    subject = TextField(default="")
    place = TextField(default="")
    opened_at: Any = MomentField()
    closed_at: Any = MomentField(null=True)

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        not_in_hand="who sat there sat there",
        goes_along={"leader": closed_at.is_null()},
        retold=("subject",),
        fixed="mode place",
    )


class SessionParticipant(Row):
    """A unit that sits beside the leader (参加单位), with its person where known."""

    session = ForeignKeyField(ReceptionSession, backref="participants")
    session_id: int
    unit = ForeignKeyField(Unit)
    unit_id: int
    person = TextField(default="")
    attendance = TextField(default="")
    """`terms.Attendance`; empty while nobody said."""
    presence = TextField(default="")
    """`terms.Presence`; empty where the office does not tell them apart."""

    lifecycle = Lifecycle(
        on_sealing=Keep(OURS),
        on_merging=STAY,
        not_in_hand="who sat there sat there",
        fixed="person attendance presence",
    )

    class Meta:
        indexes = ((("session", "unit"), True),)


class Visit(Row):
    """A visit (来访): one arrival. It is never deleted, and its queue number is its order of arrival that day."""

    session = ForeignKeyField(ReceptionSession, backref="visits")
    session_id: int
    day: Field[date] = DateField()
    queue_no: Field[int | None] = IntegerField(null=True)
    """Order of arrival; None for what nobody waited for (a letter)."""
    arrived_at: Any = MomentField()
    recorded_at: Any = MomentField()
    is_backfilled = BooleanField(default=False)
    """Entered later from paper (午间补录): `arrived_at` is the paper's, `recorded_at` ours."""
    purpose = TextField(default="petition")
    """`terms.VisitPurpose`."""
    channel = TextField(default="visit")
    """`terms.Channel`."""
    petitioner = ForeignKeyField(Petitioner, null=True, backref="visits")
    """None for an anonymous visitor."""
    petitioner_id: int | None
    shown_name = TextField()
    headcount = IntegerField(default=1)
    representative_count = IntegerField(default=0)
    on_behalf_of = TextField(default="")
    """代访: for whom they came, when not for themselves."""
    needs = TextField(default="")
    """Codes of `terms.Need`, separated by spaces."""
    is_urgent = BooleanField(default=False)
    priority_reason = TextField(default="")
    """Why this visitor goes first; empty for the usual order."""
    slot_at: Any = MomentField(null=True)
    """The booked time of a visitor who had an appointment (约访)."""
    window_note = TextField(default="")
    """What an arrival that is no petition (窗口接待) came for."""
    state = TextField(default="waiting")
    """`terms.VisitState`."""
    called_at: Any = MomentField(null=True)
    hold_since: Any = MomentField(null=True)
    finished_at: Any = MomentField(null=True)
    is_time_doubtful = BooleanField(default=False)
    """Closed by the day rollover: the end of the visit is not known and is not invented."""
    talk_note = TextField(default="")
    """接谈记录."""
    left_reason = TextField(default="")
    registrar = ForeignKeyField(Officer, null=True, backref="+")
    """登记人, the 首接人 until someone signs for the matter."""
    registrar_id: int | None
    voided_on: Field[date | None] = DateField(null=True)
    """登记作废: the day, and why; the row stays."""
    void_reason = TextField(default="")
    void_ground = TextField(default="")
    """`terms.VoidGround`; empty while it stands."""
    void_for_no = TextField(default="")
    """The number it was registered under instead (另登第__号)."""
    void_approver = TextField(default="")
    """Who agreed, from the second day on."""
    paper_on: Field[date | None] = DateField(null=True)
    """The date the letter, the ticket or the paper from above carries; `day` is when it was received."""
    outside_no = TextField(default="")
    """Its number elsewhere: of a 12345 ticket, of the paper from above."""
    outside_due: Field[date | None] = DateField(null=True)
    """By when who sent it wants an answer."""
    identity_check = TextField(default="")
    """先核对本人或委托人: how it was seen that whoever asks may be told (`terms.IdentityCheck`)."""

    is_counted: ClassVar[Any] = (state == VisitState.RECEIVED) & (purpose == VisitPurpose.PETITION)
    """Condition: one 批次, with its heads as 人次. Nothing else decides that."""
    is_served: ClassVar[Any] = (state == VisitState.RECEIVED) & (purpose != VisitPurpose.PETITION)
    """Condition: 窗口接待, somebody who came for something else and was dealt with."""
    is_arrival: ClassVar[Any] = state != VisitState.FILED
    """Condition: somebody came, which a letter, a call or a ticket did not."""
    counts: ClassVar[Any] = state != VisitState.VOIDED
    """Condition: the registration stands. Every query over visits asks it, or for states among which 作废 is not."""

    lifecycle = Lifecycle(
        on_sealing=Clear(
            "petitioner", "shown_name", "on_behalf_of", "needs", "priority_reason", "window_note", "talk_note",
            "left_reason", "void_reason", "outside_no",
            kept={
                "purpose channel state void_ground identity_check void_approver": "a term of ours, which figures count",
                "void_for_no": "number and date stay (Art. 30(3))",
            },
        ),
        on_merging=MOVE,
        not_in_hand=DONE,
        words=("talk_note",),
        told={
            "talk_note": "接谈记录", "window_note": "窗口接待", "priority_reason": "优先的原因",
            "left_reason": "离开的原因", "void_reason": "作废的原因",
        },
        fixed=(
            "purpose channel shown_name on_behalf_of needs state void_ground "
            "void_for_no void_approver outside_no identity_check"
        ),
    )  # fmt: skip
    """It goes along with its petitioner (系同一人)."""

    class Meta:
        indexes = ((("uid",), True), (("day", "queue_no"), True), (("state", "day"), False))


class Appointment(Row):
    """A booked visit (约访): name, time and leader; the slot is kept when the visitor arrives."""

    slot_at: Any = MomentField()
    day: Field[date] = DateField(index=True)
    name = TextField()
    phone = TextField(default="")
    about = TextField(default="")
    leader = ForeignKeyField(Officer, null=True, backref="+")
    leader_id: int | None
    matter = ForeignKeyField(Matter, null=True, backref="appointments")
    matter_id: int | None
    state = TextField(default="booked")
    """`terms.AppointmentState`."""
    visit = ForeignKeyField(Visit, null=True, backref="appointments")
    visit_id: int | None
    kind = TextField(default="ordinary")
    """`terms.AppointmentKind`."""

    is_expected: ClassVar[Any] = (state == AppointmentState.BOOKED) & (
        matter.is_null() | fn.EXISTS(Matter.select(Matter.id).where((Matter.id == matter) & Matter.is_readable))
    )
    """Who is to come. Of what waits as a report nobody is led to anybody (Regulation Art. 30(3))."""

    lifecycle = Lifecycle(
        on_sealing=Clear("name", "phone", "about", kept={"state kind": "a term of ours"}),
        on_merging=MOVE_OPEN,
        is_open=state == AppointmentState.BOOKED,
        hands=(Hand("leader", "约访", "人", 10),),
        told={"about": "约访事由"},
        retold=("about",),
        fixed="name phone state kind",
    )

    class Meta:
        indexes = ((("state", "day"), False),)


class NamedLeader(Row):
    """点名接访: the leader a visitor asked for, and so who is first asked about the matter (首问责任人)."""

    visit = ForeignKeyField(Visit, unique=True, backref="+")
    visit_id: int
    leader = ForeignKeyField(Officer, backref="+")
    leader_id: int
    appointment = ForeignKeyField(Appointment, null=True, backref="+")
    """约到其下次接访日: what was booked because the leader was not there."""
    appointment_id: int | None

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand="who was asked for was asked for; the booking is",
        goes_along={"leader": ALWAYS},
    )


class Companion(Row):
    """One of a group's people: a representative (at most five, Regulation Art. 20(3)) or a companion (同访人)."""

    visit = ForeignKeyField(Visit, backref="companions")
    visit_id: int
    ordinal = IntegerField()
    role = TextField(default="companion")
    """`terms.CompanionRole`."""
    name = TextField()
    phone = TextField(default="")
    id_no = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        told={"name": "同访人"},
        fixed="role phone id_no",
    )


class VisitMatter(Row):
    """The pair (visit, matter): what one arrival was about, and what the talk about it ended in."""

    visit = ForeignKeyField(Visit, backref="pairs")
    visit_id: int
    matter = ForeignKeyField(Matter, backref="pairs")
    matter_id: int
    ordinal = IntegerField(default=1)
    kind = TextField(default="initial")
    """`terms.PairKind`."""
    request_said = TextField(default="")
    """诉求 in their own words this time."""
    outcome = TextField(default="")
    """`terms.Outcome`; empty while undecided."""
    told = TextField(default="")
    """What the visitor was told."""
    decided_at: Any = MomentField(null=True)
    leader = ForeignKeyField(Officer, null=True, backref="+")
    leader_id: int | None

    lifecycle = Lifecycle(
        on_sealing=Clear("request_said", "told", kept={"kind outcome": "a term of ours, which figures count"}),
        on_merging=MOVE,
        not_in_hand=DONE,
        words=("request_said",),
        told={"request_said": "来访诉求", "told": "当场告知"},
        fixed="kind outcome",
    )
    """Which visits come along is for the act to say that merges matters."""

    class Meta:
        indexes = ((("visit", "matter"), True), (("outcome", "visit"), False), (("kind", "matter"), False))


class Material(Row):
    """A paper the visitor handed in (材料)."""

    visit = ForeignKeyField(Visit, backref="materials")
    visit_id: int
    matter = ForeignKeyField(Matter, null=True, backref="materials")
    matter_id: int | None
    name = TextField()
    form = TextField(default="copy")
    """`terms.MaterialForm`."""
    pages = IntegerField(default=0)
    """0 when not counted."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE,
        told={"name": "材料"},
        fixed="form",
    )
