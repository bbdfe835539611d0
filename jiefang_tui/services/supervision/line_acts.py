"""What can be done with a card, an urge, a resubmission, a task, an 提级, an urgent report once it is there."""

from __future__ import annotations

from collections.abc import Callable

from jiefang_tui.rules.cards import LASTING_CAUSES
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, always, first, line_act
from jiefang_tui.services.supervision.acts import pushable
from jiefang_tui.store.models import (
    Consultation,
    ConsultationPart,
    Escalation,
    OwnerQuestion,
    Resubmission,
    SupervisionCard,
    Urge,
    UrgentReport,
)
from jiefang_tui.terms import CardColour, EscalationState, UrgentKind

# -- 红黄牌


def _open(what: str, more: Callable[[SupervisionCard], str] = always) -> Callable[[SupervisionCard], str]:
    """A card that is not withdrawn, and `more`."""

    def check(row: SupervisionCard) -> str:
        if row.withdrawn_on is not None:
            return f"不能{what}，{row.card_no} 已于{row.withdrawn_on}销牌。"
        return more(row)

    return check


def _unanswered(row: SupervisionCard) -> str:
    if row.answered_on is None:
        return ""
    return f"不能再说明，{row.card_no} 已于{row.answered_on}说明；补充的请记进展。"


def _not_appealed(row: SupervisionCard) -> str:
    if row.appealed_on is None:
        return ""
    return f"不能再申辩，{row.card_no} 已于{row.appealed_on}申辩；一张牌申辩一次。"


def _undecided(row: SupervisionCard) -> str:
    if row.appealed_on is None:
        return f"不能决定，{row.card_no} 没有申辩；不用决定。"
    if row.appeal_decided_on is not None:
        return f"不能再决定，{row.card_no} 的申辩已于{row.appeal_decided_on}决定。"
    return ""


def _may_withdraw(row: SupervisionCard) -> str:
    """A red one, and one for what cannot end, needs the explanation first. Whether its cause is over is asked then."""
    if row.answered_on is None and (row.colour == CardColour.RED or row.rule in LASTING_CAUSES):
        return f"不能销牌，{row.card_no} 还没有书面说明；请先登记说明再销牌。"
    return ""


def _card(name: str, label: str, digit: int, may: Callable[[SupervisionCard], str]) -> ActSpec:
    return line_act(name, label, digit, SupervisionCard, may, "supervision")


ANSWER_CARD = _card("answer_card", "书面说明", 1, _open("说明", _unanswered))
APPEAL_CARD = _card("appeal_card", "申辩", 2, _open("申辩", _not_appealed))
DECIDE_APPEAL = _card("decide_appeal", "申辩决定", 3, _open("决定", _undecided))
RECORD_TALK = _card("record_talk", "约谈", 4, _open("约谈"))
WITHDRAW_CARD = _card("withdraw_card", "销牌", 5, _open("销牌", _may_withdraw))
PRINT_CARD = _card("print_card", "打印督办单", 6, always)
CARD_LINE = (ANSWER_CARD, APPEAL_CARD, DECIDE_APPEAL, RECORD_TALK, WITHDRAW_CARD, PRINT_CARD)

# -- 催办, 再次提请, 会商, 提级


def _may_answer_urge(row: Urge) -> str:
    return f"不能再记回复，这次催办已于{row.answered_on}答复。" if row.answered_on is not None else ""


def _may_decide(row: Resubmission) -> str:
    return f"不能再决定，这次提请已于{row.decided_on}决定。" if row.decided_on is not None else ""


def _may_finish(row: ConsultationPart) -> str:
    if not row.task:
        return "不能登记完成，这一方没有分工；不用登记。"
    if OwnerQuestion.select().where((OwnerQuestion.task == row) & OwnerQuestion.is_awaited).exists():
        return "不能只记完成，这是定归属的；请在「归属待定」里登记定给了谁。"
    return f"不能再登记，这项分工已于{row.done_on}完成。" if row.done_on is not None else ""


def _may_answer_above(row: Escalation) -> str:
    if row.state == EscalationState.ASKED:
        return ""
    return f"不能再登记，{row.to_unit}已于{row.answered_on}答复：{EscalationState(row.state).label}。"


ANSWER_URGE = line_act("answer_urge", "催办回复", 1, Urge, _may_answer_urge, "supervision")
PRINT_URGE = line_act("print_urge", "打印催办单", 6, Urge, always, "supervision")
URGE_LINE = (ANSWER_URGE, PRINT_URGE)
DECIDE_RESUBMISSION = line_act("decide_resubmission", "领导决定", 1, Resubmission, _may_decide, "supervision")
RESUBMISSION_LINE = (DECIDE_RESUBMISSION,)
FINISH_TASK = line_act("finish_task", "完成", 1, ConsultationPart, _may_finish, "supervision")
READ_TASK = line_act("read_task", "看会商记录", 6, ConsultationPart, always, "supervision", looks=True)
TASK_LINE = (FINISH_TASK, READ_TASK)
READ_CONSULTATION = line_act("read_consultation", "看记录", 6, Consultation, always, "supervision", looks=True)
CONSULTATION_LINE = (READ_CONSULTATION,)
ANSWER_ESCALATION = line_act("answer_escalation", "上级答复", 1, Escalation, _may_answer_above, "supervision")
ESCALATION_LINE = (ANSWER_ESCALATION,)

# -- 紧急报送


def _is_begun(what: str) -> Callable[[ActFacts], str]:
    """There was a 首报, and no 终报 since."""

    def check(facts: ActFacts) -> str:
        if facts.last_urgent is None:
            return f"不能{what}，还没有首报；请先首报。"
        return f"不能{what}，已经终报；又有情况请重新首报。" if facts.last_urgent is UrgentKind.FINAL else ""

    return check


def _report(name: str, label: str, digit: int) -> ActSpec:
    may = first(pushable("报送"), _is_begun(label))
    return ActSpec(name, label, digit, may, name, "supervision", model=UrgentReport)


NEXT_REPORT = _report("following_report", UrgentKind.FOLLOWING.label, 1)
LAST_REPORT = _report("final_report", UrgentKind.FINAL.label, 2)
URGENT_LINE = (NEXT_REPORT, LAST_REPORT)

OPEN_MATTER = ActSpec("open_matter", "打开事项", 10, lambda facts: "", "open_matter", "supervision", looks=True)
"""From a line of F5 to the tab 督办 of its matter."""

LINES = {
    "card": CARD_LINE, "urge": URGE_LINE, "resubmission": RESUBMISSION_LINE, "task": TASK_LINE,
    "consultation": CONSULTATION_LINE, "escalation": ESCALATION_LINE, "urgent": URGENT_LINE,
}  # fmt: skip
"""By the kind of the line."""
ACTS = (*(spec for line in LINES.values() for spec in line), OPEN_MATTER)
