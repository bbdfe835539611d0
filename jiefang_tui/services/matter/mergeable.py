"""Whether two matters may become one: nothing that runs is lost, no date is put off, who keeps away stays away."""

from __future__ import annotations

from jiefang_tui.rules.deadlines import day_there, put_off
from jiefang_tui.rules.moves import BEFORE_REPLY
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import why_not_free
from jiefang_tui.services.law.recusing import who_has_work
from jiefang_tui.services.matter.acts import MERGE
from jiefang_tui.store import lifecycles
from jiefang_tui.store.models import (
    Appointment,
    Matter,
    Officer,
)
from jiefang_tui.store.queries.law.due import dues_of
from jiefang_tui.store.queries.together.causes import hands_over
from jiefang_tui.terms import AppointmentState, Category, MatterState


def must_be_mergeable(act: Act, source: Matter, target: Matter) -> None:
    """`Refused` where a merge would lose something of `source` (what is under way, a date that runs earlier), or bring
    somebody near who keeps away from one of the two (Art. 28(3)).
    """
    if source.id == target.id:
        raise Refused("不能并入自己，请选另一个事项。")
    must(MERGE, act.desk, source.id)
    if target.category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告是密件，不能并案。")
    if target.merged_into_id is not None:
        raise Refused(f"{target.register_no} 已并入 {target.merged_into.register_no}，请用那一件。")
    if target.state == MatterState.CLOSED or (source.state in BEFORE_REPLY and target.state not in BEFORE_REPLY):
        label = MatterState(target.state).label
        raise Refused(f"{target.register_no} {label}，请先把那件重新办理再并，或者改用关联。")
    further = source.state != MatterState.REGISTERED and target.state == MatterState.REGISTERED
    further |= source.was_handled and not target.was_handled
    if further or (source.accepted_on is not None and target.accepted_on is None):
        raise Refused(f"这件办得比 {target.register_no} 远；请反过来，把那件并入这件。")
    if source.transferred_in_on is not None and target.transferred_in_on is None:
        raise Refused(f"这件是{source.transferred_from}转来的，期限不能因并案丢掉；请反过来并，或者改用关联。")
    _nothing_pushed(source)
    _keep_apart(source, target)
    _put_nothing_off(act, source, target)


def _put_nothing_off(act: Act, source: Matter, target: Matter) -> None:
    """Every open date of ours in `source` is kept by an earlier one of `target`, or goes along."""
    mine, theirs = (dues_of(one.id, act.desk.reference, act.today) for one in (source, target))
    booked = Appointment.select(Appointment.day).where(
        (Appointment.matter == source) & Appointment.state.in_((AppointmentState.BOOKED, AppointmentState.ARRIVED))
    )
    late = put_off(mine, theirs, act.today, [one.day for one in booked])
    if late is None:
        return
    there = day_there(late, theirs)
    other = f"{target.register_no} 的是{there}" if there else f"{target.register_no} 没有在走的这个期限"
    over = "(已逾期)" if late.rolled < act.today else ""
    runs = f"这件的{late.what}应在{late.raw}前{over}，{other}"
    raise Refused(f"{runs}；并案不能推后或者丢掉期限，请先办了这一项再并，或者反过来并、改用关联。")


def _keep_apart(source: Matter, target: Matter) -> None:
    """Nobody who keeps away from one of the two has work in what they become."""
    number = target.register_no
    for officer, held in who_has_work(target):
        if why := why_not_free(source, officer):
            name, what = officer.name, "、".join(held)
            raise Refused(f"{why}，在 {number} 里却是{what}；请先在那件里登记{name}回避、换人，或者改用关联。")
    for officer in _those_who_come_along(source):
        if why := why_not_free(target, officer, f" {number} "):
            raise Refused(f"{why}，这件却交在{officer.name}手上；请先收回或者换人，或者改用关联。")


def _those_who_come_along(source: Matter) -> list[Officer]:
    """Who has something in hand that goes along."""
    along = [row for row, _ in lifecycles.going_along(source)]
    ids = {row.__data__[hand.column] for row in along for hand in lifecycles.lifecycle_of(type(row)).hands}
    ids |= {hand.officer_id for hand in hands_over(source.id)}
    return list(Officer.select().where(Officer.id.in_(ids - {None})).order_by(Officer.id))


def _nothing_pushed(source: Matter) -> None:
    if runs := lifecycles.in_the_way(source):
        raise Refused(f"{runs}，请先在督办里了结再并。")
