"""An act is one row: its digits are pinned, and what its row says no to is what the service refuses, and nothing else.

The second part tries every act on every matter of the sample day and of a short random play, and undoes each.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.services.agreements import acts as agreement_acts
from jiefang_tui.services.agreements import agreeing, paying
from jiefang_tui.services.agreements import ending as agreement_ending
from jiefang_tui.services.agreements.agreeing import AgreementIn, PartIn
from jiefang_tui.services.agreements.correcting import correct as correct_agreement
from jiefang_tui.services.agreements.correcting import said_of
from jiefang_tui.services.closure import acts as closure_acts
from jiefang_tui.services.closure import closing, ending, looking, resting
from jiefang_tui.services.closure import line_acts as closure_lines
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, short, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law import acts as law_acts
from jiefang_tui.services.law import (
    category,
    correcting,
    dispatching,
    extending,
    from_above,
    recusing,
    reporting_up,
    reviewing,
    sealed_paper,
    sealing,
    serving,
    splitting,
    stages,
    suggesting,
    telling,
)
from jiefang_tui.services.law import line_acts as law_lines
from jiefang_tui.services.matter import acts as matter_acts
from jiefang_tui.services.matter import commitments, instructions, matters, merging
from jiefang_tui.services.matter import line_acts as matter_lines
from jiefang_tui.services.matter.commitments import CommitmentIn
from jiefang_tui.services.matter.work_acts import WORK
from jiefang_tui.services.reception import acts as reception_acts
from jiefang_tui.services.reception import booking, naming, right_person, taking_back, unended, visit_acts, voiding
from jiefang_tui.services.reception import correcting as correcting_visits
from jiefang_tui.services.responsibility import acts as sheet_acts
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.services.supervision import acts as supervision_acts
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.services.supervision import line_acts as supervision_lines
from jiefang_tui.services.together import acts as together_acts
from jiefang_tui.services.together import causes, meetings, opposite, owners, undertaking
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import (
    ConsultationPart,
    Instalment,
    InstalmentPayment,
    Matter,
    MatterLink,
    Measure,
    Merge,
    Responsibility,
    SupervisionCard,
    UrgentReport,
    Visit,
    VisitMatter,
    db,
)
from jiefang_tui.terms import (
    AgreementKind,
    Attendance,
    DispatchKind,
    MatterState,
    MeetingKind,
    RefusalGround,
    ReviewStage,
    ServiceWay,
    UrgentKind,
    WaitFor,
)
from jiefang_tui.ui.closure.performance_panel import PerformancePanel
from jiefang_tui.ui.matter.overview_panel import OVERVIEW
from jiefang_tui.ui.supervision.pushes_panel import PushesPanel
from jiefang_tui.ui.widgets import cells
from tests.services.play import Ground
from tests.services.play_acts import ACTS as ACTS_OF_THE_DESK
from tests.services.play_acts import arrives
from tests.services.play_agree import ACTS as ACTS_OF_AGREEING
from tests.services.play_stages import ACTS as ACTS_OF_THE_LAW
from tests.ui.places import sample_desk

TABLES = (
    law_acts.ACTS,
    closure_acts.ACTS,
    agreement_acts.OF_MATTER,
    matter_acts.ACTS,
    supervision_acts.ACTS,
    sheet_acts.ACTS,
    reception_acts.ACTS,
    together_acts.ACTS,
)
EVERY = [spec for table in TABLES for spec in table]
LINE_TABLES = (
    law_lines.ACTS,
    closure_lines.ACTS,
    agreement_acts.OF_LINES,
    matter_lines.ACTS,
    supervision_lines.ACTS,
    visit_acts.ACTS,
    reception_acts.LINE_ACTS,
    together_acts.LINE_ACTS,
)
EVERY_LINE = [spec for table in LINE_TABLES for spec in table]

LISTS: dict[str, tuple[ActSpec, ...]] = {
    "1 概况": OVERVIEW,
    "4 文书": law_acts.PAPERS,
    "5 履约": PerformancePanel.ACTS,
    "6 回访": closure_acts.REST,
    "7 督办": PushesPanel.ACTS,
    "密件": law_acts.SEALING,
    "接着办": WORK,
}
DIGITS: dict[str, dict[str, int]] = {
    "1 概况": {
        "progress": 1, "link": 2, "merge": 3, "recuse": 4, "end_simply": 5, "first_contact": 6, "backlog": 7,
        "major": 8, "wait": 9, "end_wait": 10, "report": 11, "report_apart": 12,
        "correct_category": 13, "key_booking": 16,
    },
    "4 文书": {
        "accept": 1, "notice": 2, "dispatch": 3, "extend": 4, "opinion": 5, "serve": 6, "refuse": 7, "route": 8,
        "review": 9, "recheck": 10,
        "transfer_in": 11, "object": 12, "objected_back": 13, "objection_over": 14, "answer_up": 15, "agreed": 16,
        "mediated": 17, "not_mediated": 18, "given_up": 19,
        "review_end": 21, "hearing": 22, "hearing_end": 23, "final": 24, "route_result": 25, "exempt": 26,
        "correct_date": 27, "study": 20, "answer_suggestion": 28, "undo_suggestion": 29, "report_cause": 30,
        "report_up": 31, "correct_above": 32, "undo_above": 33,
    },
    "5 履约": {"promise": 1, "executed": 2, "relief": 3, "agree": 4, "end_by": 5, "undo_end": 6},
    "6 回访": {
        "visit": 1, "settled": 2, "reaction": 3, "close": 4, "reopen": 5, "look_again": 6, "looked": 7, "end_look": 8,
        "undo_simple_end": 9,
    },
    "7 督办": {
        "urge": 1, "yellow": 2, "red": 3, "resubmit": 4, "consult": 5, "escalate": 6, "urgent": 7, "major": 8,
        "wait": 9, "end_wait": 10, "undertake": 11, "meet": 12, "owner": 13, "meeting": 14, "cause": 15,
    },
    "密件": {
        "print_sealed": 1, "hand_over_sealed": 2, "no_report": 3, "tell_organisation": 4, "untell_organisation": 5,
        "got_back": 6,
    },
    "接着办": {
        "finish": 1, "keep": 2, "opinion": 3, "county": 4, "progress": 5, "promise": 6, "wait": 7, "end_simply": 8,
        "close": 9, "fix": 10,
    },
}  # fmt: skip
"""For ever: fingers know them. A new act takes a gap, an act that goes leaves one."""
GAPS: dict[str, tuple[int, ...]] = {
    "1 概况": (14, 15, 17, 18, 19, 20),
    "4 文书": tuple(range(34, 41)),
    "5 履约": (7, 8, 9, 10),
    "6 回访": (10,),
    "7 督办": (16, 17, 18, 19, 20),
    "密件": (7, 8, 9, 10),
    "接着办": (),
}
"""Left for what comes, in the tens that are used."""


LINE_DIGITS: dict[str, dict[str, int]] = {
    "a handing-over": {"sign": 1, "answer_dispatch": 2, "send_back": 3, "deliver": 4, "undo_delivery": 5},
    "an extension": {"tell_extension": 1},
    "复查, 复核": {"serve_review": 1},
    "a promise": {"fulfil_commitment": 1, "correct_commitment": 2},
    "a gap": {"mend_gap": 1},
    "a link": {"open_linked": 1, "unlink": 2},
    "a merge": {"open_merged": 1, "undo_merge": 2},
    "a 批示": {"correct_instruction": 1, "answer_instruction": 2, "unanswer_instruction": 3},
    "a visit": {
        "correct_outcome": 1, "correct_note": 2, "correct_visit": 3, "move_visit": 4, "correct_name": 5,
        "was_not_received": 6, "was_received": 7, "void": 8, "restore": 9, "print_form": 10,
        "visit_category": 11, "void_one": 12, "restore_one": 13,
        "name_leader": 14, "book_named": 15, "unname_leader": 16,
    },
    "an appointment": {"change_booking": 1, "cancel_booking": 2},
    "a card": {
        "answer_card": 1, "appeal_card": 2, "decide_appeal": 3, "record_talk": 4, "withdraw_card": 5, "print_card": 6,
    },
    "an urge": {"answer_urge": 1, "print_urge": 6},
    "a resubmission": {"decide_resubmission": 1},
    "a task": {"finish_task": 1, "read_task": 6},
    "a consultation": {"read_consultation": 6},
    "an escalation": {"answer_escalation": 1},
    "an urgent report": {"following_report": 1, "final_report": 2},
    "an agreement": {
        "pay": 1, "accelerate": 2, "end_acceleration": 3, "correct_agreement": 4, "answer_execution": 5,
        "print_agreement": 6, "print_changes": 7, "keep_promise": 8, "unkeep_promise": 9, "restore_agreement": 10,
    },
    "an instalment": {"pay_part": 1, "reschedule": 4, "forgive": 5, "print_part": 6},
    "a payment": {"print_payment": 6},
    "认领": {
        "undertaking_done": 1, "undertaking_put_off": 2, "undertaking_correct": 3, "undertaking_not_done": 4,
        "undertaking_withdraw": 5, "undertaking_restore": 6,
    },
    "对方当事人": {"party_invited": 1, "party_came": 2, "party_withdraw": 5, "party_restore": 6},
    "归属会商": {"owner_decided": 1, "owner_undecided": 2, "owner_withdraw": 5, "owner_restore": 6},
    "专案": {"open_cause": 1},
    "every line of F5": {"open_matter": 10},
}  # fmt: skip
"""For ever, as well: what Enter on a line offers."""
ON_DELETE = {
    "end_dispatch", "undo_extension", "end_recusal", "unmark_executed", "untell", "undo_report_up",
    "withdraw_commitment", "unfulfil_commitment", "withdraw_agreement", "take_back_payment",
}  # fmt: skip
"""These take a line back."""


def test_an_act_of_a_line_keeps_its_digit_for_ever() -> None:
    pinned = {name: digit for line in LINE_DIGITS.values() for name, digit in line.items()}
    assert {spec.name: spec.digit for spec in EVERY_LINE} == {**pinned, **dict.fromkeys(ON_DELETE, 0)}
    for specs in [*supervision_lines.LINES.values(), law_lines.DISPATCH_LINE]:
        digits = [spec.digit for spec in (*specs, supervision_lines.OPEN_MATTER)]
        assert len(set(digits)) == len(digits)
        assert len({spec.model for spec in specs}) == 1, "a line is a row of one table"


def test_what_can_be_done_with_a_visit_has_one_digit_each() -> None:
    assert sorted(spec.digit for spec in visit_acts.VISIT) == list(range(1, 17))


def test_an_act_keeps_its_digit_for_ever() -> None:
    assert {name: {spec.name: spec.digit for spec in specs} for name, specs in LISTS.items()} == DIGITS
    for name, digits in DIGITS.items():
        tens = -(-max(digits.values()) // 10) * 10
        assert sorted([*digits.values(), *GAPS[name]]) == list(range(1, tens + 1)), name


def test_a_name_is_one_act_and_belongs_to_a_list() -> None:
    assert len({spec.name for spec in (*EVERY, *EVERY_LINE)}) == len(EVERY) + len(EVERY_LINE)
    assert {spec.name for spec in EVERY} == {name for digits in DIGITS.values() for name in digits}


# -- what a row says is what the service does

Doing = Callable[[Desk, int], object]
AGREED = AgreementIn(kind=AgreementKind.SETTLEMENT, signed_on=date(2026, 1, 1), debtor="张某")
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
    "correct_above": lambda desk, m: from_above.correct_above(
        desk, m, "县信访局", "改过的号", "沈某", "city", wants_report=True, reason="打错"
    ),
    "undo_above": lambda desk, m: from_above.undo_above(desk, m, "没有来文"),
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
    "correct_category": lambda desk, m: category.correct_category(
        desk, m, "claim" if Matter.get_by_id(m).category == "suggestion" else "suggestion", "登错", WHO, "", _today()
    ),
    "recuse": lambda desk, m: recusing.recuse(desk, m, WHO, "亲属", "镇党委"),
    "report": lambda desk, m: sealing.make_report(desk, m, "甲某", "乙某"),
    "report_apart": lambda desk, m: splitting.take_report_out(desk, m, {"request": "求决"}, "甲某", "乙某"),
    "print_sealed": lambda desk, m: sealed_paper.print_sealed(desk, m),
    "hand_over_sealed": lambda desk, m: sealing.hand_over(desk, m, "回执1号"),
    "no_report": lambda desk, m: sealing.no_report(desk, m, "是求决"),
    "tell_organisation": lambda desk, m: sealing.tell_organisation(desk, m, "县委组织部"),
    "got_back": lambda desk, m: sealing.got_back(desk, m),
    "untell_organisation": lambda desk, m: sealing.untell_organisation(desk, m, "记错了"),
    "promise": lambda desk, m: matters.confirm_commitment(desk, m, "修好", None, None, WHO, "镇长", "镇政府"),
    "executed": lambda desk, m: resting.mark_executed(desk, m, None, "不用执行", nothing_to_execute=True),
    "agree": lambda desk, m: agreeing.agree(desk, m, AGREED),
    "end_by": lambda desk, m: agreement_ending.end_by(desk, m),
    "undo_end": lambda desk, m: agreement_ending.undo_end(desk, m, "签的不是本人"),
    "relief": lambda desk, m: resting.give_relief(desk, m, None, "临时救助", WHO, 100),
    "visit": lambda desk, m: resting.follow_up(desk, m, "phone", WHO, "fully"),
    "settled": lambda desk, m: resting.mark_settled(desk, m),
    "reaction": lambda desk, m: resting.set_reaction(desk, m, "accepted", "说接受"),
    "close": lambda desk, m: closing.close_matter(desk, m, {}, "", "", "", False, "", "确实要销"),
    "study": lambda desk, m: suggesting.study_suggestion(desk, m, "可不可行"),
    "answer_suggestion": lambda desk, m: suggesting.answer_suggestion(desk, m, "adopted", "照办", "phone"),
    "undo_suggestion": lambda desk, m: suggesting.undo_suggestion(desk, m, "写错了"),
    "report_cause": lambda desk, m: suggesting.report_cause(desk, m, "县发改委", "电价政策不清"),
    "report_up": lambda desk, m: reporting_up.report_up(desk, m, None, "", "post", "已办好", "县信访局"),
    "end_simply": lambda desk, m: ending.end_simply(desk, m, ending.SimpleEnd("换了灯泡", "phone", None, "行")),
    "undo_simple_end": lambda desk, m: ending.undo_simple_end(desk, m, "没有修好"),
    "reopen": lambda desk, m: closing.reopen(desk, m, "new_facts", "有新证据"),
    "backlog": lambda desk, m: closing.list_backlog(desk, m, not Matter.get_by_id(m).is_backlog_listed, "久"),
    "look_again": lambda desk, m: looking.look_again(desk, m, _today(), "下月再看"),
    "looked": lambda desk, m: looking.looked(desk, m, "还在走程序"),
    "end_look": lambda desk, m: looking.end_look(desk, m, "办成了"),
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
    "county": lambda desk, m: matters.record_county(desk, m, "not_needed"),
    "finish": lambda desk, m: six_boxes.finish_measure(desk, _measure(m), _today(), "办妥"),
    "keep": lambda desk, m: six_boxes.add_duty_entry(desk, m, "counsel", "谈过", officer=WHO),
    "fix": lambda desk, m: six_boxes.add_member(desk, m, WHO, "核对"),
    "key_booking": lambda desk, m: booking.book_key(desk, m, WHO, clock.now() + timedelta(days=3)),
    "undertake": lambda desk, m: undertaking.undertake(desk, UndertakingIn(text="核对", unit="水利站", matter_id=m)),
    "meet": lambda desk, m: opposite.ask_visitor(desk, m, "张某", True),
    "owner": lambda desk, m: owners.confer(desk, OwnerIn(matter_id=m, parts=[_part()], owner="水利站", decided_by=WHO)),
    "meeting": lambda desk, m: meetings.hold(
        desk,
        MeetingIn(kind=MeetingKind.JOINT, held_on=_today()),
        [ItemIn(which=Matter.get_by_id(m).register_no, decided="办")],
    ),
    "cause": lambda desk, m: causes.open_cause(desk, CauseIn(title="同一原因", leader=WHO), [m]),
    "first_contact": lambda desk, m: matters.note_first_contact(desk, m, _today(), WHO, "记错了"),
}
"""Every act with fields that somebody might write in; `correct_date` names no date, and is told so."""
BY_THE_OTHER = ("link", "merge")
"""Whether these are done depends on the other matter, too: of them only the reasons of the row are compared."""


OF_A_ROW = ("serve", "review_end", "hearing_end", "finish")
"""These ask for a row that is not there where they are not possible."""


def _open_review(desk: Desk, matter_id: int) -> int:
    review = ActFacts(desk, matter_id).open_review
    return review.id if review is not None else 0


def _measure(matter_id: int) -> int:
    """The first measure that is not done, 0 without one."""
    mine = (Responsibility.matter == matter_id) & Measure.done_on.is_null() & ~Measure.is_dropped
    found = Measure.select().join(Responsibility).where(mine).order_by(Measure.id).first()
    return found.id if found is not None else 0


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


# -- the same for what is done with one line

LineDoing = Callable[[Desk, int], object]
ON_A_LINE: dict[str, LineDoing] = {
    "sign": lambda desk, row: dispatching.sign(desk, row, WHO),
    "deliver": lambda desk, row: dispatching.deliver(desk, row, "当面交李强"),
    "undo_delivery": lambda desk, row: dispatching.undo_delivery(desk, row, "没有交到"),
    "answer_dispatch": lambda desk, row: dispatching.answer_dispatch(desk, row, "办妥"),
    "send_back": lambda desk, row: dispatching.send_back(desk, row, "不归我们", "钱进"),
    "end_dispatch": lambda desk, row: dispatching.end_dispatch(desk, row, "交错了"),
    "tell_extension": lambda desk, row: extending.tell_extension(desk, row, _today()),
    "undo_extension": lambda desk, row: extending.undo_extension(desk, row, "不用延"),
    "serve_review": lambda desk, row: reviewing.serve_review(desk, row, _today()),
    "end_recusal": lambda desk, row: recusing.end_recusal(desk, row, "查清了"),
    "correct_commitment": lambda desk, row: commitments.correct_commitment(desk, row, CommitmentIn("另一句"), "听错"),
    "withdraw_commitment": lambda desk, row: commitments.withdraw_commitment(desk, row, "没有承诺"),
    "unfulfil_commitment": lambda desk, row: commitments.unfulfil_commitment(desk, row, "记错了"),
    "pay": lambda desk, row: paying.pay(desk, row, 100, _today()),
    "accelerate": lambda desk, row: paying.accelerate(desk, row, _today(), "要求一次付清"),
    "end_acceleration": lambda desk, row: paying.end_acceleration(desk, row, "重新说好了"),
    "withdraw_agreement": lambda desk, row: agreeing.withdraw(desk, row, "登错了"),
    "pay_part": lambda desk, row: paying.pay(desk, Instalment.get_by_id(row).agreement_id, 100, _today()),
    "reschedule": lambda desk, row: paying.reschedule(desk, row, Instalment.get_by_id(row).due_on, "双方说好的"),
    "forgive": lambda desk, row: paying.forgive(desk, row, 0, "双方说好的"),
    "take_back_payment": lambda desk, row: paying.take_back_payment(desk, row, "记重了"),
    "fulfil_commitment": lambda desk, row: matters.fulfil_commitment(desk, row, _today(), "回单"),
    "unlink": lambda desk, row: merging.unlink(desk, row, "不是一回事"),
    "undo_merge": lambda desk, row: merging.undo_merge(desk, row, "并错了"),
    "answer_card": lambda desk, row: cards.answer_card(desk, row, "已整改"),
    "appeal_card": lambda desk, row: cards.appeal_card(desk, row, "不是我们的事"),
    "decide_appeal": lambda desk, row: cards.decide_appeal(desk, row, "维持", False, _signer(row)),
    "record_talk": lambda desk, row: cards.record_talk(desk, row, _today(), "谈过"),
    "withdraw_card": lambda desk, row: cards.withdraw_card(desk, row, "办妥", _signer(row)),
    "answer_urge": lambda desk, row: pushing.answer_urge(desk, row, "下周"),
    "decide_resubmission": lambda desk, row: pushing.decide_resubmission(desk, row, "加派人"),
    "finish_task": lambda desk, row: pushing.finish_task(desk, row, _today()),
    "undo_report_up": lambda desk, row: reporting_up.undo_report_up(desk, row, "没有报"),
    "untell": lambda desk, row: telling.untell(desk, row, "没有给到"),
    "answer_escalation": lambda desk, row: pushing.answer_escalation(desk, row, True, ""),
    "following_report": lambda desk, row: _reports(desk, row, UrgentKind.FOLLOWING),
    "final_report": lambda desk, row: _reports(desk, row, UrgentKind.FINAL),
    "correct_outcome": lambda desk, row: taking_back.correct_outcome(
        desk, row, _of_visit(row), "按错了", WHO, "", _today()
    ),
    "correct_visit": lambda desk, row: correcting_visits.correct_visit(
        desk, row, {"is_urgent": _turned(row)}, None, "听错了"
    ),
    "move_visit": lambda desk, row: right_person.move_visit(desk, row, None, "同名", {"name": "钱进"}),
    "was_received": lambda desk, row: unended.was_received(desk, row, "领导说谈过"),
    "was_not_received": lambda desk, row: unended.was_not_received(desk, row, "等不及"),
    "void": lambda desk, row: voiding.void_registration(desk, row, "trial", approver=WHO),
    "void_one": lambda desk, row: voiding.void_one(
        desk, row, next(iter(voiding.voidable(row)), _of_visit(row)), "trial", approver=WHO
    ),
    "restore_one": lambda desk, row: voiding.restore_one(
        desk, row, next((one for one, _ in voiding.restorable(row)), _of_visit(row)), "真有这件"
    ),
    "restore": lambda desk, row: voiding.restore_registration(desk, row, "真来过"),
    "correct_note": lambda desk, row: correcting_visits.correct_note(desk, row, "说得更细", "漏记"),
    "correct_instruction": lambda desk, row: instructions.correct_instruction(
        desk, row, "另批", "", None, None, "听错了"
    ),
    "answer_instruction": lambda desk, row: instructions.answer_instruction(desk, row, "已办", None),
    "unanswer_instruction": lambda desk, row: instructions.unanswer_instruction(desk, row, "没有办"),
    "name_leader": lambda desk, row: naming.name_leader(desk, row, "周敏"),
    "book_named": lambda desk, row: naming.book_named(desk, row),
    "unname_leader": lambda desk, row: naming.unname(desk, row, "改主意了"),
    "change_booking": lambda desk, row: booking.change_booking(desk, row, "钱进", clock.now()),
    "cancel_booking": lambda desk, row: booking.cancel_booking(desk, row, "不来了"),
}
ON_A_LINE |= {
    "correct_agreement": lambda desk, row: correct_agreement(desk, row, _another_debtor(row), "听错了"),
    "answer_execution": lambda desk, row: correct_agreement(desk, row, _another_debtor(row), "听错了"),
    "keep_promise": lambda desk, row: paying.keep_promise(desk, row, _today(), "看过"),
    "unkeep_promise": lambda desk, row: paying.unkeep_promise(desk, row, "记错了"),
}
ON_A_LINE |= {
    "undertaking_done": lambda desk, row: undertaking.done(desk, row, "回单"),
    "undertaking_put_off": lambda desk, row: undertaking.put_off(desk, row, _today() + timedelta(days=99), "还差材料"),
    "undertaking_correct": lambda desk, row: undertaking.correct(
        desk, row, UndertakingIn(text="另一句", unit="水利站"), "听错了"
    ),
    "undertaking_not_done": lambda desk, row: undertaking.not_done(desk, row, "没办到"),
    "undertaking_withdraw": lambda desk, row: undertaking.withdraw(desk, row, "登错了"),
    "undertaking_restore": lambda desk, row: undertaking.restore(desk, row, "撤错了"),
    "party_invited": lambda desk, row: opposite.invite(desk, row, "电话"),
    "party_came": lambda desk, row: opposite.note_presence(desk, row, Attendance.CAME),
    "party_withdraw": lambda desk, row: opposite.withdraw(desk, row, "登错了"),
    "party_restore": lambda desk, row: opposite.restore(desk, row, "撤错了"),
    "owner_decided": lambda desk, row: owners.decide(desk, row, "水利站", WHO),
    "owner_undecided": lambda desk, row: owners.undecide(desk, row, "再看看"),
    "owner_withdraw": lambda desk, row: owners.withdraw(desk, row, "登错了"),
    "owner_restore": lambda desk, row: owners.restore(desk, row, "撤错了"),
    "restore_agreement": lambda desk, row: agreeing.restore(desk, row, "撤错了"),
}
BY_WHAT_CAME_SINCE = ("undo_merge", "withdraw_card", "decide_resubmission", "correct_outcome", "move_visit")
"""Whether these are done depends on what became of the two matters, on whether the card's rule still hits, on who
stands aside, on what followed a result: of them only the reasons of the row are compared."""


def _another_debtor(agreement_id: int) -> AgreementIn:
    return replace(said_of(agreement_id), debtor=WHO)


def _turned(visit_id: int) -> bool:
    return not Visit.get_by_id(visit_id).is_urgent


def _of_visit(visit_id: int) -> int:
    found: int | None = VisitMatter.select(VisitMatter.matter).where(VisitMatter.visit == visit_id).scalar()
    return found or 0


def _signer(card_id: int) -> str:
    name: str = SupervisionCard.get_by_id(card_id).signer.name
    return name


def _reports(desk: Desk, row_id: int, kind: UrgentKind) -> int:
    return pushing.report_urgent(desk, UrgentReport.get_by_id(row_id).matter_id, kind, "县值班室", "散了")


def _matter_of(row: Any) -> int:
    if isinstance(row, (Instalment, InstalmentPayment)):
        return int(row.agreement.matter_id)
    if isinstance(row, ConsultationPart):
        return int(row.consultation.matter_id)
    if isinstance(row, Merge):
        return int(row.into_id) if row.kind == "matter" else 0
    if isinstance(row, Visit):
        return _of_visit(row.id)
    return int((row.first_id if isinstance(row, MatterLink) else row.matter_id) or 0)


def _line_differs(desk: Desk, spec: ActSpec, row: Any) -> str:
    """What row and service say of one line; empty where they agree."""
    matter_id = _matter_of(row)
    why = why_not(spec, ActFacts(desk, matter_id, row))
    refused: Refused | None = None
    with _undone():
        try:
            ON_A_LINE[spec.name](desk, row.id)
        except Refused as said:
            refused = said
    if why:
        assert why.startswith("不能") and why.endswith("。"), why
        return "" if refused is not None and str(refused) == why else f"{spec.name} {row.id}: row {why}, {refused}"
    if refused is None or refused.field or spec.name in BY_WHAT_CAME_SINCE:
        return ""
    return f"{spec.name} {row.id}: the row says yes, the service {refused}"


def _lines_agree(desk: Desk) -> set[tuple[str, bool]]:
    """Every act on every line there is (twelve of a kind); returns which acts were possible and which were not."""
    seen, wrong = set[tuple[str, bool]](), []
    for spec in EVERY_LINE:
        if spec.model is None or spec.name not in ON_A_LINE:
            continue
        for row in spec.model.select().order_by(spec.model.id.desc()).limit(12):
            if matter_id := _matter_of(row):
                seen.add((spec.name, not why_not(spec, ActFacts(desk, matter_id, row))))
                wrong.append(_line_differs(desk, spec, row))
    assert not any(wrong), "\n".join(filter(None, wrong))
    return seen


def test_every_act_of_a_line_that_writes_is_tried() -> None:
    asks = {spec.name for spec in EVERY_LINE if spec.model is not None and not spec.looks}
    assert asks - {"print_card", "print_urge", "correct_name", "visit_category"} == set(ON_A_LINE)


def _agreements(desk: Desk) -> None:
    """With money, paid in part and fallen due; a promise, kept and not; one withdrawn."""
    matter_id = Matter.select().where(Matter.state == MatterState.HANDLING).get().id
    early = _today() - timedelta(days=60)
    parts = [PartIn(early + timedelta(days=30 * n), 50_000) for n in range(4)]
    settled = AgreementIn(kind=AgreementKind.SETTLEMENT, signed_on=early, debtor="张某", parts=parts, accelerates=True)
    promise = AgreementIn(kind=AgreementKind.PROMISE, signed_on=early, debtor="张某", terms="把门修好")
    made = [agreeing.agree(desk, matter_id, one) for one in (settled, settled, settled, promise, promise)]
    paying.pay(desk, made[0], 60_000, _today())
    paying.pay(desk, made[0], 100, _today())
    paying.take_back_payment(desk, InstalmentPayment.select().order_by(InstalmentPayment.id.desc()).get().id, "记重了")
    paying.accelerate(desk, made[1], _today(), "要求一次付清")
    agreeing.withdraw(desk, made[2], "登错了")
    paying.keep_promise(desk, made[3], _today(), "看过")


def _together(desk: Desk) -> None:
    """Undertaken, the other side, whose it is: one withdrawn and one that stands, of a matter that goes on."""
    matter_id = Matter.select().where(Matter.state == MatterState.HANDLING).get().id
    decided = OwnerIn(matter_id=matter_id, parts=[_part()], owner="水利站", decided_by=WHO)
    for _ in range(2):
        done = undertaking.undertake(desk, UndertakingIn(text="核对", unit="水利站", matter_id=matter_id))
        party = opposite.ask_visitor(desk, matter_id, "张某", True)
        asked = owners.confer(desk, decided)
    undertaking.withdraw(desk, done, "登错了")
    opposite.withdraw(desk, party, "登错了")
    owners.withdraw(desk, asked, "登错了")


@pytest.mark.slow
def test_on_the_sample_day_the_lines_say_what_the_services_do(tmp_path: Path) -> None:
    with sample_desk(tmp_path) as desk:
        _agreements(desk)
        _together(desk)
        seen = _lines_agree(desk)
        assert len({name for name, _ in seen}) > len(ON_A_LINE) * 2 // 3, set(ON_A_LINE) - {name for name, _ in seen}
        assert {possible for _, possible in seen} == {True, False}
        again = {"undertaking_restore", "party_restore", "owner_restore", "restore_agreement"}
        assert {(name, possible) for name in again for possible in (True, False)} <= seen


@pytest.mark.slow
def test_on_the_sample_day_the_rows_say_what_the_services_do(tmp_path: Path) -> None:
    with sample_desk(tmp_path) as desk:
        one_of_each = {row.state: row.id for row in Matter.select(Matter.id, Matter.state)}
        agreeing.agree(desk, one_of_each[MatterState.HANDLING], replace(AGREED, signed_on=_today()))
        from_above_one = Matter.get(Matter.transferred_in_on.is_null(False)).id
        possible = _all_agree(desk, {*one_of_each.values(), from_above_one})
        assert len(possible) > len(EVERY) * 2 // 3, {spec.name for spec in EVERY} - possible


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_after_a_random_play_the_rows_say_what_the_services_do(seed: int) -> None:
    ground = Ground()
    cast = random.Random(seed)
    try:
        for _ in range(3):
            arrives(ground, 1, 1, 0)
        acts = [*ACTS_OF_THE_DESK, *ACTS_OF_THE_LAW, *ACTS_OF_AGREEING]
        for step in range(120):
            with suppress(IndexError):
                cast.choice(acts)(ground, cast.randrange(100), cast.randrange(840), cast.randint(-1, 40))
            if step % 40 == 39:
                _lines_agree(ground.desk)
                ids = [row.id for row in Matter.select(Matter.id)]
                _all_agree(ground.desk, cast.sample(ids, min(len(ids), 3)))
    finally:
        ground.leave()
