"""The rules of the plan (接访安排规则), in words."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import Case, fn

from jiefang_tui.store.models import Officer, PlanDay, PlanRule, PlanTurn
from jiefang_tui.terms import PlanKind, RestDay

WEEKDAYS = "一二三四五六日"


class RuleTurn(NamedTuple):
    """A leader's place: the weekday that is theirs (1 Monday to 7), the village."""

    name: str
    weekday: int | None
    place: str

    @property
    def words(self) -> str:
        """``周敏 周一 章湾村``, as it is typed."""
        weekday = f"周{WEEKDAYS[self.weekday - 1]}" if self.weekday else ""
        return " ".join(filter(None, (self.name, weekday, self.place)))


class RuleView(NamedTuple):
    """A rule as its form and its line show it."""

    id: int
    kind: PlanKind
    begins_on: date
    ends_on: date | None
    laid_to: date
    weekdays: str
    digits: str
    is_lunar: bool
    month_days: str
    on_rest_day: RestDay
    mode: str
    hours: str
    place: str
    phone: str
    units: str
    """Who usually sits there (联合接访)."""
    turns: tuple[RuleTurn, ...]
    to_come: int
    """Days of it that stand after `today`."""
    holds: bool
    """Whether it was neither ended (停用) nor changed into another one, and has not come to its own end."""

    @property
    def when(self) -> str:
        """On which days, in words: 每周一、四 / 逢农历三、六、九."""
        if self.kind == PlanKind.WEEKLY:
            own = {str(turn.weekday) for turn in self.turns if turn.weekday}
            return "每周" + "、".join(WEEKDAYS[int(one) - 1] for one in sorted(set(self.weekdays) | own))
        if self.kind == PlanKind.MARKET_DAY:
            return f"逢{'农历' if self.is_lunar else ''}{'、'.join(self.digits)}"
        if self.kind == PlanKind.ROSTER:
            return f"接访表到{self.laid_to:%m-%d}"
        if self.kind == PlanKind.MONTH_DAY:
            return f"每月{'、'.join(self.month_days.split())}号"
        return "各到包联村" if self.kind == PlanKind.VILLAGE else "每个工作日"


def rules(today: date) -> list[RuleView]:
    """Every rule, those that hold first."""
    by_end = PlanRule.select().order_by(PlanRule.ends_on.is_null().desc(), PlanRule.id.desc())
    return [_view(row, today) for row in by_end]


def rule(rule_id: int, today: date) -> RuleView:
    """One rule."""
    return _view(PlanRule.get_by_id(rule_id), today)


def _view(row: PlanRule, today: date) -> RuleView:
    has_come = PlanTurn.next_from.is_null(False) & (PlanTurn.next_from <= today)  # 接替
    whose = Case(None, ((has_come, PlanTurn.next_leader),), PlanTurn.leader)
    turns: Any = (
        PlanTurn.select(Officer.name, PlanTurn.weekday, PlanTurn.place)
        .join(Officer, on=(Officer.id == whose))
        .where(PlanTurn.rule == row)
        .order_by(PlanTurn.position)
        .tuples()
    )
    coming = PlanDay.select(fn.COUNT(PlanDay.id)).where((PlanDay.rule == row) & (PlanDay.day > today) & PlanDay.stands)
    return RuleView(
        id=row.id,
        kind=PlanKind(row.kind),
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        laid_to=row.laid_to,
        weekdays=row.weekdays,
        digits=row.digits,
        is_lunar=row.is_lunar,
        month_days=row.month_days,
        on_rest_day=RestDay(row.on_rest_day),
        mode=row.mode,
        hours=row.hours,
        place=row.place,
        phone=row.phone,
        units=row.units,
        turns=tuple(RuleTurn(*one) for one in turns),
        to_come=int(coming.scalar() or 0),
        holds=row.ends_on is None or (not row.was_ended and row.ends_on >= today),
    )
