"""Backup, restore and check: what the clerk does so that no row is ever lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from peewee import PeeweeException

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk.clock_rules import check_dates
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.founded import must_be_founded
from jiefang_tui.services.desk.old_copies import copies_elsewhere, forget_beside, note_copy
from jiefang_tui.store import backup, database, soundness, upgrade


def backup_if_changed(desk: Desk, progress: backup.Progress | None = None) -> str:
    """Back up when acts were written since the last backup; a sentence, empty when none were. Raises `Refused`."""
    return back_up(desk.folder, None, progress) if needs_backup(desk) else ""


def needs_backup(desk: Desk) -> bool:
    """Whether acts were written since the last backup."""
    try:
        return database.last_entry() != backup.last_backed_up(desk.folder.backups)
    except (sqlite3.Error, OSError, ValueError):
        return True  # all the more


def back_up(folder: DataFolder, target: Path | None = None, progress: backup.Progress | None = None) -> str:
    """Make a verified copy of the data file, at `target` or under a dated name in backups/, and say where it is.

    Old backups are thinned out only after the new one was verified. Raises `Refused`.
    """
    must_be_founded(folder)
    if not folder.db.exists():
        raise Refused(f"数据文件不见了({folder.db})，没有备份；请运行 jiefang check。")
    now = clock.now()
    path = target or backup.free_name(folder.backups / backup.backup_name(now))
    if target is not None:
        if target.is_dir():
            path = target / backup.backup_name(now)
        if not path.parent.is_dir():
            raise Refused(f"文件夹 {path.parent} 不存在，没有备份；请先建好它，或换一个位置。")
        if path.resolve() == folder.db.resolve():
            raise Refused("备份不能写在数据文件自己身上；请换一个文件名。")
        if path.exists():
            raise Refused(f"{path} 已经存在，没有覆盖；请换一个文件名。")
    try:
        counts = backup.copy_to(folder.db, path, progress)
    except backup.BackupFailed as error:
        raise Refused(str(error)) from error
    said = f"已备份并核对：{path}({_counted(counts)})。"
    if target is None:
        backup.thin(folder.backups, now)
        return said
    note_copy(folder, path, now)
    return said + forget_beside(folder, path)


def restore(folder: DataFolder, file: Path, progress: backup.Progress | None = None) -> list[str]:
    """Make `file` the data file, verified first; the present one is kept under a dated name. Returns what was done.

    Raises `Refused` when `file` is not sound, when it was written by a newer program, or when the desk is open.
    """
    stamp = f"{clock.now():%Y%m%d-%H%M%S}"
    if file.exists() and folder.db.exists() and file.resolve() == folder.db.resolve():
        raise Refused("这就是正在使用的数据文件，不用恢复。")
    database.close()
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        if not database.take_lock(folder.lock, folder.lock_note):
            raise Refused("接访台正开着；请先退出，再恢复。")
    except OSError as error:
        raise Refused(f"数据文件夹不能写入({folder.root})；请检查权限。") from error
    try:
        _refuse_newer(file)
        counts, kept = backup.put_back(file, folder.db, f"{_kind(folder.db)}-{stamp}", progress)
    except backup.BackupFailed as error:
        raise Refused(f"没有恢复，原文件没有动：{error}") from error
    finally:
        database.release_lock()
    lines = [f"已从 {file} 恢复({_counted(counts)})。"]
    if kept is not None:
        lines.append(f"原来的文件保留为 {kept.name}。")
    return lines


def check(folder: DataFolder) -> tuple[bool, list[str]]:
    """Whether the data file and its backups are sound, with lines to read.

    The data file: structure with its indexes, foreign keys, triggers, every value, program version. Each backup is
    opened and checked. Unsound is a data file with any fault, or a damaged backup. Raises `NotFounded`.
    """
    must_be_founded(folder)
    sound, lines = _check_data_file(folder)
    kept = backup.backups(folder.backups)
    if not kept:
        lines.append("备份：还没有；退出接访台时自动备份，也可以运行 jiefang backup。")
    for one in kept:
        try:
            counts = backup.verify(one.path)
            lines.append(f"备份 {one.path.name}：完好，{_counted(counts)}")
        except backup.BackupFailed as error:
            sound = False
            lines.append(f"备份 {one.path.name}：不可用。{error}")
    lines += [said] if (said := copies_elsewhere(folder)) else []
    lines.append("结论：完好。" if sound else "结论：有问题，见上。")
    return sound, lines


def _check_data_file(folder: DataFolder) -> tuple[bool, list[str]]:
    lines = [f"数据文件：{folder.db}"]
    try:
        wrong = soundness.problems(folder.db, full=True, values=True)
        if wrong:
            newest = backup.newest_verified(folder.backups)
            advice = [f"可恢复：jiefang restore {newest.path}"] if newest else []
            return False, lines + [f"有问题：{one}" for one in wrong] + advice
        with closing(database.connect(folder.db)) as connection:
            newer, pending = upgrade.unknown(connection), upgrade.pending(connection)
            lines.append(f"结构、关联、触发器、数值：完好，{_counted(database.count_rows(connection))}")
        dates_agree, said = (True, "") if newer or pending else check_dates(folder)
        lines += [said] if said else []
    except FileNotFoundError:
        newest = backup.newest_verified(folder.backups)
        advice = [f"可恢复：jiefang restore {newest.path}"] if newest else []
        return False, [*lines, "有问题：文件不见了", *advice]
    except (OSError, sqlite3.Error, PeeweeException, ValueError) as error:
        return False, [*lines, f"有问题：现在读不到文件({error})"]
    if newer:
        return False, [*lines, f"有问题：由更新版本写成({newer[-1]})，请安装新版本"]
    lines.append(f"版本：下次打开时升级 {len(pending)} 步" if pending else "版本：与程序一致")
    return dates_agree, lines


def _refuse_newer(file: Path) -> None:
    try:
        with closing(database.connect(file)) as connection:
            if upgrade.unknown(connection):
                raise Refused("没有恢复：这个文件是更新版本的接访台写的；请先安装新版本。")
    except sqlite3.Error:
        return  # `put_back` says what is wrong with it


def _kind(path: Path) -> str:
    """``damaged`` or ``replaced``: how a file that is put aside is called."""
    try:
        return "damaged" if path.exists() and soundness.problems(path, 2.0) else "replaced"
    except (OSError, sqlite3.Error, soundness.OutOfTime):
        return "replaced"


def _counted(counts: dict[str, int]) -> str:
    visits, matters, entries = (counts.get(name, 0) for name in ("visit", "matter", "audit_entry"))
    return f"来访 {visits} 批、事项 {matters} 件、记录 {entries} 笔"
