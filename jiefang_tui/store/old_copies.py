"""Taking what was sealed out of an older copy of the file: in a copy of the copy, which is then put in its place.

Works on the models' one connection, so that no file may be open meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from jiefang_tui.store import apart, backup, database, sealing, search, upgrade
from jiefang_tui.store.models import Appointment, Dispute, Draft, FieldCampaign, FieldVisit, Household, Matter, db
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.terms import Category, MatterState


@dataclass
class Unsealed:
    """What older copies may still hold."""

    matters: list[UUID] = field(default_factory=list)
    """Reports that were handed over."""
    apart: dict[UUID, dict[str, str]] = field(default_factory=dict)
    """Claims that a report was taken out of: what their places say now (`apart.key_of`), and ``title``."""
    appointments: list[UUID] = field(default_factory=list)
    """Bookings of somebody who came with a report."""
    lines: list[UUID] = field(default_factory=list)
    """Lines of 走访, 排查 and 入户清单 whose words were a report."""
    rounds: list[UUID] = field(default_factory=list)
    """Rounds from house to house that are over: when people are at home leaves the copies, too."""


def seal_copy(path: Path, what: Unsealed) -> None:
    """Take it out of the copy at `path`, migrated if need be. Raises whatever forbids it; then `path` is as it was."""
    part = path.with_name(path.name + ".sealing")
    try:
        backup.copy_to(path, part)
        try:
            database.open_file(part)
            if upgrade.unknown(database.connection()):
                raise backup.BackupFailed(f"{path.name} 是更新版本写的。")
            upgrade.apply_pending()
            with db.atomic():
                _take_out(what)
            database.connection().execute("PRAGMA journal_mode=delete")
        finally:
            database.close()
        backup.verify(part)
        backup.put_in_place(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _take_out(what: Unsealed) -> None:
    for matter in _rows(Matter, what.matters):
        if matter.state == MatterState.SEALED_OUT:
            continue
        sealed = sealing.clear_matter(matter)
        gone = sealing.emptied(Matter) | {"category": Category.REPORT_ACCUSATION, "title": CLEARED}
        Matter.update(gone | {"petitioner_name": CLEARED}).where(Matter.id == matter.id).execute()
        search.forget("visit", sealed.alone)
        search.forget("matter", [matter.id])
        for person in sealed.people:
            search.index_person(person, {})
    for matter in _rows(Matter, what.apart):
        now: Mapping[str, str] = what.apart[matter.uid]
        apart.take_out(matter, now, now["title"])
        search.forget("matter", [matter.id])
    sealing.forget(Appointment, [row.id for row in _rows(Appointment, what.appointments)])
    for model in (FieldVisit, Dispute):
        sealing.forget(model, [row.id for row in _rows(model, what.lines)])
    sealing.forget_words(_rows(Household, what.lines))
    over = _rows(FieldCampaign, what.rounds)
    Household.update(at_home="").where(Household.campaign.in_(over) & (Household.at_home != "")).execute()
    Draft.delete().execute()  # what is half typed in an old copy may be a report, and nobody goes on with it there
    search.leave_no_trace()


def _rows(model: Any, uids: Iterable[UUID]) -> list[Any]:
    return list(model.select().where(model.uid.in_(list(uids))))
