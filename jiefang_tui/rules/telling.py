"""怎么告知的: what is asked once a paper is written, for printing it tells nobody anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jiefang_tui.terms import ServiceWay

_BETWEEN_NAMES = re.compile(r"[、,，;；/\s和与]+")


@dataclass(frozen=True)
class WaySpec:
    """One way of telling, and what has to be written down of it."""

    answer: str
    """As the question offers it."""
    label: str = ""
    """Of the field that it asks for; empty where nothing is asked."""
    missing: str = ""
    """The sentence where that is empty."""
    hint: str = ""
    is_refused: bool = False
    """Nobody took it: two persons write down how that came."""
    shown: str = ""
    """How what was filled in is called on a line."""


WAYS: Mapping[ServiceWay, WaySpec] = {
    ServiceWay.DIRECT: WaySpec(
        "当面交", "签收人", "请填写签收人；代收的写明关系。", "谁签收的；代收的写明关系", shown="签收"
    ),
    ServiceWay.POST: WaySpec("邮寄", "单号", "请填写邮寄的单号。", "邮件单号", shown="单号"),
    ServiceWay.WITNESSED: WaySpec(
        "拒签或联系不上，两人写明", "情况", "请写明怎么拒签、怎么联系不上的。", "拒签，或者几次没有联系上", True
    ),
    ServiceWay.SYSTEM: WaySpec("系统已告知"),
}
"""The answers in the order of their digits; after them comes 还没给, which tells nothing."""
NOT_YET = "还没给"


def two_names(text: str) -> tuple[str, ...]:
    """The names of those who wrote down that nobody took it; empty unless they are two at least."""
    names = tuple(dict.fromkeys(part for part in _BETWEEN_NAMES.split(text.strip()) if part))
    return names if len(names) >= 2 else ()
