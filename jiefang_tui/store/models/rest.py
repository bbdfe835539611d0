"""Coming to rest: visits afterwards, relief, closing and opening again, merging, what higher levels noticed."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DONE, DROP, STAY, Clear, Lifecycle
from jiefang_tui.store.models.matter import Matter
from jiefang_tui.store.models.people import Officer


class FollowUp(Row):
    """回访: what was found when somebody went and looked."""

    matter = ForeignKeyField(Matter, backref="follow_ups")
    matter_id: int
    on_day: Field[date] = DateField()
    way = TextField()
    """`terms.FollowUpWay`."""
    officer = ForeignKeyField(Officer, null=True, backref="+")
    officer_id: int | None
    met = TextField(default="")
    """Whom they met, when it was not the petitioner."""
    solved = TextField()
    """`terms.Solved`."""
    promises_kept = TextField(default="")
    """承诺兑现情况, in words."""
    office_satisfaction = TextField(default="not_said")
    """`terms.Satisfaction` with the reception office."""
    unit_satisfaction = TextField(default="not_said")
    """`terms.Satisfaction` with the responsible unit."""
    reaction = TextField(default="unknown")
    """`terms.Reaction`."""
    new_request = TextField(default="")
    note = TextField(default="")
    recorded_at: Any = MomentField()

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        told={"met": "回访见到", "promises_kept": "承诺兑现情况", "new_request": "新的诉求", "note": "回访记录"},
        fixed="way solved office_satisfaction unit_satisfaction reaction",
    )


class Relief(Row):
    """困难帮扶 (Art. 27): help given, never in exchange for anything."""

    matter = ForeignKeyField(Matter, backref="reliefs")
    matter_id: int
    on_day: Field[date] = DateField()
    source = TextField()
    """Which fund or programme."""
    approver = ForeignKeyField(Officer, null=True, backref="+")
    approver_id: int | None
    amount_fen: Field[int | None] = IntegerField(null=True)
    note = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        told={"note": "帮扶说明"},
        fixed="source",
    )


class Closing(Row):
    """销号 with its closing review (结案审查). A matter closed twice has two rows: every closing stays."""

    matter = ForeignKeyField(Matter, backref="closings")
    matter_id: int
    closed_on: Field[date] = DateField()
    solved = TextField(default="not_applicable")
    """诉求合理的解决到位: `terms.CheckAnswer`."""
    explained = TextField(default="not_applicable")
    """诉求无理的教育疏导到位."""
    helped = TextField(default="not_applicable")
    """生活困难的帮扶救助到位."""
    handled_by_law = TextField(default="not_applicable")
    """行为违法的依法处理."""
    note = TextField(default="")
    leader = ForeignKeyField(Officer, null=True, backref="+")
    leader_id: int | None
    """The receiving leader who signs."""
    unit_signed_by = TextField(default="")
    petitioner_signed = BooleanField(default=False)
    no_signature_note = TextField(default="")
    """Why the petitioner did not sign, and who witnessed; it blocks nothing."""
    waived_reason = TextField(default="")
    """Why it is closed although the review has gaps."""
    reopened_on: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        told={"note": "结案审查", "no_signature_note": "未签字的原因", "waived_reason": "缺项销号的理由"},
        fixed="solved explained helped handled_by_law unit_signed_by",
    )


class Reopening(Row):
    """A concluded or closed matter is open again; counted."""

    matter = ForeignKeyField(Matter, backref="reopenings")
    matter_id: int
    on_day: Field[date] = DateField()
    cause = TextField()
    """`terms.ReopenCause`."""
    reason = TextField(default="")
    new_due: Field[date | None] = DateField(null=True)
    concluded_on: Field[date | None] = DateField(null=True)
    """办结 of the time before; None for what had not been concluded (refused, led to another body)."""
    result = TextField(default="")
    """How it had been concluded."""
    officer = ForeignKeyField(Officer, null=True, backref="+")
    officer_id: int | None

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        not_in_hand=DONE,
        moves_dates=True,
        told={"reason": "重新办理的原因", "result": "上次办理结果"},
        fixed="cause",
    )


class MatterLink(Row):
    """Two matters that belong together and stay two (关联)."""

    first = ForeignKeyField(Matter, backref="+")
    first_id: int
    second = ForeignKeyField(Matter, backref="+")
    second_id: int
    reason = TextField(default="")
    linked_on: Field[date] = DateField()
    undone_on: Field[date | None] = DateField(null=True)

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        told={"reason": "关联原因"},
    )


class Merge(Row):
    """并案 or 系同一人, written down with what moved, so that it can be undone."""

    kind = TextField()
    """``matter``, ``person``, or a table of the roster: ``officer``, ``unit``, ``village``."""
    from_id = IntegerField(index=True)
    into_id = IntegerField(index=True)
    reason = TextField(default="")
    merged_on: Field[date] = DateField()
    moved = TextField(default="{}")
    """JSON: table to row ids that moved, and the state before."""
    undone_on: Field[date | None] = DateField(null=True)
    undone_reason = TextField(default="")

    lifecycle = Lifecycle(on_sealing=DROP, on_merging=STAY, words=("moved",))
    """One of a petitioner who stays forgets the sealed matter only."""


class LevelSkip(Row):
    """越级: a line from a higher level's notice. Date, level, matter; nothing about routes or persons."""

    on_day: Field[date] = DateField(index=True)
    level = TextField()
    """`terms.SkippedTo`."""
    matter = ForeignKeyField(Matter, null=True, backref="+")
    matter_id: int | None
    notice = TextField(default="")
    """Number of the notice."""
    removed_on: Field[date | None] = DateField(null=True)
    removed_reason = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=Clear(
            "matter", "removed_reason", kept={"level": "a term of ours", "notice": "a number of the higher level"}
        ),
        on_merging=STAY,
        told={"removed_reason": "移除的原因"},
        retold=("removed_reason",),
        fixed="level notice",
    )
    """The line counts on; what it was about is not told."""
