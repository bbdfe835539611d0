"""What can be done with one line of the tab 文书: a handing-over, an extension, 复查 and 复核, 回避."""

from __future__ import annotations

from jiefang_tui.rules.dispatches import DISPATCHES
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, line_act, undecided
from jiefang_tui.store.models import Dispatch, Document, Extension, Recusal, Review
from jiefang_tui.terms import DispatchKind, DocumentKind, ReviewStage

# -- 交办、转送、协办、呈报


def went_to(row: Dispatch) -> str:
    """The unit and the officer it was handed to."""
    return "、".join(one.name for one in (row.unit, row.officer) if one is not None)


def _is_out(row: Dispatch, what: str) -> str:
    """It is still out with them: neither sent back, nor taken back, nor answered, and one that is answered here."""
    if row.returned_on is not None:
        return f"不能{what}，{went_to(row)}已于{row.returned_on}退回；要再交请重新交办。"
    if row.ended_on is not None:
        return f"不能{what}，这次交办已于{row.ended_on}收回；要再交请重新交办。"
    if row.replied_on is not None:
        return f"不能{what}，{went_to(row)}已于{row.replied_on}答复；后来的变化请记进展。"
    unsigned = DISPATCHES[DispatchKind(row.kind)].unsigned
    return f"不能{what}，{unsigned}" if unsigned else ""


def _may_sign(row: Dispatch) -> str:
    if why := _is_out(row, "签收"):
        return why
    return f"不能再签收，已于{row.signed_on}由{row.signed_by}签收。" if row.signed_on is not None else ""


def _may_deliver(row: Dispatch) -> str:
    if row.signed_on is not None:
        return f"不能再记交件，{went_to(row)}已于{row.signed_on}签收；签收了就是交到了。"
    if row.delivered_on is not None:
        return f"不能再记交件，已于{row.delivered_on}交到；记错的先撤销交件。"
    return _is_out(row, "记交件")


def _may_undo_delivery(row: Dispatch) -> str:
    if row.delivered_on is None:
        return "不能撤销交件，还没有记过交件。"
    if row.signed_on is not None:
        return f"不能撤销交件，{went_to(row)}已于{row.signed_on}签收；签收了就是交到了。"
    return _is_out(row, "撤销交件")


SIGN = line_act("sign", "签收", 1, Dispatch, _may_sign, "law")
ANSWER = line_act("answer_dispatch", "记答复", 2, Dispatch, lambda row: _is_out(row, "记答复"), "law")
SEND_BACK = line_act("send_back", "退回", 3, Dispatch, lambda row: _is_out(row, "退回"), "law")
TAKE_BACK = line_act("end_dispatch", "收回", 0, Dispatch, lambda row: _is_out(row, "收回"), "law")
DELIVER = line_act("deliver", "交件", 4, Dispatch, _may_deliver, "law")
UNDO_DELIVERY = line_act("undo_delivery", "撤销交件", 5, Dispatch, _may_undo_delivery, "law")
DISPATCH_LINE = (SIGN, ANSWER, SEND_BACK, DELIVER, UNDO_DELIVERY)

# -- 文书


def _may_untell(row: Document) -> str:
    label = DocumentKind(row.kind).label
    if row.kind == DocumentKind.REPORT_UP:
        return "不能撤回告知，办结报告是报上级的；请用「撤回办结报告」。"
    if row.served_on is None:
        return f"不能撤回告知，这份{label}还没有告知；不用撤回。"
    if row.kind == DocumentKind.HANDLING_OPINION:
        return "不能撤回告知，处理意见书送达即办结；日期错了请更正日期，没有送到的请重新办理。"
    return ""


def _may_undo_report(row: Document) -> str:
    return "" if row.kind == DocumentKind.REPORT_UP else "不能撤回办结报告，这是给信访人的文书；请用「撤回告知」。"


UNDO_REPORT_UP = line_act("undo_report_up", "撤回办结报告", 0, Document, _may_undo_report, "law")
UNTELL = line_act("untell", "撤回告知", 0, Document, _may_untell, "law")

# -- 延期


def _may_tell(row: Extension) -> str:
    if row.undone_on is not None:
        return "不能记告知，这次延期已经撤销；撤销了的不用告知。"
    return f"不能再记，延期理由已于{row.told_on}告知。" if row.told_on is not None else ""


def _may_undo(facts: ActFacts) -> str:
    if facts.row.undone_on is not None:
        return f"不能再撤销，这次延期已于{facts.row.undone_on}撤销。"
    if why := undecided("撤销延期")(facts):
        return why
    if facts.at.handling_due is None:
        return "不能撤销延期，办结期限已经不再计算；不用撤销。"
    return ""


TELL_EXTENSION = line_act("tell_extension", "记下已告知", 1, Extension, _may_tell, "law")
UNDO_EXTENSION = ActSpec("undo_extension", "撤销延期", 0, _may_undo, "undo_extension", "law", model=Extension)

# -- 复查, 复核


def _may_serve(row: Review) -> str:
    label = ReviewStage(row.stage).label
    if row.concluded_on is None:
        return f"不能登记送达，{label}还没有结论；请先登记结论，再登记送达。"
    return f"不能再登记，{label}意见已于{row.served_on}送达。" if row.served_on is not None else ""


SERVE_REVIEW = line_act("serve_review", "记送达", 1, Review, _may_serve, "law")

# -- 回避


def _may_end(row: Recusal) -> str:
    return f"不能再解除，回避已于{row.ended_on}解除。" if row.ended_on is not None else ""


END_RECUSAL = line_act("end_recusal", "解除回避", 0, Recusal, _may_end, "law")

ACTS = (*DISPATCH_LINE, TAKE_BACK, UNTELL, UNDO_REPORT_UP, TELL_EXTENSION, UNDO_EXTENSION, SERVE_REVIEW, END_RECUSAL)
