"""Who receives today: asked once for a session that has no leader yet. Shared by 今日接访 and 接谈."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jiefang_tui.services import reception
from jiefang_tui.store.queries.people import officer_options, unit_options
from jiefang_tui.ui.screens.dialogs import Filled, FormDialog
from jiefang_tui.ui.widgets.form import FieldSpec

if TYPE_CHECKING:
    from jiefang_tui.services.desk import Desk


def written(filled: Filled, name: str, options: Mapping[str, str]) -> str:
    """What a free choice says: the value of the option (`options`: value to label) it shows, else the text itself."""
    text = filled.raw.get(name, "").strip()
    return next((value for value, label in options.items() if label == text), text)


def leader_dialog(desk: Desk, session_id: int | None, subject: str = "", place: str = "") -> FormDialog:
    """Ask for the leader of a session (None: today's, opened if need be), with post and the units that sit there.

    `subject` and `place` are what the session has already; they stay. Esc leaves the session without a leader.
    """
    leaders, units = dict(officer_options()), dict(unit_options())
    specs = [
        FieldSpec("leader", "接访领导", kind="choice", options=list(leaders.items()), free=True, required=True),
        FieldSpec("post", "职务", hint="新登记的领导请写职务"),
        FieldSpec("units", "参加单位", kind="multi", options=list(units.items()), free=True, width=0),
    ]

    def save(filled: Filled) -> None:
        names = [part for part in filled.raw["units"].replace("、", " ").replace("，", " ").split() if part]
        reception.change_session(
            desk,
            session_id,
            written(filled, "leader", leaders),
            filled.raw["post"].strip(),
            subject=subject,
            place=place,
            units=names or None,
        )

    note = "本场还没有接访领导。谁接访谁包案：填一次，这一场都按此记。"
    return FormDialog("接访领导", specs, note=note, act=save)
