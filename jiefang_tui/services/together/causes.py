"""专案: a team over several matters with one cause; its measures, its end; each act taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import is_free, must_be_free_in, why_not_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.together import acts
from jiefang_tui.store.models import Cause, CauseMatter, CauseMeasure, CauseMember, FindingNote, Matter, Officer
from jiefang_tui.store.queries.together.causes import hands_in_cause, matters_in
from jiefang_tui.terms import EntryKind, FindingEnd


@dataclass(frozen=True, kw_only=True)
class CauseIn:
    """A cause as said, and who leads the team."""

    title: str
    leader: str
    post: str = ""
    cause: str = ""
    opened_on: date | None = None
    """When the team was formed; today where nobody says. It is not put right later."""


def open_cause(desk: Desk, given: CauseIn, matter_ids: Sequence[int], finding: str = "", count: int = 0) -> int:
    """成立专班 over these matters; `finding`: out of which 共性问题, of so many matters. Returns its id."""
    with acting(desk, "cause.open") as act:
        said = words_as_written(act, {"title": _title(given), "cause": given.cause})
        row = act.create(
            Cause,
            **said,
            leader=_leader(act, given),
            opened_on=_opened_on(act, given),
            finding=finding,
        )
        act.about(row)
        for matter_id in matter_ids:
            _put(act, row, matter_id)
        if finding:
            act.create(FindingNote, finding=finding, count=count, end=FindingEnd.CAUSE, on_day=act.today, cause=row)
    return row.id


def _opened_on(act: Act, given: CauseIn) -> date:
    day = given.opened_on or act.today
    if day > act.today:
        raise Refused(f"{day}还没到，成立了再记。", "opened_on")
    return day


def change(desk: Desk, cause_id: int, given: CauseIn, reason: str) -> None:
    """Title, cause or leader are others."""
    reason = _reason(reason, "请写明为什么改。")
    with acting(desk, "cause.change", reason) as act:
        row = _cause(act, cause_id)
        leader = _leader(act, given)
        must_be_free_in(matters_in(row.id), leader, field="leader")
        said = words_as_written(act, {"title": _title(given), "cause": given.cause}, (row.title, row.cause))
        row.title, row.cause, row.leader = said["title"], said["cause"], leader


def close(desk: Desk, cause_id: int, result: str, on_day: date | None = None) -> None:
    """The team is done: what came of it."""
    if not result.strip():
        raise Refused("请写明专班做成了什么。", "result")
    with acting(desk, "cause.close") as act:
        row = _cause(act, cause_id)
        if row.closed_on is not None:
            raise Refused(f"这个专案已于{row.closed_on}了结。")
        day = _day(act, on_day, row)
        row.closed_on, row.result = day, words_as_written(act, {"result": result}, day=day)["result"]
        for matter in matters_in(row.id):
            act.event(matter.id, EntryKind.SUPERVISION, f"专案「{row.title}」了结：{row.result}", row.closed_on)


def reopen(desk: Desk, cause_id: int, reason: str) -> None:
    """It is not done after all, unless who led it or sat in it keeps away from one of its matters by now."""
    reason = _reason(reason, "请写明为什么恢复。")
    with acting(desk, "cause.reopen", reason) as act:
        row = _cause(act, cause_id)
        if row.closed_on is None:
            raise Refused("这个专案没有了结。")
        _all_free(row, matters_in(row.id))
        row.closed_on, row.result = None, ""
        for matter in matters_in(row.id):
            act.event(matter.id, EntryKind.CHANGE, f"专案「{row.title}」恢复：{reason}")


def withdraw(desk: Desk, cause_id: int, reason: str) -> None:
    """登错了: there is no such team; the matters stay what they are, and a common cause is to be looked at again."""
    reason = _reason(reason, "请写明为什么撤回。")
    with acting(desk, "cause.withdraw", reason) as act:
        row = _cause(act, cause_id)
        row.withdrawn_on, row.withdraw_reason = act.today, reason
        for note in FindingNote.select().where((FindingNote.cause == row) & FindingNote.stands):
            note = act.change(note)
            note.removed_on, note.remove_reason = act.today, reason
        for matter in matters_in(row.id):
            act.event(matter.id, EntryKind.CHANGE, f"撤回专案「{row.title}」：{reason}")


def restore(desk: Desk, cause_id: int, reason: str) -> str:
    """It was withdrawn by mistake: team, measures and matters stand as they were, and so does what it came out of.

    Who has left the office since has their part again: returns a sentence that says so, else nothing.
    Raises `Refused` where somebody of a team at work keeps away from one of the matters by now, and where the common
    cause got another end since.
    """
    reason = _reason(reason, "请写明为什么恢复。")
    with acting(desk, "cause.restore", reason) as act:
        row = act.change(Cause.get_by_id(cause_id))
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused("这个专案没有撤回过。")
        matters = matters_in(row.id)
        hands = _hands(row) if row.closed_on is None else []
        away = (why_not_free(one, who, one.register_no) for who in hands for one in matters)
        if why := next(filter(None, away), ""):
            raise Refused(f"不能恢复，{why}；请另成立一个专班。")
        for note in FindingNote.select().where(FindingNote.cause == row):
            _must_be_without_end(note, row)
            note = act.change(note)
            note.removed_on, note.remove_reason = None, ""
        row.withdrawn_on, row.withdraw_reason = None, ""
        for matter in matters:
            act.event(matter.id, EntryKind.CHANGE, f"恢复专案「{row.title}」：{reason}")
    left = "、".join(who.name for who in hands if not who.is_active)
    return f"已恢复；{left}已离任，请改由别人牵头或承办。" if left else ""


def _must_be_without_end(note: FindingNote, cause: Cause) -> None:
    """`Refused` where something else was done about the common cause since the team was withdrawn."""
    since = (FindingNote.id > note.id) & (FindingNote.on_day >= cause.withdrawn_on) & FindingNote.stands
    other = FindingNote.get_or_none((FindingNote.finding == note.finding) & since)
    if other is not None:
        what = f"{other.on_day}{FindingEnd(other.end).label}"
        raise Refused(f"不能恢复，这个共性问题撤回以后已另外处理({what})；先撤回那一条，再恢复。")


# -- members, measures, matters


def add_member(desk: Desk, cause_id: int, name: str, duty: str = "", post: str = "") -> None:
    """Somebody joins the team."""
    with acting(desk, "cause.add_member") as act:
        row = _cause(act, cause_id)
        officer = _officer(act, name, post, "officer")
        if CauseMember.select().where((CauseMember.cause == row) & (CauseMember.officer == officer)).exists():
            raise Refused(f"{officer.name}已经在专班里。", "officer")
        must_be_free_in(matters_in(row.id), officer, field="officer")
        act.create(CauseMember, cause=row, officer=officer, **words_as_written(act, {"duty": duty}))


def remove_member(desk: Desk, member_id: int, reason: str) -> None:
    """Somebody leaves it."""
    reason = _reason(reason, "请写明为什么退出。")
    with acting(desk, "cause.remove_member", reason) as act:
        member = CauseMember.get_by_id(member_id)
        _cause(act, member.cause_id)
        act.remove(member)


def add_measure(desk: Desk, cause_id: int, text: str, owner: str = "", due_on: date | None = None) -> int:
    """A measure for all of the matters. Returns its id. A day that is over is taken: it was to be done by then."""
    if not text.strip():
        raise Refused("请写明采取什么措施。", "text")
    with acting(desk, "cause.add_measure") as act:
        row = _cause(act, cause_id)
        who = officer_named(act, owner, field="owner")
        must_be_free_in(matters_in(row.id), who, field="owner")
        said = words_as_written(act, {"text": text})
        measure = act.create(CauseMeasure, cause=row, owner=who, due_on=due_on, **said)
        act.about(measure)
    return measure.id


def finish_measure(desk: Desk, measure_id: int, result: str, on_day: date | None = None) -> None:
    """It is done, with what came of it."""
    if not result.strip():
        raise Refused("请写明做成了什么。", "result")
    with acting(desk, "cause.finish_measure") as act:
        row = _measure(act, measure_id)
        if row.done_on is not None:
            raise Refused(f"这条措施已于{row.done_on}完成。")
        day = _day(act, on_day, row.cause)
        row.done_on, row.result = day, words_as_written(act, {"result": result}, day=day)["result"]


def unfinish_measure(desk: Desk, measure_id: int, reason: str) -> None:
    """It is not done after all."""
    reason = _reason(reason, "请写明为什么撤。")
    with acting(desk, "cause.unfinish_measure", reason) as act:
        row = _measure(act, measure_id)
        if row.done_on is None:
            raise Refused("这条措施还没有完成。")
        row.done_on, row.result = None, ""
        if row.owner is not None and not all(is_free(matter, row.owner) for matter in matters_in(row.cause_id)):
            row.owner = None  # what was theirs is not given back to who keeps away by now


def drop_measure(desk: Desk, measure_id: int, reason: str) -> None:
    """It is not wanted any more; it stays with its reason."""
    reason = _reason(reason, "请写明为什么不做了。")
    with acting(desk, "cause.drop_measure", reason) as act:
        row = _measure(act, measure_id)
        row.dropped_on, row.drop_reason = act.today, reason


def add_matter(desk: Desk, cause_id: int, matter_id: int) -> None:
    """Another matter has the same cause."""
    with acting(desk, "cause.add_matter") as act:
        _put(act, _cause(act, cause_id), matter_id)


def take_out_matter(desk: Desk, cause_id: int, matter_id: int, reason: str) -> None:
    """It has another cause; the row stays with its reason."""
    reason = _reason(reason, "请写明为什么去掉。")
    with acting(desk, "cause.take_out_matter", reason) as act:
        cause = _cause(act, cause_id)
        its_own = (CauseMatter.cause == cause) & (CauseMatter.matter == matter_id) & CauseMatter.stands
        rows = list(CauseMatter.select().where(its_own))
        if not rows:
            raise Refused("这一件不在里面。")
        for row in rows:
            row = act.change(row)
            row.removed_on, row.remove_reason = act.today, reason
        act.event(matter_id, EntryKind.CHANGE, f"从专案「{cause.title}」去掉：{reason}")


def _put(act: Act, cause: Cause, matter_id: int) -> None:
    must(acts.CAUSE, act.desk, matter_id)
    matter = Matter.get_by_id(matter_id)
    its_own = (CauseMatter.cause == cause) & (CauseMatter.matter == matter_id) & CauseMatter.stands
    if CauseMatter.select().where(its_own).exists():
        raise Refused("这一件已经在里面了。")
    _all_free(cause, [matter])
    act.create(CauseMatter, cause=cause, matter=matter)
    led = f"，{cause.leader.name}牵头" if cause.leader is not None else ""
    act.event(matter_id, EntryKind.SUPERVISION, f"列入专案「{cause.title}」{led}")


def _all_free(cause: Cause, matters: Sequence[Matter]) -> None:
    """Everybody who has something in the cause may have to do with these matters."""
    for officer in _hands(cause):
        must_be_free_in(matters, officer, field="leader")


def _hands(cause: Cause) -> list[Officer]:
    theirs = Officer.select().where(Officer.id.in_([hand.officer_id for hand in hands_in_cause(cause.id)]))
    return list(theirs.order_by(Officer.id))


def _title(given: CauseIn) -> str:
    if not given.title.strip():
        raise Refused("请填写专案的名称，例如 隧道爆破震损房屋。", "title")
    return given.title.strip()


def _leader(act: Act, given: CauseIn) -> Officer:
    return _officer(act, given.leader, given.post, "leader")


def _officer(act: Act, name: str, post: str, field: str) -> Officer:
    officer = officer_named(act, name, post, field=field)
    if officer is None:
        raise Refused("请填写姓名。", field)
    return officer


def _cause(act: Act, cause_id: int) -> Cause:
    row = act.change(Cause.get_by_id(cause_id))
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused(f"这个专案已于{row.withdrawn_on}撤回。")
    return row


def _day(act: Act, day: date | None, cause: Cause) -> date:
    day = day or act.today
    if not cause.opened_on <= day <= act.today:
        raise Refused(f"日期要在{cause.opened_on}和今天之间。", "on_day")
    return day


def _measure(act: Act, measure_id: int) -> CauseMeasure:
    row = act.change(CauseMeasure.get_by_id(measure_id))
    _cause(act, row.cause_id)
    act.about(row)
    if row.dropped_on is not None:
        raise Refused(f"这条措施已于{row.dropped_on}撤掉。")
    return row


def _reason(text: str, sentence: str) -> str:
    if not text.strip():
        raise Refused(sentence, "reason")
    return text.strip()
