"""The side of the talk: who this is, what it is about now, and what was before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.widgets._static import Static

from jiefang_tui.rules.text import mask_phone
from jiefang_tui.rules.typed.amounts import yuan
from jiefang_tui.store.queries.reception.visits import PairView, VisitView
from jiefang_tui.terms import PairKind
from jiefang_tui.ui.widgets import cells

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference
    from jiefang_tui.store.queries.reception.leader_facts import LeaderFacts

Line = tuple[str, str]
"""(text, style)."""
_HEAD = "bold $now"


def side_lines(
    view: VisitView, pair: PairView | None, reference: Reference, known: LeaderFacts | None = None
) -> Iterator[Line]:
    """What the side says, before it is folded to its width: visitor, the present matter, what was before.

    `known`: of a matter that was here before, what the leader ordered, who answered what, and what the law wants.
    """
    yield from _visitor(view)
    if known is not None and known.lines:
        yield ("上次和法定", _HEAD)
        for line in known.lines:
            late = known.is_late and line.startswith("法定")
            yield (line, "bold $card-red" if late else "")
    if pair is not None:
        yield from _matter(view, pair, reference)
    if view.materials:
        yield ("材料", _HEAD)
        yield from ((text, "") for text in view.materials)
    yield from _history(view)


def _visitor(view: VisitView) -> Iterator[Line]:
    person = view.person
    facts = [view.name]
    if person is not None:
        facts += [person.sex, f"{person.age}岁" if person.age is not None else ""]
    if view.headcount > 1:
        facts.append(f"{view.headcount}人")
    yield (" ".join(part for part in facts if part), "bold")
    if view.needs or view.is_urgent:
        yield (" ".join([*view.needs, *(["紧急"] if view.is_urgent else [])]), "bold $card-yellow")
    if view.on_behalf_of:
        yield (f"代 {view.on_behalf_of}", "")
    if view.named is not None:
        yield (f"点名 {view.named.words}", "$now")
        if view.named.booking is not None:
            yield (f"  {view.named.booking.words}", "")
    if person is not None:
        yield (f"住址 {person.address or '未登记'}", "" if person.address else "$dim")
        if person.phone:
            yield (f"电话 {mask_phone(person.phone)}", "")
    if view.representatives:
        yield ("代表 " + "、".join(view.representatives), "")
    if view.companions:
        yield ("同访 " + "、".join(view.companions), "")


def _matter(view: VisitView, pair: PairView, reference: Reference) -> Iterator[Line]:
    count = len(view.pairs)
    number = f" {view.pairs.index(pair) + 1}/{count}" if count > 1 else ""
    kind = "本台初访" if pair.kind is PairKind.INITIAL else f"第{pair.visit_no}次来访"
    yield (f"诉求{number} {kind}", _HEAD)
    if pair.is_sealed:
        yield ("检举控告，内容不记，只移送", "$card-yellow")
        return
    yield (pair.request, "")
    if pair.facts:
        yield (f"事实 {pair.facts}", "")
    if pair.amount_fen is not None:
        yield (f"金额 {yuan(pair.amount_fen)}", "")
    if pair.content_class:
        yield (f"分类 {reference.class_label(pair.content_class)}", "$dim")
    if pair.concerned:
        yield (f"被反映 {pair.concerned}", "")
    if pair.problem_place:
        yield (f"地点 {pair.problem_place}", "")
    if pair.prior_procedures:
        yield (f"走过程序 {pair.prior_procedures}", "")
    if pair.prior_query_code:
        yield (f"查询码 {pair.prior_query_code}", "")
    if pair.owner:
        due = f" 化解期限 {pair.resolve_due}" if pair.resolve_due else ""
        yield (f"{pair.owner}包案{due}", "")
    if pair.kind is PairKind.REPEAT and pair.last_entry:
        yield (f"最近 {pair.last_entry}", "$dim")
    if pair.outcome is not None:
        yield (f"已定 {pair.outcome.label}", "bold $said")


def _history(view: VisitView) -> Iterator[Line]:
    if view.promises:
        yield ("承诺事项", _HEAD)
        for promise in view.promises:
            due = f"{promise.due_on}前 " if promise.due_on else ""
            late = "逾期 " if promise.is_late else ""
            yield (f"{late}{due}{promise.text}", "bold $card-red" if promise.is_late else "")
    if view.open_matters:
        yield (f"未了事项 {len(view.open_matters)}件", _HEAD)
        for matter in view.open_matters:
            yield (matter.title, "")
            yield (matter.status, "$dim")
            if matter.late:
                yield (matter.late, "bold $card-red")
    yield (f"以往来访 {view.past_count}次" if view.past else "以往没有来过", _HEAD)
    for past in view.past:
        leader = f" {past.leader}" if past.leader else ""
        yield (f"{past.day}{leader}", "")
        yield (" ".join(part for part in (past.title, past.outcome) if part), "$dim")


class TalkSide(ScrollableContainer, can_focus=True, inherit_bindings=False):
    """The side as a scrolling page; Tab reaches it after the fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "上移", show=False),
        Binding("down", "scroll_down", "下移", show=False),
        Binding("pageup", "page_up", "上一页", show=False),
        Binding("pagedown", "page_down", "下一页", show=False),
        Binding("home", "scroll_home", "到开头", show=False),
        Binding("end", "scroll_end", "到末尾", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="talk-side")
        self._lines: list[Line] = []

    def compose(self) -> ComposeResult:
        yield Static(id="talk-side-text", markup=False)

    def show(self, lines: list[Line]) -> None:
        """Say these lines, folded to the width there is."""
        self._lines = lines
        self._paint()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        room = max(8, self.size.width - 3)
        parts: list[str | tuple[str, str]] = []
        for text, style in self._lines:
            if parts and style == _HEAD:
                parts.append("\n")
            for line in cells.fold(text, room):
                parts += [(line, style), "\n"]
        self.query_one("#talk-side-text", Static).update(Content.assemble(*parts))
