"""Whether words told of a person mean a given officer (Art. 28(3)): who stands aside, whom a claim is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.rules.kept_away import (
    is_of_unit,
    is_same_person,
    may_be_of,
    names_by_post,
    names_person,
    names_post,
    names_vaguely,
)


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
        ("李強", "李强", True),
        ("所长李强", "李強", True),
    ],
)
def test_a_person(told: str, name: str, is_named: bool) -> None:
    assert names_person(told, name) is is_named


@pytest.mark.parametrize(
    ("told", "name", "post", "is_meant"),
    [
        ("王镇长", "王二", "镇长", True),
        ("王镇长", "王二", "副镇长", True),
        ("会计、王 镇长", "王二", "党委副书记、镇长", True),
        ("李村主任", "李强", "主任", True),
        ("张所", "张三", "所长", True),
        ("欧阳书记", "欧阳锋", "镇党委书记", True),
        ("李主任", "李强", "", True),
        ("李强华", "李强", "主任", False),
        ("李家的事", "李强", "", False),
        ("张主任", "李强", "主任", False),
        ("李主任", "李强", "会计", False),
    ],
)
def test_a_person_by_surname_and_post(told: str, name: str, post: str, is_meant: bool) -> None:
    assert names_by_post(told, name, post) is is_meant


def test_two_texts_that_mean_one_person() -> None:
    assert is_same_person("李强", "村主任李强") and is_same_person("所长李强", "李强")
    assert not is_same_person("司法所", "司法所李强")
    assert not is_same_person("", "李强") and not is_same_person("李强", "")


@pytest.mark.parametrize(
    ("told", "unit", "may_be"),
    [
        ("镇政府", "示例镇人民政府", True),
        ("章湾村委会", "章湾村村民委员会", True),
        ("派出所", "自然资源所", False),
        ("县供电公司", "司法所", False),
        ("", "司法所", False),
    ],
)
def test_a_unit_that_may_be_meant(told: str, unit: str, may_be: bool) -> None:
    assert may_be_of(told, unit) is may_be


@given(st.text(alphabet="王李芳强和与、 村主任", min_size=1), st.text(alphabet="王李芳强和与", min_size=1, max_size=4))
def test_a_name_alone_is_always_found(before: str, name: str) -> None:
    assert names_person(name, name)
    assert names_person(f"{before}、{name}", name) or set(name) & set("和与")


@pytest.mark.parametrize(
    ("told", "name", "is_meant"),
    [
        ("小李", "李强", True),
        ("老李", "李强", True),
        ("李某", "李强", True),
        ("所长李某某", "李强", True),
        ("姓李的", "李强", True),
        ("欧阳某", "欧阳锋", True),
        ("李某", "李", True),
        ("小王", "李强", False),
        ("李家", "李强", False),
        ("", "李强", False),
        ("李某", "", False),
    ],
)
def test_a_person_by_hardly_more_than_a_surname(told: str, name: str, is_meant: bool) -> None:
    assert names_vaguely(told, name) is is_meant


def test_a_person_by_the_post_alone_and_a_unit() -> None:
    assert names_post("自然资源所所长", "所长") and names_post("所长", "所长")
    assert not names_post("所长", "") and not names_post("会计", "所长")
    assert is_of_unit("自然资源所", "自然资源所") and is_of_unit("自然资源所所长", "自然资源所")
    assert (
        is_of_unit("资源所", "自然资源所") and not is_of_unit("司法所", "自然资源所") and not is_of_unit("", "司法所")
    )
