"""Words of a report (检举控告) in rows that are of no matter or of several: a cause, its measures, a meeting's subject.

Which columns hold free words each model says (`Lifecycle.retold`). Rows that a row of the matter leads to (the cause
it was in, the session at which it was) lose every word where nothing else leads there, else what names who came, whom
it is against, or sounds like a report; any other row where it names who came and whom it is against or sounds so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jiefang_tui.rules.reports import Words, sounds_like_report
from jiefang_tui.rules.text import fold
from jiefang_tui.store import lifecycles
from jiefang_tui.store.models import ALL, Companion, Matter, Officer, Petitioner, Unit, Village, Visit
from jiefang_tui.store.models.lifecycle import CLEARED

Found = dict[Any, dict[int, tuple[str, ...]]]
"""By model and row, the columns that lose their words."""

_ROOTS = (Matter, Visit, Petitioner, Officer, Unit, Village)
"""What hangs on these is the report's own, or is everybody's."""
_SHORTEST = 2


@dataclass(frozen=True)
class Names:
    """Who came with a report and whom it is against, as they are compared."""

    came: frozenset[str]
    against: frozenset[str]

    def tells(self, text: str, words: Words) -> bool:
        """Whether a text beside the report tells of it."""
        return self.has(text, self.came | self.against) or sounds_like_report([text], "", "", (), words)

    def tells_surely(self, texts: Collection[str], words: Words) -> bool:
        """Whether texts of a row that nothing links to it tell of it: who came, and what of."""
        said = "\n".join(texts)
        if not self.has(said, self.came):
            return False
        return self.has(said, self.against) or sounds_like_report([said], "", "", (), words)

    @staticmethod
    def has(text: str, names: Iterable[str]) -> bool:
        """Whether one of these names stands in it."""
        said = fold(text)
        return any(name in said for name in names)


def names_of(matter: Matter, visits: Iterable[int], people: Iterable[int]) -> Names:
    """The names of a report, read before it is cleared; also of who came for something else, too."""
    came = list(Visit.select().where(Visit.id.in_(list(visits))))
    told = {matter.petitioner_name, *(one.shown_name for one in came)}
    told |= {row.name for row in Petitioner.select().where(Petitioner.id.in_(_people(matter, came, people)))}
    told |= {row.name for row in Companion.select().where(Companion.visit.in_([one.id for one in came]))}
    return Names(_as_compared(told), _as_compared([matter.concerned_person]))


def _people(matter: Matter, came: Iterable[Visit], people: Iterable[int]) -> list[int]:
    ids = {matter.petitioner_id, *(one.petitioner_id for one in came), *people}
    return [one for one in ids if one is not None]


def _as_compared(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(one) for one in names if one and one != CLEARED and len(fold(one)) >= _SHORTEST)


def rows_that_tell(
    matter: Matter, hanging: Mapping[Any, list[int]], visits: Iterable[int], names: Names, words: Words
) -> Found:
    """Rows that hang on no matter, or on several, and the columns of each that tell of the report.

    `hanging`: what hangs on it (`lifecycles.hanging`), which is gone or cleared by its own rule.
    """
    found: Found = {}
    for model, row, is_alone in _linked(matter, hanging, visits):
        texts = _texts(model, row)
        gone = tuple(name for name, text in texts.items() if is_alone or names.tells(text, words))
        if gone:
            found.setdefault(model, {})[row.id] = gone
    for model in _models():
        if names.came:
            _unlinked(model, hanging.get(model, ()), names, words, found)
    return found


def _models() -> Iterator[Any]:
    return (model for model in ALL if model.lifecycle is not None and lifecycles.lifecycle_of(model).retold)


def _texts(model: Any, row: Any) -> dict[str, str]:
    """What a row says in these columns."""
    texts = {name: getattr(row, name) for name in lifecycles.lifecycle_of(model).retold}
    return {name: text for name, text in texts.items() if text and text != CLEARED}


def _linked(matter: Matter, hanging: Mapping[Any, list[int]], visits: Iterable[int]) -> Iterator[tuple[Any, Any, bool]]:
    """Rows that a row of the matter leads to, and those beneath them; whether nothing else leads there."""
    for root, number in sorted(_parents(hanging, visits), key=lambda one: (one[0].__name__, one[1])):
        beneath = lifecycles.hanging({root: [number]})
        is_alone = _matters_in(beneath) == {matter.id}
        for model, ids in beneath.items():
            if lifecycles.lifecycle_of(model).retold:
                for row in model.select().where(model.id.in_(ids) & _of_no_matter(model)).order_by(model.id):
                    yield model, row, is_alone


def _parents(hanging: Mapping[Any, list[int]], visits: Iterable[int]) -> set[tuple[Any, int]]:
    """What the matter's own rows name beside it: the cause of a line, the session of a visit."""
    found: set[tuple[Any, int]] = set()
    for model, ids in {**hanging, Visit: [*{*hanging.get(Visit, ()), *visits}]}.items():
        for key in lifecycles.keys_of(model):
            if key.rel_model not in _ROOTS:
                query: Any = model.select(key).where(model.id.in_(ids) & key.is_null(False)).tuples()
                own = hanging.get(key.rel_model, ())
                found |= {(key.rel_model, number) for (number,) in query if number not in own}
    return found


def _matters_in(beneath: Mapping[Any, list[int]]) -> set[int | None]:
    """The matters that these rows name; None where one names none (a household of a round)."""
    found: set[int | None] = set()
    for model, ids in beneath.items():
        for key in lifecycles.keys_of(model):
            if key.rel_model is Matter:
                rows: Any = model.select(key).where(model.id.in_(ids)).tuples()
                found |= {number for (number,) in rows}
    return found


def _of_no_matter(model: Any) -> Any:
    """Condition: the row names no matter, which would be another one's."""
    keys = [key for key in lifecycles.keys_of(model) if key.rel_model is Matter]
    condition = model.id.is_null(False)
    for key in keys:
        condition &= key.is_null()
    return condition


def _unlinked(model: Any, own: Collection[int], names: Names, words: Words, found: Found) -> None:
    """Rows of a table that nothing links to the report, and that tell of it all the same."""
    columns = [model._meta.fields[name] for name in lifecycles.lifecycle_of(model).retold]
    here = _of_no_matter(model) & model.id.not_in(list(own))
    for row in model.select().where(here & (_one_of(columns) != "")).order_by(model.id).iterator():
        texts = _texts(model, row)
        if names.tells_surely(texts.values(), words):
            found.setdefault(model, {})[row.id] = tuple(texts)


def _one_of(columns: list[Any]) -> Any:
    """All the words of a row."""
    said = columns[0]
    for column in columns[1:]:
        said = said.concat(column)
    return said
