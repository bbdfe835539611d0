"""An act is one row: its digits are pinned, and what its row says no to is what the service refuses, and nothing else.

The second part tries every act on every matter of the sample day and of a short random play, and undoes each.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from jiefang_tui import clock
from jiefang_tui.services.closure import acts as closure_acts
from jiefang_tui.services.closure import closing, resting
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, short, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import acts as law_acts
from jiefang_tui.services.law import correcting, dispatching, recusing, reviewing, serving, stages
from jiefang_tui.services.matter import acts as matter_acts
from jiefang_tui.services.matter import matters, merging
from jiefang_tui.services.supervision import acts as supervision_acts
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.models import Matter, db
from jiefang_tui.terms import DispatchKind, MatterState, RefusalGround, ReviewStage, ServiceWay, WaitFor
from jiefang_tui.ui.matter.overview_panel import OVERVIEW
from jiefang_tui.ui.widgets import cells
from tests.services.play import Ground
from tests.services.play_acts import ACTS as ACTS_OF_THE_DESK
from tests.services.play_acts import arrives
from tests.services.play_stages import ACTS as ACTS_OF_THE_LAW
from tests.ui.places import sample_desk

TABLES = (law_acts.ACTS, closure_acts.ACTS, matter_acts.ACTS, supervision_acts.ACTS)
EVERY = [spec for table in TABLES for spec in table]

LISTS: dict[str, tuple[ActSpec, ...]] = {
    "1 概况": OVERVIEW,
    "4 文书": law_acts.PAPERS,
    "5 履约": closure_acts.PERFORMANCE,
    "6 回访": closure_acts.REST,
    "7 督办": supervision_acts.PUSHES,
}
DIGITS: dict[str, dict[str, int]] = {
    "1 概况": {
        "progress": 1, "link": 2, "merge": 3, "recuse": 4, "backlog": 7, "major": 8, "wait": 9, "end_wait": 10,
    },
    "4 文书": {
        "accept": 1, "notice": 2, "dispatch": 3, "extend": 4, "opinion": 5, "serve": 6, "refuse": 7, "route": 8,
        "review": 9, "recheck": 10,
        "transfer_in": 11, "object": 12, "objected_back": 13, "objection_over": 14, "answer_up": 15, "agreed": 16,
        "mediated": 17, "not_mediated": 18, "given_up": 19,
        "review_end": 21, "hearing": 22, "hearing_end": 23, "final": 24, "route_result": 25, "exempt": 26,
        "correct_date": 27,
    },
    "5 履约": {"promise": 1, "executed": 2, "relief": 3},
    "6 回访": {"visit": 1, "settled": 2, "reaction": 3, "close": 4, "reopen": 5},
    "7 督办": {
        "urge": 1, "yellow": 2, "red": 3, "resubmit": 4, "consult": 5, "escalate": 6, "urgent": 7, "major": 8,
        "wait": 9, "end_wait": 10,
    },
}  # fmt: skip
"""For ever: fingers know them. A new act takes a gap, an act that goes leaves one."""
GAPS: dict[str, tuple[int, ...]] = {
    "1 概况": (5, 6),
    "4 文书": (20, 28, 29, 30),
    "5 履约": (4, 5, 6, 7, 8, 9, 10),
    "6 回访": (6, 7, 8, 9, 10),
    "7 督办": (),
}
"""Left for what comes, in the tens that are used."""


def test_an_act_keeps_its_digit_for_ever() -> None:
    assert {name: {spec.name: spec.digit for spec in specs} for name, specs in LISTS.items()} == DIGITS
    for name, digits in DIGITS.items():
        tens = -(-max(digits.values()) // 10) * 10
        assert sorted([*digits.values(), *GAPS[name]]) == list(range(1, tens + 1)), name


def test_a_name_is_one_act_and_belongs_to_a_list() -> None:
    assert len({spec.name for spec in EVERY}) == len(EVERY)
    assert {spec.name for spec in EVERY} == {name for digits in DIGITS.values() for name in digits}


# -- what a row says is what the service does

Doing = Callable[[Desk, int], object]
WHO = "钱进"
"""Nobody has heard of them, so nobody kept them away from anything."""


def _today() -> date:
    return clock.today()


def _part() -> pushing.PartIn:
    return pushing.PartIn("水利站", "", "同意", "", None)


def _paper(desk: Desk, matter_id: int) -> int:
    paper = ActFacts(desk, matter_id).unserved
    return paper.id if paper is not None else 0


DOES: dict[str, Doing] = {
    "accept": lambda desk, m: stages.accept(desk, m),
    "notice": lambda desk, m: serving.give_notice(desk, m, "other", "", _today()),
    "dispatch": lambda desk, m: dispatching.dispatch(desk, m, DispatchKind.ASSIST, "水利站"),
    "extend": lambda desk, m: stages.extend(
        desk, m, 1, "复杂", WHO, approved_on=min(_today(), Matter.get_by_id(m).handling_due or _today())
    ),
    "opinion": lambda desk, m: stages.issue_opinion(desk, m, "supported", "补发", "9号", WHO),
    "serve": lambda desk, m: stages.serve(desk, _paper(desk, m), _today(), ServiceWay.DIRECT),
    "refuse": lambda desk, m: stages.refuse(desk, m, RefusalGround.FINALLY_CLOSED, "终结过", WHO),
    "route": lambda desk, m: stages.set_route(desk, m, "petition_procedure", "按信访程序办"),
    "review": lambda desk, m: reviewing.request_review(desk, m, ReviewStage.REVIEW, "县人民政府", _today()),
    "recheck": lambda desk, m: reviewing.request_review(desk, m, ReviewStage.RECHECK, "市人民政府", _today()),
    "transfer_in": lambda desk, m: stages.record_transfer_in(desk, m, _today(), "县信访局"),
    "object": lambda desk, m: stages.object_to(desk, m, "不属于本镇"),
    "objected_back": lambda desk, m: stages.return_up(desk, m, "县信访局"),
    "objection_over": lambda desk, m: stages.objection_not_agreed(desk, m, "县信访局", "由你镇办"),
    "answer_up": lambda desk, m: stages.answer_from_above(desk, m, "继续办", _today()),
    "agreed": lambda desk, m: stages.conclude_agreed(desk, m, "付清"),
    "mediated": lambda desk, m: stages.conclude_mediation(desk, m, "付清", _today()),
    "not_mediated": lambda desk, m: stages.end_mediation(desk, m, "差距大"),
    "given_up": lambda desk, m: stages.conclude_otherwise(desk, m, "书面撤回"),
    "review_end": lambda desk, m: reviewing.conclude_review(desk, _open_review(desk, m), "upheld", _today(), ""),
    "hearing": lambda desk, m: reviewing.begin_hearing(desk, m, _today(), "争议大", WHO),
    "hearing_end": lambda desk, m: reviewing.end_hearing(desk, ActFacts(desk, m).hearing_id, _today()),
    "final": lambda desk, m: reviewing.note_final_closure(desk, m, "期满"),
    "route_result": lambda desk, m: stages.note_route_result(desk, m, "已裁决"),
    "exempt": lambda desk, m: stages.exempt_notice(desk, m, "住址不清"),
    "correct_date": lambda desk, m: correcting.correct_date(desk, m, "", _today(), "打错"),
    "recuse": lambda desk, m: recusing.recuse(desk, m, WHO, "亲属", "镇党委"),
    "promise": lambda desk, m: matters.confirm_commitment(desk, m, "修好", None, None, WHO, "镇长", "镇政府"),
    "executed": lambda desk, m: resting.mark_executed(desk, m, None, "不用执行", nothing_to_execute=True),
    "relief": lambda desk, m: resting.give_relief(desk, m, None, "临时救助", WHO, 100),
    "visit": lambda desk, m: resting.follow_up(desk, m, "phone", WHO, "fully"),
    "settled": lambda desk, m: resting.mark_settled(desk, m),
    "reaction": lambda desk, m: resting.set_reaction(desk, m, "accepted", "说接受"),
    "close": lambda desk, m: closing.close_matter(desk, m, {}, "", "", "", False, "", "确实要销"),
    "reopen": lambda desk, m: closing.reopen(desk, m, "new_facts", "有新证据"),
    "backlog": lambda desk, m: closing.list_backlog(desk, m, not Matter.get_by_id(m).is_backlog_listed, "久"),
    "wait": lambda desk, m: resting.wait(desk, m, WaitFor.OTHER, "等鉴定"),
    "end_wait": lambda desk, m: resting.end_wait(desk, m),
    "progress": lambda desk, m: matters.add_entry(desk, m, "去看过"),
    "urge": lambda desk, m: pushing.urge(desk, m, "水利站", "", "抓紧", _today()),
    "yellow": lambda desk, m: cards.issue_card(
        desk, m, "yellow", "水利站", "", "慢", "快办", _today(), WHO, signer_post="镇党委书记"
    ),
    "red": lambda desk, m: cards.issue_card(
        desk, m, "red", "水利站", "", "慢", "快办", _today(), WHO, signer_post="镇党委书记"
    ),
    "resubmit": lambda desk, m: pushing.resubmit(desk, m, "难", "谈过", "请定"),
    "consult": lambda desk, m: pushing.consult(desk, m, None, "", "", [_part()], "再议"),
    "escalate": lambda desk, m: pushing.escalate(desk, m, "县信访局", "跨镇"),
    "urgent": lambda desk, m: pushing.report_urgent(desk, m, _next_kind(m), "县值班室", "聚集"),
    "major": lambda desk, m: pushing.mark_urgent_major(desk, m, not Matter.get_by_id(m).is_urgent_major, "人多"),
    "link": lambda desk, m: merging.link(desk, m, _another(m)),
    "merge": lambda desk, m: merging.merge_matters(desk, m, _another(m), "重复"),
}
"""Every act with fields that somebody might write in; `correct_date` names no date, and is told so."""
BY_THE_OTHER = ("link", "merge")
"""Whether these are done depends on the other matter, too: of them only the reasons of the row are compared."""


OF_A_ROW = ("serve", "review_end", "hearing_end")
"""These ask for a row that is not there where they are not possible."""


def _open_review(desk: Desk, matter_id: int) -> int:
    review = ActFacts(desk, matter_id).open_review
    return review.id if review is not None else 0


def _next_kind(matter_id: int) -> str:
    from jiefang_tui.ui.supervision.push_forms import next_kind

    return next_kind(matter_id)


def _another(matter_id: int) -> int:
    other = Matter.select().where((Matter.id != matter_id) & (Matter.category == "claim")).first()
    return other.id if other is not None else matter_id


@contextmanager
def _undone() -> Iterator[None]:
    """Nothing of it stays."""
    with db.atomic() as transaction:
        yield
        transaction.rollback()


def _compare(desk: Desk, matter_id: int, spec: ActSpec) -> str:
    """What row and service say; empty where they agree."""
    why = why_not(spec, ActFacts(desk, matter_id))
    refused: Refused | None = None
    with _undone():
        try:
            DOES[spec.name](desk, matter_id)
        except Refused as said:
            refused = said
    state = MatterState(Matter.get_by_id(matter_id).state).label
    if why:
        assert why.startswith("不能") and why.endswith("。"), why
        assert spec.digit > 10 or cells.width(short(why)) <= 34, why
        same = spec.name in OF_A_ROW or (refused is not None and str(refused) == why)
        return "" if same else f"{spec.name} of one {state}: row {why} service {refused}"
    if refused is None or refused.field or spec.name in BY_THE_OTHER:
        return ""
    return f"{spec.name} of one {state}: the row says yes, the service {refused}"


def _all_agree(desk: Desk, matter_ids: Iterable[int]) -> set[str]:
    """Every act on these matters; returns the acts that were possible somewhere."""
    wrong, possible = [], set[str]()
    for matter_id in matter_ids:
        for spec in EVERY:
            possible |= {spec.name} if not why_not(spec, ActFacts(desk, matter_id)) else set()
            wrong.append(_compare(desk, matter_id, spec))
    assert not any(wrong), "\n".join(filter(None, wrong))
    return possible


@pytest.mark.slow
def test_on_the_sample_day_the_rows_say_what_the_services_do(tmp_path: Path) -> None:
    with sample_desk(tmp_path) as desk:
        one_of_each = {row.state: row.id for row in Matter.select(Matter.id, Matter.state)}
        possible = _all_agree(desk, one_of_each.values())
        assert len(possible) > len(EVERY) * 2 // 3, {spec.name for spec in EVERY} - possible


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_after_a_random_play_the_rows_say_what_the_services_do(seed: int) -> None:
    ground = Ground()
    cast = random.Random(seed)
    try:
        for _ in range(3):
            arrives(ground, 1, 1, 0)
        acts = [*ACTS_OF_THE_DESK, *ACTS_OF_THE_LAW]
        for step in range(120):
            with suppress(IndexError):
                cast.choice(acts)(ground, cast.randrange(100), cast.randrange(840), cast.randint(-1, 40))
            if step % 40 == 39:
                ids = [row.id for row in Matter.select(Matter.id)]
                _all_agree(ground.desk, cast.sample(ids, min(len(ids), 3)))
    finally:
        ground.leave()
