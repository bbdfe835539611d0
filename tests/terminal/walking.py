"""How the stories go from screen to screen: a morning, a matter found, an act chosen, a form filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.terminal.terminal import Terminal


@contextmanager
def morning(folder: Path, now: str, **env: str) -> Iterator[Terminal]:
    """The program started at that moment, and left by Ctrl+Q."""
    with Terminal("--data", str(folder), now=now, rows=30, **env) as desk:
        desk.started()
        yield desk
        assert desk.quit() == 0


def open_matter(desk: Terminal, title: str, tab: int) -> None:
    """Find it, open it, and turn to a tab."""
    desk.press("F3", "C-f").type(title)
    desk.until(lambda screen: re.search(rf"^ 事项 .*{title}", screen, re.M) is not None, (title,))
    desk.wait("找到 1 条")
    desk.press("Enter")
    desk.wait("1概况", title)
    desk.press(str(tab))


def turn_to(desk: Terminal, figure: str) -> None:
    """Open F5 and go on to the list of that figure."""
    screen = desk.press("F3", "F5").wait("建议发牌")
    for _ in range(20):
        if screen.splitlines()[1].strip().startswith(figure):
            return
        shown = screen.splitlines()[1]
        screen = desk.press("Right").until(_other_than(shown), ("another list",))
    raise AssertionError(f"no list {figure}:\n{screen}")


def _other_than(shown: str) -> Callable[[str], bool]:
    """Whether the screen's second line is another one."""
    return lambda screen: screen.splitlines()[1] != shown


def choose(desk: Terminal, label: str, *open_with: str) -> None:
    """Press the keys that offer acts, then the digit beside `label`."""
    offered = re.compile(rf"(\d) +{re.escape(label)}")
    screen = desk.press(*open_with).until(lambda shown: offered.search(shown) is not None, (label,))
    digit = offered.search(screen)
    assert digit
    desk.press(digit[1])


def fill(desk: Terminal, *texts: str | None, said: str, back: int = 0) -> None:
    """Write into the fields of a form in their order (None leaves one as it is), save, and wait for what is said.

    `back` is how many fields before the one with the cursor the first text belongs to.
    """
    for _ in range(back):
        desk.press("S-Tab")
    for text in texts:
        if text is not None:  # what a field holds is marked, and typed over; not where the cursor was left before
            desk.press(*(["C-u"] if back or not text else [])).type(text)
        desk.press("Tab")
    desk.press("C-s").wait(said)
