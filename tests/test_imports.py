"""What is loaded when: a heavy library on the way to the first screen is paid by every start on an old PC."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "docx", "lxml", "openpyxl", "pendulum", "stdnum", "chinese_calendar", "pypinyin", "playhouse", "pygments.lexers",
)  # fmt: skip

NOT_AT_FIRST = (
    "argparse",
    "csv",
    "textual.widgets._text_area",
    "jiefang_tui.command_line",
    "jiefang_tui.rules.clocks",
    "jiefang_tui.rules.duties",
    "jiefang_tui.rules.standing",
    "jiefang_tui.services.desk.safekeeping",
    "jiefang_tui.store.queries.law.due",
    "jiefang_tui.store.queries.reception.people",
    "jiefang_tui.store.queries.responsibility.sheets",
    "jiefang_tui.store.queries.reception.visits",
    "jiefang_tui.ui.toolkit.dialogs",
    "jiefang_tui.ui.widgets.form",
)
"""What the first screen of 80 columns stands without: parsing, dates, previews and forms come with their first use."""
FIRST_SCREEN = """
import asyncio, sys
from jiefang_tui import cli

def stands(desk, folder, **_):
    from jiefang_tui.ui.app import DeskApp

    async def run():
        app = DeskApp(desk, folder=folder)
        async with app.run_test(size=(80, 24)):
            assert app.screen.NAME_CN == "今日接访"
            print("\\n".join(sys.modules))

    asyncio.run(run())
    return 0

cli._needs_terminal, cli._run_desk = lambda: None, stands
sys.exit(cli.main(["--data", sys.argv[1]]))
"""


def _loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stdout.split())


def _belongs(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


@pytest.mark.parametrize(
    "screen", ["reception.today_screen", "reception.intake_screen", "reception.talk_screen", "matter.matter_screen"]
)
def test_a_screen_loads_nothing_heavy(screen: str) -> None:
    loaded = _loaded_by(f"import jiefang_tui.cli, jiefang_tui.ui.app, jiefang_tui.ui.{screen}")
    assert not any(_belongs(module, "jiefang_tui.documents") for module in loaded)
    assert "textual.app" in loaded and "peewee" in loaded
    assert [m for m in sorted(loaded) if any(_belongs(m, heavy) for heavy in HEAVY)] == []


def test_a_command_for_programs_loads_no_screen() -> None:
    rooms = "jiefang_tui.cli, jiefang_tui.services.desk.opening, jiefang_tui.services.reception.statistics"
    loaded = _loaded_by(f"import {rooms}")
    assert [m for m in sorted(loaded) if _belongs(m, "textual") or _belongs(m, "jiefang_tui.ui")] == []


def test_importing_the_package_touches_no_disk(tmp_path: object) -> None:
    rooms = "jiefang_tui.cli, jiefang_tui.paths, jiefang_tui.store.models"
    code = f"import os; os.mkdir = os.makedirs = None; import {rooms}"
    assert "jiefang_tui.paths" in _loaded_by(code)


def test_a_plain_start_loads_what_its_first_screen_needs(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    office = ["--unit", "示例镇信访接待室", "--area", "999999001", "--officer", "王芳"]
    subprocess.run([sys.executable, "-m", "jiefang_tui.cli", "--data", data, "init", *office], check=True)
    done = subprocess.run(
        [sys.executable, "-c", FIRST_SCREEN, data], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    loaded = set(done.stdout.split())
    assert "jiefang_tui.ui.reception.today_screen" in loaded
    assert [m for m in sorted(loaded) if any(_belongs(m, one) for one in (*HEAVY, *NOT_AT_FIRST))] == []
