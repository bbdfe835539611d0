"""A paper on disk, the template it was made from, and what to say where that failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jiefang_tui import paths
from jiefang_tui.services.desk.desk import Desk

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class Printed:
    """A paper on disk. `str()` is its path."""

    path: Path
    name: str
    """接访登记表 or 来访告知单."""
    warnings: tuple[str, ...] = ()
    documents: tuple[int, ...] = ()
    """The papers of matters (`Document`) that it is: how they were told of is asked once it is open."""

    def __str__(self) -> str:
        return str(self.path)

    @property
    def sentence(self) -> str:
        """What was shortened first, then the file and where it lies: a narrow line cuts the folder, not the rest."""
        told = "".join(f"{warning.rstrip('。')}。" for warning in self.warnings)
        return f"{told}{self.path.name} 已存，在 {self.path.parent}"


Ready = Callable[[], Printed]
"""A paper for which all is read: it is written without the data file, so that a long one is written beside the clerk's
work. Raises `Refused`."""


def template_of(desk: Desk, name: str) -> Path:
    """The office's own template of that name, else the shipped one."""
    own = desk.folder.templates / name
    return own if own.is_file() else paths.templates_dir() / name


def paper_sentence(name: str, error: OSError) -> str:
    """Why a paper could not be written, and what to do."""
    from jiefang_tui.documents.desk.paper import PaperFailed

    if isinstance(error, PaperFailed):
        return str(error)
    text = str(error).lower()
    if "no space" in text or "full" in text:
        return f"{name}没有写成：磁盘已满；已登记的内容不受影响，腾出空间后可再打印。"
    return f"{name}没有写成：导出文件夹不能写入；已登记的内容不受影响，检查权限后可再打印。"
