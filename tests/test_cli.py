"""The command line: Chinese, exit 0, 1 or 2, never a traceback."""

from __future__ import annotations

import gc
import io
import json
import os
import subprocess
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest

import jiefang_tui
from jiefang_tui import cli
from jiefang_tui.command_line import read
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import founded, opening, safekeeping
from jiefang_tui.store import database

ROOT = Path(jiefang_tui.__file__).resolve().parent.parent
INIT = ["init", "--unit", "示例镇信访接待室", "--area", "999999001", "--officer", "王芳"]


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIEFANG_NOW", "2026-11-23T09:14:00")
    monkeypatch.setenv("JIEFANG_DATA", str(tmp_path / "data"))


def _run(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = cli.main(list(argv))
    database.close()
    database.release_lock()
    return status, out.getvalue(), err.getvalue()


def _refused(*argv: str) -> str:
    status, out, err = _run(*argv)
    assert (status, out) == (1, ""), (out, err)
    assert err.endswith("\n") and err.count("\n") == 1
    assert "Traceback" not in err
    return err


def _wrong(*argv: str) -> str:
    status, out, err = _run(*argv)
    assert (status, out) == (2, ""), (out, err)
    assert err.startswith("用法错误:") and err.count("\n") == 1
    return err


def test_init_backup_check_restore(tmp_path: Path) -> None:
    assert _run(*INIT)[0] == 0
    status, out, _ = _run("check")
    assert status == 0 and out.rstrip().endswith("结论：完好。")
    assert _run("backup", str(tmp_path / "copy.db"))[0] == 0
    status, out, _ = _run("restore", str(tmp_path / "copy.db"))
    assert status == 0 and "原来的文件保留为" in out
    assert "没有新建" in _refused(*INIT)


@pytest.mark.parametrize("before", [True, False])
def test_data_before_or_after_the_command(tmp_path: Path, before: bool) -> None:
    where = ["--data", str(tmp_path / "other")]
    argv = [*where, *INIT] if before else [*INIT, *where]
    assert _run(*argv)[0] == 0
    assert (tmp_path / "other" / "jiefang.db").exists()
    assert not (tmp_path / "data").exists()


def test_stats_json_has_the_keys_programs_rely_on() -> None:
    _run(*INIT)
    status, out, _ = _run("stats", "--from", "2026-11-01", "--to", "2026-11-30", "--json")
    assert status == 0
    assert set(json.loads(out)) == {
        "batch_count",
        "person_count",
        "item_count",
        "group_batch_count",
        "group_person_count",
        "initial_count",
        "repeat_count",
        "window_count",
        "left_count",
        "void_count",
        "void_item_count",
        "assigned_by_level",
        "sessions",
        "level_skips",
        "agreements",
        "campaigns",
        "rounds",
        "field_visits",
    }
    status, out, _ = _run("stats", "--from", "20261101", "--to", "11-30")
    assert status == 0 and "0 批次" in out


@pytest.mark.parametrize(
    ("since", "until", "span"),
    [
        ("10-1", "10-31", (date(2026, 10, 1), date(2026, 10, 31))),
        ("12-1", "12-31", (date(2025, 12, 1), date(2025, 12, 31))),
        ("上个月", "上个月", (date(2026, 10, 1), date(2026, 10, 31))),
        ("2025-11-1", "1-31", (date(2025, 11, 1), date(2026, 1, 31))),
        ("去年", "今天", (date(2025, 1, 1), date(2026, 11, 23))),
    ],
)
def test_from_and_to_of_a_report_look_back_and_share_one_year(since: str, until: str, span: tuple[date, date]) -> None:
    args = read(["stats", "--from", since, "--to", until])
    assert (args.since, args.until) == span


@pytest.mark.parametrize(("typed", "day"), [("11-20", date(2026, 11, 20)), ("12-1", date(2026, 12, 1))])
def test_the_day_due_is_looked_at_is_the_nearest(typed: str, day: date) -> None:
    assert read(["due", "--on", typed]).on == day


def test_an_end_before_its_beginning_is_said() -> None:
    assert "早于起始日期" in _wrong("stats", "--from", "2026-11-02", "--to", "2026-11-01")


def test_refusals_are_one_sentence(tmp_path: Path) -> None:
    for argv in (["check"], ["backup"], ["stats", "--from", "2026-11-01", "--to", "2026-11-02"]):
        assert "还没有接待室的数据" in _refused(*argv)
    assert "没有这个文件" in _refused("restore", str(tmp_path / "none.db"))
    assert "不存在" in _refused("--data", str(tmp_path / "no" / "such"), *INIT)
    assert "终端" in _refused()
    assert "终端" in _refused("demo")
    assert not (tmp_path / "data" / "jiefang.db").exists()


def test_wrong_usage_is_said_in_chinese() -> None:
    assert "没有 foo 这个命令" in _wrong("foo")
    assert "缺少参数 --unit, --area, --officer" in _wrong("init")
    assert "不认识的参数 --no" in _wrong("check", "--no")
    assert "--data 后面要写一个值" in _wrong("--data")
    assert "--matters 应为整数" in _wrong("sample", "--matters", "many")
    assert "1 到 1000000" in _wrong("sample", "--matters", "0")
    assert "--from" in _wrong("stats", "--from", "hello", "--to", "2026-11-02")
    assert "--on" in _wrong("demo", "--on", "2026-02-30")


@pytest.mark.parametrize("command", ["", "demo", "init", "stats", "backup", "restore", "check", "sample"])
def test_help_is_chinese(command: str) -> None:
    status, out, _ = _run(*([command] if command else []), "--help")
    assert status == 0
    assert out.startswith("用法: jiefang")
    for english in ("usage", "options", "positional", "show this", "optional"):
        assert english not in out


def test_version_is_the_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert _run("--version") == (0, f"接访台 jiefang {project['project']['version']}\n", "")


def test_a_damaged_file_is_a_sentence_that_names_the_backup(tmp_path: Path) -> None:
    _run(*INIT)
    folder = DataFolder(tmp_path / "data")
    folder.db.write_bytes(b"\0" * 100 + folder.db.read_bytes()[100:])
    said = _refused("stats", "--from", "2026-11-01", "--to", "2026-11-30")
    assert "jiefang restore" in said and "2026-11-23" in said
    status, out, err = _run("check")
    assert status == 1 and "文件头已损坏" in out and err.count("\n") == 1
    with pytest.raises(founded.DeskClosed):
        opening.open_desk(folder)


def test_a_damaged_file_opens_the_screen_that_offers_the_newest_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is restored before the clerk has chosen (tests/ui/test_start.py)."""
    _run(*INIT)
    folder = DataFolder(tmp_path / "data")
    damaged = b"\0" * 100 + folder.db.read_bytes()[100:]
    folder.db.write_bytes(damaged)
    opened: list[tuple[object, str]] = []
    monkeypatch.setattr(cli, "_needs_terminal", lambda: None)
    monkeypatch.setattr(cli, "_run_desk", lambda desk, *_, closed, **__: opened.append((desk, closed.kind)) or 0)
    assert _run()[0] == 0
    assert opened == [(None, "damaged")]
    assert folder.db.read_bytes() == damaged


def test_an_unforeseen_error_is_noted_without_what_it_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run(*INIT)

    def fails(folder: DataFolder) -> None:
        name = "章德福"
        raise LookupError(f"{name} 999999195001010018")

    monkeypatch.setattr(safekeeping, "check", fails)
    said = _refused("check")
    log = (tmp_path / "data" / "jiefang.log").read_text(encoding="utf-8")
    assert "LookupError" in said and "jiefang.log" in said
    assert "LookupError" in log and "test_cli.py" in log
    for text in (said, log):
        assert "章德福" not in text and "999999195001010018" not in text


def test_a_demo_that_fails_leaves_nothing_with_the_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run(*INIT)
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))

    def fails() -> None:
        raise LookupError

    monkeypatch.setattr(cli, "_needs_terminal", fails)
    assert str(elsewhere / "jiefang.log") in _refused("demo")
    assert (elsewhere / "jiefang.log").is_file() and not (tmp_path / "data" / "jiefang.log").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_screen_that_fails_shows_no_values(tmp_path: Path) -> None:
    """Textual prints a traceback with every local value; here it is one sentence, and the desk is closed in order."""
    import pexpect

    _run(*INIT)
    code = (
        "import sys; from jiefang_tui import cli; from jiefang_tui.ui.app import DeskApp\n"
        "def on_ready(self):\n    name = '章德福'\n    raise LookupError(name)\n"
        "DeskApp.on_ready = on_ready; sys.exit(cli.main([]))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    screen = pexpect.spawn(sys.executable, ["-c", code], env=environment, encoding="utf-8", dimensions=(24, 80))
    screen.expect(pexpect.EOF, timeout=300)
    screen.close()
    assert screen.exitstatus == 1
    assert "程序出错了(LookupError)" in screen.before
    assert "章德福" not in screen.before and "Traceback" not in screen.before
    assert not (tmp_path / "data" / "jiefang.lock.txt").exists()


def test_a_start_that_fails_leaves_the_collector_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def fails() -> None:
        seen.append(gc.isenabled())
        raise LookupError

    monkeypatch.setattr(cli, "_needs_terminal", fails)
    assert "LookupError" in _refused()
    assert seen == [False] and gc.isenabled()


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    _run(*INIT)
    monkeypatch.setattr(safekeeping, "check", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    assert _refused("check") == "已中断。\n"


def test_a_wrong_clock_setting_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEFANG_NOW", "noon")
    assert "Traceback" not in _refused(*INIT)


def _python(code: str, *argv: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, env=environment, check=False
    )


def test_a_command_that_opens_no_window_loads_no_window() -> None:
    _run(*INIT)
    code = (
        "import sys; from jiefang_tui import cli; status = cli.main(sys.argv[1:])\n"
        "print(status, [m for m in ('textual', 'rich', 'docx', 'pypinyin', 'playhouse') if m in sys.modules])"
    )
    assert _python(code, "check").stdout.splitlines()[-1] == "0 []"


def test_a_reader_that_goes_away() -> None:
    _run(*INIT)
    code = "import sys; from jiefang_tui.cli import main; sys.exit(main(['check']))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write) as closed:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=closed, stderr=subprocess.PIPE, env=environment, check=False
        )
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr


def test_an_old_console_lacks_characters() -> None:
    _run(*INIT)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    code = "import sys; from jiefang_tui.cli import main; sys.exit(main(['check']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False)
    assert done.returncode == 0 and b"Traceback" not in done.stderr


def test_sample_is_founded_once(tmp_path: Path) -> None:
    status, out, _ = _run("sample", "--matters", "20", "--seed", "3", "--on", "2026-11-23")
    assert status == 0 and "20" in out
    assert "已有数据" in _refused("sample", "--matters", "20")
    assert _run("check")[0] == 0
