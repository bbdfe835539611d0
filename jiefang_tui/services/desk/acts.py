"""An act is one row: its name, label and digit, whether it is possible and why not, and the name of its form.

The lists of the screens show what `why_not` says, the services refuse what it says (`must`): nothing is decided twice.
Each topic has its tables (`services/<topic>/acts.py`, those on one line of a list in `line_acts.py`), and
`ui/<topic>/forms.py` the form of each row. An act keeps its digit for ever, in every state and in every list. Who may
do what by their role will be asked in `why_not`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from jiefang_tui.rules.moves import BEFORE_REPLY, not_now, short
from jiefang_tui.services.desk.act_facts import ActFacts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Row

__all__ = ["ActFacts", "ActSpec", "Check", "facts_of", "first", "line_act", "must", "short", "why_not"]

M = TypeVar("M", bound=Row)

Check = Callable[[ActFacts], str]
"""Empty when it stands in the way of nothing, else the reason: 不能, why, then after a semicolon what to do instead."""


@dataclass(frozen=True)
class ActSpec:
    """What can be done with a matter, or with one line of a list about it."""

    name: str
    label: str
    digit: int
    """1 to 40: 10 is the key 0, 11 is 1 on the next page of a list. 0: it is on Delete alone, it takes a line back."""
    may: Check
    form: str
    """The name of its form in `ui/<topic>/forms.py`."""
    topic: str
    label_now: Callable[[ActFacts], str] | None = None
    """Its label where that goes by the facts: 列入积案 or 移出积案."""
    model: type[Row] | None = None
    """Of which table the line is that it is about; None: it is about the matter."""
    looks: bool = False
    """It shows something and writes nothing, so that a second window has it too."""

    def label_for(self, facts: ActFacts) -> str:
        """Return the label of the act as the facts are now."""
        return self.label_now(facts) if self.label_now is not None else self.label


def why_not(spec: ActSpec, facts: ActFacts) -> str:
    """Why the act is not possible now, whole; empty when it is."""
    return spec.may(facts)


def facts_of(specs: Iterable[ActSpec], desk: Desk, matter_id: int, row_id: int = 0) -> ActFacts:
    """The facts by which these acts are possible with a matter, and with its line `row_id` where they are about one."""
    model = next((spec.model for spec in specs if spec.model is not None), None)
    return ActFacts(desk, matter_id, model.get_by_id(row_id) if model is not None else None)


def must(spec: ActSpec, desk: Desk, matter_id: int, row: Any = None) -> ActFacts:
    """`Refused` with the same reason that the lists give; else the facts. `row`: of an act of one line."""
    facts = ActFacts(desk, matter_id, row)
    if why := why_not(spec, facts):
        raise Refused(why)
    return facts


def line_act(
    name: str, label: str, digit: int, model: type[M], may: Callable[[M], str], topic: str, *, looks: bool = False
) -> ActSpec:
    """An act on one line: `may` asks its row, and `model` is the row's table. Its form has its name."""
    return ActSpec(name, label, digit, lambda facts: may(facts.row), name, topic, model=model, looks=looks)


# -- what many rows ask


def always(row: object) -> str:
    """Nothing stands in the way."""
    return ""


def first(*checks: Check) -> Check:
    """The first reason of several."""

    def check(facts: ActFacts) -> str:
        return next((why for each in checks if (why := each(facts))), "")

    return check


def takes_words(what: str) -> Check:
    """Nothing of a sealed report is written down here (Regulation Art. 30(3))."""
    return lambda facts: f"不能{what}，检举控告不记内容；请记在移送的纸件上。" if facts.is_sealed else ""


def not_merged(what: str) -> Check:
    """What went into another matter goes on there."""
    return lambda facts: f"不能{what}，这件已并入；请在 {into} 里办理。" if (into := facts.merged_into_no) else ""


def by_itself(what: str) -> Check:
    """A matter of its own, of which words are taken."""
    return first(takes_words(what), not_merged(what))


def in_state(what: str, *states: str) -> Check:
    """Only in these states."""
    return lambda facts: "" if facts.at.state in states else not_now(facts.at.state, what)


def undecided(what: str) -> Check:
    """Nothing has been decided yet: it may be accepted, handed on, answered, settled or refused."""
    return first(takes_words(what), in_state(what, *BEFORE_REPLY))
