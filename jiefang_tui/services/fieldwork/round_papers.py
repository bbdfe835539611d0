"""入户单 and 签领表 written to the exports folder. When people are at home stands on neither."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.agreements.amount_words import amount_in_words
from jiefang_tui.rules.fieldwork.round_columns import show_cell, show_fen
from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.store.queries.fieldwork.rounds import (
    HouseholdLine,
    RoundView,
    group_lines,
    household_lines,
    round_view,
)
from jiefang_tui.terms import ColumnKind

if TYPE_CHECKING:
    from jiefang_tui.documents.fieldwork.round_sheet import RoundSheet

SHEET, RECEIPTS = "入户单", "签领表"
_EVERYTHING = 100_000
_SHARES = {ColumnKind.TEXT: 3.0, ColumnKind.AMOUNT: 1.8, ColumnKind.CHOICE: 1.6, ColumnKind.PHOTO: 1.4}


def write_sheet(desk: Desk, round_id: int, only: Sequence[str] | None = None) -> Printed:
    """入户单 of the households in these states (all: None), in walking order, with room to write."""
    from jiefang_tui.documents.fieldwork.round_sheet import PAGE_CM, Group

    view = round_view(round_id)
    found = _by_group(view, only)
    shares = [1.0, 2.2, *(_SHARES[one.kind] for one in view.columns), 2.0]
    groups = tuple(
        Group(name, tuple((str(one.number), one.head, *_cells(view, one), "") for one in lines))
        for name, lines in found
    )
    count = sum(len(lines) for _, lines in found)
    return _write(
        desk,
        view,
        SHEET,
        under=f"共 {count} 户" + (f"（{'、'.join(word for word in only if word)}）" if only is not None else ""),
        heads=("序", "户主", *(one.name for one in view.columns), "备注"),
        widths=tuple(share * PAGE_CM / sum(shares) for share in shares),
        groups=groups,
        notes=("入户人：                    日期：        年    月    日",),
        tells=_told_of(found),
    )


def write_receipts(desk: Desk, round_id: int, place: int) -> Printed:
    """签领表 by the column of amounts at `place`: each household that has one, a place to sign, the sum in words."""
    from jiefang_tui.documents.fieldwork.round_sheet import Group

    view = round_view(round_id)
    found = [(name, [one for one in lines if int(one.cells[place - 1] or 0)]) for name, lines in _by_group(view, None)]
    total = sum(int(one.cells[place - 1]) for _, lines in found for one in lines)
    if not total:
        raise Refused(f"「{view.columns[place - 1].name}」一栏还没有金额，没有可签领的。")
    groups = tuple(
        Group(
            name, tuple((str(one.number), one.head, show_fen(int(one.cells[place - 1])), "", "", "") for one in lines)
        )
        for name, lines in found
        if lines
    )
    return _write(
        desk,
        view,
        RECEIPTS,
        under=f"{view.columns[place - 1].name}  共 {sum(len(group.rows) for group in groups)} 户",
        heads=("序", "户主", "金额(元)", "领款人签字", "与户主关系", "日期"),
        widths=(1.2, 3.0, 3.0, 4.2, 2.8, 2.8),
        groups=groups,
        notes=(
            f"合计 {amount_text(total)}（大写：{amount_in_words(total)}）",
            "代领的，写明与户主的关系，附户主的委托。",
            "经办人：                审核人：                ",
        ),
        tells=_told_of(found),
    )


def _by_group(view: RoundView, only: Sequence[str] | None) -> list[tuple[str, list[HouseholdLine]]]:
    return [(group.name, household_lines(view, group.id, 0, _EVERYTHING, only)) for group in group_lines(view, only)]


def _told_of(found: Sequence[tuple[str, Sequence[HouseholdLine]]]) -> list[str]:
    return [f"household:{one.id}" for _, lines in found for one in lines]


def _cells(view: RoundView, line: HouseholdLine) -> list[str]:
    return [show_cell(column.kind, kept) for column, kept in zip(view.columns, line.cells, strict=True)]


def _write(
    desk: Desk,
    view: RoundView,
    name: str,
    *,
    under: str,
    heads: tuple[str, ...],
    widths: tuple[float, ...],
    groups: tuple[object, ...],
    notes: tuple[str, ...],
    tells: Sequence[str],
) -> Printed:
    from jiefang_tui.documents.desk import write
    from jiefang_tui.documents.fieldwork.round_sheet import RoundSheet, round_sheet_docx

    sheet: RoundSheet = RoundSheet(
        title=f"{view.name}{name}",
        under=under,
        heads=heads,
        widths=widths,
        groups=groups,  # type: ignore[arg-type]
        notes=notes,
        issuing_body=office_data.office(desk).name,
        issued_on=clock.today(),
    )
    try:
        file = f"{write.safe_name(f'{clock.today()}-{view.name}-{name}')}.docx"
        path = write_paper(desk, file, round_sheet_docx(sheet).content, tells=tells)
    except OSError as error:
        raise Refused(paper_sentence(name, error)) from error
    return Printed(path, name)
