"""What the office says of itself, as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from jiefang_tui.services.desk import settings
from jiefang_tui.services.desk.desk import Desk

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
    body_name: str = ""
    """机关全称, which alone stands on what is issued to the petitioner; empty until it is filled in."""
    review_body: str = ""
    """复查机关: to whom the petitioner may turn (Art. 35)."""

    @property
    def issuing_body(self) -> str:
        """In whose name papers go to the petitioner: the body (示例镇人民政府), not its desk."""
        return self.body_name or self.name


def office(desk: Desk) -> OfficeIn:
    """The settings as they are now."""
    return OfficeIn(
        desk.office_name,
        settings.get(settings.QUERY_PHONE),
        settings.get(settings.QUERY_PLACE),
        settings.get(settings.QUERY_HOURS),
        desk.masks_names,
        settings.get(settings.BODY_NAME),
        settings.get(settings.REVIEW_BODY),
    )
