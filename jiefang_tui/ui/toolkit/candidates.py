"""What fields offer: of the roster (名册) who serves today and the units and villages in use, and 内容分类.

Whoever has left, and what is no longer in use, can be typed all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.store.queries.office import villages
from jiefang_tui.store.queries.reception import people

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

unit_options = people.unit_options


def officer_options() -> list[tuple[str, str]]:
    """Names of officers for a choice, (name, ``name post``)."""
    return people.officer_options(clock.today())


def village_options(desk: Desk) -> list[tuple[str, str]]:
    """Villages for a choice, (by what a matter names it, name): those of the office first."""
    return villages.village_options(desk.reference, desk.area_code)


def village_keys(desk: Desk) -> dict[str, str]:
    """By what a matter names it, for every name of a village that an address may hold."""
    return villages.village_keys(desk.reference, desk.area_code)


def class_options(desk: Desk) -> list[tuple[str, str, str]]:
    """内容分类 as (code, 一级/二级, initials of the second level and its aliases)."""
    from jiefang_tui.ui.widgets.initials import initials_of

    options = []
    for one in desk.reference.classes.values():
        if one.parent or not any(other.parent == one.code for other in desk.reference.classes.values()):
            options.append((one.code, desk.reference.class_label(one.code), initials_of(one.label)))
    return options
