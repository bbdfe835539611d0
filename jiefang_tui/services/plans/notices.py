"""公示: the plan of a month or a year as paper, in editions that say what changed; and the board of the leaders.

Writing the paper makes nothing public: `publish` says that it hangs, and can be taken back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.typed.dates import weekday_of
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.store.models import Officer, PublicNotice
from jiefang_tui.store.queries.plans.days import PlanLine, plan_lines
from jiefang_tui.store.queries.plans.leaders import five_years
from jiefang_tui.store.queries.plans.notices import latest_notice
from jiefang_tui.terms import SessionMode

if TYPE_CHECKING:
    from jiefang_tui.documents.plans.notice import Notice

PAPER = "领导接访安排公示"
BOARD = "领导接访公示栏"
LOOKS_AHEAD = timedelta(days=366)
_HEADS = ("日期", "星期", "接访领导", "职务", "分管工作", "时间", "地点", "形式", "电话")
_WIDTHS = (2.3, 1.6, 2.2, 3.2, 3.2, 2.2, 2.3, 1.6, 2.4)
_PAGE_CM = 16.8
"""What the columns of a page share."""
_KIND, _PHONE = 7, 8
_BOARD_HEADS = ("姓名", "职务", "分管工作", "办公电话", "接访日")
_BOARD_WIDTHS = (2.2, 3.6, 4.6, 3.0, 3.6)
_ALWAYS = "接访日以外，领导在岗随时接访；来访人可以点名请某位领导接访。"


def write_notice(desk: Desk, first: date, last: date) -> tuple[int, Printed]:
    """Write the notice of these days. What has not changed keeps its edition, and says again what that one changed.

    Returns its id and the paper.

    Raises `Refused` when nothing is planned then, or the paper cannot be written.
    """
    lines = [line for line in plan_lines(first, last, with_cancelled=False) if line.plan_day_id is not None]
    if not lines:
        raise Refused("这一段还没有排班，排好了再公示。")
    rows = _rows(desk, lines)
    before = latest_notice(first, last)
    changes = _changes(before.lines, rows) if before else ()
    edition = 1 if before is None else before.edition + bool(changes)
    earlier = before if changes else latest_notice(first, last, before=edition)
    told = _changes(earlier.lines, rows) if earlier else ()
    printed = _write(desk, _notice(desk, first, last, rows, edition, told), f"{first}-{last}-第{edition}版-{PAPER}")
    if before is not None and not changes:
        return before.id, printed
    with acting(desk, "plan.write_notice") as act:
        row = act.create(
            PublicNotice,
            first_day=first,
            last_day=last,
            edition=edition,
            written_on=act.today,
            lines=json.dumps(rows, ensure_ascii=False),
            file=printed.path.name,
        )
        act.about(row)
    return row.id, printed


def publish(desk: Desk, notice_id: int) -> None:
    """已公示: it hangs, today."""
    with acting(desk, "plan.publish") as act:
        row = act.change(PublicNotice.get_by_id(notice_id))
        act.about(row)
        if row.published_on is not None:
            raise Refused(f"这一版{row.published_on:%m-%d}已经公示。")
        row.published_on = act.today


def take_back_publishing(desk: Desk, notice_id: int, reason: str) -> None:
    """It does not hang: 已公示 was said by mistake, or it was taken down."""
    if not reason.strip():
        raise Refused("请写明为什么撤。", "reason")
    with acting(desk, "plan.take_back_publishing", reason) as act:
        row = act.change(PublicNotice.get_by_id(notice_id))
        act.about(row)
        if row.published_on is None:
            raise Refused("这一版还没有公示。")
        row.published_on = None


def write_board(desk: Desk) -> Printed:
    """领导接访公示栏: post, field of work, office telephone, days; never a petitioner.

    The telephone is that of their days, which is meant for the public, else the office's: never one of the roster.
    """
    today = clock.today()
    coming: dict[int, list[PlanLine]] = {}
    for line in plan_lines(today, today + LOOKS_AHEAD, with_cancelled=False):
        if line.leader_id is not None and line.plan_day_id is not None:
            coming.setdefault(line.leader_id, []).append(line)
    found = [
        one
        for one in five_years(today).leaders
        if one.serves(today) and (one.now.planned or one.now.there or one.id in coming)
    ]
    if not found:
        raise Refused("还没有排过班的领导；先定接访规则。")
    office_phone = office_data.office(desk).query_phone
    rows = []
    for one in found:
        lines = coming.get(one.id, [])
        phone = next((line.phone for line in lines if line.phone), office_phone)
        rows.append((one.name, one.post, one.charge, phone, _next([line.day for line in lines])))
    return _write(desk, _board(desk, rows, today), f"{today}-{BOARD}")


def _next(days: list[date]) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in days[:3])


def _rows(desk: Desk, lines: list[PlanLine]) -> list[list[str]]:
    fields = {row.id: row.field_of_work for row in Officer.select().where(Officer.id.in_([x.leader_id for x in lines]))}
    return [
        [
            f"{line.day.month}月{line.day.day}日",
            weekday_of(line.day),
            line.leader,
            line.post,
            fields.get(line.leader_id or 0, ""),
            line.hours,
            line.place,
            line.mode_label,
            line.phone,
        ]
        for line in lines
    ]


def _changes(before: list[list[str]], now: list[list[str]]) -> tuple[str, ...]:
    """What the next edition says: by day, who was there and who is now; an edition of then may have fewer columns."""
    had = min(len(row) for row in (*before, *now))
    before, now = [row[:had] for row in before], [row[:had] for row in now]
    gone, come = Counter(map(tuple, before)), Counter(map(tuple, now))
    days = list(dict.fromkeys(row[0] for row in (*before, *now)))
    told = []
    for day in days:
        old = [row for row in (gone - come) if row[0] == day]
        new = [row for row in (come - gone) if row[0] == day]
        if old or new:
            told.append(f"{day}：原{_said(old)}，现{_said(new)}。")
    return tuple(told)


def _said(rows: list[tuple[str, ...]]) -> str:
    return "、".join(" ".join(filter(None, (row[2], row[5], row[6]))) for row in rows) or "没有安排"


def _span(first: date, last: date) -> str:
    if first.day == 1 and (last.year, last.month) == (first.year, first.month):
        return f"{first.year}年{first.month}月"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年"
    return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"


def _untold(rows: list[list[str]]) -> set[int]:
    """Columns that would tell nothing: no telephone, or every day a plain 接访日."""
    found = set()
    if not any(row[_PHONE] for row in rows):
        found.add(_PHONE)
    if all(row[_KIND] == SessionMode.RECEPTION_DAY.label for row in rows):
        found.add(_KIND)
    return found


def _notice(
    desk: Desk, first: date, last: date, rows: list[list[str]], edition: int, changes: tuple[str, ...]
) -> Notice:
    from jiefang_tui.documents.plans.notice import Notice

    office = office_data.office(desk)
    phones = f"咨询电话：{office.query_phone}" if office.query_phone else ""
    under = _span(first, last) + (f"（第{edition}版）" if edition > 1 else "")
    shown = [column for column in range(len(_HEADS)) if column not in _untold(rows)]
    width = _PAGE_CM / sum(_WIDTHS[column] for column in shown)
    return Notice(
        title=f"{office.body_name or office.name}领导接访安排公示",
        under=under,
        heads=tuple(_HEADS[column] for column in shown),
        rows=tuple(tuple(row[column] for column in shown) for row in rows),
        widths=tuple(_WIDTHS[column] * width for column in shown),
        changes=changes,
        notes=tuple(filter(None, (_ALWAYS, phones))),
        issuing_body=office.name,
        issued_on=clock.today(),
    )


def _board(desk: Desk, rows: Sequence[tuple[str, ...]], today: date) -> Notice:
    from jiefang_tui.documents.plans.notice import Notice

    office = office_data.office(desk)
    return Notice(
        title=f"{office.body_name or office.name}{BOARD}",
        under="",
        heads=_BOARD_HEADS,
        rows=tuple(rows),
        widths=_BOARD_WIDTHS,
        changes=(),
        notes=(_ALWAYS,),
        issuing_body=office.name,
        issued_on=today,
    )


def _write(desk: Desk, notice: Notice, name: str) -> Printed:
    from jiefang_tui.documents.desk import write
    from jiefang_tui.documents.plans.notice import notice_docx

    paper_name = name.rpartition("-")[2]
    try:
        content = notice_docx(notice).content
        path = write_paper(desk, f"{write.safe_name(name)}.docx", content, tells=())  # a plan tells of no petitioner
    except OSError as error:
        raise Refused(paper_sentence(paper_name, error)) from error
    return Printed(path, paper_name)


def is_hanging(notice_id: int) -> bool:
    """Whether somebody said that it hangs."""
    return PublicNotice.get_by_id(notice_id).published_on is not None
