"""怎么告知的: asked once a paper is written. Printing is not telling, and Esc is 还没给."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.telling import NOT_YET, WAYS, WaySpec
from jiefang_tui.services.law import telling
from jiefang_tui.terms import ServiceWay
from jiefang_tui.ui.toolkit.act_form import act_form, text_field
from jiefang_tui.ui.toolkit.acts import ask
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog

if TYPE_CHECKING:
    from jiefang_tui.ui.toolkit.desk_screen import DeskScreen

_NOT_YET = "not_yet"


def ask_told(screen: DeskScreen, documents: Sequence[int], paper: str) -> None:
    """Ask how these papers were told of; the first four answers make the petitioner told (已告知)."""
    ways = {way.value: (way, spec) for way, spec in WAYS.items()}
    options = [*((value, spec.answer) for value, (_, spec) in ways.items()), (_NOT_YET, NOT_YET)]

    def answered(value: str) -> None:
        if value == _NOT_YET:
            screen.say(f"{paper}还没有给，不算已告知；给了以后在「4 文书」这一行按 Enter 记")
        else:
            ask(screen, _how(screen, documents, paper, *ways[value]))

    screen.ask(ChooseDialog(f"{paper}: 怎么告知的", options), answered)


def _how(screen: DeskScreen, documents: Sequence[int], paper: str, way: ServiceWay, spec: WaySpec) -> FormDialog:
    """What has to be written down of one way, and the day."""
    specs = [text_field("said", spec.label, required=True, hint=spec.hint)] if spec.label else []
    if spec.is_refused:
        specs.append(text_field("who", "写明的人", required=True, hint="在场的两人，例如 王芳、李强"))
    specs.append(day_field("on_day", "告知日期", past=True, hint=TODAY))
    return act_form(
        f"{paper}: {spec.answer}",
        specs,
        lambda v: telling.tell(
            screen.desk, documents, way, v.text("said"), v.text("who"), v["on_day"] or clock.today()
        ),
        form_name="tell",
        row=f"{way}:{documents[0]}",
    )
