"""Who has the matters in hand, and how far they did their part: what `rules.who_answers` is asked with, and the names
of those it answers with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from jiefang_tui.rules.dispatches import LEADS, MUST_ANSWER
from jiefang_tui.rules.rank import level_of
from jiefang_tui.rules.who_answers import SOMEBODY, Addressee, Duty, Part, Step, Who, answers, is_outside
from jiefang_tui.store.database import among
from jiefang_tui.store.models import Dispatch, Matter, Measure, Officer, Responsibility, Unit, Urge
from jiefang_tui.store.queries.law.owners import authorities
from jiefang_tui.terms import DispatchKind, DueKind, LeaderLevel, MatterState

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference


OURS = Addressee("本台")
"""The desk: what nobody else has to do is its own."""
_HIGHER = {DueKind.REVIEW: "复查机关", DueKind.RECHECK: "复核机关", Step.HIGHER: "上级"}
"""Of what another body decides, which."""


class _Handed(NamedTuple):
    """A handing-over that a unit has to answer."""

    id: int
    kind: DispatchKind
    unit_id: int | None
    officer_id: int | None
    reached_on: date | None
    replied_on: date | None
    returned_on: date | None
    ended_on: date | None

    @property
    def is_lead(self) -> bool:
        return self.kind in LEADS

    @property
    def part(self) -> Part:
        """How far the unit did its part."""
        if self.replied_on is not None:
            return Part.ANSWERED
        if self.returned_on is not None or self.ended_on is not None:
            return Part.RETURNED
        return Part.LATE if self.reached_on is not None else Part.UNDELIVERED


@dataclass(frozen=True)
class Parties:
    """Who has these matters in hand. Read once for all of them."""

    units: Mapping[int, tuple[str, bool]]
    """Name, and whether it is outside the township's authority."""
    officers: Mapping[int, tuple[str, int | None, bool]]
    """Name, unit, and whether they are of a higher level."""
    leaders: Mapping[int, int]
    """By matter the officer who is its 包案领导."""
    holders: Mapping[int, tuple[int | None, int | None]]
    """By matter the unit and the officer written down as handling it."""
    receivers: Mapping[int, int]
    """By matter the officer who is its 首接人."""
    handed: Mapping[int, list[_Handed]]
    measures: Mapping[int, int]
    """By measure the officer named beside it."""
    led_to: Mapping[int, str]
    """By matter that was led elsewhere the authority its petitioner was led to; empty where that is not said."""

    def addressee(self, unit_id: int | None, officer_id: int | None) -> Addressee:
        """A unit and an officer by name, and whether a card of the township reaches them."""
        unit, is_out = self.units.get(unit_id or 0, ("", False))
        officer, home, is_higher = self.officers.get(officer_id or 0, ("", None, False))
        is_home_out = self.units.get(home or 0, ("", False))[1]
        return Addressee(unit, officer, is_out or is_higher or is_home_out)

    def _of_handed(self, one: _Handed) -> Addressee:
        """A higher level that was asked (呈报) is nobody here, whatever it is called."""
        to = self.addressee(one.unit_id, one.officer_id)
        return replace(to, is_outside=True) if one.kind is DispatchKind.SUBMIT_UP else to

    def leader(self, matter_id: int) -> Addressee | None:
        """The 包案领导; None where no leader owns it."""
        officer_id = self.leaders.get(matter_id)
        return None if officer_id is None else self.addressee(None, officer_id)

    def part(self, matter_id: int) -> Part:
        """How far whoever has the matter in hand did their part; a matter that was never handed on is in hand."""
        last = self._lead(matter_id)
        return Part.LATE if last is None else last.part

    def owner(self, matter_id: int) -> Addressee | None:
        """The 包案领导; else the unit or officer that has it in hand; None where nobody has."""
        if (leader := self.leader(matter_id)) is not None:
            return leader
        last = self._lead(matter_id)
        if last is not None:
            return self._of_handed(last)
        unit_id, officer_id = self.holders.get(matter_id, (None, None))
        return self.addressee(unit_id, officer_id) if unit_id or officer_id else None

    def of(self, matter_id: int, subject: str) -> tuple[Part, Addressee | None]:
        """Of one date: how far its part is done, and whose it is by itself (``dispatch:3``, ``measure:12``)."""
        what, _, number = subject.partition(":")
        if what == "dispatch":
            for one in self.handed.get(matter_id, ()):
                if one.id == int(number):
                    return one.part, self._of_handed(one)
        if what == "measure":
            officer_id = self.measures.get(int(number))
            return Part.LATE, None if officer_id is None else self.addressee(None, officer_id)
        return self.part(matter_id), None

    def whose(self, matter_id: int, duty: Duty, subject: str = "") -> Addressee:
        """Whom a line names: by the table of who answers; the desk where nobody else does."""
        part, named = self.of(matter_id, subject)
        who = answers(duty, part, is_led_elsewhere=matter_id in self.led_to)
        if who is Who.ELSEWHERE:
            return Addressee(_HIGHER.get(duty) or self.led_to.get(matter_id) or "别的机关", is_outside=True)
        if who is Who.UNIT and named is None and (lead := self._lead(matter_id)) is not None:
            named = self._of_handed(lead)
        to = {
            Who.UNIT: named,
            Who.NAMED: named or self.leader(matter_id),
            Who.OWNER: self.owner(matter_id),
            Who.LEADER: self.leader(matter_id),
            Who.RECEIVER: self.addressee(None, self.receivers.get(matter_id)),
            Who.PETITIONER: Addressee("信访人"),
        }.get(who)
        return to if to not in (None, SOMEBODY) else OURS

    def has_answered(self, matter_id: int, unit_id: int | None, officer_id: int | None, since: date) -> bool:
        """Whether that unit or officer has answered the matter itself, or given it back, on or after that day."""
        return any(
            any(day is not None and day >= since for day in (one.replied_on, one.returned_on, one.ended_on))
            and ((unit_id is not None and one.unit_id == unit_id) or (officer_id and one.officer_id == officer_id))
            for one in self.handed.get(matter_id, ())
        )

    def _lead(self, matter_id: int) -> _Handed | None:
        """The last handing-over to a lead; one that was taken back says nothing."""
        leads = [one for one in self.handed.get(matter_id, ()) if one.is_lead and one.ended_on is None]
        return leads[-1] if leads else None


def parties_of(ids: Sequence[int], reference: Reference | None = None) -> Parties:
    """The parties of these matters; without `reference` their names alone, and not who is outside."""
    cards = reference.cards if reference is not None else None
    units: Any = Unit.select(Unit.id, Unit.name, Unit.relation).tuples()
    officers: Any = Officer.select(Officer.id, Officer.name, Officer.unit, Officer.level).tuples()
    wanted = among(ids)
    leaders: Any = Responsibility.select(Responsibility.matter, Responsibility.leader).where(
        Responsibility.matter.in_(wanted)
    )
    columns = (Matter.id, Matter.lead_unit, Matter.handler, Matter.state, Matter.first_receiver)
    holders: Any = list(Matter.select(*columns).where(Matter.id.in_(wanted)).tuples())
    led = authorities([row_id for row_id, _, _, state, _ in holders if state == MatterState.ROUTED_OUT])
    measures: Any = (
        Measure.select(Measure.id, Measure.owner).join(Responsibility).where(Responsibility.matter.in_(wanted)).tuples()
    )

    def outside(name: str, relation: str) -> bool:
        if cards is None:
            return False
        higher = not relation and level_of(LeaderLevel.TOWNSHIP, (name,), cards.levels) is not LeaderLevel.TOWNSHIP
        return higher or is_outside(name, relation, cards.outside)

    return Parties(
        units={row_id: (name, outside(name, relation)) for row_id, name, relation in units},
        officers={
            row_id: (name, unit, level not in (LeaderLevel.TOWNSHIP, LeaderLevel.VILLAGE))
            for row_id, name, unit, level in officers
        },
        leaders=dict(leaders.tuples()),
        holders={row_id: (unit, officer) for row_id, unit, officer, *_ in holders},
        handed=_handed(ids),
        receivers={row[0]: row[4] for row in holders if row[4] is not None},
        measures={row_id: owner for row_id, owner in measures if owner is not None},
        led_to={row[0]: led.get(row[0], "") for row in holders if row[3] == MatterState.ROUTED_OUT},
    )


def urge_addressee(urge_id: int, reference: Reference) -> Addressee:
    """Whom an urging went to."""
    row = Urge.get_by_id(urge_id)
    return parties_of([], reference).addressee(row.to_unit_id, row.to_officer_id)


def _handed(ids: Sequence[int]) -> dict[int, list[_Handed]]:
    rows: Any = (
        Dispatch.select(
            Dispatch.matter,
            Dispatch.id,
            Dispatch.kind,
            Dispatch.unit,
            Dispatch.officer,
            Dispatch.delivered_on,
            Dispatch.signed_on,
            Dispatch.replied_on,
            Dispatch.returned_on,
            Dispatch.ended_on,
        )
        .where(Dispatch.matter.in_(among(ids)) & Dispatch.kind.in_(MUST_ANSWER))
        .order_by(Dispatch.id)
        .tuples()
    )
    found: dict[int, list[_Handed]] = {}
    for matter, row_id, kind, unit, officer, delivered, signed, *days in rows:
        found.setdefault(matter, []).append(
            _Handed(row_id, DispatchKind(kind), unit, officer, delivered or signed, *days)
        )
    return found
