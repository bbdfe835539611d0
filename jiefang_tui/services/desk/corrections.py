"""更正: what stood there is kept (`Correction`), and from the second day on somebody has approved the change."""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.store.models import Correction, Matter, Officer, Row


def approved_by(act: Act, matter: Matter, day: date, approver: str, post: str, paper_on: date | None) -> Officer | None:
    """Who agreed that what was written down on `day` is changed: nobody has to on that very day."""
    if day == act.today:
        return None
    if not approver.strip():
        raise Refused(f"这是{day}记的，不是当天更正，请写批准人。", "approver")
    if paper_on is None:
        raise Refused("请填写批准的书面材料是哪一天的。", "paper_on")
    if paper_on > act.today:
        raise Refused("书面材料的日期不能晚于今天。", "paper_on")
    officer = officer_named(act, approver, post, field="approver")
    assert officer is not None
    must_be_free(matter, officer, field="approver")
    return officer


def keep_old(
    act: Act,
    matter_id: int,
    row: Row,
    columns: tuple[str, ...],
    reason: str,
    approver: Officer | None = None,
    paper_on: date | None = None,
    **said: str,
) -> None:
    """Keep what stands in these columns of `row`, under the matter; `said` is kept in the place of a code."""
    for column in columns:
        was = said.get(column, str(getattr(row, column) or ""))
        if was:
            act.create(
                Correction,
                matter=matter_id,
                about=row._meta.table_name,
                row_id=row.id,
                column=column,
                was=was,
                reason=reason,
                approver=approver,
                paper_on=paper_on,
                officer=act.desk.officer_id,
                corrected_at=act.now,
            )
