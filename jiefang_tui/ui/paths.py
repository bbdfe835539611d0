"""Where the style sheets of the screens lie."""

from __future__ import annotations

from pathlib import Path


def stylesheet(name: str) -> Path:
    """The style sheet `name` beside the screens, for a screen's `CSS_PATH`."""
    return Path(__file__).parent / "screens" / name
