"""What a second copy of the program, which may only look, leaves out: the keys that write."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk


class _HasDesk(Protocol):
    desk: Desk | None


class LooksOnly(MessagePump):
    """For screens, panels and dialogs: where the desk is read-only the acts named in `WRITES` are not there.

    A `check_action` of a subclass asks this one first, or falls back on it for every action that it does not know.
    """

    WRITES: ClassVar[frozenset[str]] = frozenset()
    """Names of this class's actions that write to the file, or open what would."""

    @property
    def looks_only(self) -> bool:
        """Whether this copy of the program may only look."""
        desk = cast("_HasDesk", self.app).desk
        return desk is not None and desk.read_only

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether `action` is possible now."""
        return not (action in self.WRITES and self.looks_only)
