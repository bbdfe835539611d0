"""What the tests of screens share: the painted lines, the scan for disputed characters, a small invented desk."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from jiefang_tui.paths import DataFolder
from jiefang_tui.rules.text import Parsed
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets.figures import Figure, Figures
from jiefang_tui.ui.widgets.form import FieldSpec, Form
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

KEY_WORDS = frozenset(["Enter", "Esc", "Ins", "Del", "Tab", "Shift", "Ctrl", "Home", "End", "PgUp", "PgDn"])
"""The Latin words that chrome may show: names of keys."""


def lines(app: DeskApp) -> list[str]:
    """The painted screen as lines of text, dialogs over what lies beneath."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def ambiguous(app: DeskApp) -> set[str]:
    """Characters on the screen whose width terminals dispute (East Asian width A), or that draw lines."""
    return {
        char
        for char in "".join(lines(app))
        if unicodedata.east_asian_width(char) == "A" or "\u2500" <= char <= "\u25ff"
    }


def english(app: DeskApp) -> set[str]:
    """Latin words on the screen that are not names of keys."""
    words = re.findall(r"[A-Za-z]{2,}", " ".join(lines(app)))
    return {word for word in words if word not in KEY_WORDS}


@dataclass
class PlainDesk:
    """As much of a desk as the frame of a screen needs."""

    office_name: str = "示例镇信访接待室"
    officer_name: str = "王芳"
    read_only: bool = False
    ended_uncleanly: bool = False
    changed: set[str] = field(default_factory=set)
    folder: DataFolder = field(default_factory=lambda: DataFolder(Path("nowhere")))
    reference: Any = field(
        default_factory=lambda: SimpleNamespace(
            pinyin={"征": "z", "地": "d", "补": "b", "偿": "c", "拖": "t", "欠": "q", "工": "g", "资": "z"}
        )
    )

    def take_changed(self) -> set[str]:
        changed, self.changed = self.changed, set()
        return changed


def phone(text: str) -> Parsed[str]:
    """A parser as the rules have them."""
    if not text:
        return Parsed(None)
    if len(text) < 7:
        return Parsed(None, error="电话少了几位，座机请写区号")
    return Parsed(text, hint="手机")


CLASSES = [("land", "征地补偿"), ("wages", "拖欠工资"), ("house", "房屋开裂")]
NEEDS = [("elderly", "老年人"), ("disabled", "残疾人"), ("pregnant", "孕妇")]
SPECS = [
    FieldSpec("name", "姓名", required=True, limit=20),
    FieldSpec("claim", "诉求", kind="notes", required=True, enter_goes_on=True),
    FieldSpec("phone", "电话", parse=phone, width=16),
    FieldSpec("class", "内容分类", kind="choice", options=lambda: CLASSES),
    FieldSpec("needs", "特殊需要", kind="multi", options=NEEDS, hint="可选几项"),
    FieldSpec("unit", "被反映", kind="choice", options=CLASSES, free=True),
    FieldSpec("facts", "事实理由", kind="notes"),
]
QUEUE = [
    Column("号", 2, right=True),
    Column("姓名", 8),
    Column("诉求", 0),
    Column("状态", 10),
    Column("电话", 11, from_width=90),
]


class QueueScreen(DeskScreen):
    """A list with figures over it, bound to one table."""

    NAME_CN = "今日接访"
    HELP_CN = "今天来的人都在这里。"
    BOUND = frozenset({"visit"})
    AUTO_FOCUS = "RowList"
    BINDINGS = [
        Binding("ctrl+n", "next", "请下一位"),
        Binding("delete", "refuse", "离开"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.keys = list(range(1, 41))
        self.reads = 0
        self.heard: list[object] = []

    def heading(self) -> str:
        return str(self.desk.office_name)

    def compose_body(self) -> ComposeResult:
        yield Figures()
        yield RowList(QUEUE, enter="接谈", empty="今天还没有人来")

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    def reload(self) -> None:
        self.reads += 1
        labels = ("红牌", "黄牌", "今日到期", "待告知", "待回访", "履约逾期", "未录系统", "约访未到", "待转录")
        self.query_one(Figures).set_figures([Figure(label, label, "12") for label in labels])
        self.rows.set_rows([Row(k, (f"{k:02}", "章某某", "征地补偿", "候访", "138****0018")) for k in self.keys])
        self.stand("随时接访  ", ("周敏", "bold"))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.heard.append(event.key)

    def on_figures_opened(self, event: Figures.Opened) -> None:
        self.heard.append(event.name)

    def action_next(self) -> None:
        self.keys.remove(1)
        self.desk.changed = {"visit"}
        if self.act(lambda: "01") is not None:
            self.say("请 01 号")

    def action_refuse(self) -> None:
        self.act(refuse)


def refuse() -> None:
    """A service that refuses."""
    raise Refused("已接的来访不能再改", field="phone")


class FormScreen(DeskScreen):
    """A form whose drafts are collected."""

    NAME_CN = "来访登记"
    HELP_CN = "登记来访。"
    BINDINGS = [Binding("ctrl+s", "save", "保存")]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__()
        self.drafts: list[dict[str, str]] = []
        self.saved: dict[str, Any] | None = None

    def compose_body(self) -> ComposeResult:
        self.form = Form(SPECS)
        yield self.form

    def on_form_autosave(self, event: Form.Autosave) -> None:
        self.drafts.append(event.raw)

    def keep(self) -> None:
        self.form.autosave()

    def action_save(self) -> None:
        if self.form.check():
            self.saved = self.form.values()
            self.leave("已登记")


class ToolkitApp(DeskApp):
    """The desk with the two screens above in place of the real ones."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PlainDesk(), **kwargs)  # type: ignore[arg-type]

    def get_default_screen(self) -> Screen[Any]:
        return QueueScreen()

    def make(self, name: str, **kwargs: Any) -> Screen[Any]:
        return FormScreen(**kwargs)
