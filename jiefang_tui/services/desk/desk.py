"""The open desk: which office, who sits at it, where its data lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiefang_tui.services.desk.errors import Refused

if TYPE_CHECKING:
    from jiefang_tui.paths import DataFolder
    from jiefang_tui.reference import Reference


@dataclass
class Desk:
    """What every act needs to know. Made by `services.opening.open_desk`, passed to each service first."""

    folder: DataFolder
    reference: Reference
    office_name: str
    """As the office is called on its papers, 示例镇信访接待室."""
    area_code: str
    """Nine-digit code of the township."""
    officer_id: int | None
    officer_name: str
    read_only_because: str = ""
    """Chinese sentence why nothing can be written (another copy is open); empty when writable."""
    masks_names: bool = False
    """Setting: names and matters are masked in lists, too."""
    clock_confirmed: bool = False
    """The clerk has said that the computer's clock is right although it jumped."""
    notices: list[str] = field(default_factory=list)
    """Sentences to show once after opening (rollover, reference problems, backup missing)."""
    ended_uncleanly: bool = False
    """Whether it was not closed the last time: the power failed, the window was closed."""
    unknown_years: tuple[int, ...] = ()
    """Years of open dates that had no list of rest days when the desk was opened."""
    unended: int = 0
    """How many visitors of earlier days have no result, of whom the clerk is to be asked once (`rollover`)."""
    changed_tables: set[str] = field(default_factory=set)
    answered: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    """What the clerk answered to an `errors.Asks`, by the words it was about, until the act is done; in memory only."""

    @property
    def read_only(self) -> bool:
        """Whether this copy may only look."""
        return bool(self.read_only_because)

    def take_changed(self) -> set[str]:
        """Names of the tables changed by acts since the last call."""
        changed, self.changed_tables = self.changed_tables, set()
        return changed

    def must_write(self) -> None:
        """Raise `Refused` when this copy may only look."""
        if self.read_only_because:
            raise Refused(self.read_only_because)
