"""三定三包 of the matters of the large sample that a leader took on, and what was promised."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from jiefang_tui.services.sample.load_lives import Life
from jiefang_tui.services.sample.load_rows import Rows
from jiefang_tui.store.models import (
    Commitment,
    Duty,
    DutyEntry,
    Instruction,
    Measure,
    Responsibility,
    TaskForceMember,
)
from jiefang_tui.terms import DutyKind, EntryKind


class Sheets:
    """Writes the sheet of one matter after the other."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.rng, self.today = rows, rows.rng, rows.today

    def add(self, matter: int, at: datetime, leader: int, visit: int, life: Life) -> None:
        """The leader's sheet of a matter taken on at `at`, as far as its life went."""
        rng, rows, day = self.rng, self.rows, at.date()
        sheet = rows.add(
            Responsibility,
            matter_id=matter,
            leader_id=leader,
            made_on=day,
            resolve_due=day + timedelta(days=30) if rng.random() < 0.9 else None,
        )
        rows.add(
            Instruction,
            matter_id=matter,
            visit_id=visit,
            leader_id=leader,
            unit_id=rng.choice(rows.units),
            text="请牵头单位核实情况，依法依规办理，按期答复。",
            due_on=day + timedelta(days=30),
            signed_on=day,
        )
        rows.add(TaskForceMember, responsibility_id=sheet, officer_id=leader, is_head=True)
        for officer in rng.sample(rows.handlers, rng.choice((0, 2, 3))):
            rows.add(TaskForceMember, responsibility_id=sheet, officer_id=officer, duty="协办")
        self._measures(sheet, day, life)
        for kind in DutyKind:
            self._duty(sheet, kind, at, matter, life)
        if rng.random() < 0.2:
            self._promise(matter, leader, day, life)

    def _measures(self, sheet: int, day: date, life: Life) -> None:
        rng = self.rng
        for ordinal in range(1, rng.choice((1, 3, 4))):
            due = day + timedelta(days=10 * ordinal)
            done = due if due < self.today and (life.replied_on or rng.random() < 0.8) else None
            if life.executed_on and done is None:
                done = life.executed_on
            self.rows.add(
                Measure,
                responsibility_id=sheet,
                ordinal=ordinal,
                text=self.rows.say("progress"),
                owner_id=rng.choice(self.rows.handlers),
                due_on=due,
                done_on=done,
                result="完成" if done else "",
            )

    def _duty(self, sheet: int, kind: DutyKind, at: datetime, matter: int, life: Life) -> None:
        rng, day = self.rng, at.date()
        entries = [day + timedelta(days=5 + 7 * n) for n in range(rng.choice((0, 1, 2)))]
        if life.closed_on and not entries:
            entries = [day + timedelta(days=1)]
        entries = [on for on in entries if on < min(self.today, life.closed_on or self.today)]
        officer = rng.choice(self.rows.handlers) if entries or rng.random() < 0.8 else None
        fulfilled = entries[-1] if entries and (life.closed_on or (self.today - day).days > 60) else None
        duty = self.rows.add(Duty, responsibility_id=sheet, kind=kind, officer_id=officer, fulfilled_on=fulfilled)
        for on in entries:
            text = self.rows.say("progress")
            moment = datetime.combine(on, at.timetz())
            self.rows.add(DutyEntry, duty_id=duty, on_day=on, text=text, officer_id=officer, recorded_at=moment)
            self.rows.event(matter, moment, EntryKind.DUTY, f"{kind.label}：{text}")

    def _promise(self, matter: int, leader: int, day: date, life: Life) -> None:
        """Kept before it was executed; else due some time, and now and then late."""
        rng = self.rng
        due = day + timedelta(days=rng.randint(10, 200))
        kept = due if due < self.today and rng.random() < 0.93 else None
        if life.executed_on:
            kept = due = min(due, life.executed_on)
        self.rows.add(
            Commitment,
            matter_id=matter,
            text="按约定日期兑现",
            due_on=due,
            amount_fen=rng.randrange(1, 90) * 100_000,
            confirmed_by_id=leader,
            confirmed_on=day,
            fulfilled_on=kept,
            proof="签收单" if kept else "",
        )
