"""When the rules of counting change (a stricter own period, a new year's holidays, a new program), all stored dates are
computed again at the next start, once."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from jiefang_tui import __version__
from jiefang_tui.paths import DataFolder
from jiefang_tui.reference import Reference
from jiefang_tui.rules.workdays import calendar_version
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.store import database
from jiefang_tui.store.models import Matter, Setting, db

RULES = "clock_rules"
"""Setting: by which rules the stored dates were computed."""
_FILES = ("regulation.toml", "holidays.toml")
_EDITION = 3
"""Of what is computed: raised when a program computes other dates, or more of them, from the same facts."""


def fingerprint(reference: Reference) -> str:
    """Of everything that moves a date beside the facts; a few milliseconds, without reading what the files say."""
    digest = hashlib.sha256(f"{__version__}/{_EDITION}/{calendar_version()}".encode())
    for folder in (reference.shipped, *([reference.own] if reference.own else [])):
        for name in _FILES:
            with suppress(OSError):
                digest.update((folder / name).read_bytes())
            digest.update(b"/")
    return digest.hexdigest()[:16]


def renew(desk: Desk) -> str:
    """Compute all dates again if the rules changed or `check` found some wrong; a sentence when any moved.

    Raises `Refused`.
    """
    now, mark = fingerprint(desk.reference), _mark(desk.folder)
    with storing():
        row = Setting.get_or_none(Setting.key == RULES)
        if (row is not None and row.value == now and not mark.exists()) or not Matter.select(Matter.id).exists():
            return ""
        # Not at the top: every start passes here, and most end at the line above.
        from jiefang_tui.services.desk.acting import acting
        from jiefang_tui.services.desk.clocks import differing, settle_every

        wrong = differing(desk.reference)[1]
        if not wrong:
            _remember(row, now)
    if wrong:
        with acting(desk, "clock.renew", "期限规则有变化") as act:
            settle_every(desk.reference)
            _remember(row, now)
            act.reason = f"期限规则有变化，重算 {wrong} 件"
        desk.changed_tables |= {"matter", "deadline"}
    with suppress(OSError):
        mark.unlink(missing_ok=True)
    return f"期限规则有变化，已重算 {wrong} 件事项的期限。" if wrong else ""


def check_dates(folder: DataFolder) -> tuple[bool, str]:
    """Compute the dates of all matters again and compare: whether they agree, and a line that says so.

    Writes nothing into the file; where dates are wrong a mark beside it lets the next start put them right.
    """
    from jiefang_tui.services.desk.clocks import differing

    was_open = not db.deferred and not db.is_closed()
    if not was_open:
        database.open_file(folder.db, only_looks=True)
    try:
        reference = Reference(own=folder.reference)
        row = Setting.get_or_none(Setting.key == RULES)
        number, wrong = differing(reference)
        if not wrong:
            return True, f"期限：{number} 件事项逐件重算，与存的一致"
        if row is not None and row.value != fingerprint(reference):
            return True, f"期限：规则有变化，{wrong} 件事项的期限在下次打开接访台时重算"
        with suppress(OSError):
            _mark(folder).touch()
        return False, f"有问题：{wrong} 件事项存的期限与重算的不同，下次打开接访台时改正"
    finally:
        if not was_open:
            database.close()


def _mark(folder: DataFolder) -> Path:
    return folder.db.with_name(folder.db.name + ".dates")


def _remember(row: Setting | None, value: str) -> None:
    if row is None:
        Setting.create(key=RULES, value=value)
    else:
        Setting.update(value=value).where(Setting.id == row.id).execute()
