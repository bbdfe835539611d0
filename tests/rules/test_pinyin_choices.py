from __future__ import annotations

import time

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.rules.choices import filter_options
from jiefang_tui.rules.pinyin import initials

REFERENCE = Reference()
TABLE = REFERENCE.pinyin


@pytest.mark.parametrize(
    ("text", "expected"), [("拖欠工资", "tqgz"), ("李方龙", "lfl"), ("调解", "tj"), ("转调解室", "ztjs"), ("重访",
    "cf"), ("重点约访", "zdyf"), ("长期", "cq"), ("镇长", "zz"), ("银行", "yh"), ("行政复议", "xzfy"), ("A区3号",
    "aq3h"), ("，。 ", ""), ("\U00020bb7", ""), ("", ""), ("章湾村", "zwc"), ("㛃", "j")],
)  # fmt: skip
def test_initials(text: str, expected: str) -> None:
    assert initials(text, TABLE) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("曾国强", "zgq"), ("单雄", "sx"), ("解小平", "xxp"), ("仇英", "qy"), ("区某", "om"),
    ("查良", "zl"), ("盖平", "gp"), ("朴某", "pm"), ("翟刚", "zg"), ("尉迟恭", "ycg"), ("万俟卨", "mqx"), ("张三",
    "zs"), ("", "")],
)  # fmt: skip
def test_initials_of_names(name: str, expected: str) -> None:
    assert initials(name, TABLE, surname=True) == expected


def test_a_surname_reading_counts_only_at_the_beginning_of_a_name() -> None:
    assert initials("简单", TABLE, surname=True) == "jd"
    assert initials("单位", TABLE) == "dw"


def test_the_table_covers_every_common_character() -> None:
    missing = [chr(c) for c in range(0x4E00, 0x9FA6) if chr(c) not in TABLE]
    assert len(missing) < 20, missing
    gb2312 = [bytes([a, b]).decode("gb2312", "ignore") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]
    assert [c for c in gb2312 if c and c not in TABLE] == []
    assert all(len(r) == len(w.removeprefix("^")) and r.isalpha() and r.islower() for w, r in TABLE.items())


def test_the_table_loads_quickly() -> None:
    best = 1.0
    for _ in range(5):
        start = time.process_time()
        assert Reference().pinyin
        best = min(best, time.process_time() - start)
    assert best < 0.1  # a few milliseconds on a quiet machine


OPTIONS = [(code, c.label, initials(c.label, TABLE)) for code, c in REFERENCE.classes.items() if c.parent]


@pytest.mark.parametrize(
    ("typed", "label"),
    [("tqgz", "拖欠工资"), ("ＴＱＧＺ", "拖欠工资"), ("tq", "拖欠工资"), ("欠工", "拖欠工资"), ("征地", "征地补偿"),
     ("zdbc", "征地补偿"), ("低保", "低保救助")],
)  # fmt: skip
def test_an_option_is_found(typed: str, label: str) -> None:
    assert filter_options(typed, OPTIONS)[0][1] == label


def test_numbers_mean_the_place_in_the_list() -> None:
    assert filter_options("3", OPTIONS)[0] == OPTIONS[2]
    assert filter_options("１", OPTIONS)[0] == OPTIONS[0]
    assert OPTIONS[9] in filter_options("1", OPTIONS)
    assert filter_options("0", [("a", "0类", ""), ("b", "x", "")]) == [("a", "0类", "")]


def test_all_for_nothing_and_nothing_for_nonsense() -> None:
    assert filter_options("", OPTIONS) == OPTIONS
    assert filter_options("zzzzzz", OPTIONS) == []
    assert filter_options("999", OPTIONS) == []


def test_best_first_then_list_order() -> None:
    options = [("a", "水利设施", "slss"), ("b", "利水", "ls"), ("c", "水利", "sl"), ("d", "大水利", "dsl")]
    assert [o[0] for o in filter_options("水利", options)] == ["c", "a", "d"]
    assert [o[0] for o in filter_options("sl", options)] == ["c", "a", "d"]
    assert [o[0] for o in filter_options("水", options)] == ["a", "c", "b", "d"]
