"""Every free text of the forms beside the registration asks once whether it is a report (检举控告), by one function.

The texts are found by what the acts ask for: one that is in no list below is named by the test.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.fieldwork.round_columns import RoundColumn
from jiefang_tui.services.agreements import agreeing, correcting, paying
from jiefang_tui.services.agreements.agreeing import AgreementIn
from jiefang_tui.services.agreements.agreeing import PartIn as PartOf
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.fieldwork import checks, contact, households, rounds, visits
from jiefang_tui.services.fieldwork.checks import DisputeIn
from jiefang_tui.services.fieldwork.households import HouseholdIn
from jiefang_tui.services.fieldwork.visits import FieldVisitIn
from jiefang_tui.services.law import dispatching, stages
from jiefang_tui.services.matter import instructions
from jiefang_tui.services.plans import days, presence
from jiefang_tui.services.plans.days import DayIn
from jiefang_tui.services.reception import booking, receiving, talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.supervision import pushing
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import campaigns, causes, finding_ends, meetings, opposite, owners, undertaking
from jiefang_tui.services.together.campaigns import CampaignIn
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.services.together.finding_ends import AdviceIn
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store import database
from jiefang_tui.store.models import AuditEntry, Dispatch, Instalment, Instruction, Matter, SealedReport
from jiefang_tui.terms import (
    AdviceKind,
    AgreementKind,
    Attendance,
    Channel,
    ColumnKind,
    DisputeKind,
    DutyKind,
    FieldVisitKind,
    MeetingKind,
    Outcome,
    ReportAnswer,
)
from tests.services.given import owned, registered
from tests.services.together.test_recusal_ways import ROOMS as FORMS
from tests.services.together.test_recusal_ways import _acts, _writes

TODAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 24, 10, 0).astimezone()
SPAN = date(2026, 11, 16), date(2026, 11, 30)
REPORT = "群众举报村会计冒领补助款饕餮"
ROOMS = (*FORMS, "matter.instructions", "reception.talk", "responsibility.six_boxes", "law.dispatching")
ROOMS += ("supervision.pushing",)
NO_WORDS = {
    "reason": "why an act is done, in the audit trail; 检举 is taken out of it at the handover",
    "unit units owner person decides decided_by leader post who handler officer host": "a body or a person of the town",
    "name relation phone whom place hours village group head at_home": "who and where",
    "which matter_no meant leaving taking kinds kind state where": "what is chosen from what there is",
    "proof minutes_no": "a receipt, a number",
    "weekdays digits month_days": "numbers",
    "to_body how finding columns task": "a body, a way, a key, what a 会商 gives to do",
    "leader_post mode subject note": "of a session and of the window, which asks no words of a visitor beyond them",
    "debtor payer received_by basis_no": "the parties of an agreement, and the number of a paper",
    "to_unit to_officer reported_to by task_force parent agreed_by confirmed_by": "a body or a person, and who signed",
    "outcome route duty told_way accused owed_by": "what is chosen from what there is",
    "still_reason other_owner_reason": "why a person of the town has it",
}
STAYS = {
    "talk.decide talk_note": "the talk's own notes, which go with the visit at the handover and to nobody before it",
    "talk.decide told": "said to the visitor; asked about where a unit gets it (`talk._ask_of_words`)",
    "talk.decide said": "what the visitor says to the answer (简易办结), of the file only",
}
EXEMPT = {field for names in NO_WORDS for field in names.split()}


def _cause(desk: Desk) -> int:
    return causes.open_cause(desk, CauseIn(title="宅基地", leader="周敏"), [])


def _measure(desk: Desk) -> int:
    return causes.add_measure(desk, _cause(desk), "复核")


def _undertaken(desk: Desk, text: str) -> int:
    session = receiving.open_session(desk, leader="周敏")
    return undertaking.undertake(desk, UndertakingIn(text=text, unit="章湾村", session_id=session))


def _meeting(desk: Desk, item: ItemIn) -> int:
    return meetings.hold(desk, MeetingIn(kind=MeetingKind.PARTY_AND_GOVERNMENT, held_on=TODAY), [item])


def _matter(desk: Desk) -> int:
    """Registering forgets what was answered, which here is of the act that comes after."""
    answered = dict(desk.answered)
    made = registered(desk, "章德福", "宅基地").matter_ids[0]
    desk.answered |= answered
    return made


def _question(desk: Desk, said: str, **more: Any) -> int:
    given = {"decides": "周敏", "decide_by": TODAY} | more
    return owners.confer(desk, OwnerIn(matter_id=_matter(desk), parts=[PartIn("司法所", said=said)], **given))


def _party(desk: Desk, said: str = "") -> int:
    return opposite.ask_visitor(desk, _matter(desk), "张某", True, visitor_said=said)


def _campaign(desk: Desk, theme: str) -> CampaignIn:
    return CampaignIn(theme=theme, begins_on=TODAY, ends_on=TODAY)


def _figures(desk: Desk, words: str) -> None:
    made = campaigns.open_campaign(desk, _campaign(desk, "欠薪"))
    matter = _matter(desk)
    campaigns.add_matter(desk, made, matter)
    campaigns.set_figures(desk, made, matter, {"项目": words})


def _advice(desk: Desk, **words: str) -> int:
    given = {"title": "补助", "facts": "几户没有领到", "advice": "公示"} | words
    return finding_ends.write_advice(desk, "k", [], AdviceIn(kind=AdviceKind.POLICY, to_body="镇党委", **given))[0]


def _sent(desk: Desk) -> int:
    made = _advice(desk)
    finding_ends.sent(desk, made)
    return made


def _visit(learnt: str) -> FieldVisitIn:
    return FieldVisitIn(day=TODAY, kind=FieldVisitKind.ROUND, who=["周敏"], learnt=learnt, whom="程有福")


def _dispute(about: str) -> DisputeIn:
    return DisputeIn(kind=next(iter(DisputeKind)), about=about)


def _round(desk: Desk) -> int:
    return rounds.begin(desk, "入户", [RoundColumn("说了什么", ColumnKind.TEXT)])


def _household(words: str) -> HouseholdIn:
    return HouseholdIn(head="程有福", group="一组", cells={1: words})


def _nobody_came(desk: Desk, words: str) -> None:
    presence.note_no_visitor(desk, days.add_day(desk, DayIn(day=TODAY, leader="周敏")), words)


def _owned(desk: Desk) -> int:
    answered = dict(desk.answered)
    made = owned(desk, "章德福", request="宅基地")
    desk.answered |= answered
    return made


def _talk(desk: Desk, outcome: Outcome, order: str = "", **more: Any) -> talk.Decided:
    """A talk of today that ends in that."""
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    answered = dict(desk.answered)
    one = registered(desk, "章德福", "宅基地")
    desk.answered |= answered
    receiving.start_talk(desk, one.visit_id)
    given = talk.OutcomeIn(outcome, talk_note="谈", unit="司法所", due_on=TODAY + timedelta(days=9), **more)
    given.instruction = talk.InstructionIn(order) if order else None
    return talk.decide(desk, one.visit_id, one.matter_ids[0], given)


def _ordered(desk: Desk, text: str = "查清") -> int:
    _talk(desk, Outcome.RESPONSIBILITY, text)
    return Instruction.get().id


def _step(desk: Desk) -> int:
    return six_boxes.add_measure(desk, _owned(desk), "复核")


def _urged(desk: Desk, words: str = "快办") -> int:
    return pushing.urge(desk, _owned(desk), "司法所", "", words, TODAY + timedelta(days=3))


def _asked_again(desk: Desk, *words: str) -> int:
    return pushing.resubmit(desk, _owned(desk), *words)


def _consulted(desk: Desk, conclusion: str = "调解", **part: str) -> int:
    return pushing.consult(desk, _owned(desk), TODAY, "", "", [PartIn("司法所", **part)], conclusion)


def _raised(desk: Desk, words: str = "跨镇") -> int:
    return pushing.escalate(desk, _owned(desk), "县信访局", words)


SAID = ("terms", "particulars", "main_facts", "disputes", "liability", "manner", "mediator", "mediation_body")
AGREED = AgreementIn(
    kind=AgreementKind.SETTLEMENT, signed_on=TODAY, debtor="张某", parts=[PartOf(TODAY, 10_000)], terms="不再吵"
)


def _agreed(desk: Desk, **more: Any) -> int:
    return agreeing.agree(desk, _owned(desk), replace(AGREED, **more))


def _correct(desk: Desk, **more: Any) -> None:
    correcting.correct(desk, _agreed(desk), replace(AGREED, **more), "补")


def _part(desk: Desk) -> int:
    _agreed(desk)
    return Instalment.get().id


def _late(desk: Desk) -> int:
    yesterday = TODAY - timedelta(days=1)
    return _agreed(desk, signed_on=yesterday, parts=[PartOf(yesterday, 10_000)], accelerates=True)


Form = Callable[[Desk, str], object]
ASKS: dict[str, Form] = {
    "undertaking.undertake text": _undertaken,
    "undertaking.correct text": lambda d, w: undertaking.correct(
        d, _undertaken(d, "核查"), UndertakingIn(text=w, unit="章湾村"), "写错"
    ),
    "undertaking.done proof": lambda d, w: undertaking.done(d, _undertaken(d, "核查"), w),
    "meetings.hold about": lambda d, w: _meeting(d, ItemIn(about=w)),
    "meetings.hold decided": lambda d, w: _meeting(d, ItemIn(about="补助", decided=w, unit="章湾村")),
    "meetings.add_item about": lambda d, w: meetings.add_item(d, _meeting(d, ItemIn(about="补助")), ItemIn(about=w)),
    "meetings.add_item decided": lambda d, w: meetings.add_item(
        d, _meeting(d, ItemIn(about="补助")), ItemIn(about="又一件", decided=w)
    ),
    "meetings.correct_item about": lambda d, w: (
        _meeting(d, ItemIn(about="甲")), meetings.correct_item(d, 1, w, "", "错")
    ),
    "meetings.correct_item decided": lambda d, w: (
        _meeting(d, ItemIn(about="甲")), meetings.correct_item(d, 1, "甲", w, "错")
    ),
    "owners.confer said": _question,
    "owners.confer reason": lambda d, w: _question(d, "归国土", reason=w),
    "owners.decide reason": lambda d, w: owners.decide(d, _question(d, "归国土"), "司法所", "周敏", w),
    "opposite.ask_visitor visitor_said": _party,
    "opposite.note_presence outcome": lambda d, w: opposite.note_presence(d, _party(d), Attendance.CAME, None, w),
    "causes.open_cause title": lambda d, w: causes.open_cause(d, CauseIn(title=w, leader="周敏"), []),
    "causes.open_cause cause": lambda d, w: causes.open_cause(d, CauseIn(title="甲", cause=w, leader="周敏"), []),
    "causes.change title": lambda d, w: causes.change(d, _cause(d), CauseIn(title=w, leader="周敏"), "改"),
    "causes.change cause": lambda d, w: causes.change(d, _cause(d), CauseIn(title="甲", cause=w, leader="周敏"), "改"),
    "causes.close result": lambda d, w: causes.close(d, _cause(d), w),
    "causes.add_member duty": lambda d, w: causes.add_member(d, _cause(d), "何静", w),
    "causes.add_measure text": lambda d, w: causes.add_measure(d, _cause(d), w),
    "causes.finish_measure result": lambda d, w: causes.finish_measure(d, _measure(d), w),
    "campaigns.open_campaign theme": lambda d, w: campaigns.open_campaign(d, _campaign(d, w)),
    "campaigns.change theme": lambda d, w: campaigns.change(
        d, campaigns.open_campaign(d, _campaign(d, "欠薪")), _campaign(d, w), "改"
    ),
    "campaigns.set_figures typed": _figures,
    "finding_ends.set_aside reason": lambda d, w: finding_ends.set_aside(d, "k", 3, w),
    "finding_ends.write_advice title": lambda d, w: _advice(d, title=w),
    "finding_ends.write_advice facts": lambda d, w: _advice(d, facts=w),
    "finding_ends.write_advice advice": lambda d, w: _advice(d, advice=w),
    "finding_ends.answered answer": lambda d, w: finding_ends.answered(d, _sent(d), w),
    "visits.record learnt": lambda d, w: visits.record(d, _visit(w)),
    "visits.correct learnt": lambda d, w: visits.correct(d, visits.record(d, _visit("甲")), _visit(w), "错"),
    "checks.add about": lambda d, w: checks.add(d, "章湾村", *SPAN, _dispute(w)),
    "checks.correct about": lambda d, w: checks.correct(
        d, checks.add(d, "章湾村", *SPAN, _dispute("甲")), _dispute(w), "错"
    ),
    "contact.no_more_visits said": lambda d, w: contact.no_more_visits(d, _matter(d), w),
    "households.add cells": lambda d, w: households.add(d, _round(d), _household(w)),
    "households.fill typed": lambda d, w: households.fill(d, households.add(d, _round(d), _household("甲")), {"c1": w}),
    "households.add_table rows": lambda d, w: households.add_table(
        d, _round(d), [["组", "户主", "说了什么"], ["一组", "程有福", w]]
    ),
    "presence.note_no_visitor done_instead": _nobody_came,
    "booking.book about": lambda d, w: booking.book(d, "程有福", TEN, "", w),
    "booking.book_key about": lambda d, w: booking.book_key(d, _matter(d), "周敏", TEN, about=w),
    "booking.change_booking about": lambda d, w: booking.change_booking(
        d, booking.book(d, "程有福", TEN, "", "甲"), "程有福", TEN, "", w
    ),
    "talk.decide requirement": lambda d, w: _talk(d, Outcome.ASSIGNED, requirement=w),
    "talk.decide text": _ordered,
    "instructions.correct_instruction text": lambda d, w: instructions.correct_instruction(
        d, _ordered(d), w, "", None, None, "错"
    ),
    "instructions.answer_instruction answer": lambda d, w: instructions.answer_instruction(d, _ordered(d), w, TODAY),
    "dispatching.dispatch requirement": lambda d, w: dispatching.dispatch(
        d, _matter(d), "assign", "司法所", requirement=w
    ),
    "dispatching.answer_dispatch reply": lambda d, w: dispatching.answer_dispatch(
        d, dispatching.dispatch(d, _matter(d), "assign", "司法所"), w
    ),
    **{f"agreeing.agree {field}": lambda d, w, field=field: _agreed(d, **{field: w}) for field in SAID},
    **{f"correcting.correct {field}": lambda d, w, field=field: _correct(d, **{field: w}) for field in SAID},
    "paying.reschedule reason": lambda d, w: paying.reschedule(d, _part(d), TODAY + timedelta(days=9), w),
    "paying.forgive reason": lambda d, w: paying.forgive(d, _part(d), 100, w),
    "paying.accelerate word": lambda d, w: paying.accelerate(d, _late(d), TODAY, w),
    "paying.pay proof": lambda d, w: paying.pay(d, _agreed(d), 100, TODAY, w),
    "paying.keep_promise note": lambda d, w: paying.keep_promise(d, _agreed(d, parts=()), TODAY, w),
    "six_boxes.add_member duty": lambda d, w: six_boxes.add_member(d, _owned(d), "何静", w),
    "six_boxes.add_measure text": lambda d, w: six_boxes.add_measure(d, _owned(d), w),
    "six_boxes.change_measure text": lambda d, w: six_boxes.change_measure(d, _step(d), w, "", None),
    "six_boxes.finish_measure result": lambda d, w: six_boxes.finish_measure(d, _step(d), TODAY, w),
    "six_boxes.assign_duty requirement": lambda d, w: six_boxes.assign_duty(
        d, _owned(d), next(iter(DutyKind)), "何静", w
    ),
    "six_boxes.add_duty_entry text": lambda d, w: six_boxes.add_duty_entry(d, _owned(d), next(iter(DutyKind)), w),
    "pushing.urge text": _urged,
    "pushing.answer_urge text": lambda d, w: pushing.answer_urge(d, _urged(d), w),
    "pushing.resubmit difficulty": lambda d, w: _asked_again(d, w, "谈过", "协调"),
    "pushing.resubmit tried": lambda d, w: _asked_again(d, "难", w, "协调"),
    "pushing.resubmit asked": lambda d, w: _asked_again(d, "难", "谈过", w),
    "pushing.decide_resubmission decision": lambda d, w: pushing.decide_resubmission(
        d, _asked_again(d, "难", "谈过", "协调"), w
    ),
    "pushing.decide_resubmission new_measure": lambda d, w: pushing.decide_resubmission(
        d, _asked_again(d, "难", "谈过", "协调"), "同意", new_measure=w
    ),
    "pushing.consult conclusion": _consulted,
    "pushing.consult said": lambda d, w: _consulted(d, said=w),
    "pushing.consult task": lambda d, w: _consulted(d, task=w),
    "pushing.escalate reason": _raised,
    "pushing.answer_escalation answer": lambda d, w: pushing.answer_escalation(d, _raised(d), True, w),
    "pushing.report_urgent text": lambda d, w: pushing.report_urgent(d, _owned(d), "first", "县委", w),
}  # fmt: skip
REGISTERS = ("visits.to_matter", "checks.to_matter", "households.to_matter", "becoming.make_matter")
"""They register a matter, which asks itself."""
WITHIN = ("agreeing.as_written", "ending.agreed_in", "telling.tell")
WITHIN += (
    "talk.decide_in",
    "pushing.hold",
    "dispatching.dispatch_in",
    "undertaking.lay",
    "booking.book_in",
    "naming.name_leader_in",
)


def _texts_in(kind: Any) -> Iterator[str]:
    """Fields of text in a parameter of this kind, of the form or of a list of them; empty: it is a text itself."""
    if kind is str:
        yield ""
    elif is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        for one in fields(kind):
            for inside in _texts_in(hints[one.name]):
                yield inside or one.name
    else:
        for argument in typing.get_args(kind):
            yield from _texts_in(argument)


def _texts() -> Iterator[str]:
    for name, act in _acts(ROOMS):
        if name in (*REGISTERS, *WITHIN) or not _writes(act):
            continue
        for parameter, kind in _hints(act).items():
            for inside in _texts_in(kind):
                yield f"{name} {inside or parameter}"


def _hints(act: Any) -> dict[str, Any]:
    module = inspect.getmodule(act)
    beside = {"FieldVisitIn": FieldVisitIn, "Decimal": int, "PlanLine": int}
    hints = typing.get_type_hints(act, {**beside, **vars(module)})
    return {name: kind for name, kind in hints.items() if name not in ("desk", "act", "return")}


def test_every_free_text_is_known() -> None:
    texts = {*_texts()}
    found = {one for one in texts if one.partition(" ")[2] not in EXEMPT} - STAYS.keys() | {*ASKS} & texts
    forgotten = found - ASKS.keys()
    assert forgotten == set(), "does it go through `asking.asked_once.words_as_written`? add it here, or say why not"
    assert ASKS.keys() - found == set(), "no longer there"


@pytest.mark.parametrize("name", ASKS)
def test_a_report_is_asked_about_once_and_leaves_no_word(desk: Desk, name: str) -> None:
    with pytest.raises(Asks, match="像检举控告。只问这一次") as asks, database.db.atomic() as undone:
        try:
            ASKS[name](desk, REPORT)
        finally:
            undone.rollback()
    asks.value.answer(ReportAnswer.REPORT, {})
    ASKS[name](desk, REPORT)
    assert desk.answered == {}, "what was answered is kept until the act is done, and only there"
    waiting = [row.matter.request for row in SealedReport.select()]
    if name.startswith("booking."):
        assert waiting == [], "whoever booked comes and is registered then"
    else:
        assert len(waiting) == 1 and REPORT in waiting[0], "it waits with its words to be handed over"
    for table, rows in _everything().items():
        if table not in ("matter", "search", "search_data"):
            assert "饕餮" not in repr(rows), table


def _everything() -> dict[str, list[tuple[Any, ...]]]:
    from tests.services.given import everything

    return everything()


@pytest.mark.parametrize("name", ASKS)
def test_what_is_none_is_written_as_it_was_typed(desk: Desk, name: str) -> None:
    with pytest.raises(Asks) as asks, database.db.atomic() as undone:
        try:
            ASKS[name](desk, REPORT)
        finally:
            undone.rollback()
    asks.value.answer(ReportAnswer.CLAIM, {})
    ASKS[name](desk, REPORT)
    assert not SealedReport.select().exists() and desk.answered == {}
    told = "".join(entry.after for entry in AuditEntry.select()) + repr(_everything())
    assert REPORT in told


def test_a_report_out_of_a_line_is_of_its_day_and_way(desk: Desk) -> None:
    given = FieldVisitIn(
        day=TODAY - timedelta(days=3), kind=FieldVisitKind.ROUND, who=["周敏"], learnt=REPORT, whom="程有福"
    )
    with pytest.raises(Asks) as asks:
        visits.record(desk, given)
    asks.value.answer(ReportAnswer.REPORT, {})
    visits.record(desk, given)
    matter = Matter.get()
    assert (matter.received_on, matter.channel) == (given.day, Channel.FIELD_VISIT)
    assert SealedReport.get().asked_on == clock.today()


def test_the_instruction_is_asked_about_once_also_as_what_the_unit_is_to_do(desk: Desk) -> None:
    with pytest.raises(Asks) as asks, database.db.atomic() as undone:
        try:
            _talk(desk, Outcome.ASSIGNED, REPORT, requirement=REPORT)
        finally:
            undone.rollback()
    asks.value.answer(ReportAnswer.CLAIM, {})
    made = _talk(desk, Outcome.ASSIGNED, REPORT, requirement=REPORT).matter_id
    assert Dispatch.get().requirement == Instruction.get().text == REPORT
    dispatching.dispatch(desk, made, "assist", "民政所", requirement=REPORT)  # it stands in the 批示 that was answered


def test_what_a_unit_is_told_of_the_talk_is_asked_about(desk: Desk) -> None:
    with pytest.raises(Asks):
        _talk(desk, Outcome.SUBMITTED_UP, told=REPORT)
    with pytest.raises(Asks):
        stages.set_route(desk, _matter(desk), "statutory_duty", REPORT, "司法所", duty="ours")


def test_what_was_answered_is_not_asked_about_again_while_it_stands(desk: Desk) -> None:
    with pytest.raises(Asks) as asks:
        _undertaken(desk, REPORT)
    asks.value.answer(ReportAnswer.CLAIM, {})
    made = _undertaken(desk, REPORT)
    undertaking.correct(desk, made, UndertakingIn(text=REPORT, unit="司法所"), "单位写错")
    with pytest.raises(Asks):
        undertaking.correct(desk, made, UndertakingIn(text=f"{REPORT}和截留低保", unit="司法所"), "补充")
