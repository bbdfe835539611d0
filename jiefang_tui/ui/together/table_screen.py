"""场次 1+X: who sat beside the leader, what each undertook, the other side, and what was brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.lights import light, warns_from
from jiefang_tui.services.desk.acts import ActSpec
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.together import seats, undertaking
from jiefang_tui.services.together.acts import (
    MEET,
    OWNER,
    OWNER_LINE,
    PARTY_LINE,
    PARTY_RESTORE,
    PARTY_WITHDRAW,
    RESTORE,
    UNDERTAKING_LINE,
    WITHDRAW,
    WITHDRAW_OWNER,
)
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.plans.seats import who_comes
from jiefang_tui.store.queries.reception.sessions import SessionView, session_on, session_view
from jiefang_tui.store.queries.together import table
from jiefang_tui.store.queries.together.clinic import OwnerView, came_to, owners_at
from jiefang_tui.store.queries.together.table import PartyView, SeatView, TableMatter, UndertakingView
from jiefang_tui.terms import Attendance, Presence
from jiefang_tui.ui.reception.ask_leader import session_form
from jiefang_tui.ui.together.forms import undertaking_specs
from jiefang_tui.ui.toolkit.act_form import Values, act_form, choice_field
from jiefang_tui.ui.toolkit.acts import begin, offer_line
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.days_left import days_left_words, short_day
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog, digit_bindings
from jiefang_tui.ui.toolkit.light_words import TONES
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

WHOLE = "0"
"""The choice that says: about the session, about no one matter."""
MARKS = (Attendance.CAME, Attendance.ABSENT, Attendance.PHONE)
COLUMNS = (Column("", 8), Column("谁", 16), Column("内容", 0), Column("状态", 16))
Line = SeatView | UndertakingView | PartyView | OwnerView | TableMatter


@dataclass(frozen=True)
class Table:
    """What is read of a session at once."""

    session: SessionView | None
    """None: there was none yet today."""
    seats: list[SeatView]
    undertakings: list[UndertakingView]
    parties: list[PartyView]
    owners: list[OwnerView]
    matters: list[TableMatter]


def table_of(session_id: int) -> Table:
    """The table of a session; of none an empty one."""
    if not session_id:
        return Table(None, [], [], [], [], [])
    matters = table.matters_at(session_id)
    return Table(
        session_view(session_id),
        table.seats_of(session_id),
        table.undertakings_at(session_id),
        table.parties_at(session_id, [one.id for one in matters]),
        owners_at(session_id),
        matters,
    )


class TableScreen(DeskScreen):
    """One session's table."""

    NAME_CN = "这一场"
    HELP_CN = (
        "本场一起接访的单位：光标在单位上，1 到 2 未到 3 电话参与，自动到下一个；Enter 写谁来的、常驻还是轮驻。"
        "Ins 记单位认领了什么、哪天前，没办到的在 F5 督办的「认领」里。^N 约对方当事人，先问来访人同意不同意见面。"
        "Del 撤回光标所在的一条，撤回过的 Enter 恢复，归属在事项 7 督办里恢复。"
    )
    BOUND = frozenset(
        {
            "reception_session", "session_participant", "undertaking", "opposite_party", "owner_question",
            "consultation_part", "visit", "visit_matter", "matter",
        }
    )  # fmt: skip
    AUTO_FOCUS = "RowList"
    WRITES = frozenset({"mark", "undertake", "meet", "owner", "take_back", "session"})
    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("mark", len(MARKS)),
        Binding("insert", "undertake", "认领", tooltip="单位认领了什么、哪天前"),
        Binding("ctrl+n", "meet", "约对方", tooltip="对方当事人：先问来访人同意见面吗，再约"),
        Binding("delete", "take_back", "撤回", tooltip="撤回光标所在的一条，写明原因"),
        Binding("ctrl+b", "owner", "归属会商", tooltip="这件归谁办：各单位怎么说，谁定的，或者由谁、哪天前定"),
        Binding("ctrl+o", "session", "场次", tooltip="谁接访、参加单位、类型；另开一场"),
        Binding("ctrl+r", "sheet", "小结", tooltip="本场小结：批次人次件，每件各单位怎么说、认领什么；写成文档"),
    ]

    def __init__(self, session_id: int | None = None) -> None:
        """None: today's."""
        super().__init__()
        today = session_on(clock.today()) if session_id is None else None
        self.session_id = session_id if session_id is not None else today.id if today else 0
        self._list = RowList(COLUMNS, enter="打开", empty="这一场还没有参加单位，按 ^O 写上")
        self._table: Table | None = None
        self._lines: dict[object, Line] = {}

    @property
    def about(self) -> tuple[str, int]:
        return ("session", self.session_id)

    def compose_body(self) -> ComposeResult:
        yield self._list

    # -- what it shows

    @property
    def table(self) -> Table:
        """As last read."""
        assert self._table is not None
        return self._table

    def reload(self) -> None:
        self._table = table_of(self.session_id)
        session, today = self.table.session, clock.today()
        came = sum(one.attendance is not None and one.attendance.took_part for one in self.table.seats)
        if session is None:
            self.stand("今天还没有场次，按 ^O 写上谁接访、哪些单位参加")
        else:
            self.set_heading(f"场次 {session.mode_label}")
            leader = f"{session.leader} {session.leader_post}".rstrip() or "还没有接访领导"
            said = f"  参加单位 {len(self.table.seats)} 个，到 {came} 个"
            figures = came_to([self.session_id])
            self.stand((leader, "bold"), said, right=(f"{figures.words} {figures.hours}".rstrip(),))
        self._lines = {}
        self._list.set_rows(list(self._rows(today)))
        self.refresh_bindings()

    def on_resize(self) -> None:
        if self._table is not None:
            self._list.set_rows(list(self._rows(clock.today())))

    def _rows(self, today: date) -> Iterator[Row]:
        yield from self._group("参加单位", "seat", self.table.seats, self._seat)
        yield from self._group(
            "认领", "undertaking", self.table.undertakings, lambda one: self._undertaking(one, today)
        )
        yield from self._group("对方", "party", self.table.parties, self._party)
        yield from self._group("归属", "owner", self.table.owners, self._owner)
        yield from self._group("来访", "matter", self.table.matters, self._matter)

    def _group(self, label: str, kind: str, lines: list[Any], make: Callable[[Any], tuple[Any, ...]]) -> Iterator[Row]:
        """Rows of one kind; a long text takes as many lines as it needs."""
        room = max(20, (self.size.width or self.app.size.width) - 45)
        for place, one in enumerate(lines):
            who, text, stands, tone, enter = make(one)
            if self.looks_only and kind != "matter":
                enter = ""
            for number, part in enumerate(cells.fold(text, room) or [""]):
                first = number == 0
                key = (kind, one.id, getattr(one, "visit_id", 0), number)
                self._lines[key] = one
                shown = (label if first and place == 0 else "", who if first else "", part, stands if first else "")
                dim = "dim" if tone == "dim" else ""
                yield Row(key, shown, dim, {0: "dim", 3: tone} if not dim else {0: "dim"}, enter)

    def _seat(self, one: SeatView) -> tuple[str, str, str, str, str]:
        how = one.presence.label if one.presence else ""
        theirs = [row for row in self.table.undertakings if row.unit == one.unit and row.withdrawn_on is None]
        took = f"认领{len(theirs)}条" if theirs else ""
        text = "  ".join(filter(None, (one.person, how, took)))
        stands = one.attendance.label if one.attendance else "1到 2未到 3电话"
        return one.unit, text, stands, "" if one.attendance else "yellow", "谁来的"

    def _undertaking(self, one: UndertakingView, today: date) -> tuple[str, str, str, str, str]:
        text = f"{one.words}  {self._about(one)}"
        if one.withdrawn_on is not None:
            return one.who, text, f"{short_day(one.withdrawn_on, today)}撤回", "dim", "恢复"
        if one.done_on is not None:
            return one.who, text, f"{short_day(one.done_on, today)}办到", "dim", "办理"
        if one.due_on is None:
            return one.who, text, "没有定日期", "", "办理"
        reference = self.desk.reference
        last = calendar_of(reference).last_in_time(one.due_on)
        now = light(warns_from(one.said_on, one.due_on, reference.policy.yellow_days), last, today)
        return one.who, text, f"待办 {days_left_words((last - today).days)}", TONES.get(now, ""), "办理"

    def _about(self, one: UndertakingView | PartyView) -> str:
        """Whose matter it is."""
        if one.matter_id is None:
            return "(整场)"
        name = shown_name(one.petitioner, self.desk.masks_names)
        return f"({name} {shown_title(one.matter, self.desk.masks_names)})"

    def _party(self, one: PartyView) -> tuple[str, str, str, str, str]:
        tone, enter = ("dim", "恢复") if one.withdrawn_on is not None else ("", "办理")
        return one.who, f"{one.words}  {self._about(one)}", one.stands, tone, enter

    def _owner(self, one: OwnerView) -> tuple[str, str, str, str, str]:
        about = shown_title(one.title, self.desk.masks_names)
        stands, tone = ("已定", "") if one.decided_on else ("待定", "yellow")
        return shown_name(one.petitioner, self.desk.masks_names), f"{one.words}  ({about})", stands, tone, "办理"

    def _matter(self, one: TableMatter) -> tuple[str, str, str, str, str]:
        number = f"{one.number:02} " if one.number else ""
        open_here = sum(row.matter_id == one.id and row.is_open for row in self.table.undertakings)
        title = shown_title(one.title or one.register_no, self.desk.masks_names)
        return (
            f"{number}{shown_name(one.name, self.desk.masks_names)}",
            title,
            f"认领{open_here}条未办" if open_here else "",
            "",
            "打开事项",
        )

    # -- the line under the cursor

    @property
    def line(self) -> Line | None:
        """What the cursor stands on."""
        return self._lines.get(self._list.cursor_key)

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        self.refresh_bindings()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        match self.line:
            case SeatView() if self.looks_only:
                self.warn(self.desk.read_only_because)
            case SeatView() as one:
                self.ask(self._seat_form(one), lambda _: self.say("已记下"))
            case UndertakingView() as one:
                title = cells.fit(f"{one.who}：{one.text}", 56).rstrip()
                acts = (RESTORE,) if one.withdrawn_on else UNDERTAKING_LINE
                offer_line(self, title, acts, one.matter_id or 0, one.id)
            case PartyView() as one:
                offer_line(self, one.who, (PARTY_RESTORE,) if one.withdrawn_on else PARTY_LINE, one.matter_id, one.id)
            case OwnerView() as one:
                offer_line(self, one.words, OWNER_LINE, one.matter_id, one.id)
            case TableMatter() as one:
                self.app.go("matter", matter_id=one.id)

    def action_mark(self, number: int) -> None:
        """到, 未到, 电话参与 of the unit under the cursor; the cursor goes on to the next unit."""
        one = self.line
        if not isinstance(one, SeatView):
            return
        if isinstance(self.attempt(seats.mark, self.desk, one.id, MARKS[number - 1]), Refused):
            return
        self.say(f"{one.unit} {MARKS[number - 1].label}")
        at = [seat.id for seat in self.table.seats].index(one.id)
        if at + 1 < len(self.table.seats):
            self._list.move_to(("seat", self.table.seats[at + 1].id, 0, 0))

    def _seat_form(self, one: SeatView) -> FormDialog:
        specs = [
            FieldSpec("person", "谁来的", width=24, hint="可空着"),
            FieldSpec("presence", "入驻方式", kind="choice", options=Presence.labels(), hint="不分的空着"),
        ]

        def save(values: Values) -> None:
            how = values["presence"]
            seats.set_seat(self.desk, one.id, values.text("person"), Presence(how) if how else None)

        person = one.person or who_comes(self.session_id, one.unit)  # as said beforehand; that it is so is saved here
        initial = {"person": person, "presence": one.presence.value if one.presence else ""}
        return act_form(one.unit, specs, save, initial, form_name="set_seat", row=one.id)

    def action_undertake(self) -> None:
        """认领 of the unit under the cursor, or in the matter under it."""
        one = self.line
        matters = self.table.matters
        initial: dict[str, object] = {"unit": one.unit} if isinstance(one, SeatView) else {}
        talking = [each for each in matters if each.is_in_talk] or (matters if len(matters) == 1 else [])
        chosen = one.id if isinstance(one, TableMatter) else talking[0].id if talking else None
        specs = undertaking_specs()
        if matters:
            options = [(str(each.id), self._named(each)) for each in matters]
            which = choice_field("matter", "哪一件", [*dict(options).items(), (WHOLE, "整场，不单说哪一件")], width=44)
            specs = [which, *specs]
            if chosen is not None:
                initial["matter"] = str(chosen)

        def save(values: Values) -> None:
            picked = values.get("matter") or WHOLE
            given = UndertakingIn(
                text=values.text("text"),
                unit=values.text("unit"),
                person=values.text("person"),
                due_on=values["due_on"],
                matter_id=None if picked == WHOLE else int(picked),
                session_id=self.session_id,
            )
            undertaking.undertake(self.desk, given)

        form = act_form("单位认领", specs, save, initial, form_name="undertake_at_table")
        self.ask(form, lambda _: self.say("已记认领；没办到以前在 F5 的「认领」里"))

    def _named(self, one: TableMatter) -> str:
        name = shown_name(one.name, self.desk.masks_names)
        return f"{name} {shown_title(one.title or one.register_no, self.desk.masks_names)}"

    def action_meet(self) -> None:
        """约对方 in the matter under the cursor, or in the one that is chosen."""
        self._in_matter(MEET, "哪一件约对方")

    def action_owner(self) -> None:
        """归属会商 of the matter under the cursor, or of the one that is chosen."""
        self._in_matter(OWNER, "哪一件会商归属")

    def _in_matter(self, spec: ActSpec, title: str) -> None:
        one, matters = self.line, self.table.matters
        if isinstance(one, TableMatter) or len(matters) == 1:
            begin(self, spec, one.id if isinstance(one, TableMatter) else matters[0].id)
        elif not matters:
            self.warn("这一场还没有来访的事项；先登记来访。")
        else:
            options = [(str(each.id), self._named(each)) for each in matters]
            self.ask(ChooseDialog(title, options), lambda picked: begin(self, spec, int(picked)))

    def action_sheet(self) -> None:
        """The closing sheet, written and opened."""
        from jiefang_tui.services.together.closing_sheet import closing_sheet
        from jiefang_tui.ui.toolkit.printing import open_printed

        open_printed(self, self.act(closing_sheet, self.desk, self.session_id))

    def action_take_back(self) -> None:
        match self.line:
            case SeatView() as seat:
                dialog = reason_dialog(
                    f"撤{seat.unit}的到场",
                    lambda reason: seats.unmark(self.desk, seat.id, reason),
                    form_name="seat_unmark",
                    row=seat.id,
                )
                self.ask(dialog, lambda _: self.say("已撤"))
            case UndertakingView() as one:
                begin(self, WITHDRAW, one.matter_id or 0, one.id)
            case PartyView() as one:
                begin(self, PARTY_WITHDRAW, one.matter_id, one.id)
            case OwnerView() as one:
                begin(self, WITHDRAW_OWNER, one.matter_id, one.id)

    def action_session(self) -> None:
        self.ask(session_form(self.desk, self.table.session), lambda _: self._go_on())

    def _go_on(self) -> None:
        """A new session has a table of its own."""
        now = session_on(clock.today())
        if now is not None and now.is_open:
            self.session_id = now.id
        self.reload()
        self.say("本场接访已记下")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        one = self.line if self._table is not None else None
        if action == "mark":
            return isinstance(one, SeatView) and not self.looks_only
        if action in ("undertake", "meet", "owner", "sheet") and not self.session_id:
            return False
        if action == "take_back":
            if isinstance(one, SeatView):
                return one.attendance is not None and not self.looks_only
            if not isinstance(one, UndertakingView | PartyView | OwnerView) or one.withdrawn_on is not None:
                return False
        return super().check_action(action, parameters)
