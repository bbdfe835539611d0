"""All models. `ALL` is every table, parents first."""

from __future__ import annotations

from jiefang_tui.store.models.base import Row, db
from jiefang_tui.store.models.desk import AccessEntry, AuditEntry, Draft, Search, Setting
from jiefang_tui.store.models.matter import (
    Attachment,
    Commitment,
    Dispatch,
    Instruction,
    Matter,
    MatterEvent,
    SealedReport,
)
from jiefang_tui.store.models.people import NotSamePerson, Officer, Petitioner, Unit
from jiefang_tui.store.models.reception import (
    Appointment,
    Companion,
    Material,
    ReceptionSession,
    SessionParticipant,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.models.responsibility import Duty, DutyEntry, Measure, Responsibility, TaskForceMember

ALL = [
    Setting, Draft, AuditEntry, AccessEntry, Search,
    Unit, Officer, Petitioner, NotSamePerson,
    Matter, MatterEvent, Instruction, Dispatch, Commitment, Attachment, SealedReport,
    ReceptionSession, SessionParticipant, Visit, Appointment, Companion, VisitMatter, Material,
    Responsibility, TaskForceMember, Measure, Duty, DutyEntry,
]  # fmt: skip

__all__ = [
    "ALL", "AccessEntry", "Appointment", "Attachment", "AuditEntry", "Commitment", "Companion", "Dispatch", "Draft",
    "Duty", "DutyEntry", "Instruction", "Material", "Matter", "MatterEvent", "Measure", "NotSamePerson", "Officer",
    "Petitioner", "ReceptionSession", "Responsibility", "Row", "SealedReport", "Search", "SessionParticipant",
    "Setting", "TaskForceMember", "Unit", "Visit", "VisitMatter", "db",
]  # fmt: skip
