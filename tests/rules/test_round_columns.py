"""The columns of a 入户清单: typed by an office, what a cell keeps, a table read into them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.fieldwork.round_columns import (
    RoundColumn,
    columns_text,
    parse_columns,
    read_cell,
    show_cell,
)
from jiefang_tui.rules.fieldwork.round_table import read_round, typed_rows
from jiefang_tui.rules.typed.whom import Whom, parse_who_went, parse_whom
from jiefang_tui.terms import ColumnKind

TUNNEL = "损坏\n估价 金额\n商定 金额\n已付 金额\n照片 照片号\n情况 已付/谈妥/未谈妥"
DAMAGE, ESTIMATE, AGREED, PAID, PHOTO, STATE = parse_columns(TUNNEL).value or ()


def test_columns_as_an_office_types_them() -> None:
    assert (DAMAGE.kind, ESTIMATE.kind, PHOTO.kind) == (ColumnKind.TEXT, ColumnKind.AMOUNT, ColumnKind.PHOTO)
    assert RoundColumn("情况", ColumnKind.CHOICE, ("已付", "谈妥", "未谈妥")) == STATE
    assert columns_text([DAMAGE, ESTIMATE, AGREED, PAID, PHOTO, STATE]) == TUNNEL


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("损坏\n损坏", "写了两次"),
        ("情况 已付", "几个选项"),
        ("情况 选项", "选项写在后面"),
        ("\n".join("一二三四五六七八九"), "最多 8 栏"),
    ],
)  # fmt: skip
def test_columns_that_cannot_be(typed: str, wrong: str) -> None:
    assert wrong in parse_columns(typed).error


def test_a_cell_keeps_fen_and_words() -> None:
    assert read_cell(ESTIMATE, "2,400").value == "240000" and show_cell(ESTIMATE.kind, "240000") == "2,400"
    assert read_cell(ESTIMATE, "1.2万").value == "1200000"
    assert "看不懂" in read_cell(ESTIMATE, "等年底").error
    assert [read_cell(STATE, one).value for one in ("1", "２", "未", "谈妥", "")] == [
        "已付",
        "谈妥",
        "未谈妥",
        "谈妥",
        "",
    ]
    assert "1已付 2谈妥 3未谈妥" in read_cell(STATE, "4").error
    assert read_cell(PHOTO, "12-15").value == "12-15" and "照片的编号" in read_cell(PHOTO, "见相册").error


@given(st.integers(min_value=0, max_value=10**12))
def test_an_amount_shown_is_read_as_the_same(fen: int) -> None:
    assert read_cell(ESTIMATE, show_cell(ESTIMATE.kind, str(fen))).value == str(fen)


def test_a_table_by_its_heads() -> None:
    rows = [
        ["隧道爆破房屋受损入户清单"],
        ["序号", "村民组", "户主", "损坏", "估价", "情况"],
        ["1", "石桥村3组", "程有福", "东山墙裂缝", "2400", "已付"],
        ["2", "", "程有财", "灶屋瓦落", "", ""],
        ["", "", "合计", "", "2400"],
    ]
    table = read_round(rows, [DAMAGE, ESTIMATE, STATE])
    assert [(one.line, one.group, one.head) for one in table.lines] == [
        (3, "石桥村3组", "程有福"),
        (4, "石桥村3组", "程有财"),
    ]
    assert table.lines[0].cells == {1: "东山墙裂缝", 2: "240000", 3: "已付"}
    assert "没有找到「户主」" in read_round([["日期", "领导"], ["1-4", "周敏"]], [DAMAGE]).wrong
    rows[2][4] = "不少"
    assert read_round(rows, [DAMAGE, ESTIMATE]).wrong.startswith("第3行程有福，估价：")


def test_an_amount_that_is_typed_keeps_its_comma() -> None:
    heads = "村民组 户主 估价 商定"
    assert typed_rows(f"{heads}\n二组 王一 3,600 1,200").value == [heads.split(), ["二组", "王一", "3,600", "1,200"]]
    assert typed_rows("户主，估价\n王一，3600").value == [["户主", "估价"], ["王一", "3600"]]
    assert typed_rows("户主\t估价\n王一\t3,600").value == [["户主", "估价"], ["王一", "3,600"]]
    assert typed_rows("户主, 损坏, 估价\n周一, 东墙、西墙, 1,234,567").value == [
        ["户主", "损坏", "估价"],
        ["周一", "东墙、西墙", "1,234,567"],
    ], "a name is no weekday here, and 、 stands within a cell"
    assert "第2行的逗号分不清" in typed_rows("户主,估价,商定\n王一,3,600,120").error
    assert "第2行有4格，栏名只有3个" in typed_rows("户主 损坏 估价\n王一 东墙 裂缝 3600").error


@pytest.mark.parametrize(
    "total",
    [
        "合计",
        "合  计",
        "合计：",
        "总 计",
        "石桥村3组小计",
        "共计:3户",
        "制表人：王芳",
        "审核人: 周敏",
        "备注：含附属房",
        "户主",
    ],
)
def test_sums_signatures_and_heads_are_no_households(total: str) -> None:
    rows = [
        ["村民组", "户主", "估价"],
        ["一组", "张三", "2400"],
        ["", total, "4200"],
        [total, "", "4200"],
        ["", "李四", "1"],
    ]
    table = read_round(rows, [ESTIMATE])
    assert [(one.group, one.head) for one in table.lines] == [
        ("一组", "张三"),
        ("一组" if total != "户主" else "户主", "李四"),
    ]


def test_a_name_is_no_sum() -> None:
    rows = [["户主"], ["计合群"], ["总云龙"], ["单位房"], ["合计友"], ["王小计划"]]
    assert [one.head for one in read_round(rows, [ESTIMATE]).lines] == [
        "计合群",
        "总云龙",
        "单位房",
        "合计友",
        "王小计划",
    ]


def test_what_a_formula_left_is_read_to_the_fen() -> None:
    rows = [["户主", "估价"], ["张三", "333.333333333333"], ["李四", "0.3"]]
    assert [one.cells[1] for one in read_round(rows, [ESTIMATE]).lines] == ["33333", "30"]
    assert "最多写到分" in read_round([*rows, ["王五", "1.234"]], [ESTIMATE]).wrong


@pytest.mark.parametrize("typed", ["²", "፩", "③③"])
def test_digits_that_are_no_number_are_no_option(typed: str) -> None:
    assert read_cell(STATE, typed).value in (None, "谈妥")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("程有福", Whom("程有福", None)),
        ("30人", Whom("30人", 30)),
        ("３０", Whom("30人", 30)),
        ("程有福等3人", Whom("程有福等3人", 3)),
        ("3组12户", Whom("3组12户", 12)),
        ("石桥村3组", Whom("石桥村3组", None)),
    ],
)
def test_whom(typed: str, meant: Whom) -> None:
    assert parse_whom(typed).value == meant


def test_who_went() -> None:
    assert parse_who_went("周敏、李强，周敏").value == ("周敏", "李强")
    assert parse_who_went("周").error
