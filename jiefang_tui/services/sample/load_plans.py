"""The plan of the large sample: who was to receive on which day, who was there, and which units sat beside them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from jiefang_tui.services.sample.load_rows import Rows
from jiefang_tui.store.models import PlanDay, PlanRule, PlanTurn, SessionParticipant
from jiefang_tui.terms import Attendance, PlanKind, Presence, RestDay, SessionMode

HOURS, ROOM = "8:30-11:30", "一楼接访室"
VILLAGE_DAY = 2
"""Wednesday: a leader sits in a village, and often nobody comes."""


class Sat(NamedTuple):
    """A session that was held."""

    day: date
    session: int
    leader: int
    mode: SessionMode


class Plans:
    """Writes the rosters of the years, a day for each session and one a week in a village, to the end of this year."""

    def __init__(self, rows: Rows, villages: list[str]) -> None:
        self.rows, self.rng, self.today, self.villages = rows, rows.rng, rows.today, villages
        self._rules: dict[tuple[int, SessionMode], int] = {}

    def add(self, sat: list[Sat]) -> None:
        """The plan that the sessions `sat` come from, what was planned besides, and what is to come."""
        for one in sat:
            self._planned(one)
            if one.mode is SessionMode.JOINT:
                self._beside(one)
        day = sat[0].day if sat else self.today
        while day.year == self.today.year or day < self.today:
            if day.weekday() == VILLAGE_DAY:
                self._in_village(day)
            elif day > self.today and day.weekday() < 5:
                self._day(day, self.rng.choice(self.rows.leaders), SessionMode.RECEPTION_DAY)
            day += timedelta(days=1)

    def _planned(self, one: Sat) -> None:
        """Nine of ten sessions were planned; some were another leader's, who was stood in for (代替)."""
        rng = self.rng
        if rng.random() < 0.1:
            return
        meant = rng.choice(self.rows.leaders) if rng.random() < 0.05 else one.leader
        stands_in: dict[str, Any] = (
            {"planned_leader_id": meant, "change_reason": "到县里开会"} if meant != one.leader else {}
        )
        self._day(one.day, one.leader, one.mode, **stands_in)

    def _in_village(self, day: date) -> None:
        rng = self.rng
        said: dict[str, Any] = {}
        if day < self.today and rng.random() < 0.85:
            said |= {"attended_at": self.rows.at(day, 17), "attended_by": self.rows.desk.officer_name}
            if rng.random() < 0.7:
                said |= {"had_no_visitor": True, "done_instead": rng.choice(("", "走访两户", "看了村里的排查表"))}
        elif day < self.today and rng.random() < 0.5:
            said |= {"cancelled_on": day, "cancel_reason": "防汛值班"}
        place = rng.choice(self.villages)
        self._day(day, rng.choice(self.rows.leaders), SessionMode.DOWN_VISIT, place=place, **said)

    def _day(self, day: date, leader: int, mode: SessionMode, place: str = ROOM, **said: Any) -> None:
        rule = self._rule(day.year, mode)
        self.rows.add(PlanDay, day=day, leader_id=leader, rule_id=rule, mode=mode, hours=HOURS, place=place, **said)

    def _rule(self, year: int, mode: SessionMode) -> int:
        """The roster (接访表) of a year that days of this kind are of."""
        if (year, mode) not in self._rules:
            first, last = date(year, 1, 1), date(year, 12, 31)
            rule = self.rows.add(
                PlanRule,
                kind=PlanKind.ROSTER,
                begins_on=first,
                ends_on=last,
                laid_to=last,
                on_rest_day=RestDay.KEEP,
                mode=mode,
                hours=HOURS,
            )
            for position, leader in enumerate(self.rows.leaders):
                self.rows.add(PlanTurn, rule_id=rule, position=position, leader_id=leader)
            self._rules[year, mode] = rule
        return self._rules[year, mode]

    def _beside(self, one: Sat) -> None:
        rng = self.rng
        for unit in rng.sample(self.rows.units, 4):
            self.rows.add(
                SessionParticipant,
                session_id=one.session,
                unit_id=unit,
                attendance=rng.choices(list(Attendance), (85, 9, 6))[0] if one.day < self.today else "",
                presence=rng.choice(list(Presence)),
            )
