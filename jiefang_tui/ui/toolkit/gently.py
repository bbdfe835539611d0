"""What a screen does when the data file cannot be read: one sentence, and the desk stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from jiefang_tui.services.desk.storage import READ_FAILURES, reading_sentence


class ReadsGently(MessagePump):
    """For the app, its screens and dialogs: a failed read in any of their handlers is said by `warn`.

    Textual would end the program, with everything half typed since the last draft.
    """

    if TYPE_CHECKING:

        def warn(self, text: str) -> None:
            """Show what was wrong."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except READ_FAILURES as error:
            self.warn(reading_sentence(error))
