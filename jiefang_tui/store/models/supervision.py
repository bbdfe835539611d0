"""督办: what pushes a matter that does not move."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import DateField, Field, ForeignKeyField, IntegerField, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DONE, DROP, STAY, Clear, Hand, Lifecycle, Stay
from jiefang_tui.store.models.matter import Matter
from jiefang_tui.store.models.people import Officer, Unit
from jiefang_tui.store.models.reception import ReceptionSession
from jiefang_tui.terms import EscalationState


class SupervisionCard(Row):
    """黄牌, 红牌, 提醒函: issued to an officer or a unit by somebody who outranks them; never to a petitioner."""

    card_no = TextField(unique=True)
    """``DB-2026-0001``."""
    colour = TextField()
    """`terms.CardColour`."""
    matter = ForeignKeyField(Matter, backref="cards")
    matter_id: int
    to_unit = ForeignKeyField(Unit, null=True, backref="+")
    to_unit_id: int | None
    to_officer = ForeignKeyField(Officer, null=True, backref="+")
    to_officer_id: int | None
    rule = TextField(default="")
    """Key of cards.toml that proposed it; empty when somebody issued it by themselves."""
    reason = TextField()
    requirement = TextField(default="")
    answer_due: Field[date] = DateField()
    signer = ForeignKeyField(Officer, backref="+")
    signer_id: int
    issued_on: Field[date] = DateField()
    answer = TextField(default="")
    """书面说明."""
    answered_on: Field[date | None] = DateField(null=True)
    talked_on: Field[date | None] = DateField(null=True)
    """约谈 of the addressee."""
    talk_note = TextField(default="")
    appeal = TextField(default="")
    """申辩."""
    appealed_on: Field[date | None] = DateField(null=True)
    appeal_decision = TextField(default="")
    appeal_decided_on: Field[date | None] = DateField(null=True)
    withdrawn_on: Field[date | None] = DateField(null=True)
    """销牌."""
    withdrawn_reason = TextField(default="")
    withdrawn_by = ForeignKeyField(Officer, null=True, backref="+")
    withdrawn_by_id: int | None

    lifecycle = Lifecycle(
        on_sealing=Clear(
            "reason", "requirement", "answer", "talk_note", "appeal", "appeal_decision", "withdrawn_reason",
            kept={"card_no": "numbers neither repeat nor restart", "colour rule": "a term of ours"},
        ),
        on_merging=Stay(stops="这件还有没销的牌 {row.card_no}"),
        is_open=withdrawn_on.is_null(),
        not_in_hand="nobody inherits a card",
        told={
            "reason": "发牌理由", "requirement": "发牌要求", "answer": "书面说明", "talk_note": "约谈记录",
            "appeal": "申辩", "appeal_decision": "申辩结果", "withdrawn_reason": "销牌理由",
        },
        fixed="card_no colour rule",
    )  # fmt: skip

    class Meta:
        indexes = ((("withdrawn_on", "colour"), False),)


class Urge(Row):
    """催办: somebody was asked to move, with a date for the answer."""

    matter = ForeignKeyField(Matter, backref="urges")
    matter_id: int
    to_unit = ForeignKeyField(Unit, null=True, backref="+")
    to_unit_id: int | None
    to_officer = ForeignKeyField(Officer, null=True, backref="+")
    to_officer_id: int | None
    text = TextField()
    answer_due: Field[date] = DateField()
    sent_on: Field[date] = DateField()
    answer = TextField(default="")
    answered_on: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=Stay(stops="这件还有没有答复的催办"),
        is_open=answered_on.is_null(),
        hands=(Hand("to_officer", "待回复的催办", "件", 8),),
        told={"text": "催办", "answer": "催办答复"},
    )

    class Meta:
        indexes = ((("answered_on", "answer_due"), False),)


class Resubmission(Row):
    """再次提请: a stuck matter goes back to the leader who received it."""

    matter = ForeignKeyField(Matter, backref="resubmissions")
    matter_id: int
    leader = ForeignKeyField(Officer, backref="+")
    leader_id: int
    submitted_by = ForeignKeyField(Officer, null=True, backref="+")
    submitted_by_id: int | None
    submitted_on: Field[date] = DateField()
    difficulty = TextField()
    tried = TextField()
    asked = TextField()
    decision = TextField(default="")
    decided_on: Field[date | None] = DateField(null=True)
    new_due: Field[date | None] = DateField(null=True)
    session = ForeignKeyField(ReceptionSession, null=True, backref="+")
    """The session in which the leader decided."""
    session_id: int | None

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=Stay(stops="这件还有没有研判的提请"),
        is_open=decided_on.is_null(),
        hands=(Hand("leader", "待研判的提请", "件", 9, "再次提请的领导"),),
        told={"difficulty": "难点", "tried": "做过什么", "asked": "提请什么", "decision": "研判意见"},
    )

    class Meta:
        indexes = ((("decided_on", "leader"), False),)


class Consultation(Row):
    """会商: who met, what was concluded."""

    matter = ForeignKeyField(Matter, backref="consultations")
    matter_id: int
    on_day: Field[date] = DateField()
    place = TextField(default="")
    host = ForeignKeyField(Officer, null=True, backref="+")
    host_id: int | None
    conclusion = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        told={"conclusion": "会商结论"},
        fixed="place",
    )


class ConsultationPart(Row):
    """What one unit said at a 会商, and what it does by when."""

    consultation = ForeignKeyField(Consultation, backref="parts")
    consultation_id: int
    ordinal = IntegerField()
    unit = ForeignKeyField(Unit, null=True, backref="+")
    unit_id: int | None
    person = TextField(default="")
    said = TextField(default="")
    task = TextField(default="")
    due_on: Field[date | None] = DateField(null=True)
    done_on: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=Stay(stops="这件会商定的分工还没有完成"),
        is_open=(task != "") & done_on.is_null(),
        not_in_hand="a unit's task, not an officer's",
        told={"said": "会商发言", "task": "会商分工"},
        fixed="person",
    )


class Escalation(Row):
    """提级办理: a higher level is asked to take the matter over, with its acceptance."""

    matter = ForeignKeyField(Matter, backref="escalations")
    matter_id: int
    to_unit = TextField()
    reason = TextField()
    asked_on: Field[date] = DateField()
    state = TextField(default="asked")
    """`terms.EscalationState`."""
    answered_on: Field[date | None] = DateField(null=True)
    answer = TextField(default="")
    task_force = TextField(default="")
    """专班 that the higher level set up."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=Stay(stops="这件还有没有答复的提级"),
        is_open=state == EscalationState.ASKED,
        told={"reason": "提级理由", "answer": "提级答复"},
        fixed="to_unit state task_force",
    )


class UrgentReport(Row):
    """紧急报送 (Art. 25): when, to whom, what."""

    matter = ForeignKeyField(Matter, backref="urgent_reports")
    matter_id: int
    kind = TextField()
    """`terms.UrgentKind`."""
    reported_at: Any = MomentField()
    reported_to = TextField()
    text = TextField()
    officer = ForeignKeyField(Officer, null=True, backref="+")
    officer_id: int | None

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        told={"text": "紧急报送"},
        fixed="kind reported_to",
    )
