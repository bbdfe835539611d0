"""The full-text side of the search table: SQLite's FTS5 over windows of characters.

FTS5 finds whole tokens and Chinese has no blanks, so each text is laid in as overlapping windows: two characters of
words and pinyin initials, four of numbers. What is typed becomes the phrase of its own windows, or a prefix when it is
shorter than one, and finds exactly what a scan for the substring finds. 188,000 texts on a full core: 3 ms for a
word that stands in 12,000 of them and 0.05 ms for a rare one, where the scan took 20-30 ms for either.

The table keeps no texts (``content=''``): `models.Search` has them, and what is taken out is named from there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from jiefang_tui.store.database import FULL_TEXT as TABLE
from jiefang_tui.store.database import connection

CREATE = (
    f"CREATE VIRTUAL TABLE \"{TABLE}\" USING fts5(words, letters, numbers, content='', columnsize=0, tokenize='ascii')"
)
_WINDOW = {"words": 2, "letters": 2, "numbers": 4}
_KINDS = {"person": 0, "matter": 1, "visit": 2}
_SHIFT = 40
"""A row's number is its kind above this bit and the id of what it stands for below."""
_HEX = 8
"""Hexadecimal digits a character: tokens of letters and digits only, whatever the character."""

Texts = Sequence[str]
"""Words, letters, numbers, as `models.Search` has them."""


def add_row(kind: str, row_id: int, texts: Texts) -> None:
    """Lay the texts of a new row in."""
    connection().execute(
        f"INSERT INTO {TABLE}(rowid, words, letters, numbers) VALUES (?, ?, ?, ?)",
        (_number(kind, row_id), *_windows(texts)),
    )


def remove_row(kind: str, row_id: int, texts: Texts) -> None:
    """Take a row out; `texts` are those it was laid in with."""
    connection().execute(
        f"INSERT INTO {TABLE}({TABLE}, rowid, words, letters, numbers) VALUES ('delete', ?, ?, ?, ?)",
        (_number(kind, row_id), *_windows(texts)),
    )


def leave_no_trace() -> None:
    """Rewrite the index without what was taken out, which FTS5 else keeps for a while beside a mark (0.4 s)."""
    connection().execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")


def holding(words: Iterable[tuple[Sequence[str], Iterable[str]]], kind: str, limit: int = -1) -> list[int]:
    """Ids of a kind whose row holds of every word one spelling in one of that word's columns, the highest first."""
    wanted = " AND ".join(
        f"({' OR '.join(_phrase(word, column) for column in columns for word in spellings)})"
        for spellings, columns in words
    )
    rows = connection().execute(
        f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?",
        (wanted, _number(kind, 0), _number(kind, (1 << _SHIFT) - 1), limit),
    )
    below = (1 << _SHIFT) - 1
    return [row[0] & below for row in rows]


def rebuild(file: sqlite3.Connection) -> None:
    """Make the index of `file` anew from its search table, inside the caller's transaction. Raises `sqlite3.Error`."""
    file.execute(f"DROP TABLE IF EXISTS {TABLE}")
    file.execute(CREATE)
    file.executemany(f"INSERT INTO {TABLE}(rowid, words, letters, numbers) VALUES (?, ?, ?, ?)", _rows(file))


def is_sound(file: sqlite3.Connection) -> bool:
    """Whether the index of `file`, open for writing, hangs together; nothing is written."""
    try:
        file.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if any(word in str(error) for word in ("interrupted", "locked", "busy", "readonly")):
            raise
        return False
    finally:
        with suppress(sqlite3.Error):
            file.rollback()
    return True


def _rows(file: sqlite3.Connection) -> Iterator[tuple[int, str, str, str]]:
    for kind, row_id, *texts in file.execute("SELECT kind, row_id, words, letters, numbers FROM search"):
        words, letters, numbers = _windows(texts)
        yield _number(kind, row_id), words, letters, numbers


def _number(kind: str, row_id: int) -> int:
    return _KINDS[kind] << _SHIFT | row_id


def _windows(texts: Texts) -> list[str]:
    return [_tokens(text, size) for text, size in zip(texts, _WINDOW.values(), strict=True)]


def _tokens(text: str, size: int) -> str:
    """The windows at every character of every blank-separated part; the last ones of a part are shorter.

    That a part ends with a single character keeps a phrase from running on into the next part.
    """
    found = []
    for part in text.split():
        digits = _digits(part)
        found += [digits[at : at + size * _HEX] for at in range(0, len(digits), _HEX)]
    return " ".join(found)


def _phrase(word: str, column: str) -> str:
    digits, size = _digits(word), _WINDOW[column] * _HEX
    if len(digits) < size:
        return f'{column} : "{digits}" *'
    return f'{column} : "{" ".join(digits[at : at + size] for at in range(0, len(digits) - size + 1, _HEX))}"'


def _digits(text: str) -> str:
    return text.encode("utf-32-be", "surrogatepass").hex()
