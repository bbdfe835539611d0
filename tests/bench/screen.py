"""A program behind a pseudo-terminal, timed: how long until a text is painted, how long until a key has settled."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable

import pexpect
import psutil

QUIET = 0.06
"""Seconds without output after which a screen counts as settled."""


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
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
            dimensions=(rows, columns),
            preexec_fn=limit,
        )
        self.seen = b""

    def until(self, text: str, timeout: float = 60) -> float:
        """Seconds from the start until `text` was written to the terminal."""
        wanted = text.encode()
        deadline = time.perf_counter() + timeout
        while wanted not in self.seen:
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{text} never came; last output {self.seen[-300:]!r}")
            self._read(0.05)
        return time.perf_counter() - self.began

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

    def memory(self) -> int:
        """Resident memory in bytes."""
        return int(psutil.Process(self.child.pid).memory_info().rss)

    def close(self, timeout: float = 120) -> None:
        """End the program with Ctrl+Q, as at the end of a day, so that the next start finds a clean file."""
        os.write(self.child.child_fd, b"\x11")
        deadline = time.perf_counter() + timeout
        while self.child.isalive() and time.perf_counter() < deadline:
            self._read(0.05)
        self.child.close(force=True)
