"""附件: files copied into the data folder with their SHA-256, and papers with where they lie."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui.rules.text import Parsed
from jiefang_tui.services.matter import matters
from jiefang_tui.store.queries.matter.matter_history import AttachmentView, attachments_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Filled, FormDialog
from jiefang_tui.ui.toolkit.panel import Panel
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


def typed_path(text: str) -> Path:
    """A path as it is typed, or dragged or copied from a file manager: quoted, ``~``, ``file://``."""
    plain = text.strip().strip("\"'“”‘’").strip()
    if plain.lower().startswith("file://"):
        plain = unquote(urlsplit(plain).path)
        if os.name == "nt":
            plain = plain.lstrip("/")
    return Path(plain).expanduser()


def parse_path(text: str) -> Parsed[Path]:
    """A file that is there."""
    if not text.strip():
        return Parsed(None)
    try:
        path = typed_path(text)
        size = path.stat().st_size
        is_file = path.is_file()
    except (OSError, ValueError, RuntimeError):
        return Parsed(None, error="没有找到这个文件，请检查路径。")
    return Parsed(path, hint=size_label(size)) if is_file else Parsed(None, error="这是文件夹，请写到文件。")


def size_label(size: int) -> str:
    """``12 KB``, ``3.4 MB``."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


class AttachmentsPanel(Panel):
    """The attachments of a matter; a file stands with its digest on a second line."""

    WRITES = frozenset({"add"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "加附件", tooltip="文件复制进来，纸件写明存放处"),
    ]

    def __init__(self) -> None:
        super().__init__(id="attachments")
        self._list = RowList([Column("", 0)], header=False, enter="", empty="还没有附件，按 Ins 增加")
        self._matter_id = 0
        self._kept: list[AttachmentView] = []

    def compose(self) -> ComposeResult:
        yield self._list

    def show(self, view: MatterView) -> None:
        self._matter_id = view.id
        self._kept = attachments_of(view.id)
        self._paint()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        name = max(20, (self.size.width or self.app.size.width) - 53)
        rows: list[Row] = []
        for one in self._kept:
            kept = one.kept_at if one.is_file else f"纸件 {one.kept_at or '未写存放处'}"
            size = size_label(one.size) if one.is_file else ""
            shown = (cells.fit(one.name, name), cells.fit(kept, 26), cells.fit(size, 8, right=True))
            rows.append(Row((one.id, 0), (f"{' '.join(shown)} {one.added_at:%Y-%m-%d}",)))
            if one.is_file:  # one column, so that the digest is never cut off at 80 columns
                rows.append(Row((one.id, 1), (f"  SHA-256 {one.sha256}",), "dim"))
        self._list.set_rows(rows)

    def take_focus(self) -> None:
        self._list.focus()

    def action_add(self) -> None:
        options = [("file", "文件（复制到数据文件夹，记校验码）"), ("paper", "纸件（写明存放在哪里）")]
        self.desk_screen.ask(ChooseDialog("加附件", options), self._add)

    def _add(self, kind: str) -> None:
        self.app.push_screen(self._file_dialog() if kind == "file" else self._paper_dialog())

    def _file_dialog(self) -> FormDialog:
        specs = [
            FieldSpec("path", "文件路径", required=True, parse=parse_path, verbatim=True, width=0, limit=1000),
            FieldSpec("name", "名称", width=0, hint="空着就用文件名"),
        ]

        def attach(filled: Filled) -> None:
            matters.attach_file(self.desk, self._matter_id, filled["path"], filled["name"] or "")

        return FormDialog(
            "加附件 文件", specs, note="可以把文件拖进窗口，或粘贴完整路径。", act=attach, form_name="attach_file"
        )

    def _paper_dialog(self) -> FormDialog:
        specs = [FieldSpec("name", "名称", required=True, width=0), FieldSpec("kept_at", "存放处", width=0)]

        def attach(filled: Filled) -> None:
            matters.attach_paper(self.desk, self._matter_id, filled["name"] or "", filled["kept_at"] or "")

        return FormDialog("加附件 纸件", specs, act=attach, form_name="attach_paper")
