"""Who comes again about a matter that has come to rest: 有新的事实或理由? Yes is a new matter, no is said once."""

from __future__ import annotations

from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law.report_words import forget_answers
from jiefang_tui.services.reception.intake import MatterIn, VisitIn, pair_of_new
from jiefang_tui.services.reception.report_question import apart, waits
from jiefang_tui.store.models import Matter, MatterLink, Visit, VisitMatter
from jiefang_tui.store.queries.reception.visits import NOTHING_NEW
from jiefang_tui.terms import Category, EntryKind, VisitPurpose

_TAKEN_OVER = (
    "content_class", "problem_area", "problem_place", "concerned_unit", "concerned_person", "prior_procedures",
    "prior_query_code",
)  # fmt: skip
"""What the new matter is about as the old one was."""


def new_facts(desk: Desk, visit_id: int, matter_id: int, request: str) -> int:
    """There are new facts or reasons: this visit is about a new matter, linked with the old. Returns its id."""
    if not request.strip():
        raise Refused("请写明新的事实和理由是什么。", "text")
    with acting(desk, "visit.new_facts") as act:
        visit, pair, old = _undecided(act, visit_id, matter_id)
        if visit.purpose != VisitPurpose.PETITION:
            raise Refused("这次来访登记的不是信访；有新的事实和理由的，先按「改来访登记」把来由改成信访。")
        given = MatterIn(request.strip(), **{name: getattr(old, name) for name in _TAKEN_OVER})
        wanted, reports, beside = apart(desk, VisitIn(name=visit.shown_name, matters=[given]))
        new = next(iter(wanted.matters), None)
        if reports or beside or new is None or new.category == Category.REPORT_ACCUSATION or waits(new):
            forget_answers(desk)
            raise Refused("是检举控告的，请按 F2 另登记一件，不记在这次来访里。", "text")
        act.remove(pair)
        made = pair_of_new(act, visit, visit.petitioner, new, pair.ordinal)
        act.about(made.matter)
        act.create(MatterLink, first=old, second=made.matter, reason="有新的事实和理由，另立一件", linked_on=act.today)
        quiet_event(
            act, old.id, EntryKind.CHANGE, f"{visit.day}再次来访，有新的事实和理由，另立 {made.matter.register_no}"
        )
        quiet_event(act, made.matter_id, EntryKind.CHANGE, f"{old.register_no} 的新的事实和理由")
        forget_answers(desk)
    return made.matter_id


def no_new_facts(desk: Desk, visit_id: int, matter_id: int) -> None:
    """There is nothing new: it is written down, and not asked again at this visit."""
    with acting(desk, "visit.no_new_facts") as act:
        visit, _, old = _undecided(act, visit_id, matter_id)
        act.about(old)
        act.event(old.id, EntryKind.TALK, NOTHING_NEW, visit.day)


def _undecided(act: Act, visit_id: int, matter_id: int) -> tuple[Visit, VisitMatter, Matter]:
    visit = Visit.get_by_id(visit_id)
    pair = VisitMatter.get_or_none((VisitMatter.visit == visit_id) & (VisitMatter.matter == matter_id))
    if pair is None or pair.outcome:
        raise Refused("这一件已经定了处理结果；要改请先更正处理结果。")
    matter = Matter.get_by_id(matter_id)
    if matter.category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告不在这里办，请另登记一件。")
    return visit, pair, matter
