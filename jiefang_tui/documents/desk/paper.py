"""A finished paper, and a template that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass


class PaperFailed(OSError):
    """A template is missing or cannot be read; `str()` is one Chinese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished docx file, and what the clerk should know about it: Chinese sentences, usually none."""

    content: bytes
    warnings: tuple[str, ...] = ()
