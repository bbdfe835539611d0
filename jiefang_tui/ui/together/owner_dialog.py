"""归属会商: each unit's words on whose matter it is; decided by whom, or open with who decides by when."""

from __future__ import annotations

from collections.abc import Mapping

from jiefang_tui import clock
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import owners
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.store.queries.reception.people import unit_options
from jiefang_tui.store.queries.reception.sessions import session_on
from jiefang_tui.ui.toolkit.act_form import Values, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.child_rows import KEPT_ROWS, Children, ChildRow, ChildRowsDialog
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field
from jiefang_tui.ui.toolkit.dialogs import Filled
from jiefang_tui.ui.toolkit.half_typed import Half
from jiefang_tui.ui.toolkit.officer_fields import choice_value, unit_field
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column


def _cells(values: Values) -> tuple[str, ...]:
    return values.text("unit"), values.text("said")


SIDES = Children(
    "一方",
    "parts",
    [unit_field("unit", "单位", required=True), text_field("said", "怎么说", lines=2, hint="没说的空着")],
    [Column("单位", 14), Column("怎么说", 0)],
    _cells,
)


class OwnerDialog(ChildRowsDialog):
    """The units of the session stand in the list already, what each says is to be written."""

    NAME_CN = "归属会商"
    HELP_CN = (
        "这件归谁办：下面一个单位一行，写各自怎么说（用不着的 Del 去掉）。定了的写归谁办、谁定的；"
        "没定的写由谁定、哪天前定，到日子前在「归属待定」和 F5 的「会商」里。"
    )

    def __init__(self, request: ActRequest) -> None:
        specs = [
            unit_field("owner", "归谁办", hint="当场定了的写单位"),
            FieldSpec("decided_by", "谁定的", width=24),
            FieldSpec("decides", "由谁定", width=24, hint="还没定的"),
            day_field("decide_by", "哪天前定", hint="已经过了的连年份写", words_to="reason"),
            text_field("reason", "依据"),
            day_field("on_day", "哪天会商", past=True, hint=TODAY, words_to="reason", empty_means="今天"),
        ]
        session = session_on(clock.today())

        def save(filled: Filled, sides: list[Values]) -> None:
            raw = {name: text.strip() for name, text in filled.raw.items()}
            then = session_on(filled["on_day"]) if filled["on_day"] else session
            given = OwnerIn(
                matter_id=request.matter_id,
                session_id=then.id if then else None,
                parts=[PartIn(one.text("unit"), "", one.text("said")) for one in sides],
                owner=choice_value(raw["owner"], unit_options()),
                decided_by=raw["decided_by"],
                decides=raw["decides"],
                decide_by=filled["decide_by"],
                reason=raw["reason"],
                on_day=filled["on_day"],
            )
            owners.confer(request.desk, given)

        super().__init__("归属会商", specs, SIDES, None, request.matter_title, act=save, form_name="owner")
        self._begun_rows = [ChildRow({"unit": unit, "said": ""}) for unit in (session.units if session else ())]

    def half_typed(self, raw: Mapping[str, str]) -> dict[str, str]:
        """That the units stand there is no draft."""
        kept = super().half_typed(raw)
        if self.rows == self._begun_rows:
            kept.pop(KEPT_ROWS, None)
        return kept

    def fill_in(self, half: Half) -> bool:
        """Where nothing was half typed each unit of the session has its row."""
        filled = super().fill_in(half)
        if not filled:
            self.rows = list(self._begun_rows)
            self._show()
        return filled
