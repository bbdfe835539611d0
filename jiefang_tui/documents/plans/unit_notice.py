"""通知单: one page for each unit that is asked to sit beside the leader (1+X)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiefang_tui.documents.desk.built import TEXT_SIZE, BuiltPaper
from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.desk.room import day_words

_HEADS = ("时间", "编号", "事项", "你单位承办的")
_WIDTHS = (1.8, 5.0, 4.6, 5.6)


@dataclass(frozen=True, slots=True)
class UnitNotice:
    """What one unit is told. Never a petitioner."""

    unit: str
    when: str  # 11月24日（星期二）8:30-11:30
    where: str
    with_whom: str  # 周敏（镇党委书记）
    kind: str  # 联合接访; empty of an ordinary day
    who_comes: str  # a sentence: who was said to come, or that somebody is asked for
    matters: tuple[tuple[str, str, str, str], ...]  # time, number, what about, what the unit has to do with it
    bring: tuple[str, ...]
    phone: str
    issuing_body: str
    issued_on: date


def unit_notices_docx(notices: Sequence[UnitNotice]) -> Paper:
    """A page for each of them."""
    page = BuiltPaper()
    for number, one in enumerate(notices):
        if number:
            page.new_page()
        _write(page, one)
    return Paper(page.content())


def _write(page: BuiltPaper, one: UnitNotice) -> None:
    page.title("参加接访通知单")
    page.line(f"{one.unit}：", TEXT_SIZE)
    kind = f"（{one.kind}）" if one.kind else ""
    page.line(f"　　请于{one.when}到{one.where}，同{one.with_whom}一起接访{kind}。", TEXT_SIZE)
    page.line(f"　　{one.who_comes}", TEXT_SIZE)
    page.heading("约访中你单位承办的")
    if one.matters:
        page.table(_HEADS, one.matters, _WIDTHS)
    else:
        page.line("目前没有约到你单位承办的事项；当天来访的，请一起听、当场答。")
    page.heading("请带")
    for number, text in enumerate(one.bring, 1):
        page.line(f"{number}. {text}")
    if one.phone:
        page.line(f"来不了、换人来的，请提前告知。联系电话：{one.phone}")
    page.right(one.issuing_body)
    page.right(day_words(one.issued_on))
