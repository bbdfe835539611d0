"""对方当事人: of which matters the other side is never asked to the table, by what was said and not by who said it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.rules.together.opposite import why_never_met
from jiefang_tui.terms import Category

TODAY = date(2026, 11, 23)
WORDS = {kind: one.words for kind, one in Reference().opposite.items()}


def why(words: str, born: date | None = None, category: Category = Category.CLAIM) -> str:
    return why_never_met(category, [words], born, TODAY, WORDS)


@pytest.mark.parametrize(
    "words",
    [
        "丈夫多次殴打我，要求离婚分房", "老公打人要求调解", "家暴多年", "请求人身安全保护令", "被丈夫打了要求处理",
        "我被老公打得住院", "男朋友喝酒就打我", "前夫跟踪我，扬言报复", "前妻拿刀到我家", "丈夫酗酒，经常打人",
        "老公喝醉了回家，多次打我", "女婿动手打我女儿", "儿子虐待老人不给饭吃", "公公掐住我脖子", "婆婆把我关在家里",
        "父亲持刀威胁母亲", "老婆挨老公打", "丈夫和邻居吵架后打我", "同居的男友恐吓我", "老公扇我耳光",
        "儿媳辱骂婆婆", "丈夫限制人身自由", "她男人往死里打她", "离婚后前夫骚扰我", "我老公 打 我",
    ],
)  # fmt: skip
def test_violence_at_home(words: str) -> None:
    assert "家庭暴力" in why(words)


@pytest.mark.parametrize(
    "words",
    [
        "七岁女儿被邻居打伤要求赔偿", "孙子在学校被同学打伤", "初中生儿子被老师体罚", "女儿在学校遭校园欺凌",
        "13岁的儿子被人殴打", "儿子放学路上被几个人围殴", "小孩被邻居扇耳光", "幼儿园老师罚站、辱骂孩子",
        "未成年人被留在工地", "十七八岁的娃打伤了我", "外孙被人欺负", "女儿在宿舍被勒索", "两岁半的娃被保姆虐待",
        "孙女在学校被老师打", "12周岁 被 猥亵",
    ],
)  # fmt: skip
def test_a_child_who_was_hurt(words: str) -> None:
    assert "未成年人" in why(words) or "家庭暴力" in why(words)


@pytest.mark.parametrize(
    "words",
    [
        "欠工资", "丈夫打工摔伤，老板不赔", "老公打井的钱没有结", "前夫打了欠条不还", "儿子打电话催款",
        "丈夫打官司赢了没有执行", "爸爸打针后过敏", "老公打过几次电话没人接", "钱被儿子打给别人了",
        "前妻把钱打到卡上", "儿子打麻将欠债", "妈妈打疫苗后发烧", "老公被工头打伤，要求赔医药费",
        "父亲讨薪时被保安殴打", "儿子打伤了邻居，赔多少谈不拢", "丈夫打地基时邻居阻拦", "我爸去要工钱，老板动手打人",
        "老板威胁我丈夫", "儿子在工地打工，被打伤", "儿童乐园太吵", "学生营养餐质量差", "孩子上学太远",
        "学校拖欠工程款，包工头打人", "四十七岁被打伤", "二十七八岁的工人被打伤", "女儿打扫卫生的工资没有发",
        "六十三岁，被工友打伤", "爆破威胁房屋安全", "儿子在医院动手术的费用", "帮扶对象名单不公开",
        "女儿的抚养费一直不给", "儿子的狗被邻居打死", "村民打架", "邻居打死了我家的狗", "老公打死了邻居家的鸡",
        "弟弟占我的宅基地", "大娘的低保停了", "孩子户口迁不了", "打工的丈夫工伤",
    ],
)  # fmt: skip
def test_what_is_neither(words: str) -> None:
    assert why(words) == ""


@pytest.mark.parametrize(
    ("category", "born", "said"),
    [
        (Category.CLAIM, None, ""),
        (Category.CLAIM, date(2008, 11, 23), ""),
        (Category.CLAIM, date(2008, 11, 24), "未成年人"),
        (Category.REPORT_ACCUSATION, None, "检举控告"),
    ],
)
def test_who_comes_and_what_it_is(category: Category, born: date | None, said: str) -> None:
    told = why("欠工资", born, category)
    assert said in told and bool(told) == bool(said)


def test_the_offices_own_words_are_laid_over(tmp_path: Path) -> None:
    text = '[violence]\nkin = ["哥哥", "弟弟"]\nwithout = ["老公"]\nhit = ["打"]\n[kids]\nalone = ["x"]\n'
    (tmp_path / "opposite.toml").write_text(text, encoding="utf-8")
    office = Reference(own=tmp_path)
    words = {kind: one.words for kind, one in office.opposite.items()}

    def own(said: str) -> str:
        return why_never_met(Category.CLAIM, [said], None, TODAY, words)

    assert "家庭暴力" in own("弟弟打我") and own("老公打人") == "" and own("弟弟被老板打") == ""
    assert [one.key for one in office.problems] == ["kids", "violence.hit"]


def test_each_part_says_its_law() -> None:
    assert ["反家庭暴力法" in Reference().opposite["violence"].law, "未成年人" in Reference().opposite["children"].law]
    assert all(one.law.startswith("《") for one in Reference().opposite.values())
