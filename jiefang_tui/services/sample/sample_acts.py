"""The acts of data/sample/day.toml: a step names one and what it needs, and it is done through the services."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jiefang_tui import clock
from jiefang_tui.services.closure import closing, resting
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import dispatching, reviewing, stages, telling
from jiefang_tui.services.matter import matters
from jiefang_tui.services.reception import booking, intake, receiving, talk
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.sample.sample_dates import day_named, moment_named
from jiefang_tui.services.sample.sample_stage import Stage, Step
from jiefang_tui.services.sample.sample_ways import WAYS
from jiefang_tui.services.supervision import cards, level_skips, pushing
from jiefang_tui.services.together import opposite, undertaking
from jiefang_tui.store.models import Dispatch, Measure, Petitioner, Responsibility
from jiefang_tui.store.queries.reception.sessions import session_on
from jiefang_tui.terms import ServiceWay


def play(stage: Stage, step: Step) -> None:
    """Do one step. What is wrong in the story is an error here, not a gap in the sample."""
    own = _OWN.get(step["do"])
    if own is not None:
        own(stage, step)
        return
    act, subject, on = _CALLS[step["do"]]
    given = {}
    for name in step.keys() - {"at", "do", "key", subject}:
        column = _ALIASES.get(name, name)
        given[column] = _value(stage, column, step[name])
    if on:
        given.setdefault(on, clock.today())
    made = act(stage.desk, *_about(stage, subject, step.get(subject, "")), **given)
    if "key" in step:
        stage.kept[step["key"]] = made


def _about(stage: Stage, subject: str, name: str) -> tuple[int, ...]:
    """The id that an act is about; ``last:pond`` is the newest handing-over or measure of that matter."""
    if not subject:
        return ()
    if name.startswith("last:"):
        matter_id = stage.matters[name.removeprefix("last:")]
        rows: Any
        if subject == "dispatch":
            rows = Dispatch.select().where(Dispatch.matter == matter_id).order_by(Dispatch.id.desc())
        else:
            rows = Measure.select().join(Responsibility).where(Responsibility.matter == matter_id)
            rows = rows.order_by(Measure.id.desc())
        return (rows.get().id,)
    names = stage.matters if subject == "matter" else stage.visits if subject == "visit" else stage.kept
    return (names[name],)


_ALIASES = {"due": "due_on", "amount": "amount_fen", "query": "query_code"}
_DAYS = ("due_on", "on_day", "told_on", "served_on", "issued_on", "answer_due", "assigned_due", "new_due",
         "received_on", "requested_on", "concluded_on")  # fmt: skip


def _value(stage: Stage, name: str, value: Any) -> Any:
    """A value of the script as the act takes it: days by their names, yuan as fen."""
    if name in _DAYS:
        return day_named(value, stage.day)
    if name == "amount_fen":
        return int(value) * 100
    if isinstance(value, str) and "{" in value:
        return value.format(year=clock.today().year, last_year=clock.today().year - 1)
    if name == "parts":
        return [pushing.PartIn(**{key: _value(stage, key, one) for key, one in part.items()}) for part in value]
    return value


def _session(stage: Stage, step: Step) -> None:
    made = receiving.open_session(
        stage.desk,
        mode=step.get("mode", "any_time"),
        leader=step["leader"],
        subject=step.get("subject", ""),
        place=step.get("place", ""),
        units=step.get("units", ()),
    )
    if "key" in step:
        stage.kept[step["key"]] = made


def _visit(stage: Stage, step: Step) -> None:
    session = session_on(clock.today())
    if session is None or session.leader_id is None:
        receiving.open_session(stage.desk, leader=stage.leader)
    person = stage.people[step["who"]]
    known = Petitioner.get_or_none((Petitioner.name == person["name"]) & (Petitioner.phone == person.get("phone", "")))
    columns: dict[str, Any] = {key: person[key] for key in ("id_no", "phone", "address") if key in person}
    columns |= _from_id(stage, person.get("id_no", ""))
    key = step.get("matter", "")
    representatives = step.get("representatives", 0)
    registered = intake.register_visit(
        stage.desk,
        intake.VisitIn(
            name=person["name"],
            purpose=step.get("purpose", "petition"),
            petitioner_id=known.id if known else None,
            person=columns,
            matters=[_matter(stage, step, key)],
            headcount=step.get("headcount", 1),
            representative_count=representatives,
            companions=[
                intake.CompanionIn(name, is_representative=n < representatives)
                for n, name in enumerate(step.get("companions", ()))
            ],
            needs=step.get("needs", []),
            materials=[_material(text) for text in step.get("materials", ())],
        ),
    )
    if key and registered.matter_ids:
        stage.matters[key] = registered.matter_ids[0]
        stage.last_visit[key] = registered.visit_id
    if "key" in step:
        stage.visits[step["key"]] = registered.visit_id


def _from_id(stage: Stage, id_no: str) -> dict[str, Any]:
    from jiefang_tui.rules.typed.identity import parse_id

    number = parse_id(id_no, stage.day).value if id_no else None
    return {"sex": number.sex, "birth_date": number.birth_date} if number else {}


def _matter(stage: Stage, step: Step, key: str) -> intake.MatterIn:
    amount = step.get("amount")
    return intake.MatterIn(
        request=step["request"],
        matter_id=stage.matters.get(key),
        facts=step.get("facts", ""),
        content_class=_class_code(stage, step.get("class", "")),
        problem_place=step.get("place", ""),
        problem_area=_area_code(stage, step.get("place", "")),
        concerned_unit=step.get("concerned_unit", ""),
        concerned_person=step.get("concerned_person", ""),
        amount_fen=int(amount) * 100 if amount else None,
        affected_count=step.get("affected"),
        prior_procedures=step.get("prior", ""),
    )


def _class_code(stage: Stage, label: str) -> str:
    for one in stage.desk.reference.classes.values():
        if label and one.label.startswith(label):
            return one.code
    return ""


def _area_code(stage: Stage, name: str) -> str:
    for area in stage.desk.reference.areas.values():
        if name and area.name == name:
            return area.code
    return ""


def _material(text: str) -> intake.MaterialIn:
    name, form, pages = text.split()
    return intake.MaterialIn(name, is_original=form == "原件", pages=int(pages.removesuffix("页")))


def _talk(stage: Stage, step: Step) -> None:
    receiving.start_talk(stage.desk, stage.visits[step["visit"]])


def _decide(stage: Stage, step: Step) -> None:
    key = step["matter"]
    visit_id, matter_id = stage.last_visit[key], stage.matters[key]
    with suppress(Refused):  # already let in by a `talk` step
        receiving.start_talk(stage.desk, visit_id)
    instruction = None
    if "instruction" in step:
        instruction = talk.InstructionIn(
            step["instruction"], step.get("instruction_unit", ""), stage.day_of(step, "due"), clock.today()
        )
    talk.decide(
        stage.desk,
        visit_id,
        matter_id,
        talk.OutcomeIn(
            outcome=step["outcome"],
            talk_note=step.get("note", ""),
            instruction=instruction,
            told=step.get("told", ""),
            unit=step.get("unit", ""),
            requirement=step.get("requirement", ""),
            due_on=stage.day_of(step, "due"),
            route=step.get("route", ""),
            next_at=moment_named(step["next"], stage.day) if "next" in step else None,
        ),
    )


def _notice(stage: Stage, step: Step) -> None:
    papers = telling.note_slips(stage.desk, [stage.matters[step["matter"]]])
    telling.tell(stage.desk, papers, ServiceWay.DIRECT, "本人")


def _book(stage: Stage, step: Step) -> None:
    slot = moment_named(step["slot"], stage.day)
    booking.book(stage.desk, step["name"], slot, step["leader"], step["about"], step["phone"])


_OWN: dict[str, Callable[[Stage, Step], None]] = {
    "session": _session,
    "visit": _visit,
    "talk": _talk,
    "decide": _decide,
    "notice": _notice,
    "book": _book,
    **WAYS,
}
"""Acts that need more than their names and values."""

_CALLS: dict[str, tuple[Callable[..., Any], str, str]] = {
    # the matter and its sheet
    "entry": (matters.add_entry, "matter", ""),
    "county": (matters.record_county, "matter", ""),
    "commitment": (matters.confirm_commitment, "matter", ""),
    "fulfil": (matters.fulfil_commitment, "commitment", "on_day"),
    "member": (six_boxes.add_member, "matter", ""),
    "measure": (six_boxes.add_measure, "matter", ""),
    "measure_change": (six_boxes.change_measure, "measure", ""),
    "measure_done": (six_boxes.finish_measure, "measure", "done_on"),
    "duty": (six_boxes.assign_duty, "matter", ""),
    "duty_entry": (six_boxes.add_duty_entry, "matter", ""),
    "fulfilled": (six_boxes.set_fulfilled, "matter", "on_day"),
    # the queue
    "leave": (receiving.leave, "visit", ""),
    "hold": (receiving.hold, "visit", ""),
    # the law's way
    "transfer_in": (stages.record_transfer_in, "matter", "received_on"),
    "accept": (stages.accept, "matter", ""),
    "refuse": (stages.refuse, "matter", ""),
    "paper": (stages.give_notice, "matter", "issued_on"),
    "opinion": (stages.issue_opinion, "matter", ""),
    "serve": (stages.serve, "paper", "on_day"),
    "agreed": (stages.conclude_agreed, "matter", "on_day"),
    "extend": (stages.extend, "matter", ""),
    "dispatch": (dispatching.dispatch, "matter", ""),
    "deliver": (dispatching.deliver, "dispatch", ""),
    "sign": (dispatching.sign, "dispatch", ""),
    "send_back": (dispatching.send_back, "dispatch", ""),
    "review": (reviewing.request_review, "matter", "requested_on"),
    # pushing
    "urge": (pushing.urge, "matter", ""),
    "urge_answer": (pushing.answer_urge, "urge", ""),
    "card": (cards.issue_card, "matter", ""),
    "card_answer": (cards.answer_card, "card", ""),
    "card_withdraw": (cards.withdraw_card, "card", ""),
    "resubmit": (pushing.resubmit, "matter", ""),
    "resubmission_decided": (pushing.decide_resubmission, "resubmission", ""),
    "consult": (pushing.consult, "matter", "on_day"),
    "escalate": (pushing.escalate, "matter", ""),
    "urgent": (pushing.report_urgent, "matter", ""),
    "wait": (resting.wait, "matter", ""),
    # the table
    "invite": (opposite.invite, "opposite", "on_day"),
    "undertaking_done": (undertaking.done, "undertaking", "on_day"),
    # coming to rest
    "backlog": (closing.list_backlog, "matter", ""),
    "follow_up": (resting.follow_up, "matter", ""),
    "executed": (resting.mark_executed, "matter", "on_day"),
    "settled": (resting.mark_settled, "matter", ""),
    "close": (closing.close_matter, "matter", ""),
    "level_skip": (level_skips.add_level_skip, "", ""),
}
"""Acts by name: the function, which name of the story says what it is about, and which parameter is that same day."""
