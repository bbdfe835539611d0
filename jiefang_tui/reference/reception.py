"""reception.toml: how often leaders of each level are to receive, with its source; the office's own laid over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jiefang_tui.terms import Every, LeaderLevel

NAME = "reception.toml"
Problem = Callable[[str, str, str], None]
"""(key, what is expected, what is used instead)"""
MOST = 31


@dataclass(frozen=True)
class Frequency:
    """At least `times` days in each `every`; 0: nothing is counted."""

    every: Every
    times: int
    source: str


def read_reception(
    shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem
) -> dict[LeaderLevel, Frequency]:
    """The shipped frequencies with `own` over them, key by key; what is wrong there is told and not taken."""
    given = own.get("frequency", {})
    for section in own:
        if section != "frequency":
            problem(section, "没有这一段，请删去或改正名称", "这一段不起作用")
    if not isinstance(given, dict):
        problem("frequency", "应逐级写成 [frequency.township] 一段", "这一段不采用")
        given = {}
    found = {}
    for level in LeaderLevel:
        entry = dict(shipped["frequency"][level])
        mine = given.get(level, {})
        if isinstance(mine, dict):
            _lay(level, entry, mine, problem)
        else:
            problem(f"frequency.{level}", f"应写成 [frequency.{level}] 一段", "这一段不采用")
        found[level] = Frequency(Every(entry["every"]), entry["times"], entry["source"])
    for key in given.keys() - set(LeaderLevel):
        problem(f"frequency.{key}", "没有这一级，应为 province city county township village", "这一段不起作用")
    return found


def _lay(level: LeaderLevel, entry: dict[str, Any], mine: Mapping[str, Any], problem: Problem) -> None:
    """Put each right value of `mine` into `entry`. A number of the office's own without its source is the office's."""
    for key, value in mine.items():
        if not _suits(key, value):
            problem(f"frequency.{level}.{key}", _EXPECTED.get(key, "没有这一项"), "现用原来的值")
            continue
        entry[key] = value
        if key != "source" and "source" not in mine:
            entry["source"] = "本单位自定"


_EXPECTED = {
    "every": "应为 week、month、quarter、half_year 或 year",
    "times": f"应为 0 至 {MOST} 的整数",
    "source": "应为文字",
}


def _suits(key: str, value: object) -> bool:
    if key == "every":
        return value in set(Every)
    if key == "times":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
    return key == "source" and isinstance(value, str)
