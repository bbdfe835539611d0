"""附件: files copied into the data folder with their SHA-256, and papers with where they lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui.rules.text import Parsed
from jiefang_tui.services.desk.files import typed_path
from jiefang_tui.services.matter import matters
from jiefang_tui.services.matter.printed_papers import PaperOnDisk, papers_of
from jiefang_tui.store.queries.matter.matter_history import AttachmentView, attachments_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Filled, FormDialog
from jiefang_tui.ui.toolkit.panel import Panel
from jiefang_tui.ui.toolkit.printing import reopen
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


def parse_path(text: str) -> Parsed[Path]:
    """A file that is there."""
    if not text.strip():
        return Parsed(None)
    try:
        path = typed_path(text)
        size = path.stat().st_size
        is_file = path.is_file()
    except (OSError, ValueError):
        return Parsed(None, error="没有找到这个文件，请检查路径。")
    return Parsed(path, hint=size_label(size)) if is_file else Parsed(None, error="这是文件夹，请写到文件。")


def size_label(size: int) -> str:
    """``12 KB``, ``3.4 MB``."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


class AttachmentsPanel(Panel):
    """The attachments of a matter, and its printed papers: a file stands with its digest, a paper with its path."""

    WRITES = frozenset({"add"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "加附件", tooltip="文件复制进来，纸件写明存放处"),
    ]

    def __init__(self) -> None:
        super().__init__(id="attachments")
        self._list = RowList([Column("", 0)], header=False, enter="打开", empty="还没有附件，按 Ins 增加")
        self._matter_id = 0
        self._kept: list[AttachmentView] = []
        self._papers: list[PaperOnDisk] = []

    def compose(self) -> ComposeResult:
        yield self._list

    def show(self, view: MatterView) -> None:
        self._matter_id = view.id
        self._kept = attachments_of(view.id)
        self._papers = papers_of(self.desk, view.id)
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
        self._list.set_rows([*rows, *self._printed()])

    def _printed(self) -> list[Row]:
        """The papers that were written, each with its whole path."""
        room = max(20, (self.size.width or self.app.size.width) - 4)
        rows = [Row(("papers", 0), (f"已打印的纸件 {len(self._papers)} 份",), "dim")] if self._papers else []
        for at, one in enumerate(self._papers):
            gone = "" if one.written_on else "  已不在这里"
            rows.append(
                Row(("paper", at), (f"{one.name}  {one.written_on or ''}{gone}",), "" if one.written_on else "dim")
            )
            lines = cells.fold(str(one.path), room - 2)
            rows += [Row(("paper", at, number), (f"  {line}",), "dim") for number, line in enumerate(lines, 1)]
        return rows

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key: Any = event.key
        if key[0] == "paper":
            reopen(self.desk_screen, self._papers[key[1]].path)
            return
        kept = next((one for one in self._kept if one.id == key[0]), None)
        if kept is not None and kept.is_file:
            reopen(self.desk_screen, self.desk.folder.attachments / kept.kept_at)
        elif kept is not None:
            self.desk_screen.say(f"纸件，存放在：{kept.kept_at or '未写存放处'}")

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
