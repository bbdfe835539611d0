"""The number of a matter (登记编号): ``JF-<area9>-YYYYMMDD-NNN``."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from jiefang_tui.rules.text import normalise


class RegisterNo(NamedTuple):
    """The three parts of a register number."""

    area_code: str
    """Nine digits of the township."""
    day: date
    ordinal: int


def register_no(area9: str, day: date, n: int) -> str:
    """The number of the `n`-th matter of `day`. Raises ValueError for an area that is not nine digits or
    n < 1."""
    if not re.fullmatch("[0-9]{9}", area9):
        raise ValueError(f"area code {area9!r} is not nine digits")
    if n < 1:
        raise ValueError(f"ordinal {n} is below 1")
    return f"JF-{area9}-{day:%Y%m%d}-{n:03d}"


def split_register_no(text: str) -> RegisterNo:
    """The parts of a register number, as stored or as typed. Raises ValueError for anything else."""
    match = re.fullmatch(r"JF-([0-9]{9})-([0-9]{4})([0-9]{2})([0-9]{2})-([0-9]{3,})", normalise(text).upper())
    if not match:
        raise ValueError(f"{text!r} is not a register number")
    return RegisterNo(match[1], date(int(match[2]), int(match[3]), int(match[4])), int(match[5]))
