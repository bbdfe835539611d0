"""协议书 and 签领表, as plain values and as docx: whole, with amounts in words and places to sign."""

from __future__ import annotations

from dataclasses import dataclass

from jiefang_tui.documents.desk.built import TEXT_SIZE, BuiltPaper
from jiefang_tui.documents.desk.paper import Paper


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """What stands on it. Amounts as figures and in words; no bank account, no ID number."""

    title: str  # 调解协议书
    parties: tuple[tuple[str, str], ...]  # (债务人, 张某)
    about: str  # the matter
    facts: tuple[str, ...]  # basis, terms, acceleration: paragraphs
    instalments: tuple[tuple[str, str, str, str], ...]  # 期, 日期, 金额, 大写
    total: str  # 总额 102,600 元(大写 ...)
    signers: tuple[str, ...]  # 债务人(签字捺印) ...
    copies: str  # 本协议一式…份
    payees: tuple[tuple[str, str, str], ...] = ()  # name, amount, who takes it: the 签领表


def agreement_docx(paper: AgreementPaper) -> Paper:
    """The agreement, and on a page of its own the list of the payees."""
    page = BuiltPaper()
    page.title(paper.title)
    for role, name in paper.parties:
        page.line(f"{role}：{name}", TEXT_SIZE)
    page.line(f"事由：{paper.about}", TEXT_SIZE)
    for text in paper.facts:
        page.line(text, TEXT_SIZE)
    if paper.instalments:
        page.line(paper.total, TEXT_SIZE)
        page.table(("期次", "付款日期", "金额", "大写"), paper.instalments, (1.8, 4.0, 3.6, 7.6))
    page.line(paper.copies, TEXT_SIZE)
    page.table(("签字处", "签名、捺印或盖章", "日期"), [(one, "", "") for one in paper.signers], (5.0, 8.0, 4.0), 1.3)
    if paper.payees:
        page.new_page()
        page.title("签领表", paper.about)
        rows = [(str(n), *one, "", "") for n, one in enumerate(paper.payees, 1)]
        heads = ("序号", "收款人", "金额", "代领人", "签名捺印", "日期")
        page.table(heads, rows, (1.4, 3.0, 3.6, 2.6, 3.8, 2.6), 1.1)
    return Paper(page.content())
