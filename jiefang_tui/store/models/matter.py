"""The matter (事项), its timeline and what was promised, ordered and handed over."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, ModelIndex, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DONE, DROP, MOVE, MOVE_OPEN, STAY, Clear, Hand, Keep, Lifecycle
from jiefang_tui.store.models.people import Officer, Petitioner, Unit
from jiefang_tui.terms import OPEN_MATTER_STATES, Category, EntryKind, MatterState

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
    """The last day in time of the open date that lists name, the law's before our own; computed with the dates
    (`services.desk.clocks`)."""
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
    void_ground = TextField(default="")
    """`terms.VoidGround`; empty while it stands."""
    void_for_no = TextField(default="")
    """The number it was registered under instead (另登第__号)."""
    first_contact_on: Field[date | None] = DateField(null=True)
    """首次联系: the day somebody first spoke with the petitioner about it."""
    first_contact_by = TextField(default="")
    wants_report = BooleanField(default=False)
    """Whether who passed it on wants a report of how it ended (办结报告)."""
    look_again_on: Field[date | None] = DateField(null=True)
    """复看: the day on which what was led elsewhere, or cannot be solved now, is looked at again."""
    look_again_result = TextField(default="")
    """What was found then."""
    duty_lies_with = TextField(default="")
    """谁的职责 under Art. 31(5): `terms.DutyLiesWith`; empty while nobody has said."""
    report_answer = TextField(default="")
    """What was answered when its words sounded like a report: `terms.ReportAnswer`; asked once."""
    suggestion_result = TextField(default="")
    """What became of a suggestion (Art. 29): `terms.SuggestionResult`."""
    is_ended_simply = BooleanField(default=False)
    """简易办结: done, told and ended in one form."""
    next_warn_on: Field[date | None] = DateField(null=True)
    """The first day that the date of `next_due_on` is 临期."""
    assigned_leader = TextField(default="")
    """Out of whose reception it was assigned (省、市、县领导接访交办); `transferred_in_on` and the rest are as of
    everything from above.
    """
    assigned_level = TextField(default="")
    """`terms.LeaderLevel` of that leader, of those above us; empty where it did not come that way."""

    is_to_do: ClassVar[Any] = (
        state.in_(OPEN_MATTER_STATES)
        | (state == MatterState.CONCLUDED) & accepted_on.is_null(False)
        | state.in_((MatterState.REFUSED, MatterState.ROUTED_OUT))
        & notified_on.is_null()
        & (notice_exempt_reason == "")
    )
    """Condition: open, to be executed, visited and closed, or not yet told in writing of its refusal."""

    stands: ClassVar[Any] = state != MatterState.VOIDED
    """Condition: the registration was not voided. Every query over matters asks it, or for states among which 作废
    is not."""
    is_readable: ClassVar[Any] = category != Category.REPORT_ACCUSATION
    """Condition: no report (检举控告), to which nothing of who came may lead."""

    lifecycle = Lifecycle(
        on_sealing=Clear(
            "petitioner", "petitioner_name", "title", "request", "facts", "content_class", "problem_area",
            "problem_place", "problem_on", "concerned_unit", "concerned_person", "amount_fen", "affected_count",
            "prior_procedures", "prior_query_code", "transferred_from", "transfer_no", "notice_exempt_reason",
            "notice_due", "result", "executed_note", "wait_for", "wait_note", "county_no", "county_query_code",
            "void_reason", "first_contact_by", "look_again_result", "assigned_leader",
            kept={
                "register_no void_for_no": "number, date and destination stay (Art. 30(3))",
                "state category route channel refusal_ground opinion_result reaction next_due_kind county_state "
                "void_ground duty_lies_with report_answer suggestion_result assigned_level":
                    "a term of ours, which figures count",
            },
        ),
        on_merging=MOVE,
        hands=(
            Hand("handler", "经办", "件", 5, "责任人", is_to_do),
            Hand("first_receiver", "首接", "件", 6, "首接人", is_to_do),
        ),
        goes_along={"lead_unit": is_to_do},
        words=("title", "request", "facts", "concerned_unit", "concerned_person"),
        moves_dates=(
            "received_on", "transferred_in_on", "assigned_due", "accepted_on", "notified_on", "served_on",
            "concluded_on", "executed_on", "followed_up_on", "finally_closed_on", "due_on", "state", "category",
            "route", "duty_lies_with", "notice_exempt_reason", "is_simple", "was_handled", "petitioner",
            "wants_report",
        ),
        told={
            "request": "诉求", "facts": "事实与理由", "concerned_unit": "被反映单位", "concerned_person": "被反映人",
            "problem_place": "发生地", "prior_procedures": "走过的程序", "result": "办理结果",
            "executed_note": "执行情况", "wait_note": "等待的说明", "look_again_result": "复看的结果",
            "void_reason": "作废的原因",
        },
        fixed=(
            "register_no state category route channel petitioner_name title content_class problem_area "
            "prior_query_code transferred_from transfer_no notice_exempt_reason refusal_ground next_due_kind "
            "opinion_result reaction wait_for county_state county_no county_query_code "
            "void_ground void_for_no first_contact_by duty_lies_with report_answer suggestion_result "
            "assigned_leader assigned_level"
        ),
    )  # fmt: skip
    """It goes along with its petitioner (系同一人)."""

    class Meta:
        indexes = (
            (("state", "due_on"), False),
            (("county_state", "state"), False),
            (("state", "last_entry_on"), False),
            (("notified_on", "state"), False),
            (("next_due_on", "next_due_kind"), False),
            (("is_urgent_major", "state"), False),
            (("look_again_on", "state"), False),
            (("assigned_level", "transferred_in_on"), False),
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

Matter.add_index(
    ModelIndex(
        Matter,
        [
            Matter.state,
            Matter.was_handled,
            Matter.executed_on,
            Matter.opinion_result,
            Matter.followed_up_on,
            Matter.concluded_on,
        ],
        name="matter_to_rest",
    )
)
"""All that tells 执行, 回访 and 销号 apart: most matters of an old office are concluded, few of them still to rest."""


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

    lifecycle = Lifecycle(
        on_sealing=Clear(
            "text",
            "salt",
            kept={
                "kind": "a term of ours",
                "words_hash": "without its salt nobody guesses the words back",
                "chain": "a hash over the entry; it still holds",
            },
            unless=kind == EntryKind.REGISTERED,
        ),
        on_merging=STAY,
        not_in_hand=DONE,
        told={"text": "办理过程"},
        fixed="kind salt words_hash chain",
    )
    """That somebody registered, and as which of the day, is written by the desk and tells nothing."""


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
    answered_on: Field[date | None] = DateField(null=True)
    """The day the leader was told what became of it."""
    answer = TextField(default="")
    """批示办理: what became of it."""

    is_awaited: ClassVar[Any] = due_on.is_null(False) & answered_on.is_null()
    """Condition: it has a day, and nobody has said what became of it."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE_OPEN,
        is_open=is_awaited,
        not_in_hand="its dispatch is",
        told={"text": "批示", "answer": "批示办理"},
    )


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
    delivered_on: Field[date | None] = DateField(null=True)
    """交件: the day it reached the unit; only from then is a unit late in signing."""
    delivered_how = TextField(default="")
    """How, and to whom."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE_OPEN,
        is_open=returned_on.is_null() & replied_on.is_null() & ended_on.is_null(),
        hands=(Hand("officer", "待签收待答复", "件", 7, "承办人", Matter.state.in_(OPEN_MATTER_STATES)),),
        moves_dates=True,
        told={"requirement": "交办要求", "delivered_how": "交件", "return_reason": "退回理由", "reply": "单位答复"},
        fixed="outcome kind signed_by return_agreed_by",
    )


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
    owed_by = TextField(default="")
    """The private debtor who has to keep it, urged and never carded; empty where the office has to."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE_OPEN,
        is_open=fulfilled_on.is_null(),
        not_in_hand="what was confirmed stays with who confirmed it",
        moves_dates=True,
        told={"text": "承诺事项", "proof": "兑现凭据"},
        fixed="owed_by",
    )

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

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE,
        not_in_hand=DONE,
        told={"name": "附件"},
        fixed="kept_at sha256",
    )


class SealedReport(Row):
    """检举控告: number, date and where it was handed over; no content and no name (Regulation Art. 30(3))."""

    matter = ForeignKeyField(Matter, unique=True, backref="+")
    matter_id: int
    received_on: Field[date] = DateField()
    handed_to = TextField(default="")
    handed_on: Field[date | None] = DateField(null=True)
    asked_on: Field[date | None] = DateField(null=True)
    """The day a registered matter was found to be a report; None for one registered as such."""
    asked_by = TextField(default="")
    """Who noticed."""
    confirmed_by = TextField(default="")
    """The second person, who is not meant."""
    printed_on: Field[date | None] = DateField(null=True)
    """The day its paper was printed to be handed over sealed."""
    receipt = TextField(default="")
    """回执: who received it there, or its number."""

    lifecycle = Lifecycle(
        on_sealing=Keep("number, date and destination stay (Art. 30(3))"),
        on_merging=STAY,
        moves_dates=True,
        fixed="handed_to asked_by confirmed_by receipt",
    )


class Correction(Row):
    """更正: what stood in a row before it was put right, why, and who approved; the old text is kept."""

    matter = ForeignKeyField(Matter, backref="corrections")
    matter_id: int
    about = TextField()
    """Table of the row: ``instruction``, ``visit_matter``."""
    row_id: Field[int] = IntegerField()
    column = TextField()
    was = TextField(default="")
    reason = TextField()
    approver = ForeignKeyField(Officer, null=True, backref="+")
    approver_id: int | None
    """Who agreed; nobody where it was put right the same day."""
    paper_on: Field[date | None] = DateField(null=True)
    """The date of the paper it goes by."""
    officer = ForeignKeyField(Officer, null=True, backref="+")
    officer_id: int | None
    corrected_at: Any = MomentField()

    is_voided_pair: ClassVar[Any] = (about == "visit") & (column == "matter")
    """Condition: `matter` was one of several of the visit `row_id`, and was voided by itself (登记作废); `was` is what
    was said of it. It stands whether or not that was taken back: then the pair is there again."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        words=("was",),
        told={"was": "更正前", "reason": "更正原因"},
        fixed="about column",
    )

    class Meta:
        indexes = ((("matter", "about", "row_id"), False),)
