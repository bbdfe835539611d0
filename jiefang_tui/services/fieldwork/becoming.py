"""转为事项: what was found by going there is registered as a matter, as at the window; nobody waits by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from peewee import fn

from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import intake
from jiefang_tui.store.models import Matter, SealedReport
from jiefang_tui.terms import Category, Channel, MatterState


@dataclass(frozen=True)
class Became:
    """What became of a line."""

    matter_id: int
    register_no: str
    notes: tuple[str, ...]
    visit_id: int
    line_to: int
    """The matter that the line leads to. Where a report (检举控告) was in it, alone or beside the claim, that one: no
    list shows the line's words nor leads to it while it waits, the handover takes them out, 恢复 gives them back.
    """

    @property
    def sentence(self) -> str:
        """What is said of it."""
        more = " ".join(self.notes)
        return f"已转为事项 {self.register_no} {more}".rstrip()


def make_matter(act: Act, name: str, request: str, day: date, village: str, said: str) -> Became:
    """Register it within `act`; without a name it is anonymous. Raises `Refused`, and `Asks` as the window does.

    `said`: the words of the line itself, which a report takes along.
    """
    known = name.strip()
    is_anonymous = known in ("", intake.ANONYMOUS_NAME)
    given = intake.VisitIn(
        name="" if is_anonymous else known,
        is_anonymous=is_anonymous,
        channel=Channel.FIELD_VISIT,
        person={"address": village} if village and not is_anonymous else {},
        matters=[intake.MatterIn(request=request.strip(), of_line=said.strip())],
        arrived_at=None if day == act.today else datetime.combine(day, time(12)).astimezone(),
    )
    intake.check_required(given)
    before = SealedReport.select(fn.MAX(SealedReport.id)).scalar() or 0
    visit, notes = intake.register_in(act, given)
    made = intake.registered(visit, ())
    report = SealedReport.get_or_none(SealedReport.id > before)
    of_the_line = report is not None and (bool(said.strip()) or report.matter_id in made.matter_ids)
    line_to = report.matter_id if report is not None and of_the_line else made.matter_ids[0]
    return Became(made.matter_ids[0], made.register_nos[0], tuple(notes), visit.id, line_to)


def is_a_report(matter: Matter | None) -> bool:
    """Whether the words of a line that leads to it wait as a report to be handed over."""
    return matter is not None and matter.state != MatterState.VOIDED and matter.category == Category.REPORT_ACCUSATION


def must_lead_nowhere(matter: Matter | None, what: str) -> None:
    """Refuse a line that leads to a matter already; one that was voided (登记作废) is none."""
    if matter is not None and matter.state != MatterState.VOIDED:
        raise Refused(f"{what}已经连着{matter.register_no}；不是这一件的，先取消。")


def must_not_wait(matter: Matter | None, what: str) -> None:
    """Refuse to touch a line whose words wait as a report (检举控告) to be handed over."""
    if is_a_report(matter):
        raise Refused(f"{what}已按检举控告登记，移送以前不能动；按错了，打开那一件选「不是检举控告，恢复」。")


def matter_numbered(number: str, field: str) -> Matter | None:
    """The open or closed matter of that register number, or whose number ends so; None for an empty one.

    Raises `Refused`, about the form's `field`, when there is none or several.
    """
    typed = number.strip().upper()
    if not typed:
        return None
    here = Matter.select().where(Matter.stands)
    exact = here.where(Matter.register_no == typed).first()
    found = [exact] if exact else list(here.where(Matter.register_no.endswith(f"-{typed}")).limit(2))
    if not found:
        raise Refused(f"没有找到编号「{number.strip()}」的事项，请核对；不知道编号可先空着。", field)
    if len(found) > 1:
        raise Refused(f"编号以「{number.strip()}」结尾的不止一件，请连日期一起写。", field)
    matter = found[0]
    if matter.category == Category.REPORT_ACCUSATION:
        raise Refused("这是检举控告，不能和走访连在一起。", field)
    if matter.state == MatterState.MERGED:
        raise Refused(f"{matter.register_no}已并入别的事项，请写并入的那一件。", field)
    return matter
