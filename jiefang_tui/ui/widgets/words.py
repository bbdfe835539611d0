"""Where word-wise keys stop: each Chinese character is a word, so that Ctrl+W never eats a sentence."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z0-9_\u00c0-\u024f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+|\S")


def previous_word(text: str, at: int) -> int:
    """The start of the word before `at`, blanks skipped."""
    start = 0
    for match in _WORD.finditer(text, 0, at):
        start = match.start()
    return start


def next_word(text: str, at: int) -> int:
    """The end of the word after `at`, blanks skipped."""
    match = _WORD.search(text, at)
    return match.end() if match else len(text)
