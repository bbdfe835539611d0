"""The lists of 督办: what each is called and means, its columns, and its lines as rows of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from jiefang_tui.rules.dates import weekday_of
from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort, SortKey
from jiefang_tui.services.supervision import cards
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.matter.backlog import backlog_reasons
from jiefang_tui.store.queries.supervision import foresight, level_skips, morning, push_target
from jiefang_tui.store.queries.supervision.foresight import Proposal, Turn
from jiefang_tui.store.queries.supervision.morning import LISTS as WATCHED
from jiefang_tui.store.queries.supervision.morning import Scope
from jiefang_tui.terms import CardColour, Light
from jiefang_tui.ui.toolkit.days_left import days_ago, days_left_words
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.toolkit.watched import TONES, scope_of
from jiefang_tui.ui.widgets.row import Column, Row

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

PAGE = 200
LEADER, UNIT = "leader:", "unit:"

MATTERS = (
    Column("姓名", 8), Column("事项", 0), Column("为什么列在这里", 28), Column("谁办", 10),
    Column("近记", 6, right=True, from_width=90), Column("编号", 25, from_width=150),
)  # fmt: skip
PUSHES = (Column("姓名", 8), Column("事项", 16), Column("督办情况", 0), Column("谁办", 10, from_width=90))
PROPOSED = (Column("牌", 4), Column("谁办", 10), Column("事项", 14), Column("规则和原因", 0), Column("信访人", 8))
"""A card stands beside who would get it; the petitioner never does."""
FORECAST = (
    Column("哪一天", 13), Column("转为", 4), Column("姓名", 8), Column("事项", 0), Column("什么期限", 10),
    Column("期限", 5), Column("谁办", 10),
)  # fmt: skip
SKIPS = (Column("日期", 10), Column("到哪级", 6), Column("事项", 27), Column("通报", 0))


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
    proposal: Proposal | None = None


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

    @cached_property
    def backlog(self) -> Ledger:
        """积案, by the office's rule or entered by hand."""
        name = dict(push_target.owners()).get(self.owner_key, "")
        leader = name.partition(" ")[0] if self.leader_id is not None else ""
        wanted = LedgerFilter(is_backlog=True, leader=leader, unit=name if self.unit_id is not None else "")
        return Ledger(wanted, Sort(SortKey.RECEIVED, descending=False), self.day, self.desk.reference)

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
    "red": ("期限已过，还没办完", 7),
    "due_today": ("今天是最后一天", 7),
    "yellow": ("期限快到了", 7),
    "silent": ("好些天没有记录，写明在等谁的也列出来", 3),
    "commitments_due": ("领导确认过的承诺，到期和快到期的", 5),
    "promises": ("领导确认过、还没有兑现的承诺，不论到期没有、事项办结没有", 5),
    "unowned": ("交出去没有人签收，或者还没有人办：由首接人负责", 4),
    "unaccepted": ("交出去办了还没有受理，办结期限没有起算", 4),
    "to_tell": ("还没有书面告知来访人", 4),
    "to_serve": ("处理意见出了，还没有送达", 4),
    "to_execute": ("办结了，还没有执行到位", 6),
    "to_visit": ("执行到位了，还没有回访", 6),
    "to_close": ("回访过了，还没有销号", 6),
    "cards_open": ("发出去还没有销的黄牌、红牌、提醒函", 7),
    "urges_open": ("催办了还没有答复", 7),
    "resubmissions_open": ("等接访领导决定", 7),
    "tasks_open": ("会商时分下去，还没做完的", 7),
    "escalations_open": ("提请上级，还没有答复", 7),
    "urgent_open": ("重大紧急，还没有终报", 7),
    "annual": ("今年收到的，写年度报告用", 1),
}
_PUSHES = ("card", "urge", "resubmission", "escalation", "task")
"""Kinds of lists that `push_dialogs.offer_push` knows."""
_TODAY_TONES = {"red": "red", "yellow": "yellow"}


def _watched(name: str) -> WatchList:
    spec = WATCHED[name]
    meaning, tab = _MEANINGS[name]
    is_matter = spec.kind == "matter"

    def count(supervised: Supervised) -> int:
        return morning.count(name, supervised.day, supervised.scope)

    def lines(supervised: Supervised, offset: int, limit: int) -> list[Line]:
        found = []
        for one in morning.rows(name, supervised.day, offset, limit, supervised.scope):
            days = one.days_left(supervised.day)
            tone = "red" if days is not None and days < 0 else _TODAY_TONES.get(name, "")
            last = days_ago((supervised.day - one.last_entry_on).days) if one.last_entry_on else "无"
            texts = (supervised.name(one.name), supervised.title(one.title), one.why, one.owner, last, one.register_no)
            push = (spec.kind, one.id) if spec.kind in _PUSHES else None
            row = Row((spec.kind, one.id), texts if is_matter else texts[:4], tones={2: tone} if tone else {})
            found.append(Line(row, one.matter_id, one.title or one.register_no, one.why, push))
        return found

    return WatchList(
        spec.label,
        meaning,
        MATTERS if is_matter else PUSHES,
        count,
        lines,
        TONES.get(name, ""),
        tab,
        enter="打开" if is_matter or spec.kind == "commitment" else "办理",
        unit="件" if is_matter else "条",
    )


# -- proposals and forecast


def _proposed(supervised: Supervised, offset: int, limit: int) -> list[Line]:
    """All of them: they are read at once."""
    return [] if offset else [_proposal(supervised, one) for one in supervised.proposals]


def _proposal(supervised: Supervised, one: Proposal) -> Line:
    """Which rule hit and why; what would clear it stands in the preview, or under the list."""
    said = f"{one.label}：{one.why}。怎样消除：{one.clears}"
    tone = "chip-red" if one.colour is CardColour.RED else "chip-yellow"
    texts = (one.colour.label, one.owner, supervised.title(one.title), one.why, supervised.name(one.name))
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


# -- backlog and level-skipping


def _backlog(supervised: Supervised, offset: int, limit: int) -> list[Line]:
    found, page = [], supervised.backlog.rows(offset, limit)
    reasons = backlog_reasons([one.id for one in page], supervised.day, supervised.desk.reference.policy)
    for one in page:
        why = reasons.get(one.id, "")
        last = days_ago((supervised.day - one.last_entry_on).days) if one.last_entry_on else "无"
        texts = (supervised.name(one.name), supervised.title(one.title), why, one.owner, last, one.register_no)
        found.append(Line(Row(one.id, texts), one.id, one.title or one.register_no, why))
    return found


def _year(supervised: Supervised) -> tuple[date, date]:
    return date(supervised.day.year, 1, 1), supervised.day


def _skips(supervised: Supervised, offset: int, limit: int) -> list[Line]:
    found = []
    for one in level_skips.skip_rows(*_year(supervised), offset=offset, limit=limit):
        texts = (str(one.on_day), one.level.label, one.register_no or "未对上事项", one.notice)
        found.append(Line(Row(one.id, texts), one.matter_id, one.register_no or one.notice, one.notice))
    return found


PROPOSALS, TURNS, BACKLOG, SKIPPED = "proposals", "forecast", "backlog", "level_skips"

LISTS: dict[str, WatchList] = {
    **{name: _watched(name) for name in WATCHED if name != "annual"},
    PROPOSALS: WatchList(
        "建议发牌", "规则提出，由人签发；Enter 发，不发什么也不记", PROPOSED, lambda s: len(s.proposals), _proposed,
        "now", enter="发牌", unit="张", empty="没有碰到发牌规则的",
    ),
    TURNS: WatchList(
        "七日预报", "未来七个工作日，哪天哪件转为临期、逾期", FORECAST, lambda s: len(s.turns), _turning,
        unit="条", empty="未来七个工作日没有要转临期、逾期的", note=_outlook,
    ),
    BACKLOG: WatchList("积案", "按本台的规则，或手工列入的", MATTERS, lambda s: s.backlog.count(), _backlog, tab=1),
    SKIPPED: WatchList(
        "越级", "今年上级通报的；登记和逐年比较在越级登记里，按 Enter", SKIPS,
        lambda s: level_skips.skip_count(*_year(s)), _skips, enter="越级登记", unit="条",
    ),
    "annual": _watched("annual"),
}  # fmt: skip
"""Every figure of 督办, in the order it stands on the screen."""
SLOW = (PROPOSALS, TURNS, BACKLOG)
"""Counted once the rest is on the screen: with 100,000 matters these take longer than all the others together."""
