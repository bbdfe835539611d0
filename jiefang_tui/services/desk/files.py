"""Files of ours on disk."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files of a sealed report, or of an act that came to nothing. One that is gone or held open stays."""
    for path in paths:
        with suppress(OSError):
            path.unlink()
