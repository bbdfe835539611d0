"""集中接访: the campaigns, and one with its table: sessions, matters, figures that are typed the same evening."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets._static import Static

from jiefang_tui import clock
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.together.campaigns import (
    NO,
    WAGES,
    YES,
    Figure,
    columns_text,
    parse_columns,
    parse_figure,
    shown,
    typed_again,
)
from jiefang_tui.services.together import campaigns as acts
from jiefang_tui.services.together.campaigns import CampaignIn
from jiefang_tui.store.queries.together import campaigns
from jiefang_tui.store.queries.together.campaigns import CampaignLine, CampaignSessionView, CampaignView
from jiefang_tui.terms import FigureKind
from jiefang_tui.ui.together.list_screen import ListScreen
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.toolkit.picker import Picker
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

ALL_SESSIONS = "all"
NAME, TITLE, STATE, GAP = 8, 18, 10, 1
MOST_COLUMNS = 8
"""Of a table on a screen; the paper has all."""


def campaign_form(now: CampaignView | None, save: Any) -> FormDialog:
    """A campaign, or its theme, days and columns put right."""
    specs = [
        text_field("theme", "主题", required=True, hint="例如 根治欠薪集中接访"),
        day_field("begins_on", "从哪天", near=True, hint=TODAY),
        day_field("ends_on", "到哪天", near=True, hint="空着就是当天"),
        FieldSpec(
            "columns",
            "情况表栏",
            kind="notes",
            height=5,
            parse=parse_columns,
            required=True,
            limit=400,
            hint="一栏写名称和 数、钱、字、是，用逗号隔开",
        ),
    ]
    initial: dict[str, object] = {"columns": columns_text(now.columns if now else WAGES)}
    if now is not None:
        specs.append(text_field("reason", "为什么改", required=True))
        initial |= {"theme": now.theme, "begins_on": str(now.begins_on), "ends_on": str(now.ends_on)}

    def done(values: Values) -> object:
        first = values["begins_on"] or clock.today()
        given = CampaignIn(
            theme=values.text("theme"),
            begins_on=first,
            ends_on=values["ends_on"] or first,
            columns=values["columns"],
        )
        return save(given, values.text("reason"))

    form = act_form("集中接访", specs, done, initial, form_name="campaign", row=now and now.id)
    form.about = OF_THE_DESK
    return form


class CampaignsScreen(ListScreen):
    """The campaigns, the latest first."""

    NAME_CN = "集中接访"
    HELP_CN = "一次集中接访一行：主题、起止、场次、件数、还在办几件。Ins 新开一次（周末也行），Enter 打开它的表。"
    BOUND = frozenset({"joint_campaign", "campaign_session", "campaign_matter", "visit", "visit_matter", "matter"})
    WRITES = frozenset({"add"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "新开一次", tooltip="主题、起止日期、情况表有哪些栏"),
    ]
    COLUMNS = (
        Column("起止", 23), Column("主题", 0), Column("场", 3, right=True), Column("批次", 4, right=True),
        Column("人次", 4, right=True), Column("件", 4, right=True), Column("在办", 5, right=True),
    )  # fmt: skip
    EMPTY = "还没有集中接访，按 Ins 新开一次"
    STANDS = "最近的在上面；在办的件数到零，这一次才算完"

    def page(self, offset: int, limit: int) -> list[Row]:
        return [] if offset else [self._row(one) for one in campaigns.campaigns()]

    def _row(self, one: CampaignView) -> Row:
        gone = one.withdrawn_on is not None
        days = str(one.begins_on) if one.begins_on == one.ends_on else f"{one.begins_on} {one.ends_on}"
        theme = f"{one.theme}  撤回：{one.withdraw_reason}" if gone else one.theme
        numbers = (len(one.sessions), one.came.batches, one.came.persons, len(one.lines), one.open_count)
        return Row(one.id, (days, theme, *map(str, numbers)), "dim" if gone else "")

    def opened(self, key: Any) -> None:
        self.app.go("campaign", campaign_id=key)

    def action_add(self) -> None:
        form = campaign_form(None, lambda given, _: str(acts.open_campaign(self.desk, given)))
        self.ask(form, lambda _: self.app.go("campaign", campaign_id=int(str(form.came_of_it))))


class CampaignScreen(DeskScreen):
    """One campaign's table."""

    NAME_CN = "集中接访情况表"
    HELP_CN = (
        "这一次的事项和数字，在办的在上面，下面是合计和各场次。Ins 算进一场或者加一件；Enter 填这一件的数字；"
        "右键打开事项；放不下的栏，光标在哪一行，下面写哪一行的。Del 去掉光标所在的；^O 改主题、起止、栏目；"
        "^R 写成当晚的情况表；^B 撤回，撤回过的恢复。"
    )
    BOUND = CampaignsScreen.BOUND | {"reception_session"}
    AUTO_FOCUS = "RowList"
    CSS_PATH = Path(__file__).with_name("campaign.tcss")
    WRITES = frozenset({"add", "take_out", "change", "withdraw", "restore"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "加", tooltip="把一场算进来，或者加一件事项"),
        Binding("right", "matter", "打开事项", tooltip="打开光标所在的事项"),
        Binding("delete", "take_out", "去掉", tooltip="光标所在的事项、场次不算这一次的，写明原因"),
        Binding("ctrl+o", "change", "改", tooltip="主题、起止日期、情况表的栏"),
        Binding("ctrl+r", "sheet", "情况表", tooltip="写成一张表：批次人次件和各栏，有合计"),
        Binding("ctrl+b", "withdraw", "撤回", tooltip="登错了，整次撤回，写明原因"),
        Binding("ctrl+b", "restore", "恢复", tooltip="撤错了，写明原因恢复，场次、事项、数字都还在"),
    ]

    def __init__(self, campaign_id: int = 0) -> None:
        super().__init__()
        found = [one.id for one in campaigns.campaigns()] if not campaign_id else [campaign_id]
        self.campaign_id = found[0] if found else 0
        self._view = campaigns.campaign(self.campaign_id) if self.campaign_id else None
        self._list = RowList(
            _columns(self._view.columns if self._view else ()), enter="填数", empty="还没有事项，按 Ins"
        )
        self._unseen = Static("", id="campaign-unseen", markup=False)

    @property
    def about(self) -> tuple[str, int]:
        return ("campaign", self.campaign_id)

    @property
    def view(self) -> CampaignView:
        """As last read."""
        assert self._view is not None
        return self._view

    def compose_body(self) -> ComposeResult:
        yield self._list
        yield self._unseen

    def reload(self) -> None:
        if not self.campaign_id:
            self.stand("还没有集中接访")
            return
        self._view = campaigns.campaign(self.campaign_id)
        self.set_heading(self.view.theme)
        days = f"{self.view.begins_on:%m-%d}至{self.view.ends_on:%m-%d}"
        if self.view.withdrawn_on is not None:
            self.stand(f"已撤回：{self.view.withdraw_reason}", right=("" if self.looks_only else "^B恢复",))
        else:
            left = f"在办 {self.view.open_count}件" if self.view.open_count else "都办结了" if self.view.lines else ""
            self.stand((self.view.words, "bold"), f"  {len(self.view.sessions)}场  {left}", right=(days,))
        self._list.set_rows(self._rows())
        self.refresh_bindings()
        self.call_after_refresh(self._show_unseen)

    def _show_unseen(self) -> None:
        """The columns of the cursor's row for which there is no room, in words below; as wide as it takes."""
        if not self._list.is_attached:
            return
        if self._key[0] == "session":
            text = next(self._words_of(one) for one in self.view.sessions if one.id == self._key[1])
        else:
            unseen = [f"{title} {said or '-'}" for title, said in self._list.unseen]
            text = f"这一行还有：{'  '.join(unseen)}" if unseen else ""
        self._unseen.update("\n".join(cells.fold(text, max(20, self.size.width - 2))))
        self._unseen.display = bool(text)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_unseen)

    def _rows(self) -> list[Row]:
        columns, sums = self.view.columns, self.view.totals
        rows = [self._line(one) for one in self.view.lines]
        if rows:
            whole = [shown(one, sums.get(one.name, "")) for one in columns]
            rows.append(Row(("total", 0), ("合计", "", "", *whole), "bold"))
        return [*rows, *(self._session(one) for one in self.view.sessions)]

    def _line(self, one: CampaignLine) -> Row:
        masks = self.desk.masks_names
        figures = [shown(column, one.figures.get(column.name, "")) for column in self.view.columns]
        texts = (shown_name(one.name, masks), shown_title(one.title, masks), one.state.label, *figures)
        return Row(("matter", one.matter_id), texts, "faint" if one.is_over else "")

    def _session(self, one: CampaignSessionView) -> Row:
        blank = [""] * len(self.view.columns)
        return Row(
            ("session", one.id), (f"场{one.day:%m-%d}", self._words_of(one), "", *blank), "dim", enter="打开场次"
        )

    @staticmethod
    def _words_of(one: CampaignSessionView) -> str:
        return "  ".join(filter(None, (one.leader, one.place, one.came.words)))

    @property
    def _key(self) -> tuple[str, int]:
        """What the cursor stands on: its kind and its id."""
        key: Any = self._list.cursor_key
        return key or ("", 0)

    # -- acts

    def on_row_list_rested(self, event: RowList.Rested) -> None:
        self.refresh_bindings()
        self._show_unseen()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        kind, number = self._key
        if kind == "session":
            self.app.go("table", session_id=number)
        elif kind == "matter" and not self.looks_only:
            one = next(line for line in self.view.lines if line.matter_id == number)
            form = self._figures_form(one)
            self.ask(form, lambda _: self._said(str(form.came_of_it or "")))

    def _said(self, wrong: str) -> None:
        if wrong:
            self.warn(f"已记下；{wrong}")
        else:
            self.say("已记下")

    def _figures_form(self, one: CampaignLine) -> FormDialog:
        specs = [_field(number, column) for number, column in enumerate(self.view.columns)]
        initial = {
            f"figure{number}": typed_again(column, one.figures.get(column.name, ""))
            for number, column in enumerate(self.view.columns)
        }
        names = {f"figure{number}": column.name for number, column in enumerate(self.view.columns)}

        def save(values: Values) -> str:
            raw = form.form.raw()
            return acts.set_figures(
                self.desk, self.campaign_id, one.matter_id, {names[field]: text for field, text in raw.items()}
            )

        title = f"{shown_name(one.name, self.desk.masks_names)} {shown_title(one.title, self.desk.masks_names)}"
        form = act_form(title, specs, save, initial, form_name="campaign_figures", row=one.matter_id)
        return form

    def action_add(self) -> None:
        options = [("session", "算进一场接访"), ("matter", "加一件事项")]
        self.ask(ChooseDialog("加什么", options), self._add)

    def _add(self, what: str) -> None:
        if what == "matter":
            self.ask(Picker(self.desk, "加哪一件", "matter", 0), lambda found: self._put_matter(found.id))
            return
        there = {one.id for one in self.view.sessions}
        near = campaigns.sessions_within(self.view.begins_on, self.view.ends_on, there)
        if not near:
            self.warn("这几天没有别的场次了；别的日子的，先用 ^O 改起止日期。")
            return
        each = [(str(one.id), f"{one.day:%m-%d} {one.leader} {one.place} {one.came.words}") for one in near]
        options = [(ALL_SESSIONS, f"这几天的 {len(near)} 场都算"), *each]
        self.ask(ChooseDialog("算进哪一场", options), lambda chosen: self._put_sessions(near, chosen))

    def _put_sessions(self, near: list[CampaignSessionView], chosen: str) -> None:
        ids = [one.id for one in near] if chosen == ALL_SESSIONS else [int(chosen)]
        self.act(acts.put_sessions, self.desk, self.campaign_id, ids)

    def _put_matter(self, matter_id: int) -> None:
        self.act(acts.add_matter, self.desk, self.campaign_id, matter_id)

    def action_matter(self) -> None:
        self.app.go("matter", matter_id=self._key[1])

    def action_take_out(self) -> None:
        kind, number = self._key
        act = acts.take_out_session if kind == "session" else acts.take_out_matter
        dialog = reason_dialog(
            "这一场不算" if kind == "session" else "这一件不算",
            lambda reason: act(self.desk, self.campaign_id, number, reason),
            form_name="campaign_out",
            row=f"{kind}:{number}",
        )
        self.ask(dialog, lambda _: self.say("已去掉；写过的数字留着，再加进来还在"))

    def action_change(self) -> None:
        def save(given: CampaignIn, reason: str) -> str:
            return acts.change(self.desk, self.campaign_id, given, reason)

        self.ask(campaign_form(self.view, save), lambda _: self._changed())

    def _changed(self) -> None:
        """The columns may be others: the page is opened anew."""
        self.app.switch_screen(self.app.make("campaign", campaign_id=self.campaign_id))

    def action_withdraw(self) -> None:
        dialog = reason_dialog(
            f"撤回「{self.view.theme}」",
            lambda reason: acts.withdraw(self.desk, self.campaign_id, reason),
            form_name="campaign_withdraw",
            row=self.campaign_id,
        )
        self.ask(dialog, lambda _: self.say("已撤回；场次和事项都还在，^B 可以恢复"))

    def action_restore(self) -> None:
        dialog = reason_dialog(
            f"恢复「{self.view.theme}」",
            lambda reason: acts.restore(self.desk, self.campaign_id, reason),
            form_name="campaign_restore",
            row=self.campaign_id,
        )
        self.ask(dialog, lambda _: self.say("已恢复"))

    def action_sheet(self) -> None:
        from jiefang_tui.services.together.campaign_sheet import campaign_sheet
        from jiefang_tui.ui.toolkit.printing import open_printed

        open_printed(self, self.act(campaign_sheet, self.desk, self.campaign_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in (*self.WRITES, "sheet", "matter"):
            if self._view is None:
                return False
            if action != "matter" and (self._view.withdrawn_on is not None) is not (action == "restore"):
                return False
            kind = self._key[0]
            if action == "matter" and kind != "matter":
                return False
            if action == "take_out" and kind not in ("matter", "session"):
                return False
        return super().check_action(action, parameters)


def _columns(figures: tuple[Figure, ...]) -> list[Column]:
    """Name, matter, state, and as many figures as there is room for, eight columns at most."""
    columns = [Column("姓名", NAME), Column("事项、场次", 0), Column("状态", STATE)]
    taken = NAME + TITLE + STATE + 3 * GAP
    for one in figures:
        is_text = one.kind is FigureKind.TEXT
        width = max(2 * len(one.name), 12 if is_text else 10 if one.kind is FigureKind.MONEY else 4)
        taken += width + GAP
        from_width = taken if len(columns) < MOST_COLUMNS else 999
        columns.append(Column(one.name, width, right=not is_text, from_width=from_width))
    return columns


def _field(number: int, column: Figure) -> FieldSpec:
    name = f"figure{number}"
    if column.kind is FigureKind.TICK:
        return FieldSpec(name, column.name, kind="choice", options=[(YES, YES), (NO, NO)], width=12)

    def parse(text: str) -> Parsed[str]:
        return parse_figure(column, text)

    width = 0 if column.kind is FigureKind.TEXT else 20
    return FieldSpec(name, column.name, parse=parse, width=width)
