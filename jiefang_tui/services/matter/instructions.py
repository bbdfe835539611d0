"""批示 put right (a word misheard, the wrong unit or day; the old text is kept), and what became of one."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.moving import day_of
from jiefang_tui.services.desk.people import unit_named
from jiefang_tui.services.matter.line_acts import ANSWER_INSTRUCTION, CORRECT_INSTRUCTION, UNANSWER_INSTRUCTION
from jiefang_tui.store.models import Instruction
from jiefang_tui.terms import EntryKind


def correct_instruction(
    desk: Desk, instruction_id: int, text: str, unit: str, due_on: date | None, signed_on: date | None, reason: str
) -> None:
    """Let a 批示 say what the leader wrote. `Refused` without a reason, or where nothing is changed."""
    if not text.strip():
        raise Refused("批示不能改成空的；写错了地方的，请改成领导实际的批示。", "text")
    if not reason.strip():
        raise Refused("请写明更正的原因。", "reason")
    with acting(desk, "instruction.correct", reason.strip()) as act:
        row = act.change(Instruction.get_by_id(instruction_id))
        act.about(row)
        must(CORRECT_INSTRUCTION, desk, row.matter_id, row)
        if signed_on is not None and signed_on > act.today:
            raise Refused("签批日期不能晚于今天。", "signed_on")
        to, was = unit_named(act, unit), row.text
        text = words_as_written(act, {"text": text}, (was,))["text"]
        new = {"text": text, "unit": to, "due_on": due_on, "signed_on": signed_on or row.signed_on}
        changed = tuple(name for name, value in new.items() if getattr(row, name) != value)
        if not changed:
            raise Refused("和原来的一样，没有改动。", "text")
        old_unit = row.unit.name if row.unit is not None else ""
        keep_old(act, row.matter_id, row, changed, reason.strip(), unit=old_unit)
        for name in changed:
            setattr(row, name, new[name])
        said = f"更正批示：原「{was}」" if "text" in changed else "更正批示的单位或日期"
        quiet_event(act, row.matter_id, EntryKind.INSTRUCTION, f"{said}，原因：{reason.strip()}")


def answer_instruction(desk: Desk, instruction_id: int, answer: str, on_day: date | None) -> None:
    """批示办理: what became of it, told the leader on `on_day` (today without one). `Refused` without words."""
    if not answer.strip():
        raise Refused("请写明办理情况。", "answer")
    with acting(desk, "instruction.answer") as act:
        row = act.change(Instruction.get_by_id(instruction_id))
        act.about(row)
        must(ANSWER_INSTRUCTION, desk, row.matter_id, row)
        day = day_of(act, on_day, row.signed_on)
        row.answered_on, row.answer = day, words_as_written(act, {"answer": answer}, day=day)["answer"]
        act.event(row.matter_id, EntryKind.INSTRUCTION, f"批示办理：{row.answer}", row.answered_on)


def unanswer_instruction(desk: Desk, instruction_id: int, reason: str) -> None:
    """It was not done after all: it waits again. What was said stays in the timeline."""
    if not reason.strip():
        raise Refused("请写明收回的原因。", "reason")
    with acting(desk, "instruction.unanswer", reason.strip()) as act:
        row = act.change(Instruction.get_by_id(instruction_id))
        act.about(row)
        must(UNANSWER_INSTRUCTION, desk, row.matter_id, row)
        said = f"收回批示办理：原记{row.answered_on}「{row.answer}」，原因：{reason.strip()}"
        row.answered_on, row.answer = None, ""
        quiet_event(act, row.matter_id, EntryKind.INSTRUCTION, said)
