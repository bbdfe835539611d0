"""What every screen of the desk has: one red line, one line of where this stands, a body, a key bar.

And what a screen knows of the application: the two know one another, so they stand in one file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, TypeVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.desk.storage import READ_FAILURES, not_kept, reading_sentence, storing
from jiefang_tui.ui.toolkit.gently import ReadsGently
from jiefang_tui.ui.toolkit.looks_only import LooksOnly
from jiefang_tui.ui.toolkit.whole_lines import WholeLines
from jiefang_tui.ui.widgets.key_bar import KeyBar
from jiefang_tui.ui.widgets.lines import Part, StatusLine, TopLine

if TYPE_CHECKING:
    from jiefang_tui.paths import DataFolder
    from jiefang_tui.services.desk.desk import Desk
    from jiefang_tui.services.desk.founded import DeskClosed

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


REGISTERING = ("intake", "lines")
"""Screens that are there only to write."""


class DeskAppBase(ReadsGently, App[None], inherit_bindings=False):
    """What screens know of the application: the desk, the way to other screens, who re-reads what.

    A screen is opened by its name in `MAKERS`, so that no topic imports another's screens.
    """

    MAKERS: ClassVar[Mapping[str, Callable[..., Screen[Any]]]] = {}
    """Every screen by name."""

    def __init__(self, folder: DataFolder | None = None, closed: DeskClosed | None = None) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self._told_lost = ""
        """The key that was told that it would lose what could not be kept."""
        self.folder = folder
        self.closed = closed

    # -- for the application itself

    def start_desk(self, desk: Desk) -> None:
        """A desk was founded or restored: show 今日接访."""
        raise NotImplementedError

    def tell_of_start(self, screen: DeskScreen, drafts: int) -> None:
        """The first screen is there: what is asked and said at the start, with the number of unfinished forms."""

    def ask_unended(self, screen: DeskScreen) -> None:
        """Ask once what became of those of earlier days who have no result, where there are any."""
        raise NotImplementedError

    def action_help(self) -> None:
        """F1."""
        raise NotImplementedError

    def action_blank(self) -> None:
        """Ctrl+L."""
        raise NotImplementedError

    def ask_first(self, asks: Asks, again: Callable[[], object]) -> None:
        """Ask what an act wants answered first; `again` does it once more. Esc goes back to what was typed."""
        raise NotImplementedError

    # -- screens

    def make(self, name: str, **kwargs: Any) -> Screen[Any]:
        """Build a screen by its name in `MAKERS`."""
        return self.MAKERS[name](**kwargs)

    def go(self, name: str, **kwargs: Any) -> None:
        """Open a screen on top of the present one; "today" goes down to the bottom of the stack instead.

        Where this copy may only look, nothing is registered, and a talk is the page of the visit.
        """
        if self.desk is not None and self.desk.read_only:
            if name in REGISTERING:
                self.warn(self.desk.read_only_because)
                return
            name = "visit" if name == "talk" else name
        if name != "today":
            self.push_screen(self.make(name, **kwargs))
            return
        if not self.may_lose(self.keep_all(), "F3"):
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def keep_all(self) -> str:
        """Keep what is half typed on every screen and in every dialog; the first reason why something could not be."""
        keeping = [keep for screen in self.screen_stack if (keep := getattr(screen, "keep", None)) is not None]
        return next(filter(None, [keep() for keep in keeping]), "")

    def may_lose(self, why: str, key: str) -> bool:
        """Whether `key` may leave although something could not be kept (`why`): when it was said before, it may."""
        if why and self._told_lost != key:
            self._told_lost = key
            getattr(self.screen, "warn", self.warn)(not_kept(why, key))
            return False
        self._told_lost = ""
        return True

    @property
    def can_go_back(self) -> bool:
        """Whether there is a screen beneath the present one."""
        return len(self.screen_stack) > 1

    def back(self, sentence: str = "") -> None:
        """Leave the present screen; the one beneath shows `sentence`."""
        if self.can_go_back:
            self.pop_screen()
        if sentence:
            self.say(sentence)

    @property
    def desk_screen(self) -> DeskScreen | None:
        """The uppermost screen of the desk, beneath any dialog."""
        return next((s for s in reversed(self.screen_stack) if isinstance(s, DeskScreen)), None)

    def say(self, text: str) -> None:
        """Show the outcome of an act on the uppermost screen."""
        if screen := self.desk_screen:
            screen.say(text)

    def warn(self, text: str) -> None:
        """Show what was wrong on the uppermost screen."""
        if screen := self.desk_screen:
            screen.warn(text)

    # -- changes

    def publish_changes(self) -> None:
        """Publish the tables that acts have changed since the last call."""
        if self.desk is not None and (changed := self.desk.take_changed()):
            self.publish(changed)

    def publish(self, tables: set[str]) -> None:
        """These tables changed: the visible screen bound to one reads again now, the others when they come back."""
        visible = self.desk_screen
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen) and screen.BOUND & tables:
                screen.stale = True
        if visible is not None:
            visible.reload_if_stale()


class DeskScreen(LooksOnly, ReadsGently, WholeLines, Screen[Any]):
    """A screen over the desk. Subclasses give `compose_body` and `reload`, name their tables, and call services
    through `act`.

    The life of a key: key, `action_*`, perhaps a dialog, one service function through `act`; what it changed is
    published, and every screen bound to those tables re-reads its own page.
    """

    NAME_CN: ClassVar[str] = ""
    """The screen's Chinese name, on the top line and in the help."""
    HELP_CN: ClassVar[str] = ""
    """What this screen is for, in plain Chinese sentences; the help adds the keys."""
    BOUND: ClassVar[frozenset[str]] = frozenset()
    """Names of the tables this screen shows."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    """From 110 columns on there is room for a preview (CSS class -wide)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "返回", tooltip="回到前一屏；没写完的自动存为草稿"),
    ]

    app: DeskAppBase

    def __init__(self) -> None:
        super().__init__()
        self.stale = False
        self.next_key = ""
        """The key of the next act, which stands first on the bar; empty: the nearest one does."""
        desk = self.app.desk
        self._top = TopLine(self.heading(), desk.officer_name if desk else "", bool(desk and desk.read_only))
        self._status = StatusLine()

    # -- for subclasses

    @property
    def about(self) -> tuple[str, int] | None:
        """What its acts are about, ``("matter", 12)``: a form left half typed is a draft of it. None: not kept."""
        return None

    def heading(self) -> str:
        """What the top line says at first; change it later with `set_heading`."""
        return self.NAME_CN

    def compose_body(self) -> ComposeResult:
        """The widgets between the status line and the key bar."""
        yield from ()

    def reload(self) -> None:
        """Read what this screen shows, and show it; the cursor stays. Called at first and when a table changed."""

    def minute(self) -> None:
        """A minute has passed: repaint waiting times and the like."""

    def keep(self) -> str:
        """Save what is half typed as a draft, before the screen goes or the program ends; why it could not be."""
        return ""

    # -- what subclasses call

    @property
    def desk(self) -> Desk:
        """The open desk. Only the first start and the recovery have none, and they do not ask."""
        desk = self.app.desk
        assert desk is not None
        return desk

    @property
    def shown_heading(self) -> str:
        """What the top line says now."""
        return self._top.heading

    def set_heading(self, text: str) -> None:
        """Change what the top line says."""
        self._top.set_heading(text)

    def everything_changed(self) -> None:
        """Who sits here or how names are shown has changed: read again when seen next."""
        self._top.set_officer(self.desk.officer_name)
        self.stale = True

    def stand(self, *parts: Part, right: Sequence[Part] = ()) -> None:
        """Say where this stands and what is next: texts, or (text, style); `right` at the end of the line."""
        self._status.stand(*parts, right=right)

    def say(self, text: str) -> None:
        """Show the outcome of an act; the next key takes it away."""
        self._status.say(text)

    def warn(self, text: str) -> None:
        """Show what was wrong, in red; it stays until the next act or Esc."""
        self._status.say(text, wrong=True)

    @property
    def message(self) -> str:
        """The sentence now on the status line, empty if none."""
        return self._status.message

    def act(self, fn: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Call one service function. Refused: its sentence is shown and None returned. Done: changes are published.

        A function that returns nothing gives None either way: use `attempt` where that matters.
        """
        result = self.attempt(fn, *args, **kwargs)
        return None if isinstance(result, Refused) else result

    def attempt(self, fn: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Refused:
        """As `act`, but gives the refusal back, for a form that shows it beside the field it names."""
        self._status.say("")
        try:
            with storing():
                return fn(*args, **kwargs)
        except Refused as refused:
            if not isinstance(refused, Asks):
                self.warn(str(refused))
            return refused
        finally:
            self.app.publish_changes()

    def ask(self, dialog: ModalScreen[T | None], then: Callable[[T], object]) -> None:
        """Open a dialog; `then` gets its answer, and is not called when it was left with Esc."""

        def answered(value: T | None) -> None:
            if value is not None:
                then(value)

        self.app.push_screen(dialog, answered)

    def leave(self, sentence: str = "") -> None:
        """Go back to the screen beneath, which shows `sentence`. What could not be kept is said, and left at the second
        time.
        """
        if self.app.may_lose(self.keep(), "Esc"):
            self.app.back(sentence)

    # -- the frame

    def compose(self) -> ComposeResult:
        yield self._top
        yield self._status
        yield from self.compose_body()
        yield KeyBar()

    def on_mount(self) -> None:
        self._reload_gently()

    def on_screen_resume(self) -> None:
        self._top.tick()
        self.reload_if_stale()

    def reload_if_stale(self) -> None:
        """Read again if a bound table has changed since."""
        if self.stale and self.is_mounted:
            self._reload_gently()

    def _reload_gently(self) -> None:
        """`reload`; where that fails the act before it stands, and the screen reads again when it can."""
        self.stale = False
        try:
            self.reload()
        except READ_FAILURES as error:
            self.stale = True
            self.warn(reading_sentence(error))

    def tick(self) -> None:
        """The app's clock: a new minute."""
        self._top.tick()
        try:
            self.minute()
        except READ_FAILURES as error:
            self.warn(reading_sentence(error))

    def key_pressed(self, key: str) -> None:
        """Every key, before it acts: an outcome has been seen by then; what was wrong stays until Esc."""
        if self._status.message and (not self._status.wrong or key == "escape"):
            self._status.say("")
        if self.looks_only and self._would_write(key):
            self.warn(self.desk.read_only_because)

    def _would_write(self, key: str) -> bool:
        """Whether the key has an act here that writes, which this copy of the program does not do."""
        for node in (self, *self.walk_children()):
            writes: frozenset[str] = getattr(node, "WRITES", frozenset())
            for binding in node._bindings.key_to_bindings.get(key, ()):
                if binding.action.split("(")[0] in (*writes, "app.register"):
                    return True
        return key == "f2"

    def action_leave(self) -> None:
        self.leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "leave":
            return self.app.can_go_back
        return super().check_action(action, parameters)
