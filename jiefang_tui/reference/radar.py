"""radar.toml: how many matters within how many days make a common cause (共性问题); the office's own laid over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

NAME = "radar.toml"
Problem = Callable[[str, str, str], None]
"""(key, what is expected, what is used instead)"""
MOST = {"matters": 1000, "days": 730}


class Threshold(NamedTuple):
    """So many matters within so many days; 0 matters: nobody looks."""

    matters: int
    days: int


def read_radar(shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem) -> dict[str, Threshold]:
    """The shipped thresholds with `own` over them, key by key; what is wrong there is told and not taken."""
    found = {name: dict(entry) for name, entry in shipped.items()}
    for name, entry in own.items():
        if name not in found or not isinstance(entry, dict):
            problem(name, f"没有这一段，应为 {'、'.join(found)}", "这一段不起作用")
            continue
        for key, value in entry.items():
            is_number = isinstance(value, int) and not isinstance(value, bool)
            if key not in MOST or not is_number or not (key == "days") <= value <= MOST[key]:
                problem(f"{name}.{key}", "matters、days 应为不太大的整数", "现用原来的值")
                continue
            found[name][key] = value
    return {name: Threshold(entry["matters"], entry["days"]) for name, entry in found.items()}
