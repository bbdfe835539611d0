"""The sample reception day (样例接访日): the article's situations with invented people, played through the acts.

Every row comes out of the same functions the desk uses, with the clock standing at the moment it is told of, so the
sample has the history, audit entries and due dates of a real office.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from jiefang_tui import clock, paths
from jiefang_tui.services import intake, matters, reception, responsibility, talk
from jiefang_tui.services.errors import Refused
from jiefang_tui.services.opening import close_desk, found_office
from jiefang_tui.services.people import add_officer
from jiefang_tui.store import database
from jiefang_tui.store.models import Petitioner
from jiefang_tui.store.queries.sessions import session_on

if TYPE_CHECKING:
    from pathlib import Path

    from jiefang_tui.paths import DataFolder
    from jiefang_tui.services.desk import Desk

OPENS_AT = time(9, 14)
"""The demo's clock starts here and runs."""

Step = dict[str, Any]


@dataclass
class _Stage:
    """Who and what the story has named so far."""

    desk: Desk
    day: date
    people: dict[str, Step]
    leader: str
    """Who receives on a day for which the story opens no session of its own."""
    matters: dict[str, int] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    last_visit: dict[str, int] = field(default_factory=dict)
    """Matter key to the visit that last brought it."""
    measures: dict[str, int] = field(default_factory=dict)
    commitments: dict[str, int] = field(default_factory=dict)


def clinic_day(day: date) -> date:
    """The day of the joint clinic: the last Thursday before `day`."""
    return day - timedelta(days=(day.weekday() - 3) % 7 or 7)


def day_named(token: str, day: date) -> date:
    """The date a token of day.toml means (``D``, ``D-35``, ``D+7``, ``THU``, ``NEXT-06-30``)."""
    if token == "THU":
        return clinic_day(day)
    if token.startswith("NEXT-"):
        month, day_of_month = token.removeprefix("NEXT-").split("-")
        return date(day.year + 1, int(month), int(day_of_month))
    named = day + timedelta(days=int(token[1:] or 0))
    while named < day and (named.weekday() > 4 or named == clinic_day(day)):
        named -= timedelta(days=1)
    return named


def _moment(token: str, day: date) -> datetime:
    name, at = token.split()
    return datetime.combine(day_named(name, day), time.fromisoformat(at)).astimezone()


def _in_order(steps: list[Step], day: date) -> list[tuple[datetime, Step]]:
    """The steps with their moments, in the order the story tells them.

    Two days of the story can fall on one working day; then the later day's steps follow the earlier one's.
    """

    def key(pair: tuple[int, Step]) -> tuple[date, int, datetime, int]:
        token = pair[1]["at"].split()[0]
        told = int(token[1:] or 0) if token.startswith("D") else 0
        moment = _moment(pair[1]["at"], day)
        return moment.date(), told, moment, pair[0]

    ordered: list[tuple[datetime, Step]] = []
    for _, step in sorted(enumerate(steps), key=key):
        moment = _moment(step["at"], day)
        if ordered and moment <= ordered[-1][0]:
            moment = ordered[-1][0] + timedelta(minutes=1)
        ordered.append((moment, step))
    return ordered


def build(folder: DataFolder, day: date, source: Path | None = None) -> None:
    """Make the sample office in `folder` (which must hold no office yet), as it stands on `day` at 09:14, and close it.

    The file is written without waiting for the disk, because a throw-away copy has nothing to lose.
    """
    script = tomllib.loads((source or paths.sample_dir() / "day.toml").read_text(encoding="utf-8"))
    steps = _in_order(script["step"], day)
    with clock.at(steps[0][0] - timedelta(hours=1)):
        desk = found_office(folder, script["office"], script["area"], script["officer"])
        database.do_not_wait_for_disk()
        for unit in script["officers"]:
            add_officer(desk, unit["name"], unit.get("post", ""), unit.get("unit", ""))
    stage = _Stage(desk, day, script["people"], script["leader"])
    try:
        for moment, step in steps:
            with clock.at(moment):
                _ACTS[step["do"]](stage, step)
    finally:
        close_desk(desk, keeps_backup=False)


def _day(stage: _Stage, step: Step, key: str) -> date | None:
    return day_named(step[key], stage.day) if key in step else None


def _session(stage: _Stage, step: Step) -> None:
    reception.open_session(
        stage.desk,
        mode=step.get("mode", "any_time"),
        leader=step["leader"],
        subject=step.get("subject", ""),
        units=step.get("units", ()),
    )


def _visit(stage: _Stage, step: Step) -> None:
    session = session_on(clock.today())
    if session is None or session.leader_id is None:
        reception.open_session(stage.desk, leader=stage.leader)
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


def _from_id(stage: _Stage, id_no: str) -> dict[str, Any]:
    from jiefang_tui.rules.identity import parse_id

    number = parse_id(id_no, stage.day).value if id_no else None
    return {"sex": number.sex, "birth_date": number.birth_date} if number else {}


def _matter(stage: _Stage, step: Step, key: str) -> intake.MatterIn:
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


def _class_code(stage: _Stage, label: str) -> str:
    for one in stage.desk.reference.classes.values():
        if label and one.label.startswith(label):
            return one.code
    return ""


def _area_code(stage: _Stage, name: str) -> str:
    for area in stage.desk.reference.areas.values():
        if name and area.name == name:
            return area.code
    return ""


def _material(text: str) -> intake.MaterialIn:
    name, form, pages = text.split()
    return intake.MaterialIn(name, is_original=form == "原件", pages=int(pages.removesuffix("页")))


def _talk(stage: _Stage, step: Step) -> None:
    reception.start_talk(stage.desk, stage.visits[step["visit"]])


def _decide(stage: _Stage, step: Step) -> None:
    key = step["matter"]
    visit_id, matter_id = stage.last_visit[key], stage.matters[key]
    with suppress(Refused):  # already let in by a `talk` step
        reception.start_talk(stage.desk, visit_id)
    instruction = None
    if "instruction" in step:
        instruction = talk.InstructionIn(
            step["instruction"], step.get("instruction_unit", ""), _day(stage, step, "due"), clock.today()
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
            due_on=_day(stage, step, "due"),
            route=step.get("route", ""),
            next_at=_moment(step["next"], stage.day) if "next" in step else None,
        ),
    )


def _notice(stage: _Stage, step: Step) -> None:
    matters.note_notice(stage.desk, (stage.matters[step["matter"]],), "来访告知单")


def _member(stage: _Stage, step: Step) -> None:
    responsibility.add_member(stage.desk, stage.matters[step["matter"]], step["name"], step["duty"])


def _measure(stage: _Stage, step: Step) -> None:
    stage.measures[step["key"]] = responsibility.add_measure(
        stage.desk, stage.matters[step["matter"]], step["text"], step["owner"], _day(stage, step, "due")
    )


def _measure_done(stage: _Stage, step: Step) -> None:
    responsibility.finish_measure(stage.desk, stage.measures[step["measure"]], clock.today(), step["result"])


def _duty(stage: _Stage, step: Step) -> None:
    responsibility.assign_duty(
        stage.desk, stage.matters[step["matter"]], step["kind"], step["officer"], step.get("requirement", "")
    )


def _duty_entry(stage: _Stage, step: Step) -> None:
    responsibility.add_duty_entry(stage.desk, stage.matters[step["matter"]], step["kind"], step["text"])


def _fulfilled(stage: _Stage, step: Step) -> None:
    responsibility.set_fulfilled(stage.desk, stage.matters[step["matter"]], step["kind"], clock.today())


def _commitment(stage: _Stage, step: Step) -> None:
    amount = step.get("amount")
    stage.commitments[step["key"]] = matters.confirm_commitment(
        stage.desk,
        stage.matters[step["matter"]],
        step["text"],
        _day(stage, step, "due"),
        int(amount) * 100 if amount else None,
        step["leader"],
    )


def _fulfil(stage: _Stage, step: Step) -> None:
    matters.fulfil_commitment(stage.desk, stage.commitments[step["commitment"]], clock.today(), step["proof"])


def _county(stage: _Stage, step: Step) -> None:
    matters.record_county(stage.desk, stage.matters[step["matter"]], step["state"], step["number"], step["query"])


def _book(stage: _Stage, step: Step) -> None:
    slot = _moment(step["slot"], stage.day)
    reception.book(stage.desk, step["name"], slot, step["leader"], step["about"], step["phone"])


def _leave(stage: _Stage, step: Step) -> None:
    reception.leave(stage.desk, stage.visits[step["visit"]], step["reason"])


def _hold(stage: _Stage, step: Step) -> None:
    reception.hold(stage.desk, stage.visits[step["visit"]])


_ACTS: dict[str, Callable[[_Stage, Step], None]] = {
    "session": _session,
    "visit": _visit,
    "talk": _talk,
    "decide": _decide,
    "notice": _notice,
    "member": _member,
    "measure": _measure,
    "measure_done": _measure_done,
    "duty": _duty,
    "duty_entry": _duty_entry,
    "fulfilled": _fulfilled,
    "commitment": _commitment,
    "fulfil": _fulfil,
    "county": _county,
    "book": _book,
    "leave": _leave,
    "hold": _hold,
}

