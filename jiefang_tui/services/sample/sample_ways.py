"""The acts of day.toml that are about ways of receiving: plans, tables, campaigns, agreements, going to the people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from jiefang_tui import clock
from jiefang_tui.rules.fieldwork.check_spans import neighbour, span_of
from jiefang_tui.rules.fieldwork.round_columns import parse_columns
from jiefang_tui.services.agreements import agreeing, paying
from jiefang_tui.services.closure import ending
from jiefang_tui.services.fieldwork import checks, households, rounds, visits
from jiefang_tui.services.plans import days, making, presence
from jiefang_tui.services.sample.sample_dates import day_named
from jiefang_tui.services.sample.sample_stage import Stage, Step
from jiefang_tui.services.together import campaigns, opposite, seats, undertaking
from jiefang_tui.store.models import Matter, Officer, PlanDay, PlanRule
from jiefang_tui.store.queries.plans.days import unentered
from jiefang_tui.store.queries.reception.sessions import session_on
from jiefang_tui.store.queries.together.table import seats_of
from jiefang_tui.terms import (
    AgreementBasis,
    AgreementKind,
    Attendance,
    CheckSpan,
    DisputeKind,
    DisputeLevel,
    DisputeState,
    FieldResult,
    FieldVisitKind,
    FollowUpWay,
    PlanKind,
    Presence,
    SessionMode,
)


def _fen(yuan: str) -> int:
    return int(yuan) * 100


# -- the plan


def _plan(stage: Stage, step: Step) -> None:
    making.make_rule(
        stage.desk,
        making.RuleIn(
            kind=PlanKind.WEEKLY,
            begins_on=clock.today(),
            turns=[making.TurnIn(leader, weekday) for leader, weekday in step["turns"]],
            mode=SessionMode(step.get("mode", "reception_day")),
            hours=step["hours"],
            place=step["place"],
            phone="0550-1110000",
            units=" ".join(step.get("units", ())),
        ),
    )


def _plan_further(stage: Stage, step: Step) -> None:
    """The rest of the year, and from the last month of a year on the next one, too."""
    last = making.year_end(stage.day + timedelta(days=31))
    if PlanRule.select().where(PlanRule.laid_to < last).exists():
        making.lay_further(stage.desk, last)


def _stand_in(stage: Stage, step: Step) -> None:
    """On the next day of a leader after the sample day somebody else sits there."""
    theirs = PlanDay.select().join(Officer, on=(PlanDay.leader == Officer.id)).where(Officer.name == step["of"])
    row = theirs.where((PlanDay.day > stage.day) & PlanDay.stands).order_by(PlanDay.day).get()
    days.stand_in(stage.desk, row.id, step["leader"], step["reason"])


def _attend(stage: Stage, step: Step) -> None:
    """At the end of a week the days of which nobody has said anything are ticked off, one by one."""
    today = clock.today()
    for line in unentered(today - timedelta(days=40), today + timedelta(days=1)):
        assert line.plan_day_id is not None
        if "instead" in step and line.leader == step["of"]:
            presence.note_no_visitor(stage.desk, line.plan_day_id, step["instead"])
        else:
            presence.attend(stage.desk, line.plan_day_id)


# -- the table of units


def _seats(stage: Stage, step: Step) -> None:
    """Who came, of the units of today's session; the others did."""
    session = session_on(clock.today())
    assert session is not None
    for seat in seats_of(session.id):
        said = step.get("said", {}).get(seat.unit, {})
        seats.mark(stage.desk, seat.id, Attendance(said.get("attendance", "came")))
        if "person" in said:
            seats.set_seat(stage.desk, seat.id, said["person"], Presence(said.get("presence", "rotating")))


def _opposite(stage: Stage, step: Step) -> None:
    session = session_on(clock.today())
    stage.kept[step["key"]] = opposite.ask_visitor(
        stage.desk,
        stage.matters[step["matter"]],
        step["name"],
        step["may_meet"],
        relation=step["relation"],
        visitor_said=step["said"],
        session_id=session.id if session is not None else None,
    )


def _opposite_came(stage: Stage, step: Step) -> None:
    opposite.note_presence(
        stage.desk, stage.kept[step["opposite"]], Attendance(step["attendance"]), step["agreed"], step["outcome"]
    )


def _undertake(stage: Stage, step: Step) -> None:
    session = session_on(clock.today())
    made = undertaking.undertake(
        stage.desk,
        undertaking.UndertakingIn(
            text=step["text"],
            unit=step["unit"],
            person=step.get("person", ""),
            due_on=stage.day_of(step, "due"),
            matter_id=stage.matters[step["matter"]],
            session_id=session.id if session is not None else None,
        ),
    )
    if "key" in step:
        stage.kept[step["key"]] = made


# -- agreements


def _agree(stage: Stage, step: Step) -> None:
    stage.kept[step["key"]] = agreeing.agree(
        stage.desk,
        stage.matters[step["matter"]],
        agreeing.AgreementIn(
            kind=AgreementKind(step["kind"]),
            signed_on=clock.today(),
            debtor=step["debtor"],
            parts=[agreeing.PartIn(day_named(due, stage.day), _fen(yuan)) for due, yuan in step["parts"]],
            payees=[agreeing.PayeeIn(name) for name in step["payees"]],
            basis=AgreementBasis(step["basis"]),
            basis_no=step["basis_no"].format(year=clock.today().year),
            basis_last_day=stage.day_of(step, "basis_last_day"),
            execution_applied=step["execution_applied"],
            mediator=step["mediator"],
            terms=step["terms"],
            accelerates=True,
        ),
    )


def _pay(stage: Stage, step: Step) -> None:
    paying.pay(stage.desk, stage.kept[step["agreement"]], _fen(step["amount"]), clock.today(), step["proof"])


# -- 集中接访


def _campaign(stage: Stage, step: Step) -> None:
    begins = clock.today()
    given = campaigns.CampaignIn(theme=step["theme"], begins_on=begins, ends_on=begins + timedelta(days=step["days"]))
    stage.kept[step["key"]] = campaigns.open_campaign(stage.desk, given)


def _campaign_sessions(stage: Stage, step: Step) -> None:
    campaigns.put_sessions(stage.desk, stage.kept[step["campaign"]], [stage.kept[key] for key in step["sessions"]])


def _figures(stage: Stage, step: Step) -> None:
    campaigns.set_figures(stage.desk, stage.kept[step["campaign"]], stage.matters[step["matter"]], step["typed"])


def _end_simply(stage: Stage, step: Step) -> None:
    end = ending.SimpleEnd(done=step["done"], told_way=FollowUpWay(step["way"]), said=step["said"])
    ending.end_simply(stage.desk, stage.matters[step["matter"]], end)


# -- going there


def _field_visit(stage: Stage, step: Step) -> None:
    matter = Matter.get_by_id(stage.matters[step["matter"]]) if "matter" in step else None
    visits.record(
        stage.desk,
        visits.FieldVisitIn(
            day=clock.today(),
            kind=FieldVisitKind(step["kind"]),
            who=step["who"],
            learnt=step["learnt"],
            village=step["village"],
            whom=step.get("whom", ""),
            headcount=step.get("headcount"),
            result=FieldResult(step.get("result", "noted")),
            matter_no=matter.register_no if matter is not None else "",
        ),
    )


def _round(stage: Stage, step: Step) -> None:
    """A round with its households, read in as a table, which is one act however many they are."""
    columns = parse_columns(step["columns"]).value
    assert columns is not None
    made = rounds.begin(stage.desk, step["name"], columns, step["state"])
    rows = _invented(step) if "households" in step else step["rows"]
    households.add_table(stage.desk, made, [step["heads"], *rows])


def _invented(step: Step) -> list[list[str]]:
    """So many households in walking order whose amounts come to `total` yuan."""
    count, left = step["households"], int(step["total"])
    rows = []
    for n in range(count):
        yuan = left if n == count - 1 else 1200 + n * 37 % 15 * 100
        left -= yuan
        group = step["groups"][n * len(step["groups"]) // count]
        estimate = yuan + n % 3 * 50
        name = _SURNAMES[n % len(_SURNAMES)] + _GIVEN[(n * 7 + n // 60) % len(_GIVEN)]
        damage = step["damages"][n % len(step["damages"])]
        rows.append([group, name, damage, step["by"], str(estimate), str(yuan), str(yuan), step["done"], str(n + 1)])
    return rows


_SURNAMES = "程汪方洪章吴胡江叶潘徐许"
_GIVEN = (
    "有贵",
    "长根",
    "秀英",
    "来富",
    "桂香",
    "金水",
    "满堂",
    "玉莲",
    "水生",
    "德顺",
    "春花",
    "志高",
    "双喜",
    "腊梅",
    "正和",
)


def _check(stage: Stage, step: Step) -> None:
    """What a village reported, for the half-month of today or of `spans_back` before it."""
    span = span_of(clock.today(), CheckSpan.HALF_MONTH)
    for _ in range(step.get("spans_back", 0)):
        span = neighbour(span[0], CheckSpan.HALF_MONTH, -1)
    found: Sequence[Step] = step.get("disputes", ())
    if not found:
        checks.report_none(stage.desk, step["village"], *span)
    for one in found:
        given = checks.DisputeIn(
            kind=DisputeKind(one["kind"]),
            about=one["about"],
            households=one.get("households"),
            level=DisputeLevel(one.get("level", "ordinary")),
            handler=one["handler"],
            state=DisputeState(one.get("state", "found")),
        )
        checks.add(stage.desk, step["village"], *span, given)


WAYS: dict[str, Callable[[Stage, Step], None]] = {
    "plan": _plan,
    "plan_further": _plan_further,
    "stand_in": _stand_in,
    "attend": _attend,
    "seats": _seats,
    "opposite": _opposite,
    "opposite_came": _opposite_came,
    "undertake": _undertake,
    "agree": _agree,
    "pay": _pay,
    "campaign": _campaign,
    "campaign_sessions": _campaign_sessions,
    "figures": _figures,
    "end_simply": _end_simply,
    "field_visit": _field_visit,
    "round": _round,
    "check": _check,
}
