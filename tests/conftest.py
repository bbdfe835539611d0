"""What every room's tests share: a temporary data folder and an opened desk whose clock stands still."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk.desk import Desk
from tests import beginnings, made_once, parsed_once

sys.dont_write_bytecode = False
"""What pytest makes of the tests' assertions is kept: making it anew takes each process longer than all else that it
does before its first test."""

parsed_once.install()
LONGEST = ("test_power_cut", "test_play", "test_story", "test_clerk", "test_golden")
"""Files whose tests take longest: they begin first, so that no core waits for them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first; the others keep their order."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """What was imported stays: the garbage collector does not look through all of it after every few objects.

    It took a quarter of the time of a screen's test. It still collects, as does the desk itself after each left screen.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


NOW = datetime(2026, 11, 23, 9, 14).astimezone()
"""Monday, local time: the frozen moment of the tests."""


@pytest.fixture(scope="session", autouse=True)
def shelf(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is made once in a run lies in a folder that the run's processes share."""
    base = tmp_path_factory.getbasetemp()
    made_once.put_into((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made-once")


@pytest.fixture
def frozen_clock() -> Iterator[datetime]:
    """The clock stands at 2026-11-23 09:14."""
    with clock.at(NOW):
        yield NOW


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """An empty data folder."""
    root = tmp_path / "data"
    root.mkdir()
    return DataFolder(root)


@pytest.fixture
def desk(folder: DataFolder, frozen_clock: datetime) -> Iterator[Desk]:
    """示例镇信访接待室, area 999999001, founded just now and opened by 王芳 on a database file of its own."""
    from jiefang_tui.services.desk.opening import open_desk
    from jiefang_tui.store import database

    shutil.copytree(made_once.office(frozen_clock), folder.root, dirs_exist_ok=True)
    opened = open_desk(folder)
    beginnings.begin(opened)
    database.do_not_wait_for_disk()  # that nothing is lost is tried in a real terminal (tests/terminal)
    yield opened
    database.close()
    database.release_lock()
