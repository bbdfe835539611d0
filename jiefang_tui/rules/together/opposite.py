"""对方当事人: when the other side of a dispute is never asked to the table, whatever anybody agrees to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiefang_tui.rules.typed.identity import age_on
from jiefang_tui.terms import Category

VIOLENCE = ("家庭暴力", "家暴", "人身安全保护令")
"""反家庭暴力法: who was beaten at home is not set before who did it."""
CHILDREN = ("未成年", "幼女", "猥亵", "性侵", "校园欺凌", "虐待儿童")
"""未成年人保护法: the same of a child."""
ADULT = 18


def why_never_met(category: Category, words: Iterable[str], born_on: date | None, today: date) -> str:
    """Why the other side is not asked to come: of whom the matter tells, in `words`, or who the visitor is.

    Empty where it may be asked.
    """
    said = "".join(words)
    if category is Category.REPORT_ACCUSATION:
        return "检举控告不约被反映的人（条例第三十条第三款）"
    if any(word in said for word in VIOLENCE):
        return "涉及家庭暴力，不安排当面见面；请分开听取"
    if any(word in said for word in CHILDREN) or (born_on is not None and age_on(born_on, today) < ADULT):
        return "涉及未成年人，不安排当面见面；请由监护人来、分开听取"
    return ""
