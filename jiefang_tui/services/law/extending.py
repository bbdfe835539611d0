"""延期 (Regulation Art. 34): approved, told, taken back."""

from __future__ import annotations

from datetime import date, timedelta

from jiefang_tui.rules.clocks import handling_of
from jiefang_tui.rules.rank import is_seat, rank_of
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.moving import day_of
from jiefang_tui.services.desk.office_data import office
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.law import acts
from jiefang_tui.services.law.line_acts import TELL_EXTENSION, UNDO_EXTENSION
from jiefang_tui.store.models import Extension, Matter, Officer
from jiefang_tui.store.queries.law.due import dues_of
from jiefang_tui.terms import EntryKind, Rank


def extend(
    desk: Desk,
    matter_id: int,
    days: int,
    reason: str,
    approver: str,
    told_on: date | None = None,
    *,
    approved_on: date | None = None,
) -> str:
    """Lengthen the 60 days of Art. 34. Returns a sentence to be shown: a warning, or empty.

    Approved by the head of the body, with the reason, which is told to the petitioner; at most thirty days in all, or
    the office's own fewer. The Regulation does not say by when it has to be approved. Nothing can be made longer that
    has already ended, and a lapsed day must not be edited away: so approval counts on or before the last day in time
    (rolled), and one given in time but entered later is entered with its own day, `approved_on`. It does not say either
    that only one is allowed: a second is taken, within the thirty days, and warned of.
    """
    if not reason.strip():
        raise Refused("请写明延期的理由；理由要告知信访人。", "reason")
    if days < 1:
        raise Refused("延长的天数应为 1 以上的整数。", "days")
    with acting(desk, "extension.add", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        facts = must(acts.EXTEND, desk, matter_id)
        runs = handling_of(dues_of(matter_id, desk.reference), facts.at.state)
        assert runs is not None
        due = runs.raw
        officer = officer_named(act, approver, field="approver")
        if officer is None:
            raise Refused("请填写批准人(本机关负责人)。", "approver")
        must_be_free(matter, officer, field="approver")
        doubt = _doubt_about(desk, officer)
        day = day_of(act, approved_on, matter.accepted_on, field="approved_on")
        before = acts.extended_by(facts)
        _check_length(desk, matter, before, days)
        if runs.is_over_on(day):
            raise Refused(f"办结期限{runs.rolled}已过，不能再延期；在期限内批准的，请填写批准日期。", "approved_on")
        _check_told(act, told_on, day)
        row = act.create(
            Extension,
            matter=matter,
            days=days,
            reason=reason.strip(),
            approver=officer,
            approved_on=day,
            told_on=told_on,
        )
        act.about(row)
        told = f"，{told_on}告知信访人" if told_on else ""
        said = f"延期{days}日，应办结日由{due}延到{due + timedelta(days=days)}，批准人{officer.name}"
        act.event(matter_id, EntryKind.DEADLINE, f"{said}，理由：{reason.strip()}{told}", day)
        count = Extension.select().where((Extension.matter == matter) & Extension.undone_on.is_null()).count()
    if count < 2:
        return doubt
    return f"这件已是第{count}次延期，合计{before + days}日；条例没有写明可以多次延期，请再核对。{doubt}"


def _doubt_about(desk: Desk, officer: Officer) -> str:
    """That the approver is no head of the body (Art. 34), as far as is known; `Refused` for another unit's staff."""
    unit = officer.unit.name if officer.unit is not None else ""
    rank = rank_of(officer.post, desk.reference.cards.ranks)
    if rank in (Rank.HEAD, Rank.DEPUTY):
        return ""
    said = f"{officer.name}是{unit}{officer.post}" if officer.post else f"{officer.name}没有记职务"
    is_elsewhere = bool(unit) and not is_seat(unit) and unit != office(desk).issuing_body
    if officer.post and rank is Rank.STAFF and is_elsewhere:
        raise Refused(f"{said}，不能批准延期；延期由本机关负责人批准（条例第三十四条），请填另一位。", "approver")
    return f"{said}；延期由本机关负责人批准（条例第三十四条），请核对批准人。"


def tell_extension(desk: Desk, extension_id: int, told_on: date) -> None:
    """The petitioner was told the reason (Art. 34)."""
    with acting(desk, "extension.tell") as act:
        row = act.change(Extension.get_by_id(extension_id))
        act.about(row)
        must(TELL_EXTENSION, desk, row.matter_id, row)
        _check_told(act, told_on, row.approved_on)
        row.told_on = told_on
        act.event(row.matter_id, EntryKind.DEADLINE, f"已向信访人告知延期{row.days}日的理由", told_on)


def undo_extension(desk: Desk, extension_id: int, reason: str) -> None:
    """Take an extension back: the former date holds again. The row stays."""
    if not reason.strip():
        raise Refused("请写明撤销延期的原因。", "reason")
    with acting(desk, "extension.undo", reason.strip()) as act:
        row = act.change(Extension.get_by_id(extension_id))
        act.about(row)
        must(UNDO_EXTENSION, desk, row.matter_id, row)
        matter: Matter = Matter.get_by_id(row.matter_id)
        assert matter.handling_due is not None
        due = matter.handling_due - timedelta(days=row.days)
        row.undone_on = act.today
        said = f"撤销延期{row.days}日，应办结日恢复为{due}：{reason.strip()}"
        act.event(matter.id, EntryKind.DEADLINE, said)


def _check_length(desk: Desk, matter: Matter, before: int, days: int) -> None:
    assert matter.accepted_on is not None
    policy = desk.reference.policy
    longest, law = policy.extension_on(matter.accepted_on), policy.law["extension"]
    if before + days <= longest.days:
        return
    cited = "条例第三十四条" if longest.days == law.days else f"本单位规定；条例第三十四条最多{law.days}日"
    raise Refused(
        f"延期一共不能超过{longest.days}日，已延{before}日，最多还能延{longest.days - before}日（{cited}）。", "days"
    )


def _check_told(act: Act, told_on: date | None, approved_on: date) -> None:
    if told_on is None:
        return
    if told_on > act.today:
        raise Refused("告知的日期不能晚于今天。", "told_on")
    if told_on < approved_on:
        raise Refused(f"告知的日期不能早于批准的日期{approved_on}。", "told_on")
