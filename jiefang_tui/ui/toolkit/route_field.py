"""法定途径 (Art. 31): the field in which a way is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jiefang_tui.terms import LegalRoute
from jiefang_tui.ui.widgets.form import FieldSpec

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk


def route_field(desk: Desk, routes: Iterable[LegalRoute]) -> FieldSpec:
    """One of these routes, by digit; as the office's file words them."""
    options = [(code.value, desk.reference.routes[code].label) for code in routes]
    return FieldSpec("route", "法定途径", kind="choice", options=options, required=True, width=0, hint="上下键选")
