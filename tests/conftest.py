"""What every room's tests share: a temporary data folder and an opened desk whose clock stands still."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk.desk import Desk

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
    """示例镇信访接待室, area 999999001, opened by 王芳 on a database file of its own."""
    from jiefang_tui.services.desk.opening import found_office
    from jiefang_tui.store import database

    opened = found_office(folder, "示例镇信访接待室", "999999001", "王芳")
    database.do_not_wait_for_disk()  # that nothing is lost is tried in a real terminal (tests/terminal)
    yield opened
    database.close()
    database.release_lock()
