"""矛盾纠纷排查情况表 written to the exports folder: 总况, then each kind, by village, with 小计 and 年度累计."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce

from jiefang_tui import clock
from jiefang_tui.rules.fieldwork.check_spans import Span, neighbour, span_of, span_words
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.services.fieldwork.checks import check_span
from jiefang_tui.store.queries.fieldwork.checks import Counted, counted, reporting
from jiefang_tui.terms import DisputeKind

TABLE = "矛盾纠纷排查情况表"
NO_REPORT, NO_FIGURE = "没报", "-"
"""Of a village that has said nothing, not even 零报告: no zero stands there."""
NAMED = 6
"""Villages that are named for a span; of more their number is said."""


def _rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


_WHOLE: dict[str, Callable[[Counted], str]] = {
    "排查数": lambda one: str(one.found),
    "调处数": lambda one: str(one.mediated),
    "调处率%": lambda one: _rate(one.mediated, one.found),
    "成功数": lambda one: str(one.settled),
    "成功率%": lambda one: _rate(one.settled, one.mediated),
}


def write_table(desk: Desk, first: date, last: date, villages: Sequence[str]) -> Printed:
    """The table of a span: the township's villages in order, then others of which there is anything."""
    from jiefang_tui.documents.desk import write
    from jiefang_tui.documents.fieldwork.check_table import CheckTable, check_table_docx

    found, of_year = counted(first, last), counted(date(last.year, 1, 1), last)  # 累计: to the end of this span
    names = list(dict.fromkeys((*villages, *(village for village, _ in found))))

    def sums(kind: DisputeKind | None) -> list[Counted]:
        """By village, then all of the span, then all of the year."""
        each = [_sum(found, village, kind) for village in names]
        return [*each, _sum(found, None, kind), _sum(of_year, None, kind)]

    there = reporting(first, last)
    silent = [village not in there and not _sum(found, village, None).found for village in names]

    def row(label: str, texts: Sequence[str], unsaid: str = NO_FIGURE) -> tuple[str, ...]:
        return (label, *(unsaid if at < len(silent) and silent[at] else text for at, text in enumerate(texts)))

    whole = sums(None)
    rows = [
        row(label, [said(one) for one in whole], NO_FIGURE if number else NO_REPORT)
        for number, (label, said) in enumerate(_WHOLE.items())
    ]
    rows += [row(kind.label, [str(one.found) for one in sums(kind)]) for kind in DisputeKind]
    office = office_data.office(desk)
    table = CheckTable(
        title=TABLE,
        under=span_words(first, last),
        filled_by=office.body_name or office.name,
        heads=("", *names, "小计", "年度累计"),
        rows=tuple(rows),
        issued_on=clock.today(),
        missing=_missing(first, last, names, there),
    )
    try:
        file = f"{write.safe_name(f'{first}-{last}-{TABLE}')}.docx"
        path = write_paper(desk, file, check_table_docx(table).content, tells=())  # numbers only
    except OSError as error:
        raise Refused(paper_sentence(TABLE, error)) from error
    return Printed(path, TABLE)


def _missing(first: date, last: date, names: Sequence[str], there: dict[str, list[Span]]) -> str:
    """Who has not reported for which of the office's spans, from the first of which anybody has reported on.

    One that is not over yet counts, one to come does not.
    """
    began = min((begins for spans in there.values() for begins, _ in spans), default=min(last, clock.today()))
    said, span = [], span_of(max(first, began), check_span())
    while span[0] <= min(last, clock.today()):
        begins, ends = span
        gone = [name for name in names if not any(a <= ends and b >= begins for a, b in there.get(name, ()))]
        if gone:
            villages = "、".join(gone) if len(gone) <= NAMED else f"{len(gone)}个村"
            said.append(f"{span_words(begins, ends)} {villages}")
        span = neighbour(begins, check_span(), 1)
    return f"没有报的：{'；'.join(said)}。没报不是零报告。" if said else ""


def _sum(found: dict[tuple[str, DisputeKind], Counted], village: str | None, kind: DisputeKind | None) -> Counted:
    wanted = [
        one for (where, what), one in found.items() if village in (None, where) and (kind is None or what is kind)
    ]
    return reduce(Counted.plus, wanted, Counted())
