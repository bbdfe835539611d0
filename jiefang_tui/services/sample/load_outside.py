"""What the office of the large sample did outside: 走访, rounds from house to house, disputes that villages found."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui.rules.fieldwork.check_spans import span_of
from jiefang_tui.rules.fieldwork.round_columns import RoundColumn
from jiefang_tui.services.sample.load_rows import Rows
from jiefang_tui.store.models import (
    Dispute,
    DisputeCheck,
    FieldCampaign,
    FieldColumn,
    FieldVisit,
    FieldVisitor,
    Household,
    HouseholdGroup,
)
from jiefang_tui.terms import (
    CheckSpan,
    ColumnKind,
    DisputeKind,
    DisputeLevel,
    DisputeState,
    FieldResult,
    FieldVisitKind,
)

YEARS = 10
STEP = 1000
"""Between two places in a walk."""
STATES = ("已付", "谈妥", "没谈妥")
COLUMNS = (
    RoundColumn("损坏", ColumnKind.TEXT),
    RoundColumn("评估人", ColumnKind.TEXT),
    RoundColumn("估价", ColumnKind.AMOUNT),
    RoundColumn("协议", ColumnKind.AMOUNT),
    RoundColumn("已付", ColumnKind.AMOUNT),
    RoundColumn("情况", ColumnKind.CHOICE, STATES),
    RoundColumn("照片", ColumnKind.PHOTO),
)
ROUNDS = (
    ("全镇危房排查", 1.0),
    ("隧道爆破房屋评估", 0.1),
    ("青苗补偿核对", 0.1),
    ("自来水入户", 0.1),
    ("清欠走访", 0.1),
)
"""Lists, and of how many of the township's households each is: one goes through all of them."""


class Outside:
    """Writes the rows, as many as suit an office of so many matters."""

    def __init__(self, rows: Rows, villages: list[str]) -> None:
        self.rows, self.rng, self.today, self.villages = rows, rows.rng, rows.today, villages

    def add(self, matters: int, visited: list[int]) -> None:
        """A household for five matters, a 走访 for ten. `visited`: the matters that one may be about."""
        for name, share in ROUNDS:
            self._round(name, round(matters / 5 * share))
        for _ in range(matters // 10):
            self._visit(visited)
        day = self.today
        for _ in range(min(24 * YEARS, matters // 400)):
            first, last = span_of(day, CheckSpan.HALF_MONTH)
            for village in self.villages:
                self._check(village, first, last)
            day = first - timedelta(days=1)

    # -- 走访

    def _visit(self, visited: list[int]) -> None:
        rng, rows = self.rng, self.rows
        day = self.today - timedelta(days=int(365 * YEARS * rng.random() ** 2))  # more of late
        kind = rng.choice(list(FieldVisitKind))
        is_meeting = kind is FieldVisitKind.NIGHT_MEETING
        visit = rows.add(
            FieldVisit,
            day=day,
            kind=kind,
            village=rng.choice(self.villages),
            whom="" if is_meeting else self._name(),
            headcount=rng.randint(8, 60) if is_meeting else None,
            learnt=rows.say("progress") + rows.say("notes"),
            result=rng.choice((FieldResult.ANSWERED, FieldResult.NOTED)),
            matter_id=rng.choice(visited) if visited and rng.random() < 0.3 else None,
        )
        for position, officer in enumerate(rng.sample(rows.handlers, rng.choice((1, 2, 3)))):
            rows.add(FieldVisitor, visit_id=visit, officer_id=officer, position=position)

    def _name(self) -> str:
        script = self.rows.script
        return str(
            self.rng.choice(script["surnames"])
            + self.rng.choice(script["given_first"])
            + self.rng.choice(script["given_second"])
        )

    # -- 入户清单

    def _round(self, name: str, households: int) -> None:
        rng, rows = self.rng, self.rows
        campaign = rows.add(
            FieldCampaign,
            name=name,
            begun_on=self.today - timedelta(days=rng.randint(20, 300)),
            state_column=[one.kind for one in COLUMNS].index(ColumnKind.CHOICE) + 1,
        )
        for position, column in enumerate(COLUMNS, 1):
            rows.add(
                FieldColumn,
                campaign_id=campaign,
                position=position,
                name=column.name,
                kind=column.kind,
                options=" ".join(column.options),
            )
        names = [f"{village}{group}" for village in self.villages for group in rows.script["streets"]]
        groups = [
            rows.add(HouseholdGroup, campaign_id=campaign, name=group, position=n) for n, group in enumerate(names, 1)
        ]
        for number in range(1, households + 1):
            group = groups[(number - 1) * len(groups) // households]
            self._household(campaign, group, number)

    def _household(self, campaign: int, group: int, number: int) -> None:
        rng = self.rng
        state = rng.choices((*STATES, ""), (70, 12, 10, 8))[0]
        estimate = rng.randrange(2, 90) * 10_000 if state else None
        agreed = estimate * rng.randint(80, 110) // 100 // 100 * 100 if estimate and state != STATES[-1] else None
        kept = (
            "墙裂",
            "林海" if state else "",
            estimate,
            agreed,
            agreed if state == STATES[0] else None,
            state,
            number,
        )
        self.rows.add(
            Household,
            campaign_id=campaign,
            group_id=group,
            number=number,
            position=number * STEP,
            head=self._name(),
            at_home="七点后" if state != STATES[0] and rng.random() < 0.5 else "",
            **{f"c{place}": "" if cell is None else str(cell) for place, cell in enumerate(kept, 1)},
        )

    # -- 排查

    def _check(self, village: str, first: date, last: date) -> None:
        rng, is_now = self.rng, last >= self.today
        if rng.random() < (0.5 if is_now else 0.05):
            return  # has not reported
        found = rng.choices((0, 1, 2, 3), (50, 30, 15, 5))[0]
        check = self.rows.add(
            DisputeCheck,
            village=village,
            first_day=first,
            last_day=last,
            reported_on=min(last, self.today),
            found_none=not found,
        )
        for _ in range(found):
            still = rng.choice((DisputeState.FOUND, DisputeState.MEDIATING, DisputeState.FAILED))
            self.rows.add(
                Dispute,
                check_of_id=check,
                kind=rng.choice(list(DisputeKind)),
                about=self.rows.say("notes"),
                households=rng.randint(1, 4),
                level=rng.choices(list(DisputeLevel), (85, 12, 3))[0],
                handler=rng.choice(self.rows.names),
                state=still if rng.random() < (0.6 if is_now else 0.02) else DisputeState.SETTLED,
            )
