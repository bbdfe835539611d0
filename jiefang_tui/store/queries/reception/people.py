"""Who somebody at the window may be, and the names that forms offer.

Every lookup goes by an index and has a limit: with 100,000 matters the panel beside the form must be there in 150 ms.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import Expression

from jiefang_tui.rules.same_person import Person, Sameness, same_person, village_of
from jiefang_tui.rules.text import (
    fold,
    mask_id,
    mask_phone,
    normalise,
    one_line,
    plain_name,
    spellings_of_name,
    without_dots,
)
from jiefang_tui.rules.typed.identity import age_on, parse_full_name, parse_phone, phones_in
from jiefang_tui.store.models import (
    Appointment,
    Matter,
    NotSamePerson,
    Officer,
    Petitioner,
    Unit,
)
from jiefang_tui.store.queries.office.roster import serving
from jiefang_tui.store.queries.reception.bookings import shown
from jiefang_tui.store.queries.reception.candidate_history import (
    KnownMatter,
    OpenCommitment,
    PastVisit,
    commitments_of,
    matters_of,
    visits_of,
)
from jiefang_tui.store.search import holding
from jiefang_tui.terms import Sex

SHOWN = 5
"""Most candidates given back."""
_SAME_NAME = 400
"""Most petitioners of one name that are looked at, the latest first."""
_SAME_BEGINNING = 40
_LONG_NAME = 4


class Candidate(NamedTuple):
    """A petitioner who may be the one at the window."""

    person_id: int
    name: str
    sex: str
    """男, 女 or empty."""
    age: int | None
    address: str
    phone: str
    """In full, to fill an empty field once the person is chosen; lists show `phone_masked`."""
    id_no: str
    why: str
    """What is the same, in words: ``身份证号相同``."""
    rank: int
    """The higher, the surer: the rank of a `rules.same_person.Sameness`."""
    visit_count: int = 0
    visits: tuple[PastVisit, ...] = ()
    """The last three, the latest first."""
    matters: tuple[KnownMatter, ...] = ()
    commitments: tuple[OpenCommitment, ...] = ()

    @property
    def phone_masked(self) -> str:
        return mask_phone(self.phone)

    @property
    def id_tail(self) -> str:
        """Last four of the ID number, empty without one."""
        return mask_id(self.id_no)[-4:] if len(self.id_no) > 7 else ""

    @property
    def facts(self) -> str:
        """``女 58岁``."""
        return " ".join(part for part in (self.sex, f"{self.age}岁" if self.age is not None else "") if part)


def candidates(
    name: str = "",
    id_no: str = "",
    phone: str = "",
    address: str = "",
    *,
    today: date,
    villages: Collection[str] = (),
    still_typing: bool = False,
    not_these: Collection[int] = (),
    most: int = SHOWN,
) -> list[Candidate]:
    """Who this may be, the surest first, with what they came for before.

    The texts are as typed so far; a name is looked at from two characters. While it is `still_typing` names that begin
    so are found, too. `villages` are the village names this office knows, `not_these` the petitioners the clerk just
    declared to be somebody else.
    """
    typed = Person(plain_name(name), id_no, phone, one_line(address))
    found = matches(typed, today=today, villages=villages, still_typing=still_typing, not_these=not_these, most=most)
    return _with_history(found, today)


def person(person_id: int, *, today: date) -> Candidate | None:
    """One petitioner as a candidate, for a form opened for somebody known; None when there is none."""
    rows = _people(Petitioner.id == surviving(person_id), 1)
    if not rows:
        return None
    return _with_history([_candidate(rows[0], 0, "", today)], today)[0]


def matches(
    typed: Person,
    *,
    today: date,
    villages: Collection[str] = (),
    still_typing: bool = False,
    not_these: Collection[int] = (),
    most: int = SHOWN,
) -> list[Candidate]:
    """As `candidates`, without their visits, matters and commitments."""
    rows: dict[int, tuple[Any, ...]] = {}
    for condition, limit in _conditions(typed, still_typing):
        for row in _people(condition, limit):
            rows.setdefault(row[0], row)
    best: dict[int, tuple[int, str, tuple[Any, ...]]] = {}
    for row in rows.values():
        now = row if row[8] is None else _people(Petitioner.id == surviving(row[0]), 1)[0]
        if row[0] not in not_these and now[0] not in not_these:
            rank, why = _judge(typed, Person(row[1], row[4], row[5], row[6], row[7] or "", row[0]), villages)
            if rank and (now[0] not in best or rank > best[now[0]][0]):
                best[now[0]] = (rank, why, now)
    judged = list(best.values())
    judged.sort(key=lambda item: (-item[0], item[2][1] != typed.name, -item[2][0]))
    found = [_candidate(row, rank, why, today) for rank, why, row in judged[: most * 4]]
    return _without_declared(found)[:most]


def surviving(person_id: int) -> int:
    """Under whom this petitioner stands now: the row itself unless it was merged into another (系同一人)."""
    while True:
        rows: Any = Petitioner.select(Petitioner.merged_into).where(Petitioner.id == person_id).tuples()
        into = next((row[0] for row in rows), None)
        if into is None:
            return person_id
        person_id = into


def same_as(person_id: int) -> list[int]:
    """The petitioner's own id and those of every row merged into it."""
    found = [person_id]
    for one in found:
        rows: Any = Petitioner.select(Petitioner.id).where(Petitioner.merged_into == one).tuples()
        found += [row[0] for row in rows]
    return found


def _conditions(typed: Person, still_typing: bool) -> list[tuple[Expression, int]]:
    """What to look up, each by one index, and how many rows at most."""
    found: list[tuple[Expression, int]] = []
    number = normalise(typed.id_no).upper()
    if len(number) >= 6:
        found.append((Petitioner.id_no == number, _SAME_BEGINNING))
        if len(number) == 15:
            from jiefang_tui.rules.typed.identity import upgrade_id

            if number.isdigit():
                found.append((Petitioner.id_no == upgrade_id(number), _SAME_BEGINNING))
    phone = parse_phone(typed.phone).value or ""
    if len(phone) >= 7:
        found.append((Petitioner.phone == phone, _SAME_BEGINNING))
        # One of two numbers in a field: the search table knows each.
        held = {one for number in phones_in(typed.phone) for one in holding([number], "person", _SAME_BEGINNING)}
        if held:
            found.append((Petitioner.id.in_(sorted(held)), _SAME_BEGINNING))
    if len(typed.name) >= 2:
        found.append((Petitioner.name.in_(spellings_of_name(typed.name)), _SAME_NAME))
        if len(plain := without_dots(typed.name)) >= _LONG_NAME:  # 阿依古丽买买提, who is kept with a dot
            held = set(holding(plain.lower().split(), "person", _SAME_BEGINNING))
            if held:
                found.append((Petitioner.id.in_(sorted(held)), _SAME_BEGINNING))
        if still_typing:
            # A range, not LIKE: that would not use the index.
            after = typed.name[:-1] + chr(min(ord(typed.name[-1]) + 1, 0x10FFFF))
            found.append(((Petitioner.name > typed.name) & (Petitioner.name < after), _SAME_BEGINNING))
    return found


def _judge(typed: Person, known: Person, villages: Collection[str]) -> tuple[int, str]:
    """How sure it is that both are one (0: not at all), and why. A bare name that other facts contradict is nothing."""
    same = same_person(typed, known, villages)
    other_name = bool(typed.name) and fold(typed.name) != fold(known.name)
    if same in (Sameness.ID, Sameness.PHONE):
        return same.rank, f"{same.label}，姓名不同" if other_name else same.label
    if same is Sameness.NAME:
        mine, theirs = village_of(typed.address, villages), village_of(known.address, villages)
        return (0, "") if mine and theirs and mine != theirs else (same.rank, same.label)
    if same is Sameness.NAME_BEGINS:
        mine, theirs = village_of(typed.address, villages), village_of(known.address, villages)
        phone = parse_phone(typed.phone).value or ""
        other = bool(mine and theirs and mine != theirs) or bool(len(phone) >= 7 and known.phone)
        return (0, "") if other else (same.rank, same.label)
    if same is Sameness.OTHER_ID or same is None:
        number = normalise(typed.id_no).upper()
        return (Sameness.ID.rank, "证件号码相同") if len(number) >= 6 and number == known.id_no else (0, "")
    return same.rank, same.label


def _people(condition: Expression, limit: int) -> list[tuple[Any, ...]]:
    query: Any = (
        Petitioner.select(
            Petitioner.id,
            Petitioner.name,
            Petitioner.sex,
            Petitioner.birth_date,
            Petitioner.id_no,
            Petitioner.phone,
            Petitioner.address,
            Petitioner.area_code,
            Petitioner.merged_into,
        )
        .where(condition)
        .order_by(Petitioner.id.desc())
        .limit(limit)
    )
    return list(query.tuples())


def _candidate(row: tuple[Any, ...], rank: int, why: str, today: date) -> Candidate:
    person_id, name, sex, born, id_no, phone, address = row[:7]
    return Candidate(
        person_id=person_id,
        name=name,
        sex=Sex(sex).label if sex else "",
        age=age_on(born, today) if born else None,
        address=address,
        phone=phone,
        id_no=id_no,
        why=why,
        rank=rank,
    )


def _without_declared(found: list[Candidate]) -> list[Candidate]:
    """Leave out whom a clerk declared to be somebody else than a surer candidate."""
    if len(found) < 2:
        return found
    ids = [one.person_id for one in found]
    pairs: Any = NotSamePerson.select(NotSamePerson.first, NotSamePerson.second).where(
        NotSamePerson.first.in_(ids) & NotSamePerson.second.in_(ids)
    )
    declared = {frozenset(pair) for pair in pairs.tuples()}
    kept: list[Candidate] = []
    for one in found:
        surer = (other for other in kept if other.rank > one.rank)
        if not any(frozenset((one.person_id, other.person_id)) in declared for other in surer):
            kept.append(one)
    return kept


# -- what they came for before


def _with_history(found: list[Candidate], today: date) -> list[Candidate]:
    ids = [one.person_id for one in found]
    if not ids:
        return []
    counts, visits = visits_of(ids)
    matters = matters_of(ids, today)
    promised = commitments_of({m.id for owned in matters.values() for m in owned if m.is_open}, today)
    return [
        one._replace(
            visit_count=counts.get(one.person_id, 0),
            visits=tuple(visits.get(one.person_id, ())),
            matters=tuple(matters.get(one.person_id, ())),
            commitments=tuple(c for m in matters.get(one.person_id, ()) for c in promised.get(m.id, ())),
        )
        for one in found
    ]


# -- what forms offer


def officer_options(today: date) -> list[tuple[str, str]]:
    """Names of the officers who serve on `today` for a choice, (name, ``name post``), in order of name.

    A piece of a name that got into the register before `parse_full_name` stood guard is not offered.
    """
    rows: Any = (
        Officer.select(Officer.name, Officer.post)
        .where(serving(today))
        .order_by(Officer.name, Officer.id)
        .limit(500)
        .tuples()
    )
    named: dict[str, str] = {}
    for name, post in rows:
        if parse_full_name(name).ok:
            named.setdefault(name, f"{name} {post}".strip())
    return list(named.items())


def unit_options() -> list[tuple[str, str]]:
    """Names of active units for a choice, (name, name), in order of name."""
    rows: Any = Unit.select(Unit.name).where(Unit.is_active).order_by(Unit.name).limit(500).tuples()
    return [(name, name) for (name,) in rows]


def is_known_officer(name: str) -> bool:
    """Whether somebody of that name is written down, in office or not: the form then asks for no post."""
    return bool(Officer.select().where(Officer.name.in_(spellings_of_name(name))).exists())


class BookedVisitor(NamedTuple):
    """A booked visitor (约访) who has come: what the booking knows, to begin the form with."""

    appointment_id: int
    name: str
    phone: str
    about: str
    matter_id: int | None
    slot_at: datetime


def booked(appointment_id: int) -> BookedVisitor | None:
    """The booking of that id, None when there is none."""
    row = Appointment.get_or_none(Appointment.id == appointment_id)
    if row is None:
        return None
    return BookedVisitor(row.id, row.name, row.phone, shown(row)[1], row.matter_id, row.slot_at)


def person_of_matter(matter_id: int) -> int | None:
    """The petitioner of a matter, None for an anonymous or unknown one."""
    row: Any = Matter.get_or_none(Matter.id == matter_id)
    return None if row is None else row.petitioner_id


def matter_with_no(text: str) -> int | None:
    """The matter of a register number, or of its last part (``20261123-001``); None when it is not exactly one."""
    number = normalise(text).upper()
    if len(number) < 12:
        return None
    whole: Any = Matter.get_or_none(Matter.register_no == number)
    if whole is not None:
        return int(whole.id)
    tails: Any = Matter.select(Matter.id).where(Matter.register_no.endswith("-" + number)).limit(2).tuples()
    rows = list(tails)
    return int(rows[0][0]) if len(rows) == 1 else None
