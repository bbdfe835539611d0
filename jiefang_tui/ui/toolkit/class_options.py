"""内容分类 as the options of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk


def class_options(desk: Desk) -> list[tuple[str, str, str]]:
    """内容分类 as (code, 一级/二级, initials of the second level and its aliases)."""
    from jiefang_tui.ui.widgets.initials import initials_of

    options = []
    for one in desk.reference.classes.values():
        if one.parent or not any(other.parent == one.code for other in desk.reference.classes.values()):
            options.append((one.code, desk.reference.class_label(one.code), initials_of(one.label)))
    return options
