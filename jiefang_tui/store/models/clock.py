"""The law's clock: every date that runs for a matter, and what lengthens or stops it."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, ModelIndex, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DONE, DROP, STAY, Lifecycle
from jiefang_tui.store.models.matter import Matter
from jiefang_tui.store.models.people import Officer


class Deadline(Row):
    """One due date of a matter, computed from its facts by one function (`rules.clocks`), never moved by hand.

    Written only by `services.desk.clocks.settle_all`, in the transaction of the act that changed a fact, so that lists
    filter by it; `jiefang check` computes them all again.
    """

    matter = ForeignKeyField(Matter, backref="deadlines")
    matter_id: int
    kind = TextField()
    """`terms.DueKind`."""
    subject = TextField(default="")
    """What it is about where there are several: ``commitment:12``, ``dispatch:3``; else empty."""
    start_on: Field[date] = DateField()
    days: Field[int | None] = IntegerField(null=True)
    """Length in days; None where somebody set the date itself."""
    is_working = BooleanField(default=False)
    raw_on: Field[date] = DateField()
    """The last day by counting; warnings go by it."""
    rolled_on: Field[date] = DateField()
    """The last day in time: the next working day when the raw one is a rest day (Civil Code Art. 203)."""
    article = TextField(default="")
    source = TextField(default="")
    """Whose length it is: 信访工作条例, 本台设置(默认), 简易办理, 上级交办 ..."""
    is_open = BooleanField(default=True)
    """Ours, and neither met nor lapsed; what may be asked for and need not be (`terms.WINDOWS`) never is."""
    is_paused = BooleanField(default=False)
    met_on: Field[date | None] = DateField(null=True)
    warn_on: Field[date | None] = DateField(null=True)
    """The first day it is 临期 (`rules.lights.warns_from`)."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        fixed="kind subject article source",
    )
    """Computed again in the same act."""

    class Meta:
        indexes = ((("matter", "kind", "subject"), True),)


Deadline.add_index(
    ModelIndex(
        Deadline,
        [
            Deadline.is_open,
            Deadline.raw_on,
            Deadline.matter,
            Deadline.kind,
            Deadline.is_paused,
            Deadline.rolled_on,
            Deadline.warn_on,
        ],
        name="deadline_running",
    )
)
"""All that the lists of the morning ask of a date: of an old office one in a hundred is open."""


class Extension(Row):
    """延期 (Art. 34): at most 30 days in all, approved by the head of the unit, the petitioner told why."""

    matter = ForeignKeyField(Matter, backref="extensions")
    matter_id: int
    days = IntegerField()
    reason = TextField()
    approver = ForeignKeyField(Officer, backref="+")
    approver_id: int
    approved_on: Field[date] = DateField()
    told_on: Field[date | None] = DateField(null=True)
    undone_on: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        moves_dates=True,
        told={"reason": "延期理由"},
    )


class Pause(Row):
    """A hearing (听证): its days are not counted, and only for 复核 (Art. 36(2))."""

    matter = ForeignKeyField(Matter, backref="pauses")
    matter_id: int
    begins_on: Field[date] = DateField()
    ends_on: Field[date | None] = DateField(null=True)
    """Its last day; None while it goes on."""
    reason = TextField(default="")
    approver = ForeignKeyField(Officer, null=True, backref="+")
    approver_id: int | None

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        moves_dates=True,
        told={"reason": "听证"},
    )


class Review(Row):
    """复查 or 复核: asked for, decided elsewhere, served on the petitioner."""

    matter = ForeignKeyField(Matter, backref="reviews")
    matter_id: int
    stage = TextField()
    """`terms.ReviewStage`."""
    requested_on: Field[date] = DateField()
    """When the higher body received the request."""
    body = TextField()
    """Who decides."""
    is_late = BooleanField(default=False)
    """Asked for after the window of Art. 35 or 36."""
    concluded_on: Field[date | None] = DateField(null=True)
    conclusion = TextField(default="")
    """`terms.ReviewConclusion`."""
    note = TextField(default="")
    served_on: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        moves_dates=True,
        told={"note": "复查复核"},
        fixed="stage body conclusion",
    )


class Document(Row):
    """文书: a paper given to the petitioner, and how it was served (送达回证)."""

    matter = ForeignKeyField(Matter, backref="documents")
    matter_id: int
    kind = TextField()
    """`terms.DocumentKind`."""
    doc_no = TextField(default="")
    issued_on: Field[date] = DateField()
    signer = TextField(default="")
    summary = TextField(default="")
    served_on: Field[date | None] = DateField(null=True)
    service_way = TextField(default="")
    """`terms.ServiceWay`."""
    received_by = TextField(default="")
    """Who took it, and the relation when it was not the petitioner; of what was posted, the number of the letter."""
    refusal_note = TextField(default="")
    """拒收事由与见证人; a refusal to sign hinders nothing."""
    recorded_at: Any = MomentField()
    issuing_body = TextField(default="")
    """出具机关; empty where it is the office itself."""
    facts_found = TextField(default="")
    """认定事实."""
    legal_basis = TextField(default="")
    """法律依据."""
    answers = TextField(default="")
    """Each 诉求 and its answer, a line each."""
    review_body = TextField(default="")
    """复查机关 as the paper names it."""
    file = TextField(default="")
    """Name of the written file in the exports folder; empty when it was written elsewhere."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        moves_dates=True,
        told={"summary": "文书摘要", "refusal_note": "拒收事由", "facts_found": "认定事实", "answers": "逐项答复"},
        fixed="kind doc_no signer service_way received_by issuing_body legal_basis review_body file",
    )

    class Meta:
        indexes = ((("matter", "kind"), False),)


class Recusal(Row):
    """回避 (Art. 28(3)): an officer with an interest takes no part in a matter."""

    matter = ForeignKeyField(Matter, backref="recusals")
    matter_id: int
    officer = ForeignKeyField(Officer, backref="+")
    officer_id: int
    reason = TextField()
    decided_by = TextField(default="")
    decided_on: Field[date] = DateField()
    ended_on: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand="it keeps away who is named",
        goes_along={"officer": ended_on.is_null()},
        told={"reason": "回避原因"},
        fixed="decided_by",
    )
