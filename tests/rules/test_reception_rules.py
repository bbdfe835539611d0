from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from jiefang_tui.rules.clock_guard import judge_clock
from jiefang_tui.rules.queue import Waiting, in_order, next_visit
from jiefang_tui.rules.same_person import Person, Sameness, same_person, village_of
from tests.counting import PairRow, VisitRow, count_reception, is_group

ZONE = timezone(timedelta(hours=8))


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, 23, hour, minute, tzinfo=ZONE)


def walk_in(number: int, priority: bool = False) -> Waiting:
    return Waiting(number, number, at("8:30") + timedelta(minutes=number), priority)


def booked(number: int, slot: str) -> Waiting:
    return Waiting(number, number, at("8:30"), slot_at=at(slot))


# -- the queue


def test_nobody_waits() -> None:
    assert next_visit([], at("9:00")) is None


def test_walk_ins_by_arrival() -> None:
    assert next_visit([walk_in(3), walk_in(1), walk_in(2)], at("9:00")) == 1


def test_who_named_a_leader_that_sits_later_waits_for_that_leader() -> None:
    named = walk_in(1, priority=True)._replace(waits_for_leader=True)
    assert [w.visit_id for w in in_order([named, walk_in(2), booked(4, "14:00")], at("9:00"))] == [2, 1, 4]
    assert next_visit([named], at("9:00")) == 1  # nobody else is there: the clerk sees whom they wait for


def test_priority_goes_first_among_walk_ins() -> None:
    assert [w.visit_id for w in in_order([walk_in(1), walk_in(2), walk_in(3, priority=True)], at("9:00"))] == [3, 1, 2]


def test_a_due_slot_goes_before_everybody() -> None:
    queue = [walk_in(1, priority=True), booked(9, "9:00"), booked(8, "8:50")]
    assert [w.visit_id for w in in_order(queue, at("9:00"))] == [8, 9, 1]


@pytest.mark.parametrize(("now", "first"), [("9:54", 1), ("9:55", 9), ("10:00", 9), ("11:30", 9)])
def test_a_slot_waits_for_its_time_and_stays_due_when_late(now: str, first: int) -> None:
    assert next_visit([walk_in(1), booked(9, "10:00")], at(now)) == first


def test_an_early_booked_visitor_is_taken_when_alone() -> None:
    assert next_visit([booked(9, "10:00")], at("9:00")) == 9


# -- the clock guard (T10 of peers.md)


@pytest.mark.parametrize(
    ("now", "kind"), [("2026-11-23 09:14", "ok"), ("2026-11-23 09:13", "ok"), ("2026-11-23 08:14",
    "behind"), ("2026-11-22 09:14", "behind"), ("2000-01-01 00:00", "behind"), ("2026-12-23 09:14",
    "ok"), ("2027-11-23 09:14", "far_ahead"), ("2036-11-23 09:14", "far_ahead")],
)  # fmt: skip
def test_the_clock_is_judged(now: str, kind: str) -> None:
    verdict = judge_clock(datetime.fromisoformat(now).replace(tzinfo=ZONE), at("9:14"))
    assert verdict.kind == kind
    assert verdict.ok == (kind == "ok") == (verdict.sentence == "")
    if not verdict.ok:
        assert now in verdict.sentence and "2026-11-23 09:14" in verdict.sentence


def test_a_first_entry_has_nothing_to_compare_with() -> None:
    assert judge_clock(at("9:14"), None).ok


def test_zones_are_compared_as_moments() -> None:
    assert judge_clock(at("9:14").astimezone(UTC), at("9:14")).ok


# -- counting


def test_counts_of_a_morning() -> None:
    visits = [
        VisitRow(1, 1),
        VisitRow(2, 11),
        VisitRow(3, 4),
        VisitRow(4, 1, purpose="consultation"),
        VisitRow(5, 2, state="left"),
        VisitRow(6, 3, state="waiting"),
    ]
    pairs = [PairRow(1, 10), PairRow(1, 11), PairRow(2, 10, "repeat"), PairRow(3, 12), PairRow(5, 13), PairRow(6, 14)]
    assert count_reception(visits, pairs) == {
        "batch_count": 3,
        "person_count": 16,
        "item_count": 3,
        "group_batch_count": 1,
        "group_person_count": 11,
        "initial_count": 3,
        "repeat_count": 1,
        "window_count": 1,
        "left_count": 1,
        "void_count": 0,
        "void_item_count": 0,
    }


def test_the_published_example_of_a_day() -> None:
    """XGLL: 6 批 16 人 = 5 个体访批 5 人 + 1 集体访批 11 人 (domain §3.4)."""
    counts = count_reception([VisitRow(i, 1) for i in range(5)] + [VisitRow(9, 11)], [])
    assert (counts["batch_count"], counts["person_count"]) == (6, 16)
    assert (counts["group_batch_count"], counts["group_person_count"]) == (1, 11)


def test_a_group_begins_at_the_threshold() -> None:
    assert [is_group(n) for n in (4, 5)] == [False, True]
    assert [is_group(n, 6) for n in (5, 6)] == [False, True]


def test_an_empty_day_counts_nothing() -> None:
    assert set(count_reception([], []).values()) == {0}


# -- the same person

LI = Person("李方龙", "999999196808150024", "13800001234", "章湾村三组", petitioner_id=7)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (Person("李方", "９９９９９９１９６８０８１５００２４"), Sameness.ID),
        (Person("李方龙", phone="138 0000 1234"), Sameness.NAME_PHONE),
        (Person("李方龙", address="示例县示例镇章湾村"), Sameness.NAME_VILLAGE),
        (Person("李方龙", address="章湾5组"), Sameness.NAME_VILLAGE),
        (Person("李方龙", address="石桥村"), Sameness.NAME),
        (Person("李方龙"), Sameness.NAME),
        (Person("李方"), Sameness.NAME_BEGINS),
        (Person("李"), None),
        (Person("王芳", phone="13800001234"), Sameness.PHONE),
        (Person("王芳", address="章湾村"), None),
        (Person("李方龙", "999999195001010018", "13800001234", "章湾村"), Sameness.OTHER_ID),
        (Person("李方龙", "99999919", "13800001234"), Sameness.NAME_PHONE),
        (Person(), None),
    ],
)
def test_the_ladder(typed: Person, expected: Sameness | None) -> None:
    assert same_person(typed, LI) is expected


def test_an_old_fifteen_digit_number_is_the_same_person() -> None:
    old = Person("张三", "999999750315123")
    assert same_person(Person("", "999999197503151231"), old) is Sameness.ID


def test_landlines_agree_with_and_without_area_code() -> None:
    assert same_person(Person("李", phone="0550-3041234"), Person("李", phone="3041234")) is Sameness.NAME_PHONE


def test_ranks_fall() -> None:
    assert [s.rank for s in Sameness] == list(range(len(Sameness), 0, -1))


@pytest.mark.parametrize(
    ("address", "village"),
    [("章湾村三组", "章湾"), ("示例县示例镇章湾村", "章湾"), ("章湾3组", "章湾"), ("章湾", "章湾"), ("", ""),
     ("示例镇城南社区", "城南"), ("１２３", ""), ("市头村", "市头"), ("示例镇市头村", "市头"),
     ("示例县示例镇市头村三组", "市头"), ("新镇村", "新镇"), ("示例镇新镇村2组", "新镇"), ("乡宁村", "乡宁"),
     ("县桥村", "县桥"), ("区家庄村", "区家庄"), ("老城区村", "老城区"), ("下乡村", "下乡"), ("示例乡下乡村", "下乡"),
     ("示例市城关区示例镇章湾村", "章湾"), ("某省某市示例县示例镇章湾村", "章湾"), ("城关镇东街社区", "东街"),
     ("镇海村5组", "镇海")],
)  # fmt: skip
def test_the_village_of_an_address(address: str, village: str) -> None:
    assert village_of(address) == village


@pytest.mark.parametrize("address", ["市头村", "市头", "示例镇市头村", "示例县示例镇市头村4组", "市头4组"])
def test_a_village_with_a_town_s_word_in_its_name_is_itself(address: str) -> None:
    assert village_of(address, ["市头村", "新镇村"]) == "市头"


def test_a_known_village_decides() -> None:
    assert village_of("镇区北章湾路口", ["章湾村", "石桥村"]) == "章湾"
