"""What is loaded when: a heavy library on the way to the first screen is paid by every start on an old PC."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "docx", "lxml", "openpyxl", "pendulum", "stdnum", "chinese_calendar", "pypinyin", "playhouse", "pygments.lexers",
)  # fmt: skip


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
