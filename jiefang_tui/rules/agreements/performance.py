"""What an agreement does to its matter (Art. 33): when it ends the handling, and what of it is to be kept (履行)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.rules.typed.amounts import amount_text
from jiefang_tui.terms import AgreementKind, Category

HOW_KEPT = "付了的记付款，债权人免了的记免除"
"""What ends the waiting for an instalment."""


@dataclass(frozen=True)
class Awaited:
    """Instalments of agreements that stand and are not paid; what was forgiven is none of them. Money is fen."""

    count: int
    owed: int
    first_due: date
    """When the next of them falls due, or fell due."""
    last_due: date

    @property
    def words(self) -> str:
        """``协议还有2期没有履行，尚欠68,400 元，最后一期2027-06-30``."""
        last = f"，最后一期{self.last_due}" if self.count > 1 else f"，{self.first_due}到期"
        return f"协议还有{self.count}期没有履行，尚欠{amount_text(self.owed)}{last}"

    def days_late(self, today: date) -> int:
        """By how many days the first of them is past due; 0 while it is in time. Its own day, as on its line."""
        return max(0, (today - self.first_due).days)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """An agreement, as far as it matters for what it ends."""

    kind: AgreementKind
    is_oral: bool
    signed_on: date
    debtor: str
    has_terms: bool
    """Something was agreed: money, or words."""
    has_payee: bool
    """Somebody else than the debtor is named to whom it is due."""


def why_not_end(signed: Signed, *, begun_on: date, category: Category, petitioner: str) -> str:
    """Why such an agreement does not end the handling (Art. 33); empty when it does. `begun_on`: of the handling."""
    if category is Category.SUGGESTION:
        return "建议意见不按协议办结，第三十三条说的是申诉求决；请研究答复"
    if signed.kind is AgreementKind.PROMISE:
        return "承诺是一方的话，不是双方的协议"
    if signed.is_oral:
        return "口头协议还没有做成协议书(条例第三十三条)"
    if not signed.has_terms:
        return "协议里没有写约定了什么，请在更正里补上其他约定"
    if petitioner and signed.debtor.strip() == petitioner.strip() and not signed.has_payee:
        return "债务人是来访人自己，又没有写收款人，看不出和谁达成的"
    if signed.signed_on < begun_on:
        return f"协议是{signed.signed_on}签的，在这件开始办理以前"
    return ""
