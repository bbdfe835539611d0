"""Whether words told of a person or unit mean a given officer or unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.kept_away import any_unit, names_person, same_unit


@pytest.mark.parametrize(
    ("told", "name", "is_named"),
    [
        ("王二", "王二", True),
        ("村主任王二", "王二", True),
        ("王二（村主任）", "王二", True),
        ("李四、王 二", "王二", True),
        ("李四和王二", "王二", True),
        ("王芳华", "王芳", False),
        ("小王芳", "王芳", False),
        ("", "王芳", False),
        ("王芳", "", False),
        ("和春雨", "和春雨", True),
    ],
)
def test_a_person(told: str, name: str, is_named: bool) -> None:
    assert names_person(told, name) is is_named


@pytest.mark.parametrize(
    ("told", "unit", "is_same"),
    [
        ("章湾村", "章湾村村民委员会", True),
        ("章湾村委会", "章湾村党支部", True),
        ("示例镇", "示例镇人民政府", True),
        ("示例镇政府", "示例镇党委", True),
        ("示例镇", "示例镇纪委", False),
        ("", "示例镇", False),
        ("政府", "政府", True),
        ("Ａ公司", "a公司", True),
    ],
)
def test_a_unit(told: str, unit: str, is_same: bool) -> None:
    assert same_unit(told, unit) is is_same
    assert any_unit(["别处", told], unit) is is_same


@given(st.text(alphabet="王李芳强和与、 村主任", min_size=1), st.text(alphabet="王李芳强和与", min_size=1, max_size=4))
def test_a_name_alone_is_always_found(before: str, name: str) -> None:
    assert names_person(name, name)
    assert names_person(f"{before}、{name}", name) or set(name) & set("和与")
