"""The matter: its entries, corrections, the county's number, attachments, commitments, and the simple result."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jiefang_tui.services.closure.acts import PROMISE
from jiefang_tui.services.closure.line_acts import FULFIL
from jiefang_tui.services.desk.acting import Seen, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.files import remove_files
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.moving import begun_on, day_of, move, must_be_undecided, must_take_words
from jiefang_tui.services.desk.people import officer_named, unit_named
from jiefang_tui.services.desk.storage import storage_sentence, storing
from jiefang_tui.services.law.dispatching import end_leads
from jiefang_tui.services.law.recusing import must_hold_no_work
from jiefang_tui.services.matter import acts
from jiefang_tui.services.matter.commitments import CommitmentIn, confirm_in
from jiefang_tui.store import search
from jiefang_tui.store.models import AccessEntry, Attachment, Commitment, Matter, Officer, Responsibility
from jiefang_tui.terms import OPEN_MATTER_STATES, CountyEntry, EntryKind, MatterState

CORRECTABLE = (
    "title", "request", "facts", "content_class", "problem_area", "problem_place", "problem_on", "concerned_unit",
    "concerned_person", "amount_fen", "affected_count", "prior_procedures", "prior_query_code", "is_urgent",
)  # fmt: skip
"""What a clerk may fill in later or correct in a matter."""


def add_entry(desk: Desk, matter_id: int, text: str, on_day: date | None = None) -> None:
    """记进展: append what happened to the timeline, on today or an earlier day."""
    if not text.strip():
        raise Refused("请写明进展。", "text")
    with acting(desk, "matter.entry") as act:
        must(acts.PROGRESS, desk, matter_id)
        # A day before it was registered is taken: what went before is part of the story.
        act.event(matter_id, EntryKind.PROGRESS, text.strip(), day_of(act, on_day))


def correct_matter(
    desk: Desk, matter_id: int, changes: dict[str, Any], reason: str = "", *, version: int | None = None
) -> None:
    """Fill in or correct a matter's fields (`CORRECTABLE`). What stood there stays in the audit entry.

    `version`: of the matter as the form showed it.
    """
    with acting(desk, "matter.correct", reason, seen=Seen(Matter, matter_id, version)) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must_take_words(matter)
        about = {name: str(changes.get(name, getattr(matter, name))) for name in ("concerned_person", "concerned_unit")}
        if about.keys() & changes.keys():
            must_hold_no_work(matter, *about.values(), field="concerned_person")
        for column, value in changes.items():
            if column not in CORRECTABLE:
                raise KeyError(column)
            setattr(matter, column, value)
        if not matter.title.strip():
            raise Refused("事项名称不能为空。", "title")
        search.index_matter(matter, desk.reference.pinyin)


def record_county(
    desk: Desk,
    matter_id: int,
    state: str,
    number: str = "",
    query_code: str = "",
    entered_on: date | None = None,
    *,
    version: int | None = None,
) -> None:
    """Note the county system's number, query code and entry state (Regulation Art. 21(2)).

    `version`: of the matter as the form showed it.
    """
    with acting(desk, "matter.county", seen=Seen(Matter, matter_id, version)) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        entered = CountyEntry(state) in (CountyEntry.ENTERED, CountyEntry.FROM_COUNTY)
        if CountyEntry(state) is CountyEntry.ENTERED and not number.strip():
            raise Refused("请填写上级系统的信访件编号。", "number")
        if entered_on is not None and entered_on > act.today:
            raise Refused("录入日期不能晚于今天。", "entered_on")
        matter.county_state, matter.county_no = CountyEntry(state), number.strip()
        matter.county_query_code = query_code.strip()
        matter.county_entered_on = (entered_on or act.today) if entered else None
        search.index_matter(matter, desk.reference.pinyin)
        label = CountyEntry(state).label
        act.event(matter_id, EntryKind.CHANGE, f"上级信访信息系统：{label} {number}".rstrip())


def confirm_commitment(
    desk: Desk,
    matter_id: int,
    text: str,
    due_on: date | None = None,
    amount_fen: int | None = None,
    leader: str = "",
    post: str = "",
    unit: str = "",
    *,
    owed_by: str = "",
) -> int:
    """Write down a commitment (承诺事项) that a leader confirmed; what was merely said is not one.

    `owed_by`: the private debtor who has to keep it (欠款的老板); nobody gets a card for it.
    """
    if not text.strip():
        raise Refused("请填写承诺了什么。", "text")
    with acting(desk, "commitment.confirm") as act:
        must(PROMISE, desk, matter_id)
        matter = Matter.get_by_id(matter_id)
        who = officer_named(act, leader, post, unit, field="leader")
        if who is None:
            raise Refused("请填写由哪位领导确认。", "leader")
        must_be_free(matter, who, field="leader")
        promised = CommitmentIn(text.strip(), due_on, amount_fen, owed_by.strip())
        row = confirm_in(act, matter, promised, who.id, act.today)
        act.about(row)
    return row.id


def fulfil_commitment(desk: Desk, commitment_id: int, on_day: date, proof: str) -> None:
    """Mark a commitment as kept, with the proof."""
    with acting(desk, "commitment.fulfil") as act:
        row = act.change(Commitment.get_by_id(commitment_id))
        act.about(row)
        must(FULFIL, desk, row.matter_id, row)
        if on_day > act.today:
            raise Refused("兑现日期不能晚于今天。", "on_day")
        if on_day < row.matter.received_on:
            raise Refused(f"兑现日期不能早于登记日{row.matter.received_on}。", "on_day")
        row.fulfilled_on, row.proof = on_day, proof.strip()
        act.event(row.matter_id, EntryKind.COMMITMENT, f"承诺已兑现：{row.text} {proof}".rstrip(), on_day)


def note_first_contact(desk: Desk, matter_id: int, on_day: date | None, by: str, reason: str = "") -> None:
    """首次联系: when somebody first spoke with the petitioner, and who. One that was written down is put right with a
    reason; without a day it was none.
    """
    with acting(desk, "matter.first_contact", reason.strip()) as act:
        must(acts.FIRST_CONTACT, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        before = matter.first_contact_on
        if before is not None and not reason.strip():
            raise Refused(f"已记{before}首次联系，更正请写明原因。", "reason")
        if before is None and on_day is None:
            raise Refused("请填写哪天联系的。", "on_day")
        if on_day is not None:
            day_of(act, on_day)
            by = by.strip() or desk.officer_name
        matter.first_contact_on, matter.first_contact_by = on_day, by.strip() if on_day is not None else ""
        said = f"首次联系：{on_day}，{by}" if on_day is not None else "没有首次联系"
        why = f"(原记{before}，{reason.strip()})" if before is not None else ""
        act.event(
            matter_id, EntryKind.PROGRESS if before is None else EntryKind.CHANGE, said + why, on_day or act.today
        )


def assign_simple(
    desk: Desk, matter_id: int, unit: str, officer: str, due_on: date | None, post: str = "", note: str = ""
) -> None:
    """A simple matter has an owner and a date (and later a result) instead of 三定三包.

    `post` is asked once, for an officer nobody has written down yet; `note`: what is asked of them.
    """
    with acting(desk, "matter.assign") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must_be_undecided(matter, "定责任人")
        if Responsibility.select().where(Responsibility.matter == matter).exists():
            raise Refused("包案件的责任人在三定三包里定，不在这里定。")
        known = Officer.select().where(Officer.name == officer.strip()).exists()
        owner = officer_named(act, officer, post, "" if known else unit, field="officer")
        lead = unit_named(act, unit)
        if owner is None and lead is None:
            raise Refused("请填写责任人或主办单位。", "officer")
        matter.handler, matter.lead_unit, matter.due_on = owner, lead, due_on
        must_be_free(matter, owner, field="officer")
        must_be_free(matter, unit=lead, field="unit")
        if matter.state in (MatterState.REGISTERED, MatterState.HANDLING):  # else somebody sees to it meanwhile
            end_leads(act, matter)
            move(act, matter, MatterState.HANDLING)
        who = "、".join(row.name for row in (lead, owner) if row is not None)
        until = f"，{due_on}前" if due_on else ""
        asks = f"：{note.strip()}" if note.strip() else ""
        act.event(matter_id, EntryKind.CHANGE, f"由{who}办理{until}{asks}")


def conclude_simple(desk: Desk, matter_id: int, result: str, on_day: date) -> None:
    """办结 of a simple matter: its result and the day. A matter under a leader is closed through its sheet."""
    if not result.strip():
        raise Refused("请写明办理结果。", "result")
    with acting(desk, "matter.conclude") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        if matter.state not in OPEN_MATTER_STATES:
            raise Refused("这个事项已经了结，不用再办结。")
        must_be_undecided(matter, "办结")
        if Responsibility.select().where(Responsibility.matter == matter).exists():
            raise Refused("包案件按三定三包办理，不在这里办结。")
        if on_day > act.today:
            raise Refused("办结日期不能晚于今天。", "on_day")
        begun = begun_on(matter)
        if on_day < begun:
            raise Refused(f"办结日期不能早于{begun}。", "on_day")
        move(act, matter, MatterState.CONCLUDED)
        matter.result, matter.concluded_on = result.strip(), on_day
        act.event(matter_id, EntryKind.OUTCOME, f"办结：{result.strip()}", on_day)


def attach_file(desk: Desk, matter_id: int, source: Path, name: str = "") -> int:
    """Copy a file into the data folder and note it with its SHA-256. Returns the attachment's id."""
    copied: list[Path] = []
    try:
        with acting(desk, "attachment.add") as act:
            must_take_words(Matter.get_by_id(matter_id))
            try:
                kept, digest, size = _copy_in(desk, source, copied)
            except OSError as error:
                if not source.exists():
                    raise Refused("没有找到这个文件，请检查路径。", "path") from error
                raise Refused(storage_sentence(error), "path") from error
            row = act.create(
                Attachment,
                matter=matter_id,
                name=name.strip() or source.name,
                kept_at=kept,
                sha256=digest,
                size=size,
                added_at=act.now,
                officer=desk.officer_id,
            )
            act.event(matter_id, EntryKind.ATTACHMENT, f"附件：{row.name}")
    except BaseException:
        remove_files(copied)
        raise
    return row.id


def attach_paper(desk: Desk, matter_id: int, name: str, kept_at: str) -> int:
    """Note a paper (or a photo kept elsewhere) and where it lies."""
    if not name.strip():
        raise Refused("请填写附件名称。", "name")
    with acting(desk, "attachment.add") as act:
        must_take_words(Matter.get_by_id(matter_id))
        row = act.create(
            Attachment,
            matter=matter_id,
            name=name.strip(),
            kept_at=kept_at.strip(),
            added_at=act.now,
            officer=desk.officer_id,
        )
        act.event(matter_id, EntryKind.ATTACHMENT, f"附件：{row.name}")
    return row.id


def _copy_in(desk: Desk, source: Path, copied: list[Path]) -> tuple[str, str, int]:
    """Copy `source` under its digest's name, temp file first. Returns (name under attachments/, SHA-256, bytes).

    A file that was not there before is added to `copied`. Raises `OSError`.
    """
    import hashlib
    import shutil

    if not source.is_file():
        raise FileNotFoundError(source)
    with source.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    folder = desk.folder.attachments
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{digest[:16]}{source.suffix.lower()}"
    if not kept.exists():
        temporary = kept.with_suffix(kept.suffix + ".part")
        try:
            shutil.copyfile(source, temporary)
            temporary.replace(kept)
            copied.append(kept)
        finally:
            temporary.unlink(missing_ok=True)
    return kept.name, digest, kept.stat().st_size


def note_access(desk: Desk, subject: str, action: str) -> None:
    """Write down that somebody looked at personal data in full. No audit entry: nothing was changed.

    Raises `Refused` when the file does not take it; the screen then shows nothing in full.
    """
    from jiefang_tui import clock

    if desk.read_only:
        return
    with storing():
        AccessEntry.create(
            at=clock.now(), officer_id=desk.officer_id, officer_name=desk.officer_name, subject=subject, action=action
        )
