"""Settings of this office, one text a key."""

from __future__ import annotations

from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.store.models import Setting

OFFICE_NAME = "office_name"
AREA_CODE = "area_code"
OFFICE_ID = "office_id"
"""Made once when the office is founded: by it a file is known as this office's, whatever it is called."""
OFFICER_ID = "officer_id"
MASKS_NAMES = "masks_names"
BODY_NAME = "body_name"
REVIEW_BODY = "review_body"
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
