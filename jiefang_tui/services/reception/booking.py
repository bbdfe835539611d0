"""约访: a visitor has a time with a leader; the ordinary one, 重点约访, and the one for who named a leader (点名)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from jiefang_tui import clock
from jiefang_tui.rules.plans.hours import begins_at
from jiefang_tui.rules.reports import means_themselves
from jiefang_tui.rules.text import plain_name
from jiefang_tui.services.desk.acting import Act, acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.reception.acts import CANCEL_BOOKING, CHANGE_BOOKING, KEY_BOOKING
from jiefang_tui.store.models import Appointment, Matter, Officer
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.store.queries.plans.days import next_of
from jiefang_tui.store.queries.reception.bookings import is_of_report
from jiefang_tui.store.queries.reception.named import OpenBooking, bookings_of, elsewhere_of
from jiefang_tui.terms import AppointmentKind, AppointmentState, EntryKind

ELSEWHERE = timedelta(days=90)
"""How long ago a registration at another place is still worth a word."""


def book(
    desk: Desk,
    name: str,
    slot_at: datetime,
    leader: str = "",
    about: str = "",
    phone: str = "",
    matter_id: int | None = None,
    *,
    is_key: bool = False,
) -> int:
    """Book a visitor (约访) for a time and, if wanted, a leader; `is_key`: 重点约访. Returns the appointment's id.

    Where its words are answered to be a report, it is booked without them, and never with whom they mean (Art. 30(3)).
    """
    _check(name, slot_at)
    with acting(desk, "appointment.book") as act:
        who = officer_named(act, leader, field="leader")
        row = book_in(
            act,
            slot_at,
            AppointmentKind.KEY if is_key else AppointmentKind.ORDINARY,
            leader=who,
            matter=None if matter_id is None else Matter.get_by_id(matter_id),
            name=plain_name(name),
            about=_said(act, about, who),
            phone=phone,
        )
        act.about(row)
    return row.id


def book_key(
    desk: Desk,
    matter_id: int,
    leader: str,
    slot_at: datetime | None = None,
    name: str = "",
    about: str = "",
    post: str = "",
) -> str:
    """重点约访: a leader has who is behind a matter come. Without a time, to their next day of the plan.

    `name`: who is to come where it is not the petitioner. Returns a sentence with the time, what else is booked and
    what is known of other places; that is advice. Raises `Refused`.
    """
    with acting(desk, "appointment.book_key") as act:
        must(KEY_BOOKING, desk, matter_id)
        matter = Matter.get_by_id(matter_id)
        advice = advice_on(matter_id)
        who = officer_named(act, leader, post, field="leader")
        if who is None:
            raise Refused("请填写哪位领导约。", "leader")
        invited = plain_name(name) or matter.petitioner_name
        slot_at = slot_at or next_slot(who, act.today)
        _check(invited, slot_at)
        person = matter.petitioner if invited == matter.petitioner_name else None
        row = book_in(
            act,
            slot_at,
            AppointmentKind.KEY,
            leader=who,
            matter=matter,
            name=invited,
            about=_said(act, about, who) or matter.title,
            phone=person.phone if person is not None else "",
        )
        act.about(row)
        quiet_event(act, matter.id, EntryKind.CHANGE, f"{who.name}重点约访 {invited}，约在 {slot_at:%Y-%m-%d %H:%M}")
    return "；".join([f"{who.name}重点约访 {invited} {slot_at:%m-%d %H:%M}", *advice])


def advice_on(matter_id: int) -> list[str]:
    """What is worth knowing before somebody is asked to come: doubles here, other places. Said, never refused."""
    twice = told_twice(bookings_of(matter_id))
    return [one for one in (twice, *elsewhere_of(matter_id, clock.today() - ELSEWHERE)) if one]


def told_twice(others: list[OpenBooking]) -> str:
    """``另已约 12-03 08:30 李国平 刘静(约访)``: doubles are said and never refused. Empty where there are none."""
    booked = "、".join(
        " ".join(part for part in (f"{one.slot_at:%m-%d %H:%M}", one.name, f"{one.leader}({one.kind.label})") if part)
        for one in others
    )
    return f"另已约 {booked}" if booked else ""


def book_in(
    act: Act,
    slot_at: datetime,
    kind: AppointmentKind,
    *,
    leader: Officer | None,
    matter: Matter | None,
    name: str,
    about: str,
    phone: str,
) -> Appointment:
    """Write an appointment down, for acts that do more. `Refused` for a leader who keeps away from the matter."""
    if matter is not None:
        must_be_free(matter, leader, field="leader")
    return act.create(
        Appointment,
        name=name,
        slot_at=slot_at,
        day=slot_at.date(),
        phone=phone,
        about=about,
        leader=leader,
        matter=matter,
        kind=kind,
    )


def next_slot(leader: Officer, today: date) -> datetime:
    """When the leader's next day of the plan begins. `Refused` where none is planned: nothing is guessed."""
    found = next_of(leader.id, today)
    if found is None:
        raise Refused(f"{leader.name}往后没有排接访日，请先在 F6 排上，或者按约访填时间。", "slot_at")
    return datetime.combine(found.day, begins_at(found.hours), clock.now().tzinfo)


def change_booking(
    desk: Desk,
    appointment_id: int,
    name: str,
    slot_at: datetime,
    leader: str = "",
    about: str = "",
    phone: str = "",
    *,
    is_key: bool | None = None,
) -> None:
    """Put a booking right (约访): its name, time, leader, what it is about. `is_key`: as of `book`; None as it is."""
    _check(name, slot_at)
    with acting(desk, "appointment.change") as act:
        row = act.change(Appointment.get_by_id(appointment_id))
        act.about(row)
        must(CHANGE_BOOKING, desk, row.matter_id or 0, row)
        was = row.slot_at
        row.name, row.slot_at, row.day = name.strip(), slot_at, slot_at.date()
        led_by, row.leader = row.leader, officer_named(act, leader, field="leader")
        if not is_of_report(row):  # whose words its form does not show
            row.about = _said(act, about, row.leader, row.about, led_by)
        row.phone = phone
        if is_key is not None and row.kind != AppointmentKind.NAMED:
            row.kind = AppointmentKind.KEY if is_key else AppointmentKind.ORDINARY
        if row.matter is not None:
            must_be_free(row.matter, row.leader, field="leader")
            if row.kind != AppointmentKind.ORDINARY and was != slot_at:
                said = f"{AppointmentKind(row.kind).label}由 {was:%Y-%m-%d %H:%M} 改到 {slot_at:%Y-%m-%d %H:%M}"
                quiet_event(act, row.matter.id, EntryKind.CHANGE, said)


def cancel_booking(desk: Desk, appointment_id: int, reason: str) -> None:
    """Cancel a booked visit; it stays in the list of the day with its reason."""
    if not reason.strip():
        raise Refused("请写明取消的原因。", "reason")
    with acting(desk, "appointment.cancel", reason) as act:
        row = act.change(Appointment.get_by_id(appointment_id))
        act.about(row)
        must(CANCEL_BOOKING, desk, row.matter_id or 0, row)
        cancel_in(act, row, reason.strip())


def cancel_in(act: Act, row: Appointment, reason: str) -> None:
    """The body of `cancel_booking`, for acts that do more."""
    row = act.change(row)
    if row.about == CLEARED:  # nobody comes with it any more: who would have come is nobody's to read
        from jiefang_tui.services.desk.old_copies import must_forget
        from jiefang_tui.store.sealing import forget

        forget(Appointment, [row.id])
        must_forget(act.desk.folder, appointments=[row.uid])
    row.state = AppointmentState.CANCELLED
    if row.matter_id is not None and row.kind != AppointmentKind.ORDINARY:
        label = AppointmentKind(row.kind).label
        quiet_event(act, row.matter_id, EntryKind.CHANGE, f"取消{row.day}的{label}：{reason}")


def _said(act: Act, about: str, leader: Officer | None, was: str = "", led_by: Officer | None = None) -> str:
    """What it is about, as it may be written down; a report is registered when they come, and not with whom it means.

    `Refused` where the leader is the one whom the words mean, by name, by surname and post or by post.
    """
    # a start needs none of what a booking asks
    from jiefang_tui.services.asking.asked_once import speaks_of, words_as_written

    if leader != led_by and speaks_of(act.desk, was, leader):
        was = ""  # nobody was asked whether they are about the one who is to receive now
    said = words_as_written(act, {"about": about}, (was,), channel=None, receives=leader)["about"]
    if leader is not None and said == CLEARED:
        from jiefang_tui.services.desk.kept_away import means_officer

        if means_officer(about, leader) or means_themselves(about):
            why = f"话里说的就是{leader.name}，不能约其本人接访；请换一位领导，或者先空着（条例第三十条第三款）。"
            raise Refused(why, "leader")
    return said


def _check(name: str, slot_at: datetime) -> None:
    if not name.strip():
        raise Refused("请填写约访人姓名。", "name")
    if slot_at.date() < clock.today():
        raise Refused("约访时间已经过去，请填今天或以后的时间。", "slot_at")
