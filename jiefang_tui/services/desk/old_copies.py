"""No older copy of the file on this computer keeps what was sealed: at the next close it is taken out of all of them.

What is still to be taken out is written beside the file before the act that seals is committed, and crossed out when
every copy is done. Copies elsewhere (U盘) are out of reach: they are named with their date until they are gone, or a
new copy is written beside them, which takes it out of them, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk.forgotten import read, remember
from jiefang_tui.store import backup, database
from jiefang_tui.store.apart import places
from jiefang_tui.store.models import Matter, db
from jiefang_tui.store.old_copies import Unsealed, seal_copy
from jiefang_tui.terms import MatterState

_KINDS = ("apart", "appointments", "lines", "rounds")


def must_forget(
    folder: DataFolder,
    *,
    apart: Iterable[UUID] = (),
    appointments: Iterable[UUID] = (),
    lines: Iterable[UUID] = (),
    rounds: Iterable[UUID] = (),
) -> None:
    """Note, before the act is committed, that older copies hold what it takes out: a matter handed over, a draft, a
    report beside a claim (`apart`), who booked and came with a report, a line of 走访 that was one, and when people are
    at home in a round that is over.
    """
    told = (apart, appointments, lines, rounds)
    more = {kind: [*map(str, uids)] for kind, uids in zip(_KINDS, told, strict=True)}
    _write(folder.unsealed, _noted_also(_noted(folder) or {}, more))
    elsewhere = _elsewhere(folder)
    if elsewhere["copies"]:
        _write(folder.copies, _noted_also(elsewhere, more))


def _noted_also(noted: dict[str, Any], more: Mapping[str, list[str]]) -> dict[str, Any]:
    """What is noted, with these uids and the moment."""
    return (
        noted
        | {kind: sorted({*noted.get(kind, []), *more[kind]}) for kind in _KINDS}
        | {"since": clock.now().isoformat()}
    )


def _noted(folder: DataFolder) -> dict[str, Any] | None:
    """What is to be taken out; None when nothing is. A note that cannot be read says that something is."""
    return _read(folder.unsealed) if folder.unsealed.exists() else None


def _read(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        noted = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(noted, dict):
            return noted
    return {}


def to_forget(folder: DataFolder) -> Unsealed | None:
    """What older copies hold, read while the file is open; None when nothing."""
    noted = _noted(folder)
    if noted is None:
        return None
    remember(folder)
    return _unsealed(folder, noted)


def _unsealed(folder: DataFolder, noted: Mapping[str, Any]) -> Unsealed:
    uids = {kind: [UUID(text) for text in noted.get(kind, [])] for kind in _KINDS}
    apart = {
        row.uid: {place.key: place.text for place in places(row)} | {"title": row.title}
        for row in Matter.select().where(Matter.uid.in_(uids["apart"]))
    }
    handed_over = {row.uid for row in Matter.select(Matter.uid).where(Matter.state == MatterState.SEALED_OUT)}
    handed_over |= {UUID(uid) for uid in read(folder)["matters"]}
    return Unsealed(sorted(handed_over), apart, uids["appointments"], uids["lines"], uids["rounds"])


def forget_in_copies(folder: DataFolder, what: Unsealed, newest: Path) -> str:
    """Take it out of every copy but the `newest`, which was made after; one that cannot be sealed is deleted.

    The data file is closed. Returns a sentence, empty when there was no older copy.
    """
    sealed, deleted, left = 0, [], []
    for path in _copies(folder):
        if path == newest:
            continue
        try:
            seal_copy(path, what)
            sealed += 1
        except Exception:  # whatever is wrong with it: what it holds may not stay
            try:
                backup.remove(path)
                deleted.append(path.name)
            except OSError:
                left.append(path.name)
    more, unread = _seal_others(folder, what)
    sealed += more
    if not left:
        with suppress(OSError):
            folder.unsealed.unlink()
    parts = [f"{sealed} 份旧备份里不该留的已清除" if sealed else ""]
    parts.append(f"清除不了的旧备份已删除：{'、'.join(deleted)}" if deleted else "")
    parts.append(f"里面可能还有，请打开看过删去：{'、'.join(unread)}" if unread else "")
    parts.append(f"没能删除：{'、'.join(left)}，请关上再退出一次" if left else "")
    said = "；".join(part for part in parts if part)
    return (f"{said}。" if said else "") + copies_elsewhere(folder)


def _copies(folder: DataFolder) -> list[Path]:
    """Every copy of the data file in its folder: backups, those before an upgrade, those put aside, unfinished ones."""
    beside = [*folder.root.glob(f"{folder.db.name}.*")]
    beside += [path for kind in ("*.db", "*.part", "*.sealing") for path in folder.backups.glob(kind)]
    return sorted(path for path in beside if path.suffix != ".seal" and not path.name.endswith("-journal"))


_DATABASE, _PACKED = b"SQLite format 3\0", (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def _seal_others(folder: DataFolder, what: Unsealed) -> tuple[int, list[str]]:
    """Copies somebody made by hand under another name: those of ours are cleared, what cannot be is named.

    Attached files and papers are no copies, and nothing that is not ours is deleted.
    """
    apart = (folder.attachments, folder.exports, folder.reference, folder.templates)
    known = {folder.db, *_copies(folder)}
    sealed = 0
    unread: list[str] = []
    for path in sorted(folder.root.rglob("*")):
        if path in known or not path.is_file() or any(path.is_relative_to(one) for one in apart):
            continue
        with suppress(OSError), path.open("rb") as file:
            begins = file.read(len(_DATABASE))
            if begins == _DATABASE:
                sealed += _sealed(path, what, unread)
            elif begins.startswith(_PACKED):
                unread.append(path.name)
    return sealed, unread


def _sealed(path: Path, what: Unsealed, unread: list[str]) -> bool:
    try:
        seal_copy(path, what)
    except Exception:  # whatever is wrong with it, or it is no file of ours: somebody put it there and looks
        unread.append(path.name)
        return False
    return True


# -- elsewhere


def note_copy(folder: DataFolder, path: Path, at: datetime) -> None:
    """A copy was written outside the data folder. A note that cannot be written is not worth stopping for."""
    if path.resolve().is_relative_to(folder.root.resolve()):
        return
    noted = _elsewhere(folder)
    noted["copies"][str(path.absolute())] = at.isoformat()
    with suppress(OSError):
        _write(folder.copies, noted)


def _elsewhere(folder: DataFolder) -> dict[str, Any]:
    """``copies`` by path with the moment each was written, and what was sealed since the first of them."""
    noted = _read(folder.copies)
    copies = noted.get("copies", {})
    return noted | {"copies": {str(path): str(at) for path, at in copies.items()} if isinstance(copies, dict) else {}}


def held_elsewhere(folder: DataFolder) -> list[tuple[Path, str]]:
    """The copies elsewhere that still hold what was sealed after they were written, with their day."""
    noted = _elsewhere(folder)
    since = str(noted.get("since", ""))
    before = {Path(path): at for path, at in noted["copies"].items() if at <= since}
    return [(path, at[:10]) for path, at in sorted(before.items()) if not _is_gone(path)]


def copies_elsewhere(folder: DataFolder) -> str:
    """The same in a sentence; empty when there is none."""
    told = [f"{path}({day})" for path, day in held_elsewhere(folder)]
    if not told:
        return ""
    return f"别处的备份还留着已移送的内容：{'、'.join(told)}，请插上再备份一份到那里(旧的一并清除)，或者删去。"


def forget_beside(folder: DataFolder, fresh: Path) -> str:
    """A new copy lies there: take what was sealed out of the older ones in the same folder. A sentence, or nothing.

    Only the copies that were written from here are touched; one that cannot be sealed is named, to be deleted.
    """
    old = [path for path, _ in held_elsewhere(folder) if path.parent == fresh.absolute().parent and path.exists()]
    if not old:
        return ""
    was_open = not db.is_closed()
    if not was_open:
        database.open_file(folder.db, only_looks=True)
    what = _unsealed(folder, _elsewhere(folder))
    database.close()
    left = []
    for path in old:
        try:
            seal_copy(path, what)
            note_copy(folder, path, clock.now())
        except Exception:  # whatever is wrong with it: it is the office's stick, and the clerk deletes it
            left.append(path.name)
    if was_open:
        database.open_file(folder.db)
    done = len(old) - len(left)
    said = [f"那里 {done} 份旧备份里的检举内容已清除" if done else ""]
    said.append(f"清除不了，请删去：{'、'.join(left)}" if left else "")
    return "；".join(part for part in said if part) + "。"


def _is_gone(path: Path) -> bool:
    """Whether its folder is there and it is not: somebody deleted it."""
    with suppress(OSError):
        return path.parent.is_dir() and not path.exists()
    return False


def _write(path: Path, noted: dict[str, Any]) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(noted, ensure_ascii=False), encoding="utf-8")
    part.replace(path)
