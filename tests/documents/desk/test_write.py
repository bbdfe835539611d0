"""Writing a paper: all or nothing, never over a locked file, never an exception from opening."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui.documents.desk import write


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "新" / "接访登记表.docx"
    assert write.write_bytes(path, b"one") == path
    assert write.write_bytes(path, b"two") == path
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_locked_target_gets_a_free_name_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "slip.docx"
    path.write_bytes(b"open in WPS")
    (tmp_path / "slip-2.docx").write_bytes(b"taken")
    real = os.replace

    def locked(source: Any, target: Any) -> None:
        if Path(target) == path:
            raise PermissionError(errno.EACCES, "locked", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", locked)
    assert write.write_bytes(path, b"new") == tmp_path / "slip-3.docx"
    assert (tmp_path / "slip-3.docx").read_bytes() == b"new"
    assert path.read_bytes() == b"open in WPS"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_of_that_name_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "slip.docx").mkdir()
    assert write.write_bytes(tmp_path / "slip.docx", b"x") == tmp_path / "slip-2.docx"


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "slip.docx"
    path.write_bytes(b"old")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="no space"):
        write.write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_everything_locked_raises_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: Any) -> None:
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(PermissionError):
        write.write_bytes(tmp_path / "slip.docx", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_raises_oserror(tmp_path: Path) -> None:
    (tmp_path / "exports").write_bytes(b"")
    with pytest.raises(OSError):
        write.write_bytes(tmp_path / "exports" / "slip.docx", b"x")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("李某某", "李某某"),
        ("a/b\\c:d*?", "a_b_c_d_"),
        ("..", "未命名"),
        ("", "未命名"),
        ("CON", "_CON"),
        ("表\u202excod", "表_xcod"),
        ("nul.docx", "_nul.docx"),
        ("王\x00\n芳\ud800. ", "王_芳"),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert write.safe_name(text) == name


def test_long_names_stay_under_the_limit_of_file_systems(tmp_path: Path) -> None:
    name = write.safe_name("𠮷" * 20_000)
    assert len(name.encode()) <= 180
    assert write.write_bytes(tmp_path / f"{name}.docx", b"x").exists()


def test_a_long_name_is_cut_and_which_paper_it_is_stays() -> None:
    day = "2026-11-23"
    assert write.paper_file(day, "根治欠薪", "情况表") == "2026-11-23-根治欠薪-情况表.docx"
    long = [write.paper_file(day, "长" * 300 + end, "集中接访情况表") for end in ("", "甲")]
    assert len(set(long)) == 2 and all(one.endswith("-集中接访情况表.docx") for one in long)
    for theme in ("长" * 45, "𠮷" * 300, "a/b" * 100, "x. " * 40):
        papers = [write.paper_file(day, theme, paper) for paper in ("入户单", "签领表", "情况反映")]
        assert len(set(papers)) == 3 and all(len(one.encode()) <= 185 for one in papers)
        assert papers[1].startswith(f"{day}-") and papers[1].endswith("-签领表.docx")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens by association, not by a program")
def test_opening_starts_a_detached_program_and_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, Any]]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **how: started.append((command, how)))
    assert write.open_with_system(tmp_path / "slip.docx") is True
    (command, how) = started[0]
    assert command[1] == str(tmp_path / "slip.docx")
    assert how["start_new_session"] is True
    assert how["stdin"] == how["stdout"] == how["stderr"] == subprocess.DEVNULL


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens by association, not by a program")
def test_opening_without_such_a_program_only_says_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert write.open_with_system(tmp_path / "slip.docx") is False
    assert write.open_with_system(tmp_path / "a\x00b") is False
