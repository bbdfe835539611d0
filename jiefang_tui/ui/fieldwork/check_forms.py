"""矛盾纠纷排查: the fields of a dispute, and the forms of the acts on one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.numbers import digits
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import checks
from jiefang_tui.services.fieldwork.checks import DisputeIn
from jiefang_tui.store.queries.fieldwork.checks import DisputeLine
from jiefang_tui.terms import DisputeKind, DisputeLevel, DisputeState
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.widgets.form import FieldSpec

KIND_WORDS = {
    "family": "婚姻", "land": "山林", "demolition": "征迁", "wages": "劳资", "building": "工程", "damages": "损害",
    "debt": "债务",
}  # fmt: skip
"""What the line of 类别 calls the longer ones, so that all stand on one."""


def _parse_households(text: str) -> Parsed[int]:
    plain = normalise(text).rstrip("户家")
    if not plain:
        return Parsed(None)
    count = digits(plain)
    if count is None or not 1 <= count <= 9999:
        return Parsed(None, error="户数请填 1 到 9999。")
    return Parsed(count)


def _said(name: str, label: str, options: list[tuple[str, str]], usual: str) -> FieldSpec:
    """A line of choices that says from the start what is written down where nobody chooses."""
    return FieldSpec(name, label, "choice", options=options, default=dict(options)[usual], required=True, width=0)


def specs() -> list[FieldSpec]:
    """The fields in the order of Enter."""
    whole: dict[str, Any] = {"width": 0}
    return [
        FieldSpec("kind", "类别", "choice", options=DisputeKind.labels(), short=KIND_WORDS, required=True, **whole),
        FieldSpec("about", "纠纷", required=True, limit=200, hint="什么事，例如 两户宅基地界址；不用写姓名", **whole),
        FieldSpec("households", "涉及户数", parse=_parse_households, limit=8, **whole),
        _said("level", "程度", DisputeLevel.labels(), DisputeLevel.ORDINARY),
        FieldSpec("handler", "谁调处", limit=60, hint="治调主任、司法所", **whole),
        _said("state", "进展", DisputeState.labels(), DisputeState.FOUND),
    ]


def dispute_of(raw: Mapping[str, str], values: Mapping[str, Any]) -> DisputeIn:
    """What a row of these fields says."""
    return DisputeIn(
        kind=DisputeKind(values["kind"]),
        about=raw["about"],
        households=values.get("households"),
        level=DisputeLevel(values["level"]),
        handler=raw["handler"],
        state=DisputeState(values["state"]),
    )


def correct_form(desk: Desk, line: DisputeLine) -> FormDialog:
    """改这一件: all of it, with a reason."""
    fields = [replace(spec, short={}) for spec in specs()]
    fields.append(text_field("reason", "为什么改", required=True))
    initial = {
        "kind": line.kind.label,
        "about": line.about,
        "households": line.households or "",
        "level": line.level.label,
        "handler": line.handler,
        "state": line.state.label,
    }
    dialog: list[FormDialog] = []

    def save(values: Values) -> str:
        checks.correct(desk, line.id, dispute_of(dialog[0].raw, values), values.text("reason"))
        return "已改，原来的留在记录里"

    dialog.append(act_form("改这一件纠纷", fields, save, initial, form_name="dispute_correct", row=line.id))
    return dialog[0]


def matter_form(desk: Desk, line: DisputeLine) -> FormDialog:
    """转为事项: who asks for what, in their words."""
    fields = [
        FieldSpec("name", "姓名", limit=60, hint="谁提出的；不愿留名的空着"),
        FieldSpec("request", "诉求", "notes", required=True, height=4, enter_goes_on=True, limit=2000),
    ]

    def save(values: Values) -> str:
        return checks.to_matter(desk, line.id, values.text("name"), values.text("request")).sentence

    note = f"{line.village} {line.kind.label}；登记为「走访」，不排号，不算批次人次，期限一样算。"
    initial = {"request": line.about}
    return act_form("转为事项", fields, save, initial, note, form_name="dispute_matter", row=line.id)
