"""Opening and closing the desk, and founding a new office.

A data file that is missing, empty, damaged or newer than this program is never replaced by a new one: `DeskClosed`
says what is wrong and names the newest verified backup.
"""

from __future__ import annotations

import json
import os
import sqlite3
import unicodedata
from contextlib import suppress
from datetime import date, datetime

from peewee import PeeweeException

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder, is_users_own
from jiefang_tui.reference import Reference
from jiefang_tui.rules.clock_guard import judge_clock
from jiefang_tui.services.desk import clock_rules, settings
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.founded import DeskClosed, is_founded, must_be_founded, seal_path
from jiefang_tui.services.desk.storage import reading
from jiefang_tui.store import backup, database, soundness, upgrade
from jiefang_tui.store.models import AuditEntry, Officer, Setting, Unit, base
from jiefang_tui.store.queries.law.unknown_years import unknown_years

CHECK_SECONDS = 2.0
"""How long the check after an unclean end may hold up the start."""

_UNREADABLE = (PeeweeException, sqlite3.Error, ValueError, TypeError)


def prepare_folder(folder: DataFolder) -> None:
    """Make the data folder at its first use; its parent must be there, so that a wrong drive is not invented.

    Raises `Refused` when it cannot be made or written.
    """
    try:
        if not folder.root.exists():
            if not folder.root.parent.is_dir() and not is_users_own(folder):
                raise Refused(f"文件夹 {folder.root.parent} 不存在；请检查 --data 的位置。")
            folder.root.mkdir(parents=True, exist_ok=True)
        if not folder.root.is_dir():
            raise Refused(f"{folder.root} 不是文件夹；请检查 --data 的位置。")
        if not os.access(folder.root, os.W_OK | os.X_OK):
            raise Refused(f"数据文件夹不能写入({folder.root})；请检查权限，或用 --data 换一个文件夹。")
        folder.backups.mkdir(exist_ok=True)
        keep_private(folder)
    except OSError as error:
        raise Refused(_folder_sentence(folder, error)) from error


def keep_private(folder: DataFolder) -> None:
    """The data files are the owner's alone, also those of an older program. Windows has no such modes."""
    if os.name != "posix":
        return
    for path in (folder.root, folder.db, folder.backups, folder.exports, folder.attachments):
        with suppress(OSError):
            mode = path.stat().st_mode & 0o777
            if mode & 0o077:
                path.chmod(mode & 0o700)


def found_office(folder: DataFolder, unit: str, area_code: str, officer: str) -> Desk:
    """Make the data file of a new office and open it. Raises `Refused`, with the field's name where one is wrong.

    `unit` is the office's name on its papers, `area_code` 6, 9 or 12 digits (nine are kept), `officer` the clerk.
    """
    unit, officer = _clean(unit), _clean(officer)
    area = _area(area_code)
    if not unit:
        raise Refused("请写单位名称，例如 示例镇信访接待室。", "unit")
    if not officer:
        raise Refused("请写登记员姓名。", "officer")
    if is_founded(folder):
        raise Refused(f"这里已经有一个接待室的数据({folder.root})，没有新建；请直接运行 jiefang。")
    prepare_folder(folder)
    part = folder.db.with_name(folder.db.name + ".new")
    try:
        if not database.take_lock(folder.lock, folder.lock_note):
            raise Refused("另一个窗口正在这里新建接待室；请等它完成，再运行 jiefang。")
        part.unlink(missing_ok=True)
        database.open_file(part, create=True)
        upgrade.apply_pending()
        bare = _bare_desk(folder, unit, area, officer)
        with acting(bare, "office.found") as act:
            own = act.create(Unit, name=unit)
            clerk = act.create(Officer, name=officer, unit=own)
            for key, value in (
                (settings.OFFICE_NAME, unit),
                (settings.AREA_CODE, area),
                (settings.OFFICE_ID, str(base.new_uid())),
                (settings.OFFICER_ID, str(clerk.id)),
                (clock_rules.RULES, clock_rules.fingerprint(bare.reference)),
            ):
                act.create(Setting, key=key, value=value)
        database.close()
        part.replace(folder.db)
        backup.flush_folder(folder.root)
        _seal(folder)
    except (OSError, *_UNREADABLE) as error:
        raise Refused(_folder_sentence(folder, error)) from error
    finally:
        database.close()
        database.release_lock()
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return open_desk(folder)


def open_desk(folder: DataFolder, officer: str | None = None, *, reader: bool = False) -> Desk:
    """Open the desk of the office in `folder`; `officer` is the clerk's name, by default who sat there last.

    `reader` is for commands that only look: no lock, no upgrade, no rollover. Otherwise this copy becomes the writer,
    or, when another one is, opens to look only and says so in `Desk.read_only_because`. Raises `NotFounded`,
    `DeskClosed`, `Refused`.
    """
    database.close()
    database.release_lock()
    try:
        return _open(folder, officer, reader)
    except BaseException:
        database.close()
        database.release_lock()
        raise


def close_desk(desk: Desk, progress: backup.Progress | None = None, *, keeps_backup: bool = True) -> str:
    """Close the desk: back up what changed since the last backup, close the file, give back the lock.

    Returns a sentence on the backup, empty when none was needed (or `keeps_backup` is false: a demo). A backup that
    fails does not keep the desk open.
    """
    sentence = ""
    if database.holds_lock() and keeps_backup:
        sentence = _leave_copies(desk, progress)
    database.close()
    if database.holds_lock():
        _seal(desk.folder)
    database.release_lock()
    return sentence


def _leave_copies(desk: Desk, progress: backup.Progress | None) -> str:
    """A new verified copy first; then no older one on this computer keeps what was sealed. A sentence on both."""
    from jiefang_tui.services.desk import old_copies
    from jiefang_tui.services.desk.safekeeping import back_up, backup_if_changed

    try:
        what = old_copies.to_forget(desk.folder)
        # An older copy that was put here has no newer entry than its own backup, and still another content.
        sentence = backup_if_changed(desk, progress) if what is None else back_up(desk.folder, None, progress)
    except Refused as error:
        return str(error)
    newest = backup.newest_verified(desk.folder.backups) if what is not None else None
    if what is None or newest is None:
        return sentence
    database.close()
    return sentence + old_copies.forget_in_copies(desk.folder, what, newest.path)


def clock_question(desk: Desk) -> str:
    """What to ask the clerk when the computer's clock jumped since the last act; empty when it is all right."""
    if desk.clock_confirmed:
        return ""
    last = AuditEntry.select(AuditEntry.at).order_by(AuditEntry.id.desc()).first()
    return judge_clock(clock.now(), last.at if last else None).sentence


def confirm_clock(desk: Desk) -> None:
    """The clerk says the computer's clock is right: one act, then the day rollover that waited for it.

    Raises `Refused`.
    """
    from jiefang_tui.services.desk.rollover import roll_over

    desk.clock_confirmed = True
    try:
        with acting(desk, "clock.confirm", "登记员确认电脑时间无误"):
            pass
    except BaseException:
        desk.clock_confirmed = False
        raise
    said = roll_over(desk) + clock_rules.renew(desk)
    if said:
        desk.notices.append(said)


def _open(folder: DataFolder, officer: str | None, reader: bool) -> Desk:
    _must_be_there(folder)
    because, notices = "", []
    if not reader:
        keep_private(folder)
    writable = os.access(folder.root, os.W_OK) and os.access(folder.db, os.W_OK)
    if not writable:
        because = f"现在只能查看：数据文件夹不能写入；请检查权限，或用 --data 换一个文件夹({folder.root})。"
    elif not reader:
        try:
            if not database.take_lock(folder.lock, folder.lock_note):
                because = _other_writer(folder)
        except OSError:
            writable = False
            because = f"现在只能查看：数据文件夹不能写入；请检查权限，或用 --data 换一个文件夹({folder.root})。"
    ended_uncleanly = database.holds_lock() and not _seal_fits(folder)
    if ended_uncleanly:
        notices += _look_over(folder)
        notices += [said] if (said := _forget_again(folder)) else []
    try:
        database.open_file(folder.db, read_only=not writable, only_looks=reader or bool(because))
        _bring_up_to_date(folder, reader or bool(because))
        desk = _desk(folder, officer)
        desk.read_only_because = because
        desk.notices = notices
        desk.ended_uncleanly = ended_uncleanly
        if not reader:
            _begin_day(desk)
    except Refused:
        raise
    except (OSError, *_UNREADABLE) as error:
        raise _closed_by(folder, error) from error
    return desk


def _must_be_there(folder: DataFolder) -> None:
    try:
        must_be_founded(folder)
        if not folder.db.exists():
            raise _closed(folder, "missing", f"数据文件不见了({folder.db})")
        wrong = soundness.header_problem(folder.db)
    except OSError as error:
        sentence = f"数据文件夹打不开({folder.root}：{error.strerror})；请检查磁盘和权限。"
        raise DeskClosed(sentence, "unreachable") from error
    if wrong:
        kind = "empty" if folder.db.stat().st_size == 0 else "damaged"
        raise _closed(folder, kind, f"数据文件打不开：{wrong}")


def _look_over(folder: DataFolder) -> list[str]:
    """After an unclean end, or when something else touched the file: check it before anything is written."""
    try:
        wrong = soundness.problems(folder.db, CHECK_SECONDS, full=True, values=True)
        if wrong and not soundness.problems(folder.db, CHECK_SECONDS, values=True):
            kept = backup.keep_aside(folder.db, f"damaged-{clock.now():%Y%m%d-%H%M%S}")
            soundness.rebuild_indexes(folder.db)
            return [f"数据文件的索引有损坏，已重建；数据完好，原文件保留为 {kept.name}。"]
    except soundness.OutOfTime:
        return ["上次没有正常退出；数据文件较大，开台时只检查了一部分，请有空时运行 jiefang check。"]
    except (OSError, sqlite3.Error) as error:
        raise _closed_by(folder, error) from error
    if wrong:
        raise _closed(folder, "damaged", f"数据文件已损坏({wrong[0]})")
    return []


def _forget_again(folder: DataFolder) -> str:
    """The file may be an older copy that somebody put here: what was taken out of it is taken out of that, too."""
    if not folder.forgotten.exists():
        return ""
    from jiefang_tui.services.desk.forgotten import forget_again

    try:
        return forget_again(folder)
    except (OSError, *_UNREADABLE) as error:
        raise _closed_by(folder, error) from error


def _bring_up_to_date(folder: DataFolder, only_looks: bool) -> None:
    connection = database.connection()
    if upgrade.unknown(connection):
        raise DeskClosed("数据文件是更新版本的接访台写的，这个版本不能打开，文件没有改动；请安装新版本。", "newer")
    steps = upgrade.pending(connection)
    if not steps:
        return
    if only_looks:
        raise Refused("数据文件需要先升级；请先运行一次 jiefang 打开接待室，再查看。")
    copy = folder.backups / f"before-{steps[0]}-{clock.now():%Y%m%d-%H%M%S}.db"
    try:
        backup.copy_to(folder.db, backup.free_name(copy))
    except backup.BackupFailed as error:
        raise Refused(f"数据文件需要升级，但升级前的备份没有做成，所以没有升级：{error}") from error
    try:
        upgrade.apply_pending()
    except upgrade.ForeignKeysBroken as error:
        raise Refused(f"数据文件没有升级成({steps[0]})，内容没有改动；请把 {copy.name} 交给维护人员。") from error


def _desk(folder: DataFolder, officer: str | None) -> Desk:
    name = settings.get(settings.OFFICE_NAME)
    if not name:
        raise ValueError("no office in this file")
    clerk = _clerk(officer)
    desk = _bare_desk(folder, name, settings.get(settings.AREA_CODE), clerk.name if clerk else "")
    desk.officer_id = clerk.id if clerk else None
    desk.masks_names = settings.get(settings.MASKS_NAMES) == "1"
    return desk


def _clerk(name: str | None) -> Officer | None:
    if name:
        found: Officer | None = Officer.get_or_none((Officer.name == _clean(name)) & Officer.is_active)
        if found is None:
            raise Refused(f"没有叫「{_clean(name)}」的工作人员；请核对姓名。", "officer")
        return found
    number = settings.get(settings.OFFICER_ID)
    return Officer.get_or_none(Officer.id == int(number)) if number else None


def _bare_desk(folder: DataFolder, office: str, area: str, officer: str) -> Desk:
    return Desk(folder, Reference(own=folder.reference), office, area, None, officer)


def _begin_day(desk: Desk) -> None:
    from jiefang_tui.services.desk.rollover import roll_over

    now = clock.now()
    own = desk.reference.own
    if own is not None and own.is_dir():
        desk.notices += [problem.sentence for problem in desk.reference.problems]
    with suppress(OSError):
        free = backup.free_space(desk.folder.root)
        if free < backup.LOW_SPACE:
            desk.notices.append(f"磁盘只剩 {free // (1024 * 1024)} MB，请尽快腾出空间；满了就不能保存。")
    desk.unknown_years = years_without_calendar(desk, now.date())
    if desk.read_only:
        return
    database.write_note(desk.officer_name, now.isoformat(timespec="minutes"))
    said = clock_question(desk)
    if not said:
        try:
            said = "".join((roll_over(desk), clock_rules.renew(desk)))
        except Refused as error:
            said = str(error)
    if said:
        desk.notices.append(said)


def _other_writer(folder: DataFolder) -> str:
    one = database.holder(folder.lock_note)
    who = one.name or "另一个窗口"
    since = ""
    with suppress(ValueError):
        since = f"自 {datetime.fromisoformat(one.since):%m-%d %H:%M} 起"
    return f"{who}{since}正在使用这份数据，这里只能查看；那边退出后重新打开即可登记。"


def _closed_by(folder: DataFolder, error: Exception) -> Refused:
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return DeskClosed("数据文件正被别的程序占用；请稍等几秒再打开。", "unreachable")
    if "full" in text or "no space" in text:
        return DeskClosed("磁盘已满，打不开数据文件；请先腾出磁盘空间。", "unreachable")
    if "unable to open" in text or "readonly" in text or "read-only" in text:
        return DeskClosed(f"数据文件打不开({folder.db})；请检查文件夹权限。", "unreachable")
    return _closed(folder, "damaged", "数据文件已损坏，读不出来")


def _closed(folder: DataFolder, kind: str, what: str) -> DeskClosed:
    newest = backup.newest_verified(folder.backups)
    if newest is None:
        advice = "没有找到可用的备份；请不要新建，先找回原来的文件，或把备份文件放进 backups 文件夹。"
        return DeskClosed(f"{what}。{advice}", kind)
    told = f"来访 {newest.counts.get('visit', 0)} 批、事项 {newest.counts.get('matter', 0)} 件"
    advice = f"最近一份可用的备份是 {newest.made_at:%Y-%m-%d %H:%M} 的({told})，恢复：jiefang restore {newest.path}"
    return DeskClosed(f"{what}。{advice}", kind, newest)


def _folder_sentence(folder: DataFolder, error: Exception) -> str:
    text = str(error).lower()
    if "full" in text or "no space" in text:
        return "磁盘已满，没有新建；请先腾出磁盘空间。"
    if "fts5" in text:  # a Python whose SQLite was built without it
        return "这台电脑的 Python 缺少全文查找(SQLite FTS5)，没有新建；请改装 python.org 的 Python 再试。"
    if isinstance(error, OSError):
        return f"数据文件夹不能写入({folder.root}：{error.strerror or error})；请检查权限，或用 --data 换一个文件夹。"
    return f"没有建成({folder.root})：数据文件不能写入；请检查磁盘和权限。"


def _seal(folder: DataFolder) -> None:
    with suppress(OSError):
        path = seal_path(folder)
        part = path.with_name(path.name + ".part")
        part.write_text(json.dumps(_look(folder)), encoding="utf-8")
        part.replace(path)


def _seal_fits(folder: DataFolder) -> bool:
    try:
        journal = folder.db.with_name(folder.db.name + "-journal")
        return not journal.exists() and json.loads(seal_path(folder).read_text(encoding="utf-8")) == _look(folder)
    except (OSError, ValueError):
        return False


def _look(folder: DataFolder) -> dict[str, int]:
    stat = folder.db.stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns}


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _area(text: str) -> str:
    digits = _clean(text).replace(" ", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (6, 9, 12):
        raise Refused("区划代码是 6、9 或 12 位数字，例如 999999001。", "area")
    return digits[:9].ljust(9, "0")


def years_without_calendar(desk: Desk, today: date) -> tuple[int, ...]:
    """The years in which an open date falls and whose rest days nobody knows yet."""
    with reading():
        return unknown_years(today, desk.reference)
