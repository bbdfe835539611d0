"""午间补录: paper forms entered later keep both dates and count as received."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.matter.matters import attach_file
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.noon import PaperIn, enter_paper
from jiefang_tui.services.reception.talk import InstructionIn, OutcomeIn
from jiefang_tui.store.models import AuditEntry, Instruction, Matter, Responsibility, Visit
from tests.services.given import handed_over, registered

FRIDAY = datetime(2026, 11, 20, 10, 30).astimezone()


def paper(at: datetime | None = FRIDAY, leader: str = "周敏") -> VisitIn:
    return VisitIn(name="章秀兰", matters=[MatterIn(request="征地补偿")], arrived_at=at, leader=leader)


def test_both_dates_are_kept_and_the_number_is_of_the_papers_day(desk: Desk) -> None:
    done = enter_paper(desk, PaperIn(paper()))
    visit = Visit.get_by_id(done.visit_id)
    assert (visit.arrived_at, visit.recorded_at, visit.is_backfilled) == (FRIDAY, clock.now(), True)
    assert visit.state == "received" and visit.session.leader.name == "周敏"
    assert visit.session.closed_at is not None
    matter = Matter.get()
    assert matter.register_no == "JF-999999001-20261120-001"
    assert (str(matter.received_on), str(matter.recorded_on)) == ("2026-11-20", "2026-11-23")


def test_what_the_leader_wrote_is_recorded_in_the_same_act(desk: Desk) -> None:
    before = AuditEntry.select().count()
    outcome = OutcomeIn("responsibility", instruction=InstructionIn("自然资源所复测", "自然资源所"), unit="自然资源所")
    enter_paper(desk, PaperIn(paper(), outcome))
    assert AuditEntry.select().count() == before + 1
    assert Responsibility.get().leader.name == "周敏"
    assert str(Instruction.get().signed_on) == "2026-11-20"
    assert str(Matter.get().accepted_on) == "2026-11-20"
    assert Visit.get().finished_at is None  # not on the paper, not invented


@pytest.mark.parametrize("at", [None, datetime(2026, 11, 23, 9, 15).astimezone()])
def test_a_paper_without_or_with_a_future_time_is_refused(desk: Desk, at: datetime | None) -> None:
    with pytest.raises(Refused) as refused:
        enter_paper(desk, PaperIn(paper(at)))
    assert refused.value.field in ("day", "time")
    assert Visit.select().count() == 0


def test_an_outcome_that_lacks_something_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        enter_paper(desk, PaperIn(paper(), OutcomeIn("assigned")))
    assert refused.value.field == "unit"
    assert Visit.select().count() == Matter.select().count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"told_way": "phone"}, "said"),
        ({"said": "同意"}, "told_way"),
        ({"told": "", "said": "好", "told_way": "phone"}, "told"),
    ],
)
def test_a_paper_that_ends_a_small_matter_says_what_the_talk_asks(
    desk: Desk, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        enter_paper(desk, PaperIn(paper(), OutcomeIn("ended_simply", **{"told": "水管修好了", **given})))
    assert refused.value.field == field and Visit.select().count() == 0


def test_a_small_matter_ended_on_paper_was_told_on_that_day(desk: Desk) -> None:
    outcome = OutcomeIn("ended_simply", told="水管修好了", said="同意", told_way="in_person")
    enter_paper(desk, PaperIn(paper(), outcome))
    matter = Matter.get()
    assert (matter.state, str(matter.notified_on)) == ("closed", "2026-11-20")


def test_a_paper_that_seals_a_known_matter_keeps_its_attachments_until_the_handover(desk: Desk, tmp_path: Path) -> None:
    known = registered(desk).matter_ids[0]
    scan = tmp_path / "材料.jpg"
    scan.write_bytes(b"scan")
    attach_file(desk, known, scan)
    given = VisitIn(name="章德福", matters=[MatterIn(matter_id=known)], arrived_at=FRIDAY, leader="周敏")
    enter_paper(desk, PaperIn(given, OutcomeIn("sealed", confirmed_by="何静")))
    assert len(list(desk.folder.attachments.iterdir())) == 1
    handed_over(desk, known)
    assert list(desk.folder.attachments.iterdir()) == []
