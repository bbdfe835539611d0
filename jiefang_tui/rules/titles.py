"""What a matter is called: in lists by a short title, on papers and read aloud by the whole first clause."""

from __future__ import annotations

from jiefang_tui.rules.text import cut

TITLE_CELLS = 40
CLAUSE_CELLS = 240
"""Of a first clause that does not end."""


def first_clause(request: str) -> str:
    """What was said up to the first full stop."""
    line = " ".join(request.split())
    for stop in "。;；\n":
        line = line.partition(stop)[0]
    return line


def title_of(request: str) -> str:
    """The first clause of what was said, cut to a list's width in cells."""
    return cut(first_clause(request), TITLE_CELLS, "..")


def subject_of(title: str, request: str) -> str:
    """The title as it stands on a paper: whole where the list's is cut, and as corrected where somebody did."""
    clause = first_clause(request)
    made = (title_of(request), cut(clause, TITLE_CELLS))  # older files have it without a mark
    return cut(clause, CLAUSE_CELLS, "……") if clause and title in made else title
