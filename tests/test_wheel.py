"""The wheel: built from a checkout that is in use it carries no office's data, and it runs outside the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pexpect
import pytest

import jiefang_tui

ROOT = Path(jiefang_tui.__file__).resolve().parent.parent
TAKEN_ALONG = (
    "jiefang_tui", "data/reference", "data/templates", "data/sample", "pyproject.toml", "README.md", ".gitignore",
)  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of this checkout in which an office has been at work."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in TAKEN_ALONG:
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copyfile(source, target)
    if not (copy / "README.md").exists():
        (copy / "README.md").write_text("接访台\n", encoding="utf-8")
    for name in (
        "jiefang.db",
        "jiefang.db-journal",
        "jiefang.db.seal",
        "jiefang.lock",
        "jiefang.log",
        "backups/b.db",
        "exports/e.docx",
        "attachments/a.pdf",
    ):
        path = copy / "data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("李某某", encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=copy, check=True, capture_output=True)
    return next((copy / "dist").glob("*.whl"))


def test_it_carries_no_offices_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert not [name for name in names if name.endswith((".db", ".lock", ".log", ".seal", ".pdf", "-journal"))]
        assert not [name for name in names if {"backups", "exports", "attachments"} & set(name.split("/"))]
        assert not [name for name in names if "李某某".encode() == archive.read(name)]


def test_it_carries_everything_the_program_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for room in ("reference", "templates", "sample"):
        files = [path for path in (ROOT / "data" / room).iterdir() if path.is_file()]
        shipped = {f"jiefang_tui/_data/{room}/{path.name}" for path in files}
        assert shipped and shipped <= names
    for pattern in ("*.tcss", "*.py"):
        inside = {path.relative_to(ROOT).as_posix() for path in (ROOT / "jiefang_tui").rglob(pattern)}
        assert inside and inside <= names
    assert "jiefang_tui/store/migrations/0001_start.py" in names


@pytest.mark.slow
def test_installed_it_founds_an_office_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own (the libraries are this one's), in an empty folder, with an empty home."""
    place = tmp_path / "env"
    venv.create(place, with_pip=False, symlinks=True)
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    libraries = Path(pytest.__file__).resolve().parent.parent
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    (Path(site) / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    home, empty = tmp_path / "home", tmp_path / "empty"
    home.mkdir()
    empty.mkdir()
    kept = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LANG")
    environment = {name: value for name, value in os.environ.items() if name in kept}
    environment |= {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home), "PYTHONIOENCODING": "utf-8"}

    def jiefang(*argv: str) -> str:
        done = subprocess.run(
            [scripts / "jiefang", *argv], cwd=empty, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [python, "-c", "import jiefang_tui; print(jiefang_tui.__file__)"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(place) in where
    jiefang("init", "--unit", "示例镇信访接待室", "--area", "999999001", "--officer", "王芳")
    assert "结论：完好。" in jiefang("check")
    assert list(home.rglob("jiefang.db"))
    day = tmp_path / "day"
    code = (
        "import sys; from datetime import date; from pathlib import Path; from jiefang_tui.paths import DataFolder\n"
        "from jiefang_tui.services.sample.sample_day import build\n"
        "build(DataFolder(Path(sys.argv[1])), date(2026, 11, 23))"
    )
    subprocess.run([python, "-c", code, str(day)], cwd=empty, env=environment, check=True)
    environment["JIEFANG_NOW"] = "2026-11-23T09:14:00"
    clinic = json.loads(jiefang("stats", "--from", "2026-11-19", "--to", "2026-11-19", "--json", "--data", str(day)))
    assert (clinic["batch_count"], clinic["person_count"], clinic["item_count"]) == (8, 10, 8)
    sample = tmp_path / "sample"
    jiefang("sample", "--matters", "30", "--data", str(sample))
    span = ("--from", "2016-01-01", "--to", "2099-12-31")
    assert '"batch_count"' in jiefang("--data", str(sample), "stats", *span, "--json")
    del environment["JIEFANG_NOW"]  # the office was founded by the computer's own clock
    for argv in (["demo"], []):  # the sample day, and the office founded above
        desk = pexpect.spawn(
            str(scripts / "jiefang"),
            argv,
            cwd=str(empty),
            env={**environment, "TERM": "xterm-256color"},
            dimensions=(24, 80),
            timeout=120,
        )
        desk.expect("示例镇信访接待室".encode())
        desk.expect("帮助".encode())
        desk.send("\x11")
        if desk.expect([pexpect.EOF, "还有人没有结果".encode()]):
            desk.send("2")
            desk.expect(pexpect.EOF)
        desk.close()
        assert desk.exitstatus == 0
    assert list(empty.iterdir()) == []
