"""What sounds like a report (检举控告): asked about, and nothing else; a claim's everyday words are left alone."""

from __future__ import annotations

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.rules.reports import sounds_like_report, taken_out, why_not_there
from jiefang_tui.terms import Accused

WORDS = Reference().reports.words
OFFICERS = ("李强", "周敏")


def sounds(*texts: str, person: str = "", unit: str = "") -> bool:
    return sounds_like_report(texts, person, unit, OFFICERS, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "举报自然资源所所长李强收了邻居红包，给邻居多批了宅基地",
        "检举村会计虚报危房改造户",
        "控告派出所办案人员徇私",
        "村主任贪污征地补偿款",
        "村干部优亲厚友，低保都给了亲戚",
        "举 报 村 书记 吃拿卡要",
        "有人冒领低保",
        "镇里的人挪用救灾款",
        "村两委私分集体资产",
        "举报李强",
        "學校收回扣，校长受贿",
    ],
)
def test_words_that_report_somebody_in_office_or_public_money(text: str) -> None:
    assert sounds(text)


@pytest.mark.parametrize(
    "text",
    [
        "举报邻居违法建房",
        "征地补偿款未足额发放，找过村主任",
        "拖欠工资，老板说年底发红包",
        "村里路灯不亮，请镇政府修",
        "孩子上学，学校不收",
        "低保被停了，找过民政办",
        "过年村书记发红包",
        "",
    ],
)
def test_a_claim_is_not_asked_about(text: str) -> None:
    assert not sounds(text)


def test_a_named_officer_of_the_town_is_asked_about_whatever_the_words() -> None:
    assert sounds("补偿款少了", person="所长李强")
    assert sounds("补偿款少了", person="李强、王二")
    assert not sounds("补偿款少了", person="李强华")
    assert not sounds("补偿款少了", person="小李")  # who that is nobody guesses


def test_the_accused_may_stand_in_the_fields_beside() -> None:
    assert sounds("虚报冒领", unit="自然资源所")
    assert sounds("收了好处", person="会计")
    assert not sounds("虚报冒领", unit="宏达公司")


# -- where it may go

LEADING = ("镇长", "党委书记", "周敏")


def goes(accused: str, *told: str, said: str = "") -> bool:
    return not why_not_there("镇纪委", accused, told, (said,), LEADING)


def test_to_the_towns_own_only_what_is_against_village_cadres_and_ordinary_members() -> None:
    assert goes(Accused.VILLAGE) and goes(Accused.VILLAGE, "章湾村会计王二", "章湾村委会")
    assert not goes(Accused.LEADER) and not goes(Accused.OTHER) and not goes("")


@pytest.mark.parametrize("told", ["王镇长", "镇纪委", "周敏", "副镇长的司机", "派出监察办公室干部"])
def test_never_when_a_leader_of_the_town_or_the_disciplines_own_are_written_down(told: str) -> None:
    assert not goes(Accused.VILLAGE, told)


def test_what_was_said_is_looked_at_too() -> None:
    assert not goes(Accused.VILLAGE, "老周", said="举报镇长收红包")
    assert goes(Accused.VILLAGE, "章湾村会计", said="已经向纪委反映过"), "who was told of it is not who is meant"


# -- what a report takes away with it


def test_the_clauses_that_are_not_among_the_claims_own_words() -> None:
    before = ("举报所长收红包，补偿款没有给我。", "账本在柜子里")
    assert taken_out(before, ("补偿款没有给我",)) == {"举报所长收红包", "账本在柜子里"}
    assert taken_out(before, before) == frozenset()
