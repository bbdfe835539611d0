"""接待室设置, 换登记员: what the office says of itself, reached from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.numbers import digits
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.fieldwork import checks, contact
from jiefang_tui.services.office import office
from jiefang_tui.terms import CheckSpan
from jiefang_tui.ui.office import handover_dialogs
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import OfficerDialog, officer_field
from jiefang_tui.ui.widgets.form import FieldSpec

Said = Callable[[], str]
"""The sentence after saving."""


def settings_dialog(desk: Desk) -> tuple[Said, FormDialog]:
    """接待室设置: what stands on the visitor's slip, and whether lists mask names."""
    now = office_data.office(desk)
    specs = [
        FieldSpec("name", "接待室名", required=True, width=40, limit=40, hint="这个窗口自己的名称"),
        FieldSpec("body_name", "机关全称", width=40, limit=40, hint="例如 示例镇人民政府，印在告知书意见书上"),
        FieldSpec("review_body", "复查机关", width=40, limit=40, hint="例如 示例县人民政府，印在处理意见书上"),
        FieldSpec("query_phone", "查询电话", limit=28, hint="印在告知单上"),
        FieldSpec("query_place", "查询地点", width=0, limit=60, hint="接待室地址"),
        FieldSpec("query_hours", "接待时间", limit=28, hint=f"空着印 {office_data.QUERY_HOURS}"),
        FieldSpec(
            "masks_names", "姓名遮蔽", kind="choice", options=[("no", "否"), ("yes", "是")], hint="列表里的姓名事项"
        ),
    ]

    def save(filled: Filled) -> None:
        texts = {
            name: filled.raw[name]
            for name in ("name", "body_name", "review_body", "query_phone", "query_place", "query_hours")
        }
        office.change_office(desk, office_data.OfficeIn(**texts, masks_names=filled["masks_names"] == "yes"))

    def said() -> str:
        return "接待室设置已保存" + ("" if office_data.office(desk).query_phone else "；查询电话还空着，告知单上会缺")

    initial = {
        "name": now.name,
        "body_name": now.body_name,
        "review_body": now.review_body,
        "query_phone": now.query_phone,
        "query_place": now.query_place,
        "query_hours": now.query_hours,
        "masks_names": "yes" if now.masks_names else "no",
    }
    return said, FormDialog("接待室设置", specs, initial, act=save, form_name="settings")


def clerk_dialog(desk: Desk) -> tuple[Said, FormDialog]:
    """换登记员: who sits here now; of a new name the post and unit are asked once."""

    def save(values: dict[str, Any]) -> None:
        office.change_clerk(desk, values["officer"], values["post"], values["unit"])

    note = f"现在的登记员是 {desk.officer_name or '未填'}，以后登记的都记在新登记员名下。"
    dialog = OfficerDialog(
        "换登记员", [officer_field("officer", "登记员", required=True)], "officer", save, note=note, form_name="clerk"
    )
    return lambda: f"登记员现在是 {desk.officer_name}", dialog


def fieldwork_dialog(desk: Desk) -> tuple[Said, FormDialog]:
    """走访和排查: after how many days without contact it is said, if at all; for what span the villages report."""
    specs = [
        FieldSpec("days", "多久联系", limit=4, parse=_parse_days, hint="天；空着就不提醒"),
        FieldSpec("span", "排查周期", kind="choice", options=CheckSpan.labels(), required=True),
    ]

    def save(filled: Filled) -> None:
        contact.set_contact_days(desk, filled["days"])
        checks.set_check_span(desk, CheckSpan(filled["span"]))

    def said() -> str:
        days = contact.contact_days()
        return f"已保存；领导包案的{days}天没联系，在那一件的概况里说一声" if days else "已保存，不提醒联系"

    note = "包案的多久没有约访、走访、家访要提醒：只在那一件里说，不催办、不发牌；本人不愿再上门的不提醒。"
    initial = {"days": contact.contact_days() or "", "span": checks.check_span().value}
    return said, FormDialog("走访和排查", specs, initial, note, act=save, form_name="fieldwork")


def _parse_days(text: str) -> Parsed[int]:
    plain = normalise(text).rstrip("天日")
    if not plain:
        return Parsed(None)
    days = digits(plain)
    return Parsed(days) if days is not None else Parsed(None, error="请写天数，例如 30；不提醒就空着。")


DIALOGS: dict[str, Callable[[Desk], tuple[Said, FormDialog]]] = {
    "settings": settings_dialog,
    "clerk": clerk_dialog,
    "fieldwork": fieldwork_dialog,
    **handover_dialogs.DIALOGS,
}
"""By the name in `palette.SETTINGS`."""
