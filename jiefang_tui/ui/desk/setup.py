"""The first start: the office, its area and the clerk, nothing more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets._static import Static

from jiefang_tui.reference import load_reference
from jiefang_tui.rules.text import Parsed, cut, normalise
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.opening import found_office
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets.form import FieldSpec, Form

WELCOME = (
    "第一次使用，填三项就可以开始。\n单位名称会印在登记表和告知单上；区划代码用在信访事项编号里，请填 9 位乡镇代码。"
)


class FirstStartScreen(DeskScreen):
    """Asks unit, area and clerk; then 今日接访 opens."""

    NAME_CN = "第一次使用"
    HELP_CN = "填单位名称、区划代码、登记员姓名，按 ^S 开始。以后不会再问。"
    CSS_PATH = Path(__file__).with_name("setup.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "开始使用", tooltip="建好数据文件，打开今日接访"),
    ]

    def compose_body(self) -> ComposeResult:
        yield Static(WELCOME, id="welcome", markup=False)
        yield Form(
            [
                FieldSpec("unit", "单位名称", required=True, width=40, limit=40, hint="例如 示例镇信访接待室"),
                FieldSpec(
                    "area",
                    "区划代码",
                    kind="choice",
                    free=True,
                    required=True,
                    options=self._areas,
                    width=40,
                    parse=_parse_area,
                    hint="9 位数字，或乡镇名称",
                ),
                FieldSpec("officer", "登记员", required=True, limit=20, hint="坐在这里登记的人"),
            ]
        )

    def _areas(self) -> list[tuple[str, str]]:
        areas = load_reference(self.app.folder).areas
        towns = {code: area.name for code, area in sorted(areas.items()) if len(code) == 9}
        named = Counter(towns.values())
        return [(code, name if named[name] == 1 else f"{name} {code}") for code, name in towns.items()]

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    def on_mount(self) -> None:
        super().on_mount()
        self.form.focus_first()

    def reload(self) -> None:
        self.stand("填好三项，按 ^S 开始使用")

    def on_form_at_end(self, event: Form.AtEnd) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        form = self.form
        if not form.check() or self.app.folder is None:
            return
        values, raw = form.values(), form.raw()
        area = values["area"] or raw["area"]
        done = self.attempt(found_office, self.app.folder, values["unit"], area, values["officer"])
        if isinstance(done, Refused):
            if done.field in form.names:
                form.set_wrong(done.field, str(done))
            return
        self.app.start_desk(done)


def _parse_area(text: str) -> Parsed[str]:
    """An area code; a township that the list of areas has is one of the choices and does not come here."""
    digits = normalise(text).replace(" ", "")
    if not digits or (digits.isdigit() and len(digits) in (6, 9, 12)):
        return Parsed(digits or None)
    if any(char.isdigit() for char in digits):
        return Parsed(None, error="区划代码是 6、9 或 12 位数字，例如 999999001。")
    return Parsed(None, error=f"不认识「{cut(text.strip(), 20, '..')}」，请填 9 位乡镇代码。")
