"""A bank card number (银行卡号) in free words: noticed, and kept off screens and papers."""

from __future__ import annotations

import re

_CARD = re.compile(r"(?<![0-9０-９])(?:[0-9０-９][ \u3000-]?){15,18}[0-9０-９](?![0-9０-９])")
"""16 to 19 digits, also in groups."""
NOT_PRINTED = "(卡号不印)"
NOTICED = "像银行卡号的数字不印，存了以后也不显示；请收款人自己把卡号交给付款方。"


def has_card(text: str) -> bool:
    """Whether something in it may be a card number."""
    return _CARD.search(text) is not None


def without_cards(text: str) -> str:
    """`text` with every such number left out."""
    return _CARD.sub(NOT_PRINTED, text)
