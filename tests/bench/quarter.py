"""A quarter of one core, as on an old office PC: a CPU cgroup (Linux, root), or nothing where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

V1 = Path("/sys/fs/cgroup/cpu")
V2 = Path("/sys/fs/cgroup")


@contextmanager
def quarter_core(percent: int = 25) -> Iterator[Callable[[], None] | None]:
    """Give a function that a child process runs to put itself under the limit; None where that cannot be done."""
    name = f"jiefang-bench-{os.getpid()}"
    try:
        group = (V1 if V1.is_dir() else V2) / name
        group.mkdir()
        if V1.is_dir():
            (group / "cpu.cfs_period_us").write_text("10000")
            (group / "cpu.cfs_quota_us").write_text(str(percent * 100))
        else:
            (group / "cpu.max").write_text(f"{percent * 100} 10000")
    except OSError:
        yield None
        return
    try:
        yield lambda: (group / "cgroup.procs").write_text(str(os.getpid()))  # type: ignore[func-returns-value]
    finally:
        group.rmdir()
