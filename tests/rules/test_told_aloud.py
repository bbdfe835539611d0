"""How a matter stands, in words to be read aloud (issue 7, 32)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiefang_tui.rules.told_aloud import ToldFacts, told_aloud
from jiefang_tui.terms import MatterState

TODAY = date(2026, 11, 23)
FACTS = ToldFacts(
    state=MatterState.HANDLING,
    title="李强拖欠工资",
    register_no="JF-999999001-20261023-001",
    received_on=date(2026, 10, 23),
    today=TODAY,
    hidden=("李强",),
    accepted_on=date(2026, 10, 23),
    unit="示例镇人社所",
    office="示例镇人民政府",
    end_due=date(2026, 12, 22),
)


def test_where_which_unit_by_when_and_what_next() -> None:
    assert told_aloud(FACTS) == [
        "您反映的「某某拖欠工资」，10月23日登记，编号 JF-999999001-20261023-001。",
        "现在：10月23日已经受理，正在办理。",
        "由谁办：示例镇人社所。",
        "什么时候：12月22日以前有结果。",
        "下一步：办完以后出具书面意见，送达给您。",
    ]


def test_what_is_late_is_said() -> None:
    late = told_aloud(replace(FACTS, end_due=date(2026, 11, 17)))
    assert "什么时候：应当在11月17日以前有结果，已经超过 6 天。" in late


def test_a_unit_that_it_has_not_reached_does_not_have_it() -> None:
    on_its_way = told_aloud(replace(FACTS, is_on_its_way=True))
    assert "由谁办：现在在示例镇人民政府，要交示例镇人社所办，还没有交到。" in on_its_way


def test_a_review_is_named_while_it_may_be_asked_for() -> None:
    done = replace(FACTS, state=MatterState.CONCLUDED, concluded_on=TODAY, review_until=date(2027, 1, 4))
    assert told_aloud(done)[-1] == "下一步：对处理意见不服的，可以申请复查，2027年1月4日以前可以提出。"
    assert "下一步" not in "".join(told_aloud(replace(done, is_finally_closed=True)))


@pytest.mark.parametrize("state", list(MatterState))
def test_every_state_has_words_and_no_name_of_anybody_else(state: MatterState) -> None:
    words = "".join(told_aloud(replace(FACTS, state=state)))
    assert "现在：" in words and "李强" not in words


def test_9_the_authority_of_another_way_is_named() -> None:
    led = replace(FACTS, state=MatterState.ROUTED_OUT, route_label="仲裁", authority="县劳动人事争议仲裁委")
    assert told_aloud(led)[-1] == "下一步：请向县劳动人事争议仲裁委提出；有了结果可以告诉我们。"


def test_a_refusal_is_said_to_be_told_only_once_it_is() -> None:
    refused = replace(FACTS, state=MatterState.REFUSED)
    assert "现在：决定不予受理，理由还要书面告诉您。" in told_aloud(refused)
    assert "现在：决定不予受理，已把理由书面告诉您。" in told_aloud(replace(refused, is_told=True))
