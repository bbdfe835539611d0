"""The side of 来访登记: who this may be, with visits, open matters and commitments. It never takes the focus.

While a field with a long choice has it, what can be chosen there stands here instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from textual.content import Content
from textual.widget import Widget

from jiefang_tui.rules.text import cut, mask_name
from jiefang_tui.store.queries.reception.candidate_history import KnownMatter
from jiefang_tui.store.queries.reception.people import Candidate
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.choice import ChoiceField
from jiefang_tui.ui.widgets.form_row import FormRow
from jiefang_tui.ui.widgets.option_line import OptionLine

Line = tuple[str, str]
"""(text, style) of one line."""


@dataclass(frozen=True)
class Choices:
    """What a field can take: all its labels that match what is typed, and the place of the one that Enter takes."""

    field: str
    labels: Sequence[str]
    at: int
    """-1: none of them."""
    is_free: bool
    """Whether what is no choice is kept as it was typed."""


@dataclass(frozen=True)
class SideView:
    """What the panel shows. Two equal views paint the same."""

    candidates: Sequence[Candidate] = ()
    was_searched: bool = False
    """Something was typed by which somebody could be found."""
    same_person: Candidate | None = None
    matter: KnownMatter | None = None
    """The open matter chosen for this visit; with a person and no matter it is a new 诉求."""
    again: str = "重访"
    """What coming about that matter is called: 重访 for a petition, else what they come for."""
    blocks: tuple[str, ...] = ()
    """The other matters of this visit, already typed."""
    companions: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    """What the window should still ask: 缺住址."""
    masks: bool = field(default=False)


class SidePanel(Widget):
    """One plane of text; `show` gives it another view."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = SideView()
        self._choices: Choices | None = None

    def follow(self, row: FormRow | None) -> None:
        """The field that is written in now: show all that it can take, if that is a long choice.

        While it is empty somebody who was found stays in sight: the field may only be on the way.
        """
        choices = None
        field = row.field if row is not None else None
        if row is not None and isinstance(field, ChoiceField) and not isinstance(field, OptionLine):
            labels, at = field.in_sight
            is_wanted = at >= 0 or field.value or not (self.view.candidates or self.view.same_person)
            choices = Choices(row.spec.label, tuple(labels), at, field.free) if is_wanted else None
        if choices != self._choices:
            self._choices = choices
            self.refresh()

    def show(self, view: SideView) -> None:
        """Paint `view`, if it is another one."""
        if view != self.view:
            self.view = view
            self.refresh()

    @property
    def text(self) -> str:
        """All lines as plain text."""
        return "\n".join(line for line, _ in self._lines(max(20, self.content_size.width), 99))

    def render(self) -> Content:
        room, height = self.content_size
        parts: list[Any] = []
        for text, style in self._lines(room, height):
            parts += [(cells.fit(text, room), style), "\n"]
        return Content.assemble(*parts)

    def _lines(self, room: int, height: int) -> list[Line]:
        view = self.view
        if self._choices is not None:
            return _listed(self._choices, room, height)
        if view.same_person is not None:
            lines: list[Line] = [("系同一人", "bold $said"), *_about(view.same_person, room, view.masks)]
            kind = f"{view.again} {shown_title(view.matter.title, view.masks)}" if view.matter else "新诉求"
            lines += [(f"本次 {kind}", "bold $now"), ("^O 改选", "$dim")]
        elif view.candidates:
            first = view.candidates[0]
            lines = [(f"可能是同一人  {len(view.candidates)}人", "bold $now"), *_about(first, room, view.masks)]
            lines += [("^O 系同一人", "bold $now"), ("不是，照常 ^S 保存", "$dim")]
            for other in view.candidates[1:]:
                lines.append((f"另 {_name(other, view.masks)} {other.facts} {other.why}", "$dim"))
                lines.append((f"   {other.phone_masked or other.address}", "$dim"))
        elif view.was_searched:
            lines = [("可能是同一人", "$dim"), ("没有找到，按新来访人登记", "$dim")]
        else:
            lines = [("可能是同一人", "$dim"), ("打出姓名、电话或证件号，", "$dim"), ("这里列出以前来过的人。", "$dim")]
        tail = self._tail()
        return _stack(lines, tail, height)

    def _tail(self) -> list[Line]:
        view = self.view
        tail: list[Line] = []
        if view.blocks:
            tail.append((f"已填 {len(view.blocks)} 件：", "$said"))
            tail += [(f" {shown_title(title, view.masks)}", "") for title in view.blocks]
        if view.companions:
            tail.append((f"同访人 {len(view.companions)}人：{'、'.join(view.companions)}", ""))
        if view.gaps:
            tail.append((" ".join(view.gaps), "$card-yellow"))
        return tail


def _listed(choices: Choices, room: int, height: int) -> list[Line]:
    """The part of the list around the one that Enter takes; how many are above and below is said."""
    labels, at = choices.labels, choices.at
    head = [(f"{choices.field}  {len(labels)} 项" if labels else f"{choices.field}  没有这样的", "$now")]
    foot = ("上下键选，Enter 选定" if labels else "照写的存" if choices.is_free else "退格看全部", "$dim")
    shown = max(1, height - 5)
    if len(labels) <= shown + 2:
        first, shown = 0, len(labels)
    else:
        first = min(max(0, at - shown // 2), len(labels) - shown)
    rows = [
        (cells.fit(label, room), "bold $cursor-text on $cursor" if number == at else "")
        for number, label in enumerate(labels[first : first + shown], first)
    ]
    above = [(f"上面还有 {first} 项", "$faint")] if first else []
    left = len(labels) - first - shown
    below = [(f"下面还有 {left} 项", "$faint")] if left else []
    return _stack([*head, *above, *rows, *below], [foot], height)


def _stack(lines: list[Line], tail: list[Line], height: int) -> list[Line]:
    """`lines` from the top and `tail` at the bottom; what has no room between them goes."""
    room = max(0, height - len(tail))
    head = lines[:room]
    gap: list[Line] = [("", "")] * min(room - len(head), 40)
    return [*head, *gap, *tail] if height < 99 else [*head, *tail]


def _about(one: Candidate, room: int, masks: bool) -> list[Line]:
    """What is known of a candidate."""
    lines: list[Line] = [(f"{_name(one, masks)} {one.facts}", "bold")]
    if one.address:
        lines.append((one.address, ""))
    numbers = "  ".join(part for part in (one.phone_masked, f"证尾 {one.id_tail}" if one.id_tail else "") if part)
    if numbers:
        lines.append((numbers, ""))
    if one.why:
        lines.append((one.why, "$said"))
    if one.visit_count:
        lines.append((f"来过 {one.visit_count} 次", ""))
    for visit in one.visits:
        tail = f" {visit.outcome}"
        middle = cells.fit(shown_title(visit.title, masks), max(4, room - 7 - cells.width(tail))).rstrip()
        lines.append((f" {visit.day:%m-%d} {middle}{tail}", "$dim"))
    going_on = [matter for matter in one.matters if matter.is_open]
    if one.matters:
        ended = len(one.matters) - len(going_on)
        lines.append((f"在办 {len(going_on)} 件" + (f"  已了 {ended} 件" if ended else ""), ""))
    for matter in (*going_on, *(each for each in one.matters if not each.is_open))[:3]:
        tail = f" {matter.status}"
        late = matter.days_left is not None and matter.days_left < 0
        middle = cells.fit(shown_title(matter.title, masks), max(4, room - 1 - cells.width(tail))).rstrip()
        lines.append((f" {middle}{tail}", "$card-red" if late else ""))
    for promise in one.commitments[:2]:
        due = f"{promise.due_on:%m-%d} " if promise.due_on else ""
        late_word = "(逾期)" if promise.is_late else ""
        style = "$card-red" if promise.is_late else ""
        lines.append((f"承诺{late_word} {due}{shown_title(promise.text, masks)}", style))
    return lines


def shown_title(title: str, masks: bool) -> str:
    """A matter's title as lists show it: its first two characters when names and matters are masked."""
    return cut(title, 4) + "**" if masks and title else title


def _name(one: Candidate, masks: bool) -> str:
    return mask_name(one.name) if masks else one.name
