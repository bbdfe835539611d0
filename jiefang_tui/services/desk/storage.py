"""What a failure of the data file means, in one sentence a clerk can act on."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import DoesNotExist, PeeweeException

from jiefang_tui.services.desk.errors import Refused

READ_FAILURES = (PeeweeException, DoesNotExist, sqlite3.Error)
"""What reading the data file may raise, other than `Refused`."""
WRITE_FAILURES = (PeeweeException, DoesNotExist, sqlite3.Error, OSError)
"""What an act may raise when the file, the disk or the folder does not take it."""


@contextmanager
def storing() -> Iterator[None]:
    """Whatever the file, the disk or the folder does not take becomes `Refused`."""
    try:
        yield
    except WRITE_FAILURES as error:
        raise Refused(storage_sentence(error)) from error


def storage_sentence(error: BaseException) -> str:
    """What a failed write means. What was typed stays on the screen and in the draft."""
    text = _whole_story(error)
    if isinstance(error, DoesNotExist):
        return "没有保存：这条记录找不到了；请按 Esc 返回，再打开一次。"
    if "full" in text or "no space" in text:
        return "磁盘已满，没有保存；请先腾出磁盘空间，再按 Ctrl+S 保存一次。"
    if "readonly" in text or "read-only" in text or "permission" in text:
        return "数据文件夹不能写入，没有保存；请检查文件夹权限或换一个文件夹(--data)。"
    if "locked" in text or "busy" in text:
        return "数据文件正被别的程序占用，没有保存；请稍等几秒再按一次。"
    if _is_unreadable(text):
        return "数据文件读写出错，没有保存；请退出后运行 jiefang check 检查文件。"
    return "没有保存：数据文件不接受这次改动；请重试，仍不行就退出后运行 jiefang check。"


def not_kept(why: str, key: str) -> str:
    """What is said when a screen would be left by `key` and what was typed could not be kept as a draft: `why`."""
    return f"{re.split('[，；：]', why)[0]}，写的字没存下；请先别离开，再按一次 {key} 就丢掉。"


def reading_sentence(error: BaseException) -> str:
    """What a failed read means: what the screen shows may be old or missing, and nothing was changed."""
    text = _whole_story(error)
    if isinstance(error, DoesNotExist):
        return "这条记录找不到了；请按 Esc 返回，再打开一次。"
    if "locked" in text or "busy" in text:
        return "数据文件正被别的程序占用，这一屏没有读到最新内容；请稍等几秒再试。"
    if _is_unreadable(text):
        return "数据文件读不出来，没有改动任何内容；请退出后运行 jiefang check 检查文件。"
    return "没有读到数据，没有改动任何内容；请再试一次，仍不行就退出后运行 jiefang check。"


def _is_unreadable(text: str) -> bool:
    return "malformed" in text or "not a database" in text or "disk i/o" in text


def _whole_story(error: BaseException | None) -> str:
    """What `error` and the errors it came from say: a full disk ends the transaction, and only its rollback fails."""
    told = []
    while error is not None:
        told.append(str(error).lower())
        error = error.__cause__ or error.__context__
    return " ".join(told)


@contextmanager
def reading() -> Iterator[None]:
    """For commands that only read: `Refused` with a sentence when the file cannot be read."""
    try:
        yield
    except READ_FAILURES as error:
        text = str(error).lower()
        if "locked" in text or "busy" in text:
            raise Refused("数据文件正被别的程序占用，没有读到；请稍等几秒再运行一次。") from error
        raise Refused("数据文件读不出来，没有改动任何内容；请运行 jiefang check 检查文件。") from error
