"""The search table: one narrow row for each thing that can be found, and the full-text index over it (`store.grams`).

Every text here is short: names, pinyin initials, numbers and a title, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jiefang_tui.rules.pinyin import initials
from jiefang_tui.rules.text import MIDDLE_DOTS, without_dots
from jiefang_tui.store import grams
from jiefang_tui.store.database import by_index
from jiefang_tui.store.models import Matter, Petitioner, Search, Visit
from jiefang_tui.terms import Category

_PREFIX = re.compile(r"^jf-?\d{9}-?", re.IGNORECASE)

Pinyin = Mapping[str, str]
"""`reference.Reference.pinyin`: characters and words with their initials."""


class Texts(NamedTuple):
    """The three texts of a row; see `models.Search`."""

    words: str = ""
    letters: str = ""
    numbers: str = ""


def person_texts(name: str, phone: str, id_no: str, pinyin: Pinyin) -> Texts:
    """What a petitioner is found by: name, its initials (the first read as a surname), phone, ID number."""
    return Texts(without_dots(_clean(name)), initials(name, pinyin, surname=True), _clean(f"{phone} {id_no}"))


def matter_texts(register_no: str, name: str, title: str, place: str, county: str, pinyin: Pinyin) -> Texts:
    """What a matter is found by: number, petitioner, title with initials, place, the county system's numbers."""
    letters = f"{initials(name, pinyin, surname=True)} {initials(title, pinyin)}"
    return Texts(
        _clean(f"{without_dots(name)} {title} {place[:12]}"), letters, _clean(f"{short_number(register_no)} {county}")
    )


def short_number(text: str) -> str:
    """A register number without what all of this office's numbers begin with: ``20261123-001``."""
    return _PREFIX.sub("", text)


def holding(words: Iterable[str], kind: str, limit: int = -1) -> list[int]:
    """Ids of the people, matters or visits (`kind`) whose row holds every word (lower case), the newest first."""
    return grams.holding([(_spellings(word), _columns_for(word)) for word in words], kind, limit)


def _spellings(word: str) -> tuple[str, ...]:
    """A word with the middle dot of a name (阿依古丽·买): as names are laid in, and as rows of old have them."""
    plain = without_dots(f"{word.rstrip(MIDDLE_DOTS)}") or word
    return (word,) if plain == word else (plain, word)


def _columns_for(word: str) -> tuple[str, ...]:
    """The columns in which a typed word can stand; a few digits can also stand in a title."""
    if word.isascii() and word.isalpha():
        return ("letters",)  # Latin letters of a title stand there, too
    if not word.isascii() or not any(sign.isdigit() for sign in word):
        return ("words",)
    return ("numbers",) if len(word) > 3 else ("numbers", "words")


def forget(kind: str, row_ids: Iterable[int]) -> None:
    """Take these out of the table; the index keeps traces until `leave_no_trace`."""
    for row_id in row_ids:
        index_row(kind, row_id, None)


def leave_no_trace() -> None:
    """After a report (检举控告) was taken out: let the index, too, keep nothing of what it was found by."""
    grams.leave_no_trace()


def index_person(person: Petitioner, pinyin: Pinyin) -> None:
    """Put a petitioner in the table, or what is there of them up to date.

    Rows merged into one person (系同一人) are one row of the table, found by what any of them says.
    """
    if person.merged_into_id is not None:
        forget("person", [person.id])
        index_person(person.merged_into, pinyin)
        return
    texts = [person_texts(one.name, one.phone, one.id_no, pinyin) for one in [person, *_merged_into(person)]]
    words, letters, numbers = (" ".join(dict.fromkeys(filter(None, column))) for column in zip(*texts, strict=True))
    index_row("person", person.id, Texts(words, letters, numbers))


def _merged_into(person: Petitioner) -> list[Petitioner]:
    """The rows that were merged into this one, and those merged into them."""
    found: list[Petitioner] = []
    # By the index: statistics of a file in which nobody was merged would have SQLite read every petitioner.
    rows = Petitioner.select().from_(by_index(Petitioner, "petitioner_merged_into_id"))
    for one in rows.where(Petitioner.merged_into == person):
        found += [one, *_merged_into(one)]
    return found


def index_matter(matter: Matter, pinyin: Pinyin) -> None:
    """Put a matter in the table; of a sealed report (检举控告) only the number."""
    if matter.category == Category.REPORT_ACCUSATION:
        index_row("matter", matter.id, Texts(numbers=short_number(matter.register_no)))
        return
    name, title, place = matter.petitioner_name, matter.title, matter.problem_place
    index_row("matter", matter.id, matter_texts(matter.register_no, name, title, place, matter.county_no, pinyin))


def index_visit(visit: Visit, pinyin: Pinyin) -> None:
    """Put a visit in the table that no person or matter leads to: an anonymous one at the window."""
    if visit.petitioner_id is not None:
        return
    note = visit.window_note[:20]
    index_row("visit", visit.id, Texts(_clean(f"{visit.shown_name} {note}"), initials(note, pinyin)))


def _clean(text: str) -> str:
    return " ".join(text.lower().split())


def index_row(kind: str, row_id: int, texts: Texts | None) -> None:
    """Let the row hold these texts, or (None) be no longer there."""
    this = (Search.kind == kind) & (Search.row_id == row_id)
    there = Search.get_or_none(this)
    held = None if there is None else Texts(there.words, there.letters, there.numbers)
    if held == texts:
        return
    if held is not None:
        grams.remove_row(kind, row_id, held)
        Search.delete().where(this).execute()
    if texts is not None:
        Search.create(kind=kind, row_id=row_id, **texts._asdict())
        grams.add_row(kind, row_id, texts)
