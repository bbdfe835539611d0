"""问进度、取答复: who asks is looked at first (先核对本人或委托人), then told; it is written down as 问询, no 重访."""

from __future__ import annotations

from collections.abc import Iterable

from jiefang_tui.rules.text import normalise
from jiefang_tui.rules.typed.identity import phones_in
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Petitioner, Visit, VisitMatter
from jiefang_tui.terms import EntryKind, IdentityCheck, PairKind, VisitPurpose, VisitState


def check_identity(desk: Desk, visit_id: int, how: str, tail: str = "") -> None:
    """Keep how it was seen who asks. Of a tail the four digits are compared with what is registered, and not kept."""
    if not how:
        raise Refused("请选怎样核对的。", "how")
    check = IdentityCheck(how)
    with acting(desk, "visit.identity") as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        person: Petitioner | None = visit.petitioner
        if check is IdentityCheck.ID_TAIL:
            _compare("证件号", [person.id_no] if person else [], tail)
        elif check is IdentityCheck.PHONE_TAIL:
            _compare("电话", (phones_in(person.phone) or [person.phone]) if person else [], tail)
        visit.identity_check = check


def _compare(what: str, known: Iterable[str], tail: str) -> None:
    """`known`: every number that is registered; the end of any one will do."""
    numbers = ["".join(char for char in one.upper() if char.isalnum()) for one in known]
    typed = normalise(tail).upper().replace(" ", "")
    if not any(numbers):
        raise Refused(f"登记里没有{what}，请换一种办法核对。", "how")
    if len(typed) != 4:
        raise Refused(f"请填{what}的后四位。", "tail")
    if not any(one.endswith(typed) for one in numbers):
        raise Refused(f"与登记的{what}后四位不符，请再核对；核对不上不能告知。", "tail")


def tell(desk: Desk, visit_id: int, matter_id: int) -> None:
    """How the matter stands was read to whoever asked: the arrival is done, and nothing about the matter moved."""
    with acting(desk, "visit.tell") as act:
        visit = act.change(Visit.get_by_id(visit_id))
        act.about(visit)
        if not visit.identity_check:
            raise Refused("请先核对是不是本人或委托人。", "how")
        pairs = VisitMatter.select().where((VisitMatter.visit == visit) & (VisitMatter.matter == matter_id))
        if not pairs.exists():
            number = VisitMatter.select().where(VisitMatter.visit == visit).count() + 1
            act.create(VisitMatter, visit=visit, matter=matter_id, ordinal=number, kind=PairKind.INQUIRY)
        check = IdentityCheck(visit.identity_check).label
        act.event(matter_id, EntryKind.INQUIRY, f"{VisitPurpose(visit.purpose).label}，核对：{check}；已告知办到哪一步")
        if visit.state in (VisitState.WAITING, VisitState.IN_TALK, VisitState.ON_HOLD):
            visit.talk_note = "已告知办到哪一步"
            visit.called_at = visit.called_at or act.now
            visit.state, visit.finished_at = VisitState.RECEIVED, act.now
