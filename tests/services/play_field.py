"""What somebody may do on F8: 走访, rounds from house to house, disputes of the villages; and each taken back."""

from __future__ import annotations

from jiefang_tui.rules.fieldwork.check_spans import span_of
from jiefang_tui.rules.fieldwork.round_columns import parse_columns
from jiefang_tui.services.fieldwork import checks, contact, households, rounds, visits
from jiefang_tui.services.fieldwork.checks import DisputeIn
from jiefang_tui.services.fieldwork.households import HouseholdIn
from jiefang_tui.services.fieldwork.visits import FieldVisitIn
from jiefang_tui.store.models import Dispute, DisputeCheck, FieldCampaign, FieldVisit, Household, Matter
from jiefang_tui.terms import CheckSpan, DisputeKind, DisputeState, FieldResult, FieldVisitKind
from tests.services.play import LEADERS, OFFICERS, Doing, Ground, one

VILLAGES = ("章湾村", "石桥村")
COLUMNS = parse_columns("损坏\n商定 金额\n已付 金额\n情况 已付/谈妥/未谈妥").value or ()


def goes_there(ground: Ground, pick: int, turn: int, days: int) -> None:
    matter = ground.matter(pick) if turn % 3 == 0 else None
    given = FieldVisitIn(
        day=ground.in_days(-abs(days)),
        kind=one(FieldVisitKind, turn),
        who=(one(LEADERS, turn), one(OFFICERS, pick)),
        village=one(VILLAGES, pick),
        whom=one("甲乙丙丁", turn),
        learnt="" if turn % 17 == 0 else f"路灯不亮{turn}",
        matter_no=str(Matter.get_by_id(matter).register_no) if matter else "",
    )
    row = ground.row(pick, FieldVisit.select())
    if row is None or turn % 2:
        ground.attempt(visits.record, given)
    else:
        ground.attempt(visits.correct, row.id, given, "写错了" if turn % 5 else "")


def of_a_visit(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, FieldVisit.select())) is None:
        return
    if turn % 4 == 0:
        ground.attempt(visits.to_matter, row.id, one("甲乙丙丁", pick), "路灯不亮")
    elif turn % 4 == 1:
        ground.attempt(visits.answer, row.id, one(FieldResult, turn))
    elif row.withdrawn_on is None:
        ground.attempt(visits.withdraw, row.id, "登重了")
    else:
        ground.attempt(visits.restore, row.id)


def no_more_visits(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (matter := ground.matter(pick)) is not None:
        if turn % 2:
            ground.attempt(contact.no_more_visits, matter, "电话说就行")
        else:
            ground.attempt(contact.visits_again, matter, "又愿意了")


def a_round(ground: Ground, pick: int, turn: int, days: int) -> None:
    row = ground.row(pick, FieldCampaign.select())
    if row is None or turn % 9 == 0:
        ground.attempt(rounds.begin, f"清单{turn % 3}", COLUMNS)
    elif turn % 9 == 1:
        ground.attempt(
            rounds.reopen if row.closed_on else rounds.close, row.id, *(["又有一户"] if row.closed_on else [])
        )
    elif turn % 9 == 2 and row.withdrawn_on is None:
        ground.attempt(rounds.withdraw, row.id, "建重了")
    elif row.withdrawn_on is not None:
        ground.attempt(rounds.restore, row.id)
    else:
        given = HouseholdIn(head=f"户{turn % 40}", group=one(VILLAGES, turn), at_home="七点后", cells={2: str(turn)})
        ground.attempt(households.add, row.id, given)


def a_household(ground: Ground, pick: int, turn: int, days: int) -> None:
    if (row := ground.row(pick, Household.select())) is None:
        return
    act = turn % 7
    if act == 0:
        ground.attempt(households.to_matter, row.id, row.head, "房屋震裂")
    elif act == 1:
        ground.attempt(households.unlink, row.id, "点错了")
    elif act == 2:
        ground.attempt(households.move, row.id, one(VILLAGES, turn), row.number if turn % 2 else None)
    elif act == 3 and row.withdrawn_on is None:
        ground.attempt(households.withdraw, row.id, "不是这次的")
    elif row.withdrawn_on is not None:
        ground.attempt(households.restore, row.id)
    else:
        typed = {"at_home": "周末", "c3": "很多" if turn % 13 == 0 else str(turn), "c4": str(1 + turn % 3)}
        ground.attempt(households.fill, row.id, typed)


def a_dispute(ground: Ground, pick: int, turn: int, days: int) -> None:
    row = ground.row(pick, Dispute.select())
    span = span_of(ground.today, CheckSpan.HALF_MONTH)
    given = DisputeIn(kind=one(DisputeKind, turn), about=f"界址{turn}", households=1 + turn % 5)
    act = turn % 8
    if act == 0:
        ground.attempt(checks.report_none, one(VILLAGES, pick), *span)
    elif act == 1 and (check := ground.row(pick, DisputeCheck.select())) is not None:
        ground.attempt(checks.take_back_none, check.id, "报错了")
    elif row is None or act == 2:
        ground.attempt(checks.add, one(VILLAGES, pick), *span, given)
    elif act == 3:
        ground.attempt(checks.correct, row.id, given, "写错了")
    elif act == 4:
        ground.attempt(checks.set_state, row.id, one(DisputeState, pick))
    elif act == 5:
        ground.attempt(checks.to_matter, row.id, one("甲乙丙丁", pick), "界址不清")
    elif act == 6:
        ground.attempt(checks.unlink, row.id, "点错了")
    else:
        ground.attempt(
            checks.restore if row.withdrawn_on else checks.withdraw, row.id, *([] if row.withdrawn_on else ["报重了"])
        )


ACTS: tuple[Doing, ...] = (goes_there, of_a_visit, no_more_visits, a_round, a_household, a_household, a_dispute)
"""All of them."""
