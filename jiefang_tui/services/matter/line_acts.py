"""What can be done with one line of 概况: another matter it is linked with, a merge, a 批示."""

from __future__ import annotations

from jiefang_tui.services.desk.acts import always, line_act
from jiefang_tui.store.models import Instruction, MatterLink, Merge


def _may_unlink(row: MatterLink) -> str:
    return f"不能再解除，这个关联已于{row.undone_on}解除。" if row.undone_on is not None else ""


def may_undo_merge(row: Merge) -> str:
    """Of this row; what became of the two since is asked when it is done."""
    return f"不能再撤销，这次合并已于{row.undone_on}撤销。" if row.undone_on is not None else ""


OPEN_LINKED = line_act("open_linked", "打开另一件", 1, MatterLink, always, "matter", looks=True)
UNLINK = line_act("unlink", "解除关联", 2, MatterLink, _may_unlink, "matter")
LINK_LINE = (OPEN_LINKED, UNLINK)

OPEN_MERGED = line_act("open_merged", "打开另一边", 1, Merge, always, "matter", looks=True)
UNDO_MERGE = line_act("undo_merge", "撤销合并", 2, Merge, may_undo_merge, "matter")
MERGE_LINE = (OPEN_MERGED, UNDO_MERGE)


def _may_answer(row: Instruction) -> str:
    return f"不能再登记，这条批示已于{row.answered_on}办理。" if row.answered_on is not None else ""


def _may_unanswer(row: Instruction) -> str:
    return "" if row.answered_on is not None else "不能收回，这条批示还没有登记办理情况。"


CORRECT_INSTRUCTION = line_act("correct_instruction", "更正批示", 1, Instruction, always, "matter")
ANSWER_INSTRUCTION = line_act("answer_instruction", "办理情况", 2, Instruction, _may_answer, "matter")
UNANSWER_INSTRUCTION = line_act("unanswer_instruction", "收回办理情况", 3, Instruction, _may_unanswer, "matter")
INSTRUCTION_LINE = (CORRECT_INSTRUCTION, ANSWER_INSTRUCTION, UNANSWER_INSTRUCTION)

ACTS = (*LINK_LINE, *MERGE_LINE, *INSTRUCTION_LINE)
