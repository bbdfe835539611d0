"""A report (检举控告) as the file knows it: a number, a date, no name, no word (Regulation Art. 30(3))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from peewee import fn

from jiefang_tui.rules.titles import title_of
from jiefang_tui.rules.typed.numbers import register_no, split_register_no
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.numbering import create_numbered
from jiefang_tui.store import search
from jiefang_tui.store.models import Matter, SealedReport
from jiefang_tui.terms import Category, Channel, EntryKind, MatterState, ReportAnswer

__all__ = ["SEALED_NAME", "SEALED_TITLE", "next_register_no", "register_report", "title_of", "wait_as_report"]

SEALED_TITLE = "检举控告(密)"
SEALED_NAME = "(密)"


def register_report(desk: Desk, day: date, channel: str = Channel.VISIT) -> Matter:
    """A report without a visit: a number and a date. Runs within the act that took it out of something else."""
    return _register(desk, day, channel, {}, is_asked=False)


def wait_as_report(desk: Desk, day: date, channel: str, **told: Any) -> Matter:
    """A report with its words and without a visit, until it is handed over. Runs within the act it came with."""
    return _register(desk, day, channel, told, is_asked=True)


def _register(desk: Desk, day: date, channel: str, told: Mapping[str, Any], *, is_asked: bool) -> Matter:
    """`told`: columns of the matter that hold its words; `is_asked`: somebody answered that it is a report."""
    with acting(desk, "report.register") as act:
        matter = create_numbered(
            act,
            Matter,
            "register_no",
            lambda: next_register_no(desk, day),
            title=SEALED_TITLE,
            petitioner_name=SEALED_NAME,
            received_on=day,
            recorded_on=act.today,
            channel=channel,
            category=Category.REPORT_ACCUSATION,
            state=MatterState.REGISTERED,
            first_receiver=desk.officer_id,
            report_answer=ReportAnswer.REPORT,
            **told,
        )
        asked = {"asked_on": act.today, "asked_by": desk.officer_name} if is_asked else {}
        act.create(SealedReport, matter=matter, received_on=day, **asked)
        search.index_matter(matter, desk.reference.pinyin)
        act.event(matter.id, EntryKind.REGISTERED, "登记", day)
    return matter


def next_register_no(desk: Desk, day: date) -> str:
    """The next number of `day`. Matters are never deleted, so numbers neither repeat nor restart."""
    prefix = register_no(desk.area_code, day, 1).rpartition("-")[0]
    last = (
        Matter.select(Matter.register_no)
        .where(Matter.register_no.between(f"{prefix}-", f"{prefix}-:"))  # LIKE would read every matter there ever was
        .order_by(fn.LENGTH(Matter.register_no).desc(), Matter.register_no.desc())
        .scalar()
    )
    return register_no(desk.area_code, day, split_register_no(last)[2] + 1 if last else 1)
