"""概况: everything written down of a matter, as lines of a label and a value; Enter opens what a line is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.text import mask_id, mask_name
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.rules.typed.identity import is_doubtful_id
from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.services.closure.acts import BACKLOG, END_SIMPLY, END_WAIT, WAIT
from jiefang_tui.services.closure.line_acts import FULFIL
from jiefang_tui.services.fieldwork.contact import contact_days
from jiefang_tui.services.law.acts import ACCEPT, APART, CORRECT_CATEGORY, RECUSE, REPORT, SEALING
from jiefang_tui.services.matter.acts import FIRST_CONTACT, LINK, MERGE, PROGRESS
from jiefang_tui.services.matter.line_acts import INSTRUCTION_LINE, LINK_LINE, MERGE_LINE
from jiefang_tui.services.reception.acts import BOOKING_LINE, KEY_BOOKING
from jiefang_tui.services.supervision.acts import MAJOR
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.closure import resting
from jiefang_tui.store.queries.fieldwork.contact import contact_of
from jiefang_tui.store.queries.law.due import DeadlineView, deadlines_of
from jiefang_tui.store.queries.law.stages import DispatchView
from jiefang_tui.store.queries.matter import matter_history as history
from jiefang_tui.store.queries.matter.matter_progress import Progress, progress_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.store.queries.reception.named import bookings_of, first_asked
from jiefang_tui.store.queries.together.campaigns import campaigns_of
from jiefang_tui.store.queries.together.causes import causes_of
from jiefang_tui.terms import DueKind, IdDocument, MatterState
from jiefang_tui.ui.agreements.agreement_lines import agreements_in_short
from jiefang_tui.ui.matter import contact_forms
from jiefang_tui.ui.matter import matter_dialogs as forms
from jiefang_tui.ui.toolkit.acts import begin, offer, offer_line
from jiefang_tui.ui.toolkit.days_left import days_left_words, short_day
from jiefang_tui.ui.toolkit.light_words import stage_lights
from jiefang_tui.ui.toolkit.panel import Panel
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

LABEL = 8


@dataclass(frozen=True)
class Fact:
    """One thing known (or missing): `about` says what Enter opens."""

    label: str
    text: str
    about: tuple[str, int] = ("", 0)
    tone: str = ""


def facts_of(view: MatterView, today: date, deadlines: Sequence[DeadlineView] = ()) -> list[Fact]:
    """The matter itself: number, what it is about, who came, where it stands."""
    kinds = [view.channel.label, view.category.label, "紧急" if view.is_urgent else ""]
    facts = [Fact("编号", f"{view.register_no}  {_joined(kinds)}")]
    if view.is_sealed:
        to = f"，拟移送{view.handed_to}" if view.handed_to else ""
        todo = f"密件已于 {view.sealed_printed_on} 打印，" if view.sealed_printed_on else ""
        todo = f"尚未移送{to}；{todo}按 Ins {'办完移送' if todo else '打印、办完移送'}"
        where = f"{view.handed_on} 移送 {view.handed_to}" if view.handed_on else todo
        tone = "" if view.handed_on else "now"
        note = "检举控告只留编号、日期和去向，不记内容。"
        return [*facts, Fact("密件", where, tone=tone), Fact("说明", note), _county(view)]
    facts += [_person_line(view), *_person_facts(view)]
    facts += [
        Fact("诉求", view.request or view.title, ("matter", 0)),
        Fact("事实理由", view.facts, ("matter", 0)),
        Fact("内容分类", view.content_class_label or "未填", ("matter", 0), "" if view.content_class else "dim"),
        Fact("问题地点", _joined([view.problem_area_name, _other(view), str(view.problem_on or "")]), ("matter", 0)),
        Fact("被反映", _joined([view.concerned_unit, view.concerned_person]), ("matter", 0)),
        Fact("金额人数", _joined([amount_text(view.amount_fen), _people(view.affected_count)]), ("matter", 0)),
        Fact("首次联系", _joined([str(view.first_contact_on or ""), view.first_contact_by])),
        Fact("已走程序", _joined([view.prior_procedures, _code(view.prior_query_code)]), ("matter", 0)),
    ]
    facts += [_county(view), _accepted(view), _notice(view, today, deadlines), _owner(view)]
    if view.result:
        facts.append(Fact("办理结果", _joined([str(view.concluded_on or ""), view.result])))
    if view.merged_into_id:
        facts.append(Fact("并入", view.merged_into_no, ("merged", view.merged_into_id), "now"))
    return [fact for fact in facts if fact.text]


def marks_of(view: MatterView, at: Progress, deadlines: Sequence[DeadlineView]) -> list[Fact]:
    """The lights of every stage in one line, and what sets this matter apart."""
    lights, tone = stage_lights(deadlines)
    facts = [Fact("期限", lights, ("why", 0), tone)] if deadlines else []
    facts.append(_from_above(at, deadlines))
    facts.append(_coming_to_rest(at))
    if at.wait_for:
        since = f"{at.wait_since}写明" if at.wait_since else ""
        facts.append(Fact("等待", _joined([at.wait_for.label, at.wait_note, since]), ("tab", 7), "now"))
    urgent = "重大紧急，及时报送(条例第二十五条)" if at.is_urgent_major else ""
    marks = _joined([urgent, "已列入积案" if at.is_backlog_listed else ""])
    facts.append(Fact("标记", marks, ("tab", 7) if urgent else ("", 0), "yellow"))
    return [fact for fact in facts if fact.text]


def _from_above(at: Progress, deadlines: Sequence[DeadlineView]) -> Fact:
    """Who sent it, under which number, by when, and whether a report of how it ended is wanted."""
    if at.transferred_in_on is None:
        return Fact("上级交办", "")
    made = next((one.met_on for one in deadlines if one.kind is DueKind.REPORT_UP and one.met_on), None)
    limit = f"{at.assigned_due}前" if at.assigned_due else ""
    wanted = f"{limit}报办结报告" if at.wants_report else f"{limit}办结" if limit else ""
    stands = "" if not at.wants_report else f"{made}已报" if made else "还没有报"
    received = at.assigned_level.received(at.assigned_leader) if at.assigned_level else ""
    text = _joined([received, at.transferred_from, at.transfer_no, wanted, stands])
    return Fact("上级交办", text, ("tab", 4), "yellow" if at.wants_report and not made else "")


def _coming_to_rest(at: Progress) -> Fact:
    """How far a concluded matter has come to rest: each a fact of its own, ``-`` for what has not come."""
    steps = (
        ("送达", at.served_on),
        ("执行到位", at.executed_on),
        ("回访", at.followed_up_on),
        ("案结事了", at.settled_on),
        ("销号", at.closed_on),
    )
    if at.concluded_on is None:
        return Fact("结局", "")
    told = "  ".join(f"{what} {f'{day:%m-%d}' if day else '-'}" for what, day in steps)
    return Fact("结局", told, ("tab", 6), "" if at.closed_on else "now")


def _joined(texts: Iterable[str]) -> str:
    return "  ".join(text for text in texts if text)


def _person_line(view: MatterView) -> Fact:
    person = view.person
    if person is None:
        return Fact("来访人", view.petitioner_name)
    age = f"{person.age}岁" if person.age is not None else ""
    return Fact("来访人", _joined([person.name, person.sex_label + age]), ("person", person.id), "bold")


def _person_facts(view: MatterView) -> list[Fact]:
    person = view.person
    if person is None:
        return []
    about = ("person", person.id)
    slip = "待核" if is_doubtful_id(person.id_no, IdDocument(person.id_doc), clock.today()) else ""
    return [
        Fact("电话", person.phone or "未填", about, "" if person.phone else "dim"),
        Fact("证件", _joined([person.id_doc_label, mask_id(person.id_no), slip]) if person.id_no else "", about),
        Fact("住址", person.address or "未填，书面告知寄不到", about, "" if person.address else "yellow"),
    ]


def _other(view: MatterView) -> str:
    return view.problem_place if view.problem_place != view.problem_area_name else ""


def _people(count: int | None) -> str:
    return f"涉及{count}人" if count is not None else ""


def _code(code: str) -> str:
    return f"查询码 {code}" if code else ""


def _county(view: MatterView) -> Fact:
    entered = f"{view.county_entered_on}录入" if view.county_entered_on else ""
    text = _joined([view.county_state.label, view.county_no, _code(view.county_query_code), entered])
    return Fact("上级系统", text, ("county", 0), "yellow" if view.county_state.value == "not_entered" else "")


def _accepted(view: MatterView) -> Fact:
    if view.authority:
        return Fact("途径", _joined([view.route_label, f"向{view.authority}提出"]), ("tab", 4))
    if view.accepted_on is None:
        return Fact("受理", "未受理", ("accept", 0), "dim")
    due = f"应办结 {view.handling.rolled}({view.handling.article})" if view.handling else ""
    return Fact("受理", _joined([str(view.accepted_on), view.route_label, due]))


def _notice(view: MatterView, today: date, deadlines: Sequence[DeadlineView]) -> Fact:
    """Whether it was told in writing, also when it was told late and has come to rest since."""
    if view.notified_on:
        due = view.notice.rolled if view.notice is not None else view.notified_on
        late = (view.notified_on - due).days
        said = f"，晚了{late}日(应在{due:%m-%d}前)" if late > 0 else ""
        return Fact("书面告知", f"{view.notified_on} 已告知{said}", tone="red" if said else "")
    if view.notice is None or view.state is MatterState.OBJECTED:  # nothing to be told until it is said whose it is
        return Fact("书面告知", "")
    days = view.notice.left_on(today)
    text = f"应于 {view.notice.rolled} 前告知({view.notice.article})  {days_left_words(days)}"
    return Fact("书面告知", text, ("slip", 0), "red" if days < 0 else "yellow")


def _owner(view: MatterView) -> Fact:
    if view.sheet is not None:
        reason = f"({view.sheet.other_owner_reason})" if view.sheet.other_owner_reason else ""
        who = _joined([f"包案领导 {view.sheet.leader}{reason}", view.sheet.leader_post, view.lead_unit])
        return Fact("办理", who, ("tab", 2))
    due = f"限办 {view.due_on}" if view.due_on else ""
    if view.unsigned:
        who = _joined([f"首接人 {view.first_receiver}负责，{view.unsigned}还没有签收", due])
        return Fact("办理", who, ("tab", 4), "yellow" if view.is_open else "")
    who = _joined([view.handler, view.lead_unit, due])
    return Fact("办理", who or f"首接人 {view.first_receiver}，还没有定责任人", ("tab", 2), "" if who else "yellow")


def contact_fact(view: MatterView, today: date, wanted_days: int | None) -> Fact:
    """包案领导定期约访走访家访: when somebody was there last. Late is what the office itself has set, never a card."""
    found = contact_of(view.id)
    if found is None:
        return Fact("联系", "")
    last = f"{short_day(found.last_on, today)} {found.last_how}" if found.last_on else "还没有联系过"
    text = _joined([last, f"包案以来 {found.times}次" if view.sheet is not None else f"{found.times}次"])
    if found.not_wanted_on is not None:
        said = f"「{found.not_wanted_said}」" if found.not_wanted_said else ""
        return Fact("联系", _joined([text, f"{short_day(found.not_wanted_on, today)}起本人不愿再上门{said}"]), WANTED)
    quiet = found.quiet_days(today)
    if wanted_days is not None and view.is_open and view.sheet is not None and quiet > wanted_days:
        return Fact("联系", _joined([text, f"{quiet}天没联系，本单位定的是{wanted_days}天"]), CONTACT, "yellow")
    return Fact("联系", text, CONTACT)


def hanging_on(view: MatterView, today: date, masks: bool, calendar: Calendar) -> list[Fact]:
    """What hangs on it: agreements, commitments, instructions, handings-over, arrivals."""
    agreed = agreements_in_short(view.id, today)
    facts = [Fact("" if place else "协议", text, ("tab", 5), tone) for place, (text, tone) in enumerate(agreed)]
    facts += _asked_to_come(view, today, masks)
    facts += _promised(view, today, calendar)
    facts += _instructed(view, today)
    for place, sent in enumerate(history.dispatches_of(view.id)):
        due = f"{short_day(sent.due_on, today)}前" if sent.due_on else ""
        parts = [short_day(sent.sent_on, today), sent.outcome, sent.unit, sent.officer, due, sent.requirement]
        facts.append(Fact("" if place else "交出", _joined([*parts, _came_of(sent, today)])))
    for place, team in enumerate(causes_of(view.id)):
        facts.append(Fact("" if place else "专案", team.words, ("tab", 7), "dim" if team.closed_on else ""))
    for place, theme in enumerate(campaigns_of(view.id)):
        facts.append(Fact("" if place else "集中接访", theme, ("tab", 7)))
    facts += _related(view, masks)
    facts += _came(view, today)
    return facts


def _promised(view: MatterView, today: date, calendar: Calendar) -> list[Fact]:
    """承诺事项, each with what became of it."""
    facts: list[Fact] = []
    for place, one in enumerate(history.commitments_of(view.id, calendar)):
        days = one.days_left(today)
        status = days_left_words(days) if days is not None else ""
        if one.fulfilled_on:
            status = f"{short_day(one.fulfilled_on, today)} 已兑现"
        text = _joined(
            [
                short_day(one.due_on, today) if one.due_on else "",
                one.text,
                amount_text(one.amount_fen),
                one.confirmed_by,
                status,
                one.proof,
            ]
        )
        tone = "dim" if one.fulfilled_on else "red" if days is not None and days < 0 else ""
        facts.append(Fact("" if place else "承诺事项", text, ("commitment", one.id), tone))
    return facts


def _instructed(view: MatterView, today: date) -> list[Fact]:
    """批示, each with what became of it and what it said before it was put right."""
    facts: list[Fact] = []
    for place, said in enumerate(history.instructions_of(view.id)):
        due = f"{short_day(said.due_on, today)}前" if said.due_on else ""
        facts.append(
            Fact(
                "" if place else "批示",
                _joined([short_day(said.signed_on, today), said.leader, said.text, said.unit, due]),
                ("instruction", said.id),
            )
        )
        if said.answered_on is not None:
            told = _joined([short_day(said.answered_on, today), said.answer])
            facts.append(Fact("", f"  办理 {told}", ("instruction", said.id)))
        facts += [Fact("", f"  {line}", ("instruction", said.id), "dim") for line in said.corrected]
    return facts


def _came(view: MatterView, today: date) -> list[Fact]:
    """The arrivals and papers it came with, and what was said in the talk."""
    facts: list[Fact] = []
    for place, visit in enumerate(history.visits_of(view.id)):
        heads = f"{visit.headcount}人" if visit.headcount > 1 else ""
        stands = visit.outcome or visit.state.label
        kind = visit.kind.label if visit.purpose.value == "petition" else visit.purpose.label
        if not visit.number.startswith("第"):  # a letter is no visit, and so neither the first nor a repeated one
            kind = ""
        parts = [
            short_day(visit.day, today),
            visit.number,
            kind,
            visit.name,
            heads,
            stands,
            visit.leader,
        ]
        label = "" if place else f"来访{view.visit_count}次" if view.visit_count else "来件"
        facts.append(Fact(label, _joined(parts), ("visit", visit.visit_id)))
        if visit.talk_note:
            facts.append(Fact("", f"接谈: {visit.talk_note}", ("visit", visit.visit_id), "dim"))
    return facts


def _asked_to_come(view: MatterView, today: date, masks: bool) -> list[Fact]:
    """首问责任人, where a visitor named a leader (点名接访), and the appointments (约访) that are still to come."""
    asked = first_asked(view.id)
    facts = []
    if asked is not None:
        facts.append(Fact("首问责任", _joined([asked.leader, asked.post, f"{short_day(asked.day, today)}点名"])))
    for place, one in enumerate(bookings_of(view.id)):
        when = f"{short_day(one.slot_at.date(), today)} {one.slot_at:%H:%M}"
        text = _joined([when, one.leader, one.kind.label, shown_name(one.name, masks)])
        facts.append(Fact("" if place else "约访", text, ("booking", one.id), "now"))
    return facts


def _came_of(sent: DispatchView, today: date) -> str:
    """What became of a handing-over, empty while it runs."""
    if sent.returned_on is not None:
        return f"{short_day(sent.returned_on, today)}退回"
    if sent.replied_on is not None:
        return f"{short_day(sent.replied_on, today)}答复"
    return "已收回" if sent.ended_on is not None else ""


def _related(view: MatterView, masks: bool) -> list[Fact]:
    """Matters it is linked with, and merges that can be undone."""
    facts: list[Fact] = []
    for place, one in enumerate(resting.links_of(view.id)):
        text = _joined([one.register_no, shown_title(one.title, masks), one.state.label, one.reason])
        facts.append(Fact("" if place else "关联", text, ("link", one.id)))
    merges = [one for one in resting.merges_of(view.id) if one.undone_on is None]
    for place, merge in enumerate(merges):
        names = [merge.from_name, merge.into_name]
        if masks:
            names = [name.split()[0] if merge.kind == "matter" else mask_name(name) for name in names]
        text = _joined([" 并入 ".join(names), merge.reason])
        facts.append(Fact("" if place else "合并", text, ("merge", merge.id)))
    return facts


CONTACT, WANTED = ("contact", 0), ("wanted", 0)
WRITING = ("matter", "county", "accept", "commitment", "slip", "contact", "wanted")
"""Kinds of lines on which Enter opens what would write."""


LINES = {
    "link": ("关联", LINK_LINE), "merge": ("合并", MERGE_LINE), "instruction": ("批示", INSTRUCTION_LINE),
    "booking": ("约访", BOOKING_LINE),
}  # fmt: skip
"""What Enter offers on a line of each kind."""

OVERVIEW = (
    PROGRESS, LINK, MERGE, RECUSE, END_SIMPLY, FIRST_CONTACT, BACKLOG, MAJOR, WAIT, END_WAIT, REPORT, APART,
    CORRECT_CATEGORY, KEY_BOOKING,
)  # fmt: skip
"""What Insert offers: the acts on the matter as a whole."""


class OverviewPanel(Panel):
    """概况: one list at 80 columns, two side by side where there is room."""

    WRITES = frozenset({"add"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "办理", tooltip="记进展、等待、关联、并入、回避、积案、检举控告、更正类别，按数字选"),
    ]

    def __init__(self) -> None:
        super().__init__(id="overview")
        columns = [Column("", LABEL), Column("", 0)]
        self._left = RowList(columns, header=False, id="facts")
        self._right = RowList(columns, header=False, id="hanging", empty="还没有承诺、批示和来访")
        self._view: MatterView | None = None
        self._facts: list[Fact] = []
        self._hanging: list[Fact] = []

    def compose(self) -> ComposeResult:
        yield self._left
        yield self._right

    def show(self, view: MatterView) -> None:
        self._view = view
        today = clock.today()
        calendar = calendar_of(self.desk.reference)
        hanging = [] if view.is_sealed else hanging_on(view, today, self.desk.masks_names, calendar)
        deadlines = [] if view.is_sealed else deadlines_of(view.id, today, self.desk.reference)
        self._facts, self._hanging = facts_of(view, today, deadlines), hanging
        if not view.is_sealed:
            self._facts[1:1] = marks_of(view, progress_of(view.id), deadlines)
            if (said := contact_fact(view, today, contact_days())).text:
                self._facts.append(said)
        self._paint()

    def take_focus(self) -> None:
        self._left.focus()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        if not self.size.width:
            return
        wide = self.desk_screen.has_class("-wide")
        self._right.display = wide
        room = self.size.width // 2 if wide else self.size.width
        if wide:
            self._left.set_rows(_rows(self._facts, room))
            self._right.set_rows(_rows(self._hanging, room))
        else:
            self._left.set_rows(_rows([*self._facts, *self._hanging], room))

    def action_add(self) -> None:
        if self._view is not None:
            specs = SEALING if self._view.is_sealed else OVERVIEW
            offer(self.desk_screen, "这件事: 现在能办的", specs, self._view.id)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        about: Any = event.key
        self._open(about[0], about[1])

    def _open(self, kind: str, row_id: int) -> None:
        view = self._view
        if view is None:
            return
        if self.looks_only and kind in WRITING:
            self.desk_screen.warn(self.desk.read_only_because)
        elif kind == "matter":
            self.app.push_screen(forms.correct_matter(self.desk, view))
        elif kind == "person":
            self.app.go("person", person_id=row_id)
        elif kind == "county":
            self.app.push_screen(forms.county_entry(self.desk, view))
        elif kind == "accept":
            begin(self.desk_screen, ACCEPT, view.id)
        elif kind in ("contact", "wanted"):
            make = contact_forms.no_more_form if kind == "contact" else contact_forms.again_form
            self.app.push_screen(make(self.desk, view.id))
        elif kind == "merged":
            self.app.go("matter", matter_id=row_id)
        elif kind == "visit":
            self.app.go("visit", visit_id=row_id)
        elif kind == "commitment":
            begin(self.desk_screen, FULFIL, view.id, row_id)
        elif kind in LINES:
            title, specs = LINES[kind]
            offer_line(self.desk_screen, title, specs, view.id, row_id)
        elif kind in ("tab", "slip", "why"):
            self.call_later(self.desk_screen.run_action, f"tab({row_id})" if kind == "tab" else kind)
        else:
            self.desk_screen.say("这一行没有要打开的，按 Ins 看这件事现在能办什么")


def _rows(facts: list[Fact], width: int) -> list[Row]:
    room = max(20, width - LABEL - 4)
    rows = []
    for place, fact in enumerate(facts):
        about = fact.about if fact.about[0] else ("", place)
        lines = [line for line in cells.fold(fact.text, room) if line] or [""]
        for number, line in enumerate(lines):
            key = (about[0], about[1], (place, number))
            rows.append(Row(key, (fact.label if number == 0 else "", line), "", {0: "dim", 1: fact.tone}))
    return rows
