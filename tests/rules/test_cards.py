"""Rules for cards and who may sign them, with the shipped numbers; what a supervisor expects, and properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui.reference import Cards, Reference
from jiefang_tui.rules.cards import (
    APPEAL_UPHELD,
    OUR_OWN_DATES,
    RULE_KEYS,
    CardFact,
    DateFact,
    Facts,
    PromiseFact,
    UrgeFact,
    card_no,
    proposals_for,
    split_card_no,
    standing_causes,
)
from jiefang_tui.rules.rank import Standing, highest, level_of, outranks, rank_of
from jiefang_tui.rules.who_answers import Addressee, Part, Who, kinds_of
from jiefang_tui.terms import CardColour, DueKind, LeaderLevel, Rank

TODAY = date(2026, 11, 23)
CARDS: Cards = Reference().cards
YELLOW, RED = CardColour.YELLOW, CardColour.RED


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def handling(left: int, gone: int = 50, kind: DueKind = DueKind.HANDLING, paused: bool = False) -> DateFact:
    return DateFact(kind, ago(gone), in_days(left), paused)


def card(rule: str = "", colour: CardColour = YELLOW, issued: int = 3, **more: object) -> CardFact:
    given_ = {"number": "DB-2026-0001", "answer_due": ago(issued) + timedelta(days=7)} | more
    return CardFact(rule=rule, colour=colour, issued_on=ago(issued), **given_)  # type: ignore[arg-type]


def rules(facts: Facts, policy: Cards = CARDS) -> list[str]:
    return [hit.rule for hit in proposals_for(facts, policy, TODAY)]


def only(facts: Facts) -> str:
    [hit] = proposals_for(facts, CARDS, TODAY)
    return hit.why


def test_every_shipped_rule_is_known_and_every_known_rule_shipped() -> None:
    assert set(CARDS.rules) == set(RULE_KEYS)
    assert [rule.colour for rule in CARDS.rules.values()].count(RED) == 4


# -- yellow


def test_three_days_left_and_a_week_without_an_entry() -> None:
    assert only(Facts(ago(7), (handling(3),))) == "办结还剩3日，已7日没有进展记录"
    assert rules(Facts(ago(6), (handling(3),))) == []
    assert rules(Facts(ago(7), (handling(4),))) == []


def test_a_date_that_began_yesterday_is_not_silent_for_a_week() -> None:
    assert "due_soon_silent" not in rules(Facts(ago(30), (DateFact(DueKind.SET, ago(1), in_days(2)),)))


def test_half_of_the_period_without_an_entry_since_it_began() -> None:
    assert only(Facts(ago(30), (handling(30, 30),))) == "办结共60日，已过30日，起算后没有进展记录"
    assert rules(Facts(ago(30), (handling(31, 29),))) == []
    assert rules(Facts(ago(29), (handling(30, 30),))) == []
    assert rules(Facts(None, (handling(30, 30),))) == ["half_gone"]


def test_an_urging_past_its_date() -> None:
    assert only(Facts(TODAY, urges=(UrgeFact(ago(3)),))) == "催办应在2026-11-20前答复，已过3日没有答复"
    assert rules(Facts(TODAY, urges=(UrgeFact(TODAY),))) == []


def test_an_instalment_overdue_tells_the_oldest() -> None:
    promises = (PromiseFact("第二期", ago(3)), PromiseFact("第一期", ago(10)))
    assert only(Facts(TODAY, promises=promises)) == "承诺事项应在2026-11-13前兑现，已过10日: 第一期"
    assert rules(Facts(TODAY, promises=(PromiseFact("首期", TODAY),))) == []


# -- red


def test_overdue_from_the_first_day() -> None:
    assert only(Facts(TODAY, (handling(-1),))) == "办结应在2026-11-22前完成，已逾期1日"
    assert rules(Facts(TODAY, (handling(0),))) == []


def test_nothing_is_late_before_its_rolled_day_has_passed() -> None:
    """Due on Sunday 5 April, rolled to Tuesday the 7th: on the 7th the screen said 逾期2天 and proposed a red card."""
    start, raw, last = date(2026, 2, 4), date(2026, 4, 5), date(2026, 4, 7)
    facts = Facts(last, (DateFact(DueKind.HANDLING, start, raw, rolled_on=last),), promises=(PromiseFact("首期", raw),))
    facts = replace(facts, urges=(UrgeFact(raw),))
    assert proposals_for(facts, CARDS, last) == []
    assert {hit.rule for hit in standing_causes(facts, CARDS, last + timedelta(days=1))} == {
        "overdue",
        "promise_overdue",
        "urge_unanswered",
    }


def test_a_yellow_card_without_an_answer() -> None:
    [hit] = proposals_for(Facts(TODAY, cards=(card("half_gone", issued=10),)), CARDS, TODAY)
    assert (hit.rule, hit.colour, hit.since) == ("yellow_unanswered", RED, ago(2))
    assert rules(Facts(TODAY, cards=(card("half_gone", issued=7),))) == []
    assert rules(Facts(TODAY, cards=(card("half_gone", issued=20, answered_on=ago(1)),))) == []
    assert rules(Facts(TODAY, cards=(card("half_gone", issued=20, withdrawn_on=ago(1)),))) == []


def test_never_before_the_date_the_signer_gave() -> None:
    assert rules(Facts(TODAY, cards=(card(issued=9, answer_due=TODAY),))) == []


def test_a_second_yellow_card_is_the_same_addressees() -> None:
    done = {"answered_on": ago(10), "withdrawn_on": ago(9)}
    one = card("half_gone", issued=20, to=Addressee("水利站"), **done)
    two = card("half_gone", issued=12, to=Addressee("城建站"), **done)
    assert rules(Facts(TODAY, cards=(one, two))) == []
    [hit] = proposals_for(Facts(TODAY, cards=(one, replace(two, to=one.to))), CARDS, TODAY)
    assert (hit.rule, hit.to) == ("second_yellow", one.to)


def test_a_unit_is_not_silent_before_it_received_anything() -> None:
    late = replace(handling(2, 60, DueKind.REPLY), part=Part.UNDELIVERED, to=Addressee("水利站"))
    assert rules(Facts(ago(60), (late,))) == []
    assert rules(Facts(ago(60), (replace(late, part=Part.LATE),))) == ["due_soon_silent", "half_gone"]


def test_the_second_yellow_card_of_a_matter() -> None:
    done = {"answered_on": ago(10), "withdrawn_on": ago(9)}
    two = (card("half_gone", issued=20, **done), card("urge_unanswered", issued=12, **done))
    assert only(Facts(TODAY, cards=two)) == "同一事项已发2张黄牌"
    unjust = replace(two[1], withdrawn_reason=f"{APPEAL_UPHELD}: 当天已答复")
    assert rules(Facts(TODAY, cards=(two[0], unjust))) == []


def test_a_second_dissatisfied_visit() -> None:
    assert rules(Facts(TODAY, dissatisfied_on=(ago(9),))) == []
    assert rules(Facts(TODAY, dissatisfied_on=(ago(9), ago(2)))) == ["dissatisfied_again"]


def test_b14_nobody_is_proposed_red_and_yellow_at_once_for_one_matter() -> None:
    """The heaviest; to somebody else the other one still goes."""
    two = Facts(TODAY, (handling(-5),), urges=(UrgeFact(ago(3)),))
    assert rules(two) == ["overdue"]
    assert rules(replace(two, cards=(card("overdue", RED, 1),))) == [], "while the red one is open"
    unit = Addressee("水利站")
    assert rules(replace(two, urges=(UrgeFact(ago(3), unit),))) == ["overdue", "urge_unanswered"]


def test_b14_what_clears_it_is_what_can_still_be_done() -> None:
    """After its last day nothing can be extended any more, and no promise or unit's answer ever could."""
    assert all("延期" not in rule.clears for rule in CARDS.rules.values())


# -- one cause, one card


def test_a_rule_with_an_open_card_is_not_proposed_again() -> None:
    facts = Facts(TODAY, (handling(-5),), cards=(card("overdue", RED, 1),))
    assert rules(facts) == []
    assert [hit.rule for hit in standing_causes(facts, CARDS, TODAY)] == ["overdue"]


def test_the_same_cause_is_not_proposed_again_after_its_card_was_withdrawn() -> None:
    upheld = card("overdue", RED, 3, withdrawn_on=ago(1), withdrawn_reason=APPEAL_UPHELD)
    assert rules(Facts(TODAY, (handling(-5),), cards=(upheld,))) == []
    assert rules(Facts(TODAY, (handling(-2),), cards=(upheld,))) == ["overdue"]  # late by a newer date


def test_a_second_broken_promise_is_a_cause_of_its_own() -> None:
    upheld = card("promise_overdue", issued=5, withdrawn_on=ago(4), answered_on=ago(4))
    promises = (PromiseFact("第一期", ago(9)), PromiseFact("第二期", ago(4)))
    assert only(Facts(TODAY, promises=promises, cards=(upheld,))).endswith("第二期")


def test_overdue_is_not_also_half_gone() -> None:
    assert rules(Facts(ago(61), (handling(-1, 61),))) == ["overdue"]


# -- who is not proposed


NOT_OURS = kinds_of(Who.DESK, Who.PETITIONER, Who.ELSEWHERE)


@pytest.mark.parametrize("kind", NOT_OURS)
def test_what_the_desk_the_petitioner_or_a_higher_body_answers_for_hits_nothing(kind: DueKind) -> None:
    policy = CARDS._replace(kinds=frozenset(DueKind))
    assert rules(Facts(None, (handling(-9, 90, kind), handling(2, 90, kind))), policy) == []


def test_a_date_that_stands_still_hits_nothing() -> None:
    assert rules(Facts(None, (handling(-9, 90, paused=True),))) == []


def test_only_the_dates_of_cards_toml_count() -> None:
    assert rules(Facts(None, (handling(-9, 90, DueKind.FOLLOW_UP), handling(-9, 90, DueKind.SIGN)))) == []


@pytest.mark.parametrize("kind", [kind for kind in OUR_OWN_DATES if kind in CARDS.kinds])
def test_waiting_with_a_reason_excuses_our_own_dates_for_a_while(kind: DueKind) -> None:
    late = replace(handling(-3, 60, kind), to=Addressee("水利站"))
    facts = Facts(ago(60), (late,), leader=Addressee("", "周敏"))
    assert rules(replace(facts, wait_since=ago(30))) == []
    assert rules(replace(facts, wait_since=ago(31))) == ["overdue"]


def test_waiting_excuses_silence_but_neither_the_law_nor_promises() -> None:
    waits = Facts(ago(60), (handling(2, 60),), wait_since=ago(10))
    assert rules(waits) == []
    late = replace(waits, dates=(handling(-1, 60),), promises=(PromiseFact("首期", ago(3)),))
    assert [hit.rule for hit in standing_causes(late, CARDS, TODAY)] == ["promise_overdue", "overdue"]


def test_a_rule_can_be_switched_off_and_its_numbers_changed() -> None:
    facts = Facts(TODAY, (handling(-1),))
    off = CARDS.rules["overdue"]._replace(is_on=False)
    later = CARDS.rules["overdue"]._replace(numbers={"days": 3})
    assert rules(facts, CARDS._replace(rules={**CARDS.rules, "overdue": off})) == []
    assert rules(facts, CARDS._replace(rules={**CARDS.rules, "overdue": later})) == []
    assert rules(Facts(TODAY, (handling(-3),)), CARDS._replace(rules={**CARDS.rules, "overdue": later})) == ["overdue"]


days = st.integers(-40, 100).map(ago)
past = st.integers(0, 100).map(ago)
dates = st.builds(
    lambda kind, start, length, paused: DateFact(kind, start, start + timedelta(days=length), paused),
    st.sampled_from(DueKind), past, st.integers(0, 90), st.booleans(),
)  # fmt: skip
cards = st.builds(
    lambda rule, colour, issued, answered, withdrawn, upheld: CardFact(
        "DB-2026-0001", rule, colour, issued, issued + timedelta(days=7),
        issued if answered else None, TODAY if withdrawn else None, APPEAL_UPHELD if upheld and withdrawn else "",
    ),
    st.sampled_from((*RULE_KEYS, "")), st.sampled_from(CardColour), past, st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
matters = st.builds(
    Facts, st.none() | past, st.lists(dates, max_size=4).map(tuple),
    st.lists(days.map(UrgeFact), max_size=3).map(tuple),
    st.lists(st.builds(PromiseFact, st.just("首期"), days), max_size=3).map(tuple),
    st.lists(cards, max_size=4).map(tuple), st.lists(past, max_size=3).map(tuple), st.none() | past,
)  # fmt: skip


@given(matters)
def test_properties_of_proposals(facts: Facts) -> None:
    hits = proposals_for(facts, CARDS, TODAY)
    standing = {hit.rule for hit in standing_causes(facts, CARDS, TODAY)}
    assert len({hit.rule for hit in hits}) == len(hits)  # each rule once
    assert {hit.rule for hit in hits} <= standing
    colours = [hit.colour for hit in hits]
    assert colours == sorted(colours, key=lambda colour: colour is not RED)  # red first
    is_open = {one.rule for one in facts.cards if one.withdrawn_on is None}
    for hit in hits:
        assert hit.rule not in is_open
        assert hit.since <= TODAY  # nothing is proposed before its time
        assert hit.why and hit.clears and "{" not in hit.why


@given(matters)
def test_issuing_what_is_proposed_silences_it(facts: Facts) -> None:
    issued = tuple(
        CardFact("DB-2026-0009", hit.rule, hit.colour, TODAY, in_days(7)) for hit in proposals_for(facts, CARDS, TODAY)
    )
    after = rules(replace(facts, cards=facts.cards + issued))
    # A second yellow card is a new fact; nothing else may be proposed on top.
    assert set(after) <= {"second_yellow"}


@given(matters, st.integers(0, 40))
def test_more_time_left_never_makes_it_worse(facts: Facts, more: int) -> None:
    """Moving every date back never brings a red card that was not proposed before."""
    eased = replace(
        facts, dates=tuple(replace(one, raw_on=one.raw_on + timedelta(days=more)) for one in facts.dates), cards=()
    )
    red = {hit.rule for hit in proposals_for(replace(facts, cards=()), CARDS, TODAY) if hit.colour is RED}
    assert {hit.rule for hit in proposals_for(eased, CARDS, TODAY) if hit.colour is RED} <= red


# -- numbers


@given(st.integers(2000, 2100), st.integers(1, 10**6))
def test_a_card_number_is_read_back(year: int, ordinal: int) -> None:
    assert split_card_no(card_no(year, ordinal)) == (year, ordinal)


@pytest.mark.parametrize("text", ["", "DB-26-0001", "DB-2026-1", "db-2026-0001", "DB-2026-0001 "])
def test_no_card_number(text: str) -> None:
    with pytest.raises(ValueError):
        split_card_no(text)
    with pytest.raises(ValueError):
        card_no(2026, 0)


# -- rank


@pytest.mark.parametrize(
    ("post", "rank"),
    [
        ("镇党委书记", Rank.HEAD), ("镇党委副书记、镇长", Rank.HEAD), ("镇党委副书记", Rank.DEPUTY),
        ("副镇长", Rank.DEPUTY), ("镇党委政法委员", Rank.DEPUTY), ("党委委员、派出所所长", Rank.DEPUTY),
        ("人大主席", Rank.DEPUTY),
        ("自然资源所所长", Rank.SECTION), ("综治中心主任", Rank.SECTION), ("章湾村党支部书记", Rank.SECTION),
        ("村党委书记", Rank.SECTION), ("街道办事处主任", Rank.HEAD), ("司法所副所长", Rank.STAFF),
        ("党政办副主任", Rank.STAFF), ("驻村干部", Rank.STAFF), ("", Rank.STAFF), ("、", Rank.STAFF),
        ("镇长助理", Rank.SECTION), ("乡长助理、办公室主任", Rank.SECTION), ("党委书记秘书", Rank.STAFF),
        ("镇长秘书", Rank.STAFF), ("原镇长", Rank.STAFF), ("原镇党委书记", Rank.STAFF), ("前任镇长", Rank.STAFF),
        ("原副镇长", Rank.STAFF), ("退休的镇长", Rank.STAFF), ("一级科员(原镇长)", Rank.STAFF),
        ("代镇长", Rank.HEAD), ("镇长(原党委副书记)", Rank.HEAD), ("平原镇镇长", Rank.HEAD), ("原平镇镇长", Rank.HEAD),
        ("一级主任科员", Rank.STAFF), ("前进村党支部书记", Rank.SECTION), ("原副镇长、人大主席", Rank.DEPUTY),
    ],
)  # fmt: skip
def test_rank_is_read_out_of_the_post(post: str, rank: Rank) -> None:
    assert rank_of(post, CARDS.ranks) is rank


def test_level_is_read_out_of_post_or_unit() -> None:
    assert level_of("township", ("县信访局局长",), CARDS.levels) is LeaderLevel.COUNTY
    assert level_of("township", ("所长", "市场监督管理所"), CARDS.levels) is LeaderLevel.TOWNSHIP
    assert level_of("city", ("县信访局局长",), CARDS.levels) is LeaderLevel.CITY


@pytest.mark.parametrize(
    ("name", "level"),
    [(name, LeaderLevel.COUNTY) for name in (
        "县信访局", "县委办公室", "县长", "县农业农村局", "县乡村振兴局局长", "县卫健委", "县城管局", "县联席办",
        "县人民法院", "县社区矫正中心", "县总工会", "区委办",
    )] + [("市信访局", LeaderLevel.CITY), ("省委巡视组", LeaderLevel.PROVINCE), ("省信访局", LeaderLevel.PROVINCE)]
    + [(name, LeaderLevel.TOWNSHIP) for name in (
        "县前村村委会", "县前村", "县城社区", "县前村党支部书记", "县城社区居民委员会", "县东居委会", "县前镇人民政府",
        "县前镇党委书记", "省道管理站", "省庄村村民委员会", "县道养护中心", "县派驻第一书记", "市政所", "县城客运站",
    )],
)  # fmt: skip
def test_a_place_that_begins_like_a_level_is_none(name: str, level: LeaderLevel) -> None:
    """A village 县前 lies in the township, and 省道 is a road."""
    assert level_of("township", (name,), CARDS.levels) is level


standings = st.builds(Standing, st.sampled_from(LeaderLevel), st.sampled_from(Rank))


@given(standings, standings, standings)
def test_outranking_is_a_strict_order(one: Standing, two: Standing, three: Standing) -> None:
    assert not outranks(one, one)
    assert not (outranks(one, two) and outranks(two, one))
    assert one == two or outranks(one, two) or outranks(two, one)
    if outranks(one, two) and outranks(two, three):
        assert outranks(one, three)


@given(st.lists(standings, min_size=1))
def test_a_unit_stands_where_its_head_does(all_: list[Standing]) -> None:
    head = highest(all_, all_[0])
    assert head in all_ and not any(outranks(one, head) for one in all_)


@given(st.text(max_size=30))
def test_any_post_has_a_rank(post: str) -> None:
    assert rank_of(post, CARDS.ranks) in Rank


def test_the_head_of_the_township_is_known() -> None:
    assert Standing(LeaderLevel.TOWNSHIP, Rank.HEAD).is_township_head
    assert not Standing(LeaderLevel.COUNTY, Rank.HEAD).is_township_head
