"""What has come of a matter since it was registered: while anything has, its registration is not voided (登记作废)."""

from __future__ import annotations

from typing import Any

from jiefang_tui.store.models import (
    Agreement,
    Appointment,
    Attachment,
    CampaignMatter,
    Cause,
    CauseMatter,
    Closing,
    Commitment,
    Consultation,
    Correction,
    Deadline,
    Dispatch,
    Dispute,
    Document,
    Escalation,
    Extension,
    FieldVisit,
    FollowUp,
    Household,
    Instruction,
    JointCampaign,
    LevelSkip,
    Material,
    Matter,
    MatterEvent,
    MatterLink,
    Meeting,
    MeetingItem,
    NoMoreVisits,
    OppositeParty,
    OwnerQuestion,
    Pause,
    Recusal,
    Relief,
    Reopening,
    Responsibility,
    Resubmission,
    Review,
    SealedReport,
    SupervisionCard,
    Undertaking,
    Urge,
    UrgentReport,
    VisitMatter,
)
from jiefang_tui.terms import AppointmentState, DocumentKind, MatterState

_TOLD = Document.served_on.is_null(False) | (Document.kind != DocumentKind.SLIP)
"""A slip that was printed tells nobody."""
_ASKED = (SealedReport.confirmed_by != "") | SealedReport.printed_on.is_null(False)
_MET = Meeting.select(Meeting.id).where(Meeting.stands)
_GOING_ON = JointCampaign.select(JointCampaign.id).where(JointCampaign.stands)
_CAUSES = Cause.select(Cause.id).where(Cause.withdrawn_on.is_null())

COMES_OF_IT: dict[Any, tuple[Any, str]] = {
    Document: (_TOLD, "已经书面告知"),
    Dispatch: (None, "已经交出办理"),
    SealedReport: (_ASKED, "是两人确认过或者已打印密件的检举控告(不是的，在那件里按「不是检举控告」恢复)"),
    Instruction: (None, "已有领导批示"),
    Commitment: (None, "已有承诺事项"),
    Urge: (None, "已经催办"),
    SupervisionCard: (None, "已经发牌"),
    Agreement: (Agreement.stands, "已有协议(登错的，先在那件的履约里撤回)"),
    Undertaking: (Undertaking.withdrawn_on.is_null(), "已有单位认领的事(登错的先撤回)"),
    MeetingItem: (MeetingItem.meeting.in_(_MET), "开会研究过(登错的，先撤回那次会议)"),
    OwnerQuestion: (OwnerQuestion.withdrawn_on.is_null(), "已经会商归属(登错的先撤回)"),
    OppositeParty: (OppositeParty.stands, "已经问过约对方的事(登错的先撤回)"),
    CampaignMatter: (
        CampaignMatter.campaign.in_(_GOING_ON)
        & CampaignMatter.removed_on.is_null()
        & (CampaignMatter.is_added | CampaignMatter.figures.not_in(("", "{}"))),
        "已列入集中接访的表(登错的先从表里去掉)",
    ),
    CauseMatter: (CauseMatter.stands & CauseMatter.cause.in_(_CAUSES), "已列入专案(登错的先从专案里去掉)"),
    FieldVisit: (FieldVisit.stands & ~FieldVisit.made_matter, "已经为这件走访过(不是为这件的，先更正那次走访)"),
    Consultation: (None, "已经会商"),
    Escalation: (None, "已经报请上级"),
    Resubmission: (None, "已经再次提请"),
    UrgentReport: (None, "已经写了紧急信息"),
    FollowUp: (None, "已经回访"),
    Relief: (None, "已有救助"),
    LevelSkip: (LevelSkip.removed_on.is_null(), "越级走访登记连着这件(登错的先去掉)"),
    Appointment: (Appointment.state == AppointmentState.BOOKED, "已经约了再来(不来的先取消约访)"),
}
"""By the table: which of its rows came of the matter (None: every one), and what is said then, the next step in
brackets."""

NOTHING_BY_ITSELF: dict[Any, str] = {
    VisitMatter: "the arrival itself; a later one is asked for by its own",
    MatterEvent: "the timeline goes along with what it tells of",
    Deadline: "reckoned from the registration",
    Correction: "how the registration was put right",
    Material: "what the visitor had along",
    Attachment: "what lies by the registration stays there",
    MatterLink: "two matters that belong together; each stands by itself",
    Household: "the line that it was made of stands and may be made a matter again",
    Dispute: "as a household's line",
    NoMoreVisits: "a word of the person, not of the matter",
    Recusal: "who keeps away; nobody has done anything yet",
    Responsibility: "only with a matter that is no longer just registered",
    Extension: "likewise",
    Pause: "likewise",
    Review: "likewise",
    Closing: "likewise",
    Reopening: "likewise",
}
"""Tables under a matter whose rows never stand in the way, and why."""


def came_of(matter: Matter) -> str:
    """What has come of a matter since it was registered; empty while nothing has."""
    if matter.notified_on is not None:
        return COMES_OF_IT[Document][1]
    for model, (condition, what) in COMES_OF_IT.items():
        mine = model.select().where(model.matter == matter)
        if (mine if condition is None else mine.where(condition)).exists():
            return what
    if matter.state != MatterState.REGISTERED or Matter.select().where(Matter.merged_into == matter).exists():
        return f"这件{MatterState(matter.state).label}"
    return ""
