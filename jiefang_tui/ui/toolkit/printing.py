"""The papers of the room, written, opened and opened again; the screen says where they lie."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, Ready
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


def print_aside(screen: DeskScreen, ready: Ready | None) -> None:
    """Write a long paper beside the clerk's work, and open it on whatever screen they are by then. None: refused."""
    if ready is None:
        return
    app = screen.app
    screen.say("正在写，写好就打开；可以接着做别的")

    def written(done: Printed | Refused) -> None:
        shown = app.desk_screen or screen
        if isinstance(done, Refused):
            shown.warn(str(done))
        else:
            open_printed(shown, done)

    def work() -> None:
        try:
            done: Printed | Refused = ready()
        except Refused as refused:
            done = refused
        with suppress(RuntimeError):  # the program has ended meanwhile; the paper lies where it belongs
            app.call_from_thread(written, done)

    app.run_worker(work, thread=True)


def reopen(screen: DeskScreen, path: Path) -> None:
    """Open a file that was written before; the screen says its whole path, also where it is gone."""
    if not path.exists():
        screen.warn(f"没有找到这个文件，可能已移走或改名：{path}")
    elif papers.open_paper(path):
        screen.say(f"已打开 {path}")
    else:
        screen.warn(f"没能打开，请自行打开：{path}")


def open_printed(screen: DeskScreen, printed: Printed | None, *others: Printed) -> None:
    """Open what was written; the screen says where it lies. None: it was refused, which has been said."""
    if printed is None:
        return
    opened = sum(papers.open_paper(one) for one in (printed, *others)) == 1 + len(others)
    untold = "，还不算已告知" if printed.documents else ""
    lies = "；".join(one.sentence for one in (printed, *others))
    said = lies if opened else f"没能打开{untold}，请自行打印：{lies}"
    if opened:
        screen.say(said)
    else:  # in red, and until Esc: somebody has to do something about it
        screen.warn(said)
    if opened and printed.documents:
        ask_told(screen, printed.documents, printed.name)
