"""Forms of 承诺事项: confirmed by a leader, and kept."""

from __future__ import annotations

from jiefang_tui import clock
from jiefang_tui.rules.typed.amounts import parse_amount
from jiefang_tui.services.matter import matters
from jiefang_tui.store.queries.matter.matter_history import commitments_of
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
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


def fulfil(request: ActRequest) -> FormDialog:
    """A commitment was kept: when, and how it is known."""
    row_id = request.row_id
    commitment = next(one for one in commitments_of(request.matter_id) if one.id == row_id)
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
