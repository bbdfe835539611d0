"""协议书, 补充协议, 口头协议登记 and 签领表, as plain values and as docx: whole, with amounts in words."""

from __future__ import annotations

from dataclasses import dataclass

from jiefang_tui.documents.desk.built import TEXT_SIZE, BuiltPaper
from jiefang_tui.documents.desk.paper import Paper

BLANK = "_" * 56
"""A line to write on by hand."""


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """What stands on it. Amounts as figures and in words; no bank account, no ID number."""

    title: str  # 调解协议书
    parties: tuple[tuple[str, str], ...]  # (债务人, 张某)
    said: tuple[tuple[str, str], ...]  # (主要事实, words); an empty text leaves lines to write on
    facts: tuple[str, ...]  # basis, terms, acceleration, changes: paragraphs
    instalments: tuple[tuple[str, str, str, str], ...]  # 期, 日期, 金额, 大写
    total: str  # 总额 102,600 元(大写 ...)
    effect: str  # from when it holds, who has a copy
    signers: tuple[str, ...] = ()  # 债务人 张某 ...; none on what was only said
    payees: tuple[tuple[str, str, str], ...] = ()  # name, amount, who takes it
    records: tuple[str, ...] = ()  # 记录人, 日期: of what was only said


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """签领表: who takes what of money that was paid."""

    about: str  # the matter
    facts: tuple[str, ...]  # 债务人, 第1期, 实付 ...
    rows: tuple[tuple[str, str, str], ...]  # name, amount of this payment, who takes it; empty ones are filled by hand


def agreement_docx(paper: AgreementPaper) -> Paper:
    """The agreement on as many pages as it takes."""
    page = BuiltPaper()
    page.title(paper.title)
    for role, name in paper.parties:
        page.line(f"{role}：{name}", TEXT_SIZE)
    for label, text in paper.said:
        lines = text.splitlines()
        page.line(f"{label}：{lines[0] if len(lines) == 1 else ''}", TEXT_SIZE)
        for line in lines if len(lines) > 1 else [] if lines else [BLANK, BLANK]:
            page.line(line, TEXT_SIZE)
    for text in paper.facts:
        page.line(text, TEXT_SIZE)
    if paper.instalments:
        page.line(paper.total, TEXT_SIZE)
        page.table(("期次", "付款日期", "金额", "大写"), paper.instalments, (1.8, 4.0, 3.6, 7.6))
    if paper.payees:
        page.line("收款人和各人的金额：", TEXT_SIZE)
        page.table(("收款人", "金额", "代领人"), paper.payees, (5.6, 5.8, 5.6))
    page.line(paper.effect, TEXT_SIZE)
    if paper.signers:
        rows = [(one, "", "") for one in paper.signers]
        page.table(("签字处", "签名、捺印或盖章", "日期"), rows, (5.0, 8.0, 4.0), 1.3)
    for text in paper.records:
        page.line(text, TEXT_SIZE)
    return Paper(page.content())


def receipt_docx(sheet: ReceiptSheet) -> Paper:
    """The list on which payees sign for what they take."""
    page = BuiltPaper()
    page.title("签领表", sheet.about)
    for text in sheet.facts:
        page.line(text, TEXT_SIZE)
    rows = [(str(n), *one, "", "") for n, one in enumerate(sheet.rows, 1)]
    heads = ("序号", "收款人", "本次金额", "代领人", "签名捺印", "日期")
    page.table(heads, rows, (1.4, 3.0, 3.6, 2.6, 3.8, 2.6), 1.1)
    return Paper(page.content())
