"""The last resort: an error nobody foresaw is noted without any personal data."""

from __future__ import annotations

import traceback
from contextlib import suppress

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder

LOG_NAME = "jiefang.log"
_LIMIT = 256 * 1024


def note_failure(folder: DataFolder, error: BaseException) -> str:
    """Append the kind of `error` and where it came from to the log in the data folder, and return a sentence.

    Neither the error's message nor any value is written: either may hold a name or an ID number. Never raises.
    """
    path = folder.root / LOG_NAME
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    with suppress(OSError):
        if folder.root.is_dir():
            grown = path.exists() and path.stat().st_size > _LIMIT
            with path.open("w" if grown else "a", encoding="utf-8") as log:
                log.write("\n".join([f"{clock.now().isoformat()} {type(error).__name__}", *lines, ""]))
            return f"程序出错了({type(error).__name__})，已保存的数据不受影响；出错位置记在 {path}。"
    return f"程序出错了({type(error).__name__})，已保存的数据不受影响；请重新打开。"
