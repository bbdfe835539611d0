"""The sample reception day (样例接访日): the article's situations with invented people, played through the acts.

Every row comes out of the same functions the desk uses, with the clock standing at the moment it is told of, so the
sample has the history, audit entries and due dates of a real office.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from jiefang_tui import clock, paths
from jiefang_tui.services.desk.opening import close_desk, found_office
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.sample.sample_acts import play
from jiefang_tui.services.sample.sample_dates import clinic_day, moment_named
from jiefang_tui.services.sample.sample_stage import Stage, Step
from jiefang_tui.store import database

if TYPE_CHECKING:
    from pathlib import Path

    from jiefang_tui.paths import DataFolder

OPENS_AT = time(9, 14)
"""The demo's clock starts here and runs."""

__all__ = ["OPENS_AT", "build", "clinic_day"]


def _in_order(steps: list[Step], day: date) -> list[tuple[datetime, Step]]:
    """The steps with their moments, in the order the story tells them.

    Two days of the story can fall on one working day; then the later day's steps follow the earlier one's.
    """

    def key(pair: tuple[int, Step]) -> tuple[date, int, datetime, int]:
        token = pair[1]["at"].split()[0]
        told = int(token[1:] or 0) if token.startswith("D") else 0
        moment = moment_named(pair[1]["at"], day)
        return moment.date(), told, moment, pair[0]

    ordered: list[tuple[datetime, Step]] = []
    for _, step in sorted(enumerate(steps), key=key):
        moment = moment_named(step["at"], day)
        if ordered and moment <= ordered[-1][0]:
            moment = ordered[-1][0] + timedelta(minutes=1)
        ordered.append((moment, step))
    return ordered


def build(folder: DataFolder, day: date, source: Path | None = None) -> None:
    """Make the sample office in `folder` (which must hold no office yet), as it stands on `day` at 09:14, and close it.

    The file is written without waiting for the disk, because a throw-away copy has nothing to lose.
    """
    script = tomllib.loads((source or paths.sample_dir() / "day.toml").read_text(encoding="utf-8"))
    steps = _in_order(script["step"], day)
    with clock.at(steps[0][0] - timedelta(hours=1)):
        desk = found_office(folder, script["office"], script["area"], script["officer"])
        database.do_not_wait_for_disk()
        desk.clock_confirmed = True  # months of which nothing is told are no wrong clock
        for unit in script["officers"]:
            add_officer(desk, unit["name"], unit.get("post", ""), unit.get("unit", ""))
    stage = Stage(desk, day, script["people"], script["leader"])
    try:
        for moment, step in steps:
            with clock.at(moment):
                play(stage, step)
    finally:
        close_desk(desk, keeps_backup=False)
