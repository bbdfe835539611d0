"""承诺事项 is dated, put right and taken back: with a reason where something stood there, the old kept."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import commitments, matters
from jiefang_tui.services.matter.commitments import CommitmentIn
from jiefang_tui.store.models import Commitment, Correction, MatterEvent
from jiefang_tui.store.queries.reception import figures
from tests.services.given import one_act, owned, refused

TODAY, DAY = date(2026, 11, 23), date(2026, 12, 3)


@pytest.fixture
def promise(desk: Desk) -> int:
    return matters.confirm_commitment(desk, owned(desk), "补发首期", leader="周敏")


def last_line() -> str:
    return str(MatterEvent.select().order_by(MatterEvent.id.desc()).get().text)


def test_18_a_promise_without_a_day_is_given_one_without_a_reason(desk: Desk, promise: int) -> None:
    with one_act("commitment.correct"):
        commitments.correct_commitment(desk, promise, CommitmentIn("补发首期", DAY))
    assert Commitment.get_by_id(promise).due_on == DAY and not Correction.select().exists()
    assert "现为「2026-12-03前：补发首期」" in last_line()


def test_18_what_stood_there_is_changed_with_a_reason_and_kept(desk: Desk, promise: int) -> None:
    commitments.correct_commitment(desk, promise, CommitmentIn("补发首期", DAY))
    with refused("请写明更正的原因", "reason"):
        commitments.correct_commitment(desk, promise, CommitmentIn("补发首期5000元", DAY))
    with refused("没有改动", "text"):
        commitments.correct_commitment(desk, promise, CommitmentIn("补发首期", DAY), "手误")
    commitments.correct_commitment(desk, promise, CommitmentIn("补发首期5000元", None, 500_000), "听错了")
    row = Commitment.get_by_id(promise)
    assert (row.text, row.due_on, row.amount_fen) == ("补发首期5000元", None, 500_000)
    assert {(one.column, one.was) for one in Correction.select()} == {("text", "补发首期"), ("due_on", "2026-12-03")}
    assert "原「2026-12-03前：补发首期」，原因：听错了" in last_line()


def test_18_what_was_no_promise_is_taken_back_and_counts_nowhere(desk: Desk, promise: int) -> None:
    with refused("请写明为什么收回", "reason"):
        commitments.withdraw_commitment(desk, promise, " ")
    with one_act("commitment.withdraw", "只是说说"):
        commitments.withdraw_commitment(desk, promise, "只是说说")
    assert not Commitment.select().exists() and figures.count("promises", TODAY) == 0
    assert Correction.get().was == "补发首期" and "收回承诺事项「补发首期」，原因：只是说说" in last_line()


def test_18_what_was_said_to_be_kept_and_was_not_is_open_again(desk: Desk, promise: int) -> None:
    matters.fulfil_commitment(desk, promise, TODAY, "回单")
    with refused("请先收回兑现"):
        commitments.withdraw_commitment(desk, promise, "记错了")
    commitments.unfulfil_commitment(desk, promise, "回单是别人的")
    row = Commitment.get_by_id(promise)
    assert (row.fulfilled_on, row.proof) == (None, "")
    assert {one.was for one in Correction.select()} == {"2026-11-23", "回单"}
    with refused("还没有记兑现"):
        commitments.unfulfil_commitment(desk, promise, "再收回")
