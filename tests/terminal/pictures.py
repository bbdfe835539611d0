"""Golden pictures: what a screen shows, without what another picture shows already, so that a change is read.

``golden/NAME-SIZE.txt`` is a screen without its first and its last line. Those two, the top line and the key bar, stand
in ``golden/frame-SIZE.txt``: each only once, and under it the pictures that have it. A picture may lie over another one
(a dialog over its screen, a tab over the tab before it): its first line says so, and ``=`` is the same line as there.
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from tempfile import gettempdir

from filelock import FileLock

from tests.terminal.terminal import PATIENCE, Terminal

GOLDEN = Path(__file__).parent / "golden"
FRAME = "frame"
WRITES = os.environ.get("JIEFANG_GOLDEN") == "write"
"""Whether the pictures are made anew, to be read."""
SAME = "="
KNOWN_TO_BE_WRONG = 5.0
"""Seconds for another picture of a walk that has failed already."""
_OVER = re.compile(r"over (\S+): = is the line there\n")
_PARTS = ("top lines", "key bars")


def body(name: str, size: str) -> list[str]:
    """The lines between top line and key bar of a golden picture, those of the picture beneath among them."""
    text = (GOLDEN / f"{name}-{size}.txt").read_text(encoding="utf-8")
    lies_over = _OVER.match(text)
    lines = text[lies_over.end() if lies_over else 0 :].splitlines()
    lines += [""] * (int(size.split("x")[1]) - 2 - len(lines))
    if lies_over is None:
        return lines
    beneath = body(lies_over[1], size)
    return [below if line == SAME else line for line, below in zip(lines, beneath, strict=True)]


def frames(size: str) -> tuple[dict[str, str], dict[str, str]]:
    """The top line and the key bar of every picture."""
    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    path = GOLDEN / f"{FRAME}-{size}.txt"
    parts = path.read_text(encoding="utf-8").split("\n\n") if path.is_file() else []
    for of_part, part in zip(found, parts, strict=False):
        lines = part.splitlines()[1:]
        for line, names in zip(lines[::2], lines[1::2], strict=True):
            of_part.update(dict.fromkeys(names.split(), "" if line == "(none)" else line))
    return found


def expected(name: str, size: str) -> str:
    """The whole screen that a golden picture stands for."""
    path = GOLDEN / f"{name}-{size}.txt"
    tops, bars = frames(size)
    assert path.is_file() and name in tops and name in bars, f"no picture {name}; write it with JIEFANG_GOLDEN=write"
    return "\n".join([tops[name], *body(name, size), bars[name]])


def write(name: str, size: str, screen: str, over: str) -> None:
    """Make the golden picture of this screen."""
    top, *lines, bar = screen.split("\n")
    said = ""
    if over:
        said = f"over {over}: = is the line there\n"
        lines = [SAME if line and line == below else line for line, below in zip(lines, body(over, size), strict=True)]
    (GOLDEN / f"{name}-{size}.txt").write_text(said + "\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")
    with FileLock(Path(gettempdir()) / "jiefang-golden.lock"):  # the tests of other pictures may run in other processes
        parts = []
        for title, of_part, line in zip(_PARTS, frames(size), (top, bar), strict=True):
            of_part[name] = line
            by_line: dict[str, list[str]] = {}
            for one in sorted(of_part):
                by_line.setdefault(of_part[one], []).append(one)
            rows = [f"{line or '(none)'}\n    {' '.join(names)}" for line, names in by_line.items()]
            parts.append("\n".join([title, *rows]))
        (GOLDEN / f"{FRAME}-{size}.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


class Album:
    """Takes the pictures of one walk, in their order."""

    def __init__(self, desk: Terminal, size: str) -> None:
        self._desk, self._size = desk, size
        self._wrong: list[str] = []

    def take(self, name: str, *texts: str, gone: str = "", over: str = "") -> None:
        """Wait for these texts (and until `gone` has gone), and then for the golden picture `name`.

        `over` names the picture of this walk that it is drawn over when it is made anew.
        """
        if texts or gone:
            self._desk.wait(*texts, gone=gone)
        if WRITES:
            write(name, self._size, self._desk.calm(1.5), over)
            return
        wanted = expected(name, self._size)
        patience = KNOWN_TO_BE_WRONG if self._wrong else PATIENCE
        try:
            self._desk.until(lambda screen: screen == wanted, patience=patience)
        except AssertionError:
            seen = self._desk.screen()
            different = difflib.unified_diff(wanted.split("\n"), seen.split("\n"), name, "seen", lineterm="")
            self._wrong.append("\n".join(different))

    def done(self) -> None:
        assert not self._wrong, "\n\n".join(self._wrong)
