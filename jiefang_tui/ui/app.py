"""The application: which screens there are, the keys that mean the same everywhere, and who re-reads what."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from jiefang_tui import clock
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.desk.storage import READ_FAILURES, reading_sentence
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.ui.toolkit import left_widgets
from jiefang_tui.ui.toolkit.desk_screen import DeskAppBase, DeskScreen
from jiefang_tui.ui.toolkit.type_ahead import TypeAhead
from jiefang_tui.ui.widgets import initials, scroll_bar, themes, typed_days

if TYPE_CHECKING:
    from jiefang_tui.paths import DataFolder
    from jiefang_tui.services.desk.desk import Desk
    from jiefang_tui.services.desk.founded import DeskClosed


def _screen(module: str, name: str) -> Callable[..., Screen[Any]]:
    """Makes the screen of that class; its module is imported when it is first opened."""

    def make(**kwargs: Any) -> Screen[Any]:
        screen: Screen[Any] = getattr(import_module(f"jiefang_tui.ui.{module}"), name)(**kwargs)
        return screen

    return make


SCREEN_MAKERS: dict[str, Callable[..., Screen[Any]]] = {
    "today": _screen("reception.today_screen", "TodayScreen"),
    "first_start": _screen("desk.setup", "FirstStartScreen"),
    "recovery": _screen("desk.recovery", "RecoveryScreen"),
    "incoming": _screen("reception.incoming_screen", "IncomingScreen"),
    "records": _screen("reception.records_screen", "RecordsScreen"),
    "summary": _screen("reception.summary_screen", "SummaryScreen"),
    "intake": _screen("reception.intake_screen", "IntakeScreen"),
    "lines": _screen("reception.lines_screen", "LinesScreen"),
    "talk": _screen("reception.talk_screen", "TalkScreen"),
    "matter": _screen("matter.matter_screen", "MatterScreen"),
    "transcript": _screen("matter.transcript_screen", "TranscriptScreen"),
    "person": _screen("reception.person_screen", "PersonScreen"),
    "visit": _screen("reception.visit_screen", "VisitScreen"),
    "gaps": _screen("responsibility.gaps_screen", "GapsScreen"),
    "table": _screen("together.table_screen", "TableScreen"),
    "sessions": _screen("together.sessions_screen", "SessionsScreen"),
    "owners": _screen("together.sessions_screen", "OwnersScreen"),
    "meetings": _screen("together.meetings_screen", "MeetingsScreen"),
    "campaigns": _screen("together.campaigns_screen", "CampaignsScreen"),
    "campaign": _screen("together.campaigns_screen", "CampaignScreen"),
    "causes": _screen("together.causes_screen", "CausesScreen"),
    "cause": _screen("together.causes_screen", "CauseScreen"),
    "radar": _screen("together.radar_screen", "RadarScreen"),
    "plans": _screen("plans.plan_screen", "PlanScreen"),
    "plan_seats": _screen("plans.seats_screen", "SeatsScreen"),
    "roster": _screen("office.roster_screen", "RosterScreen"),
    "fieldwork": _screen("fieldwork.field_screen", "FieldScreen"),
    "households": _screen("fieldwork.household_screen", "HouseholdScreen"),
    "level_skips": _screen("supervision.level_skips_screen", "LevelSkipsScreen"),
    "supervision": _screen("supervision.supervision_screen", "SupervisionScreen"),
    "find": _screen("ledger.find_screen", "FindScreen"),
    "ledger": _screen("ledger.ledger_screen", "LedgerScreen"),
}
"""Every screen by name."""

WRITTEN_ON = ("来访登记", "连续登记", "接谈")
"""Screens that are a form: F4 and F5 look something up and come back to them."""


class DeskApp(DeskAppBase, inherit_bindings=False):
    """The desk in a terminal. `desk` is the open desk, None at the first start of all.

    `folder` is where a new office is founded; with `closed` the data file there could not be opened, and the first
    screen offers its newest backup.
    """

    CSS_PATH = Path(__file__).with_name("desk.tcss")
    TITLE = "接访台"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDING_GROUP_TITLE = "处处可用"
    CLOSE_TIMEOUT = 2.0
    MAKERS = SCREEN_MAKERS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "register", "登记", tooltip="来了新人：开一张空白来访登记，原来的一屏留着"),
        Binding("f3", "today", "今日接访", tooltip="回到今日接访"),
        Binding("f4", "ledger", "台账", tooltip="每一件信访事项：查、筛选、排序、打开"),
        Binding("f5", "supervision", "督办", tooltip="什么逾期、什么快到期、谁没有动，催办和发牌"),
        Binding("f6", "plans", "安排", tooltip="接访安排：谁哪天接访，到岗没有，规则"),
        Binding("f8", "fieldwork", "走访", tooltip="走访、入户清单、矛盾纠纷排查"),
        Binding("ctrl+f", "find", "查找", tooltip="按姓名、首字母、电话或证件尾号、编号查找"),
        Binding("ctrl+p", "palette", "命令", tooltip="列出此刻能做的每件事，可用汉字或首字母查"),
        Binding("ctrl+l", "blank", "遮屏", tooltip="来访人能看到屏幕时遮住"),
        Binding("ctrl+q", "quit", "退出", tooltip="没写完的存为草稿后退出"),
        Binding("f1,ctrl+g", "help", "帮助", tooltip="这一屏做什么、有哪些键"),
        Binding("ctrl+c", "help_quit", "复制", show=False),
    ]

    def __init__(
        self,
        desk: Desk | None = None,
        *,
        folder: DataFolder | None = None,
        closed: DeskClosed | None = None,
        theme: str = themes.DARK.name,
    ) -> None:
        scroll_bar.install()
        left_widgets.install()
        super().__init__(folder, closed)
        self._type_ahead = TypeAhead(self, self._send)
        self._day = clock.today()
        self.is_terminal_gone = False
        if desk is not None:
            self._take(desk)
        self.animation_level = "none"
        for each in themes.THEMES:
            self.register_theme(each)
        self.theme = theme

    def _take(self, desk: Desk) -> None:
        self.desk = desk
        initials.use(lambda: desk.reference.pinyin)
        typed_days.use(lambda: calendar_of(desk.reference))

    def suit_terminal(self) -> None:
        """Where the terminal has no more than 16 colours, use their names: rounded values make all planes black."""
        if self.console.color_system == "standard":
            self.theme = themes.SIXTEEN.name

    def get_driver_class(self) -> type[Driver]:
        """Textual's, but for a terminal on Linux."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from jiefang_tui.ui.desk.terminal_driver import TerminalDriver

        return TerminalDriver

    # -- hooks

    def get_default_screen(self) -> Screen[Any]:
        """The bottom of the stack: 今日接访, the questions of the first start, or what to do with a damaged file."""
        name = "today" if self.desk is not None else "recovery" if self.closed is not None else "first_start"
        screen = self.make(name)
        # Textual does these two for every screen but the first.
        self._load_screen_css(screen)
        screen._push_result_callback(self, None)
        return screen

    def before_exit(self) -> str:
        """Called before the program ends; a sentence returned keeps it open and is shown instead."""
        return ""

    # -- screens

    def tell_of_start(self, screen: DeskScreen, drafts: int) -> None:
        from jiefang_tui.ui.desk.notices import tell_of_start

        tell_of_start(screen, drafts)

    def ask_unended(self, screen: DeskScreen) -> None:
        if self.desk is None or not self.desk.unended:
            return
        from jiefang_tui.ui.desk.notices import ask_unended

        ask_unended(screen)

    def start_desk(self, desk: Desk) -> None:
        """After the first start: the desk is open now, show 今日接访."""
        self._take(desk)
        self.switch_screen(self.make("today"))

    # -- memory

    def pop_screen(self) -> AwaitComplete:
        """As Textual's; what the screen leaves behind is collected in the next quiet moment."""
        left_widgets.collect_soon()
        return super().pop_screen()

    # -- the clock

    def on_ready(self) -> None:
        """The first screen stands, whichever it is: the garbage collector works again.

        What was loaded and made until now stays; it need not look through that ever again, which a key would feel.
        """
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        if self.desk is not None and self.desk.ended_uncleanly and not self.is_headless:
            self._back_up_what_was_cut_off()

    def _back_up_what_was_cut_off(self) -> None:
        """The power failed or the window was closed: what no backup holds is backed up now, beside the clerk's work."""
        from jiefang_tui.services.desk.safekeeping import back_up, needs_backup

        desk = self.desk
        if desk is None or desk.read_only or not needs_backup(desk):
            return

        def work() -> None:
            try:
                back_up(desk.folder)
                said = "上次没有正常退出，已补做备份并核对。"
            except Refused as refused:
                said = f"上次没有正常退出，补做备份没有成：{refused}"
            self.call_from_thread(self._say_too, said)

        self.run_worker(work, thread=True)

    def _say_too(self, text: str) -> None:
        """Behind what the start has said, which is not lost by it."""
        screen = self.desk_screen
        said = screen.message if screen is not None else ""
        self.say(f"{said}  {text}" if said else text)

    def on_mount(self) -> None:
        self._next_minute()

    def _next_minute(self) -> None:
        self.set_timer(60.5 - clock.now().second, self._minute, name="minute")

    def _minute(self) -> None:
        self._next_minute()
        screen = self.desk_screen
        if screen is None:
            return
        if clock.today() != self._day:
            self._new_day(screen)
        if self.desk is not None and self.desk.read_only:
            self._read_again(screen)
        screen.tick()

    def _read_again(self, screen: DeskScreen) -> None:
        """A copy that may only look hears of no change: another one writes. It reads what is in sight each minute."""
        for each in self.screen_stack:
            if isinstance(each, DeskScreen):
                each.stale = True
        screen.reload_if_stale()

    def _new_day(self, screen: DeskScreen) -> None:
        """The desk was left on over midnight: end the day before as the next start would. Refused, it tries again."""
        from jiefang_tui.services.desk.rollover import roll_over

        said: str | Refused = ""
        if self.desk is not None and not self.desk.read_only:
            said = screen.attempt(roll_over, self.desk)
        if isinstance(said, Refused):
            return
        self._day = clock.today()
        for each in self.screen_stack:
            if isinstance(each, DeskScreen):
                each.stale = True
        screen.reload_if_stale()
        if said:
            screen.say(said)
        if not self.can_go_back:  # else when 今日接访 is seen again: a digit may be on its way into a form
            self.ask_unended(screen)

    # -- failures

    def _handle_exception(self, error: Exception) -> None:
        """A read that failed in a timer or a dialog's answer is said, too; anything else ends the program."""
        if isinstance(error, READ_FAILURES):
            self.warn(reading_sentence(error))
        else:
            super()._handle_exception(error)

    # -- keys that mean the same everywhere

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and not self.is_headless:
            await self._type_ahead.take(event)  # a test's pilot waits by itself
        else:
            await self._send(event)

    async def _send(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded and isinstance(self.screen, DeskScreen):
            self.screen.key_pressed(event.key)
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before the first start is done only help, blanking and leaving act; F3 acts where it leads elsewhere.

        Nobody is registered where this copy may only look.
        """
        if action == "register":
            return self.desk is not None and not self.desk.read_only
        if action in ("find", "palette", "plans", "fieldwork"):
            return self.desk is not None
        if action == "today":
            return self.desk is not None and self.can_go_back
        if action == "ledger":
            return self.desk is not None and getattr(self.desk_screen, "NAME_CN", "") != "台账"
        if action == "supervision":
            return self.desk is not None and getattr(self.desk_screen, "NAME_CN", "") != "督办"
        return True

    def action_register(self) -> None:
        self.go("intake")

    def action_today(self) -> None:
        self.go("today")

    def action_supervision(self) -> None:
        self._return_or_go("supervision", "督办")

    def action_ledger(self) -> None:
        self._return_or_go("ledger", "台账")

    def action_plans(self) -> None:
        self._return_or_go("plans", "接访安排")

    def action_stand_in(self) -> None:
        """代替 of today, from wherever one is."""
        self.go("plans", stands_in=True)

    def action_fieldwork(self) -> None:
        self._return_or_go("fieldwork", "走访")

    def _return_or_go(self, name: str, name_cn: str) -> None:
        """Back to the list this was opened from, as it was left (filter, cursor); a new one where there is none.

        A form in between stays: what is being registered or written down is not left by looking something up.
        """
        above: list[DeskScreen] = []
        for screen in reversed(self.screen_stack):
            if not isinstance(screen, DeskScreen) or screen.NAME_CN in WRITTEN_ON:
                break
            if name_cn == screen.NAME_CN:
                for each in above:
                    each.keep()
                    self.pop_screen()
                return
            above.append(screen)
        self.go(name)

    def action_find(self) -> None:
        self.go("find")

    def action_palette(self) -> None:
        from jiefang_tui.ui.desk.palette import Palette

        self.push_screen(Palette(self.screen))

    def action_blank(self) -> None:
        from jiefang_tui.ui.desk.blank import BlankScreen

        self.push_screen(BlankScreen())

    def ask_first(self, asks: Asks, again: Callable[[], object]) -> None:
        from jiefang_tui.ui.toolkit.asking import ask_first

        ask_first(self, asks, again)

    def action_help(self) -> None:
        from jiefang_tui.ui.desk.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    async def action_quit(self) -> None:
        if not self.may_lose(self.keep_all(), "^Q"):
            return
        screen = self.desk_screen
        waiting = self._who_waits() if screen is not None else ""
        if screen is None or not waiting:
            self._end()
            return
        from jiefang_tui.ui.toolkit.dialogs import ChooseDialog

        options = [("stay", "不退出，回去接谈"), ("quit", "退出，明早再问他们的结果")]

        def answered(answer: str) -> None:
            if answer == "quit":
                self._end()

        screen.ask(ChooseDialog("还有人没有结果", options, waiting), answered)

    def _who_waits(self) -> str:
        """Who of today has not been received yet, in a sentence; empty when nobody is, or nothing is known."""
        if self.desk is None or self.desk.read_only:
            return ""
        from jiefang_tui.store.queries.reception.queue import waiting_still
        from jiefang_tui.ui.toolkit.shown_names import shown_name

        try:
            waiting = waiting_still(clock.today())
        except READ_FAILURES:
            return ""
        names = [f"{one.number:02d} {shown_name(one.name, self.desk.masks_names)}" for one in waiting[:4]]
        more = " 等" if len(waiting) > 4 else ""
        return f"{len(waiting)} 批还在候访或接谈：{'、'.join(names)}{more}" if waiting else ""

    def _end(self) -> None:
        if refusal := self.before_exit():
            self.warn(refusal)
        else:
            self.exit()

    def terminal_gone(self) -> None:
        """The window was closed or the terminal went away: nobody sees or types any more.

        What is half typed is kept, and the desk closes as with ^Q.
        """
        if not self.is_terminal_gone:
            self.is_terminal_gone = True
            self.keep_all()
            self.exit()

    def action_help_quit(self) -> None:
        self.say("^C 用来复制选中的字，退出用 ^Q")

    def action_open(self, name: str) -> None:
        self.go(name)

    def action_work_list(self, name: str) -> None:
        self.go("records", figure=name)

    def action_copies_elsewhere(self) -> None:
        """Which copies on a stick still hold what was handed over sealed, until a new one is written there."""
        from jiefang_tui.services.desk.old_copies import copies_elsewhere
        from jiefang_tui.ui.desk.notice_dialog import NoticeDialog

        if self.desk is not None:
            self.push_screen(NoticeDialog([copies_elsewhere(self.desk.folder)], "别处的旧备份"))

    def action_office(self, name: str) -> None:
        from jiefang_tui.ui.desk.notice_dialog import NoticeDialog
        from jiefang_tui.ui.office.office_dialogs import DIALOGS
        from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
        from jiefang_tui.ui.widgets import cells

        if self.desk is None or (screen := self.desk_screen) is None:
            return
        said, dialog = DIALOGS[name](self.desk)
        dialog.about = OF_THE_DESK  # whatever screen it was opened over

        def done(_: object) -> None:
            for each in self.screen_stack:
                if isinstance(each, DeskScreen):
                    each.everything_changed()
            screen.reload_if_stale()
            sentence = said()
            if cells.width(sentence) <= screen.size.width - 2:
                screen.say(sentence)
            else:  # what was handed over is read whole
                self.push_screen(NoticeDialog([sentence], dialog.heading()))

        screen.ask(dialog, done)

    def action_theme(self, name: str) -> None:
        self.theme = name
