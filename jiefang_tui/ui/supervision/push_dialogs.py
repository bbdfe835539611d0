"""Everything that pushes a matter, as lists of what is possible and the dialog of each; for F5 and the matter's tab.

`push_acts` says what can be done with a matter, `push_dialog` opens one of them; `push_row` offers what can be done
with a card, an urge, a resubmission, a 会商, an 提级 or an urgent report that is there already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.store.queries.supervision import pushes
from jiefang_tui.store.queries.supervision.push_target import PushTarget, matter_of, target_of
from jiefang_tui.store.queries.supervision.pushes import ConsultationView
from jiefang_tui.terms import CardColour, EscalationState, UrgentKind
from jiefang_tui.ui.supervision import push_forms as forms
from jiefang_tui.ui.supervision import push_row_forms as row_forms
from jiefang_tui.ui.toolkit.days_left import left
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Dialog

Acts = list[tuple[str, str]]
"""(value, label), in the order of the digits."""
OPEN_MATTER = "matter"
PRINT = "print"
RECORD = "record"
SHEETS = {"card": "督办单", "urge": "催办单"}
"""What goes out on paper."""
PUSH_TAB = 7
"""The tab 督办 of a matter."""

SAID = {
    "urge": "已催办",
    "resubmit": "已再次提请",
    "consult": "已记会商",
    "escalate": "已提请上级提级办理",
    "urgent": "已记紧急报送",
    "wait": "已记等待原因",
    "end_wait": "不再等待",
}
WAITING: Acts = [("wait", "重写等待原因"), ("end_wait", "不再等待")]
"""Of a matter that waits with a reason."""


# -- a matter


def push_acts(desk: Desk, matter: MatterView | int) -> Acts:
    """What can be done now to push this matter; nothing for a sealed report and where the desk may only look."""
    target = target_of(matter if isinstance(matter, int) else matter.id)
    if desk.read_only or target.is_over:
        return []
    acts: Acts = [("urge", "催办"), ("yellow", "发黄牌"), ("red", "发红牌")]
    acts += [("resubmit", "再次提请")] if _may_resubmit(target) else []
    acts.append(("consult", "会商"))
    acts += [("escalate", "提级办理")] if _may_escalate(target) else []
    if target.is_open:
        # Both of them would be a tenth act, and ten have no digits.
        acts.append(("waiting", "等待: 重写原因，或不再等待") if target.wait_for else ("wait", "记等待原因"))
    acts.append(("urgent", "紧急报送"))
    acts.append(("major", "不再列为重大紧急" if target.is_urgent_major else "列为重大紧急"))
    return acts


def _may_resubmit(target: PushTarget) -> bool:
    return all(one.decided_on is not None for one in pushes.resubmissions_of(target.matter_id))


def _may_escalate(target: PushTarget) -> bool:
    return all(one.state is not EscalationState.ASKED for one in pushes.escalations_of(target.matter_id))


def _next_report(matter_id: int) -> UrgentKind:
    """首报 where nothing was reported or the last was 终报, else 续报."""
    reports = pushes.urgent_reports_of(matter_id)
    last = max(reports, key=lambda one: one.id).kind if reports else UrgentKind.FINAL
    return UrgentKind.FIRST if last is UrgentKind.FINAL else UrgentKind.FOLLOWING


def push_dialog(screen: DeskScreen, value: str, matter_id: int) -> None:
    """Open the dialog of one of `push_acts`; what came of it is said on `screen`."""
    target = target_of(matter_id)
    if value == "waiting":
        screen.ask(ChooseDialog("等待", WAITING), lambda chosen: push_dialog(screen, chosen, matter_id))
        return
    if value == "end_wait":
        _end_wait(screen, matter_id)
        return
    dialog = _dialog(screen.desk, value, target)
    if value in ("yellow", "red"):
        screen.ask(dialog, lambda _: screen.say(_issued(matter_id)))
        return
    said = SAID.get(value) or ("已列为重大紧急" if not target.is_urgent_major else "不再列为重大紧急")
    screen.ask(dialog, lambda _: screen.say(f"{said}: {shown(screen.desk, target)}"))


def issue_proposed(screen: DeskScreen, matter_id: int, colour: CardColour, rule: str, why: str, clears: str) -> None:
    """Open the card that a rule proposes, filled in but for the signer. Esc: it is not issued, and nothing is kept."""
    target = target_of(matter_id)
    dialog = forms.issue_card(screen.desk, target, colour, reason=why, requirement=clears, rule=rule)
    screen.ask(dialog, lambda _: screen.say(_issued(matter_id)))


def _issued(matter_id: int) -> str:
    """The card just issued: one to the head of the township has become a 提醒函."""
    card = pushes.cards_of(matter_id)[0]
    return f"已发{card.colour.label} {card.card_no} 给{card.to}，{card.answer_due}前书面说明"


def _end_wait(screen: DeskScreen, matter_id: int) -> None:
    from jiefang_tui.services.closure import resting
    from jiefang_tui.services.desk.errors import Refused

    if not isinstance(screen.attempt(resting.end_wait, screen.desk, matter_id), Refused):
        screen.say(SAID["end_wait"])


def _dialog(desk: Desk, value: str, target: PushTarget) -> Dialog[Any]:
    if value == "consult":
        from jiefang_tui.ui.supervision.consult_dialog import ConsultDialog

        return ConsultDialog(desk, target, forms.what(desk, target))
    makers: dict[str, Callable[[Desk, PushTarget], Dialog[Any]]] = {
        "urge": forms.urge,
        "yellow": forms.issue_card,
        "red": partial(forms.issue_card, colour=CardColour.RED),
        "resubmit": forms.resubmit,
        "escalate": forms.escalate,
        "urgent": lambda desk, target: forms.report_urgent(desk, target, _next_report(target.matter_id)),
        "major": forms.mark_urgent,
        "wait": forms.wait,
    }
    return makers[value](desk, target)


def shown(desk: Desk, target: PushTarget) -> str:
    """The matter by its title, or by its number where names and matters are masked."""
    return target.register_no if desk.masks_names or not target.title else target.title


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
    if _next_report(matter_id) is UrgentKind.FIRST:
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
    return f"限{day}回复 {left((day - clock.today()).days)}"
