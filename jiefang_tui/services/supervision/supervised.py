"""What cards and pushing share: which matters may be pushed, at whom, who stands where, and the timeline's line."""

from __future__ import annotations

from datetime import date

from jiefang_tui.reference import Reference
from jiefang_tui.rules.kept_away import names_visitor
from jiefang_tui.rules.rank import Standing, highest, is_seat, level_of, rank_of
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.acts import ActSpec, must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.people import officer_named, unit_named
from jiefang_tui.store.models import Companion, Matter, Officer, Unit, Visit, VisitMatter
from jiefang_tui.terms import EntryKind, LeaderLevel, Rank


def pushable(spec: ActSpec, desk: Desk, matter_id: int) -> Matter:
    """The matter, where it may be pushed like this."""
    must(spec, desk, matter_id)
    matter: Matter = Matter.get_by_id(matter_id)
    return matter


def addressee(act: Act, matter: Matter, unit: str, officer: str, post: str = "") -> tuple[Unit | None, Officer | None]:
    """Whom it is pushed at: a unit, an officer or both, free of recusal. Never a person who came with the matter."""
    if not unit.strip() and not officer.strip():
        raise Refused("请填写发给哪个单位或哪位责任人。", "to_officer")
    to_officer = named(act, matter, officer, "to_officer", post)
    if not Unit.select().where(Unit.name == unit.strip()).exists():
        _is_no_visitor(matter, unit, "to_unit")
    to_unit = unit_named(act, unit)
    must_be_here(to_officer, "to_officer")
    if to_unit is not None:
        must_be_free(matter, unit=to_unit, field="to_unit")
    return to_unit, to_officer


def named(act: Act, matter: Matter, name: str, field: str, post: str = "") -> Officer | None:
    """The officer of that name, free to act in this matter; None for an empty name.

    Whoever came with the matter is no officer, unless one of that name was written down before.
    """
    if not name.strip():
        return None
    if not Officer.select().where(Officer.name == name.strip()).exists():
        _is_no_visitor(matter, name, field)
    officer = officer_named(act, name, post, field=field)
    assert officer is not None
    must_be_free(matter, officer=officer, field=field)
    return officer


def must_be_here(officer: Officer | None, field: str) -> None:
    """Nobody who has left the office gets or signs anything any more."""
    if officer is not None and not officer.is_active:
        raise Refused(f"{officer.name}已离任，请换在任的人。", field)


def _is_no_visitor(matter: Matter, name: str, field: str) -> None:
    if any(names_visitor(name, one) for one in _who_came(matter)):
        raise Refused(f"{name.strip()}是来访人；只督办单位和责任人，不督办信访人。", field)


def _who_came(matter: Matter) -> set[str]:
    """Everybody who came with this matter, by name."""
    visits = VisitMatter.select(VisitMatter.visit).where(VisitMatter.matter == matter)
    names = {matter.petitioner_name, matter.petitioner.name if matter.petitioner is not None else ""}
    for visit in Visit.select(Visit.shown_name, Visit.on_behalf_of).where(Visit.id.in_(visits)):
        names |= {visit.shown_name, visit.on_behalf_of}
    names |= {one.name for one in Companion.select(Companion.name).where(Companion.visit.in_(visits))}
    return names - {""}


def addressee_name(unit: Unit | None, officer: Officer | None) -> str:
    """Return the unit's and the officer's name together, as the timeline has them: ``自然资源所李强``."""
    return "".join(row.name for row in (unit, officer) if row is not None)


def standing_of(reference: Reference, officer: Officer) -> Standing:
    """Level and rank of an officer, read out of post and unit."""
    cards = reference.cards
    names = (officer.post, officer.unit.name if officer.unit is not None else "")
    level = level_of(officer.level or LeaderLevel.TOWNSHIP, names, cards.levels)
    return Standing(level, rank_of(officer.post, cards.ranks))


def standing_of_addressee(reference: Reference, unit: Unit | None, officer: Officer | None) -> Standing:
    """The officer's, at the level of the unit named with them; of a unit alone that of its highest officer, and at
    least that of a 站所 head, or of the head where it is the government or the party committee itself.
    """
    levels = reference.cards.levels
    if officer is not None:
        theirs = standing_of(reference, officer)
        return theirs if unit is None else Standing(level_of(theirs.level, (unit.name,), levels), theirs.rank)
    assert unit is not None
    level = level_of(LeaderLevel.TOWNSHIP, (unit.name,), levels)
    there = Officer.select().where((Officer.unit == unit) & Officer.is_active)
    least = Standing(level, Rank.HEAD if is_seat(unit.name) else Rank.SECTION)
    return highest([least, *(standing_of(reference, one) for one in there)], least)


def pushed(act: Act, matter_id: int, text: str) -> None:
    """Write down that somebody was pushed. It is no progress: the days without an entry go on."""
    matter = act.change(Matter.get_by_id(matter_id))
    last = matter.last_entry_on
    act.event(matter_id, EntryKind.SUPERVISION, text)
    matter.last_entry_on = last


def moved(act: Act, matter_id: int, text: str, on_day: date | None = None) -> None:
    """Write down what the pushing led to: an answer, a decision, a meeting."""
    act.event(matter_id, EntryKind.SUPERVISION, text, on_day)


def needs(text: str, sentence: str, field: str) -> str:
    """The text without spaces around it, or `Refused` when there is none."""
    if not text.strip():
        raise Refused(sentence, field)
    return text.strip()


def not_later(act: Act, day: date | None, since: date, what: str, field: str = "on_day") -> date:
    """The day something happened: between `since` and today; today when none was given."""
    if day is None:
        return act.today
    if day > act.today:
        raise Refused(f"{what}不能晚于今天。", field)
    if day < since:
        raise Refused(f"{what}不能早于{since}。", field)
    return day


def not_past(act: Act, day: date | None, what: str, field: str) -> date:
    """A day by which something is asked for: today or later."""
    if day is None:
        raise Refused(f"请填写{what}。", field)
    if day < act.today:
        raise Refused(f"{what}不能早于今天。", field)
    return day
