"""Who may have nothing to do with a matter: the reported (Regulation Art. 30(3)) and the recused (Art. 28(3)).

Every act that gives a matter to an officer or unit, or lets one sign or approve, asks here first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jiefang_tui.rules.kept_away import Accused, Body, Staff, is_same_person, names_by_post, names_person, why_kept_from
from jiefang_tui.rules.unit_names import Home, covers, home_of, is_discipline, is_higher, read_unit
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Matter, Officer, Recusal, Unit
from jiefang_tui.terms import Category


def must_be_free(matter: Matter, officer: Officer | None = None, unit: Unit | None = None, *, field: str = "") -> None:
    """Refuse an officer who is recused from `matter` or whom it is about, and any unit for a report: that is sealed.

    A claim may go to the unit it is about: that one has to answer it. `field` names the form field in the refusal.
    """
    if officer is not None and (why := why_not_free(matter, officer)):
        raise Refused(f"{why}，请换别人（条例第二十八条第三款）。", field)
    if unit is not None and matter.category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告只能在接谈时按 8 移送(密件)。", field)


def must_not_be_kept_away(matter: Matter, words: str, *, field: str) -> None:
    """Refuse `words` that name somebody recused or complained of, as the person who signed, spoke or agreed."""
    for officer in Officer.select():
        if names_person(words, officer.name):
            must_be_free(matter, officer, field=field)
    for one in family(matter):
        if is_same_person(words, one.concerned_person):
            raise Refused(f"{words.strip()}是这件反映的人，请换别人（条例第二十八条第三款）。", field)


def family(matter: Matter) -> Iterator[Matter]:
    """The matter and what was merged into it: who had to keep away from that keeps away from what it went on as."""
    yield matter
    for one in Matter.select().where(Matter.merged_into == matter):
        yield from family(one)


def is_free(matter: Matter, officer: Officer) -> bool:
    """Whether this officer may have to do with the matter: neither recused nor the one it is about (Art. 28(3))."""
    return not why_not_free(matter, officer)


def why_not_free(matter: Matter, officer: Officer, what: str = "这件") -> str:
    """Why this officer keeps away from the matter, in Chinese (`what` is what the matter is called); empty if not."""
    for one in family(matter):
        in_force = (Recusal.matter == one) & (Recusal.officer == officer) & Recusal.ended_on.is_null()
        if Recusal.select().where(in_force).exists():
            return f"{officer.name}在{what}里已回避"
        if why := is_about(one.concerned_person, one.concerned_unit, officer, what):
            return why
    return ""


def is_about(person: str, unit: str, officer: Officer, what: str = "这件") -> str:
    """Why words about a person (and the unit complained of) mean this officer, in Chinese; empty when they do not.

    李所长 may be one of several, so that surname and post count where no other unit than the officer's was named.
    """
    if names_person(person, officer.name):
        return f"{officer.name}是{what}反映的人"
    if not names_by_post(person, officer.name, officer.post):
        return ""
    elsewhere = officer.unit is not None and not covers(read_unit(unit, Home()), read_unit(officer.unit.name, Home()))
    if unit.strip() and elsewhere:
        return ""
    post = f"({officer.post})" if officer.post else ""
    return f"{officer.name}{post}与{what}的被反映人相符(不是同一人的，先在事项里写明被反映单位或全名)"


def must_not_reach(desk: Desk, against_units: Iterable[str], against_persons: Iterable[str], unit: Unit) -> None:
    """Refuse to hand a report to whom it is about, to a unit under them, or to where the reported one works.

    The names are free words as told; they are compared and kept nowhere. Without any of them it goes to an organ of
    纪检监察 or a higher level only. The sentence names what matched by our own names.
    """
    reference = desk.reference
    areas = {code: area.name for code, area in reference.areas.items()}
    home = home_of(areas, desk.area_code, desk.office_name, reference.cards.ranks, reference.cards.levels)
    accused = Accused.of(against_units, against_persons)
    if not accused:
        named = read_unit(unit.name, home)
        if not (is_higher(named) or is_discipline(named)):
            raise Refused(_UNKNOWN, "against_unit")
        return
    units = [Body(one.name, _staff(Officer.unit == one)) for one in chain(unit)]
    if why := why_kept_from(accused, units, _staff(Officer.is_active), home):
        raise Refused(f"{why}；检举控告请移送上级或者纪检监察机关（条例第三十条第三款）。", "unit")


_UNKNOWN = "请写被检举单位或者被检举人（只核对去向，不保存）；说不清的，只能移送纪检监察机关或者上级单位。"


def _staff(where: Any) -> tuple[Staff, ...]:
    return tuple(
        Staff(one.name, one.post, one.unit.name if one.unit is not None else "")
        for one in Officer.select().where(where)
    )


def chain(unit: Unit) -> Iterator[Unit]:
    """The unit itself and every unit above it."""
    seen: set[int] = set()
    one: Unit | None = unit
    while one is not None and one.id not in seen:
        seen.add(one.id)
        yield one
        one = one.parent
