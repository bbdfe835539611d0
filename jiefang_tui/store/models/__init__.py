"""All models. `ALL` is every table, parents first."""

from __future__ import annotations

from typing import Any

from jiefang_tui.store.models.agreements import Agreement, AgreementParty, Instalment, InstalmentPayment
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
from jiefang_tui.store.models.fieldwork import (
    Dispute,
    DisputeCheck,
    FieldCampaign,
    FieldColumn,
    FieldVisit,
    FieldVisitor,
    Household,
    HouseholdGroup,
    NoMoreVisits,
)
from jiefang_tui.store.models.matter import (
    Attachment,
    Commitment,
    Correction,
    Dispatch,
    Instruction,
    Matter,
    MatterEvent,
    SealedReport,
)
from jiefang_tui.store.models.people import NotSamePerson, Officer, Petitioner, Unit, Village
from jiefang_tui.store.models.plans import PlanDay, PlanRule, PlanTurn, PublicNotice
from jiefang_tui.store.models.reception import (
    Appointment,
    Companion,
    Material,
    NamedLeader,
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
from jiefang_tui.store.models.together import (
    CampaignMatter,
    CampaignSession,
    Cause,
    CauseMatter,
    CauseMeasure,
    CauseMember,
    FindingNote,
    JointCampaign,
    Meeting,
    MeetingItem,
    OppositeParty,
    OwnerQuestion,
    PolicyAdvice,
    Undertaking,
)

ALL: list[Any] = [*Row.__subclasses__(), Search]
"""In the order in which they are written, so that parents come first."""

__all__ = [
    "ALL", "AccessEntry", "Agreement", "AgreementParty", "Appointment", "Attachment", "AuditEntry", "CampaignMatter",
    "CampaignSession", "Cause", "CauseMatter", "CauseMeasure", "CauseMember", "Closing", "Commitment", "Companion",
    "Consultation", "ConsultationPart", "Correction", "Deadline", "Dispatch", "Dispute", "DisputeCheck", "Document",
    "Draft", "Duty", "DutyEntry", "Escalation", "Extension", "FieldCampaign", "FieldColumn", "FieldVisit",
    "FieldVisitor", "FindingNote", "FollowUp", "Household", "HouseholdGroup", "Instalment", "InstalmentPayment",
    "Instruction", "JointCampaign", "LevelSkip", "Material", "Matter", "MatterEvent", "MatterLink", "Measure",
    "Meeting", "MeetingItem", "Merge", "NamedLeader", "NoMoreVisits", "NotSamePerson", "Officer", "OppositeParty",
    "OwnerQuestion", "Pause", "Petitioner", "PlanDay", "PlanRule", "PlanTurn", "PolicyAdvice", "PublicNotice",
    "ReceptionSession", "Recusal", "Relief", "Reopening", "Responsibility", "Resubmission", "Review", "Row",
    "SavedFilter", "SealedReport", "Search", "SessionParticipant", "Setting", "SupervisionCard", "TaskForceMember",
    "Undertaking", "Unit", "Urge", "UrgentReport", "Village", "Visit", "VisitMatter", "db",
]  # fmt: skip
