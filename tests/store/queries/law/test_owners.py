"""Whose a matter is, is said by one rule: the same name in the lists of matters, the ledger, the card's form and `due`.

Whose the next act is, 谁办 of 督办, is another question: that goes by the table of who answers.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort
from jiefang_tui.services.desk import people
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching
from jiefang_tui.services.matter import matters, merging
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.supervision import cards
from jiefang_tui.store.models import Dispatch, Matter
from jiefang_tui.store.queries.law.due import due_lines
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.reception import figures
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.store.queries.supervision.push_target import target_of
from jiefang_tui.terms import DispatchKind, Outcome
from tests.services.given import days_ago, owned
from tests.store.day import arrive, end


@pytest.fixture
def handed(desk: Desk) -> int:
    """交办 to 李强 of 自然资源所 five days ago, due yesterday, not signed for; 王芳 registered it."""
    with days_ago(desk, 5):
        receiving.change_session(desk, None, "周敏", "镇党委书记")
        people.add_officer(desk, "李强", "所长", "自然资源所")
        came = arrive(desk, "章德福")
        due = clock.today() + timedelta(days=4)
        end(desk, came, Outcome.ASSIGNED, unit="自然资源所", officer="李强", due_on=due)
    return came.matter_ids[0]


def said_of(desk: Desk, matter_id: int) -> set[str]:
    """Every owner that any list of matters, the ledger, the proposals and `due` name."""
    today, reference = clock.today(), desk.reference
    number = Matter.get_by_id(matter_id).register_no
    found = {line.leader for line in due_lines(today, reference) if line.register_no == number}
    for name, spec in figures.FIGURES.items():
        if spec.kind == "matter":
            found |= {line.owner for line in figures.rows(name, today) if line.id == matter_id}  # type: ignore[union-attr]
    ledger = Ledger(LedgerFilter(), Sort(), today, reference)
    found |= {line.owner for line in ledger.rows() if line.id == matter_id}
    found |= {one.owner for one in cards.proposed(desk) if one.matter_id == matter_id}
    target = target_of(matter_id)
    return found | {target.officer or target.unit}


def in_hand(matter_id: int) -> dict[str, str]:
    """By list of 督办 who is named on the line of this matter."""
    today = clock.today()
    found = {name: morning.rows(name, today) for name in morning.LISTS}
    return {name: line.owner for name, lines in found.items() for line in lines if line.matter_id == matter_id}


def test_the_first_receiver_until_somebody_signs(desk: Desk, handed: int) -> None:
    assert cards.proposed(desk) == [], "what nobody signed for is no card of the clerk's"
    assert said_of(desk, handed) == {"王芳"}
    assert matter_view(handed, clock.today(), desk.reference).standing.line.count("首接人 王芳负责") == 1
    dispatching.sign(desk, Dispatch.get().id, "李强")
    assert said_of(desk, handed) == {"李强"}
    assert in_hand(handed) == {"limits": "李强", "to_tell": "本台", "unaccepted": "本台"}
    assert "首接人" not in matter_view(handed, clock.today(), desk.reference).standing.line


def test_the_unit_that_signed_where_nobody_was_named_there(desk: Desk, handed: int) -> None:
    dispatching.dispatch(desk, handed, DispatchKind.TRANSFER, "司法所")
    assert said_of(desk, handed) == {"王芳"}
    dispatching.sign(desk, Dispatch.select().order_by(Dispatch.id.desc()).get().id, "门卫老张")
    assert said_of(desk, handed) == {"司法所"}


def test_an_assistant_who_has_not_signed_takes_nothing_from_the_lead(desk: Desk, handed: int) -> None:
    dispatching.sign(desk, Dispatch.get().id, "李强")
    dispatching.dispatch(desk, handed, DispatchKind.ASSIST, "司法所")
    assert said_of(desk, handed) == {"李强"}
    [line] = morning.rows("unhanded", clock.today())
    assert line.why == "司法所(协办)还没有交件，交到了才等签收"


def test_nobody_was_named(desk: Desk) -> None:
    with days_ago(desk, 30):
        came = arrive(desk, "李守田")
    assert said_of(desk, came.matter_ids[0]) == {"王芳"}
    matters.assign_simple(desk, came.matter_ids[0], "人社所", "汪洋", clock.today(), "所长")
    assert said_of(desk, came.matter_ids[0]) == {"汪洋"}, "a simple matter is given in the room: nobody signs"


def test_the_leader_whoever_it_was_handed_to(desk: Desk) -> None:
    with days_ago(desk, 70):
        matter_id = owned(desk)
        dispatching.dispatch(desk, matter_id, DispatchKind.ASSIGN, "自然资源所", "李强", post="所长")
    assert said_of(desk, matter_id) == {"周敏"}
    dispatching.sign(desk, Dispatch.get().id, "李强")
    assert said_of(desk, matter_id) == {"周敏"}
    assert target_of(matter_id).handler == "李强", "who brings it back to the leader (再次提请)"
    six_boxes.change_owner(desk, matter_id, "刘静", "分管", "镇党委政法委员")
    assert said_of(desk, matter_id) == {"刘静"}


def test_the_list_says_who_has_not_signed(desk: Desk, handed: int) -> None:
    [line] = morning.rows("unhanded", clock.today())
    assert (line.owner, line.why) == ("王芳", "自然资源所李强还没有交件，交到了才等签收")
    dispatching.deliver(desk, Dispatch.get().id, "当面交李强")
    [line] = morning.rows("unsigned", clock.today())
    assert (line.owner, line.why) == ("李强", "自然资源所李强5日没有签收"), "it has reached them"
    dispatching.end_dispatch(desk, Dispatch.get().id, "换单位")
    [line] = morning.rows("unhanded", clock.today())
    assert (line.owner, line.why) == ("王芳", "登记5日，还没有定谁办")


def test_a_mediator_of_what_is_merged_in_helps_and_takes_nothing_over(desk: Desk, handed: int) -> None:
    """One lead at most is under way: whose the matter is does not change by what comes along."""
    other = arrive(desk, "刘二", "田界不清")
    end(desk, other, Outcome.MEDIATION, unit="调委会")
    dispatching.sign(desk, Dispatch.get().id, "李强")
    merging.merge_matters(desk, other.matter_ids[0], handed, "同一块地")
    target = Matter.get_by_id(handed)
    assert [row.kind for row in dispatching.live_leads(target)] == [DispatchKind.ASSIGN]
    assert said_of(desk, handed) == {"李强"}
    assert Dispatch.get(Dispatch.kind == DispatchKind.ASSIST).unit.name == "调委会"
