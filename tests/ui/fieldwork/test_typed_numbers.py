"""A number that is typed into a field never ends in a traceback, whatever stands there."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.typed.turns import parse_digits
from jiefang_tui.ui.fieldwork.check_forms import _parse_households
from jiefang_tui.ui.fieldwork.household_forms import _number
from jiefang_tui.ui.office.office_dialogs import _parse_days


@pytest.mark.parametrize("odd", ["፩", "٣፩", "9" * 5000])
def test_no_field_of_a_number_fails_at_digits_of_another_script(odd: str) -> None:
    assert _parse_days(odd).error and _parse_households(odd).error and _number(odd).error
    assert parse_digits(odd).error or odd.isascii()
