"""走访: the fields of a line, what they mean, and the forms of the acts on one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jiefang_tui import clock
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.dates import Sense, not_future, parse_date, whole_day
from jiefang_tui.rules.typed.whom import parse_who_went, parse_whom
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.fieldwork import visits
from jiefang_tui.services.fieldwork.visits import FieldVisitIn
from jiefang_tui.store.queries.fieldwork.visits import FieldLine
from jiefang_tui.terms import FieldResult, FieldVisitKind
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.candidates import officer_options, village_options
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.widgets.form import FieldSpec

HELD = ("day", "who", "village", "kind")
"""Kept from the row above."""
KIND_WORDS = {"follow_up": "回访", "village_cadre": "村干部", "night_meeting": "夜会"}


def _parse_day(text: str) -> Parsed[Any]:
    """A day of this year is said only where it was typed; another year always: ``12.5`` may be the one to come."""
    today = clock.today()
    parsed = not_future(whole_day(parse_date(text, today, Sense.BACK)), today, "走访日期")
    day = parsed.value
    if day is None or day.year == today.year or text.strip() == str(day):
        return replace(parsed, hint="")
    return replace(parsed, hint="", warning=f"算 {day}")


def _quiet(parse: Any) -> Any:
    """`parse` without its hint: in the grid there is room only for what is wrong."""
    return lambda text: replace(parse(text), hint="")


def specs(desk: Desk) -> list[FieldSpec]:
    """The fields in the order of Enter; whom and what was learnt are what is typed on each row."""
    villages = [(name, name) for _, name in village_options(desk)]
    whole: dict[str, Any] = {"width": 0}
    return [
        FieldSpec("kind", "方式", "choice", options=FieldVisitKind.labels(), short=KIND_WORDS, required=True, **whole),
        FieldSpec("day", "日期", parse=_parse_day, limit=40, required=True, **whole),
        FieldSpec(
            "who",
            "谁去的",
            "choice",
            options=officer_options,
            free=True,
            parse=_quiet(parse_who_went),
            required=True,
            limit=200,
            hint="周敏、李强",
            people=lambda text: parse_who_went(text).value or (),
            **whole,
        ),
        FieldSpec("village", "村", "choice", options=villages, free=True, limit=40, **whole),
        FieldSpec("whom", "见了谁", parse=_quiet(parse_whom), limit=200, verbatim=True, hint="姓名或30人", **whole),
        FieldSpec("learnt", "了解到", required=True, limit=2000, hint="了解到、答复了什么", **whole),
        FieldSpec("result", "结果", "choice", options=FieldResult.labels(), **whole),
        FieldSpec("matter_no", "事项编号", limit=40, hint="可空着", **whole),
    ]


def line_of(raw: Mapping[str, str], values: Mapping[str, Any]) -> FieldVisitIn:
    """What a row of these fields says. Raises `Refused` for names that cannot be read."""
    who = parse_who_went(raw["who"])
    if who.error:
        raise Refused(who.error, "who")
    whom = values.get("whom")
    return FieldVisitIn(
        day=values["day"],
        kind=FieldVisitKind(values["kind"]),
        who=who.value or (),
        village=raw["village"].strip(),
        whom=whom.words if whom else "",
        headcount=whom.headcount if whom else None,
        learnt=raw["learnt"],
        result=FieldResult(values.get("result") or FieldResult.NOTED),
        matter_no=raw["matter_no"],
    )


def held_of(line: FieldLine) -> dict[str, str]:
    """What the next row begins with."""
    return {"day": str(line.day), "who": line.who, "village": line.village, "kind": line.kind.label}


def correct_form(desk: Desk, line: FieldLine) -> FormDialog:
    """改这一条: all of it, with a reason."""
    fields = [replace(spec, short={}) if spec.name == "kind" else spec for spec in specs(desk)]
    fields.append(text_field("reason", "为什么改", required=True))
    initial = {
        **held_of(line),
        "whom": line.whom,
        "learnt": line.learnt,
        "result": line.result.label,
        "matter_no": line.register_no,
    }
    dialog: list[FormDialog] = []

    def save(values: Values) -> str:
        visits.correct(desk, line.id, line_of(dialog[0].raw, values), values.text("reason"))
        return "已改，原来的留在记录里"

    dialog.append(act_form("改这一条走访", fields, save, initial, form_name="field_visit_correct", row=line.id))
    return dialog[0]


def matter_form(desk: Desk, line: FieldLine) -> FormDialog:
    """转为事项: with what is known of it; the words are to be looked at before they become a 诉求."""
    fields = [
        FieldSpec("name", "姓名", limit=60, hint="不愿留名的空着"),
        FieldSpec("request", "诉求", "notes", required=True, height=4, enter_goes_on=True, limit=2000),
    ]
    initial = {"name": "" if line.headcount else line.whom, "request": line.learnt}

    def save(values: Values) -> str:
        return visits.to_matter(desk, line.id, values.text("name"), values.text("request")).sentence

    note = "按本人原话改好诉求再保存；登记为「走访」，不排号，不算批次人次，期限一样算。"
    return act_form("转为事项", fields, save, initial, note, form_name="field_visit_matter", row=line.id)
