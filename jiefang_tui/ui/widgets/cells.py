"""Text in terminal cells, as Textual itself counts them, so that what we lay out is what it paints."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def width(text: str) -> int:
    """How many terminal cells `text` takes."""
    return cell_len(text)


def one_line(text: str) -> str:
    """`text` with line ends, tabs and other control characters turned into one space each run."""
    return _CONTROL.sub(" ", text) if _CONTROL.search(text) else text


def fit(text: str, cells: int, right: bool = False) -> str:
    """`text` in exactly `cells` cells: padded, or cut with `..` at the end where there is room to say so."""
    if cells <= 0:
        return ""
    text = one_line(text)
    taken = cell_len(text)
    if taken == cells:
        return text
    if taken < cells:
        pad = " " * (cells - taken)
        return pad + text if right else text + pad
    if cells < 4:
        return set_cell_size(text, cells)
    head = set_cell_size(text, cells - 2).rstrip(" ")
    return head + "." * min(2, cells - cell_len(head)) + " " * max(0, cells - 2 - cell_len(head))


_NOT_FIRST = frozenset("，。、；：！？）》」』”’,.;:!?)%")
"""What never begins a line: the character before it goes along."""


def _with_last(line: str) -> str:
    """The last character of a line of several, to go on to the next."""
    return line[-1] if len(line) > 1 and not line[-1].isspace() else ""


def fold(text: str, cells: int) -> list[str]:
    """`text` in lines of at most `cells` cells; Latin words and numbers are kept whole where they fit."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line, taken = "", 0
        for piece in re.findall(r"[!-~]+|\s|.", one_line(paragraph)):
            need = cell_len(piece)
            if taken + need > cells and line:
                kept = _with_last(line) if piece in _NOT_FIRST else ""
                lines.append(line.removesuffix(kept).rstrip())
                line, taken = kept, cell_len(kept)
                if piece.isspace():
                    continue
            while need > cells:
                head = set_cell_size(piece, cells)
                lines.append(head)
                piece = piece[len(head.rstrip()) :]
                need = cell_len(piece)
            line += piece
            taken += need
        lines.append(line.rstrip())
    return lines
