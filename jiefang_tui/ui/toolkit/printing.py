"""The papers of the room, written, opened and opened again; the screen says where they lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.services.reception import papers
from jiefang_tui.ui.toolkit.telling import ask_told

if TYPE_CHECKING:
    from jiefang_tui.ui.toolkit.desk_screen import DeskScreen


def print_form(screen: DeskScreen, visit_id: int) -> None:
    """Write 接访登记表 and open it; the screen says where it lies, or why it could not be written."""
    open_printed(screen, screen.act(papers.reception_form, screen.desk, visit_id))


def print_slip(screen: DeskScreen, visit_id: int | None, matter_id: int | None = None) -> None:
    """Write 来访告知单 for a visit (or for one matter's latest visit), open it, and ask how it was told."""
    ids = () if matter_id is None else (matter_id,)
    open_printed(screen, screen.act(papers.visitor_slip, screen.desk, visit_id, ids))


def print_informers_slip(screen: DeskScreen, matter_id: int) -> None:
    """Write the slip of a report (number, date, where it goes) and open it."""
    open_printed(screen, screen.act(papers.informers_slip, screen.desk, matter_id))


def reopen(screen: DeskScreen, path: Path) -> None:
    """Open a file that was written before; the screen says its whole path, also where it is gone."""
    if not path.exists():
        screen.warn(f"没有找到这个文件，可能已移走或改名：{path}")
    elif papers.open_paper(path):
        screen.say(f"已打开 {path}")
    else:
        screen.warn(f"没能打开，请自行打开：{path}")


def open_printed(screen: DeskScreen, printed: Printed | None) -> None:
    """Open what was written; the screen says where it lies. None: it was refused, which has been said."""
    if printed is None:
        return
    opened = papers.open_paper(printed)
    untold = "，还不算已告知" if printed.documents else ""
    said = printed.sentence if opened else f"没能打开{untold}，请自行打印：{printed.sentence}"
    if opened:
        screen.say(said)
    else:  # in red, and until Esc: somebody has to do something about it
        screen.warn(said)
    if opened and printed.documents:
        ask_told(screen, printed.documents, printed.name)
