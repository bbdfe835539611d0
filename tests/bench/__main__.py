"""Run all measurements and print them, for people or with ``--json`` for programs.

A start is timed on both sides to the same event: the last word of the key bar stands on the terminal, below the rows
of the list (the fifteenth is looked for; a screen is written from the top). What was used by then is taken twice: on
the clock on the wall, and as processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.probe import PROBES
from tests.bench.quarter import quarter_core
from tests.bench.screen import Painted, TimedScreen

DAY = date(2026, 11, 23)
NOW = "2026-11-23T09:14"
STARTS = 9
KEYS = 40
DOWN, UP, F2, F3, F4 = "\x1b[B", "\x1b[A", "\x1bOQ", "\x1bOR", "\x1bOS"
_A_ROUND = DOWN * 4 + UP * 4 + F2 + F3
_KEYS_A_ROUND = 10
BARE_READY = r"14\s+08:31.*palette"
OUR_READY = r"15 .*0[89]:\d\d.*F1帮助"
"""The fifteenth row, and after it the last word of the key bar."""
WORST = ("search", "people", "ledger_filter", "ledger_search", "plan_month", "field_month")
"""Of these the slowest counts, of the others the median."""
BUDGET = {
    "start_ratio": 1.1,
    "start_cpu_ratio": 1.1,
    "memory_ratio": 1.29,
    "key_ratio": 1.5,
    "search_ms": 150.0,
    "people_ms": 150.0,
    "ledger_open_ms": 150.0,
    "ledger_end_ms": 150.0,
    "ledger_filter_ms": 150.0,
    "ledger_search_ms": 150.0,
    "matter_ms": 150.0,
    "morning_ms": 150.0,
    "plan_month_ms": 150.0,
    "plan_leaders_ms": 1000.0,
    "field_month_ms": 150.0,
    "rounds_ms": 150.0,
    "households_ms": 150.0,
    "household_pages_ms": 150.0,
    "household_typed_ms": 200.0,  # saved, and the page opened again
    "checks_ms": 150.0,
    "radar_ms": 150.0,
    "instalments_ms": 150.0,
    "sessions_ms": 150.0,
    "ledger_key_ratio": 1.5,
}


def main() -> int:
    """Measure, print, and exit 1 when a budget of the design is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--data", type=Path, help="a sample office made before, used on a copy")
    parser.add_argument("--growth", type=int, default=0, metavar="KEYS", help="also press so many keys (10000 a day)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        result = measure(args.matters, args.data, Path(scratch))
        if args.growth:
            result["growth_mb"] = round(_growth(_ours(Path(scratch) / "data"), args.growth) / 2**20, 1)
    over = {name: result[name] for name, most in BUDGET.items() if result[name] > most}
    result["over_budget"] = over
    if args.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for name, value in result.items():
            print(f"{name:24} {value}")
    return 1 if over else 0


def measure(matters: int, made: Path | None, scratch: Path) -> dict[str, Any]:
    """All figures by name: seconds, milliseconds (``_ms``), bytes per megabyte (``_mb``) and ratios."""
    data = scratch / "data"
    result: dict[str, Any] = {"matters": matters}
    if made:
        shutil.copytree(made, data)
    else:
        began = time.perf_counter()
        _run(["-m", "jiefang_tui.cli", "--data", str(data), "sample", "--matters", str(matters), "--on", str(DAY)])
        result["sample_seconds"] = round(time.perf_counter() - began, 1)
    ours = _ours(data)
    bare = [sys.executable, "-m", "tests.bench.bare"]
    _start(bare, BARE_READY, None)  # its modules are compiled
    _start(ours, OUR_READY, None)  # and ours; the day rollover, once
    with quarter_core() as limit:
        result["quarter_core"] = limit is not None
        starts = [(_start(bare, BARE_READY, limit), _start(ours, OUR_READY, limit)) for _ in range(STARTS)]
        for name in PROBES:
            times = json.loads(_run(["-m", "tests.bench.probe", name, str(data)], limit))
            result[f"{name}_ms"] = round((max if name in WORST else statistics.median)(times), 1)
    result["start_bare_seconds"] = round(statistics.median(pair[0].seconds for pair in starts), 2)
    result["start_seconds"] = round(statistics.median(pair[1].seconds for pair in starts), 2)
    result["start_ratio"] = round(statistics.median(pair[1].seconds / pair[0].seconds for pair in starts), 2)
    result["start_cpu_bare_ms"] = round(statistics.median(pair[0].cpu for pair in starts) * 1000)
    result["start_cpu_ms"] = round(statistics.median(pair[1].cpu for pair in starts) * 1000)
    result["start_cpu_ratio"] = round(statistics.median(pair[1].cpu / pair[0].cpu for pair in starts), 2)
    bare_key, bare_memory = _keys(bare, BARE_READY)
    our_key, our_memory = _keys(ours, OUR_READY)
    ledger_key, _ = _keys(ours, OUR_READY, F4)
    result["ledger_key_ms"] = round(ledger_key * 1000, 1)
    result["ledger_key_ratio"] = round(ledger_key / bare_key, 2)
    result["key_bare_ms"], result["key_ms"] = round(bare_key * 1000, 1), round(our_key * 1000, 1)
    result["key_ratio"] = round(our_key / bare_key, 2)
    result["memory_bare_mb"], result["memory_mb"] = round(bare_memory / 2**20, 1), round(our_memory / 2**20, 1)
    result["memory_ratio"] = round(our_memory / bare_memory, 2)
    return result


def _ours(data: Path) -> list[str]:
    return [sys.executable, "-m", "jiefang_tui.cli", "--data", str(data)]


def _growth(command: list[str], keys: int) -> int:
    """Bytes of resident memory gained over `keys` keys: up and down the queue, and forms opened and left."""
    screen = TimedScreen(command, _environment())
    try:
        screen.until(OUR_READY)
        for _ in range(20):  # whatever is loaded once
            screen.key(_A_ROUND)
        before = screen.memory()
        for _ in range(keys // _KEYS_A_ROUND):
            screen.key(_A_ROUND)
        return screen.memory() - before
    finally:
        screen.close()


def _environment() -> dict[str, str]:
    """With compiled modules, as an office has them: a machine for tests may be told to keep none."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "JIEFANG_NOW": NOW, "PYTHONPATH": str(Path(__file__).parents[2])}


def _run(arguments: list[str], limit: Callable[[], None] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=_environment(),
        preexec_fn=limit,
        check=True,
        stdout=subprocess.PIPE,  # what goes wrong is seen
        text=True,
    )
    return done.stdout


def _start(command: list[str], ready: str, limit: Callable[[], None] | None) -> Painted:
    screen = TimedScreen(command, _environment(), limit)
    try:
        return screen.until(ready)
    finally:
        screen.close()


def _keys(command: list[str], ready: str, first: str = "") -> tuple[float, int]:
    """Median seconds from a cursor key to the settled paint, and resident bytes, on a full core; after `first`."""
    screen = TimedScreen(command, _environment())
    try:
        screen.until(ready)
        if first:
            screen.key(first)
        screen.settle()
        memory = screen.memory()
        times = [screen.key(DOWN) for _ in range(KEYS)]
        return statistics.median(times), memory
    finally:
        screen.close()


if __name__ == "__main__":
    raise SystemExit(main())
