"""A petitioner with every matter and arrival, and the page of one arrival."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.text import mask_id
from jiefang_tui.services.reception import not_same
from jiefang_tui.store.queries.closure.resting import merges_of_person
from jiefang_tui.store.queries.reception.person import PersonPage, PersonVisit, person_page, said_different
from jiefang_tui.store.queries.reception.visits import VisitView, visit_view
from jiefang_tui.terms import OPEN_VISIT_STATES, VisitState
from jiefang_tui.ui.matter import matter_dialogs as forms
from jiefang_tui.ui.matter.merge_dialogs import merge_person, undo_merge
from jiefang_tui.ui.toolkit.acts import say_done
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class PersonScreen(DeskScreen):
    """Who it is, what they came about, and every time they came."""

    NAME_CN = "来访人"
    HELP_CN = (
        "这一位的事项和每次来访，新的在前。Enter 打开光标所在的事项或来访，^O 改姓名、电话、证件、住址。"
        "同一个人登记成了两个，按 Ins 合并；合并错了，或者登记时说的「非同一人」说错了，光标移到那一行按 Del 撤销。"
    )
    BOUND = frozenset({"petitioner", "matter", "visit", "visit_matter", "merge", "not_same_person"})
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"correct", "merge", "undo"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "correct", "改登记", tooltip="改正或补填姓名、电话、证件、住址"),
        Binding("insert", "merge", "合并", tooltip="与另一个登记的来访人是同一人"),
        Binding("delete", "undo", "撤销", tooltip="合并错了，或者「非同一人」说错了，要写原因"),
    ]

    def __init__(self, person_id: int) -> None:
        super().__init__()
        self._person_id = person_id
        self._page: PersonPage | None = None
        columns = [Column("", 8), Column("日期", 10), Column("编号", 13), Column("事项", 0), Column("状态", 14)]
        self._list = RowList(columns, empty="还没有事项和来访")

    @property
    def about(self) -> tuple[str, int]:
        return ("person", self._person_id)

    def compose_body(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        page = self._page = person_page(self._person_id, clock.today(), self.desk.reference)
        person = page.person
        age = f"{person.age}岁" if person.age is not None else ""
        document = mask_id(person.id_no)
        facts = [person.sex_label + age, person.phone, document, person.address or "住址未填"]
        self.set_heading(f"来访人 {person.name}")
        self.stand((person.name, "bold"), "  " + "  ".join(fact for fact in facts if fact))
        self._list.set_rows([*self._merges(), *self._different(), *self._matters(page), *self._visits(page)])
        self.refresh_bindings()

    def _merges(self) -> list[Row]:
        merges = [one for one in merges_of_person(self._person_id) if one.undone_on is None]
        return [
            Row(
                ("merge", one.id, place),
                ("系同一人" if place == 0 else "", str(one.merged_on), "", f"{one.from_name} 并入 {one.into_name}", ""),
                "",
                {},
                "看合并",
            )
            for place, one in enumerate(merges)
        ]

    def _different(self) -> list[Row]:
        return [
            Row(
                ("not_same", one.id, one.other_id),
                (
                    "非同一人" if place == 0 else "",
                    str(one.said_on),
                    one.other_name,
                    one.other_facts,
                    f"{one.said_by}记" if one.said_by else "",
                ),
                "",
                {},
                "看那一位",
            )
            for place, one in enumerate(said_different(self._person_id))
        ]

    def _matters(self, page: PersonPage) -> list[Row]:
        prefix = f"JF-{self.desk.area_code}-"
        return [
            Row(
                ("matter", one.id, place),
                (
                    f"事项{len(page.matters)}件" if place == 0 else "",
                    str(one.received_on),
                    one.register_no.removeprefix(prefix),
                    one.title,
                    one.state.label,
                ),
                "" if one.is_open else "dim",
            )
            for place, one in enumerate(page.matters)
        ]

    def _visits(self, page: PersonPage) -> list[Row]:
        count = len({one.visit_id for one in page.visits})
        return [
            Row(("visit", one.visit_id, place), self._visit_cells(one, f"来访{count}次" if place == 0 else ""))
            for place, one in enumerate(page.visits)
        ]

    @staticmethod
    def _visit_cells(one: PersonVisit, label: str) -> tuple[str, ...]:
        return label, str(one.day), f"{one.number}", one.about, one.outcome or one.state.label

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key: Any = event.key
        if key[0] == "not_same":
            self.app.go("person", person_id=key[2])
            return
        if key[0] != "merge":
            self.app.go(key[0], **{f"{key[0]}_id": key[1]})
            return
        one = next(each for each in merges_of_person(self._person_id) if each.id == key[1])
        other = one.from_id if one.into_id == self._person_id else one.into_id
        self.app.go("person", person_id=other)

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        event.stop()
        self.refresh_bindings()

    def action_correct(self) -> None:
        if self._page is not None:
            self.app.push_screen(forms.correct_person(self.desk, self._page.person))

    def action_merge(self) -> None:
        if self._page is not None:
            merge_person(self, self._page.person)

    def action_undo(self) -> None:
        key: Any = self._list.cursor_key
        if key[0] == "not_same":
            back = reason_dialog(
                "撤回非同一人",
                lambda reason: not_same.take_back(self.desk, key[1], reason),
                form_name="take_back_not_same",
                row=key[1],
            )
            self.ask(back, lambda _: say_done(self, back))
            return
        dialog = undo_merge(self.desk, key[1])
        self.ask(dialog, lambda _: self.say("已撤销合并"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "undo":
            key: Any = self._list.cursor_key
            if not key or key[0] not in ("merge", "not_same"):
                return False
        return super().check_action(action, parameters)


class VisitScreen(DeskScreen):
    """One arrival: who, when, about what, what was said and what it ended in. Enter opens the matter."""

    NAME_CN = "来访"
    HELP_CN = "一次来访的登记、接谈记录和结果。Enter 打开光标所在的事项；还没接谈完的，^N 去接谈。"
    BOUND = frozenset({"visit", "visit_matter", "matter", "petitioner", "companion"})
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"talk"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "talk", "去接谈", tooltip="这次来访还没有接谈完"),
    ]

    def __init__(self, visit_id: int) -> None:
        super().__init__()
        self._visit_id = visit_id
        self._view: VisitView | None = None
        self._list = RowList([Column("", 8), Column("", 0)], header=False)

    def compose_body(self) -> ComposeResult:
        yield self._list

    def reload(self) -> None:
        view = self._view = visit_view(self._visit_id, clock.today())
        if view is None:
            self.warn("没有找到这次来访")
            return
        self.set_heading(f"来访 {view.day} {view.number}")
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
        if key[0]:
            self.app.go(key[0], **{f"{key[0]}_id": key[1]})

    def action_talk(self) -> None:
        self.app.go("talk", visit_id=self._visit_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        view = self._view
        if action == "talk":
            goes_on = view is not None and (view.state in OPEN_VISIT_STATES or view.state == VisitState.FILED)
            return bool(goes_on and view is not None and (view.undecided or view.channel.is_visit))
        return super().check_action(action, parameters)


def _outside(view: VisitView) -> str:
    """What a letter, a ticket or a paper from above carries."""
    written = f"来件日期 {view.paper_on}" if view.paper_on else ""
    due = f"要求期限 {view.outside_due}" if view.outside_due else ""
    return "  ".join(part for part in (view.outside_no, written, due) if part)


def _facts(view: VisitView) -> list[tuple[str, str, tuple[str, int]]]:
    """Label, text, and what Enter on it opens."""
    person = ("person", view.person.id) if view.person else ("", 0)
    heads = f"{view.headcount}人" + (f"  代表 {'、'.join(view.representatives)}" if view.representatives else "")
    leader = view.session.leader or "未填"
    facts = [
        ("来访人", view.name, person),
        ("到达" if view.channel.is_visit else "收到", f"{view.arrived_at:%Y-%m-%d %H:%M}", ("", 0)),
        ("来件", _outside(view), ("", 0)),
        ("人数", heads, ("", 0)),
        ("同访人", "、".join(view.companions), ("", 0)),
        ("接访领导", leader if view.channel.is_visit else "", ("", 0)),
        ("登记人", view.registrar, ("", 0)),
    ]
    for pair in view.pairs:
        about = ("matter", pair.matter_id)
        ended = pair.outcome.label if pair.outcome else "还没有结果"
        facts.append(("事项", f"{pair.register_no}  {pair.title}  {ended}", about))
        if pair.told_words:
            facts.append(("答复", pair.told_words, about))
    facts += [("来办什么", view.window_note, ("", 0)), ("接谈记录", view.talk_note, ("", 0))]
    return [fact for fact in facts if fact[1]]
