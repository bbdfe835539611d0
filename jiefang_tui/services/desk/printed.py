"""A paper on disk, the template it was made from, of which rows it tells, and what to say where that failed.

Every paper is written by `write_paper`. A list beside the file (`DataFolder.printed`) holds names of papers and keys of
rows (``matter:12``), no words: a paper that names nobody's number in its own name (接访材料, 接访小结) goes with a
report that was handed over as well (Regulation Art. 30(3), 46(5)).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from jiefang_tui import paths
from jiefang_tui.paths import DataFolder
from jiefang_tui.rules.text import fold
from jiefang_tui.services.desk.desk import Desk


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


# -- of whom they tell


class Told(NamedTuple):
    """A paper, and the keys of the rows it tells of."""

    file: str
    keys: frozenset[str]


def write_paper(desk: Desk, file: str, content: bytes, *, tells: Iterable[str]) -> Path:
    """Write a paper to the exports folder under the name `file`; another one where that is open elsewhere.

    `tells`: keys of the rows whose words or names stand on it, however masked; empty for one that tells of nobody. It
    is noted before the paper is there, so that there is none of which nobody knows. Raises `OSError`.
    """
    from jiefang_tui.documents.desk import write

    keys = frozenset(tells)
    before = _keys_of(desk.folder, file)
    _note(desk.folder, file, keys | before)
    path = write.write_bytes(desk.folder.exports / file, content)
    if before - keys or path.name != file:
        _note(desk.folder, path.name, keys)
    return path


def _keys_of(folder: DataFolder, file: str) -> frozenset[str]:
    """Of what the paper of that name tells, if there is one."""
    return next((one.keys for one in noted(folder) if one.file == file), frozenset())


def _note(folder: DataFolder, file: str, keys: Collection[str]) -> None:
    """One line more; the last one of a file counts."""
    folder.printed.parent.mkdir(parents=True, exist_ok=True)
    with folder.printed.open("a", encoding="utf-8") as noted:
        noted.write(json.dumps([file, sorted(keys)], ensure_ascii=False) + "\n")


def noted(folder: DataFolder) -> list[Told]:
    """What is noted of each paper; a line that cannot be read is left out."""
    found: dict[str, Told] = {}
    if folder.printed.exists():
        for line in folder.printed.read_text(encoding="utf-8").splitlines():
            with suppress(ValueError, TypeError):
                file, keys = json.loads(line)
                found[str(file)] = Told(str(file), frozenset(map(str, keys)))
    return [*found.values()]


def papers_telling(folder: DataFolder, keys: Collection[str]) -> list[Path]:
    """The papers that tell of one of these rows, as far as they are still there."""
    mine = {one.file for one in noted(folder) if one.keys & {*keys}}
    return sorted(path for path in (folder.exports / file for file in mine) if path.exists())


def old_papers_naming(folder: DataFolder, names: Collection[str]) -> list[Path]:
    """Papers about several, written before it was noted of whom they tell, on which one of these names can be read.

    `names` are folded. Papers of one matter or visit bear its number in their names, and are found by that.
    """
    known = {one.file for one in noted(folder)}
    several = (path for path in sorted(folder.exports.glob("*.docx")) if not _OF_ONE.match(path.name))
    old = (path for path in several if path.name not in known)
    return [path for path in old if names and any(name in _said_on(path) for name in names)]


# JF-...-告知单, or day, queue number, name and what it is.
_OF_ONE = re.compile(r"JF-|\d{4}-\d\d-\d\d-[^-]+-.+-")


def _said_on(path: Path) -> str:
    """What can be read on a paper, folded; empty where it is no paper of ours."""
    with suppress(OSError, KeyError, BadZipFile), ZipFile(path) as paper:
        return fold(re.sub("<[^>]*>", "", paper.read("word/document.xml").decode("utf-8", "replace")))
    return ""


def forget_papers(folder: DataFolder) -> None:
    """Strike what is noted of papers that are no longer there."""
    if not folder.printed.exists():
        return
    left = [one for one in noted(folder) if (folder.exports / one.file).exists()]
    part = folder.printed.with_name(folder.printed.name + ".part")
    with suppress(OSError):
        lines = (json.dumps([one.file, sorted(one.keys)], ensure_ascii=False) for one in left)
        part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        part.replace(folder.printed)
