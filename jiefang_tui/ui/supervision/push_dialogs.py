"""What can be done with a card, an urge, a resubmission, a 会商, an 提级 or an urgent report that is there already.

For F5 and the matter's tab. What pushes a matter anew stands in `services/supervision/acts.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.queries.supervision import pushes
from jiefang_tui.store.queries.supervision.push_target import matter_of, target_of
from jiefang_tui.store.queries.supervision.pushes import ConsultationView
from jiefang_tui.terms import CardColour, EscalationState, UrgentKind
from jiefang_tui.ui.supervision import push_forms as forms
from jiefang_tui.ui.supervision import push_row_forms as row_forms
from jiefang_tui.ui.toolkit.acts import ask
from jiefang_tui.ui.toolkit.days_left import days_left_words
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Dialog

OPEN_MATTER = "matter"
PRINT = "print"
RECORD = "record"
SHEETS = {"card": "督办单", "urge": "催办单"}
"""What goes out on paper."""
PUSH_TAB = 7
"""The tab 督办 of a matter."""


def issue_proposed(screen: DeskScreen, matter_id: int, colour: CardColour, rule: str, why: str, clears: str) -> None:
    """Open the card that a rule proposes, filled in but for the signer. Esc: it is not issued, and nothing is kept."""
    target = target_of(matter_id)
    ask(screen, forms.issue_card(screen.desk, target, colour, reason=why, requirement=clears, rule=rule))


# -- what is there already


def push_row(screen: DeskScreen, kind: str, row_id: int, *, opens: bool = False) -> None:
    """Offer what can be done with one push: `kind` is one of `_ROWS`.

    `opens`: the list also leads to the matter, and where nothing else can be done goes there at once.
    """
    matter_id = matter_of(kind, row_id)
    title, acts = _ROWS[kind](screen.desk, matter_id, row_id)
    if screen.desk.read_only:
        acts = []
    if not acts and opens:
        screen.app.go("matter", matter_id=matter_id, tab=PUSH_TAB)
        return
    if not acts:
        screen.say(f"{title}，没有要办的")
        return
    options = [(value, label) for value, label, _ in acts]
    if kind in SHEETS:
        options.append((PRINT, f"打印{SHEETS[kind]}"))
    if kind == "task":
        options.append((RECORD, "看会商记录"))
    if opens:
        options.append((OPEN_MATTER, "打开事项"))

    def chosen(value: str) -> None:
        if value == OPEN_MATTER:
            screen.app.go("matter", matter_id=matter_id, tab=PUSH_TAB)
            return
        if value == PRINT:
            _print(screen, kind, row_id)
            return
        if value == RECORD:
            open_record(screen, pushes.consultation_with(row_id))
            return
        label, dialog = next((label, make()) for name, label, make in acts if name == value)
        screen.ask(dialog, lambda _: screen.say(f"{label}已记下"))

    screen.ask(ChooseDialog(title, options), chosen)


def _print(screen: DeskScreen, kind: str, row_id: int) -> None:
    from jiefang_tui.services.supervision import supervision_papers
    from jiefang_tui.ui.toolkit.printing import open_printed

    write = supervision_papers.supervision_sheet if kind == "card" else supervision_papers.urge_sheet
    open_printed(screen, screen.act(write, screen.desk, row_id))


RowActs = tuple[str, list[tuple[str, str, Callable[[], Dialog[Any]]]]]
"""What the row is, and (value, label, dialog) of each act."""


def _card(desk: Desk, matter_id: int, row_id: int) -> RowActs:
    card = next(one for one in pushes.cards_of(matter_id) if one.id == row_id)
    title = f"{card.colour.label} {card.card_no}  {card.to}"
    if card.withdrawn_on is not None:
        return f"{title} 已销牌", []
    note = f"{title}\n{card.reason}"
    acts: list[tuple[str, str, Callable[[], Dialog[Any]]]] = []
    if card.answered_on is None:
        acts.append(("answer", "书面说明", partial(row_forms.answer_card, desk, row_id, note)))
    if card.appealed_on is None:
        acts.append(("appeal", "申辩", partial(row_forms.appeal_card, desk, row_id, note)))
    elif card.appeal_decided_on is None:
        about = f"{note}\n申辩: {card.appeal}"
        acts.append(("decide", "申辩决定", partial(row_forms.decide_appeal, desk, row_id, about)))
    acts.append(("talk", "约谈", partial(row_forms.record_talk, desk, row_id, note)))
    acts.append(("withdraw", "销牌", partial(row_forms.withdraw_card, desk, row_id, note)))
    return title, acts


def _urge(desk: Desk, matter_id: int, row_id: int) -> RowActs:
    one = next(each for each in pushes.urges_of(matter_id) if each.id == row_id)
    if one.answered_on is not None:
        return f"催办 {one.to} 已回复", []
    title = f"催办 {one.to}  {_until(one.answer_due)}"
    return title, [("answer", "催办回复", partial(row_forms.answer_urge, desk, row_id, f"{title}\n{one.text}"))]


def _resubmission(desk: Desk, matter_id: int, row_id: int) -> RowActs:
    one = next(each for each in pushes.resubmissions_of(matter_id) if each.id == row_id)
    if one.decided_on is not None:
        return f"再次提请 {one.leader} 已决定", []
    title = f"再次提请 {one.leader}"
    note = f"难在: {one.difficulty}\n做过: {one.tried}\n请定: {one.asked}"
    return title, [("decide", "领导决定", partial(row_forms.decide_resubmission, desk, row_id, note))]


def open_record(screen: DeskScreen, record: ConsultationView | None) -> None:
    """The whole record of a 会商; from a task that is not done Enter leads to the form that says it is."""
    if record is None:
        return
    from jiefang_tui.ui.supervision.consult_record import ConsultRecord

    def chosen(part_id: int) -> None:
        title, [(_, label, make)] = _task(screen.desk, record.matter_id, part_id)
        screen.ask(make(), lambda _: screen.say(f"{title} {label}已记下"))

    screen.ask(ConsultRecord(record), chosen)


def _task(desk: Desk, matter_id: int, row_id: int) -> RowActs:
    parts = [part for one in pushes.consultations_of(matter_id) for part in one.parts]
    part = next(one for one in parts if one.id == row_id)
    task = f"{part.unit}{part.person} {part.task}".strip()
    if part.done_on is not None:
        return f"{task} 已于{part.done_on}完成", []
    return task, [("finish", "完成", partial(row_forms.finish_task, desk, row_id, task))]


def _escalation(desk: Desk, matter_id: int, row_id: int) -> RowActs:
    one = next(each for each in pushes.escalations_of(matter_id) if each.id == row_id)
    title = f"提级办理 {one.to_unit}"
    if one.state is not EscalationState.ASKED:
        return f"{title} {one.state.label}", []
    return title, [("answer", "上级答复", partial(row_forms.answer_escalation, desk, row_id, one.reason))]


def _urgent(desk: Desk, matter_id: int, row_id: int) -> RowActs:
    reports = pushes.urgent_reports_of(matter_id)
    title = f"紧急报送 {len(reports)}次"
    if forms.next_kind(matter_id) is UrgentKind.FIRST:
        return f"{title}，已终报", []
    target = target_of(matter_id)
    return title, [
        (kind.value, kind.label, partial(forms.report_urgent, desk, target, kind))
        for kind in (UrgentKind.FOLLOWING, UrgentKind.FINAL)
    ]


_ROWS: dict[str, Callable[[Desk, int, int], RowActs]] = {
    "card": _card,
    "urge": _urge,
    "resubmission": _resubmission,
    "task": _task,
    "escalation": _escalation,
    "urgent": _urgent,
}


def _until(day: date) -> str:
    return f"限{day}回复 {days_left_words((day - clock.today()).days)}"
