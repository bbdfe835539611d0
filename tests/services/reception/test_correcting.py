"""18, 19 更正: what a clerk wrote of a visit wrongly is put right; the old words are kept."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.matter.instructions import correct_instruction
from jiefang_tui.services.reception import intake, receiving, talk
from jiefang_tui.services.reception.correcting import correct_note
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.talk import InstructionIn, OutcomeIn
from jiefang_tui.store.models import AuditEntry, Correction, Instruction, MatterEvent, Visit
from jiefang_tui.store.queries.matter.matter_history import instructions_of
from jiefang_tui.store.queries.reception.visits import visit_view
from jiefang_tui.terms import Outcome

TODAY = date(2026, 11, 23)


def talked(desk: Desk, *requests: str, note: str = "欠三个月工资") -> intake.Registered:
    done = intake.register_visit(desk, VisitIn(name="李某某", matters=[MatterIn(text) for text in requests]))
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    receiving.start_talk(desk, done.visit_id)
    order = InstructionIn("请人社所速办", "人社所", date(2026, 12, 1))
    given = OutcomeIn(Outcome.ASSIGNED, talk_note=note, instruction=order, unit="人社所")
    talk.decide(desk, done.visit_id, done.matter_ids[0], given)
    return done


def test_18_notes_are_put_right_and_the_old_text_is_kept_and_shown(desk: Desk) -> None:
    done = talked(desk, "工资")
    correct_note(desk, done.visit_id, "欠四个月工资", "听错了月数")
    view = visit_view(done.visit_id, clock.today())
    assert view is not None and view.talk_note == "欠四个月工资"
    assert view.corrected == ("11-23 更正接谈记录 原：欠三个月工资（听错了月数）",)
    assert MatterEvent.select().where(MatterEvent.text.contains("更正2026-11-23第01号的接谈记录")).exists()


def test_18_notes_without_a_reason_or_a_change_are_not_put_right(desk: Desk) -> None:
    done = talked(desk, "工资")
    for text, reason, field in (("欠四个月", "", "reason"), ("欠三个月工资", "核对", "text")):
        with pytest.raises(Refused) as refused:
            correct_note(desk, done.visit_id, text, reason)
        assert refused.value.field == field
    assert not Correction.select().exists()


def test_18_a_leaders_order_is_put_right_and_the_old_text_is_kept_and_shown(desk: Desk) -> None:
    done = talked(desk, "工资")
    row = Instruction.get()
    correct_instruction(desk, row.id, "请司法所速办", "司法所", date(2026, 12, 3), None, "听错了单位")
    row = Instruction.get()
    assert (row.text, row.unit.name, row.due_on, row.signed_on) == (
        "请司法所速办", "司法所", date(2026, 12, 3), TODAY,
    )  # fmt: skip
    (said,) = instructions_of(done.matter_ids[0])
    assert [line.partition("（")[0] for line in said.corrected] == [
        "11-23 更正批示 原：请人社所速办", "11-23 更正批示的单位 原：人社所", "11-23 更正批示的期限 原：2026-12-01",
    ]  # fmt: skip
    assert MatterEvent.select().where(MatterEvent.text.contains("更正批示：原「请人社所速办」")).exists()


def test_18_a_report_sealed_later_leaves_no_old_words_behind(desk: Desk) -> None:
    done = talked(desk, "修路", "举报所长", note="举报所长收钱的事")
    correct_note(desk, done.visit_id, "举报所长收两万的事", "漏了数")
    given = OutcomeIn(Outcome.SEALED, unit="县纪委监委", against_person="李强")
    talk.decide(desk, done.visit_id, done.matter_ids[1], given)
    assert not Correction.select().where(Correction.was.contains("收钱")).exists()
    assert Visit.get().talk_note == ""
    words = [entry.before + entry.after + entry.reason for entry in AuditEntry.select()]
    assert not any("收钱" in text or "收两万" in text for text in words)
