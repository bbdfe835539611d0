"""other_periods.toml: what the parties of an agreement may do themselves, within which period, by which article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

NAME = "other_periods.toml"
Problem = Callable[[str, str, str], None]
"""(key, what is expected, what is used instead)"""


@dataclass(frozen=True)
class OtherPeriod:
    """A way that is open to the parties; `years` and `days` are 0 where no period is set."""

    says: str
    """``{until}`` in it stands for the last day."""
    article: str
    years: int = 0
    days: int = 0
    unknown: str = ""
    """What stands for the last day where the day from which it runs was not written down."""
    over: str = ""
    """What is said once the last day is past; empty: nothing any more."""


def read_other_periods(shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem) -> dict[str, OtherPeriod]:
    """The shipped ways with `own` over them, key by key; what is wrong there is told and not taken."""
    found = {}
    for name, entry in shipped.items():
        entry = dict(entry)
        mine = own.get(name, {})
        if not isinstance(mine, dict):
            problem(name, f"应写成 [{name}] 一段", "这一段不采用")
            mine = {}
        for key, value in mine.items():
            if _suits(key, value):
                entry[key] = value
            else:
                problem(f"{name}.{key}", "years、days 应为 0 至 3650 的整数，其余应为文字", "现用原来的值")
        found[name] = OtherPeriod(**entry)
    for name in own.keys() - shipped.keys():
        problem(name, "没有这一段，请删去或改正名称", "这一段不起作用")
    return found


def _suits(key: str, value: object) -> bool:
    if key in ("years", "days"):
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 3650
    return key in ("article", "says", "unknown", "over") and isinstance(value, str) and value.strip() != ""
