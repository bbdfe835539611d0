"""The lists of 督办: what each is called and means, its columns, and its lines as rows of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from jiefang_tui.rules.lights import warns_from
from jiefang_tui.rules.typed.dates import weekday_of
from jiefang_tui.rules.why import basis
from jiefang_tui.services.supervision import cards
from jiefang_tui.store.queries.supervision import foresight, morning, push_target
from jiefang_tui.store.queries.supervision.foresight import Proposal, Turn
from jiefang_tui.store.queries.supervision.legal_dates import LegalDate, legal_dates
from jiefang_tui.store.queries.supervision.morning import LISTS as WATCHED
from jiefang_tui.store.queries.supervision.scope import Scope
from jiefang_tui.store.queries.supervision.supervision_lines import WatchLine
from jiefang_tui.terms import CardColour, Light
from jiefang_tui.ui.toolkit.days_left import days_ago, days_left_words, short_left, which_date
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.toolkit.watched import TONES, scope_of
from jiefang_tui.ui.widgets.row import Column, Row

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

PAGE = 50
LEADER, UNIT = "leader:", "unit:"

MATTERS = (
    Column("姓名", 8), Column("事项", 0), Column("哪一步", 11), Column("法定", 5), Column("剩余", 6),
    Column("依据", 13), Column("谁办", 8), Column("近记", 6, right=True, from_width=110),
    Column("编号", 25, from_width=150),
)  # fmt: skip
LEFT = 4
"""The column that says how many days are left of the law's date."""
PROPOSED = (Column("牌", 4), Column("谁办", 10), Column("事项", 14), Column("规则和原因", 0), Column("信访人", 8))
"""A card stands beside who would get it; the petitioner never does."""
FORECAST = (
    Column("哪一天", 13), Column("转为", 4), Column("姓名", 8), Column("事项", 0), Column("什么期限", 10),
    Column("期限", 5), Column("谁办", 10),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line: its row, the matter it opens, and what Enter and the preview need."""

    row: Row
    matter_id: int | None
    title: str
    reason: str = ""
    """Why it stands here, in full."""
    push: tuple[str, int] | None = None
    """Kind and id for `push_dialogs.offer_push`."""
    instalment_id: int = 0
    """Of an agreement, which is paid from here."""
    proposal: Proposal | None = None
    legal: LegalDate | None = None
    """The law's date of the matter."""


@dataclass(frozen=True)
class Supervised:
    """One morning: the desk, the day, whose matters; what is read once for several lists."""

    desk: Desk
    day: date
    owner_key: str = ""
    """``leader:3``, ``unit:7``, or empty for everybody's."""

    @property
    def leader_id(self) -> int | None:
        return int(self.owner_key.removeprefix(LEADER)) if self.owner_key.startswith(LEADER) else None

    @property
    def unit_id(self) -> int | None:
        return int(self.owner_key.removeprefix(UNIT)) if self.owner_key.startswith(UNIT) else None

    @property
    def scope(self) -> Scope:
        """The same for `store.queries.supervision`."""
        return scope_of(self.desk, self.leader_id, self.unit_id)

    @cached_property
    def proposals(self) -> list[Proposal]:
        """What the rules for cards propose."""
        found = cards.proposed(self.desk)
        ours = push_target.owned_by((one.matter_id for one in found), self.leader_id, self.unit_id)
        return [one for one in found if one.matter_id in ours]

    @cached_property
    def turns(self) -> list[Turn]:
        """What turns yellow or red in the next seven working days."""
        found = foresight.forecast(self.day, self.desk.reference)
        ours = push_target.owned_by((one.matter_id for one in found), self.leader_id, self.unit_id)
        return [one for one in found if one.matter_id in ours]

    def name(self, name: str) -> str:
        """A name as lists show it."""
        return shown_name(name, self.desk.masks_names)

    def title(self, title: str) -> str:
        """A matter's title as lists show it."""
        return shown_title(title, self.desk.masks_names)


Count = Callable[[Supervised], int]
Lines = Callable[[Supervised, int, int], list[Line]]


@dataclass(frozen=True)
class WatchList:
    """One figure of 督办 and the list it counts."""

    label: str
    meaning: str
    """Beside the number, in a few words."""
    columns: Sequence[Column]
    count: Count
    lines: Lines
    tone: str = ""
    tab: int = 7
    """The tab of a matter that Enter opens."""
    enter: str = "打开"
    unit: str = "件"
    empty: str = "现在没有"
    note: Callable[[Supervised], str] = lambda _: ""
    """What stands in the place of `meaning` on a day on which there is more to say."""


# -- lists of `store.queries.supervision`

_MEANINGS = {
    "law": ("法律、上级定的期限，和该书面告知、送达的", 7),
    "others": ("球在别人那里：等签收、等答复、等决定", 7),
    "ask": ("自己定的日子到了要问一声，办完了要收尾", 7),
    "red": ("法定期限已过最后一日，还没办完", 7),
    "due_today": ("今天是法定期限的最后一日", 7),
    "yellow": ("法定期限快到了", 7),
    "to_tell": ("还没有书面告知来访人", 4),
    "to_serve": ("处理意见出了，还没有送达", 4),
    "to_seal": ("检举控告，还没有移送(条例第三十条)", 1),
    "urgent_open": ("重大紧急，还没有终报(条例第二十五条)", 7),
    "unsigned": ("交到了还没有人签收", 4),
    "limits": ("限办、承办答复的日子到了或快到了", 4),
    "tasks_open": ("会商时分下去，还没做完的", 7),
    "undertaken": ("接访时单位认领的，还没有办到", 7),
    "urges_open": ("催办、商请了还没有答复", 7),
    "above": ("报请、异议、复查、复核，等上级决定", 4),
    "escalations_open": ("提请上级，还没有答复", 7),
    "resubmissions_open": ("等接访领导决定", 7),
    "waiting": ("写明了在等谁", 7),
    "led": ("引导到别的途径，该有结果了", 4),
    "cards_open": ("发出去还没有销的黄牌、红牌、提醒函", 7),
    "resolve": ("化解期限到了或快到了", 2),
    "measures": ("化解措施到了或快到了", 2),
    "promises": ("确认过的承诺，到了、快到了、没有定日期的", 5),
    "instructed": ("领导批示的日子到了或快到了，还没有办理情况；Enter 登记", 1),
    "instalments": ("协议的分期到了、快到了、还没付清的；Enter 记付款，只问不发牌", 5),
    "to_execute": ("办结了，还没有执行到位", 6),
    "to_visit": ("执行到位了，还没有回访", 6),
    "to_close": ("回访过了，还没有销号", 6),
    "silent": ("好些天没有记录，写明在等谁的也列出来", 3),
    "unaccepted": ("交出去办了还没有受理，办结期限没有起算", 4),
    "look_again": ("到了复看的日子，还没有记看的结果", 6),
    "unhanded": ("还没有交到单位，或者还没有定谁办：由首接人负责", 4),
}
_EMPTY = {
    "law": "法定 0: 没有到期、待告知、待送达的事项",
    "others": "等别人 0: 没有等别人的事项",
    "ask": "到期要问 0: 没有到了日子要问的事项",
}
_PUSHES = ("card", "urge", "resubmission", "escalation", "task", "undertaking", "instruction")
"""Kinds of lines that `push_dialogs.offer_push` knows."""


def _line(supervised: Supervised, one: WatchLine, legal: LegalDate | None) -> Line:
    """The law's date with its article; what is the office's own stands with its step."""
    step, today = one.step, supervised.day
    if step and one.due_on is not None and one.due_on != (legal.last if legal else None):
        step = f"{step} {short_left((one.due_on - today).days)}"
    left = (legal.last - today).days if legal else None
    tone = "" if left is None else "red" if left < 0 else "yellow" if _is_near(supervised, legal) else ""
    last = days_ago((today - one.last_entry_on).days) if one.last_entry_on else "无"
    texts = (
        supervised.name(one.name),
        supervised.title(one.title),
        step or which_date(legal.kind if legal else one.named),
        f"{legal.last:%m-%d}" if legal else "",
        short_left(left) if left is not None else "",
        _basis(legal) if legal else "",
        one.owner,
        last,
        one.register_no,
    )
    reason = one.why if one.step else one.why.partition("，")[2]  # the law's date itself is told in full anyway
    push = (one.kind, one.id) if one.kind in _PUSHES else None
    enter = {"matter": "打开", "commitment": "打开", "instalment": "记付款"}.get(one.kind, "办理")
    row = Row((one.kind, one.id), texts, tones={LEFT: tone} if tone else {}, enter=enter)
    part = one.id if one.kind == "instalment" else 0
    return Line(row, one.matter_id or None, one.title or one.register_no, reason, push, part, legal=legal)


def _stands_for(one: WatchLine, dates: Sequence[LegalDate]) -> LegalDate | None:
    """The law's date that the line names; else the nearest."""
    named = [each for each in dates if (each.kind, each.last) == (one.named, one.named_on)]
    return next(iter(named or dates), None)


def _is_near(supervised: Supervised, legal: LegalDate | None) -> bool:
    yellow = supervised.desk.reference.policy.yellow_days
    return legal is not None and supervised.day >= warns_from(legal.start, legal.raw, yellow)


def _basis(legal: LegalDate) -> str:
    return basis(
        legal.kind,
        legal.article,
        legal.days,
        is_working=legal.is_working,
        calendar_days=(legal.raw - legal.start).days,
        source=legal.source,
    )


def _watched(name: str, label: str) -> WatchList:
    meaning, tab = _MEANINGS[name]

    def count(supervised: Supervised) -> int:
        return morning.count(name, supervised.day, supervised.scope)

    def lines(supervised: Supervised, offset: int, limit: int) -> list[Line]:
        page = morning.rows(name, supervised.day, offset, limit, supervised.scope)
        dates = legal_dates({one.matter_id for one in page})
        return [_line(supervised, one, _stands_for(one, dates.get(one.matter_id, []))) for one in page]

    return WatchList(
        label, meaning, MATTERS, count, lines, TONES.get(name, ""), tab, empty=_EMPTY.get(name, "现在没有")
    )


# -- proposals and forecast


def _proposed(supervised: Supervised, offset: int, limit: int) -> list[Line]:
    """All of them: they are read at once."""
    return [] if offset else [_proposal(supervised, one) for one in supervised.proposals]


_CARD_SHOWN = {
    CardColour.RED: (CardColour.RED.label, "chip-red"),
    CardColour.YELLOW: (CardColour.YELLOW.label, "chip-yellow"),
    CardColour.REMINDER: ("函", "dim"),
}


def _proposal(supervised: Supervised, one: Proposal) -> Line:
    """Which rule hit and why; what would clear it stands in the preview, or under the list."""
    said = f"{one.label}：{one.why}。怎样消除：{one.clears}"
    card, tone = _CARD_SHOWN[one.colour]
    texts = (card, one.owner, supervised.title(one.title), one.why, supervised.name(one.name))
    row = Row((one.matter_id, one.rule), texts, tones={0: tone})
    return Line(row, one.matter_id, one.title or one.register_no, said, proposal=one)


def _turning(supervised: Supervised, offset: int, limit: int) -> list[Line]:
    found, before = [], None
    for number, one in enumerate(supervised.turns[offset : offset + limit], offset):
        day = f"{one.day:%m-%d} {weekday_of(one.day)}" if one.day != before or number == offset else ""
        before = one.day
        tone = "red" if one.light is Light.RED else "yellow"
        texts = (
            day,
            one.light.label,
            supervised.name(one.name),
            supervised.title(one.title),
            one.kind,
            f"{one.due_on:%m-%d}",
            one.owner,
        )
        now = days_left_words((one.due_on - supervised.day).days)
        said = f"{one.day}转为{one.light.label}: {one.kind}{one.due_on}，现在{now}"
        found.append(Line(Row(number, texts, tones={1: tone}), one.matter_id, one.title or one.register_no, said))
    return found


def _outlook(supervised: Supervised) -> str:
    last, guessed = foresight.outlook(supervised.day, supervised.desk.reference)
    years = "、".join(str(year) for year in guessed)
    return f"到{last:%m-%d}为止({years}年放假安排未收录，按周一至周五算)" if guessed else ""


PROPOSALS, TURNS = "proposals", "forecast"
_ASK = morning.BY_GROUP["ask"].lists
GROUPS = (*morning.GROUPS[:2], morning.BY_GROUP["ask"]._replace(lists=(*_ASK[:5], PROPOSALS, *_ASK[5:])))
"""The groups of figures, 建议发牌 among what is to be asked."""

LISTS: dict[str, WatchList] = {
    **{group.name: _watched(group.name, group.label) for group in morning.GROUPS},
    **{name: _watched(name, spec.label) for name, spec in WATCHED.items()},
    PROPOSALS: WatchList(
        "建议发牌", "规则提出，由人签发；Enter 发，不发什么也不记", PROPOSED, lambda s: len(s.proposals), _proposed,
        enter="发牌", unit="张", empty="没有碰到发牌规则的",
    ),
    TURNS: WatchList(
        "七日预报", "未来七个工作日，哪天哪件转为临期、逾期", FORECAST, lambda s: len(s.turns), _turning,
        unit="条", empty="未来七个工作日没有要转临期、逾期的", note=_outlook,
    ),
}  # fmt: skip
"""Every list of 督办 by name: the groups, their figures, and the forecast, which has a key of its own."""
SLOW = (PROPOSALS,)
"""Counted once the rest is on the screen: with 100,000 matters it takes longer than all the others together."""
