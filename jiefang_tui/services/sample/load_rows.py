"""The rows of the large sample: one pile a table, written in lumps, numbered and with UUIDs out of the seed."""

from __future__ import annotations

import random
from datetime import date, datetime, time
from typing import Any

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import search
from jiefang_tui.store.bulk import Pile, start_after
from jiefang_tui.store.models import (
    Agreement,
    AgreementParty,
    AuditEntry,
    Closing,
    Commitment,
    Companion,
    Consultation,
    ConsultationPart,
    Dispatch,
    Dispute,
    DisputeCheck,
    Document,
    Duty,
    DutyEntry,
    Escalation,
    Extension,
    FieldCampaign,
    FieldColumn,
    FieldVisit,
    FieldVisitor,
    FollowUp,
    Household,
    HouseholdGroup,
    Instalment,
    InstalmentPayment,
    Instruction,
    LevelSkip,
    Matter,
    MatterEvent,
    Measure,
    Officer,
    Petitioner,
    PlanDay,
    PlanRule,
    PlanTurn,
    ReceptionSession,
    Relief,
    Reopening,
    Responsibility,
    Resubmission,
    Review,
    Search,
    SessionParticipant,
    SupervisionCard,
    TaskForceMember,
    Unit,
    Urge,
    UrgentReport,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import EntryKind

_TABLES = (
    Unit, Officer, Petitioner, ReceptionSession, Matter, Visit, VisitMatter, Companion, MatterEvent, Instruction,
    Dispatch, Commitment, Responsibility, TaskForceMember, Measure, Duty, DutyEntry, Search, AuditEntry, Document,
    Extension, Review, FollowUp, Relief, Closing, Reopening, SupervisionCard, Urge, Resubmission, Consultation,
    ConsultationPart, Escalation, UrgentReport, LevelSkip, PlanRule, PlanTurn, PlanDay, SessionParticipant, Agreement,
    AgreementParty, Instalment, InstalmentPayment, FieldCampaign, FieldColumn, HouseholdGroup, Household, FieldVisit,
    FieldVisitor, DisputeCheck, Dispute,
)  # fmt: skip


class Rows:
    """Adds rows; what every part of the sample needs to do so."""

    def __init__(self, desk: Desk, rng: random.Random, script: dict[str, Any], today: date) -> None:
        self.desk, self.rng, self.script, self.today = desk, rng, script, today
        self.piles: dict[type[Any], Pile] = {model: Pile(model) for model in _TABLES}
        start_after(self.piles.values())
        self.pinyin = desk.reference.pinyin
        self.zone = clock.now().tzinfo
        self.units: list[int] = [self.add(Unit, name=name) for name in script["units"]]
        self.leaders = [self._officer(text) for text in script["leaders"]]
        self.handlers = [self._officer(text) for text in script["handlers"]]
        self.names = [text.split()[0] for text in (*script["leaders"], *script["handlers"])]

    def _officer(self, text: str) -> int:
        name, post = text.split()
        return self.add(Officer, name=name, post=post, unit_id=None)

    def add(self, model: type[Any], **values: Any) -> int:
        """One row with a UUID out of the seed. Returns its id."""
        pile = self.piles[model]
        if "uid" in pile.columns:
            values["uid"] = f"{self.rng.getrandbits(128):032x}"
        return pile.add(**values)

    def at(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """A moment of that day, local time."""
        return datetime.combine(day, time(hour, minute), self.zone)

    def event(self, matter: int, at: datetime, kind: EntryKind, text: str) -> None:
        """An entry of a matter's timeline."""
        self.add(
            MatterEvent,
            matter_id=matter,
            at=at,
            on_day=at.date(),
            kind=kind,
            text=text,
            officer_id=self.desk.officer_id,
        )

    def findable(self, kind: str, row_id: int, texts: search.Texts) -> None:
        """What a search finds it by."""
        self.piles[Search].add(kind=kind, row_id=row_id, **texts._asdict())

    def say(self, words: str) -> str:
        """One of the script's texts of that kind."""
        return str(self.rng.choice(self.script[words]))

    def write(self) -> None:
        """Write what is still piled up."""
        for pile in self.piles.values():
            pile.write()
