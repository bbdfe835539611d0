"""Settings of this office, one text a key."""

from __future__ import annotations

from dataclasses import dataclass

from jiefang_tui.services.desk import settings
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.store.models import Setting

OFFICE_NAME = "office_name"
AREA_CODE = "area_code"
OFFICER_ID = "officer_id"
MASKS_NAMES = "masks_names"
QUERY_PHONE = "query_phone"
QUERY_PLACE = "query_place"
QUERY_HOURS = "query_hours"


def get(key: str, default: str = "") -> str:
    """The setting `key`, or `default`."""
    row = Setting.get_or_none(Setting.key == key)
    return default if row is None else str(row.value)


def set(desk: Desk, key: str, value: str, reason: str = "") -> None:
    """Change the setting `key`: one act. Nothing is written when it already is `value`. Raises `Refused`."""
    with storing():
        if get(key, "\0") == value:
            return
    with acting(desk, "setting.change", reason) as act:
        row = Setting.get_or_none(Setting.key == key)
        if row is None:
            act.create(Setting, key=key, value=value)
        else:
            act.change(row).value = value


QUERY_HOURS = "工作日接访时间"
"""What the visitor's slip says of the hours until the office fills in its own."""


@dataclass(frozen=True)
class OfficeIn:
    """接待室设置 as filled in."""

    name: str
    query_phone: str = ""
    """查询电话, printed on the visitor's slip (Regulation Art. 23(2): whom to ask)."""
    query_place: str = ""
    """查询地点, the address of the reception room."""
    query_hours: str = ""
    masks_names: bool = False


def office(desk: Desk) -> OfficeIn:
    """The settings as they are now."""
    return OfficeIn(
        desk.office_name,
        settings.get(settings.QUERY_PHONE),
        settings.get(settings.QUERY_PLACE),
        settings.get(settings.QUERY_HOURS),
        desk.masks_names,
    )
