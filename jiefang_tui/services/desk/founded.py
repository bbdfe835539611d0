"""Whether an office was founded in a data folder, and what is raised where none can be opened."""

from __future__ import annotations

import os
from pathlib import Path

from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store import backup


class NotFounded(Refused):
    """There is no office in this data folder yet."""


class DeskClosed(Refused):
    """The data file cannot be opened. `kind` is missing, empty, damaged, newer or unreachable."""

    def __init__(self, sentence: str, kind: str, newest: backup.Backup | None = None) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.backup = newest
        """The newest verified backup with its day and row counts; None when there is none or it is not needed."""


def is_founded(folder: DataFolder) -> bool:
    """Whether an office was founded in `folder`, even if its data file is missing or damaged now."""
    return folder.db.exists() or seal_path(folder).exists() or bool(backup.backups(folder.backups))


def must_be_founded(folder: DataFolder) -> None:
    """Raise `NotFounded` when there is no office in `folder`, `DeskClosed` when the folder cannot be looked into."""
    if is_founded(folder):
        return
    if folder.root.exists() and not os.access(folder.root, os.R_OK | os.X_OK):
        raise DeskClosed(f"数据文件夹打不开({folder.root})；请检查权限。", "unreachable")
    raise NotFounded(
        f"这里还没有接待室的数据({folder.root})；请先运行 jiefang，或 "
        "jiefang init --unit 单位 --area 区划代码 --officer 姓名。"
    )


def seal_path(folder: DataFolder) -> Path:
    """Says that an office was founded here, and how the file looked when it was last closed."""
    return folder.db.with_name(folder.db.name + ".seal")
