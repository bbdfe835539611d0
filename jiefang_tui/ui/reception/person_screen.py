"""A petitioner with every matter and arrival."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.text import mask_id
from jiefang_tui.rules.typed.identity import is_doubtful_id
from jiefang_tui.services.reception import not_same
from jiefang_tui.store.queries.closure.resting import merges_of_person
from jiefang_tui.store.queries.reception.person import PersonPage, PersonVisit, person_page, said_different
from jiefang_tui.terms import IdDocument, MatterState, VisitState
from jiefang_tui.ui.matter import matter_dialogs as forms
from jiefang_tui.ui.matter.merge_dialogs import merge_person, undo_merge
from jiefang_tui.ui.toolkit.acts import ask, say_done
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
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
        if is_doubtful_id(person.id_no, IdDocument(person.id_doc), clock.today()):
            document += " 待核"
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
        count = sum(one.state is not MatterState.VOIDED for one in page.matters)
        return [
            Row(
                ("matter", one.id, place),
                (
                    f"事项{count}件" if place == 0 else "",
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
        stand = {one.visit_id: one.is_arrival for one in page.visits if one.state is not VisitState.VOIDED}
        came = sum(stand.values())
        label = f"来访{came}次" if came or not stand else f"来件{len(stand)}件"
        return [
            Row(
                ("visit", one.visit_id, place),
                self._visit_cells(one, label if place == 0 else ""),
                "dim" if one.state is VisitState.VOIDED else "",
            )
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
            ask(self, forms.correct_person(self.desk, self._page.person))

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
