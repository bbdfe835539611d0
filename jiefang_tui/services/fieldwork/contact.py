"""包案领导定期约访走访家访: whether the office wants to be reminded, and who does not want to be visited any more."""

from __future__ import annotations

from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk import settings
from jiefang_tui.services.desk.act_facts import ActFacts
from jiefang_tui.services.desk.acting import acting, quiet_event
from jiefang_tui.services.desk.acts import by_itself
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Matter, NoMoreVisits
from jiefang_tui.terms import Channel, EntryKind

CONTACT_DAYS = "contact_days"
"""The setting: after how many days without contact a matter under a leader says so. Empty: never."""
MOST_DAYS = 366


def contact_days() -> int | None:
    """After how many days without contact it is said; None where this office has set none."""
    text = settings.get(CONTACT_DAYS)
    return int(text) if text.isdigit() and int(text) else None


def set_contact_days(desk: Desk, days: int | None) -> None:
    """Set the interval, or none. Nothing but a word on the matter's page comes of it, never a card."""
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise Refused(f"天数请填 1 到 {MOST_DAYS}；不提醒就空着。", "days")
    settings.set(desk, CONTACT_DAYS, "" if days is None else str(days))


def no_more_visits(desk: Desk, matter_id: int, said: str) -> None:
    """本人不愿再上门: no reminder asks for a visit any more."""
    with acting(desk, "no_more_visits.note") as act:
        if why := by_itself("记本人不愿再上门")(ActFacts(desk, matter_id)):
            raise Refused(why)
        if NoMoreVisits.select().where((NoMoreVisits.matter == matter_id) & NoMoreVisits.stands).exists():
            raise Refused("已经记过本人不愿再上门。")
        said = words_as_written(act, {"said": said}, channel=Channel.FIELD_VISIT)["said"]
        row = act.create(NoMoreVisits, matter=Matter.get_by_id(matter_id), said_on=act.today, said=said)
        act.about(row)
        quiet_event(act, matter_id, EntryKind.CHANGE, f"本人不愿再上门{'：' if said else ''}{said}")


def visits_again(desk: Desk, matter_id: int, reason: str) -> None:
    """They want to be visited again, or it was written down by mistake."""
    if not reason.strip():
        raise Refused("请写明原因。", "reason")
    with acting(desk, "no_more_visits.end", reason.strip()) as act:
        found = NoMoreVisits.get_or_none((NoMoreVisits.matter == matter_id) & NoMoreVisits.stands)
        if found is None:
            raise Refused("没有记过本人不愿再上门。")
        row = act.change(found)
        act.about(row)
        row.ended_on, row.end_reason = act.today, reason.strip()
        quiet_event(act, matter_id, EntryKind.CHANGE, f"撤「本人不愿再上门」：{reason.strip()}")
