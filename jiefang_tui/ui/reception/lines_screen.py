"""连续登记 and 午间补录 (Ctrl+B in 来访登记): many arrivals on one screen, a row each, typed at the bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from jiefang_tui import clock
from jiefang_tui.rules.outcomes import OUTCOMES
from jiefang_tui.rules.same_person import village_of
from jiefang_tui.rules.text import cut, fold, mask_name, one_line
from jiefang_tui.rules.typed.group_names import group_names
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.reception import intake, noon
from jiefang_tui.store.queries.reception import people
from jiefang_tui.store.queries.reception.candidate_history import KnownMatter
from jiefang_tui.store.queries.reception.people import Candidate
from jiefang_tui.store.queries.reception.queue import still_here
from jiefang_tui.terms import LegalRoute
from jiefang_tui.ui.reception import line_grid
from jiefang_tui.ui.reception.intake_dialogs import SameChoice, SamePersonDialog
from jiefang_tui.ui.reception.intake_side import shown_title
from jiefang_tui.ui.toolkit.candidates import village_keys
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.draft_keeper import DraftKeeper
from jiefang_tui.ui.widgets.form import Form
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

FORM = "lines"
LOOK_UP_SECONDS = 0.12
_ASKING = ("name", "phone", "address")


@dataclass(frozen=True)
class _Saved:
    """A row that was saved: what the list shows of it."""

    number: int
    queue_no: int
    name: str
    headcount: int
    request: str
    outcome: str
    margin: str
    matter_id: int | None


class LinesScreen(DeskScreen):
    """Each row is saved as its own act when its last cell is left with Enter, or with Ctrl+S from any cell."""

    NAME_CN = "连续登记"
    HELP_CN = (
        "一行登记一位，在下面填，Enter 到下一格，最后一格 Enter 存下这一行接着填下一行。"
        "日期、来由和村沿用上一行。可能重复的在备注里写「同名?」，不妨碍登记，当时可按 ^O 选定本人。"
        "^T 换成午间补录：把纸质登记表上的时间、领导、处理和批示一并录入，处理按数字选。"
    )
    AUTO_FOCUS = "#field-name"
    CSS_PATH = Path(__file__).with_name("lines.tcss")
    WRITES = frozenset({"save", "switch", "same", "drafts"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "存这一行", tooltip="存下这一行，接着填下一行"),
        Binding("ctrl+t", "switch", "连续/补录", tooltip="在连续登记和午间补录之间换"),
        Binding("ctrl+o", "same", "系同一人", tooltip="选定这一行是哪一位、为哪件事再来"),
        Binding("ctrl+r", "drafts", "取回草稿", tooltip="取回没写完的一行，或丢弃"),
    ]

    def __init__(self, *, is_noon: bool = False, draft_uid: UUID | str | None = None) -> None:
        """`is_noon`: begin with 午间补录; `draft_uid`: with that half-typed row."""
        super().__init__()
        self.form = Form(line_grid.specs(self.desk), id="lines-form")
        self.list = RowList(
            [
                Column("号", 4, right=True),
                Column("姓名", 10),
                Column("人", 4, right=True),
                Column("诉求", 0),
                Column("处理", 12),
                Column("备注", 18),
            ],
            empty="在下面填第一行",
        )
        self._village_codes = village_keys(self.desk)
        self.is_noon = is_noon
        self._begin_with = draft_uid
        self._saved: list[_Saved] = []
        self.draft = DraftKeeper(self, FORM)
        self._person: Candidate | None = None
        self._matter: KnownMatter | None = None
        self._found: list[Candidate] = []
        self._not_same: list[int] = []
        self._companions: list[str] = []
        """Names of who came along, where the name field held them (张三、李四等6人)."""
        self._wrong = ""
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        yield self.list
        yield self.form

    def on_mount(self) -> None:
        super().on_mount()
        self._lay_mode()
        kept = drafts.take_draft(self._begin_with) if self._begin_with is not None else None
        if kept is not None:
            self.draft.uid = kept.uid
            self._take_draft(kept)

    def reload(self) -> None:
        self.draft.waiting()
        self._show()

    def _lay_mode(self) -> None:
        """Show the fields of this mode and go to the first that is typed."""
        self.set_class(self.is_noon, "-noon")
        self.set_heading("午间补录" if self.is_noon else "连续登记")
        for name in line_grid.NOON_ONLY:
            self.form.show_field(name, self.is_noon)
        self._lay_outcome()
        self.form.focus_field("time" if self.is_noon else "name")
        self._show()

    def _lay_outcome(self) -> None:
        for name in line_grid.BY_OUTCOME:
            self.form.show_field(name, self.is_noon and line_grid.asks_for(self.form, name))
        is_duty = self.form.meaning("route")[0] == LegalRoute.STATUTORY_DUTY
        has_route = self.is_noon and line_grid.asks_for(self.form, "route")
        self.form.show_field("duty", has_route and is_duty)
        sealed = self.is_noon and line_grid.is_sealing(self.form)
        self.form.load(dict.fromkeys(line_grid.NOT_SEALED if sealed else line_grid.SEALED_ONLY, ""))
        for name in line_grid.NOT_SEALED:
            self.form.show_field(name, not sealed and (self.is_noon or name not in line_grid.NOON_ONLY))
        for name in line_grid.SEALED_ONLY:
            self.form.show_field(name, sealed)
        row = self.form.row("name")
        row.spec = line_grid.with_required(row.spec, not sealed)
        if sealed:
            self.draft.clear()
            self.form.set_sentence("outcome", "不留姓名和内容", "warning")

    def _show(self) -> None:
        parts: list[Any] = [("午间补录" if self.is_noon else "连续登记", "bold"), f"  已存 {len(self._saved)} 行  "]
        outcome = line_grid.outcome_of(self.form) if self.is_noon else None
        if outcome is not None:
            parts.append((f"承办答复：{OUTCOMES[outcome].paper_hint}  ", "$now"))
        elif self._person is not None:
            about = f"重访 {shown_title(self._matter.title, self.desk.masks_names)}" if self._matter else "新诉求"
            parts.append((f"系同一人：{self._masked(self._person.name)} {about}  ", "$said"))
        elif self._found:
            first = self._found[0]
            parts.append((f"同名? {self._masked(first.name)} {first.facts} {first.why} ^O选定  ", "$card-yellow"))
        parts.append(("国家秘密不得录入  ", ""))
        if self.draft.unfinished:
            parts.append((f"未完 {self.draft.unfinished} 份 ^R取回", "$now"))
        self.stand(*parts)
        self._show_rows()

    def _masked(self, name: str) -> str:
        return mask_name(name) if self.desk.masks_names else name

    def _show_rows(self) -> None:
        masks = self.desk.masks_names
        rows = [
            Row(
                one.number,
                (
                    f"{one.queue_no:02d}",
                    self._masked(one.name),
                    str(one.headcount),
                    shown_title(one.request, masks),
                    one.outcome,
                    one.margin,
                ),
                tones={5: "yellow"},
            )
            for one in self._saved
        ]
        raw = self.form.raw()
        if any(raw[name].strip() for name in ("name", "request")) or self._wrong:
            margin = self._wrong or self._margin()
            cells = (
                "在填",
                self._masked(raw["name"]),
                raw["headcount"],
                shown_title(raw["request"], masks),
                raw["outcome"],
                margin,
            )
            rows.append(Row("now", cells, "now", {5: "red" if self._wrong else "yellow"}))
        self.list.set_rows(rows)
        if rows and not self.list.has_focus:
            self.list.action_edge(1)

    def _margin(self) -> str:
        """同名? and the like: what may be somebody already known, here or in the file."""
        name = fold(self.form.field("name").raw)
        above = next((one for one in self._saved if name and fold(one.name) == name), None)
        if above is not None and self._person is None:
            return f"同名? 第{above.queue_no:02d}号"
        person_id = self._person.person_id if self._person is not None else None
        waits = None if self.is_noon else still_here(clock.today(), name, person_id, "", self._not_same)
        if waits is not None:
            return f"{waits.number:02d}号还在候访"
        return f"同名? {self._found[0].why}" if self._found and self._person is None else ""

    # -- typing

    def on_form_changed(self, event: Form.Changed) -> None:
        self._wrong = ""
        if event.name in _ASKING and self._timer is None:
            self._timer = self.set_timer(LOOK_UP_SECONDS, self._look_up)

    def on_form_left_field(self, event: Form.LeftField) -> None:
        if event.name in ("outcome", "route"):
            self._lay_outcome()
        elif event.name == "name":
            self._read_names()
        if event.name in _ASKING:
            self._look_up()
        else:
            self._show()

    def _read_names(self) -> None:
        """吴丁等5人 says who and how many."""
        group = group_names(self.form.field("name").raw)
        if group is not None:
            self._companions = list(group.names[1:])
            self.form.load({"name": group.names[0], "headcount": str(group.headcount)})
            self._save_draft(self.form.raw())

    def _look_up(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        name = one_line(self.form.field("name").raw)
        if self._person is not None and fold(name) != fold(self._person.name):
            self._person = self._matter = None
        if self._person is None:
            self._found = people.candidates(
                name,
                "",
                self.form.field("phone").raw,
                "" if self.form.focused_name == "name" else self.form.field("address").raw,
                today=clock.today(),
                villages=self._village_codes,
                not_these=self._not_same,
            )
        self._show()

    def on_form_at_end(self, event: Form.AtEnd) -> None:
        event.stop()
        self.action_save()

    def on_form_autosave(self, event: Form.Autosave) -> None:
        self._save_draft(event.raw)

    def keep(self) -> str:
        return self._save_draft(self.form.raw())

    # -- drafts

    def _save_draft(self, raw: Mapping[str, str]) -> str:
        if self.is_noon and line_grid.is_sealing(self.form):
            return ""
        typed = {name: text for name, text in raw.items() if text.strip() and name not in line_grid.SEALED_ONLY}
        if any(name not in (*line_grid.HELD, "address") for name in typed):
            title = f"{one_line(raw['name']) or '未填姓名'} {cut(one_line(raw['request']), 40)}"
            kept = {"_noon": "1" if self.is_noon else "", "_companions": "、".join(self._companions)}
            return self.draft.save(typed | kept, title)
        self.draft.clear()
        return ""

    def action_drafts(self) -> None:
        self._save_draft(self.form.raw())
        self.draft.offer(self._take_draft, self._show)

    def _take_draft(self, kept: drafts.KeptDraft) -> None:
        self.form.clear()
        self.form.load({name: text for name, text in kept.body.items() if not name.startswith("_")}, typed=True)
        self._person = self._matter = None
        self.is_noon = bool(kept.body.get("_noon"))
        self._companions = [name for name in kept.body.get("_companions", "").split("、") if name]
        self._lay_mode()

    # -- keys

    def action_switch(self) -> None:
        self.is_noon = not self.is_noon
        self._lay_mode()
        self.say("午间补录：录入纸质登记表，^T 换回连续登记" if self.is_noon else "连续登记：^T 换成午间补录")

    def action_same(self) -> None:
        self._look_up()
        candidates = [self._person] if self._person else self._found
        declared = [one for each in self._not_same if (one := people.person(each, today=clock.today())) is not None]
        if not candidates and not declared:
            self.warn("没有找到以前来过的人，按新来访人登记即可。")
            return
        typed = self.form.raw() | {"id_no": ""}
        dialog = SamePersonDialog(
            candidates, typed, self._declare, declared=declared, same_person=self._person, masks=self.desk.masks_names
        )
        self.ask(dialog, self._take_choice)

    def _declare(self, person_id: int, differs: bool) -> None:
        others = [one for one in self._not_same if one != person_id]
        self._not_same = [*others, person_id] if differs else others
        self._look_up()

    def _take_choice(self, choice: SameChoice) -> None:
        self._person, self._matter = choice.person, choice.matter
        if choice.person is not None:
            known = {"name": choice.person.name, "phone": choice.person.phone, "address": choice.person.address}
            raw = self.form.raw()
            self.form.load({key: text for key, text in known.items() if key == "name" or not raw[key].strip()})
        self._show()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        one = next((one for one in self._saved if one.number == event.key), None)
        if one is not None and one.matter_id is not None:
            self.app.go("matter", matter_id=one.matter_id)

    def action_save(self) -> None:
        self._read_names()
        if not self.form.check():
            return
        sealed = self.is_noon and line_grid.is_sealing(self.form)
        margin = "" if sealed else self._margin()
        if not sealed:
            self._save_draft(self.form.raw())
        result = self.attempt(self._register)
        if isinstance(result, Asks):
            self.app.ask_first(result, self.action_save)
            return
        if isinstance(result, Refused):
            self._wrong = str(result)
            field = line_grid.FIELD_OF.get(result.field, result.field)
            if field in self.form.names:
                self.form.set_wrong(field, str(result))
            self._show_rows()
            return
        raw = self.form.raw()
        sealed = sealed or result.is_sealed
        about = one_line(raw["request"]) or (self._matter.title if self._matter else "")
        self._saved.append(
            _Saved(
                number=len(self._saved),
                queue_no=result.queue_no,
                name="(密)" if sealed else one_line(raw["name"]),
                headcount=self.form.meaning("headcount")[0] or 1,
                request="检举控告(密)" if sealed else about,
                outcome=raw["outcome"] if self.is_noon else "",
                margin="" if sealed else margin or ("重访" if self._matter else ""),
                matter_id=result.matter_ids[0] if result.matter_ids else None,
            )
        )
        self.draft.clear()
        self._next_row(raw)
        self.say(f"第{result.queue_no:02d}号 已登记 {' '.join((*result.register_nos, *result.notes))}")

    def _register(self) -> intake.Registered:
        visit = line_grid.visit_of(
            self.form, self._person, self._matter, self._not_same, self.is_noon, self._village_codes
        )
        visit.draft_uid = self.draft.uid
        if visit.name:
            visit.companions = [intake.CompanionIn(name) for name in self._companions]
        if self.is_noon:
            return noon.enter_paper(self.desk, line_grid.paper_of(self.form, visit))
        return intake.register_visit(self.desk, visit)

    def _next_row(self, raw: Mapping[str, str]) -> None:
        """An empty row that holds day, leader and kind, and of the address the village."""
        village = village_of(raw["address"], self._village_codes)
        named = next((name for name in self._village_codes if name.removesuffix("村") == village), "")
        self._person = self._matter = None
        self._found, self._not_same, self._companions, self._wrong = [], [], [], ""
        self.form.clear()
        self.form.load({name: raw[name] for name in line_grid.HELD} | {"address": named})
        self._lay_outcome()
        self.form.focus_field("time" if self.is_noon else "name")
        self._show()
