"""Write a finished paper to disk and hand it to the office program of the system."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from itertools import chain, count
from pathlib import Path

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_MOST_TRIES = 99
_MOST_SIGNS, _MOST_BYTES = 60, 180


def safe_name(text: str) -> str:
    """A part of a file name that Windows accepts: no separators, at most 60 characters, 180 bytes."""
    name = _NOT_IN_NAMES.sub("_", text.encode("utf-8", "ignore").decode())[:_MOST_SIGNS]
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1]
    name = name.strip(" .")
    return f"_{name}" if _DEVICES.match(name) else name or "未命名"


def paper_file(*parts: str) -> str:
    """The file name of a paper whose `parts` stand between hyphens; which paper it is stays whole.

    Where all is too long its longest part, what a person called it, is cut and marked with four signs that are of the
    whole of it, so that two long ones that begin alike are two files.
    """
    name = "-".join(parts)
    if len(name) <= _MOST_SIGNS and len(name.encode("utf-8", "ignore")) <= _MOST_BYTES:
        return f"{safe_name(name)}.docx"
    long = max(range(len(parts)), key=lambda n: len(parts[n].encode("utf-8", "ignore")))
    mark = f"~{hashlib.sha256(parts[long].encode('utf-8', 'ignore')).hexdigest()[:4]}"
    rest = "-".join([*parts[:long], mark, *parts[long + 1 :]])
    cut = parts[long].encode("utf-8", "ignore").decode()[: max(0, _MOST_SIGNS - len(rest))]
    while cut and len(cut.encode()) > _MOST_BYTES - len(rest.encode()):
        cut = cut[:-1]
    return f"{safe_name('-'.join([*parts[:long], cut.rstrip(' .') + mark, *parts[long + 1 :]]))}.docx"


def write_bytes(path: Path, content: bytes) -> Path:
    """Write `content` to `path`, all or nothing: a temporary file beside it, flushed, then put in its place.

    If the place is taken by a file that is open elsewhere (Windows keeps it locked), a free name beside it is
    used: `name-2.docx`, and so on. Makes the folder if need be.

    Returns:
        The path that was really written.

    Raises:
        OSError: the folder cannot be made or written, or the disk is full; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    temp = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return _put_in_place(temp, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temp.unlink()
        raise


def unused(path: Path) -> Path:
    """`path`, or `name-2.docx` and so on where a file is there already that has to stay as it is."""
    tries = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(free for free in chain((path,), tries) if not free.exists())


def _put_in_place(temp: Path, path: Path) -> Path:
    try:
        temp.replace(path)
        return path
    except (PermissionError, IsADirectoryError) as locked:
        problem: OSError = locked
    for number in range(2, _MOST_TRIES + 1):
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        if free.exists():
            continue
        try:
            temp.replace(free)
            return free
        except PermissionError as locked:
            problem = locked
    raise problem


def open_with_system(path: Path) -> bool:
    """Open a file with the program the system has for it (WPS, Word), detached. Never raises, never waits.

    Returns:
        False if it could not be started; the file itself is untouched.
    """
    try:
        if sys.platform == "win32":
            os.startfile(path)
            return True
        program = "open" if sys.platform == "darwin" else "xdg-open"
        subprocess.Popen(
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        return False
    return True
