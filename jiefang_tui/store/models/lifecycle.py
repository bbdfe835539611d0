"""What becomes of a table's rows when a matter is sealed or merged, an officer leaves, or a date is computed.

A model says it once, beside its fields, as ``lifecycle = Lifecycle(...)``. Sealing, merging, handover, recusal, the
audit trail and the clock read it there (`store.lifecycles`) and keep no list of tables of their own. A condition is
written with the fields of the class it stands in: ``is_open=answered_on.is_null()``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CLEARED = "(密)"
"""Stands where words of a sealed report (检举控告) stood and something has to stand."""

DONE = "who did it did it: nothing is left to hand on"
OURS = "the office's own; nothing of a petitioner stands in it"


@dataclass(frozen=True)
class Drop:
    """The row goes with the report."""


@dataclass(frozen=True)
class Keep:
    """The row stays as it is."""

    why: str


class Clear:
    """The row stays and loses these columns (or none), and acts about it lose their reason."""

    def __init__(self, *columns: str, kept: Mapping[str, str] | None = None, unless: Any = None) -> None:
        """`kept` are the text columns that stay (several in one key, by spaces), and why; a row for which the
        condition `unless` holds stays as it is.
        """
        self.columns = columns
        self.kept = {name: why for names, why in (kept or {}).items() for name in names.split()}
        self.unless = unless


@dataclass(frozen=True)
class Move:
    """The row goes along to the matter or petitioner that goes on."""

    only_open: bool = False


@dataclass(frozen=True)
class Stay:
    """The row stays with the matter or petitioner it was written down for, or with the row it hangs on."""

    stops: str = ""
    """What an open row makes a merge be refused with, up to the comma (``{row.card_no}`` is read from it)."""


ALWAYS = True
"""In `Lifecycle.goes_along`: no condition."""

DROP, MOVE, MOVE_OPEN, STAY = Drop(), Move(), Move(only_open=True), Stay()


@dataclass(frozen=True)
class Hand:
    """A column whose officer has the row in hand as long as it is open."""

    column: str
    label: str
    """What it is called in a handover: 包案."""
    measure: str
    """The word it is counted with: 件, 条."""
    place: int
    """Which in the sentence; two kinds of work have two places."""
    role: str = ""
    """What its officer is in the matter (``{row.ordinal}`` is read from the row); whoever stands aside hands it on.
    Empty where it stays with them then."""
    of_matters: Any = None
    """Condition on `Matter` under which a handover moves it; None for always."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lifecycle:
    """See above."""

    on_sealing: Drop | Clear | Keep
    on_merging: Move | Stay
    is_open: Any = None
    """Condition on the row: something of it is still to be done. None where a row is never done."""
    hands: tuple[Hand, ...] = ()
    not_in_hand: str = ""
    """Why no officer or unit that the row names has work by it."""
    goes_along: Mapping[str, Any] = field(default_factory=dict)
    """Columns naming an officer or a unit, and under which condition on the row they go along when that one turns out
    to be another of the roster, written down twice. What is in somebody's hand and what is open goes along by itself;
    what is done (`not_in_hand`) stays with the name it was written with.
    """
    words: tuple[str, ...] = ()
    """Columns with a petitioner's own words, which no audit entry of a new row repeats, so that a report found to be
    sealed (检举控告) can be taken out of the file. Of a visit that was about other matters, too, sealing takes them
    only."""
    told: Mapping[str, str] = field(default_factory=dict)
    """Columns with free words, and what they are called: a report may stand in them beside a claim, and 拆出检举控告
    asks for each (`store.apart`)."""
    retold: tuple[str, ...] = ()
    """Columns with free words of a row that is of no matter, or of several: they lose what they tell of a report
    (`store.retold`)."""
    fixed: str = ""
    """The other text columns, by spaces: a term, a number, a name or a body, which no report takes with it."""
    moves_dates: bool | tuple[str, ...] = False
    """Whether the clock reads the table, or which columns of it."""
