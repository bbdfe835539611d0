from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from jiefang_tui.rules.text import (
    cell_width,
    cut,
    fold,
    mask_id,
    mask_name,
    mask_phone,
    narrow,
    normalise,
    one_line,
    pad,
    plain_name,
    spellings_of_name,
    split_names,
    tidy,
    without_dots,
)
from jiefang_tui.rules.titles import first_clause, subject_of, title_of

RARE = "\U00020bb7"  # 𠮷, beyond the basic plane


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１２３", "123"),
        ("ＡＢＣｘ", "ABCx"),
        ("１３８　００００　１２３４", "138 0000 1234"),
        ("（０５５０）３０４１２３４", "(0550)3041234"),
        ("３，２００", "3,200"),
        ("８：３０", "8:30"),
        ("２０２６－０６－３０", "2026-06-30"),
        ("2026。6。30", "2026.6.30"),
        ("2026—6—30", "2026-6-30"),
        ("＋８６", "+86"),
        ("  a \t b\n", "a b"),
        ("\ufeff\u200b12", "12"),
    ],
)
def test_a_structured_field_becomes_half_width(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


def test_tidy_keeps_chinese_punctuation_and_lines() -> None:
    assert tidy("　他说：“钱，没给！”《合同》\r\n第２行Ａ　") == "他说：“钱，没给！”《合同》\n第2行A"


def test_tidy_drops_what_no_file_can_hold_and_keeps_rare_characters() -> None:
    assert tidy("张\x00\x07\u200b\ud800三" + RARE) == "张三" + RARE
    assert tidy("👨\u200d👩\u200d👧") == "👨\u200d👩\u200d👧"


@given(st.text())
def test_tidied_text_can_be_stored_and_is_settled(text: str) -> None:
    once = tidy(text)
    once.encode("utf-8")
    assert tidy(once) == once
    assert "\r" not in once and "\x00" not in once


def test_one_line_and_fold() -> None:
    assert one_line("一\n\n二　 三") == "一 二 三"
    assert fold(" Ａb 拖欠\n工资") == "ab拖欠工资"


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("接访台", 6), ("Ａ", 2), (RARE, 2), ("👍", 2), ("e\u0301", 1), ("a\u200bb", 2), ("，", 2)],
)
def test_width_in_cells(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("abc 123，。A" + RARE)))
def test_width_agrees_with_the_terminal_library(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@given(st.text(), st.integers(0, 40))
def test_cut_and_pad_never_exceed(text: str, cells: int) -> None:
    assert cell_width(cut(text, cells)) <= cells
    assert cell_width(cut(text, cells, "..")) <= cells
    assert cell_width(pad(text, cells)) == cells
    assert cell_width(pad(text, cells, right=True)) == cells


def test_cut_never_halves_a_wide_character() -> None:
    assert cut("拖欠工资", 5) == "拖欠"
    assert cut("拖欠工资", 7, "..") == "拖欠.."
    assert cut("拖欠", 4, "..") == "拖欠"
    assert pad("拖欠工资", 5) == "拖欠 "
    assert pad("12", 4, right=True) == "  12"


def test_cut_keeps_a_combining_mark_with_its_letter() -> None:
    assert cut("e\u0301a", 1) == "e\u0301"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张*"), ("张三丰", "张*丰"), ("欧阳娜娜", "欧**娜"), ("匿名", "匿名"), ("", ""), ("张", "*")],
)
def test_mask_name(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_mask_id_and_phone() -> None:
    assert mask_id("340999196808150018") == "340***********0018"
    assert mask_phone("13800001234") == "138****1234"
    assert mask_phone("0550-3041234") == "0550-***1234"
    assert mask_phone("3041234") == "***1234"
    assert mask_phone("110") == "***"
    assert mask_id("") == mask_phone("") == ""


@given(st.text(st.sampled_from("0123456789X"), min_size=1, max_size=30))
def test_a_mask_always_hides_something(number: str) -> None:
    assert "*" in mask_id(number) and "*" in mask_phone(number)


def test_a_full_width_point_within_a_number_is_a_point_and_elsewhere_stays() -> None:
    assert tidy("欠１０．５万元，一直没给．") == "欠10.5万元，一直没给．"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("１３８００００００１８", "13800000018"), ("３，２００．５０", "3,200.50"),
        ("138 0000 0018", "138 0000 0018"), ("１０万", "10万"),
        ("章湾村３组，东头", "章湾村3组，东头"), ("３４００００１９９００１０１００１Ｘ", "34000019900101001X"),
    ],
)  # fmt: skip
def test_a_structured_field_is_half_width_once_it_was_left(typed: str, left: str) -> None:
    assert narrow(typed) == left


@pytest.mark.parametrize(
    "typed",
    [
        "阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽‧买买提", "阿依古丽．买买提",
        "阿依古丽﹒买买提",
        "阿依古丽.买买提", "阿依古丽･买买提", "阿依古丽∙买买提", "阿依古丽 · 买买提", "阿依古丽 .买买提",
        "阿依 古丽·买买提",
        "\u3000阿依古丽·买买提 ", "阿依古丽买买提",
    ],
)  # fmt: skip
def test_a_name_is_the_same_with_any_middle_dot_and_any_blanks(typed: str) -> None:
    assert fold(typed) == "阿依古丽买买提"
    if typed != "阿依古丽买买提":
        assert plain_name(typed) == "阿依古丽·买买提"
        assert set(spellings_of_name(typed)) >= {"阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽买买提"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("欧阳 文", "欧阳文"), ("欧阳　文", "欧阳文"), (" 张三 ", "张三"), ("John  Smith", "John Smith"),
     ("J.S. 王", "J.S. 王"),
     ("张\U00020bb7", "张\U00020bb7"), ("", "")],
)  # fmt: skip
def test_a_name_as_it_is_kept(typed: str, kept: str) -> None:
    assert plain_name(typed) == kept


def test_points_of_numbers_are_no_middle_dots() -> None:
    assert fold("欠3.5亩") == "欠3.5亩" and without_dots("第3.5条") == "第3.5条"


@pytest.mark.parametrize(
    ("typed", "names"),
    [("张三、李四", ["张三", "李四"]), ("张三，李四；王五", ["张三", "李四", "王五"]), ("张三 李四", ["张三", "李四"]),
     ("张三/李四", ["张三", "李四"]), ("张三和李四", ["张三", "李四"]), ("张三与李四及王五", ["张三", "李四", "王五"]),
     ("阿依古丽·买买提、李四", ["阿依古丽·买买提", "李四"]), ("张三　李四", ["张三", "李四"]),
     ("欧阳 文", ["欧阳文"]), ("章 三", ["章三"]), ("张和平", ["张和平"]), ("和平", ["和平"]), ("匿名", ["匿名"]),
     ("John Smith", ["John Smith"]), ("张三 13900001112", ["张三 13900001112"]),
     ("王小宝，十一岁", ["王小宝，十一岁"]), ("张三", ["张三"]), ("", [])],
)  # fmt: skip
def test_names_in_one_field(typed: str, names: list[str]) -> None:
    assert split_names(typed) == names


def test_a_paper_has_the_whole_clause_where_the_list_s_title_is_cut() -> None:
    said = "补偿款3元5角一直没有给，去年腊月就说好给的，今年又去了三次。请给个说法"
    clause = said.partition("。")[0]
    assert title_of(said) == "补偿款3元5角一直没有给，去年腊月就说好.." and first_clause(said) == clause
    assert subject_of(title_of(said), said) == clause
    assert subject_of(cut(clause, 40), said) == clause, "titles of older files have no mark"
    assert subject_of("补偿款未给", said) == "补偿款未给"
    assert subject_of("检举控告(密)", "") == "检举控告(密)"
