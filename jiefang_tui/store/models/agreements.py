"""Agreements (调解协议, 和解协议, 执行和解, 承诺) with their parties, instalments and payments. Money is fen."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, TextField

from jiefang_tui.store.models.base import Row
from jiefang_tui.store.models.lifecycle import DROP, MOVE, STAY, Lifecycle
from jiefang_tui.store.models.matter import Matter


class Agreement(Row):
    """An agreement (协议). It ends the handling (Art. 33); whether it is kept is a fact of its own."""

    matter = ForeignKeyField(Matter, backref="agreements")
    matter_id: int
    kind = TextField()
    """`terms.AgreementKind`."""
    is_oral = BooleanField(default=False)
    """口头: in force at once, written down (人民调解法 28, 30)."""
    basis = TextField(default="none")
    """`terms.AgreementBasis`."""
    basis_no = TextField(default="")
    """判决书号, 执行案号."""
    basis_last_day: Field[date | None] = DateField(null=True)
    """The last day of performance that the judgment itself sets, from which 申请执行 runs (民诉法 250)."""
    execution_applied: Field[bool | None] = BooleanField(null=True)
    """已申请执行? None while nobody has said."""
    signed_on: Field[date] = DateField()
    mediator = TextField(default="")
    """主持人, 调解员."""
    mediation_body = TextField(default="")
    """调解组织; without one there is no 司法确认."""
    has_seal = BooleanField(default=False)
    """The 调解组织 sealed it and its 调解员 signed."""
    has_employer = BooleanField(default=False)
    """The debtor is a 用人单位, so that 支付令 is open (调解仲裁法 16)."""
    terms = TextField(default="")
    """约定, as said."""
    accelerates = BooleanField(default=False)
    """One instalment late makes all the rest due (约定加速到期)."""
    accelerated_on: Field[date | None] = DateField(null=True)
    """The day on which the creditor said so."""
    accelerated_word = TextField(default="")
    withdrawn_on: Field[date | None] = DateField(null=True)
    """登错了: it counts no more; the row stays."""
    withdraw_reason = TextField(default="")
    execution_applied_on: Field[date | None] = DateField(null=True)
    """The day on which execution was applied for, where it was and somebody knows."""
    particulars = TextField(default="")
    """当事人基本情况, a line each, as they stand on the paper (人民调解法 29). No ID number stands here."""
    main_facts = TextField(default="")
    """纠纷的主要事实."""
    disputes = TextField(default="")
    """争议事项."""
    liability = TextField(default="")
    """各方当事人的责任."""
    manner = TextField(default="")
    """履行的方式: 现金, 转账."""
    kept_on: Field[date | None] = DateField(null=True)
    """The day on which a promise without money was kept (已兑现); one with money is kept by its payments."""
    kept_note = TextField(default="")
    """By what that is known."""

    stands: ClassVar[Any] = withdrawn_on.is_null()
    """Condition: it holds."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=MOVE,
        words=("terms", "basis_no", "particulars", "main_facts", "disputes", "liability", "manner", "kept_note"),
        told={
            "terms": "协议约定",
            "basis_no": "文书案号",
            "accelerated_word": "全部到期",
            "withdraw_reason": "撤回原因",
            "mediator": "主持人",
            "mediation_body": "调解组织",
            "particulars": "当事人情况",
            "main_facts": "主要事实",
            "disputes": "争议事项",
            "liability": "各方责任",
            "manner": "履行方式",
            "kept_note": "兑现凭据",
        },
        fixed="kind basis",
    )


class AgreementParty(Row):
    """Somebody in an agreement (当事人): debtor, payer or payee; a payee has a share of their own."""

    agreement = ForeignKeyField(Agreement, backref="parties")
    agreement_id: int
    position = IntegerField()
    role = TextField()
    """`terms.PartyRole`."""
    name = TextField()
    share: Field[int | None] = IntegerField(null=True)
    """Fen that are theirs; None: not said."""
    received_by = TextField(default="")
    """代领人: who takes it for them. No bank account stands here."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        words=("name", "received_by"),
        told={"name": "协议当事人", "received_by": "代领人"},
        fixed="role",
    )


class Instalment(Row):
    """A part of the total (期), due on a day."""

    agreement = ForeignKeyField(Agreement, backref="instalments")
    agreement_id: int
    position = IntegerField()
    due_on: Field[date] = DateField()
    amount = IntegerField()
    agreed_due_on: Field[date | None] = DateField(null=True)
    """When it was due at first, where it was put off (改期)."""
    change_reason = TextField(default="")
    forgiven = IntegerField(default=0)
    """Of `amount`: 免除."""
    forgive_reason = TextField(default="")
    falls_due_on: Field[date | None] = DateField(null=True)
    """When it is due now: as agreed, or earlier where all fell due. Reckoned with every act, so that lists find it."""
    owed = IntegerField(default=0)
    """尚欠 of it now; 0 where the agreement does not stand. Reckoned likewise."""
    changed_on: Field[date | None] = DateField(null=True)
    """The day of the last 改期, for the paper that says what changed; None for one before there was this column."""
    forgiven_on: Field[date | None] = DateField(null=True)
    """The day of the last 免除, likewise."""

    is_awaited: ClassVar[Any] = owed > 0
    """Condition: something of it is still to be paid."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        words=("change_reason", "forgive_reason"),
        told={"change_reason": "改期原因", "forgive_reason": "免除原因"},
    )

    class Meta:
        indexes = ((("falls_due_on", "owed", "agreement"), False),)


class InstalmentPayment(Row):
    """Money that was paid (付款); on which instalment it lies is reckoned (`rules.agreements.instalments`)."""

    agreement = ForeignKeyField(Agreement, backref="payments")
    agreement_id: int
    paid_on: Field[date] = DateField()
    amount = IntegerField()
    payer = TextField(default="")
    """Who paid, where that is not who owes (代付)."""
    proof = TextField(default="")
    """凭据: 转账回单, 收条."""
    removed_on: Field[date | None] = DateField(null=True)
    remove_reason = TextField(default="")

    stands: ClassVar[Any] = removed_on.is_null()
    """Condition: it was not taken back."""

    lifecycle = Lifecycle(
        on_sealing=DROP,
        on_merging=STAY,
        words=("payer", "proof", "remove_reason"),
        told={"payer": "谁付的", "proof": "付款凭据", "remove_reason": "撤回付款原因"},
    )
