from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.text import mask_id, mask_phone
from jiefang_tui.rules.typed.identity import (
    age_on,
    is_doubtful_id,
    is_whole_document,
    name_and_post,
    parse_full_name,
    parse_id,
    parse_optional_id,
    parse_other_document,
    parse_phone,
    upgrade_id,
)
from jiefang_tui.terms import IdDocument, Sex

TODAY = date(2026, 11, 23)
VALID = [
    "11010519491231002X",
    "440524188001010014",
    "999999195001010018",
    "999999196808150024",
    "999999199211301137",
    "999999200002292049",
    "99999919750606001X",
]


@pytest.mark.parametrize("number", VALID)
def test_valid_numbers(number: str) -> None:
    parsed = parse_id(number, TODAY)
    assert parsed.ok and parsed.value is not None and parsed.value.number == number


def test_what_a_number_tells() -> None:
    parsed = parse_id("999999196808150024", TODAY)
    assert parsed.value is not None
    assert parsed.value.sex is Sex.FEMALE
    assert parsed.value.birth_date == date(1968, 8, 15)
    assert parsed.value.area_code == "999999"
    assert parsed.value.age == 58
    assert parsed.hint == "女 58岁"
    assert parsed.warning == ""


def test_full_width_lower_case_and_spaces() -> None:
    parsed = parse_id("９９９９９９　１９７５０６０６　００１ｘ", TODAY)
    assert parsed.value is not None and parsed.value.number == "99999919750606001X"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("110105194912310021", "校验位不对"),
        ("999999195002300017", "1950-02-30 不存在"),
        ("99999919750606001", "还差 1 位"),
        ("9", "还差 17 位"),
        ("99999919750606001X0", "只能是数字"),
        ("9999991975060600123", "多了 1 位"),
        ("99999919751306", "不存在"),
        ("一二三", "只能是数字"),
    ],
)
def test_wrong_numbers_get_one_sentence(typed: str, sentence: str) -> None:
    parsed = parse_id(typed, TODAY)
    assert parsed.value is None and sentence in parsed.error and parsed.error.endswith("。")


def test_progress_is_said_while_typing() -> None:
    assert parse_id("99999919750606001", TODAY).hint == "还差 1 位"
    assert parse_id("", TODAY).ok


def test_born_tomorrow() -> None:
    assert "晚于今天" in parse_id("999999196808150024", date(1968, 8, 14)).error
    assert parse_id("999999196808150024", date(1968, 8, 15)).ok


def test_over_120_only_warns() -> None:
    parsed = parse_id("440524188001010014", TODAY)
    assert parsed.ok and "146" in parsed.warning


def test_fifteen_digits_are_upgraded_with_a_warning() -> None:
    parsed = parse_id("999999750315123", TODAY)
    assert parsed.value is not None and parsed.value.number == "999999197503151231"
    assert parsed.value.sex is Sex.MALE and "15 位" in parsed.warning
    assert upgrade_id("999999750315123") == "999999197503151231"


def test_fifteen_digits_of_a_number_still_being_typed() -> None:
    assert parse_id("999999196808150", TODAY).error == "身份证号还差 3 位。"


def test_unknown_area_only_warns() -> None:
    number = upgrade_id("009999750315123")
    parsed = parse_id(number, TODAY)
    assert parsed.ok and "009999" in parsed.warning


@given(st.dates(date(1910, 1, 1), TODAY), st.integers(0, 999))
def test_every_well_formed_number_is_read_back(birth: date, serial: int) -> None:
    from stdnum.cn.ric import calc_check_digit

    body = f"340999{birth:%Y%m%d}{serial:03d}"
    number = body + str(calc_check_digit(body + "0"))
    parsed = parse_id(number, TODAY)
    assert parsed.value is not None and parsed.value.birth_date == birth
    wrong = "0" if number[-1] != "0" else "1"
    assert "校验位" in parse_id(body + wrong, TODAY).error


@given(st.dates(date(1900, 1, 1), TODAY))
def test_age_counts_birthdays(birth: date) -> None:
    age = age_on(birth, TODAY)
    assert age >= 0
    assert birth + timedelta(days=age * 365) <= TODAY
    assert birth + timedelta(days=(age + 1) * 366) >= TODAY


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001234", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("8613800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("0550-3041234", "0550-3041234"),
        ("05503041234", "0550-3041234"),
        ("(0550)3041234", "0550-3041234"),
        ("010-12345678", ""),
        ("010-62345678-801", "010-62345678-801"),
        ("3041234", "0550-3041234"),
    ],
)
def test_phones_are_kept_in_one_form(typed: str, kept: str) -> None:
    parsed = parse_phone(typed, "0550")
    if kept:
        assert (parsed.value, parsed.warning) == (kept, "")
    else:  # no local number begins with 1, yet it is kept as it was typed
        assert parsed.value and parsed.ok


@pytest.mark.parametrize(
    ("typed", "kept", "masked"),
    [
        ("13900001112 儿子", "13900001112(儿子)", "139****1112(儿子)"),
        ("13900001112儿子", "13900001112(儿子)", "139****1112(儿子)"),
        ("13900001112（儿子）", "13900001112(儿子)", "139****1112(儿子)"),
        ("儿子13900001112", "13900001112(儿子)", "139****1112(儿子)"),
        ("139 0000 1112 女儿", "13900001112(女儿)", "139****1112(女儿)"),
        ("13900001112/13800001234", "13900001112、13800001234", "139****1112、138****1234"),
        ("13900001112、13800001234", "13900001112、13800001234", "139****1112、138****1234"),
        ("13900001112，13800001234", "13900001112、13800001234", "139****1112、138****1234"),
        ("13900001112 13800001234", "13900001112、13800001234", "139****1112、138****1234"),
        ("139-0000-1112 138-0000-1234", "13900001112、13800001234", "139****1112、138****1234"),
        ("13900001112或3041234", "13900001112、0550-3041234", "139****1112、0550-***1234"),
        ("13900001112、0550-3041234(家)", "13900001112、0550-3041234(家)", "139****1112、0550-***1234(家)"),
        (
            "本人13900001112，儿子13800001234",
            "13900001112(本人)、13800001234(儿子)",
            "139****1112(本人)、138****1234(儿子)",
        ),
        ("3041234 3041235", "0550-3041234、0550-3041235", "0550-***1234、0550-***1235"),
    ],
)
def test_two_phones_or_a_phone_with_a_word(typed: str, kept: str, masked: str) -> None:
    parsed = parse_phone(typed, "0550")
    assert (parsed.value, parsed.warning) == (kept, "")
    assert mask_phone(kept) == masked
    assert parse_phone(kept, "0550").value == kept, "what is kept is read as the same"


def test_fifteen_digits_of_a_number_of_2005_are_no_number_of_1920() -> None:
    parsed = parse_id("999999200503150", TODAY)
    assert parsed.value is None and parsed.hint == "还差 3 位"
    assert "2005 年生，21岁" in parsed.error and "106岁" in parsed.error, "both readings, with age"


def test_a_foreigner_s_permanent_card_is_known_and_names_no_home() -> None:
    from stdnum.cn.ric import calc_check_digit

    body = "93127619900101001"
    parsed = parse_id(body + str(calc_check_digit(body + "0")), TODAY)
    assert parsed.value is not None and (parsed.value.area_code, parsed.warning) == ("", "")


@pytest.mark.parametrize("typed", ["99999919680815002", "999999196808150025", "没带", "999999195002300017"])
def test_a_wrong_optional_number_is_kept_with_a_warning_and_doubted(typed: str) -> None:
    parsed = parse_optional_id(typed, TODAY)
    assert (parsed.value, parsed.error) == (typed, "") and parsed.warning
    assert is_doubtful_id(typed, IdDocument.RESIDENT, TODAY) and "*" in mask_id(typed)


def test_words_in_place_of_a_number_say_nobody() -> None:
    assert not is_whole_document("没带") and not is_whole_document("") and is_whole_document("E12345678")


@pytest.mark.parametrize("typed", ["1380000123", "138000012345", "12345", "没有电话", "123" * 30])
def test_a_doubtful_phone_warns_and_is_kept(typed: str) -> None:
    parsed = parse_phone(typed)
    assert parsed.ok and parsed.value and parsed.warning


def test_other_documents() -> None:
    assert parse_other_document("ｅ１２３４５６７８", IdDocument.PASSPORT).value == "E12345678"
    assert parse_other_document("军字第1234567号", IdDocument.MILITARY).value == "军字第1234567号"
    assert "一般是" in parse_other_document("E1", IdDocument.PASSPORT).warning
    doubtful = parse_other_document("=1+1")
    assert (doubtful.value, doubtful.error) == ("=1+1", "") and "待核" in doubtful.warning
    assert parse_other_document("A" * 41).value == "A" * 40
    assert parse_other_document(" ").ok


@pytest.mark.parametrize("name", ["陈刚", " 欧阳 文 ", "阿依古丽·买买提", "张𠮷"])
def test_a_full_name(name: str) -> None:
    assert parse_full_name(name).ok and parse_full_name(name).value


@pytest.mark.parametrize("piece", ["陈", "6月底", "６月底", "cg", "陈 1", "，。", "李3"])
def test_a_piece_of_a_name_is_nobody(piece: str) -> None:
    assert "请写全姓名" in parse_full_name(piece).error
    assert parse_full_name(piece).value is None


@pytest.mark.parametrize(
    ("typed", "name", "post"),
    [
        ("张建军副镇长", "张建军", "副镇长"),
        ("周敏 镇党委书记", "周敏", "镇党委书记"),
        ("欧阳文静人大主席", "欧阳文静", "人大主席"),
        ("张建军", "张建军", ""),
        ("还没查清", "还没查清", ""),
    ],
)
def test_a_post_behind_a_name_is_told_apart(typed: str, name: str, post: str) -> None:
    assert name_and_post(typed) == (name, post)
