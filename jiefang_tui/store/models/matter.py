"""The matter (事项), its timeline and what was promised, ordered and handed over."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, ModelIndex, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.people import Officer, Petitioner, Unit

LEDGER_INDEX = "matter_ledger"
"""Index over `Matter`, see below."""


class Matter(Row):
    """A petition matter (信访事项): what one or more visits are about."""

    register_no = TextField(unique=True)
    """``JF-<area9>-YYYYMMDD-NNN``."""
    received_on: Field[date] = DateField()
    recorded_on: Field[date] = DateField()
    state = TextField(default="registered")
    """`terms.MatterState`."""
    category = TextField(default="claim")
    """`terms.Category`."""
    route: Field[str | None] = TextField(null=True)
    """`terms.LegalRoute`, once decided (Regulation Art. 31)."""
    channel = TextField(default="visit")
    petitioner = ForeignKeyField(Petitioner, null=True, backref="matters")
    petitioner_id: int | None
    petitioner_name = TextField(default="")
    title = TextField(default="")
    """A short line for lists, at most 40 characters."""
    request = TextField(default="")
    """诉求, kept as said at the first visit."""
    facts = TextField(default="")
    """事实与理由."""
    content_class = TextField(default="")
    """Code of classification.toml."""
    problem_area = TextField(default="")
    """问题属地: area code, empty when only `problem_place` is known."""
    problem_place = TextField(default="")
    problem_on: Field[date | None] = DateField(null=True)
    concerned_unit = TextField(default="")
    concerned_person = TextField(default="")
    amount_fen: Field[int | None] = IntegerField(null=True)
    affected_count: Field[int | None] = IntegerField(null=True)
    """涉及人数: people concerned, present or not."""
    prior_procedures = TextField(default="")
    prior_query_code = TextField(default="")
    is_urgent = BooleanField(default=False)
    lead_unit = ForeignKeyField(Unit, null=True, backref="+")
    """主办单位: exactly one."""
    lead_unit_id: int | None
    handler = ForeignKeyField(Officer, null=True, backref="+")
    """责任人 of a simple matter, or to whom it was assigned."""
    handler_id: int | None
    first_receiver = ForeignKeyField(Officer, null=True, backref="+")
    """首接人: owns what nobody signed for."""
    first_receiver_id: int | None
    due_on: Field[date | None] = DateField(null=True)
    """The date set by hand for a simple or assigned matter."""
    transferred_in_on: Field[date | None] = DateField(null=True)
    """When it was received from above (转送, 交办); starts the days of Art. 23(3)."""
    transferred_from = TextField(default="")
    transfer_no = TextField(default="")
    assigned_due: Field[date | None] = DateField(null=True)
    """The date the assigning body set (Art. 22(1)); an 办结报告 is due back then."""
    notice_exempt_reason = TextField(default="")
    """Why no written notice is owed (Art. 23(2): name or address unclear); empty when it is."""
    is_simple = BooleanField(default=False)
    """简易办理: under the office's shorter preset."""
    was_handled = BooleanField(default=False)
    """In somebody's hands once (`rules.moves.HANDED`): when concluded it has to be executed, visited and closed."""
    accepted_on: Field[date | None] = DateField(null=True)
    """受理 is a fact of its own."""
    refused_on: Field[date | None] = DateField(null=True)
    refusal_ground = TextField(default="")
    """`terms.RefusalGround`."""
    notified_on: Field[date | None] = DateField(null=True)
    """When the visitor got the written notice of Regulation Art. 23(2)."""
    notice_due: Field[date | None] = DateField(null=True)
    handling_due: Field[date | None] = DateField(null=True)
    next_due_on: Field[date | None] = DateField(null=True)
    """The nearest of our open deadlines, for lists; computed with them (`services.clocks`)."""
    next_due_kind = TextField(default="")
    """`terms.DueKind`."""
    result = TextField(default="")
    opinion_result = TextField(default="")
    """`terms.OpinionResult`."""
    replied_on: Field[date | None] = DateField(null=True)
    """When the handling opinion was issued."""
    served_on: Field[date | None] = DateField(null=True)
    """When the petitioner received it; starts Art. 35."""
    concluded_on: Field[date | None] = DateField(null=True)
    executed_on: Field[date | None] = DateField(null=True)
    """执行到位: every promise done, with proof."""
    executed_note = TextField(default="")
    """The proof, or why there was nothing to execute."""
    followed_up_on: Field[date | None] = DateField(null=True)
    """The last follow-up visit (回访)."""
    settled_on: Field[date | None] = DateField(null=True)
    """案结事了: executed, visited again, and the petitioner says solved or accepts."""
    reaction = TextField(default="unknown")
    """息诉息访: `terms.Reaction`."""
    finally_closed_on: Field[date | None] = DateField(null=True)
    """三级终结: the 复核 opinion was served, or the windows have passed."""
    closed_on: Field[date | None] = DateField(null=True)
    """销号: taken off the list."""
    wait_for = TextField(default="")
    """`terms.WaitFor`: why nothing moves."""
    wait_note = TextField(default="")
    wait_since: Field[date | None] = DateField(null=True)
    """The day its reason was last written down: from then it protects for a while (cards.toml); the first is told in
    the timeline."""
    is_urgent_major = BooleanField(default=False)
    """重大紧急 (Art. 25): to be reported at once, a list and no date."""
    is_backlog_listed = BooleanField(default=False)
    """积案 entered by hand, whatever the rule says."""
    last_entry_on: Field[date | None] = DateField(null=True)
    merged_into = ForeignKeyField("self", null=True, backref="+")
    merged_into_id: int | None
    county_state = TextField(default="not_entered")
    """`terms.CountyEntry`."""
    county_no = TextField(default="")
    county_query_code = TextField(default="")
    county_entered_on: Field[date | None] = DateField(null=True)
    voided_on: Field[date | None] = DateField(null=True)
    """登记作废: the day, and why; the row stays."""
    void_reason = TextField(default="")

    class Meta:
        indexes = (
            (("state", "due_on"), False),
            (("county_state", "state"), False),
            (("state", "last_entry_on"), False),
            (("notified_on", "state"), False),
            (("next_due_on", "next_due_kind"), False),
            (("is_urgent_major", "state"), False),
            (("state", "executed_on", "was_handled", "followed_up_on", "concluded_on"), False),
        )


Matter.add_index(
    ModelIndex(
        Matter,
        [
            Matter.received_on,
            Matter.id,
            Matter.state,
            Matter.next_due_on,
            Matter.next_due_kind,
            Matter.last_entry_on,
            Matter.category,
            Matter.content_class,
            Matter.lead_unit,
            Matter.petitioner,
            Matter.problem_area,
            Matter.problem_place,
            Matter.wait_for,
            Matter.is_backlog_listed,
            Matter.is_urgent_major,
            Matter.register_no,
        ],
        name=LEDGER_INDEX,
    )
)
"""All that the ledger filters and sorts by: it is read instead of the wide rows (`store.queries.ledger`)."""


class MatterEvent(Row):
    """An entry of the timeline (办理过程). Appended only; a correction is a new entry."""

    matter = ForeignKeyField(Matter, backref="events")
    matter_id: int
    at: Any = MomentField()
    on_day: Field[date] = DateField()
    """The day it happened, which may be earlier than the day it was entered."""
    kind = TextField()
    """`terms.EntryKind`."""
    text = TextField()
    officer = ForeignKeyField(Officer, null=True, backref="+")
    officer_id: int | None
    salt = TextField(default="")
    words_hash = TextField(default="")
    chain = TextField(default="")
    """As in `AuditEntry`; empty until the entries are chained."""


class Instruction(Row):
    """批示: what the leader wrote, to whom, by when."""

    matter = ForeignKeyField(Matter, backref="instructions")
    matter_id: int
    visit_id: Field[int | None] = IntegerField(null=True)
    leader = ForeignKeyField(Officer, null=True, backref="+")
    leader_id: int | None
    text = TextField()
    unit = ForeignKeyField(Unit, null=True, backref="+")
    unit_id: int | None
    due_on: Field[date | None] = DateField(null=True)
    signed_on: Field[date] = DateField()


class Dispatch(Row):
    """Where a matter was handed to (交办, 协办, 调解, 引导, 报请, 移送): whom, by when, what was asked and answered."""

    matter = ForeignKeyField(Matter, backref="dispatches")
    matter_id: int
    visit_id: Field[int | None] = IntegerField(null=True)
    outcome = TextField(default="")
    """`terms.Outcome` that caused it; empty when it was handed on from the matter."""
    kind = TextField(default="assign")
    """`terms.DispatchKind`; a matter has one lead unit and any number of assisting ones."""
    unit = ForeignKeyField(Unit, null=True, backref="+")
    unit_id: int | None
    officer = ForeignKeyField(Officer, null=True, backref="+")
    officer_id: int | None
    requirement = TextField(default="")
    due_on: Field[date | None] = DateField(null=True)
    sent_on: Field[date] = DateField()
    signed_on: Field[date | None] = DateField(null=True)
    """签收. Until then the 首接人 owns the matter."""
    signed_by = TextField(default="")
    returned_on: Field[date | None] = DateField(null=True)
    return_reason = TextField(default="")
    return_agreed_by = TextField(default="")
    replied_on: Field[date | None] = DateField(null=True)
    reply = TextField(default="")
    ended_on: Field[date | None] = DateField(null=True)
    """Taken back, or replaced by a later one."""


class Commitment(Row):
    """承诺事项: what a leader confirmed as promised, to be done by a day; an instalment has its amount."""

    matter = ForeignKeyField(Matter, backref="commitments")
    matter_id: int
    text = TextField()
    due_on: Field[date | None] = DateField(null=True)
    amount_fen: Field[int | None] = IntegerField(null=True)
    confirmed_by = ForeignKeyField(Officer, null=True, backref="+")
    confirmed_by_id: int | None
    confirmed_on: Field[date] = DateField()
    fulfilled_on: Field[date | None] = DateField(null=True)
    proof = TextField(default="")

    class Meta:
        indexes = ((("fulfilled_on", "due_on"), False),)


class Attachment(Row):
    """附件: a file or a paper and where it is kept, with the SHA-256 of what was copied into the data folder."""

    matter = ForeignKeyField(Matter, backref="attachments")
    matter_id: int
    name = TextField()
    kept_at = TextField(default="")
    """Where the paper lies, or the name of the copy under attachments/."""
    sha256 = TextField(default="")
    size = IntegerField(default=0)
    """Bytes; 0 for a paper."""
    added_at: Any = MomentField()
    officer = ForeignKeyField(Officer, null=True, backref="+")
    officer_id: int | None


class SealedReport(Row):
    """检举控告: number, date and where it was handed over; no content and no name (Regulation Art. 30(3))."""

    matter = ForeignKeyField(Matter, unique=True, backref="+")
    matter_id: int
    received_on: Field[date] = DateField()
    handed_to = TextField(default="")
    handed_on: Field[date | None] = DateField(null=True)
