"""接谈记录 put right after the visit; the old words are kept with every matter that the talk was about."""

from __future__ import annotations

from jiefang_tui.rules.numbers import arrival_label
from jiefang_tui.services.desk.acting import acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception.visit_acts import CORRECT_NOTE, is_sealed, pairs_of
from jiefang_tui.store.models import Visit
from jiefang_tui.terms import Channel, EntryKind


def correct_note(desk: Desk, visit_id: int, text: str, reason: str) -> None:
    """Let the notes say what was said. `Refused` without a reason, or where nothing is changed."""
    if not reason.strip():
        raise Refused("请写明更正的原因。", "reason")
    with acting(desk, "visit.correct_note", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(CORRECT_NOTE, desk, 0, visit)
        if text.strip() == visit.talk_note.strip():
            raise Refused("和原来的一样，没有改动。", "text")
        for pair in pairs_of(visit):
            if not is_sealed(pair):
                keep_old(act, pair.matter_id, visit, ("talk_note",), reason.strip())
                number = arrival_label(visit.queue_no, Channel(visit.channel).label)
                said = f"更正{visit.day}{number}的接谈记录，原因：{reason.strip()}"
                quiet_event(act, pair.matter_id, EntryKind.TALK, said)
        visit.talk_note = text.strip()
