"""来访: the page of one arrival, on which it is looked at and put right without a talk being started."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.typed.numbers import arrival_label
from jiefang_tui.services.reception.acts import BOOKING_LINE
from jiefang_tui.services.reception.visit_acts import NAME_LEADER, VISIT
from jiefang_tui.store.queries.reception.visits import VisitView, visit_view
from jiefang_tui.terms import OPEN_VISIT_STATES, VisitState
from jiefang_tui.ui.toolkit.acts import begin, offer, offer_line
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class VisitScreen(DeskScreen):
    """One arrival: who, when, about what, what was said and what it ended in. Enter opens the matter."""

    NAME_CN = "来访"
    HELP_CN = (
        "一次来访的登记、接谈记录和结果，只看不算开始接谈。Enter 打开光标所在的事项；还没接谈完的，^N 去接谈。"
        "要见哪位领导按 ^R 点名。登错了、记错了的按 Ins 更正，原来的留有记录。"
    )
    BOUND = frozenset(
        {"visit", "visit_matter", "matter", "petitioner", "companion", "correction", "named_leader", "appointment"}
    )
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"talk", "add", "name_leader"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "更正", tooltip="更正处理结果、接谈记录和登记，按数字选"),
        Binding("ctrl+r", "name_leader", "点名", tooltip="点名接访：来访人要见哪位领导；不在的约到其下次接访日"),
        Binding("ctrl+n", "talk", "去接谈", tooltip="这次来访还没有接谈完"),
    ]

    def __init__(self, visit_id: int) -> None:
        super().__init__()
        self._visit_id = visit_id
        self._view: VisitView | None = None
        self._list = RowList([Column("", 8), Column("", 0)], header=False)

    @property
    def about(self) -> tuple[str, int]:
        return ("visit", self._visit_id)

    def compose_body(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        view = self._view = visit_view(self._visit_id, clock.today())
        if view is None:
            self.warn("没有找到这次来访")
            return
        self.set_heading(f"来访 {view.day} {arrival_label(view.queue_no, view.channel.label)}")
        self.stand((view.name, "bold"), f"  {view.purpose.label}  {VisitState(view.state).label}")
        self._paint()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        view = self._view
        if view is None:
            return
        room = max(20, self.size.width - 12)
        rows: list[Row] = []
        for label, text, about in _facts(view):
            for number, line in enumerate(cells.fold(text, room)):
                rows.append(Row((*about, len(rows)), (label if number == 0 else "", line), "", {0: "dim"}))
        self._list.set_rows(rows)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key: Any = event.key
        if key[0] == "booking":
            offer_line(self, "约访", BOOKING_LINE, self._matter_id, key[1])
        elif key[0]:
            self.app.go(key[0], **{f"{key[0]}_id": key[1]})
        else:
            self.say("这一行没有要打开的，按 Ins 看能更正什么")

    @property
    def _matter_id(self) -> int:
        return self._view.pairs[0].matter_id if self._view is not None and self._view.pairs else 0

    def action_add(self) -> None:
        """What can be put right."""
        view = self._view
        if view is not None:
            offer(self, f"{view.name}这次来访: 现在能办的", VISIT, self._matter_id, self._visit_id)

    def action_name_leader(self) -> None:
        begin(self, NAME_LEADER, self._matter_id, self._visit_id)

    def action_talk(self) -> None:
        self.app.go("talk", visit_id=self._visit_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        view = self._view
        if action == "talk":
            goes_on = view is not None and (view.state in OPEN_VISIT_STATES or view.state == VisitState.FILED)
            if not (goes_on and view is not None and (view.undecided or view.channel.is_visit)):
                return False
        return super().check_action(action, parameters)


def _outside(view: VisitView) -> str:
    """What a letter, a ticket or a paper from above carries."""
    written = f"来件日期 {view.paper_on}" if view.paper_on else ""
    due = f"要求期限 {view.outside_due}" if view.outside_due else ""
    return "  ".join(part for part in (view.outside_no, written, due) if part)


def _named(view: VisitView) -> list[tuple[str, str, tuple[str, int]]]:
    """点名接访: who was asked for, and what is booked with them."""
    if view.named is None:
        return []
    booked = view.named.booking
    line = [("约访", booked.words, ("booking", booked.id))] if booked is not None else []
    return [("点名", view.named.words, ("", 0)), *line]


def _facts(view: VisitView) -> list[tuple[str, str, tuple[str, int]]]:
    """Label, text, and what Enter on it opens."""
    person = ("person", view.person.id) if view.person else ("", 0)
    heads = f"{view.headcount}人" + (f"  代表 {'、'.join(view.representatives)}" if view.representatives else "")
    leader = view.session.leader or "未填"
    facts = [
        ("作废", view.voided, ("", 0)),
        ("来访人", view.name, person),
        ("到达" if view.channel.is_visit else "收到", f"{view.arrived_at:%Y-%m-%d %H:%M}", ("", 0)),
        ("来件", _outside(view), ("", 0)),
        ("人数", heads, ("", 0)),
        ("同访人", "、".join(view.companions), ("", 0)),
        ("接访领导", leader if view.channel.is_visit else "", ("", 0)),
        *_named(view),
        ("登记人", view.registrar, ("", 0)),
    ]
    for pair in view.pairs:
        about = ("matter", pair.matter_id)
        ended = pair.outcome.label if pair.outcome else "还没有结果"
        facts.append(("事项", f"{pair.register_no}  {pair.title}  {ended}", about))
        if pair.told_words:
            facts.append(("答复", pair.told_words, about))
    for place, one in enumerate(view.orders):
        said = "  ".join(part for part in (one.leader, one.text, one.unit, str(one.due_on or "")) if part)
        facts.append(("" if place else "批示", said, ("matter", one.matter_id)))
    facts += [("来办什么", view.window_note, ("", 0)), ("接谈记录", view.talk_note, ("", 0))]
    facts += [("" if place else "更正", line, ("", 0)) for place, line in enumerate(view.corrected)]
    return [fact for fact in facts if fact[1]]
