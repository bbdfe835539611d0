"""What is done together, in the random play: undertaken, asked whose it is, a meeting, a campaign, a team; and back."""

from __future__ import annotations

from typing import Any

from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import campaigns, causes, meetings, opposite, owners, undertaking
from jiefang_tui.services.together.campaigns import CampaignIn
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import Cause, JointCampaign, Matter, Meeting, OppositeParty, OwnerQuestion, Undertaking
from jiefang_tui.terms import Attendance, MeetingKind
from tests.services.play import LEADERS, UNITS, Ground, one


def together(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is None:
        return
    due, unit = ground.in_days(days), one(UNITS, pick)
    number = Matter.get_by_id(matter).register_no
    meeting = MeetingIn(kind=one(MeetingKind, pick), held_on=ground.today, minutes_on=ground.today)
    item = ItemIn(which=number, decided="分步办", unit=unit, due_on=due)
    asked = OwnerIn(matter_id=matter, parts=[PartIn(unit, said="不是我们的")], decides=LEADERS[0], decide_by=due)
    campaign = CampaignIn(theme="根治欠薪", begins_on=ground.today, ends_on=ground.today)
    act, *given = one(
        (
            (undertaking.undertake, UndertakingIn(text="核对", unit=unit, due_on=due, matter_id=matter)),
            (opposite.ask_visitor, matter, "张某", pick % 3 > 0),
            (owners.confer, asked),
            (meetings.hold, meeting, [item]),
            (campaigns.open_campaign, campaign),
            (causes.open_cause, CauseIn(title="同一原因", leader=LEADERS[0]), [matter]),
        ),
        turn,
    )
    ground.attempt(act, *given)


def together_on(ground: Ground, pick: int, turn: int, days: int) -> None:
    """What becomes of one of them."""
    matter = ground.matter(pick) or 0
    acts: tuple[tuple[Any, Any, tuple[Any, ...]], ...] = (
        (Undertaking, undertaking.done, ("回单",)),
        (Undertaking, undertaking.put_off, (ground.in_days(days), "还差材料")),
        (Undertaking, undertaking.not_done, ("没办到",)),
        (Undertaking, undertaking.withdraw, ("登错了",)),
        (Undertaking, undertaking.restore, ("撤错了",)),
        (OppositeParty, opposite.invite, ("电话",)),
        (OppositeParty, opposite.note_presence, (one(Attendance, pick), pick % 2 == 0)),
        (OwnerQuestion, owners.decide, (one(UNITS, pick), LEADERS[0])),
        (OwnerQuestion, owners.undecide, ("再看看",)),
        (OppositeParty, opposite.withdraw, ("登错了",)),
        (OppositeParty, opposite.restore, ("撤错了",)),
        (OwnerQuestion, owners.withdraw, ("登错了",)),
        (OwnerQuestion, owners.restore, ("撤错了",)),
        (Meeting, meetings.withdraw, ("不是这次会",)),
        (Meeting, meetings.restore, ("开过",)),
        (JointCampaign, campaigns.add_matter, (matter,)),
        (JointCampaign, campaigns.set_figures, (matter, {"人数": "3"})),
        (JointCampaign, campaigns.take_out_matter, (matter, "不是欠薪")),
        (Cause, causes.add_matter, (matter,)),
        (Cause, causes.take_out_matter, (matter, "另有原因")),
        (Cause, causes.close, ("办成了",)),
        (Cause, causes.reopen, ("又来了",)),
        (Cause, causes.withdraw, ("登错了",)),
        (Cause, causes.restore, ("撤错了",)),
        (JointCampaign, campaigns.withdraw, ("登错了",)),
        (JointCampaign, campaigns.restore, ("撤错了",)),
    )
    model, act, given = one(acts, turn)
    if (row := ground.row(pick, model.select())) is not None and matter:
        ground.attempt(act, row.id, *given)
