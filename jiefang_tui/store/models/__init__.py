"""All models. `ALL` is every table, parents first."""

from __future__ import annotations

from jiefang_tui.store.models.base import Row, db
from jiefang_tui.store.models.clock import (
    Deadline,
    Document,
    Extension,
    Pause,
    Recusal,
    Review,
)
from jiefang_tui.store.models.desk import AccessEntry, AuditEntry, Draft, SavedFilter, Search, Setting
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
from jiefang_tui.store.models.rest import (
    Closing,
    FollowUp,
    LevelSkip,
    MatterLink,
    Merge,
    Relief,
    Reopening,
)
from jiefang_tui.store.models.supervision import (
    Consultation,
    ConsultationPart,
    Escalation,
    Resubmission,
    SupervisionCard,
    Urge,
    UrgentReport,
)

ALL = [
    Setting, SavedFilter, Draft, AuditEntry, AccessEntry, Search,
    Unit, Officer, Petitioner, NotSamePerson,
    Matter, MatterEvent, Instruction, Dispatch, Commitment, Attachment, SealedReport,
    ReceptionSession, SessionParticipant, Visit, Appointment, Companion, VisitMatter, Material,
    Responsibility, TaskForceMember, Measure, Duty, DutyEntry,
    Deadline, Extension, Pause, Review, Document, Recusal,
    SupervisionCard, Urge, Resubmission, Consultation, ConsultationPart, Escalation, UrgentReport,
    FollowUp, Relief, Closing, Reopening, MatterLink, Merge, LevelSkip,
]  # fmt: skip

__all__ = [
    "ALL", "AccessEntry", "Appointment", "Attachment", "AuditEntry", "Closing", "Commitment", "Companion",
    "Consultation", "ConsultationPart", "Deadline", "Dispatch", "Document", "Draft", "Duty", "DutyEntry", "Escalation",
    "Extension", "FollowUp", "Instruction", "LevelSkip", "Material", "Matter", "MatterEvent", "MatterLink", "Measure",
    "Merge", "NotSamePerson", "Officer", "Pause", "Petitioner", "ReceptionSession", "Recusal", "Relief", "Reopening",
    "Responsibility", "Resubmission", "Review", "Row", "SavedFilter", "SealedReport", "Search", "SessionParticipant",
    "Setting", "SupervisionCard", "TaskForceMember", "Unit", "Urge", "UrgentReport", "Visit",
    "VisitMatter", "db",
]  # fmt: skip
