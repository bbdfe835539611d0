"""What waits as a report (检举控告) stands in no list of those who work together, and is back when it was none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import sealing
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import campaigns as campaign_acts
from jiefang_tui.services.together import causes as cause_acts
from jiefang_tui.services.together import finding_ends, meetings, owners, undertaking
from jiefang_tui.services.together.campaigns import CampaignIn
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.services.together.finding_ends import AdviceIn
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.store.queries.together import campaigns, causes, clinic, radar, table
from jiefang_tui.store.queries.together import meetings as meeting_rows
from jiefang_tui.terms import AdviceKind, MeetingKind
from tests.services.given import registered

TODAY = date(2026, 11, 23)
NAME, WORDS = "程有福", "村会计不给补助"
ADVICE = AdviceIn(kind=AdviceKind.SITUATION, title="补助发放", to_body="镇党委", facts="几户都没有领到")


@pytest.fixture
def matter_id(desk: Desk) -> int:
    """One matter in a meeting, a cause, a campaign, a question of whose it is and an undertaking."""
    session = receiving.open_session(desk, leader="周敏")
    made = registered(desk, NAME, WORDS).matter_ids[0]
    held = MeetingIn(kind=MeetingKind.PARTY_AND_GOVERNMENT, held_on=date(2026, 11, 20), host="周敏")
    meetings.hold(desk, held, [ItemIn(which=NAME, decided="查清后发", unit="民政所")])
    cause_acts.open_cause(desk, CauseIn(title="补助发放", leader="周敏", cause="名单没有公示"), [made])
    campaign = campaign_acts.open_campaign(desk, CampaignIn(theme="补助集中接访", begins_on=TODAY, ends_on=TODAY))
    campaign_acts.add_matter(desk, campaign, made)
    parts = [PartIn("民政所", said="归财政所"), PartIn("财政所", said="归民政所")]
    owners.confer(desk, OwnerIn(matter_id=made, parts=parts, session_id=session, decides="韩平", decide_by=TODAY))
    undertaking.undertake(desk, UndertakingIn(text="查账", unit="司法所", matter_id=made, session_id=session))
    return made


LISTS: dict[str, Callable[[Desk, int], Any]] = {
    "meetings": lambda desk, matter_id: meeting_rows.meetings(0, 10)[0].items,
    "causes": lambda desk, matter_id: causes.causes()[0].matters,
    "campaign": lambda desk, matter_id: campaigns.campaigns()[0].lines,
    "owners": lambda desk, matter_id: clinic.open_owners(0, 10),
    "owners of the session": lambda desk, matter_id: clinic.owners_at(1),
    "undertakings": lambda desk, matter_id: table.open_undertakings(10),
    "undertakings of the session": lambda desk, matter_id: table.undertakings_at(1),
    "radar": lambda desk, matter_id: radar.matters_in((matter_id,)),
    "advice": lambda desk, matter_id: finding_ends.advice_of(desk, [matter_id], ADVICE).tables[0].rows,
    "undertaken": lambda desk, matter_id: morning.rows("undertaken", TODAY),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_report_is_in_no_list_and_back_when_it_was_none(desk: Desk, matter_id: int, name: str) -> None:
    shown = LISTS[name]
    before = len(shown(desk, matter_id))
    assert before
    sealing.make_report(desk, matter_id, "王芳", "何静")
    after = shown(desk, matter_id)
    assert NAME not in repr(after) and WORDS not in repr(after) and len(after) < before
    sealing.no_report(desk, matter_id, "只是要补助")
    assert len(shown(desk, matter_id)) == before
