"""Keys typed faster than the desk can follow go where the clerk meant them.

Textual hands a key to whatever has the focus when the key arrives, and a key's own effect (the next field, a new
screen, a dialog) comes some messages later: on a slow or busy computer the text after F2 or Enter would land in the
field before, or nowhere. Here the next key waits until what the last one caused is done. And what comes in a burst (an
input method's sentence, a paste in a console that sends it as keys) goes into a field in one piece.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message_pump import MessagePump
from textual.widgets._input import Input

if TYPE_CHECKING:
    from textual.app import App

PATIENCE = 5.0
"""Seconds after which a key no longer waits for the one before."""
ROUNDS = 12
CURSOR_KEYS = frozenset(["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace", "delete"])
"""Held down, these repeat: what they cause is waited for, the painting is not."""

Typed = events.Key | events.Paste


class TypeAhead:
    """Holds keys and pastes back while an earlier key is still at work."""

    def __init__(self, app: App[Any], send: Callable[[Typed], Awaitable[None]]) -> None:
        """`send` hands one of them to the app."""
        self._app = app
        self._send = send
        self._waiting: deque[Typed] = deque()
        self._burst: list[events.Key] = []
        self._at_work: asyncio.Task[None] | None = None

    async def take(self, event: Typed) -> None:
        """A key or a paste has come."""
        if self._at_work is not None and not self._at_work.done():
            self._waiting.append(event)
        elif isinstance(event, events.Key) and self._only_types(event):
            self._burst.append(event)
            if len(self._burst) == 1:
                self._app.call_later(self._put_burst)  # after the keys that have come with it
        else:
            await self._put_burst()
            await self._send(event)
            if not self._only_types(event):
                self._at_work = asyncio.create_task(self._follow(event))

    def _only_types(self, event: Typed) -> bool:
        """Whether it does nothing but put text into the field with the focus: those keep their order by themselves."""
        if not (isinstance(event, events.Paste) or event.is_printable):
            return False
        from textual.widgets._text_area import TextArea  # no first screen has one

        field = self._app.focused
        if getattr(field, "DIGITS_ACT", False) and isinstance(event, events.Key) and (event.character or "").isdigit():
            return False
        return isinstance(field, Input | TextArea)

    async def _put_burst(self) -> None:
        """Put the keys that came together into the field: the first as a key, all others in one piece."""
        burst, self._burst = self._burst, []
        if burst:
            await self._send(burst[0])
        if rest := "".join(key.character or "" for key in burst[1:]):
            await self._send(events.Paste(rest))

    async def _follow(self, event: Typed) -> None:
        """Wait for what `event` caused; then send what came meanwhile, one after the other."""
        await self._settle(event)
        while self._waiting or self._burst:
            if not self._waiting:
                await self._put_burst()
                continue
            event = self._waiting.popleft()
            if isinstance(event, events.Key) and self._only_types(event):
                self._burst.append(event)
                continue
            await self._put_burst()
            await self._send(event)
            if not self._only_types(event):
                await self._settle(event)

    async def _settle(self, event: Typed) -> None:
        calm = 0
        for _ in range(ROUNDS):
            before = self._where
            await self._pass_through()
            calm = calm + 1 if self._where == before else 0
            if calm == 2:
                break
        if isinstance(event, events.Key) and event.key not in CURSOR_KEYS:
            before = self._where
            await self._reached(self._app.screen.call_after_refresh)
            if self._where != before:
                await self._pass_through()

    @property
    def _where(self) -> tuple[object, object]:
        return (self._app.screen, self._app.focused) if self._app.is_running else (None, None)

    async def _pass_through(self) -> None:
        """Wait until all messages now on their way from the focus up to the app have been handled."""
        node: MessagePump | None = self._app.focused or self._app.screen
        while node is not None and node is not self._app:
            await self._reached(node.call_later)
            node = node._parent
        await self._reached(self._app.call_later)

    async def _reached(self, call: Callable[[Callable[[], object]], bool]) -> None:
        reached = asyncio.Event()
        if call(reached.set):
            with suppress(TimeoutError):
                await asyncio.wait_for(reached.wait(), PATIENCE)
