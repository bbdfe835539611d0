"""What is half typed in the form of an act: a draft of what the form, or else the screen beneath, is about.

It is kept under what it is about, the form's own name and the row, ``matter:12:sign:5``: whatever title the form
bears today, it is found. Only what was kept before forms had names lies under a number made of the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Protocol
from uuid import UUID

from textual.screen import Screen

from jiefang_tui.rules.text import cut, one_line
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import KeptDraft
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen

About = tuple[str, int]
"""A kind of thing and the id of its row: ``("matter", 12)``."""
OF_THE_DESK: About = ("desk", 0)
"""For a form that is about the office itself, or about nothing that is there yet."""


WORDS_CELLS = 40
"""Of what was typed, in the title by which the list of drafts calls it."""


class Half(Protocol):
    """Where what is half typed in a form is kept."""

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """What was typed last time, by field of this form."""

    def keep(self, texts: Mapping[str, str]) -> bool:
        """Keep these texts; none takes away what was kept. Whether there are any. Raises `Refused`."""


class Aside:
    """What was half typed, held for as long as its form is open: put away to begin anew, and brought back."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """As of a draft."""
        known = set(names)
        return {name: text for name, text in self._texts.items() if name in known}

    def keep(self, texts: Mapping[str, str]) -> bool:
        """It is no place to keep anything in."""
        return bool(texts)


class HalfTyped:
    """The draft of one form of one thing, `kept` if there is one; `key` is ``matter:12:accept``."""

    def __init__(self, desk: Desk, key: str, title: str, kept: KeptDraft | None) -> None:
        self._desk, self._key, self._title = desk, key, title
        self._uid: UUID | None = kept.uid if kept else None
        self._texts = kept.body if kept else {}
        if kept is not None and kept.form != key:
            with suppress(Refused):
                self.keep(kept.body)  # from now on under this key

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """What was typed last time, by field of this form."""
        known = set(names)
        return {name: text for name, text in self._texts.items() if name in known}

    def keep(self, texts: Mapping[str, str]) -> bool:
        """Keep these texts; none takes the draft away. Whether there are any. Raises `Refused`."""
        if texts:
            words = one_line(" ".join(text for name, text in texts.items() if not name.startswith("_")))
            title = f"{self._title}: {cut(words, WORDS_CELLS, '..')}" if words else self._title
            self._uid = drafts.save_draft(self._desk, self._key, texts, title, self._uid)
        elif self._uid is not None:
            drafts.clear_draft(self._uid)
            self._uid = None
        return bool(texts)


def place_of(dialog: Screen[Any], about: About | None) -> tuple[Desk, About] | None:
    """Where drafts of this dialog are kept: about `about` or what the screen beneath it is about; None where that is
    nothing, or the desk is only looked at.
    """
    beneath = next((one for one in reversed(dialog.app.screen_stack) if isinstance(one, DeskScreen)), None)
    if about is None and beneath is not None:
        about = beneath.about
    if beneath is None or about is None or beneath.desk.read_only:
        return None
    return beneath.desk, about


def kept_under_title(desk: Desk, about: About, title: str, rows: Iterable[object]) -> KeptDraft | None:
    """The last draft of a form of this title that was kept before forms had names, about one of `rows`."""
    thing = f"{about[0]}:{about[1]}:"
    found = [one for one in drafts.drafts(desk) if one.form.startswith(thing)]
    if not found:
        return None
    import hashlib  # most forms begin blank

    old = {thing + hashlib.sha256(f"{title}/{row}".encode()).hexdigest()[:12] for row in rows}
    return next((one for one in found if one.form in old), None)


def _called(dialog: Screen[Any], title: str) -> str:
    """The form with what the screen beneath is about, by which a list of drafts tells it from others."""
    beneath = next((one for one in reversed(dialog.app.screen_stack) if isinstance(one, DeskScreen)), None)
    about = beneath.shown_heading if beneath is not None and beneath.about is not None else ""
    return f"{title} {about}".rstrip()


def draft_of_dialog(
    dialog: Screen[Any], title: str, form_name: str, row: object, old_row: object, about: About | None
) -> HalfTyped | None:
    """The draft of this dialog; None where none is kept. `old_row`: what its line was called before."""
    place = place_of(dialog, about)
    if place is None or not form_name:
        return None
    desk, about = place
    key = f"{about[0]}:{about[1]}:{form_name}" + (f":{row}" if row else "")
    kept = next(iter(drafts.drafts(desk, key)), None)
    return HalfTyped(
        desk, key, _called(dialog, title), kept or kept_under_title(desk, about, title, {row, old_row, None, 0})
    )
