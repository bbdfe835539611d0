"""Every probe of the bench runs on a small office, and every budget in milliseconds is of a probe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.opening import close_desk, open_desk
from jiefang_tui.services.sample import load
from tests.bench.__main__ import BUDGET, DAY, NOW, WORST
from tests.bench.probe import PROBES


@pytest.fixture
def small_office(tmp_path: Path) -> Iterator[Desk]:
    folder = DataFolder(tmp_path / "small")
    load.build(folder, 200, 1, DAY)
    with clock.at(datetime.fromisoformat(NOW).astimezone()):
        desk = open_desk(folder)
        yield desk
        close_desk(desk, keeps_backup=False)


def test_every_probe_measures_something(small_office: Desk) -> None:
    measured = {name: probe(small_office) for name, probe in PROBES.items()}
    assert [name for name, times in measured.items() if not times or min(times) < 0] == []


def test_every_budget_is_of_a_probe() -> None:
    assert {name.removesuffix("_ms") for name in BUDGET if name.endswith("_ms")} <= set(PROBES) >= set(WORST)
