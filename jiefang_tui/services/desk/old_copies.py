"""No older copy of the file on this computer keeps what was sealed: at the next close it is taken out of all of them.

What is still to be taken out is written beside the file before the act that seals is committed, and crossed out when
every copy is done. Copies elsewhere (U盘) are out of reach; they are named with their date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.store import backup
from jiefang_tui.store.models import Matter
from jiefang_tui.store.old_copies import Unsealed, seal_copy
from jiefang_tui.store.sealing import TOLD
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
    noted = _noted(folder) or {}
    for kind, uids in zip(_KINDS, (apart, appointments, lines, rounds), strict=True):
        noted[kind] = sorted({*noted.get(kind, []), *map(str, uids)})
    noted["since"] = clock.now().isoformat()
    _write(folder.unsealed, noted)


def _noted(folder: DataFolder) -> dict[str, Any] | None:
    """What is to be taken out; None when nothing is. A note that cannot be read says that something is."""
    if not folder.unsealed.exists():
        return None
    with suppress(OSError, ValueError):
        noted = json.loads(folder.unsealed.read_text(encoding="utf-8"))
        if isinstance(noted, dict):
            return noted
    return {}


def to_forget(folder: DataFolder) -> Unsealed | None:
    """What older copies hold, read while the file is open; None when nothing."""
    noted = _noted(folder)
    if noted is None:
        return None
    uids = {kind: [UUID(text) for text in noted.get(kind, [])] for kind in _KINDS}
    apart = {
        row.uid: {name: getattr(row, name) for name in (*TOLD, "title")}
        for row in Matter.select().where(Matter.uid.in_(uids["apart"]))
    }
    handed_over = [row.uid for row in Matter.select(Matter.uid).where(Matter.state == MatterState.SEALED_OUT)]
    return Unsealed(handed_over, apart, uids["appointments"], uids["lines"], uids["rounds"])


def forget_in_copies(folder: DataFolder, what: Unsealed, newest: Path) -> str:
    """Take it out of every copy but the `newest`, which was made after; one that cannot be sealed is deleted.

    The data file is closed. Returns a sentence, empty when there was no older copy.
    """
    since = str((_noted(folder) or {}).get("since", ""))
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
    if not left:
        with suppress(OSError):
            folder.unsealed.unlink()
    parts = [f"{sealed} 份旧备份里不该留的已清除" if sealed else ""]
    parts.append(f"清除不了的旧备份已删除：{'、'.join(deleted)}" if deleted else "")
    parts.append(f"没能删除：{'、'.join(left)}，请关上再退出一次" if left else "")
    said = "；".join(part for part in parts if part)
    return (f"{said}。" if said else "") + copies_elsewhere(folder, since)


def _copies(folder: DataFolder) -> list[Path]:
    """Every copy of the data file in its folder: backups, those before an upgrade, those put aside, unfinished ones."""
    beside = [*folder.root.glob(f"{folder.db.name}.*")]
    beside += [path for kind in ("*.db", "*.part", "*.sealing") for path in folder.backups.glob(kind)]
    return sorted(path for path in beside if path.suffix != ".seal" and not path.name.endswith("-journal"))


# -- elsewhere


def note_copy(folder: DataFolder, path: Path, at: datetime) -> None:
    """A copy was written outside the data folder. A note that cannot be written is not worth stopping for."""
    if path.resolve().is_relative_to(folder.root.resolve()):
        return
    noted = _elsewhere(folder) | {str(path.absolute()): at.isoformat()}
    with suppress(OSError):
        _write(folder.copies, noted)


def _elsewhere(folder: DataFolder) -> dict[str, str]:
    with suppress(OSError, ValueError):
        noted = json.loads(folder.copies.read_text(encoding="utf-8"))
        if isinstance(noted, dict):
            return {str(path): str(at) for path, at in noted.items()}
    return {}


def copies_elsewhere(folder: DataFolder, since: str = "") -> str:
    """Which copies elsewhere still hold what was sealed at the moment `since` (now), with their dates."""
    before = {path: at for path, at in _elsewhere(folder).items() if not since or at <= since}
    told = [f"{path}({at[:10]})" for path, at in sorted(before.items()) if not _is_gone(Path(path))]
    return f"别处的备份还留着已移送的内容：{'、'.join(told)}，请插上后删去，再另备份一份。" if told else ""


def _is_gone(path: Path) -> bool:
    """Whether its folder is there and it is not: somebody deleted it."""
    with suppress(OSError):
        return path.parent.is_dir() and not path.exists()
    return False


def _write(path: Path, noted: dict[str, Any]) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(noted, ensure_ascii=False), encoding="utf-8")
    part.replace(path)
