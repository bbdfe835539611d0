"""Dialogs of 来访登记: 系同一人 with both sides to compare, and 同访人."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets._static import Static

from jiefang_tui.rules.text import mask_id, mask_name, mask_phone
from jiefang_tui.store.queries.reception.candidate_history import KnownMatter
from jiefang_tui.store.queries.reception.people import Candidate
from jiefang_tui.ui.reception.intake_fields import parse_companions
from jiefang_tui.ui.reception.intake_side import shown_title
from jiefang_tui.ui.toolkit.dialogs import Dialog, FormDialog, digit_bindings
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

ENDED = 5
"""So many matters of each that have come to rest are offered, after 新诉求."""


@dataclass(frozen=True)
class SameChoice:
    """What was chosen: a person with one of their matters, or with a new 诉求; None: nobody of these."""

    person: Candidate | None
    matter: KnownMatter | None = None


class SamePersonDialog(Dialog[SameChoice]):
    """Each candidate with each of its matters and 新诉求; a digit takes one. Delete: not the same person."""

    NAME_CN = "系同一人"
    HELP_CN = (
        "左边是这一位，在办的事项在前，办结、不受理和终结的带着结果在后，数字直接选定；下面对照本次填写和已有记录。"
        "Del 表示不是同一人，保存后不再提示；说错了，在那一行再按一次 Del 收回，保存以后在来访人那一页撤回。"
    )
    CSS_PATH = Path(__file__).with_name("intake.tcss")
    WRITES = frozenset({"declare"})
    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("pick"),
        Binding("delete", "declare", "不是同一人", tooltip="光标所在的一位不是同一人，保存后记住；再按一次收回"),
    ]

    def __init__(
        self,
        candidates: Sequence[Candidate],
        typed: Mapping[str, str],
        declare: Callable[[int, bool], object],
        *,
        declared: Sequence[Candidate] = (),
        same_person: Candidate | None = None,
        masks: bool = False,
    ) -> None:
        """`typed`: name, phone, id_no, address as typed. `declare` gets the id of a petitioner who is somebody else,
        or (False) may be the same after all; `declared` are those of whom that was said in this form.
        """
        super().__init__("系同一人")
        self._candidates = list(candidates)
        self._declared = list(declared)
        self._typed = typed
        self._declare = declare
        self._same_person = same_person
        self._masks = masks
        self._choices: list[SameChoice] = []
        self._list = RowList(
            [Column("", 2, right=True), Column("来过的人", 31), Column("本次来访", 0)], enter="选定", empty="没有别人了"
        )

    def compose_body(self) -> ComposeResult:
        yield self._list
        yield Static("", id="compare", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._fill()

    def _fill(self) -> None:
        self._choices = []
        for one in self._candidates:
            going_on = [matter for matter in one.matters if matter.is_open]
            ended = [matter for matter in one.matters if not matter.is_open]
            self._choices += [SameChoice(one, matter) for matter in going_on[:7]]
            self._choices.append(SameChoice(one))
            self._choices += [SameChoice(one, matter) for matter in ended[:ENDED]]
        if self._same_person is not None:
            self._choices.append(SameChoice(None))
        self._choices += [SameChoice(one) for one in self._declared]
        self._list.set_rows([self._row(number, choice) for number, choice in enumerate(self._choices)])
        self._compare()

    def _row(self, number: int, choice: SameChoice) -> Row:
        one, matter = choice.person, choice.matter
        if one is None:
            return Row(number, (str(number + 1), "都不是", "按新来访人登记"), "dim")
        if one in self._declared:
            return Row(number, (str(number + 1), f"{self._named(one)} {one.facts}", "不是同一人，按 Del 收回"), "dim")
        about = f"重访 {shown_title(matter.title, self._masks)}  {matter.status}" if matter else "新诉求"
        return Row(number, (str(number + 1), f"{self._named(one)} {one.facts} {one.phone_masked}", about))

    def _named(self, one: Candidate) -> str:
        return mask_name(one.name) if self._masks else one.name

    def _compare(self) -> None:
        at = self._list.cursor_index
        one = self._choices[at].person if at < len(self._choices) else None
        text = ""
        if one is not None:
            pairs = [
                ("姓名", self._typed.get("name", ""), one.name, mask_name if self._masks else str),
                ("电话", self._typed.get("phone", ""), one.phone, mask_phone),
                ("证件号码", self._typed.get("id_no", ""), one.id_no, mask_id),
                ("住址", self._typed.get("address", ""), one.address, str),
            ]
            lines = [cells.fit("", 10) + cells.fit("本次填写", 31) + "已有记录"]
            for label, mine, theirs, mask in pairs:
                lines.append(cells.fit(label, 10) + cells.fit(mask(mine) or "-", 30) + " " + (mask(theirs) or "-"))
            text = "\n".join([one.why, *lines]) if one.why else "\n".join(lines)
        self.query_one("#compare", Static).update(text)

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        event.stop()
        self._compare()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_pick(self._list.cursor_index + 1)

    def action_pick(self, number: int) -> None:
        if number > len(self._choices):
            return
        if self._choices[number - 1].person in self._declared:
            self.warn("这一位已记下不是同一人；是同一人的，先按 Del 收回。")
        else:
            self.dismiss(self._choices[number - 1])

    def action_declare(self) -> None:
        one = self._choices[self._list.cursor_index].person if self._choices else None
        if one is None:
            return
        back = one in self._declared
        self._declare(one.person_id, not back)
        if back:
            self._declared.remove(one)
            self._candidates.append(one)
            self._fill()
            self.warn(f"已收回，{self._named(one)}可以选定。")
            return
        self._declared.append(one)
        self._candidates = [other for other in self._candidates if other.person_id != one.person_id]
        if self._same_person is not None and self._same_person.person_id == one.person_id:
            self._same_person = None
        if not self._candidates:
            self.dismiss(SameChoice(None))
            return
        self._fill()
        self.warn("已记下不是同一人，保存后不再提示。")


def companions_dialog(typed: str, most: int, keep: Callable[[str], str]) -> FormDialog:
    """同访人: one line a person. `typed` is what was typed last time; `keep` gets what is typed and not saved."""
    spec = FieldSpec(
        "people",
        "同访人",
        "notes",
        height=9,
        width=0,
        limit=20_000,
        hint="李某 13800000018 代表",
        parse=lambda text: parse_companions(text, most),
    )
    note = f"一行一人：姓名 电话 代表。代表最多 {most} 人，再多的记为同访人。来访人本人不用再写。"
    return FormDialog(
        "同访人", [spec], {"people": typed}, note, keep=lambda raw: keep(raw["people"]), form_name="companions"
    )
