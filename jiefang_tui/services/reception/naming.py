"""点名接访: a visitor asks for a leader, who then receives them and is first asked about it (首问责任人).

Where that leader is not there, the visitor gets a time on the next day of their plan (约到其下次接访日). What is a
report (检举控告) names nobody, and whom a matter is about is not asked for it (Regulation Art. 28(3), 30(3)): the
visitor is registered all the same, and a sentence says why there is no mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jiefang_tui import clock
from jiefang_tui.rules.text import cut
from jiefang_tui.rules.typed.dates import weekday_of
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import is_about, why_not_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.reception.booking import book_in, cancel_in, next_slot, told_twice
from jiefang_tui.services.reception.receiving import session_of, sit_with_named
from jiefang_tui.services.reception.visit_acts import BOOK_NAMED, NAME_LEADER, UNNAME, pairs_of
from jiefang_tui.store.models import Appointment, NamedLeader, Officer, Visit
from jiefang_tui.store.queries.plans.days import next_of
from jiefang_tui.store.queries.reception.named import bookings_of, named_of, receiving_today
from jiefang_tui.store.queries.reception.people import is_known_officer
from jiefang_tui.terms import AppointmentKind, AppointmentState, Category, EntryKind, VisitState

_WAITS = (VisitState.WAITING, VisitState.ON_HOLD)


def name_leader(desk: Desk, visit_id: int, leader: str) -> str:
    """点名: write down whom a visitor asks for, or somebody else than before. Returns a sentence; raises `Refused`."""
    with acting(desk, "visit.name_leader") as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(NAME_LEADER, desk, 0, visit)
        who = _leader(act, leader)
        if why := _why_not(act, visit, who):
            raise Refused(why, "leader")
        return _name(act, visit, who)


def name_leader_in(act: Act, visit: Visit, leader: str, told: Sequence[tuple[str, str]] = ()) -> list[str]:
    """点名 with the registration. It hinders nothing: why there is no mark is a sentence for the clerk.

    `told`: persons and units that were complained of, also in what was registered apart from this visit.
    """
    if not leader.strip():
        return []
    if not is_known_officer(leader):
        return [f"名册里没有「{cut(leader.strip(), 16, '..')}」，没有记点名；请在这次来访里按 Ins 选领导。"]
    who = _leader(act, leader)
    why = next((why for person, unit in told if (why := is_about(person, unit, who, "这次"))), "")
    return [(why and f"{why}，不记点名，请换别的领导。") or _why_not(act, visit, who) or _name(act, visit, who)]


def unname(desk: Desk, visit_id: int, reason: str) -> str:
    """取消点名: the mark goes, and with it what was booked for it; the reason and what was there stay in the record."""
    if not reason.strip():
        raise Refused("请写明为什么取消点名。", "reason")
    with acting(desk, "visit.unname_leader", reason.strip()) as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        must(UNNAME, desk, 0, visit)
        named = NamedLeader.get(NamedLeader.visit == visit)
        who = named.leader.name
        booked = _open_booking(named)
        act.remove(named)
        if booked is not None:
            cancel_in(act, booked, reason.strip())
        if visit.state in _WAITS:
            visit.session = session_of(act, visit.day)
        _tell(act, visit, f"取消点名{who}：{reason.strip()}")
    return f"已取消点名{who}" + ("，约的时间也已取消。" if booked is not None else "。")


def book_named(desk: Desk, visit_id: int) -> str:
    """约到其下次接访日: a time on the next day of the named leader's plan. Returns when and where, in a sentence."""
    with acting(desk, "visit.book_named") as act:
        visit = Visit.get_by_id(visit_id)
        act.about(visit)
        must(BOOK_NAMED, desk, 0, visit)
        named = act.change(NamedLeader.get(NamedLeader.visit == visit))
        if why := _why_not(act, visit, named.leader):
            raise Refused(why, "leader")
        day = next_of(named.leader_id, act.today)
        slot_at = next_slot(named.leader, act.today)
        matter = next((pair.matter for pair in pairs_of(visit)), None)
        others = bookings_of(matter.id) if matter is not None else []
        row = book_in(
            act,
            slot_at,
            AppointmentKind.NAMED,
            leader=named.leader,
            matter=matter,
            name=visit.shown_name,
            about=matter.title if matter is not None else cut(visit.window_note, 40, ".."),
            phone=visit.petitioner.phone if visit.petitioner is not None else "",
        )
        named.appointment = row
        when = f"{slot_at:%m-%d} {weekday_of(slot_at.date())} {slot_at:%H:%M}"
        _tell(act, visit, f"点名约到{named.leader.name}下次接访日 {slot_at:%Y-%m-%d %H:%M}")
    place = f" {day.place}" if day is not None and day.place else ""
    already = f"，那天已另约{day.booked}批" if day is not None and day.booked else ""
    twice = f"；{told_twice(others)}" if others else ""
    return f"已约 {row.name} {when}{place}，{named.leader.name}接访{already}{twice}"


def next_day_of_absent(visit_id: int) -> date | None:
    """The next day of the plan of the leader that was asked for, where they do not receive today and none is booked."""
    visit = Visit.get_by_id(visit_id)
    named = named_of([visit_id]).get(visit_id)
    today = clock.today()
    if named is None or named.booking is not None or visit.day != today or named.leader_id in receiving_today(today):
        return None
    found = next_of(named.leader_id, today)
    return found.day if found is not None else None


# -- the pieces


def _leader(act: Act, name: str) -> Officer:
    """Only one of the roster can be asked for: nobody is made of what a visitor calls somebody."""
    if not is_known_officer(name):
        raise Refused("请从列出来的领导里选一位；没有的先在名册里加上。", "leader")
    who = officer_named(act, name, field="leader")
    assert who is not None
    return who


def _why_not(act: Act, visit: Visit, leader: Officer) -> str:
    """Why this leader is not asked for with this visit; empty when they may be."""
    for matter in (act.change(pair.matter) for pair in pairs_of(visit)):  # it may be made a report by this very act
        if matter.category == Category.REPORT_ACCUSATION:
            return "检举控告按密件移送，不记点名。"
        if why := why_not_free(matter, leader):
            return f"{why}，不记点名，请换别的领导（条例第二十八条第三款）。"
    return ""


def _name(act: Act, visit: Visit, who: Officer) -> str:
    known = NamedLeader.get_or_none(NamedLeader.visit == visit)
    if known is not None and known.leader_id == who.id:
        return f"已点名{who.name}。"
    said = f"点名请{who.name}接访"
    if known is None:
        act.create(NamedLeader, visit=visit, leader=who)
    else:
        said = f"改点名：{known.leader.name}改为{who.name}"
        known = act.change(known)
        if (booked := _open_booking(known)) is not None:
            cancel_in(act, booked, said)
        known.leader, known.appointment = who, None
    if visit.state in _WAITS:
        visit.session = session_of(act, visit.day)
        sit_with_named(visit)
    _tell(act, visit, said)
    if visit.day != act.today:
        return f"{said}。"
    if who.id in receiving_today(act.today):
        return f"{said}，首问责任人；{who.name}今天接访。"
    found = next_of(who.id, act.today)
    when = f"下次接访日 {found.day:%m-%d}，可在这次来访里约到那天" if found is not None else "往后也没有排接访日"
    return f"{said}，首问责任人；{who.name}今天不在，{when}。"


def _open_booking(named: NamedLeader) -> Appointment | None:
    booked = named.appointment
    return booked if booked is not None and booked.state == AppointmentState.BOOKED else None


def _tell(act: Act, visit: Visit, said: str) -> None:
    for pair in pairs_of(visit):
        quiet_event(act, pair.matter_id, EntryKind.CHANGE, f"{visit.day}来访，{said}")
