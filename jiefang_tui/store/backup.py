"""Verified copies of the database: made by SQLite's own backup, checked, counted, and only then given their name."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from jiefang_tui.store.database import connect, count_rows, last_entry
from jiefang_tui.store.soundness import header_problem, problems

LOW_SPACE = 200 * 1024 * 1024
"""Below this much free space (bytes) the desk warns at its start."""
KEEP_FREE = 5 * 1024 * 1024
"""A backup is refused when less than this (bytes) would stay free."""
_PAGES_A_STEP = 512
_TRIES = 3
_NAME = re.compile(r"jiefang-(\d{8}-\d{6})(?:-\d+)?\.db")

Progress = Callable[[int, int], None]
"""Called with (pages done, pages in all)."""


class BackupFailed(Exception):
    """No verified copy was made. `str()` is a Chinese sentence; nothing that existed was touched."""


@dataclass(frozen=True)
class Backup:
    """A verified copy."""

    path: Path
    made_at: datetime
    """Naive local time, from the file's name."""
    counts: dict[str, int] = field(default_factory=dict)


def free_space(folder: Path) -> int:
    """Free bytes where `folder` is or would be. Raises `OSError`."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def backup_name(now: datetime) -> str:
    """Name of a backup made at `now`."""
    return f"jiefang-{now:%Y%m%d-%H%M%S}.db"


def copy_to(source: Path, target: Path, progress: Progress | None = None) -> dict[str, int]:
    """Copy the database `source` to `target`, verified, and return its row counts.

    Written under a temporary name beside `target`, quick-checked, its rows counted and compared with those of
    `source`, flushed to the disk, then renamed. Raises `BackupFailed`; then `target` is as it was.
    """
    part = target.with_name(target.name + ".part")
    try:
        needed = source.stat().st_size
        target.parent.mkdir(parents=True, exist_ok=True)
        if free_space(target.parent) < needed + KEEP_FREE:
            raise BackupFailed(f"磁盘空间不够(还需要 {_megabytes(needed + KEEP_FREE)} MB)，没有备份；请先腾出空间。")
        part.unlink(missing_ok=True)
        with closing(connect(source, "rw" if os.access(source, os.W_OK) else "ro")) as old:
            counts = _copy(old, part, progress)
        _flush(part)
        part.replace(target)
        flush_folder(target.parent)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise BackupFailed(_sentence(error)) from error
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return counts


def verify(path: Path, *, values: bool = False) -> dict[str, int]:
    """Row counts of the database at `path` after a quick check, with `values` also of every value.

    Raises `BackupFailed` with what is wrong.
    """
    try:
        wrong = problems(path, values=values)
        if wrong:
            raise BackupFailed(f"{path.name} 不可用:{wrong[0]}。")
        with closing(connect(path)) as connection:
            return count_rows(connection)
    except FileNotFoundError as error:
        raise BackupFailed(f"没有这个文件:{path}。") from error
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise BackupFailed(f"{path.name} 读不出来({error})。") from error


def backups(folder: Path) -> list[Backup]:
    """Every backup in `folder` by its name, newest first; not verified, without counts."""
    found = []
    if folder.is_dir():
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match:
                found.append(Backup(path, datetime.strptime(match[1], "%Y%m%d-%H%M%S")))  # noqa: DTZ007
    return sorted(found, key=lambda one: (one.made_at, len(one.path.name), one.path.name), reverse=True)


def newest_verified(folder: Path) -> Backup | None:
    """The newest backup that opens and is sound, with its counts; a bad one is passed over."""
    for one in backups(folder):
        with suppress(BackupFailed):
            return Backup(one.path, one.made_at, verify(one.path))
    return None


def last_backed_up(folder: Path) -> tuple[int, str] | None:
    """The last audit entry (number, UUID) in the newest backup that can be read at all; None when there is none."""
    for one in backups(folder):
        with suppress(sqlite3.Error, OSError, UnicodeDecodeError):
            if not header_problem(one.path):
                with closing(connect(one.path)) as connection:
                    return last_entry(connection)
    return None


def to_keep(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups to keep: the newest, all of today and yesterday, then 12 daily, 10 weekly and 9 monthly ones.

    Of an older day, week or month its newest one is kept; the counts are of days, weeks and months that have any.
    A backup dated after `now` (the clock was wrong) is kept.
    """
    ordered = sorted(set(made), reverse=True)
    keep = set(ordered[:1])
    recent = now.date() - timedelta(days=1)
    keep |= {one for one in ordered if one.date() >= recent}
    older = [one for one in ordered if one.date() < recent]
    spans: list[tuple[int, Callable[[date], object]]] = [
        (12, lambda day: day),
        (10, lambda day: day.isocalendar()[:2]),
        (9, lambda day: (day.year, day.month)),
    ]
    for count, span in spans:
        seen: set[object] = set()
        for one in older:
            name = span(one.date())
            if name not in seen and len(seen) < count:
                seen.add(name)
                keep.add(one)
    return keep


def thin(folder: Path, now: datetime) -> list[Path]:
    """Remove the backups that `to_keep` does not name and return them; call it only after a verified one was made.

    A file whose header is damaged takes nobody's place and is left for `check` to name.
    """
    good = [one for one in backups(folder) if not _bad_header(one.path)]
    keep = to_keep((one.made_at for one in good), now.replace(tzinfo=None))
    gone = []
    for one in good:
        if one.made_at not in keep:
            with suppress(OSError):
                one.path.unlink()
                gone.append(one.path)
    return gone


def free_name(path: Path) -> Path:
    """`path`, or the first of ``name-2``, ``name-3`` ... that does not exist."""
    taken, number = path, 2
    while taken.exists():
        taken, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return taken


def keep_aside(database: Path, called: str) -> Path:
    """Copy the database (with its journal) as it is to ``<name>.<called>`` beside it. Raises `OSError`."""
    kept = free_name(database.with_name(f"{database.name}.{called}"))
    journal = database.with_name(database.name + "-journal")
    shutil.copy2(database, kept)
    _flush(kept)
    if journal.exists() and journal.stat().st_size:  # an empty one is what a cut act leaves, and says nothing
        shutil.copy2(journal, kept.with_name(kept.name + "-journal"))
    return kept


def put_back(
    source: Path, database: Path, called: str, progress: Progress | None = None
) -> tuple[dict[str, int], Path | None]:
    """Make a verified copy of `source` the database and return its row counts and where the old file is kept.

    The old file is copied, not moved, so that at no moment there is no file. Raises `BackupFailed`; then the
    database is as it was.
    """
    counts = verify(source, values=True)
    try:
        fresh = database.with_name(database.name + ".restoring")
        copy_to(source, fresh, progress)
        kept = keep_aside(database, called) if database.exists() else None
        database.with_name(database.name + "-journal").unlink(missing_ok=True)
        fresh.replace(database)
        flush_folder(database.parent)
    except OSError as error:
        raise BackupFailed(_sentence(error)) from error
    return counts, kept


def put_in_place(fresh: Path, old: Path) -> None:
    """Flush `fresh` to the disk and let it be `old` from now on. Raises `OSError`."""
    _flush(fresh)
    fresh.replace(old)
    flush_folder(old.parent)


def remove(path: Path) -> None:
    """Remove a copy and its journal for good. Raises `OSError`."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    flush_folder(path.parent)


def _copy(old: sqlite3.Connection, part: Path, progress: Progress | None) -> dict[str, int]:
    """Copy `old` to `part` and verify it; again when the desk wrote between the copy and the counting."""
    for _ in range(_TRIES):
        with closing(connect(part, "rwc")) as new:
            old.backup(new, pages=_PAGES_A_STEP, progress=_page_progress(progress), sleep=0.05)
            new.execute("PRAGMA journal_mode=delete")
        wrong = problems(part)
        if wrong:
            raise BackupFailed(f"备份核对没有通过({wrong[0]})，没有采用；请运行 jiefang check 检查数据文件。")
        with closing(connect(part)) as copy:
            counts = count_rows(copy)
        if counts == count_rows(old):
            return counts
    raise BackupFailed("备份与数据文件的行数不一致，没有采用；请再备份一次。")


def _page_progress(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, remaining, total: progress(total - remaining, total)


def _bad_header(path: Path) -> bool:
    try:
        return bool(header_problem(path))
    except OSError:
        return True


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make a rename durable; Windows neither needs nor allows it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _megabytes(size: int) -> int:
    return -(-size // (1024 * 1024))


def _sentence(error: Exception) -> str:
    text = str(error).lower()
    if "full" in text or "no space" in text:
        return "磁盘已满，没有备份成；请先腾出磁盘空间。"
    if isinstance(error, PermissionError) or "readonly" in text or "read-only" in text or "unable to open" in text:
        return "备份文件夹不能写入，没有备份成；请检查权限或换一个位置。"
    if "locked" in text or "busy" in text:
        return "数据文件正被别的程序占用，没有备份成；请稍后再试。"
    return f"没有备份成({error})；请换一个位置再试。"
