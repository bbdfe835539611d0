"""The acts on a matter as a whole, from 概况: relate, merge and undo, wait, backlog, urgent, stand aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiefang_tui.services.closure import closing
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.queries.matter.matter_progress import progress_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import MatterState
from jiefang_tui.ui.law import dispatch_forms
from jiefang_tui.ui.matter.merge_dialogs import link_matter, merge_matter
from jiefang_tui.ui.matter.timeline_panel import progress_dialog
from jiefang_tui.ui.supervision.push_dialogs import WAITING, push_dialog
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.list_panel import Acts, say_done

PUSHING = ("wait", "end_wait", "major")
"""Acts whose dialogs stand in `push_dialogs`."""


def whole_acts(view: MatterView) -> Acts:
    """What is possible now, 记进展 first; none for a sealed report, of which nothing is written down."""
    if view.is_sealed:
        return []
    at = progress_of(view.id)
    acts: Acts = [("progress", "记进展")]
    if at.state is MatterState.MERGED:
        return acts
    if view.is_open:
        acts += WAITING if at.wait_for else [("wait", "记等待原因")]
    acts += [("link", "关联另一件"), ("merge", "并入另一件"), ("recuse", "回避")]
    acts.append(("backlog", "移出积案" if at.is_backlog_listed else "列入积案"))
    acts.append(("major", "不再列为重大紧急" if at.is_urgent_major else "列为重大紧急"))
    return acts


def begin(screen: DeskScreen, view: MatterView, act: str) -> None:
    """Open the dialog of one of `whole_acts` on the matter's screen."""
    if act in PUSHING:
        push_dialog(screen, act, view.id)
    elif act == "link":
        link_matter(screen, view)
    elif act == "merge" and view.has_sheet:
        screen.warn("这件已有领导包案，不能并入别的事项；请打开另一件，并入这件。")
    elif act == "merge":
        merge_matter(screen, view)
    else:
        dialog = _DIALOGS[act](screen.desk, view)
        screen.ask(dialog, lambda _: say_done(screen, dialog))


def _backlog(desk: Desk, view: MatterView) -> FormDialog:
    listed = progress_of(view.id).is_backlog_listed
    return reason_dialog(
        "移出积案" if listed else "列入积案",
        lambda reason: closing.list_backlog(desk, view.id, not listed, reason),
        form_name="list_backlog",
        row="off" if listed else "",
    )


_DIALOGS: dict[str, Callable[[Desk, MatterView], Any]] = {
    "progress": lambda desk, view: progress_dialog(desk, view.id),
    "recuse": dispatch_forms.recuse,
    "backlog": _backlog,
}
