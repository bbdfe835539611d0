"""Fields for a day, and the small dialog that asks for a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jiefang_tui import clock
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.dates import Sense, not_future, parse_date, parse_span, whole_day
from jiefang_tui.ui.toolkit.dialogs import TextDialog
from jiefang_tui.ui.widgets.form import FieldSpec


def future_day(text: str) -> Parsed[date]:
    """A day to come, or any day."""
    return parse_date(text, clock.today())


def past_day(text: str) -> Parsed[date]:
    """A day up to today; without a year the last such day."""
    today = clock.today()
    return not_future(whole_day(parse_date(text, today, Sense.BACK)), today)


def past_time(text: str) -> Parsed[date]:
    """As `past_day`, or a month or a year: its first day."""
    today = clock.today()
    return not_future(parse_date(text, today, Sense.BACK), today)


def near_day(text: str) -> Parsed[date]:
    """A day that may be over or to come, as one that somebody else set; without a year the nearest."""
    return parse_date(text, clock.today(), Sense.NEAR)


def day_field(
    name: str,
    label: str,
    *,
    past: bool = False,
    near: bool = False,
    required: bool = False,
    hint: str = "",
    words_to: str = "",
) -> FieldSpec:
    """A field for a day, with what was understood beside it. `words_to`: as of `FieldSpec`.

    Its sense of year, where none is written, is ahead; `past`: back, and not after today (with `words_to` a month or
    a year will do); `near`: the nearest.
    Where an empty field means a day (空着就是今天) there is no `words_to`: a doubtful word there must not become today.
    """
    if past:
        parse = past_time if words_to else past_day
    else:
        parse = near_day if near else future_day
    return FieldSpec(name, label, parse=parse, width=16, required=required, hint=hint, words_to=words_to)


def span_fields(
    first: tuple[str, str],
    last: tuple[str, str],
    sense: Sense,
    read: Callable[[str], str],
    *,
    width: int,
    hint: str = "",
) -> list[FieldSpec]:
    """Two fields from-to, each a name and a label; both mean the same year. `read` gives another field's text."""

    def begin(text: str) -> Parsed[date]:
        return parse_span(text, read(last[0]), clock.today(), sense)[0]

    def end(text: str) -> Parsed[date]:
        return parse_span(read(first[0]), text, clock.today(), sense)[1]

    return [
        FieldSpec(*first, parse=begin, width=width, hint=hint, reads_with=last[0]),
        FieldSpec(*last, parse=end, width=width, reads_with=first[0]),
    ]


def reason_dialog(title: str, act: Callable[[str], object], *, form_name: str, row: object = None) -> TextDialog:
    """Ask for a reason and do it."""
    return TextDialog(title, "原因", act=lambda f: act(f["text"]), form_name=form_name, row=row)


TODAY = "空着就是今天"
