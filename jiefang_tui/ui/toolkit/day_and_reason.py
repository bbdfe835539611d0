"""Fields for a day, and the small dialog that asks for a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jiefang_tui import clock
from jiefang_tui.rules.dates import not_future, parse_date
from jiefang_tui.rules.text import Parsed
from jiefang_tui.ui.toolkit.dialogs import TextDialog
from jiefang_tui.ui.widgets.form import FieldSpec


def future_day(text: str) -> Parsed[date]:
    """A day to come, or any day."""
    return parse_date(text, clock.today())


def past_day(text: str) -> Parsed[date]:
    """A day up to today; without a year the last such day."""
    today = clock.today()
    return not_future(parse_date(text, today, past=True), today)


def day_field(
    name: str, label: str, *, past: bool = False, required: bool = False, hint: str = "", words_to: str = ""
) -> FieldSpec:
    """A field for a day, with what was understood beside it. `words_to`: as of `FieldSpec`.

    Where an empty field means a day (空着就是今天) there is no `words_to`: a doubtful word there must not become today.
    """
    parse = past_day if past else future_day
    return FieldSpec(name, label, parse=parse, width=16, required=required, hint=hint, words_to=words_to)


def reason_dialog(title: str, act: Callable[[str], object], *, form_name: str, row: object = None) -> TextDialog:
    """Ask for a reason and do it."""
    return TextDialog(title, "原因", act=lambda f: act(f["text"]), form_name=form_name, row=row)


TODAY = "空着就是今天"
