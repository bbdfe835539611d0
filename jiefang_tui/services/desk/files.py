"""Files of ours on disk, and a file as a clerk types where it lies, drags it in or copies its path."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jiefang_tui.services.desk.errors import Refused


def remove_files(paths: Iterable[Path]) -> list[Path]:
    """Remove files of a sealed report, or of an act that came to nothing. Returns those that are held open and stay."""
    kept = []
    for path in dict.fromkeys(paths):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            kept.append(path)
    return kept


def typed_path(text: str) -> Path:
    """Quoted, ``~``, ``file://``. The home of a user who is not here names no file, as any other wrong name."""
    plain = text.strip().strip("\"'“”‘’").strip()
    if plain.lower().startswith("file://"):
        plain = unquote(urlsplit(plain).path)
        if os.name == "nt":
            plain = plain.lstrip("/")
    path = Path(plain)
    with suppress(RuntimeError):
        path = path.expanduser()
    return path


def typed_table(text: str, field: str = "file") -> list[list[str]]:
    """The rows of the table at a typed path. Raises `Refused`, about the form's `field`."""
    from jiefang_tui.documents.exchange.tables import NoTable, read_table

    try:
        return list(read_table(typed_path(text)))
    except NoTable as error:
        raise Refused(str(error), field) from error
