"""What the timeline says of an agreement: no number of a bank card, whichever words it was typed in."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.services.desk.acting import Act


def tell(act: Act, matter_id: int, kind: str, text: str, on_day: date | None = None) -> None:
    """Append it to the timeline of the matter."""
    act.event(matter_id, kind, without_cards(text), on_day)
