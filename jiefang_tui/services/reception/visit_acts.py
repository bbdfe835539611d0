"""What can be done with one arrival that was written down: put right, given to the right person, taken back."""

from __future__ import annotations

from jiefang_tui.services.desk.acts import line_act
from jiefang_tui.store.models import Visit, VisitMatter
from jiefang_tui.terms import Category, Outcome


def pairs_of(visit: Visit) -> list[VisitMatter]:
    """What it was about, in the order in which that was told."""
    return list(VisitMatter.select().where(VisitMatter.visit == visit).order_by(VisitMatter.ordinal, VisitMatter.id))


def is_sealed(pair: VisitMatter) -> bool:
    """Whether nothing of it is kept here (Regulation Art. 30(3))."""
    return pair.outcome == Outcome.SEALED or pair.matter.category == Category.REPORT_ACCUSATION


def _may_correct_outcome(visit: Visit) -> str:
    decided = [pair for pair in pairs_of(visit) if pair.outcome]
    if not decided:
        return "不能更正处理结果，这次来访还没有记处理结果；请接谈后按 ^S 定处理。"
    if all(is_sealed(pair) for pair in decided):
        return "不能更正，已按密件移送，本机不再留内容；另有诉求的请按 F2 另登记一件。"
    return ""


def _may_correct_note(visit: Visit) -> str:
    if all(is_sealed(pair) for pair in pairs_of(visit)) and pairs_of(visit):
        return "不能更正，密件不留接谈记录；请记在移送的纸件上。"
    return "" if visit.talk_note else "不能更正，还没有接谈记录；接谈时直接写。"


CORRECT_OUTCOME = line_act("correct_outcome", "更正处理结果", 1, Visit, _may_correct_outcome, "reception")
CORRECT_NOTE = line_act("correct_note", "更正接谈记录", 2, Visit, _may_correct_note, "reception")

VISIT = (CORRECT_OUTCOME, CORRECT_NOTE)
"""What Insert offers on the page of a visit."""

ACTS = VISIT
