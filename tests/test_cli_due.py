"""``jiefang due``: what it lists, in JSON and in lines, and one sentence for every file it cannot read."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path

import pytest

from jiefang_tui import cli, clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.rules.text import cell_width
from jiefang_tui.services.desk import opening
from jiefang_tui.services.desk.settings import MASKS_NAMES
from jiefang_tui.services.desk.settings import set as set_setting
from jiefang_tui.store import database
from tests.services.given import owned, registered, sealed

KEYS = ["register_no", "title", "kind", "start", "due_raw", "due_rolled", "days_left", "light", "article", "leader"]
NOW = datetime(2026, 11, 23, 9, 14).astimezone()


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> DataFolder:
    """One matter under a leader, one that is only registered, one sealed; the desk is closed."""
    monkeypatch.setenv("JIEFANG_NOW", "2026-11-23T09:14:00")
    monkeypatch.setenv("JIEFANG_DATA", str(tmp_path / "data"))
    folder = DataFolder(tmp_path / "data")
    with clock.at(NOW):
        desk = opening.found_office(folder, "示例镇信访接待室", "999999001", "王芳")
        owned(desk)
        registered(desk, "李某某", "拖欠工资三个月")
        sealed(desk)
        opening.close_desk(desk, keeps_backup=False)
    return folder


def _run(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = cli.main(["due", *argv])
    database.close()
    database.release_lock()
    return status, out.getvalue(), err.getvalue()


def _refused(*argv: str) -> str:
    status, out, err = _run(*argv)
    assert (status, out) == (1, ""), (out, err)
    assert err.endswith("\n") and err.count("\n") == 1 and "Traceback" not in err
    return err


def test_json_has_the_agreed_keys(office: DataFolder) -> None:
    status, out, err = _run("--json")
    lines = json.loads(out)
    assert (status, err) == (0, "")
    assert all(list(line) == KEYS for line in lines)
    assert [line["kind"] for line in lines] == [
        "acceptance_notice_due",
        "acceptance_notice_due",
        "triage_due",
        "handling_due",
    ]
    assert lines[0] == {
        "register_no": "JF-999999001-20261123-001",
        "title": "征地补偿款未足额发放",
        "kind": "acceptance_notice_due",
        "start": "2026-11-23",
        "due_raw": "2026-12-08",
        "due_rolled": "2026-12-08",
        "days_left": 15,
        "light": "green",
        "article": "第二十三条第二款",
        "leader": "周敏",
    }
    assert lines[1]["leader"] == "王芳"  # nobody signed for it: the 首接人
    assert lines[-1]["due_rolled"] is None  # the rest days of 2027 are not known


def test_lights_are_those_of_the_day_asked_for(office: DataFolder) -> None:
    by_day = {
        day: [line["light"] for line in json.loads(_run("--json", "--on", day)[1])]
        for day in ("2026-11-23", "2026-12-03", "2026-12-09", "2027-01-23")
    }
    assert by_day == {
        "2026-11-23": ["green"] * 4,
        "2026-12-03": ["yellow"] * 3 + ["green"],
        "2026-12-09": ["red"] * 3 + ["green"],
        "2027-01-23": ["red"] * 4,
    }


def test_lines_for_people_are_aligned(office: DataFolder) -> None:
    status, out, _ = _run("--on", "12-9")
    top, heading, *rows, last = out.splitlines()
    assert status == 0
    assert top == "2026-12-09  未了期限 4 个：逾期 3、临期 0"
    assert "2027年放假安排未收录" in last
    place = cell_width(heading[: heading.index("登记编号")])
    assert all(cell_width(row[: row.index("JF-")]) == place for row in rows)
    assert rows[0].split()[:4] == ["逾期", "2026-12-08", "过1日", "书面告知"]


def test_a_sealed_report_shows_no_content_and_masked_titles_are_masked(office: DataFolder) -> None:
    titles = [line["title"] for line in json.loads(_run("--json")[1])]
    assert titles[2] == "检举控告(密)"
    with clock.at(NOW):
        desk = opening.open_desk(office)
        set_setting(desk, MASKS_NAMES, "1")
        opening.close_desk(desk, keeps_backup=False)
    assert [line["title"] for line in json.loads(_run("--json")[1])] == ["征地**", "拖欠**", "检举**", "征地**"]
    assert "征地补偿款" not in _run()[1]


def test_an_office_without_matters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIEFANG_NOW", "2026-11-23T09:14:00")
    monkeypatch.setenv("JIEFANG_DATA", str(tmp_path / "data"))
    opening.close_desk(opening.found_office(DataFolder(tmp_path / "data"), "示例镇信访接待室", "999999001", "王芳"))
    assert _run() == (0, "2026-11-23  没有未了的期限。\n", "")
    assert _run("--json") == (0, "[]\n", "")


@pytest.mark.parametrize(
    "argv", [["--on", "2026-02-30"], ["--on", "13-1"], ["--on", "去年"], ["--on", ""], ["--on"], ["x"]]
)
def test_wrong_usage(office: DataFolder, argv: list[str]) -> None:
    status, out, err = _run(*argv)
    assert (status, out) == (2, "")
    assert err.startswith("用法错误:") and err.count("\n") == 1


def test_no_office_here(tmp_path: Path) -> None:
    assert "jiefang" in _refused("--data", str(tmp_path / "nowhere"))


def test_the_file_is_missing(office: DataFolder) -> None:
    office.db.unlink()
    assert "不见了" in _refused("--json")


def test_the_file_is_empty(office: DataFolder) -> None:
    office.db.write_bytes(b"")
    assert "空的" in _refused("--json")


def test_the_file_is_damaged(office: DataFolder) -> None:
    data = bytearray(office.db.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    office.db.write_bytes(data)
    assert "损坏" in _refused("--json") or "读不出来" in _refused("--json")
    office.db.write_bytes(b"not a database at all" * 300)
    assert "文件头已损坏" in _refused()


def test_another_desk_is_open(office: DataFolder) -> None:
    """A command that only looks takes no lock."""
    with closing(sqlite3.connect(office.db)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM matter").fetchone()
        assert _run("--json")[0] == 0
    with clock.at(NOW):
        desk = opening.open_desk(office)
    database.close()
    assert database.holds_lock()
    assert _run_without_release()[0] == 0
    opening.close_desk(desk, keeps_backup=False)
    database.release_lock()


def _run_without_release() -> tuple[int, str]:
    out = io.StringIO()
    with redirect_stdout(out):
        return cli.main(["due", "--json"]), out.getvalue()


def test_a_locked_file_is_one_sentence_after_the_wait(office: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(office.db)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "被别的程序占用" in _refused("--json")
        assert "被别的程序占用" in _refused()
        other.rollback()
    assert _run()[0] == 0
