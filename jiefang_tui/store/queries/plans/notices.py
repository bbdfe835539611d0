"""What of the plan was made public (公示)."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from jiefang_tui.store.models import PublicNotice


class NoticeView(NamedTuple):
    """One edition."""

    id: int
    edition: int
    written_on: date
    published_on: date | None
    lines: list[list[str]]


def latest_notice(first: date, last: date, before: int | None = None) -> NoticeView | None:
    """The newest edition of exactly these days; with `before`, of those before that one."""
    wanted = (PublicNotice.first_day == first) & (PublicNotice.last_day == last)
    if before is not None:
        wanted &= PublicNotice.edition < before
    row: PublicNotice | None = PublicNotice.select().where(wanted).order_by(PublicNotice.edition.desc()).first()
    if row is None:
        return None
    return NoticeView(row.id, row.edition, row.written_on, row.published_on, json.loads(row.lines))


def notice_over(day: date) -> NoticeView | None:
    """The newest edition that holds `day`, of a month before of a year."""
    rows = PublicNotice.select().where((PublicNotice.first_day <= day) & (PublicNotice.last_day >= day))
    row: PublicNotice | None = rows.order_by(PublicNotice.first_day.desc(), PublicNotice.edition.desc()).first()
    return None if row is None else latest_notice(row.first_day, row.last_day)
