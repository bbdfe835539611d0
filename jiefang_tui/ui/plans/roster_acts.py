"""导入已发的接访表: from a file or typed down a column; who is meant by a name nobody here has is chosen by digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jiefang_tui.rules.plans.roster import Roster
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.plans import importing
from jiefang_tui.ui.toolkit.act_form import Values, act_form
from jiefang_tui.ui.toolkit.candidates import officer_options
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.widgets.form import FieldSpec

NEW = "新的一位"
MOST = 9
"""Who is offered for one name."""
SAID = 3
"""How many of the lines that could not be read are named."""


def ask_roster(screen: DeskScreen, then: Callable[[], None]) -> None:
    """Ask for the roster, then for who is meant, then lay its days; `then` is called when they are laid."""
    read: list[Roster] = []
    specs = [
        FieldSpec(
            "typed",
            "接访表",
            kind="notes",
            height=8,
            limit=20_000,
            hint="一行一天：1月4日 周敏；也可以从表格里复制过来",
        ),
        FieldSpec("file", "或者文件", width=0, limit=400, hint="表格文件的路径，把文件拖进来也行"),
        FieldSpec("hours", "时间", limit=28, hint="表里没写的用这个，例如 8:30-11:30"),
        FieldSpec("place", "地点", width=0, limit=40, hint="表里没写的用这个"),
    ]

    def save(values: Values) -> str:
        if not (values.text("typed") or values.text("file")):
            raise Refused("请把接访表打在上面，或者写文件的路径。", "typed")
        text, file = values.text("typed"), values.text("file")
        read[:] = [importing.read_text(text) if text else importing.read_file(file)]
        return ""

    form = act_form("导入已发的接访表", specs, save, form_name="plan_import")
    form.about = OF_THE_DESK

    def go_on(_: object) -> None:
        raw = form.raw
        ready = _Ready(read[0], {}, raw["hours"], raw["place"], then)
        _ask_names(screen, ready)

    screen.ask(form, go_on)


@dataclass(frozen=True)
class _Ready:
    """A roster that was read, and what is known of it so far."""

    roster: Roster
    meant: dict[str, str]
    """Who is meant by a name that nobody here has."""
    hours: str
    place: str
    then: Callable[[], None]


def _ask_names(screen: DeskScreen, ready: _Ready) -> None:
    """Ask for the next name that nobody here has; when all are known, lay the days."""
    known = [name for name, _ in officer_options()]
    asked_for = (line.name for line in ready.roster.lines if line.name not in (*known, *ready.meant))
    asked = next(asked_for, None)
    if asked is None:
        _lay(screen, ready)
        return
    options = [*_near(asked, known), NEW]

    def chosen(answer: str) -> None:
        ready.meant[asked] = asked if answer == NEW else answer
        _ask_names(screen, ready)

    if len(options) == 1:
        chosen(NEW)
    else:
        screen.ask(ChooseDialog(f"表里的「{asked}」是谁", [(one, one) for one in options]), chosen)


def _near(name: str, known: Sequence[str]) -> list[str]:
    """Names that share a character with it, those with the same first one before."""
    sharing = [one for one in known if set(one) & set(name)]
    return sorted(sharing, key=lambda one: one[0] != name[0])[:MOST]


def _lay(screen: DeskScreen, ready: _Ready) -> None:
    roster = ready.roster
    done = screen.act(importing.lay_roster, screen.desk, roster.lines, ready.meant, ready.hours, ready.place)
    if done is None:
        return
    ready.then()
    said = f"已排 {done.laid} 天" + (f"，{done.there} 天早就排了" if done.there else "")
    if done.beside:
        days = "；".join(done.beside[:SAID]) + ("等" if len(done.beside) > SAID else "")
        said += f"；有 {len(done.beside)} 天原来排了别人，现在都在：{days}，不要的在月历里按 Del"
    if roster.unread:
        lines = "、".join(f"第{number}行「{text[:12]}」" for number, text in roster.unread[:SAID])
        said += f"；有 {len(roster.unread)} 行没有读懂：{lines}" + ("等" if len(roster.unread) > SAID else "")
    screen.say(said)
