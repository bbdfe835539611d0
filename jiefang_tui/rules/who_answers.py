"""谁负责: who answers for a date, and whose a step without one is, in one table.

Card proposals, 谁办 and 下一步 of 督办, the forecast and the gap meter read it.

Whoever did their part in time answers for nothing: when a unit has answered, sent it back or never received it, the
next step is ours. What the desk owes (书面告知, 送达, 回访 ...) is a legal matter of the desk (Art. 44(3)) and
nobody's card. A card goes to units and officers of the township only; who is outside its authority is asked in writing
(商请函, 催办), and a private debtor, the petitioner and a higher body never get one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jiefang_tui.terms import DueKind, Term, UnitRelation


class Part(Term):
    """How far whoever has it in hand did their part."""

    MET = "met", "已办"
    LATE = "late", "没有办"
    """In their hands and not done: late once its last day has passed."""
    ANSWERED = "answered", "单位已答复"
    RETURNED = "returned", "单位已退回"
    UNDELIVERED = "undelivered", "没有交到"
    """Handed on here, and nothing on record says that it reached the unit."""


class Who(Term):
    """Who answers for a date."""

    NOBODY = "nobody", "没有人"
    DESK = "desk", "本台"
    RECEIVER = "receiver", "首接人"
    """Whoever registered it, until it is in somebody else's hands; where that is not known, the desk."""
    UNIT = "unit", "承办单位"
    """The unit or officer it was handed to."""
    OWNER = "owner", "包案领导或者承办人"
    """The 包案领导; else the unit or officer that has the matter in hand."""
    LEADER = "leader", "包案领导"
    """The 包案领导 only: without one it is the desk's."""
    NAMED = "named", "责任人"
    """The officer who is named beside it, of a measure."""
    ELSEWHERE = "elsewhere", "别的机关"
    PETITIONER = "petitioner", "信访人"


class Step(Term):
    """A next step that no date of its own is kept of."""

    TALK = "talk", "接谈"
    ACCEPT = "accept", "受理"
    HAND_ON = "hand_on", "定承办、交件"
    TELL_EXTENSION = "tell_extension", "延期告知"
    """The reason of an extension is told to the petitioner (Art. 34)."""
    REPORT_URGENT = "report_urgent", "重大紧急报送"
    ENTER = "enter", "录入"
    SEE_TO = "see_to", "核实、复看"
    """Whether it was carried out, what became of it elsewhere."""
    CLOSE = "close", "销号"
    WORK = "work", "推进办理"
    BOXES = "boxes", "三定三包"
    HIGHER = "higher", "等上级"
    """The answer of a higher level that was asked, or its consent to take a matter back (Art. 23(3))."""


Duty = DueKind | Step
"""What somebody has to do: by a date, or next."""

GETS_CARDS = (Who.UNIT, Who.OWNER, Who.LEADER, Who.NAMED)

_PARTS = (Part.MET, Part.LATE, Part.ANSWERED, Part.RETURNED, Part.UNDELIVERED)


def _row(late: Who, answered: Who, returned: Who, undelivered: Who) -> Mapping[Part, Who]:
    return dict(zip(_PARTS, (Who.NOBODY, late, answered, returned, undelivered), strict=True))


_DESKS = _row(Who.DESK, Who.DESK, Who.DESK, Who.DESK)
_UNITS = _row(Who.UNIT, Who.DESK, Who.DESK, Who.DESK)
_CASE = _row(Who.OWNER, Who.LEADER, Who.LEADER, Who.LEADER)
_LEADERS = _row(Who.LEADER, Who.LEADER, Who.LEADER, Who.LEADER)
_HIGHER = _row(Who.ELSEWHERE, Who.ELSEWHERE, Who.ELSEWHERE, Who.ELSEWHERE)
_THEIRS = _row(Who.PETITIONER, Who.PETITIONER, Who.PETITIONER, Who.PETITIONER)

TABLE: Mapping[Duty, Mapping[Part, Who]] = {
    DueKind.TRIAGE: _DESKS,
    DueKind.ACCEPTANCE_NOTICE: _DESKS,
    DueKind.OBJECTION: _DESKS,
    DueKind.HANDLING: _CASE,
    DueKind.EXTENDED: _CASE,
    DueKind.REVIEW_REQUEST: _THEIRS,
    DueKind.REVIEW: _HIGHER,
    DueKind.RECHECK_REQUEST: _THEIRS,
    DueKind.RECHECK: _HIGHER,
    DueKind.ASSIGNED: _CASE,
    DueKind.REPORT_UP: _DESKS,
    DueKind.ROUTE: _CASE,
    DueKind.SIGN: _UNITS,
    DueKind.REPLY: _UNITS,
    DueKind.SET: _CASE,
    DueKind.SERVICE: _DESKS,
    DueKind.COMMITMENT: _CASE,
    DueKind.FOLLOW_UP: _DESKS,
    DueKind.MEASURE: _row(Who.NAMED, Who.NAMED, Who.NAMED, Who.NAMED),
    DueKind.RESOLVE: _LEADERS,
    Step.TALK: _DESKS,
    Step.ACCEPT: _DESKS,
    Step.HAND_ON: _row(Who.RECEIVER, Who.RECEIVER, Who.RECEIVER, Who.RECEIVER),
    Step.TELL_EXTENSION: _DESKS,
    Step.REPORT_URGENT: _DESKS,
    Step.ENTER: _DESKS,
    Step.SEE_TO: _DESKS,
    Step.CLOSE: _DESKS,
    Step.WORK: _CASE,
    Step.BOXES: _LEADERS,
    Step.HIGHER: _HIGHER,
}
"""Every kind of date and every step, and for each how far it is: whose it is."""


def answers(kind: Duty, part: Part, *, is_led_elsewhere: bool = False, is_private: bool = False) -> Who:
    """Who answers for a date of that kind.

    `is_led_elsewhere`: the matter was led to another authority (Art. 31(1)-(4)), whose outcome is waited for.
    `is_private`: a promise that a private debtor has to keep.
    """
    if is_led_elsewhere and kind is DueKind.ROUTE:
        return TABLE[DueKind.REVIEW][part]
    if is_private and kind is DueKind.COMMITMENT and part is not Part.MET:
        return Who.NOBODY
    return TABLE[kind][part]


def kinds_of(*who: Who) -> tuple[DueKind, ...]:
    """The dates for which these answer while they are not met and nothing else has come between."""
    return tuple(kind for kind in DueKind if TABLE[kind][Part.LATE] in who)


OUTSIDE = (UnitRelation.DUAL, UnitRelation.STATIONED, UnitRelation.HIGHER)
"""管理关系 of units that the township cannot give a card."""


def is_outside(name: str, relation: str, known_names: Collection[str]) -> bool:
    """Whether a unit is outside the township's authority: as somebody said, else by how such units are called."""
    if relation:
        return relation in OUTSIDE
    return name.endswith(tuple(known_names))


@dataclass(frozen=True)
class Addressee:
    """To whom a card would go."""

    unit: str = ""
    officer: str = ""
    is_outside: bool = False

    @property
    def name(self) -> str:
        """``自然资源所李强``."""
        return self.unit + self.officer

    @property
    def in_short(self) -> str:
        """For a narrow column: the officer, else the unit."""
        return self.officer or self.unit

    @property
    def gets_cards(self) -> bool:
        """Whether the township may give them one."""
        return not self.is_outside


SOMEBODY = Addressee()
"""Who it is is not said."""
