"""What many tests begin with is made once in a run, whatever the number of processes, and copied from there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder

_shelf: Path | None = None


def put_into(folder: Path) -> None:
    """Keep everything in `folder`, which all processes of a run share."""
    global _shelf
    folder.mkdir(exist_ok=True)
    _shelf = folder


@cache
def office(founded: datetime) -> Path:
    """A data folder with a new office, founded and closed at that moment: 示例镇信访接待室, 999999001, clerk 王芳."""
    from jiefang_tui.services.desk import opening

    def make(root: Path) -> None:
        with clock.at(founded):
            desk = opening.found_office(DataFolder(root), "示例镇信访接待室", "999999001", "王芳")
            opening.close_desk(desk, keeps_backup=False)

    return _made(f"office-{founded:%Y%m%d%H%M}", make)


@cache
def sample_day(day: date) -> Path:
    """A data folder with the sample day of `day`."""
    from jiefang_tui.services.sample.sample_day import build

    return _made(f"sample-{day}", lambda root: build(DataFolder(root), day))


def _made(name: str, make: Callable[[Path], None]) -> Path:
    if _shelf is None:
        put_into(Path(mkdtemp(prefix="jiefang-made-once-")))
    assert _shelf is not None
    made = _shelf / name
    with FileLock(_shelf / f"{name}.lock"):
        if not made.exists():
            part = made.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            make(part)
            part.rename(made)
    return made
