"""An article in a few cells."""

from __future__ import annotations

import pytest

from jiefang_tui.rules.why import article_no, basis, cited, cited_shortly
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
    duty = basis(DueKind.ROUTE, "第四十七条第一款", 61, is_working=False, calendar_days=61, source="行政诉讼法(提示)")
    assert duty == "行政诉讼法47", "an article of another law never stands there like one of the Regulation"


@pytest.mark.parametrize(
    ("source", "article", "whole", "short"),
    [
        ("信访工作条例", "第三十四条", "信访工作条例第三十四条", "第三十四条"),
        (
            "信访工作条例(施行前开始，比照计算)",
            "第三十四条",
            "信访工作条例第三十四条，施行前开始，比照计算",
            "第三十四条",
        ),
        ("上级交办", "第二十二条第一款", "上级交办，信访工作条例第二十二条第一款", "第二十二条第一款"),
        (
            "本单位规定(比条例严)(本单位定的 5 日这次更晚，没有采用)",
            "第三十四条",
            "本单位规定，信访工作条例第三十四条，比条例严，本单位定的 5 日这次更晚，没有采用",
            "第三十四条",
        ),
        (
            "行政诉讼法(提示，不是条例期限)",
            "第四十七条第一款",
            "行政诉讼法第四十七条第一款，提示，不是条例期限",
            "行政诉讼法第四十七条第一款",
        ),
        ("本台设置(不是法定期限)", "", "本台设置(不是法定期限)", ""),
    ],
)
def test_an_article_stands_with_its_law(source: str, article: str, whole: str, short: str) -> None:
    assert (cited(source, article), cited_shortly(source, article)) == (whole, short)
