"""When a day of the plan begins, read from its hours as they are printed (8:30-11:30)."""

from __future__ import annotations

import re
from datetime import time

from jiefang_tui.rules.text import normalise
from jiefang_tui.rules.typed.times import PARTS_OF_DAY, parse_time

USUAL = time(9)
"""Where the hours say nothing that can be read."""
_FIRST = re.compile(rf"(?:{PARTS_OF_DAY})?[0-9]{{1,2}}(?::[0-9]{{2}}|[点时](?:半|[0-9]{{1,2}}分?)?)")


def begins_at(hours: str) -> time:
    """The first time of day in ``hours``; `USUAL` where there is none."""
    found = _FIRST.search(re.sub(r"\s", "", normalise(hours)))
    return (parse_time(found[0]).value if found else None) or USUAL
