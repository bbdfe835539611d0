"""Who may have nothing to do with a matter: the reported (Regulation Art. 30(3)) and the recused (Art. 28(3)).

Every act that gives a matter to an officer or unit, or lets one sign or approve, asks here first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiefang_tui.rules.kept_away import any_unit, names_person
from jiefang_tui.services.errors import Refused
from jiefang_tui.store.models import Matter, Officer, Recusal, Unit
from jiefang_tui.terms import Category


def must_be_free(matter: Matter, officer: Officer | None = None, unit: Unit | None = None, *, field: str = "") -> None:
    """Refuse an officer who is recused from `matter` or whom it is about, and a unit a report is about.

    A claim may go to the unit it is about: that one has to answer it. `field` names the form field in the refusal.
    """
    if officer is not None:
        if is_recused(matter, officer):
            raise Refused(f"{officer.name}在这件里已回避，请换别人（条例第二十八条第三款）。", field)
        if names_person(matter.concerned_person, officer.name):
            raise Refused(f"{officer.name}是这件反映的人，不能经办，请换别人（条例第二十八条第三款）。", field)
    if unit is not None and matter.category == Category.REPORT_ACCUSATION:
        must_not_reach((matter.concerned_unit,), (matter.concerned_person,), unit, officer, field=field)


def is_recused(matter: Matter, officer: Officer) -> bool:
    """Whether a recusal of this officer from this matter is in force."""
    return bool(
        Recusal.select()
        .where((Recusal.matter == matter) & (Recusal.officer == officer) & Recusal.ended_on.is_null())
        .exists()
    )


def is_free(matter: Matter, officer: Officer) -> bool:
    """Whether this officer may have to do with the matter: neither recused nor the one it is about (Art. 28(3))."""
    return not is_recused(matter, officer) and not names_person(matter.concerned_person, officer.name)


def must_not_reach(
    against_units: Iterable[str],
    against_persons: Iterable[str],
    unit: Unit | None,
    officer: Officer | None = None,
    *,
    field: str = "unit",
) -> None:
    """Refuse to hand a report to whom it is about, to a unit under them, or to where the reported one works.

    The names are free words as told; they are compared and not kept. The sentence does not repeat them.
    """
    units = tuple(filter(None, against_units))
    persons = tuple(filter(None, against_persons))
    for one in (unit, officer.unit if officer is not None else None):
        if one is None:
            continue
        for above in chain(one):
            if any_unit(units, above.name) or any(names_person(told, above.name) for told in persons):
                raise Refused(_SENTENCE, field)
            if _works_there(above, persons, leads=above.id != one.id):
                raise Refused(_SENTENCE, field)
    if officer is not None and any(names_person(told, officer.name) for told in persons):
        raise Refused(_SENTENCE, field)


_SENTENCE = "检举控告不能转给被检举的人、单位或者它下面的单位，请移送上级或者纪检监察机关（条例第三十条第三款）。"


def chain(unit: Unit) -> Iterator[Unit]:
    """The unit itself and every unit above it."""
    seen: set[int] = set()
    one: Unit | None = unit
    while one is not None and one.id not in seen:
        seen.add(one.id)
        yield one
        one = one.parent


def _works_there(unit: Unit, persons: tuple[str, ...], *, leads: bool) -> bool:
    """Whether one of `persons` works in `unit`; with `leads`, whether one may have a say there over units beneath it.

    An officer whose post nobody wrote down is taken for one who has.
    """
    if not persons:
        return False
    officers: Iterable[Officer] = Officer.select(Officer.name, Officer.post).where(Officer.unit == unit)
    return any(
        names_person(told, row.name)
        for row in officers
        if not leads or not row.post or any(mark in row.post for mark in _LEADING)
        for told in persons
    )


_LEADING = ("长", "书记", "主任", "主席", "负责人")
