"""人员交接 and 单位隶属: what the office notes now and then, reached from the palette."""

from __future__ import annotations

from collections.abc import Callable

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching
from jiefang_tui.services.office import handover
from jiefang_tui.store.queries.office.handover import in_hand
from jiefang_tui.store.queries.office.roster import OfficerLine
from jiefang_tui.ui.toolkit.act_form import act_form, text_field
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import officer_field, unit_field

Said = Callable[[], str]
"""The sentence after saving."""


def handover_dialog(desk: Desk) -> tuple[Said, FormDialog]:
    """人员交接: all open work of somebody who leaves goes to somebody else."""
    specs = [
        officer_field("from_officer", "移交人", required=True),
        officer_field("to_officer", "接手人", hint="手上没有工作的可空着"),
        text_field("reason", "原因", required=True, hint="调离、退休、轮岗"),
    ]
    dialog = act_form(
        "人员交接",
        specs,
        lambda v: handover.hand_over(
            desk, v["from_officer"], v["to_officer"], v.text("reason"), v.text("post"), v.text("unit")
        ),
        note="没办完的都转给接手人，移交人以后不再出现在名单里；应当回避的不转，另行指定。",
        new_officer="to_officer",
        form_name="handover",
    )
    return lambda: str(dialog.came_of_it or "已交接"), dialog


def leaving_dialog(desk: Desk, leaving: OfficerLine) -> FormDialog:
    """离任 of somebody in the roster: the same act, and since when."""
    what = "、".join(one.words for one in in_hand(leaving.id))
    specs = [
        officer_field("to_officer", "接手人", hint="" if what else "手上没有工作，可以空着"),
        day_field("left_on", "在任止", past=True, hint=TODAY, words_to="reason", empty_means="今天"),
        text_field("reason", "原因", required=True, hint="调离、退休、轮岗"),
    ]
    return act_form(
        f"离任 {leaving.name}",
        specs,
        lambda v: handover.hand_over(
            desk,
            leaving.name,
            v["to_officer"],
            v.text("reason"),
            v.text("post"),
            v.text("unit"),
            officer_id=leaving.id,
            left_on=v["left_on"],
        ),
        note=f"没办完的{f'({what})' if what else ''}都转给接手人，各处不再列出来选；应当回避的不转，另行指定。",
        new_officer="to_officer",
        form_name="leave",
        row=leaving.id,
    )


def parent_dialog(desk: Desk) -> tuple[Said, FormDialog]:
    """单位隶属: which unit stands under which; a report never reaches a unit under the one it is about."""
    specs = [unit_field("unit", "单位", required=True), unit_field("parent", "上级单位", hint="空着就是没有上级")]
    dialog = act_form(
        "单位隶属",
        specs,
        lambda v: dispatching.set_parent(desk, v["unit"], v["parent"]),
        note="检举控告不能转给被反映的单位和它下面的单位，靠这里写明的隶属(条例第三十条第三款)。",
        form_name="unit_parent",
    )
    return lambda: "单位隶属已保存", dialog


DIALOGS: dict[str, Callable[[Desk], tuple[Said, FormDialog]]] = {
    "handover": handover_dialog,
    "unit_parent": parent_dialog,
}
"""By the name in `palette.SETTINGS`."""
