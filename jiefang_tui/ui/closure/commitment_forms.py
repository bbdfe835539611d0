"""Forms of 承诺事项: confirmed by a leader, and kept."""

from __future__ import annotations

from jiefang_tui import clock
from jiefang_tui.rules.typed.amounts import parse_amount, yuan
from jiefang_tui.services.matter import commitments, matters
from jiefang_tui.services.matter.commitments import CommitmentIn
from jiefang_tui.store.queries.matter.matter_history import CommitmentView, commitments_of
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import OfficerDialog, officer_field
from jiefang_tui.ui.widgets.form import FieldSpec


def new_commitment(request: ActRequest) -> OfficerDialog:
    """承诺事项 that a leader confirmed; what was merely said is none."""
    view = request.view
    specs = [
        FieldSpec("text", "承诺什么", required=True, width=0),
        day_field("due_on", "兑现日期", words_to="text"),
        FieldSpec("amount_fen", "金额", parse=parse_amount, width=16, words_to="text"),
        officer_field("leader", "确认领导", required=True),
        FieldSpec("owed_by", "谁来兑现", hint="个人、企业兑现的写名字，只催不发牌"),
    ]
    return OfficerDialog(
        "承诺事项",
        specs,
        "leader",
        lambda v: matters.confirm_commitment(
            request.desk,
            view.id,
            v["text"] or "",
            v["due_on"],
            v["amount_fen"],
            v["leader"],
            v["post"],
            v["unit"],
            owed_by=v["owed_by"] or "",
        ),
        {"leader": view.sheet.leader if view.sheet else ""},
        note="只记领导确认的；来访人自己说的、随口说的不算。",
        form_name="confirm_commitment",
    )


def _told_of(request: ActRequest) -> CommitmentView:
    return next(one for one in commitments_of(request.matter_id) if one.id == request.row_id)


def correct(request: ActRequest) -> FormDialog:
    """定日期、更正: what was confirmed, by when, by whom it is kept."""
    said = _told_of(request)
    specs = [
        FieldSpec("text", "承诺什么", required=True, width=0),
        day_field("due_on", "兑现日期"),
        FieldSpec("amount_fen", "金额", parse=parse_amount, width=16),
        FieldSpec("owed_by", "谁来兑现", hint="个人、企业兑现的写名字，只催不发牌"),
        FieldSpec("reason", "更正原因", width=0, hint="只补日期、金额的可以空着"),
    ]

    def act(filled: Filled) -> None:
        told = CommitmentIn(filled["text"] or "", filled["due_on"], filled["amount_fen"], filled["owed_by"] or "")
        commitments.correct_commitment(request.desk, said.id, told, filled["reason"] or "")

    amount = yuan(said.amount_fen).replace(" ", "") if said.amount_fen is not None else ""
    return FormDialog(
        "承诺事项 定日期、更正",
        specs,
        {"text": said.text, "due_on": said.due_on, "amount_fen": amount, "owed_by": said.owed_by},
        note=f"{said.confirmed_by}确认。原来的留有记录；没有承诺过的，在那一行按 Del 收回。",
        act=act,
        form_name="correct_commitment",
        row=said.id,
    )


def withdraw(request: ActRequest) -> FormDialog:
    """收回承诺: it was none."""
    return reason_dialog(
        "收回承诺",
        lambda reason: commitments.withdraw_commitment(request.desk, request.row_id, reason),
        form_name="withdraw_commitment",
        row=request.row_id,
    )


def unfulfil(request: ActRequest) -> FormDialog:
    """收回兑现: it was not kept after all."""
    return reason_dialog(
        "收回兑现",
        lambda reason: commitments.unfulfil_commitment(request.desk, request.row_id, reason),
        form_name="unfulfil_commitment",
        row=request.row_id,
    )


def fulfil(request: ActRequest) -> FormDialog:
    """A commitment was kept: when, and how it is known."""
    row_id, commitment = request.row_id, _told_of(request)
    specs = [
        day_field("on_day", "兑现日期", past=True, hint="空着就是今天", words_to="proof", empty_means="今天"),
        FieldSpec("proof", "凭据", width=0, hint="转账回单、签收条"),
    ]
    return FormDialog(
        "承诺已兑现",
        specs,
        note=commitment.text,
        act=lambda f: matters.fulfil_commitment(request.desk, row_id, f["on_day"] or clock.today(), f["proof"] or ""),
        form_name="fulfil_commitment",
        row=row_id,
    )
