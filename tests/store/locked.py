"""Another process that takes, or does not get, the lock of the one writer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import sys
from pathlib import Path
from jiefang_tui.store import database
print(database.take_lock(Path(sys.argv[1]), Path(sys.argv[1] + ".txt")), flush=True)
sys.stdin.read()
"""


class Another:
    """It tries once and then waits until it is ended or the ``with`` block is over."""

    def __init__(self, lock: Path) -> None:
        command = [sys.executable, "-c", _SCRIPT, str(lock)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.has_it = self.process.stdout.readline().strip() == "True"

    def __enter__(self) -> Another:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def kill(self) -> None:
        """As a power line does it."""
        self.process.kill()
        self.process.wait()
