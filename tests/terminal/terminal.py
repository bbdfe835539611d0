"""The real program in a real pseudo-terminal, seen through a terminal emulator as a person sees it.

Whatever is waited for is a state of the screen, of the file or of the program; no test waits for time to pass, and
none fails because the machine is slow.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import sqlite3
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pexpect
import pyte

from tests import made_once

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which a state that never came is a failure; nothing waits that long when all is well."""
NOT_INHERITED = ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")
"""The size is the terminal's; and an office's Python does not compile the program anew at each start."""
KEYS = {
    "Enter": "\r", "Tab": "\t", "S-Tab": "\x1b[Z", "Esc": "\x1b[27u", "Up": "\x1b[A", "Down": "\x1b[B",
    "Right": "\x1b[C", "Left": "\x1b[D", "Home": "\x1b[H", "End": "\x1b[F", "PgUp": "\x1b[5~", "PgDn": "\x1b[6~",
    "Insert": "\x1b[2~", "Delete": "\x1b[3~", "Backspace": "\x7f", "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR",
    "F4": "\x1bOS", "F5": "\x1b[15~", "F6": "\x1b[17~", "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~",
}  # fmt: skip
"""What a terminal sends for a key. Esc comes as the keyboard protocol has it that the program asks for: the byte of old
terminals is told from the beginning of another key by the time that passes after it (`Terminal.type("\\x1b")`)."""
_NOT_READ = re.compile(rb"\x1b\[[<>=?][0-9;]*[a-gi-km-z]|\x1b\[[0-9;:]*m")
"""What pyte does not know, and colours, which are most of what is written: the tests read text."""


class Terminal:
    """`jiefang ARGUMENTS` in a terminal of `columns` x `rows`. Counts the keys pressed beside the text typed."""

    def __init__(
        self, *arguments: str, columns: int = 80, rows: int = 24, now: str | None = "2026-11-23T09:14", **env: str
    ) -> None:
        self.emulator = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.emulator)
        self._rows: dict[int, str] = {}
        self.raw = b""
        self.pressed = 0
        self._at_its_end = False
        fixed = {"JIEFANG_NOW": now} if now else {}
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "jiefang_tui.cli", *arguments],
            cwd=str(ROOT),
            env={**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **fixed, **env},
            dimensions=(rows, columns),
        )

    def press(self, *keys: str) -> Terminal:
        """Press keys by name (``F2``, ``Enter``, ``C-s``, a digit), each counted."""
        for key in keys:
            self.pressed += 1
            if key.startswith("C-"):
                self._send(chr(ord(key[2].upper()) & 0x1F))
            else:
                self._send(KEYS.get(key, key))
        return self

    def type(self, text: str) -> Terminal:
        """Type text; not counted."""
        self._send(text)
        return self

    def paste(self, text: str) -> Terminal:
        """Paste as a terminal does that brackets what is pasted; not counted."""
        self._send(f"\x1b[200~{text}\x1b[201~")
        return self

    def wait(self, *texts: str, gone: str = "") -> str:
        """Wait until every text stands on the screen (and `gone` does not). Returns the screen."""
        return self.until(lambda screen: all(t in screen for t in texts) and not (gone and gone in screen), texts)

    def until(self, true_of: Callable[[str], bool], what: Iterable[str] = (), patience: float = PATIENCE) -> str:
        """Wait until the screen satisfies `true_of`. Raises AssertionError with the screen when it never does."""
        deadline = time.monotonic() + patience
        while True:
            screen = self.screen()
            if true_of(screen):
                return screen
            if time.monotonic() > deadline or not self._feed(0.2):
                if true_of(self.screen()):
                    return self.screen()
                raise AssertionError(f"never on the screen: {', '.join(what)}\n{self.screen()}")

    def started(self) -> str:
        """Wait for 今日接访 after the start. Returns the screen."""
        return self.wait("F2登记")

    def calm(self, quiet: float) -> str:
        """The screen once nothing more was painted for `quiet` seconds: to write a picture, not to test."""
        while self._feed(quiet, once=True):
            pass
        return self.screen()

    def screen(self) -> str:
        """What stands on the screen now, line by line, without blanks at the ends."""
        for y in self.emulator.dirty:
            row = self.emulator.buffer[y]
            self._rows[y] = "".join(row[x].data for x in range(self.emulator.columns)).rstrip()
        self.emulator.dirty.clear()
        return "\n".join(self._rows[y] for y in range(self.emulator.lines))

    def watch(self, seconds: float, look: Callable[[str], object]) -> None:
        """For `seconds`, call `look` with the screen whenever something was painted."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._feed(left, once=True):
                look(self.screen())

    def kill(self) -> str:
        """kill -9, as a power cut would. Returns the screen as it was at that moment."""
        self.child.kill(signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while not self._at_its_end and time.monotonic() < deadline:
            self._feed(0.2)  # what the program had painted and nobody had read yet
        self.child.close(force=True)
        return self.screen()

    def sleeps(self) -> bool:
        """Whether nothing is left to do for the program but what a timer will start: every thread of it sleeps."""
        before = self._threads()
        return before == self._threads() and all("(sleeping)" in state for state in before)

    def resize(self, columns: int, rows: int) -> None:
        """Somebody drags the window."""
        self.emulator.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def quit(self) -> int:
        """Ctrl+Q, also while people still wait, and wait for the end. Returns the exit status."""
        self.press("C-q")
        self._until_ended(lambda: "还有人没有结果" in self.screen())
        if self.child.isalive():
            self.press("2")
        return self.ended()

    def ended(self) -> int:
        """Wait for the program's end. Returns its exit status, the signal's number if one ended it."""
        self._until_ended()
        self.child.close(force=True)
        return int(self.child.exitstatus or self.child.signalstatus or 0)

    def hang_up(self) -> None:
        """The terminal goes away; wait for the program's end."""
        self.child.ptyproc.fileobj.close()
        handle = os.pidfd_open(self.child.pid)
        ready, _, _ = select.select([handle], [], [], PATIENCE)
        os.close(handle)
        assert ready, "the program goes on without a terminal"
        self.child.ptyproc.wait()
        self.child.closed = self.child.ptyproc.closed = True

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.isalive():
            self.kill()
        assert b"Traceback (most recent call last)" not in self.raw, self.raw.decode(errors="replace")[-4000:]

    def _threads(self) -> list[str]:
        """Of each thread what it is doing, and how often it has begun and ceased to do something."""
        tasks = sorted(Path(f"/proc/{self.child.pid}/task").iterdir())
        return [" ".join(re.findall(r"^(?:State|.*_switches):.*", (t / "status").read_text(), re.M)) for t in tasks]

    def _until_ended(self, or_else: Callable[[], bool] = lambda: False) -> None:
        """Read until the program has ended, or until something else is so."""
        deadline = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < deadline and not or_else():
            self._feed(0.2, once=True)

    def _send(self, text: str) -> None:
        data = text.encode()
        while data:
            data = data[os.write(self.child.child_fd, data[:1024]) :]
            self._feed(0, once=True)

    def _feed(self, wait: float, once: bool = False) -> bool:
        """Read what the program wrote. False when it has ended, or with `once` when nothing came within `wait`."""
        ready, _, _ = select.select([self.child.child_fd], [], [], wait)
        if not ready:
            return not once and self.child.isalive()
        try:
            data = os.read(self.child.child_fd, 65536)
        except OSError:
            data = b""
        if not data:
            self._at_its_end = True
            return False
        self.raw += data
        self._stream.feed(_NOT_READ.sub(b"", data))
        return True


def office(folder: Path, founded: str = "2026-11-20T08:30") -> Path:
    """Make `folder` the data folder of a new office: 示例镇信访接待室, clerk 王芳."""
    shutil.copytree(made_once.office(datetime.fromisoformat(founded).astimezone()), folder, dirs_exist_ok=True)
    return folder


def rows(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask the database file of a data folder, from outside the program."""
    with closing(sqlite3.connect(folder / "jiefang.db")) as db:
        return db.execute(sql, values).fetchall()


def docx_text(path: Path) -> str:
    """The text of a docx, read as WPS would: the zip is sound and its document is well-formed."""
    from lxml import etree

    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        document = etree.fromstring(packed.read("word/document.xml"))
    return "".join(document.itertext())
