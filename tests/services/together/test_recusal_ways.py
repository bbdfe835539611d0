"""回避 (Art. 28(3)): every act that puts a matter's work into somebody's hand asks whether they keep away from it.

The acts are found by what they ask for: one that names a person and is in neither list below is named by the test.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

from jiefang_tui import services
from jiefang_tui.services.agreements import agreeing, correcting
from jiefang_tui.services.agreements.agreeing import AgreementIn
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.people import add_officer
from jiefang_tui.services.fieldwork import checks, visits
from jiefang_tui.services.fieldwork.checks import DisputeIn
from jiefang_tui.services.fieldwork.visits import FieldVisitIn
from jiefang_tui.services.law import recusing
from jiefang_tui.services.matter import matters
from jiefang_tui.services.matter.merging import merge_matters
from jiefang_tui.services.office import handover
from jiefang_tui.services.plans import succession
from jiefang_tui.services.reception import booking
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.services.together import causes, meetings, owners, undertaking
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.services.together.meetings import ItemIn, MeetingIn
from jiefang_tui.services.together.owners import OwnerIn
from jiefang_tui.services.together.undertaking import UndertakingIn
from jiefang_tui.store.models import Cause, CauseMeasure, Dispute, Matter, Officer, Undertaking
from jiefang_tui.terms import AgreementKind, DisputeKind, FieldVisitKind, MeetingKind
from tests.services.given import owned, refused, registered

TODAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 24, 10, 0).astimezone()
COMPLAINED_OF, ASIDE = "李强", "何静"
ROOMS = ("together", "fieldwork", "plans", "agreements", "reception.receiving", "reception.booking", "reception.naming")
PERSONS = {"person", "owner", "leader", "decided_by", "decides", "handler", "officer", "who", "host", "mediator"}
PERSONS |= {"taking", "by"}


@pytest.fixture
def matter_id(desk: Desk) -> int:
    """A complaint of 李强, from which 何静 stands aside."""
    add_officer(desk, COMPLAINED_OF, "所长", "自然资源所")
    told = {"concerned_unit": "自然资源所", "concerned_person": COMPLAINED_OF}
    made = registered(desk, "章德福", "不给办宅基地证", matter=told).matter_ids[0]
    recusing.recuse(desk, made, ASIDE, "亲属", "镇党委")
    return made


def _cause(desk: Desk, *matter_ids: int) -> int:
    return causes.open_cause(desk, CauseIn(title="宅基地", leader="周敏"), matter_ids)


def _undertaken(desk: Desk, matter_id: int) -> int:
    return undertaking.undertake(desk, UndertakingIn(text="核查", unit="司法所", matter_id=matter_id))


def _given(matter_id: int, person: str) -> UndertakingIn:
    return UndertakingIn(text="核查", unit="司法所", person=person, matter_id=matter_id)


def _item(person: str) -> ItemIn:
    return ItemIn(which="章德福", decided="查清", person=person)


def _meeting() -> MeetingIn:
    return MeetingIn(kind=MeetingKind.PARTY_AND_GOVERNMENT, held_on=TODAY)


def _question(matter_id: int, **more: Any) -> OwnerIn:
    return OwnerIn(matter_id=matter_id, parts=[PartIn("司法所", said="归国土")], **more)


def _visit(matter_id: int, person: str) -> FieldVisitIn:
    number = Matter.get_by_id(matter_id).register_no if matter_id else ""
    return FieldVisitIn(day=TODAY, kind=FieldVisitKind.ROUND, who=[person], learnt="看过宅基地", matter_no=number)


def _correct_dispute(desk: Desk, matter_id: int, person: str) -> None:
    made = checks.add(desk, "章湾村", date(2026, 11, 16), date(2026, 11, 30), _dispute(""))
    Dispute.update(matter=matter_id).where(Dispute.id == made).execute()
    checks.correct(desk, made, _dispute(person), "换人")


def _dispute(handler: str) -> DisputeIn:
    return DisputeIn(kind=next(iter(DisputeKind)), about="宅基地界址", handler=handler)


def _booked(desk: Desk, matter_id: int, person: str) -> None:
    made = booking.book(desk, "章德福", TEN, "周敏", "宅基地", matter_id=matter_id)
    booking.change_booking(desk, made, "章德福", TEN, person, "宅基地")


def _agreed(mediator: str) -> AgreementIn:
    return AgreementIn(kind=AgreementKind.SETTLEMENT, signed_on=TODAY, debtor="张某", mediator=mediator, terms="补办")


Way = Callable[[Desk, int, str], object]
WAYS: dict[str, Way] = {
    "undertaking.undertake": lambda d, m, who: undertaking.undertake(d, _given(m, who)),
    "undertaking.correct": lambda d, m, who: undertaking.correct(d, _undertaken(d, m), _given(m, who), "写错"),
    "meetings.hold": lambda d, m, who: meetings.hold(d, _meeting(), [_item(who)]),
    "meetings.add_item": lambda d, m, who: meetings.add_item(
        d, meetings.hold(d, _meeting(), [ItemIn(about="别的")]), _item(who)
    ),
    "owners.confer": lambda d, m, who: owners.confer(d, _question(m, owner="司法所", decided_by=who)),
    "owners.decide": lambda d, m, who: owners.decide(
        d, owners.confer(d, _question(m, decides="周敏", decide_by=TODAY)), "司法所", who
    ),
    "causes.open_cause": lambda d, m, who: causes.open_cause(d, CauseIn(title="宅基地", leader=who), [m]),
    "causes.change": lambda d, m, who: causes.change(d, _cause(d, m), CauseIn(title="宅基地", leader=who), "换人"),
    "causes.add_member": lambda d, m, who: causes.add_member(d, _cause(d, m), who),
    "causes.add_measure": lambda d, m, who: causes.add_measure(d, _cause(d, m), "复核", who),
    "visits.record": lambda d, m, who: visits.record(d, _visit(m, who)),
    "visits.correct": lambda d, m, who: visits.correct(d, visits.record(d, _visit(m, "周敏")), _visit(m, who), "错"),
    "checks.correct": _correct_dispute,
    "agreeing.agree": lambda d, m, who: agreeing.agree(d, m, _agreed(who)),
    "correcting.correct": lambda d, m, who: correcting.correct(d, agreeing.agree(d, m, _agreed("")), _agreed(who)),
    "booking.book": lambda d, m, who: booking.book(d, "章德福", TEN, who, "宅基地", matter_id=m),
    "booking.book_key": lambda d, m, who: booking.book_key(d, m, who, TEN),
    "booking.change_booking": _booked,
}
"""Acts that put the work of a matter into the hand of whom they name."""
NO_WAY = {
    "meetings.correct": "who presided is said, not chosen",
    "agreeing.as_written": "asks about the words of the two above",
    "checks.add": "a dispute leads to no matter yet",
    "seats.answer": "who comes for a unit on a day; a matter they keep away from is not told them (unit_notices)",
    "seats.set_seat": "a seat is of a session, not of a matter",
    "days.add_day": "a day of the plan is about no matter",
    "days.stand_in": "a day of the plan is about no matter",
    "days.change_day": "a day of the plan is about no matter",
    "booking.book_in": "the body of the bookings above",
    "naming.name_leader": "whom a visitor asks for; who is meant gets no mark (test_naming)",
    "naming.name_leader_in": "the same with the registration",
    "receiving.session_of": "a session is about no matter",
    "receiving.open_session": "a session is about no matter",
    "receiving.change_session": "a session is about no matter",
    "succession.succeed": "moves the work that `handover` does, see below",
}
"""Acts that name a person and give them nothing of a matter."""


def _acts(rooms: Iterable[str] = ROOMS) -> Iterator[tuple[str, Any]]:
    for room in rooms:
        package = import_module(f"{services.__name__}.{room}")
        names = [one.name for one in iter_modules(package.__path__)] if hasattr(package, "__path__") else [""]
        for name in names:
            module = import_module(f"{package.__name__}.{name}".rstrip("."))
            for function, act in inspect.getmembers(module, inspect.isfunction):
                if act.__module__ == module.__name__ and not function.startswith("_"):
                    yield f"{module.__name__.rpartition('.')[2]}.{function}", act


def _asked_for(kind: Any) -> set[str]:
    """Names of what is in a parameter of this kind: fields of a form, also of a list of them."""
    if is_dataclass(kind):
        return {one.name for one in fields(kind)}
    return set().union(*map(_asked_for, typing.get_args(kind)))


def _writes(act: Any) -> bool:
    return "acting(" in inspect.getsource(act) or next(iter(inspect.signature(act).parameters), "") == "act"


def _names_a_person(act: Any) -> bool:
    hints = typing.get_type_hints(act, include_extras=True) if not inspect.isgeneratorfunction(act) else {}
    hints.pop("return", None)
    inside = (_asked_for(kind) for name, kind in hints.items() if name not in ("desk", "act"))
    return bool(PERSONS & (hints.keys() | set().union(*inside)))


def test_every_act_that_names_a_person_is_known() -> None:
    found = set()
    for name, act in _acts():
        try:
            if _writes(act) and _names_a_person(act) and name != "undertaking.lay":
                found.add(name)
        except NameError:  # a hint that is there for the checker only
            continue
    assert found - {*WAYS, *NO_WAY} == set(), "does it ask `must_be_free` or `must_not_be_kept_away`? add it here"
    assert {*WAYS, *NO_WAY} - found == {"causes.add_member"}, "whose person is called `name`, as a visitor's is"


@pytest.mark.parametrize("who", [COMPLAINED_OF, ASIDE])
@pytest.mark.parametrize("name", WAYS)
def test_who_keeps_away_gets_it_by_no_way(desk: Desk, matter_id: int, name: str, who: str) -> None:
    with pytest.raises(Refused, match="请换别人"):
        WAYS[name](desk, matter_id, who)


LATER: dict[str, tuple[Way, Callable[[Desk, int], object], Callable[[Desk, int], object]]] = {
    "undertaking": (
        lambda d, m, who: undertaking.undertake(d, _given(m, who)),
        lambda d, row: undertaking.withdraw(d, row, "登错"),
        lambda d, row: undertaking.restore(d, row, "没错"),
    ),
    "owner": (
        lambda d, m, who: owners.confer(d, _question(m, owner="司法所", decided_by=who)),
        lambda d, row: owners.withdraw(d, row, "登错"),
        lambda d, row: owners.restore(d, row, "没错"),
    ),
    "owner open": (
        lambda d, m, who: owners.confer(d, _question(m, decides=who, decide_by=TODAY)),
        lambda d, row: owners.withdraw(d, row, "登错"),
        lambda d, row: owners.restore(d, row, "没错"),
    ),
    "meeting": (
        lambda d, m, who: meetings.hold(d, _meeting(), [_item(who)]),
        lambda d, row: meetings.withdraw(d, row, "登错"),
        lambda d, row: _told(meetings.restore(d, row, "没错")),
    ),
    "cause": (
        lambda d, m, who: causes.open_cause(d, CauseIn(title="宅基地", leader=who), [m]),
        lambda d, row: causes.withdraw(d, row, "登错"),
        lambda d, row: causes.restore(d, row, "没错"),
    ),
}
"""Made while nobody kept away, and withdrawn; restored when somebody does."""


def _told(said: str) -> None:
    assert Undertaking.get().withdrawn_on == TODAY, "the meeting counts again, what it gave them to do does not"
    raise Refused(said)


@pytest.mark.parametrize("name", LATER)
def test_what_was_withdrawn_comes_not_back_to_who_keeps_away_since(desk: Desk, name: str) -> None:
    made, take_back, bring_back = LATER[name]
    matter_id = owned(desk, "章德福", "韩平")
    add_officer(desk, "李强", "所长", "自然资源所")
    row = made(desk, matter_id, "李强")
    assert isinstance(row, int)
    take_back(desk, row)
    recusing.recuse(desk, matter_id, "李强", "亲属", "镇党委")
    with pytest.raises(Refused, match=r"李强在.*里已回避"):
        bring_back(desk, row)


@pytest.mark.parametrize("who", [COMPLAINED_OF, ASIDE])
def test_a_matter_comes_to_no_cause_in_which_they_have_work(desk: Desk, matter_id: int, who: str) -> None:
    measured = causes.open_cause(desk, CauseIn(title="一", leader="周敏"), [])
    measure = causes.add_measure(desk, measured, "复核", who)
    with refused("请换别人", "leader"):
        causes.add_matter(desk, measured, matter_id)
    causes.drop_measure(desk, measure, "不做了")
    causes.add_matter(desk, measured, matter_id)
    led = causes.open_cause(desk, CauseIn(title="二", leader=who), [])
    with refused("请换别人", "leader"):
        causes.add_matter(desk, led, matter_id)


def test_who_stands_aside_later_first_leaves_the_cause(desk: Desk) -> None:
    matter_id = owned(desk, "章德福", "韩平")
    made = _cause(desk, matter_id)
    measure = causes.add_measure(desk, made, "复核", COMPLAINED_OF)
    with refused("李强在专案「宅基地」里有措施", "officer"):
        recusing.recuse(desk, matter_id, COMPLAINED_OF, "亲属", "镇党委")
    with refused("李强在这件里是专案「宅基地」的措施责任人", "concerned_person"):
        matters.correct_matter(desk, matter_id, {"concerned_person": COMPLAINED_OF}, "补充")
    causes.finish_measure(desk, measure, "复核过")
    recusing.recuse(desk, matter_id, COMPLAINED_OF, "亲属", "镇党委")
    causes.unfinish_measure(desk, measure, "面积有误")
    assert CauseMeasure.get_by_id(measure).owner is None, "what was theirs is not given back"
    causes.close(desk, made, "都办了")
    recusing.recuse(desk, matter_id, "周敏", "亲属", "镇党委", instead="韩平")
    with refused("周敏在这件里已回避", "leader"):
        causes.reopen(desk, made, "没有办完")


def test_a_handover_gives_no_cause_to_who_keeps_away(desk: Desk, matter_id: int) -> None:
    made = _cause(desk, matter_id)
    causes.add_measure(desk, made, "复核", "韩平")
    said = handover.hand_over(desk, "韩平", ASIDE, "调离")
    assert "因何静应回避没有移交" in said and Officer.get(Officer.name == "韩平").is_active
    said = succession.succeed(desk, "周敏", COMPLAINED_OF, TODAY, "分工", kinds=["专班组长"])
    assert "因李强应回避没有移交" in said and Cause.get().leader == Officer.get(Officer.name == "周敏")


def test_a_matter_that_is_in_a_cause_merges_with_none_of_which_its_team_keeps_away(desk: Desk, matter_id: int) -> None:
    other = registered(desk, "乙", "宅基地").matter_ids[0]
    causes.add_measure(desk, _cause(desk, other), "复核", COMPLAINED_OF)
    with refused("这件却交在李强手上"):
        merge_matters(desk, other, matter_id, "同一件事")
    with refused("里却是专案「宅基地」的措施责任人"):
        merge_matters(desk, matter_id, other, "同一件事")
