"""What a leader has to know of a matter that comes again: what was ordered and answered last, the law's date, cards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from peewee import JOIN

from jiefang_tui.rules.why import cited_shortly
from jiefang_tui.store.models import Dispatch, Document, Instruction, Matter, Officer, SupervisionCard, Unit
from jiefang_tui.store.queries.law.due import deadlines_of
from jiefang_tui.terms import BY_LAW, CardColour, DocumentKind, DueKind, MatterState

if TYPE_CHECKING:
    from jiefang_tui.reference import Reference

_LAW = (*BY_LAW, DueKind.SERVICE)
_REVIEWS = (DocumentKind.REVIEW_OPINION, DocumentKind.RECHECK_OPINION)


class LeaderFacts(NamedTuple):
    """In words; empty where there is nothing."""

    instruction: str
    """``11-03 周敏 请人社所十日内查清。``: the last 批示."""
    reply: str
    """``11-12 人社所 已查清，公司认账``: the last answer of a unit."""
    law: str
    """``应办结 12-22 剩24日``: the nearest date of the law."""
    is_late: bool
    cards: str
    """``黄牌2 红牌1，未销1``."""
    review: str
    """``复查中``, ``11-02 复查意见``, ``06-15 三级终结``."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, a line each, with its heading."""
        parts = (
            ("上次批示", self.instruction),
            ("单位答复", self.reply),
            ("法定", self.law),
            ("红黄牌", self.cards),
            ("复查复核", self.review),
        )
        return tuple(f"{label} {text}" for label, text in parts if text)

    @property
    def said_lines(self) -> tuple[str, ...]:
        """What was ordered and answered."""
        return self.lines[: bool(self.instruction) + bool(self.reply)]

    @property
    def law_lines(self) -> tuple[str, ...]:
        """The law's date, cards, reviews."""
        return self.lines[len(self.said_lines) :]


def leader_facts(matter_id: int, today: date, reference: Reference) -> LeaderFacts:
    """A small, fixed number of reads."""
    matter = Matter.get_by_id(matter_id)
    law, is_late = _law(matter_id, today, reference)
    return LeaderFacts(
        _instruction(matter_id, today),
        _reply(matter_id, today),
        law,
        is_late,
        _cards(matter_id),
        _review(matter, today),
    )


def _day(day: date, today: date) -> str:
    return f"{day:%m-%d}" if day.year == today.year else str(day)


def _instruction(matter_id: int, today: date) -> str:
    row = (
        Instruction.select(Instruction, Officer)
        .join(Officer, JOIN.LEFT_OUTER)
        .where(Instruction.matter == matter_id)
        .order_by(Instruction.signed_on.desc(), Instruction.id.desc())
        .first()
    )
    if row is None:
        return ""
    leader = f" {row.leader.name}" if row.leader_id else ""
    return f"{_day(row.signed_on, today)}{leader} {row.text}"


def _reply(matter_id: int, today: date) -> str:
    row = (
        Dispatch.select(Dispatch, Unit)
        .join(Unit, JOIN.LEFT_OUTER)
        .where((Dispatch.matter == matter_id) & Dispatch.replied_on.is_null(False))
        .order_by(Dispatch.replied_on.desc(), Dispatch.id.desc())
        .first()
    )
    if row is None:
        return ""
    unit = f" {row.unit.name}" if row.unit_id else ""
    return f"{_day(row.replied_on, today)}{unit} {row.reply}"


def _law(matter_id: int, today: date, reference: Reference) -> tuple[str, bool]:
    running = [
        one for one in deadlines_of(matter_id, today, reference) if one.is_open and one.is_ours and one.kind in _LAW
    ]
    one = min(running, key=lambda due: due.rolled or due.raw, default=None)
    if one is None:
        return "", False
    last = one.rolled or one.raw
    days = (last - today).days
    left = f"剩{days}日" if days > 0 else "今日到期" if days == 0 else f"逾期{-days}日"
    said = cited_shortly(one.source, one.article)
    article = f"({said})" if said else ""
    return f"{one.what} {_day(last, today)}{article} {left}", days < 0


def _cards(matter_id: int) -> str:
    cards: Any = SupervisionCard.select(SupervisionCard.colour, SupervisionCard.withdrawn_on).where(
        SupervisionCard.matter == matter_id
    )
    rows = list(cards.tuples())
    colours = (CardColour.YELLOW, CardColour.RED)
    counted = [(one.label, sum(colour == one for colour, _ in rows)) for one in colours]
    open_ones = sum(withdrawn is None and colour in colours for colour, withdrawn in rows)
    words = " ".join(f"{label}{number}" for label, number in counted if number)
    return f"{words}，未销{open_ones}" if words and open_ones else words


def _review(matter: Matter, today: date) -> str:
    if matter.finally_closed_on is not None:
        return f"{_day(matter.finally_closed_on, today)} 三级终结"
    if matter.state in (MatterState.REVIEWING, MatterState.RECHECKING):
        return MatterState(matter.state).label
    row = (
        Document.select()
        .where((Document.matter == matter.id) & Document.kind.in_(list(_REVIEWS)))
        .order_by(Document.id.desc())
        .first()
    )
    return f"{_day(row.issued_on, today)} {DocumentKind(row.kind).label}" if row is not None else ""
