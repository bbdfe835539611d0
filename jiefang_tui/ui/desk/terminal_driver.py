"""The keyboard and the screen of a terminal on Linux, where Textual's own driver gives up or never does.

Three troubles of it are mended here. A byte that is no UTF-8 (an old console types GBK) ended the program with a
traceback; it is decoded as the terminal writes it, and what is no text at all is dropped, as is a report of a key that
nobody can read. A terminal that went away
without a signal (SIGHUP was ignored by whatever started us) left a program that read nothing for ever and held the
lock; now it leaves as when the window is closed: `DeskApp.terminal_gone`.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import IO, Any

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.keys import Keys

READ_BYTES = 4096
WAIT_SECONDS = 0.1
"""How often the end of the program is looked for, and an Esc that was no beginning of another key is let go."""
LEAVE_ON = (signal.SIGHUP, signal.SIGTERM)
"""The window was closed, the computer goes down."""
_WIDER = {"gbk": "gb18030", "gb2312": "gb18030", "ascii": "utf-8", "ansi_x3.4-1968": "utf-8"}
"""What the name of an encoding stands for in practice."""


def decoder_for(encoding: str) -> IncrementalDecoder:
    """A decoder of what a terminal of this encoding types; bytes that mean nothing in it are dropped."""
    name = (encoding or "utf-8").lower()
    try:
        return getincrementaldecoder(_WIDER.get(name, name))(errors="ignore")
    except LookupError:
        return getincrementaldecoder("utf-8")(errors="ignore")


class Output:
    """The terminal's output; once it has gone, what is written is dropped."""

    def __init__(self, file: IO[str] | Any, gone: Callable[[], None]) -> None:
        self._file, self._gone, self._is_gone = file, gone, False

    def write(self, text: str) -> None:
        """Write, as a file does."""
        self._attempt(lambda: self._file.write(text))

    def flush(self) -> None:
        """Flush, as a file does."""
        self._attempt(self._file.flush)

    def fileno(self) -> int:
        """Of the file."""
        return self._file.fileno()

    def _attempt(self, act: Callable[[], object]) -> None:
        if self._is_gone:
            return
        try:
            act()
        except OSError:
            self._is_gone = True
            self._gone()


class KeyParser(XTermParser):
    """Textual's parser of what a terminal sends; what it cannot read of that is dropped, and the next key counts.

    Terminals report keys in ways it has not heard of (a key let go, a code beyond Unicode), and it ends the program.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
            "".join(key.character or "" for key in keys).encode()  # half of a pair is no text, and no file takes it
        except (ValueError, OverflowError):
            return [Key(Keys.Ignore, sequence)]
        return keys


class TerminalDriver(LinuxDriver):
    """Textual's driver with a keyboard that takes any byte and a terminal that may go away."""

    def __init__(self, app: Any, **kwargs: Any) -> None:
        super().__init__(app, **kwargs)
        output: Any = Output(self._file, self._gone)
        self._file = output

    def start_application_mode(self) -> None:
        loop = asyncio.get_running_loop()
        for each in LEAVE_ON:
            with suppress(NotImplementedError, RuntimeError, ValueError):  # not the main thread
                loop.add_signal_handler(each, self._gone)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _gone(self) -> None:
        self._app.call_later(self._app.terminal_gone)  # type: ignore[attr-defined]

    def run_input_thread(self) -> None:
        """Read keys until the program ends or the terminal has gone."""
        parser = KeyParser(self._debug)
        decoder = decoder_for(getattr(sys.__stdin__, "encoding", ""))
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(WAIT_SECONDS):
                    data = self._read()
                    if not data:
                        self._gone()
                        break
                    self._feed(parser, decoder.decode(data))
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _read(self) -> bytes:
        """What was typed; nothing when the terminal has gone."""
        try:
            return os.read(self.fileno, READ_BYTES)
        except OSError:
            return b""

    def _feed(self, parser: XTermParser, text: str) -> None:
        if text:  # a half character is not one yet
            for event in parser.feed(text):
                self.process_message(event)
