"""An article in a few cells."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.why import article_no, basis
from jiefang_tui.terms import DueKind


@pytest.mark.parametrize(
    ("article", "shown"),
    [
        ("第三十四条", "34条"), ("第二十三条第二款", "23条"), ("第二十二条第一款", "22条"), ("第九条", "9条"),
        ("第十条", "10条"), ("第二十条", "20条"), ("第一百零三条", "103条"), ("", ""), ("本台设置", ""),
    ],
)  # fmt: skip
def test_an_article_is_read(article: str, shown: str) -> None:
    assert article_no(article) == shown


def test_the_length_stands_beside_it() -> None:
    def of(kind: DueKind, article: str, days: int | None, **more: bool) -> str:
        return basis(kind, article, days, is_working=more.get("is_working", False), calendar_days=90)

    assert of(DueKind.HANDLING, "第三十四条", 60) == "34条 受理60日"
    assert of(DueKind.EXTENDED, "第三十四条", 60) == "34条 延到90日"
    assert of(DueKind.OBJECTION, "第二十三条第三款", 5, is_working=True) == "23条 5工作日"
    assert of(DueKind.ASSIGNED, "第二十二条第一款", None) == "22条 上级定"
