"""The row editor of 连续登记 and 午间补录: its fields, and what a typed row means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, assert_never

from jiefang_tui import clock
from jiefang_tui.rules.outcomes import OUTCOMES, outcome_choices
from jiefang_tui.rules.text import Parsed, one_line, plain_name, tidy
from jiefang_tui.rules.typed.dates import Sense, not_future, whole_day
from jiefang_tui.rules.typed.identity import parse_full_name, parse_phone
from jiefang_tui.rules.typed.numbers import parse_headcount
from jiefang_tui.rules.typed.times import parse_time
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.noon import PaperIn
from jiefang_tui.services.reception.talk import InstructionIn, OutcomeIn
from jiefang_tui.store.queries.reception import people
from jiefang_tui.store.queries.reception.candidate_history import KnownMatter
from jiefang_tui.store.queries.reception.people import Candidate
from jiefang_tui.terms import Category, DutyLiesWith, FollowUpWay, LegalRoute, Outcome, VisitPurpose
from jiefang_tui.ui.reception.intake_fields import ANONYMOUS, parse_address
from jiefang_tui.ui.reception.intake_state import person_columns
from jiefang_tui.ui.reception.outcome_dialogs import KEPT_NOWHERE
from jiefang_tui.ui.toolkit.candidates import officer_options, unit_options, village_keys
from jiefang_tui.ui.toolkit.report_fields import accused_field
from jiefang_tui.ui.widgets.form import FieldSpec, Form
from jiefang_tui.ui.widgets.typed_days import typed_day, typed_moment

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

HELD = ("day", "leader", "purpose")
"""Kept from the row above, as they are; of the address the village is kept."""
BY_OUTCOME = ("route", "duty", "said", "told_way")
"""Fields that only some outcomes ask for, under the names of these (`rules.outcomes`)."""
NOON_ONLY = ("leader", "outcome", "handed", *BY_OUTCOME, "due", "instruction")
SEALED_ONLY = KEPT_NOWHERE
OUTCOME_WORDS = {
    "answered": "答复", "responsibility": "包案", "assigned": "交办", "mediation": "调解", "guided": "引导",
    "submitted_up": "上报", "merged": "并入", "sealed": "密件", "to_verify": "另约",
    "ended_simply": "简结",
}  # fmt: skip
"""What the line of 处理 calls them, so that all stand on one."""
NOT_SEALED = ("name", "request", "address", "phone", "due", "instruction")
"""Fields a sealed report has no use for: of those that tell of it nothing is kept."""


def quiet(parse: Callable[[str], Parsed[Any]]) -> Callable[[str], Parsed[Any]]:
    """`parse` without its hint: there is room in the grid only for what is wrong."""
    return lambda text: replace(parse(text), hint="")


def specs(desk: Desk) -> list[FieldSpec]:
    """The fields of both modes in the order of Enter; the screen hides those of the other mode."""
    policy = desk.reference.policy
    villages = village_keys(desk)
    whole: dict[str, Any] = {"width": 0}
    return [
        FieldSpec("purpose", "来由", "choice", options=VisitPurpose.labels(), default=VisitPurpose.PETITION, **whole),
        FieldSpec("day", "日期", parse=quiet(parse_day), limit=40, **whole),
        FieldSpec("leader", "接访领导", "choice", options=officer_options, free=True, parse=parse_full_name, **whole),
        FieldSpec("time", "时间", parse=quiet(parse_time), limit=40, **whole),
        FieldSpec("name", "姓名", required=True, limit=60, **whole),
        FieldSpec("request", "诉求", limit=2000, **whole),
        FieldSpec("address", "住址", parse=quiet(lambda text: parse_address(text, villages)), limit=60, **whole),
        FieldSpec(
            "phone", "电话", parse=quiet(lambda text: parse_phone(text, policy.phone_area_code)), limit=40, **whole
        ),
        FieldSpec(
            "headcount",
            "人数",
            parse=quiet(lambda text: parse_headcount(text, policy.group_threshold)),
            limit=12,
            **whole,
        ),
        FieldSpec("outcome", "处理", "choice", options=outcome_choices(), short=OUTCOME_WORDS, **whole),
        FieldSpec("handed", "承办答复", "choice", options=unit_options, free=True, limit=500, **whole),
        accused_field(),
        FieldSpec("said", "信访人说", limit=200, **whole),
        FieldSpec("told_way", "怎么告知", "choice", options=FollowUpWay.labels(), **whole),
        FieldSpec("route", "法定途径", "choice", options=LegalRoute.labels(), **whole),
        FieldSpec("duty", "谁的职责", "choice", options=DutyLiesWith.labels(), **whole),
        FieldSpec("due", "期限", parse=quiet(parse_due), limit=40, **whole),
        FieldSpec("instruction", "批示", limit=1000, **whole),
    ]


def parse_day(text: str) -> Parsed[Any]:
    """The day of arrival: today or earlier."""
    return not_future(whole_day(typed_day(text, Sense.BACK)), clock.today(), "来访日期")


def parse_due(text: str) -> Parsed[Any]:
    """A day, or a day with a time (for 另约), as it stands on a paper of some days ago."""
    day = typed_day(text, Sense.NEAR)
    if day.ok and ":" not in text and "点" not in text:
        return day
    moment = typed_moment(text, Sense.NEAR)
    return moment if moment.ok else day


def with_required(spec: FieldSpec, required: bool) -> FieldSpec:
    """`spec`, required or not: a sealed report has no name."""
    return replace(spec, required=required)


def outcome_of(form: Form) -> Outcome | None:
    """The outcome typed so far."""
    value = form.meaning("outcome")[0]
    return Outcome(value) if value else None


def is_sealing(form: Form) -> bool:
    """Whether the row hands over a sealed report, of which no words are kept."""
    return outcome_of(form) is Outcome.SEALED


def asks_for(form: Form, name: str) -> bool:
    """Whether the outcome typed so far has that field."""
    outcome = outcome_of(form)
    return outcome is not None and OUTCOMES[outcome].asks_for(name)


def name_of(form: Form, field: str) -> str:
    """The name whose label stands in a free choice, else the text as typed."""
    text = one_line(form.field(field).raw)
    return next((option[0] for option in getattr(form.field(field), "options", ()) if option[1] == text), text)


def visit_of(
    form: Form,
    person: Candidate | None,
    matter: KnownMatter | None,
    not_same: list[int],
    noon: bool,
    villages: Mapping[str, str],
) -> VisitIn:
    """The visit a row means. Raises `Refused` for a day without its time."""
    raw, values = form.raw(), form.values()
    sealed = noon and is_sealing(form)
    name = plain_name(raw["name"])
    anonymous = person is None and name in ANONYMOUS
    values |= {"id_doc": None, "id_no": None}
    visit = VisitIn(
        name="" if anonymous or sealed else name,
        is_anonymous=anonymous and not sealed,
        purpose=values["purpose"] or VisitPurpose.PETITION,
        petitioner_id=person.person_id if person and not sealed else None,
        person={} if anonymous or sealed else person_columns(raw, values, villages),
        not_same=[] if person or anonymous or sealed else list(not_same),
        headcount=values["headcount"] or 1,
        arrived_at=_arrived(values, noon),
        leader=name_of(form, "leader") if noon else "",
    )
    if sealed:
        visit.matters = [MatterIn(category=Category.REPORT_ACCUSATION)]
    elif raw["request"].strip() or matter:
        visit.matters = [MatterIn(tidy(raw["request"]), matter_id=matter.id if matter else None)]
    return visit


def _arrived(values: Mapping[str, Any], noon: bool) -> datetime | None:
    """When they came; None for now. A time that is not known is asked for, not invented."""
    day, at = values["day"], values["time"]
    if at is None:
        if noon:
            raise Refused("请填写纸质登记表上的时间。", "time")
        if day is not None and day != clock.today():
            raise Refused("补登以前的来访要写到达时间。", "time")
        return None
    assert isinstance(at, time)
    arrived = datetime.combine(day or clock.today(), at).astimezone()
    if arrived > clock.now():
        raise Refused("到达时间不能晚于现在。", "time")
    return arrived


def paper_of(form: Form, visit: VisitIn) -> PaperIn:
    """The paper form a row means: the visit and, if the paper has it, what the leader decided."""
    outcome = outcome_of(form)
    text = one_line(form.field("instruction").raw)
    due = form.meaning("due")[0]
    if outcome is None:
        if text or form.field("handed").raw.strip() or due:
            raise Refused(f"请先填处理(1 至 {len(OUTCOMES)})，再写承办、期限和批示。", "outcome")
        return PaperIn(visit)
    day = due.date() if isinstance(due, datetime) else due
    handed = name_of(form, "handed")
    spec = OUTCOMES[outcome]
    outcome_in = OutcomeIn(outcome, leader="", due_on=day)
    match spec.paper_cell:
        case "told":
            outcome_in.told = handed
        case "unit":
            outcome_in.unit = handed
        case "merge_into":
            outcome_in.merge_into = people.matter_with_no(handed)
        case cell:
            assert_never(cell)
    if spec.suits_report:
        outcome_in.accused = form.meaning("accused")[0] or ""
    if spec.asks_for("route"):
        outcome_in.route = form.meaning("route")[0] or ""
        outcome_in.duty = form.meaning("duty")[0] or ""
    if spec.asks_for("told_way"):
        outcome_in.said = one_line(form.field("said").raw)
        outcome_in.told_way = form.meaning("told_way")[0] or ""
    if spec.asks_for("next_at"):
        outcome_in.next_at = due if isinstance(due, datetime) else None
    if text:
        outcome_in.instruction = InstructionIn(text, outcome_in.unit if spec.dispatch else "", day)
    return PaperIn(visit, outcome_in)


FIELD_OF = {
    "told": "handed", "unit": "handed", "officer": "handed", "merge_into": "handed", "next_at": "due",
    "due_on": "due", "arrived_at": "time",
}  # fmt: skip
"""Which of our fields a refusal of the services is about."""
