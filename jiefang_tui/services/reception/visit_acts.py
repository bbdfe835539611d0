"""What can be done with one arrival that was written down: put right, given to the right person, taken back."""

from __future__ import annotations

from typing import Any

from jiefang_tui.services.desk.acts import line_act
from jiefang_tui.store.models import (
    Commitment,
    Correction,
    Dispatch,
    Document,
    Instruction,
    Matter,
    NamedLeader,
    SealedReport,
    SupervisionCard,
    Urge,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import (
    OPEN_VISIT_STATES,
    AppointmentState,
    Category,
    Channel,
    DocumentKind,
    MatterState,
    Outcome,
    PairKind,
    VisitState,
)


def pairs_of(visit: Visit) -> list[VisitMatter]:
    """What it was about, in the order in which that was told."""
    return list(VisitMatter.select().where(VisitMatter.visit == visit).order_by(VisitMatter.ordinal, VisitMatter.id))


def is_sealed(pair: VisitMatter) -> bool:
    """Whether nothing of it is kept here (Regulation Art. 30(3))."""
    return pair.outcome == Outcome.SEALED or pair.matter.category == Category.REPORT_ACCUSATION


def _may_correct_outcome(visit: Visit) -> str:
    decided = [pair for pair in pairs_of(visit) if pair.outcome]
    if not decided:
        return "不能更正，还没有处理结果；请接谈后按 ^S 定处理。"
    if all(is_sealed(pair) for pair in decided):
        return "不能更正，已按检举控告办；不是检举的，移送前在那件里按「不是检举控告」恢复。"
    return ""


def _may_correct_note(visit: Visit) -> str:
    if all(is_sealed(pair) for pair in pairs_of(visit)) and pairs_of(visit):
        return "不能更正，密件不留接谈记录；请记在移送的纸件上。"
    return "" if visit.talk_note else "不能更正，还没有接谈记录；接谈时直接写。"


def new_matters(visit: Visit) -> list[Matter]:
    """The matters that were registered with this arrival and that no other arrival stands for."""
    mine = [pair.matter for pair in pairs_of(visit) if pair.kind == PairKind.INITIAL]
    others = VisitMatter.select(VisitMatter.matter).join(Visit).where((Visit.id != visit.id) & Visit.counts)
    shared = {row.matter_id for row in others.where(VisitMatter.matter.in_([one.id for one in mine]))}
    return [one for one in mine if one.id not in shared]


MERGE_INSTEAD = "重复的请接谈时按 7 并入，或者在事项里并入"


def _is_talked(visit: Visit, pairs: list[VisitMatter]) -> bool:
    talked = visit.state in (VisitState.IN_TALK, VisitState.RECEIVED) or visit.talk_note
    return bool(talked or any(pair.outcome for pair in pairs))


def why_not_void(visit: Visit) -> str:
    """Never after a talk, a notice or a handing-over: what came of it would vanish with it."""
    if visit.state == VisitState.VOIDED:
        return f"不能再作废，已于{visit.voided_on}作废。"
    pairs = pairs_of(visit)
    if _is_talked(visit, pairs):
        return f"不能作废，已经接谈；{MERGE_INSTEAD}。"
    for matter in new_matters(visit):
        if why := came_of(matter):
            return f"不能作废，{why}；{MERGE_INSTEAD}。"
    if any(pair.kind == PairKind.INITIAL and pair.matter not in new_matters(visit) for pair in pairs):
        return f"不能作废，后来又为这件事来过；{MERGE_INSTEAD}。"
    return ""


_PUSHES: dict[Any, str] = {
    Instruction: "已有领导批示", Commitment: "已有承诺事项", Urge: "已经催办", SupervisionCard: "已经发牌",
}  # fmt: skip


def came_of(matter: Matter) -> str:
    """What has come of a matter since it was registered; empty while nothing has."""
    told = Document.served_on.is_null(False) | (Document.kind != DocumentKind.SLIP)  # a slip printed tells nobody
    if matter.notified_on is not None or Document.select().where((Document.matter == matter) & told).exists():
        return "已经书面告知"
    if Dispatch.select().where(Dispatch.matter == matter).exists():
        return "已经交出办理"
    asked = (SealedReport.confirmed_by != "") | SealedReport.printed_on.is_null(False)
    if SealedReport.select().where((SealedReport.matter == matter) & asked).exists():
        return "是两人确认过或者已打印密件的检举控告(不是的，在那件里按「不是检举控告」恢复)"
    for model, what in _PUSHES.items():
        if model.select().where(model.matter == matter).exists():
            return what
    if matter.state != MatterState.REGISTERED or Matter.select().where(Matter.merged_into == matter).exists():
        return f"这件{MatterState(matter.state).label}"
    return ""


def why_not_void_one(visit: Visit, pair: VisitMatter) -> str:
    """Whether one matter of several can be voided by itself: nothing may have come of that one, nor of the talk."""
    if pair.kind == PairKind.INITIAL:
        if pair.matter not in new_matters(visit):
            return f"不能作废，后来又为这件事来过；{MERGE_INSTEAD}。"
        if why := came_of(pair.matter):
            return f"不能作废，{why}；{MERGE_INSTEAD}。"
    return ""


def _may_void_one(visit: Visit) -> str:
    if visit.state == VisitState.VOIDED:
        return f"不能再作废，已于{visit.voided_on}作废。"
    pairs = pairs_of(visit)
    if len(pairs) < 2:
        return "不能只作废一件，这次来访只有一件；整次登错了的请登记作废。"
    if _is_talked(visit, pairs):
        return f"不能作废，已经接谈；{MERGE_INSTEAD}。"
    whys = [why_not_void_one(visit, pair) for pair in pairs]
    return "" if "" in whys else whys[0]


def voided_apart(visit: Visit) -> list[Correction]:
    """The matters that were voided by themselves and still are: with what was said of each, and why."""
    here = [pair.matter_id for pair in pairs_of(visit)]
    mine = Correction.is_voided_pair & (Correction.row_id == visit.id) & Correction.matter.not_in(here)
    last = {row.matter_id: row for row in Correction.select().where(mine).order_by(Correction.id)}
    return list(last.values())


def _may_restore_one(visit: Visit) -> str:
    if why := _may_change(visit):
        return why
    return "" if voided_apart(visit) else "不能恢复，这次来访没有单独作废的事项。"


def _may_restore(visit: Visit) -> str:
    return "" if visit.state == VisitState.VOIDED else "不能恢复，这次登记没有作废。"


def _may_be_received(visit: Visit) -> str:
    return (
        "" if visit.state == VisitState.LEFT else f"不能改，现在是「{VisitState(visit.state).label}」，不是未接谈离开。"
    )


def _may_have_left(visit: Visit) -> str:
    if any(pair.outcome for pair in pairs_of(visit)) or visit.talk_note:
        return "不能改，已有接谈记录或处理结果；记错了请先更正那些。"
    done = (VisitState.RECEIVED, *OPEN_VISIT_STATES)
    return "" if visit.state in done else f"不能改，现在是「{VisitState(visit.state).label}」。"


CORRECT_OUTCOME = line_act("correct_outcome", "更正处理结果", 1, Visit, _may_correct_outcome, "reception")


def _may_change(visit: Visit) -> str:
    return f"不能改，这次登记已于{visit.voided_on}作废；作废错了请恢复登记。" if visit.voided_on is not None else ""


def _may_move(visit: Visit) -> str:
    if why := _may_change(visit):
        return why
    if pairs_of(visit) and all(is_sealed(pair) for pair in pairs_of(visit)):
        return "不能改，密件不留来访人；请记在移送的纸件上。"
    return ""


CORRECT_NOTE = line_act("correct_note", "更正接谈记录", 2, Visit, _may_correct_note, "reception")

CORRECT_VISIT = line_act("correct_visit", "改来访登记", 3, Visit, _may_change, "reception")
MOVE_VISIT = line_act("move_visit", "换到另一人名下", 4, Visit, _may_move, "reception")
CORRECT_NAME = line_act("correct_name", "改姓名电话住址", 5, Visit, _may_move, "reception")


WAS_NOT_RECEIVED = line_act("was_not_received", "其实没接谈就离开", 6, Visit, _may_have_left, "reception")
WAS_RECEIVED = line_act("was_received", "已接谈，补录结果", 7, Visit, _may_be_received, "reception")
VOID = line_act("void", "登记作废", 8, Visit, why_not_void, "reception")
RESTORE = line_act("restore", "恢复登记", 9, Visit, _may_restore, "reception")
VOID_ONE = line_act("void_one", "作废其中一件", 12, Visit, _may_void_one, "reception")
RESTORE_ONE = line_act("restore_one", "恢复作废的一件", 13, Visit, _may_restore_one, "reception")


def _may_print(visit: Visit) -> str:
    sealed = any(is_sealed(pair) for pair in pairs_of(visit))
    return "不能打印接访登记表，密件用纸面密件登记。" if sealed else ""


PRINT_FORM = line_act("print_form", "打印接访登记表", 10, Visit, _may_print, "reception", looks=True)


def _may_correct_category(visit: Visit) -> str:
    if why := _may_change(visit):
        return why
    readable = [pair for pair in pairs_of(visit) if not is_sealed(pair)]
    return "" if readable else "不能更正类别，这次来访没有别的事项；登记成检举控告的，在那件里按「不是检举控告」恢复。"


VISIT_CATEGORY = line_act("visit_category", "更正类别", 11, Visit, _may_correct_category, "reception")


def _may_name(visit: Visit) -> str:
    """点名接访: of who came in person, and not about a report, of which nobody is told."""
    if why := _may_change(visit):
        return why
    if not Channel(visit.channel).is_visit:
        return "不能点名，来件没有人在等；要请领导看的，在事项里记批示。"
    return "不能点名，检举控告按密件移送。" if any(is_sealed(pair) for pair in pairs_of(visit)) else ""


def _named(visit: Visit) -> NamedLeader | None:
    found: NamedLeader | None = NamedLeader.get_or_none(NamedLeader.visit == visit)
    return found


def _may_book_named(visit: Visit) -> str:
    if why := _may_name(visit):
        return why
    named = _named(visit)
    if named is None:
        return "不能约，这次来访没有点名；先点名接访。"
    if named.appointment is not None and named.appointment.state == AppointmentState.BOOKED:
        return f"不能再约，已约{named.appointment.day:%m-%d}；要改，在约访那一行按 Enter。"
    return ""


def _may_unname(visit: Visit) -> str:
    return _may_name(visit) or ("" if _named(visit) is not None else "不能取消，这次来访没有点名。")


NAME_LEADER = line_act("name_leader", "点名接访", 14, Visit, _may_name, "reception")
BOOK_NAMED = line_act("book_named", "约到其下次接访日", 15, Visit, _may_book_named, "reception")
UNNAME = line_act("unname_leader", "取消点名", 16, Visit, _may_unname, "reception")

VISIT = (
    CORRECT_OUTCOME,
    CORRECT_NOTE,
    CORRECT_VISIT,
    MOVE_VISIT,
    CORRECT_NAME,
    WAS_NOT_RECEIVED,
    WAS_RECEIVED,
    VOID,
    RESTORE,
    PRINT_FORM,
    VISIT_CATEGORY,
    VOID_ONE,
    RESTORE_ONE,
    NAME_LEADER,
    BOOK_NAMED,
    UNNAME,
)
"""What Insert offers on the page of a visit."""

ACTS = VISIT
