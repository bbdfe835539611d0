"""矛盾纠纷排查情况表 written to the exports folder: 总况, then each kind, by village, with 小计 and 年度累计."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce

from jiefang_tui import clock
from jiefang_tui.rules.fieldwork.check_spans import span_words
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, write_paper
from jiefang_tui.store.queries.fieldwork.checks import Counted, counted
from jiefang_tui.terms import DisputeKind

TABLE = "矛盾纠纷排查情况表"


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

    whole = sums(None)
    rows = [(label, *(said(one) for one in whole)) for label, said in _WHOLE.items()]
    rows += [(kind.label, *(str(one.found) for one in sums(kind))) for kind in DisputeKind]
    office = office_data.office(desk)
    table = CheckTable(
        title=TABLE,
        under=span_words(first, last),
        filled_by=office.body_name or office.name,
        heads=("", *names, "小计", "年度累计"),
        rows=tuple(rows),
        issued_on=clock.today(),
    )
    try:
        file = f"{write.safe_name(f'{first}-{last}-{TABLE}')}.docx"
        path = write_paper(desk, file, check_table_docx(table).content, tells=())  # numbers only
    except OSError as error:
        raise Refused(paper_sentence(TABLE, error)) from error
    return Printed(path, TABLE)


def _sum(found: dict[tuple[str, DisputeKind], Counted], village: str | None, kind: DisputeKind | None) -> Counted:
    wanted = [
        one for (where, what), one in found.items() if village in (None, where) and (kind is None or what is kind)
    ]
    return reduce(Counted.plus, wanted, Counted())
