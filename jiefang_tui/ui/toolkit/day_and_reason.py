"""Fields for a day, and the small dialog that asks for a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jiefang_tui import clock
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.dates import Sense, not_future, whole_day
from jiefang_tui.ui.toolkit.dialogs import TextDialog
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.typed_days import typed_day, typed_span


def future_day(text: str) -> Parsed[date]:
    """A day to come, or any day."""
    return typed_day(text)


def past_day(text: str) -> Parsed[date]:
    """A day up to today; without a year the last such day."""
    today = clock.today()
    return not_future(whole_day(typed_day(text, Sense.BACK)), today)


def past_time(text: str) -> Parsed[date]:
    """As `past_day`, or a month or a year: its first day."""
    today = clock.today()
    return not_future(typed_day(text, Sense.BACK), today)


def near_day(text: str) -> Parsed[date]:
    """A day that may be over or to come, as one that somebody else set; without a year the nearest."""
    return typed_day(text, Sense.NEAR)


def day_field(
    name: str,
    label: str,
    *,
    past: bool = False,
    near: bool = False,
    required: bool = False,
    hint: str = "",
    words_to: str = "",
    empty_means: str = "",
) -> FieldSpec:
    """A field for a day, with what was understood beside it. `words_to`, `empty_means`: as of `FieldSpec`.

    Its sense of year, where none is written, is ahead; `past`: back, and not after today (with `words_to` a month or
    a year will do); `near`: the nearest.
    Of an act whose day starts or stops a clock of the law, or decides whether somebody was in time, there is no
    `words_to`: today would be a false day.
    """
    if past:
        parse = past_time if words_to and not empty_means else past_day
    else:
        parse = near_day if near else future_day
    return FieldSpec(
        name,
        label,
        parse=parse,
        width=16,
        required=required,
        hint=hint,
        words_to=words_to,
        empty_means=empty_means,
    )


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
        return typed_span(text, read(last[0]), sense)[0]

    def end(text: str) -> Parsed[date]:
        return typed_span(read(first[0]), text, sense)[1]

    return [
        FieldSpec(*first, parse=begin, width=width, hint=hint, reads_with=last[0]),
        FieldSpec(*last, parse=end, width=width, reads_with=first[0]),
    ]


def reason_dialog(
    title: str,
    act: Callable[[str], object],
    *,
    form_name: str,
    row: object = None,
    parse: Callable[[str], Parsed[str]] | None = None,
) -> TextDialog:
    """Ask for a reason and do it. `parse`: what is noticed in it."""
    return TextDialog(title, "原因", act=lambda f: act(f["text"]), form_name=form_name, row=row, parse=parse)


TODAY = "空着就是今天"
