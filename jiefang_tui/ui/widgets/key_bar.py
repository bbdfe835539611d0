"""One line of the keys that act here and now.

Textual's own footer makes a widget of every key and leaks them at each focus change (Textualize/textual#6666);
this is a single widget that paints itself when the screen says that its bindings changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from jiefang_tui.ui.widgets import cells

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "insert": "Ins",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
    "up": "上",
    "down": "下",
    "left": "左",
    "right": "右",
    "backspace": "退格",
    "space": "空格",
}
_HELP_KEYS = ("f1", "ctrl+g")

Entry = tuple[str, str]
"""A key as written, and what it does."""


def key_name(key: str) -> str:
    """How a key is written on the screen: `ctrl+n` as ^N, `insert` as Ins, `f2` as F2."""
    *modifiers, last = key.split("+")
    name = _NAMES.get(last) or last.upper()
    if modifiers == ["ctrl"] and len(last) == 1:
        return "^" + name
    return "+".join([*(modifier.title() for modifier in modifiers), name])


def _is_shown(item: ActiveBinding | None) -> bool:
    return item is not None and item.enabled and item.binding.show


def shown_keys(active: Iterable[ActiveBinding]) -> Iterator[Entry]:
    """The bindings that are to be shown and act now, nearest first, each act once."""
    seen: set[tuple[int, str]] = set()
    for item in active:
        binding = item.binding
        act = (id(item.node), binding.action)
        if not _is_shown(item) or act in seen:
            continue
        seen.add(act)
        yield binding.key_display or key_name(binding.key), binding.description


def lay_out(keys: Iterable[Entry], room: int, tail: Sequence[Entry]) -> list[Entry]:
    """As many whole entries as fit `room` cells, a blank apart; those of `tail` always, last."""
    left = room + 1 - sum(cells.width(key + text) + 1 for key, text in tail)
    fitting: list[Entry] = []
    for key, text in keys:
        need = cells.width(key + text) + 1
        if need > left:
            break
        left -= need
        fitting.append((key, text))
    return [*fitting, *tail]


class KeyBar(Widget):
    """The last line of a screen or dialog."""

    def __init__(self) -> None:
        super().__init__(id="key-bar")

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed, immediate=True)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        if screen.is_current:
            self.refresh()

    def _has_no_act(self, items: Iterable[ActiveBinding]) -> bool:
        """Whether nothing can be done here: what the bar would begin with leads elsewhere."""
        return all(item.node is self.app for item in items if _is_shown(item))

    def render(self) -> Content:
        active = self.screen.active_bindings
        tail = [("Esc", active["escape"].binding.description)] if _is_shown(active.get("escape")) else []
        tail += [("F1", active[key].binding.description) for key in _HELP_KEYS if _is_shown(active.get(key))][:1]
        others = [item for key, item in active.items() if key not in (*_HELP_KEYS, "escape")]
        first = getattr(self.screen, "next_key", "")
        others.sort(key=lambda item: item.binding.key != first)
        room = self.content_size.width
        entries = lay_out(shown_keys(others), room - 2, tail)
        if self._has_no_act(others):  # what is next is going back
            entries = [*tail[:1], *(entry for entry in entries if entry not in tail[:1])]
        apart = room - 2 > sum(cells.width(key + text) + 1 for key, text in entries)
        parts: list[str | tuple[str, str]] = []
        for number, (key, text) in enumerate(entries):
            if number:
                parts += [(key, "bold"), text, " "]
            else:  # what is next stands on the cursor's plane, one cell of it at each side
                parts.append((f" {key}{text} ", "bold $cursor-text on $cursor"))
                parts += [" "] if apart else []
        return Content.assemble(*parts)
