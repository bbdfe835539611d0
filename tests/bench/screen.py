"""A program behind a pseudo-terminal, timed: how long until it has painted, how long until a key has settled."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import pexpect
import psutil

QUIET = 0.06
"""Seconds without output after which a screen counts as settled."""
_STYLE = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]")


class Painted(NamedTuple):
    """What a program had used when its screen was painted."""

    seconds: float
    """On the clock on the wall."""
    cpu: float
    """Seconds of processor time, user and system."""


class TimedScreen:
    """`command` in a terminal of `columns` x `rows`; times in seconds."""

    def __init__(
        self,
        command: list[str],
        env: dict[str, str] | None = None,
        limit: Callable[[], None] | None = None,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self.began = time.perf_counter()
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            env={**(os.environ if env is None else env), "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            dimensions=(rows, columns),
            preexec_fn=limit,
        )
        self.seen = b""

    def until(self, ready: str, timeout: float = 60) -> Painted:
        """What was used from the start until `ready`, a regular expression over the text without its styles."""
        wanted = re.compile(ready.encode(), re.DOTALL)
        deadline = time.perf_counter() + timeout
        now = Painted(0.0, 0.0)
        while not wanted.search(_STYLE.sub(b"", self.seen)):
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{ready} never came; last output {self.seen[-300:]!r}")
            if self._read(0.05):
                now = Painted(time.perf_counter() - self.began, self.cpu())
        return now

    def settle(self, timeout: float = 10) -> float:
        """Wait until nothing more is written. Returns when the last byte came."""
        last = time.perf_counter()
        deadline = last + timeout
        while time.perf_counter() < deadline:
            if self._read(QUIET):
                last = time.perf_counter()
            else:
                break
        return last

    def key(self, keys: str) -> float:
        """Seconds from sending `keys` to the last byte of the paint that follows."""
        began = time.perf_counter()
        os.write(self.child.child_fd, keys.encode())
        return max(self.settle() - began, 0.0)

    def _read(self, wait: float) -> bool:
        ready, _, _ = select.select([self.child.child_fd], [], [], wait)
        if not ready:
            return False
        try:
            self.seen += os.read(self.child.child_fd, 65536)
        except OSError:
            return False
        return True

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        if sys.platform == "linux":  # clock_getcpuclockid(3): exact, where /proc counts in hundredths of a second
            return time.clock_gettime((~self.child.pid << 3) | 2)
        used = psutil.Process(self.child.pid).cpu_times()
        return float(used.user + used.system)

    def memory(self) -> int:
        """Resident memory in bytes."""
        return int(psutil.Process(self.child.pid).memory_info().rss)

    def close(self, timeout: float = 120) -> None:
        """End the program with Ctrl+Q, as at the end of a day, so that the next start finds a clean file."""
        os.write(self.child.child_fd, b"\x11")
        asked = time.perf_counter() + 2
        while self.child.isalive() and time.perf_counter() < asked:
            self._read(0.05)
        if self.child.isalive():  # people still wait, and it asks: leave all the same
            os.write(self.child.child_fd, b"2")
        deadline = time.perf_counter() + timeout
        while self.child.isalive() and time.perf_counter() < deadline:
            self._read(0.05)
        self.child.close(force=True)
