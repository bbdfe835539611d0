"""What is half typed in the form of an act: a draft of what the form, or else the screen beneath, is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from textual.screen import Screen

from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen

About = tuple[str, int]
"""A kind of thing and the id of its row: ``("matter", 12)``."""
OF_THE_DESK: About = ("desk", 0)
"""For a form that is about the office itself, or about nothing that is there yet."""


class HalfTyped:
    """The draft of one form of one thing; `form` is ``matter:12:<which form>``."""

    def __init__(self, desk: Desk, form: str, title: str) -> None:
        self._desk, self._form, self._title = desk, form, title
        kept = drafts.drafts(desk, form)
        self._uid: UUID | None = kept[0].uid if kept else None
        self._texts = kept[0].body if kept else {}

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """What was typed last time, by field of this form."""
        known = set(names)
        return {name: text for name, text in self._texts.items() if name in known}

    def keep(self, texts: Mapping[str, str]) -> bool:
        """Keep these texts; none takes the draft away. Whether there are any. What cannot be written is not kept."""
        with suppress(Refused):
            if texts:
                self._uid = drafts.save_draft(self._desk, self._form, texts, self._title, self._uid)
            elif self._uid is not None:
                drafts.clear_draft(self._uid)
                self._uid = None
        return bool(texts)


def of(dialog: Screen[Any], title: str, row: object, about: About | None) -> HalfTyped | None:
    """The draft of this dialog, about `about` or what the screen beneath it is about; None where that is nothing, or
    the desk is only looked at.
    """
    stack = dialog.app.screen_stack
    beneath = next((one for one in reversed(stack) if isinstance(one, DeskScreen)), None)
    if about is None and beneath is not None:
        about = beneath.about
    if beneath is None or about is None or beneath.desk.read_only:
        return None
    which = hashlib.sha256(f"{title}/{row}".encode()).hexdigest()[:12]
    return HalfTyped(beneath.desk, f"{about[0]}:{about[1]}:{which}", title)
