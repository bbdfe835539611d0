"""The draft of one form on the screen: kept while it is typed, offered again, cleared when saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.drafts import KeptDraft
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ConfirmDialog, Dialog
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList


class DraftKeeper:
    """Saves, clears and takes back the drafts of `form` for one screen, which holds this as `draft`."""

    def __init__(self, screen: DeskScreen, form: str) -> None:
        self.screen = screen
        self.form = form
        self.uid: UUID | None = None
        """Of the draft being typed; it becomes the visit's, so that saving it twice registers once."""
        self.saved_at = ""
        """When it was last kept, ``09:22``."""
        self.unfinished = 0
        """Drafts of this form that wait to be gone on with."""

    def save(self, body: Mapping[str, str], title: str) -> str:
        """Keep `body`; a refusal is said on the screen and given back, what was typed stays there."""
        try:
            self.uid = drafts.save_draft(self.screen.desk, self.form, body, title, self.uid)
        except Refused as refused:
            self.screen.warn(str(refused))
            return str(refused)
        self.saved_at = f"{clock.now():%H:%M}"
        return ""

    def clear(self) -> None:
        """The form was saved, or emptied: nothing to offer again."""
        if self.uid is not None:
            self.screen.attempt(drafts.clear_draft, self.uid)
            self.uid, self.saved_at = None, ""

    def waiting(self) -> list[KeptDraft]:
        """Drafts of this form that no screen is typing just now; counts them."""
        keepers = (getattr(screen, "draft", None) for screen in self.screen.app.screen_stack)
        typed = {keeper.uid for keeper in keepers if isinstance(keeper, DraftKeeper)} | {self.uid}
        kept = [one for one in drafts.drafts(self.screen.desk, self.form) if one.uid not in typed]
        self.unfinished = len(kept)
        return kept

    def offer(self, take: Callable[[KeptDraft], object], on_change: Callable[[], object]) -> None:
        """Let the clerk take up a draft or throw some away; `on_change` is called when their number changed."""
        kept = self.waiting()
        if not kept:
            self.screen.say("没有未完的草稿")
            return

        def discard(uid: str) -> bool:
            done = not isinstance(self.screen.attempt(drafts.clear_draft, uid), Refused)
            self.waiting()
            on_change()
            return done

        def chosen(uid: str) -> None:
            one = drafts.take_draft(uid)
            if one is None:
                self.screen.warn("这份草稿已经不在了。")
                return
            self.uid, self.saved_at = one.uid, f"{one.updated_at:%H:%M}"
            take(one)
            self.waiting()
            on_change()

        self.screen.ask(DraftsDialog(kept, discard), chosen)


class DraftsDialog(Dialog[str]):
    """The drafts of a form; Enter takes one back, Delete throws one away after a question. Returns its uid."""

    NAME_CN = "未完的草稿"
    HELP_CN = "上次没写完的都在这里。Enter 接着写，Del 丢弃光标所在的一份。"
    WRITES = frozenset({"discard"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "discard", "丢弃", tooltip="丢弃光标所在的一份草稿，先问一句"),
    ]

    def __init__(self, kept: Sequence[KeptDraft], discard: Callable[[str], bool]) -> None:
        """`discard` throws the draft of a uid away and tells whether it is gone."""
        super().__init__("取回哪一份")
        self._kept = list(kept)
        self._discard = discard
        self._list = RowList(
            [Column("时间", 11), Column("草稿", 0), Column("登记员", 8)], enter="接着写", empty="没有未完的草稿"
        )
        self._fill()

    def _fill(self) -> None:
        self._list.set_rows(
            [
                Row(str(one.uid), (f"{one.updated_at:%m-%d %H:%M}", one.title or "(空)", one.officer_name))
                for one in self._kept
            ]
        )

    def compose_body(self) -> ComposeResult:
        yield self._list

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.dismiss(str(event.key))

    def action_discard(self) -> None:
        key = self._list.cursor_key
        if key is None:
            return
        title = next((one.title for one in self._kept if str(one.uid) == key), "")

        def answered(answer: str | None) -> None:
            if answer == "yes" and self._discard(str(key)):
                self._kept = [one for one in self._kept if str(one.uid) != key]
                self._fill()
                if not self._kept:
                    self.dismiss(None)

        self.app.push_screen(
            ConfirmDialog(f"丢弃「{title}」吗？丢弃后找不回来。", yes="丢弃", no="保留", safe_first=True), answered
        )
