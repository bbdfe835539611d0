"""What an office says of itself and who sits at its desk: changed by the clerk, each by one act."""

from __future__ import annotations

from jiefang_tui.rules.text import one_line
from jiefang_tui.services.desk import settings
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.office_data import OfficeIn, office
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.store import database
from jiefang_tui.store.models import Setting, Unit


def change_office(desk: Desk, office_in: OfficeIn) -> None:
    """Store the settings and let the open desk follow at once: one act. Raises `Refused` without a name.

    The office's own unit is renamed with it unless another unit has that name already. Nothing is written when
    nothing differs.
    """
    name = one_line(office_in.name)
    if not name:
        raise Refused("请写单位名称，例如 示例镇信访接待室。", "name")
    new = OfficeIn(
        name,
        one_line(office_in.query_phone),
        one_line(office_in.query_place),
        one_line(office_in.query_hours),
        office_in.masks_names,
        one_line(office_in.body_name),
        one_line(office_in.review_body),
    )
    if new == office(desk):
        return
    with acting(desk, "office.change") as act:
        own = Unit.get_or_none(Unit.name == desk.office_name)
        if own is not None and Unit.get_or_none(Unit.name == name) is None:
            act.change(own).name = name
        for key, value in (
            (settings.OFFICE_NAME, name),
            (settings.BODY_NAME, new.body_name),
            (settings.REVIEW_BODY, new.review_body),
            (settings.QUERY_PHONE, new.query_phone),
            (settings.QUERY_PLACE, new.query_place),
            (settings.QUERY_HOURS, new.query_hours),
            (settings.MASKS_NAMES, "1" if new.masks_names else ""),
        ):
            _put(act, key, value)
    desk.office_name, desk.masks_names = name, new.masks_names


def change_clerk(desk: Desk, name: str, post: str = "", unit: str = "") -> None:
    """Somebody else sits at the desk (换登记员): one act, whose reason says who came for whom. Raises `Refused`."""
    name = one_line(name)
    if not name:
        raise Refused("请写登记员姓名。", "officer")
    before = desk.officer_name
    with acting(desk, "desk.change_clerk", f"登记员由 {before or '未填'} 换为 {name}") as act:
        officer = officer_named(act, name, post, unit)
        assert officer is not None
        if officer.id == desk.officer_id:
            raise Refused(f"现在的登记员就是{name}，不用换。", "officer")
        act.about(officer)
        _put(act, settings.OFFICER_ID, str(officer.id))
    desk.officer_id, desk.officer_name = officer.id, officer.name
    database.write_note(desk.officer_name, act.now.isoformat(timespec="minutes"))


def _put(act: Act, key: str, value: str) -> None:
    row = Setting.get_or_none(Setting.key == key)
    if row is not None:
        act.change(row).value = value
    elif value:
        act.create(Setting, key=key, value=value)
