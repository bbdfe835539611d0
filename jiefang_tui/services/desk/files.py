"""Files of ours on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def remove_files(paths: Iterable[Path]) -> list[Path]:
    """Remove files of a sealed report, or of an act that came to nothing. Returns those that are held open and stay."""
    kept = []
    for path in dict.fromkeys(paths):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            kept.append(path)
    return kept
