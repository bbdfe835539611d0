"""What was taken out of the file stays out of it, also when an older copy is made the data file again.

Which rows that were stands beside the file for good, by UUID and by the last entry that was written then, no names and
no words: a copy that has fewer entries is older and still holds them. It is looked at after a copy was restored, and
whenever the desk opens a file that it did not close itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from peewee import PeeweeException

from jiefang_tui.paths import DataFolder
from jiefang_tui.store import backup, database
from jiefang_tui.store.apart import places
from jiefang_tui.store.models import Appointment, Dispute, FieldVisit, Household, Matter
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.store.old_copies import Unsealed, seal_copy
from jiefang_tui.terms import MatterState

KINDS = ("matters", "apart", "appointments", "lines")


def remember(
    folder: DataFolder,
    *,
    apart: Iterable[UUID] = (),
    appointments: Iterable[UUID] = (),
    lines: Iterable[UUID] = (),
) -> None:
    """Note what was taken out, with every report that was handed over; after the act, while the file is open.

    A note that cannot be written is not worth stopping for: the next close writes it.
    """
    noted, (entry, _) = read(folder), database.last_entry()
    sealed: Any = Matter.select(Matter.uid).where(Matter.state == MatterState.SEALED_OUT).tuples()
    more = zip(KINDS, ([uid for (uid,) in sealed], apart, appointments, lines), strict=True)
    fresh = {kind: {str(uid): entry for uid in uids} | noted[kind] for kind, uids in more}
    if fresh == noted:
        return
    with suppress(OSError):
        part = folder.forgotten.with_name(folder.forgotten.name + ".part")
        part.write_text(json.dumps(fresh), encoding="utf-8")
        part.replace(folder.forgotten)


def read(folder: DataFolder) -> dict[str, dict[str, int]]:
    """By kind and UUID the last entry that was written when it was taken out."""
    noted: Any = {}
    with suppress(OSError, ValueError):
        noted = json.loads(folder.forgotten.read_text(encoding="utf-8"))
    given = noted if isinstance(noted, dict) else {}
    return {kind: dict(given[kind]) if isinstance(given.get(kind), dict) else {} for kind in KINDS}


def words_now(folder: DataFolder) -> dict[UUID, dict[str, str]]:
    """What the claims say from which a report was taken out, read from the data file before another takes its place."""
    noted = read(folder)["apart"]
    if not noted or not folder.db.exists():
        return {}
    try:
        database.open_file(folder.db, only_looks=True)
        entry, _ = database.last_entry()
        mine = [UUID(uid) for uid, at in noted.items() if at <= entry]
        return {
            row.uid: {place.key: place.text for place in places(row)} | {"title": row.title}
            for row in Matter.select().where(Matter.uid.in_(mine))
        }
    except (OSError, PeeweeException, ValueError):
        return {}
    finally:
        database.close()


def forget_again(folder: DataFolder, words: dict[UUID, dict[str, str]] | None = None) -> str:
    """Take out of the data file, which is closed, what it holds again. `words`: what claims said (`words_now`).

    Returns a sentence, empty when it holds nothing of that; a claim whose words nobody has is named, to be done again.
    """
    if not folder.forgotten.exists():
        return ""
    what, again = _held(folder, words or {})
    done = len(what.matters) + len(what.apart)
    said = ""
    if done or what.appointments or what.lines:
        try:
            seal_copy(folder.db, what)
            said = f"这份数据里有已经清除过的检举内容({done}件)，已再清除。"
        except (OSError, PeeweeException, ValueError, backup.BackupFailed) as error:
            said = f"这份数据里有已经清除过的检举内容，没能再清除({error})；请重新恢复一次。"
    return said + (f"{'、'.join(again)} 里拆出过检举控告，这份数据里又有了，请再拆一次。" if again else "")


def _held(folder: DataFolder, words: dict[UUID, dict[str, str]]) -> tuple[Unsealed, list[str]]:
    noted = read(folder)
    try:
        database.open_file(folder.db, only_looks=True)
        entry, _ = database.last_entry()
        older = {kind: [UUID(uid) for uid, at in noted[kind].items() if at > entry] for kind in KINDS}
        sealed = (Matter.state == MatterState.SEALED_OUT) | ~Matter.is_readable & (Matter.title == CLEARED)
        matters = [row.uid for row in Matter.select().where(Matter.uid.in_(older["matters"]) & ~sealed)]
        apart = list(Matter.select().where(Matter.uid.in_(older["apart"])))
        booked = [row.uid for row in Appointment.select().where(Appointment.uid.in_(older["appointments"]))]
        lines = [
            row.uid
            for model in (FieldVisit, Dispute, Household)
            for row in model.select(model.uid).where(model.uid.in_(older["lines"]))
        ]
    finally:
        database.close()
    known = {row.uid: words[row.uid] for row in apart if row.uid in words}
    return Unsealed(matters, known, booked, lines), [row.register_no for row in apart if row.uid not in words]
