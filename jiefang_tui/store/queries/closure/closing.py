"""结案审查 (the closing review) of one matter: what is missing, from the rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiefang_tui.rules.closing import ClosingFacts, Gap, Late, Signed, carried_out, gaps
from jiefang_tui.rules.duties import BoxState
from jiefang_tui.rules.text import cut, one_line
from jiefang_tui.rules.workdays import PUBLISHED
from jiefang_tui.store.models import (
    Commitment,
    Deadline,
    Document,
    Extension,
    FollowUp,
    Matter,
    Measure,
    Officer,
    Recusal,
    Responsibility,
    SupervisionCard,
    VisitMatter,
)
from jiefang_tui.store.queries.agreements.standing import awaited_of
from jiefang_tui.store.queries.responsibility.sheets import SheetView, sheet
from jiefang_tui.terms import (
    CardColour,
    Category,
    DocumentKind,
    DueKind,
    LegalRoute,
    MatterState,
    OpinionResult,
)

__all__ = ["Gap", "closing_facts", "closing_gaps", "last_solved", "open_commitments", "open_measures"]


def closing_gaps(matter_id: int, today: date, signed: Signed | None = None) -> list[Gap]:
    """What the closing review misses, each with the tab and key that fill it; empty for a matter already closed.

    Without `signed` (what the form of the closing says) its own points are listed, too, as `is_in_form`.
    """
    if Matter.get_by_id(matter_id).state == MatterState.CLOSED:
        return []
    return gaps(closing_facts(matter_id, today), signed)


def closing_facts(matter_id: int, today: date) -> ClosingFacts:
    """What `rules.closing` looks at."""
    matter = Matter.get_by_id(matter_id)
    owned = sheet(matter_id, today)
    owes = (
        matter.accepted_on is not None
        and matter.category == Category.CLAIM
        and matter.route == LegalRoute.PETITION_PROCEDURE
        and matter.opinion_result != OpinionResult.MEDIATED
        and not matter.is_simple
    )
    return ClosingFacts(
        owes_notice=_owes_notice(matter),
        untold=_untold(matter_id),
        not_given=_not_given(matter_id),
        under_way=_under_way(owned),
        late=(*_late(matter_id), *_late_by_our_own(matter, owned)),
        owes_report=_owes_report(matter),
        owes_opinion=owes,
        replied_on=matter.replied_on,
        served_on=matter.served_on,
        executed_on=carried_out(matter.executed_on, matter.opinion_result, matter.concluded_on),
        is_visited=bool(last_solved(matter)),
        commitments=open_commitments(matter_id),
        measures=open_measures(matter_id),
        awaited=awaited.words if (awaited := awaited_of(matter_id)) else "",
        box_gap=owned.gap if owned else "",
        cards=_open_cards(matter_id),
        leaders=_leaders(matter_id),
    )


def _owes_notice(matter: Matter) -> bool:
    """As the clock has it: named, not exempt, and not told."""
    notice = (Deadline.matter == matter) & (Deadline.kind == DueKind.ACCEPTANCE_NOTICE) & (Deadline.subject == "")
    return bool(matter.notified_on is None and Deadline.select().where(notice & Deadline.met_on.is_null()).exists())


def _owes_report(matter: Matter) -> str:
    reports = (Document.matter == matter) & (Document.kind == DocumentKind.REPORT_UP)
    if not matter.wants_report or Document.select().where(reports).exists():
        return ""
    by = f"，应在{matter.assigned_due}前" if matter.assigned_due else ""
    return f"{matter.transferred_from or '上级'}要的办结报告还没有报{by}"


def _untold(matter_id: int) -> tuple[str, ...]:
    rows = Extension.select().where(
        (Extension.matter == matter_id) & Extension.told_on.is_null() & Extension.undone_on.is_null()
    )
    return tuple(f"{row.approved_on}延{row.days}日" for row in rows.order_by(Extension.approved_on, Extension.id))


def _not_given(matter_id: int) -> tuple[str, ...]:
    """Papers without a word of how they were given; a slip is only one way to tell, an opinion has its own gap."""
    others = Document.kind.not_in((DocumentKind.SLIP, DocumentKind.HANDLING_OPINION))
    rows = Document.select().where((Document.matter == matter_id) & Document.served_on.is_null() & others)
    return tuple(f"{DocumentKind(row.kind).label}({row.issued_on})" for row in rows.order_by(Document.id))


def _under_way(owned: SheetView | None) -> tuple[str, ...]:
    if owned is None:
        return ()
    return tuple(box.key.label for box in owned.boxes if box.state is BoxState.UNDER_WAY)


_TEXT_CELLS = 24
_LATE = (DueKind.ACCEPTANCE_NOTICE, DueKind.HANDLING, DueKind.EXTENDED, DueKind.ASSIGNED, DueKind.REPORT_UP)


def _late(matter_id: int) -> tuple[Late, ...]:
    """The law's dates that were met after their last day, by the day rolled over rest days."""
    after = Deadline.met_on.is_null(False) & (Deadline.met_on > Deadline.rolled_on)
    mine = (Deadline.matter == matter_id) & Deadline.kind.in_(_LATE) & (Deadline.subject == "")
    rows = list(Deadline.select().where(mine & after).order_by(Deadline.id))
    if any(row.kind == DueKind.EXTENDED for row in rows) or _is_extended(matter_id):
        rows = [row for row in rows if row.kind != DueKind.HANDLING]  # the longer date holds
    if Matter.get_by_id(matter_id).wants_report:
        rows = [row for row in rows if row.kind != DueKind.ASSIGNED]  # the day was set for the report
    return tuple(Late(DueKind(row.kind).label, row.rolled_on, row.met_on) for row in rows if row.met_on)


def _late_by_our_own(matter: Matter, owned: SheetView | None) -> tuple[Late, ...]:
    """What the office had promised or set itself and did not keep: said as well, and no more than said."""
    columns = (Commitment.text, Commitment.due_on, Commitment.fulfilled_on)
    dated = Commitment.due_on.is_null(False) & Commitment.fulfilled_on.is_null(False)
    kept: Any = Commitment.select(*columns).where((Commitment.matter == matter) & dated).order_by(Commitment.due_on)
    found = []
    for text, due, day in kept.tuples():
        last = PUBLISHED.last_in_time(due)
        if day > last:
            found.append(Late(f"承诺「{cut(one_line(text), _TEXT_CELLS, '..')}」", last, day))
    until = owned.resolve_last if owned is not None else None
    if until is not None and matter.concluded_on is not None and matter.concluded_on > until:
        found.append(Late("化解期限", until, matter.concluded_on))
    return tuple(found)


def _is_extended(matter_id: int) -> bool:
    return bool(Extension.select().where((Extension.matter == matter_id) & Extension.undone_on.is_null()).exists())


def open_commitments(matter_id: int) -> tuple[str, ...]:
    """Commitments not fulfilled, by their words."""
    rows: Any = (
        Commitment.select(Commitment.text)
        .where((Commitment.matter == matter_id) & Commitment.fulfilled_on.is_null())
        .order_by(Commitment.due_on, Commitment.id)
        .tuples()
    )
    return tuple(text for (text,) in rows)


def open_measures(matter_id: int) -> tuple[str, ...]:
    """Measures neither done nor taken back, by their words."""
    rows: Any = (
        Measure.select(Measure.text)
        .join(Responsibility)
        .where((Responsibility.matter == matter_id) & Measure.done_on.is_null() & ~Measure.is_dropped)
        .order_by(Measure.ordinal)
        .tuples()
    )
    return tuple(text for (text,) in rows)


def last_solved(matter: Matter) -> str:
    """What the last visit since the matter was concluded found (`terms.Solved`); empty without one."""
    if matter.followed_up_on is None:
        return ""
    since = matter.concluded_on or date.min
    row = (
        FollowUp.select(FollowUp.solved)
        .where((FollowUp.matter == matter) & (FollowUp.on_day >= since))
        .order_by(FollowUp.on_day.desc(), FollowUp.id.desc())
        .first()
    )
    return row.solved if row else ""


def _open_cards(matter_id: int) -> tuple[str, ...]:
    rows: Any = (
        SupervisionCard.select(SupervisionCard.colour, SupervisionCard.card_no)
        .where((SupervisionCard.matter == matter_id) & SupervisionCard.withdrawn_on.is_null())
        .order_by(SupervisionCard.id)
        .tuples()
    )
    return tuple(f"{CardColour(colour).label} {number}" for colour, number in rows)


def _leaders(matter_id: int) -> tuple[str, ...]:
    """Who may sign: the owner, and the leaders who received it; who has left the office or stands aside cannot."""
    owners = Responsibility.select(Responsibility.leader).where(Responsibility.matter == matter_id)
    received = VisitMatter.select(VisitMatter.leader).where(
        (VisitMatter.matter == matter_id) & VisitMatter.leader.is_null(False)
    )
    aside = Recusal.select(Recusal.officer).where((Recusal.matter == matter_id) & Recusal.ended_on.is_null())
    rows: Any = (
        Officer.select(Officer.name)
        .where((Officer.id.in_(owners) | Officer.id.in_(received)) & Officer.is_active & Officer.id.not_in(aside))
        .order_by(Officer.id)
        .tuples()
    )
    return tuple(dict.fromkeys(name for (name,) in rows))
