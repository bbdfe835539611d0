"""三定三包: the six boxes, filled and changed one act at a time."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.typed.dates import is_too_far
from jiefang_tui.services.asking.asked_once import told_before, words_as_written
from jiefang_tui.services.desk.acting import Act, Seen, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.kept_away import is_free, must_be_free
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.store.models import Duty, DutyEntry, Matter, Measure, Officer, Responsibility, TaskForceMember
from jiefang_tui.terms import DutyKind, EntryKind

NO_SHEET = "不能办三定三包，这件没有包案领导；由领导接谈时受理并包案的才有。"


def sheet_of(matter_id: int) -> Responsibility:
    """The responsibility sheet of a matter, or `Refused` when no leader owns it."""
    sheet: Responsibility | None = Responsibility.get_or_none(Responsibility.matter == matter_id)
    if sheet is None:
        raise Refused(NO_SHEET)
    return sheet


def change_owner(desk: Desk, matter_id: int, leader: str, reason: str, post: str = "", unit: str = "") -> None:
    """Hand the case to another leader; the one who received owns it, so a reason is required (谁接访谁包案).

    The new owner becomes head of the 工作专班 where the former one was; the former one stays a member.
    """
    if not reason.strip():
        raise Refused("谁接访谁包案；换包案领导请写明原因。", "reason")
    with acting(desk, "responsibility.owner", reason) as act:
        sheet = act.change(sheet_of(matter_id))
        act.about(sheet)
        officer = officer_named(act, leader, post, unit, field="leader")
        if officer is None:
            raise Refused("请填写包案领导。", "leader")
        if officer.id == sheet.leader_id:
            raise Refused(f"包案领导本来就是{officer.name}，不用换。", "leader")
        _must_be_free(matter_id, officer, "leader")
        _move_head(act, sheet, officer)
        sheet.leader, sheet.other_owner_reason = officer, reason
        act.event(matter_id, EntryKind.CHANGE, f"包案领导改为{officer.name}：{reason}")


def _must_be_free(matter_id: int, officer: Officer | None, field: str = "") -> None:
    if officer is not None:
        must_be_free(Matter.get_by_id(matter_id), officer, field=field)


def _move_head(act: Act, sheet: Responsibility, officer: Officer) -> None:
    """Let `officer` head the team in place of the sheet's present leader, if that one heads it."""
    members = {row.officer_id: row for row in TaskForceMember.select().where(TaskForceMember.responsibility == sheet)}
    former = members.get(sheet.leader_id)
    if former is None or not former.is_head:
        return
    act.change(former).is_head = False
    mine = members.get(officer.id)
    if mine is None:
        act.create(TaskForceMember, responsibility=sheet, officer=officer, is_head=True)
    else:
        act.change(mine).is_head = True


def add_member(desk: Desk, matter_id: int, name: str, duty: str = "", post: str = "", unit: str = "") -> int:
    """Add a member to the 工作专班, or change what the member does. Returns the member's id."""
    with acting(desk, "task_force.add") as act:
        sheet = sheet_of(matter_id)
        officer = officer_named(act, name, post, unit, field="name")
        if officer is None:
            raise Refused("请填写成员姓名。", "name")
        _must_be_free(matter_id, officer, "name")
        duty = words_as_written(act, {"duty": duty}, told_before(matter_id))["duty"]
        member: TaskForceMember | None = TaskForceMember.get_or_none(
            (TaskForceMember.responsibility == sheet) & (TaskForceMember.officer == officer)
        )
        if member is None:
            member = act.create(TaskForceMember, responsibility=sheet, officer=officer, duty=duty)
            act.event(matter_id, EntryKind.CHANGE, f"工作专班增加{officer.name}" + (f"({duty})" if duty else ""))
        elif not duty:
            raise Refused(f"{officer.name}已经在专班里；要改分工请写明分工。", "name")
        else:
            act.change(member).duty = duty
        act.about(member)
    return member.id


def set_head(desk: Desk, matter_id: int, member_id: int) -> None:
    """Make a member the head (组长) of the 工作专班."""
    with acting(desk, "task_force.head") as act:
        chosen = _member(matter_id, member_id)
        act.about(chosen)
        _must_be_free(matter_id, chosen.officer)
        for member in TaskForceMember.select().where(TaskForceMember.responsibility == chosen.responsibility_id):
            act.change(member).is_head = member.id == member_id
        act.event(matter_id, EntryKind.CHANGE, f"工作专班组长改为{chosen.officer.name}")


def remove_member(desk: Desk, matter_id: int, member_id: int, reason: str) -> None:
    """Take a member out of the 工作专班, with a reason that stays in the timeline."""
    if not reason.strip():
        raise Refused("请写明调整的原因。", "reason")
    with acting(desk, "task_force.remove", reason) as act:
        member = _member(matter_id, member_id)
        name = member.officer.name
        if member.is_head:
            raise Refused(f"{name}是组长，请先另定组长，再调整。")
        act.about(member)
        act.remove(member)
        act.event(matter_id, EntryKind.CHANGE, f"工作专班减少{name}：{reason}")


def _member(matter_id: int, member_id: int) -> TaskForceMember:
    sheet = sheet_of(matter_id)
    found: TaskForceMember | None = TaskForceMember.get_or_none(
        (TaskForceMember.id == member_id) & (TaskForceMember.responsibility == sheet)
    )
    if found is None:
        raise Refused("专班里没有这个成员，请返回重看。")
    return found


def add_measure(
    desk: Desk, matter_id: int, text: str, owner: str = "", due_on: date | None = None, post: str = "", unit: str = ""
) -> int:
    """Add a 化解措施. Owner and date may follow; until then the box stays open. Returns the measure's id."""
    if not text.strip():
        raise Refused("请填写措施内容。", "text")
    with acting(desk, "measure.add") as act:
        sheet = sheet_of(matter_id)
        ordinal = Measure.select().where(Measure.responsibility == sheet).count() + 1
        who = officer_named(act, owner, post, unit, field="owner")
        _must_be_free(matter_id, who, "owner")
        text = words_as_written(act, {"text": text}, told_before(matter_id))["text"]
        measure = act.create(
            Measure,
            responsibility=sheet,
            ordinal=ordinal,
            text=text,
            owner=who,
            due_on=due_on,
        )
        act.about(measure)
        act.event(matter_id, EntryKind.CHANGE, f"定措施{ordinal}：{text}")
    return measure.id


def change_measure(
    desk: Desk,
    measure_id: int,
    text: str,
    owner: str,
    due_on: date | None,
    reason: str = "",
    post: str = "",
    unit: str = "",
    *,
    version: int | None = None,
) -> None:
    """Change a measure. Moving its date needs a reason, so that lateness is not edited away.

    `version`: of the measure as the form showed it.
    """
    with acting(desk, "measure.change", reason, seen=Seen(Measure, measure_id, version)) as act:
        measure = _measure(act, measure_id)
        if measure.due_on is not None and due_on != measure.due_on and not reason.strip():
            raise Refused("改动措施的日期请写明原因。", "reason")
        if measure.due_on is not None and due_on != measure.due_on:
            old, new = measure.due_on, due_on or "未定"
            _tell(act, measure, f"措施{measure.ordinal}时间由{old}改为{new}：{reason}")
        was = (measure.text, *told_before(measure.responsibility.matter_id))
        measure.text, measure.due_on = words_as_written(act, {"text": text}, was)["text"] or measure.text, due_on
        who = officer_named(act, owner, post, unit, field="owner")
        _must_be_free(measure.responsibility.matter_id, who, "owner")
        measure.owner = who


def finish_measure(desk: Desk, measure_id: int, done_on: date, result: str) -> None:
    """Mark a measure as done on a day, with what came of it."""
    if not result.strip():
        raise Refused("请写明完成的结果。", "result")
    with acting(desk, "measure.finish") as act:
        measure = _measure(act, measure_id)
        if done_on > act.today:
            raise Refused("完成日期不能晚于今天。", "done_on")
        _not_before_received(measure.responsibility, done_on, "完成日期", "done_on")
        result = words_as_written(act, {"result": result}, (measure.text,), day=done_on)["result"]
        measure.done_on, measure.result = done_on, result
        _tell(act, measure, f"措施{measure.ordinal}完成：{result}", done_on)


def reopen_measure(desk: Desk, measure_id: int, reason: str) -> None:
    """Take back that a measure was done, with a reason; what was said stays in the timeline."""
    if not reason.strip():
        raise Refused("请写明改回未完成的原因。", "reason")
    with acting(desk, "measure.reopen", reason) as act:
        measure = _measure(act, measure_id)
        if measure.done_on is None:
            raise Refused("这条措施还没有完成，不用改回。")
        measure.done_on, measure.result = None, ""
        said = f"措施{measure.ordinal}改回未完成：{reason}"
        measure.owner, who = _free_again(measure.responsibility.matter, measure.owner)
        _tell(act, measure, said + who)


def _free_again(matter: Matter, officer: Officer | None) -> tuple[Officer | None, str]:
    """Who gets open work back; nobody when that officer has to keep away since (Art. 28(3)), and what is said of it."""
    if officer is None or is_free(matter, officer):
        return officer, ""
    return None, f"；{officer.name}应回避，请另定责任人"


def drop_measure(desk: Desk, measure_id: int, reason: str) -> None:
    """Take a measure back, with a reason. It stays in the file and in the timeline."""
    if not reason.strip():
        raise Refused("请写明撤下这条措施的原因。", "reason")
    with acting(desk, "measure.drop", reason) as act:
        measure = _measure(act, measure_id)
        measure.is_dropped = True
        _tell(act, measure, f"撤下措施{measure.ordinal}：{reason}")


def set_resolve_due(desk: Desk, matter_id: int, due_on: date, reason: str = "", *, version: int | None = None) -> None:
    """Set 化解期限. Changing a date that was fixed needs a reason.

    `version`: of the sheet as the form showed it.
    """
    seen = Seen(Responsibility, sheet_of(matter_id).id, version)
    with acting(desk, "responsibility.due", reason, seen=seen) as act:
        sheet = act.change(sheet_of(matter_id))
        act.about(sheet)
        if sheet.resolve_due == due_on:
            raise Refused(f"化解期限本来就是{due_on}，没有改动。", "due_on")
        if is_too_far(due_on, act.today):
            raise Refused(f"化解期限{due_on}太远，请核对。", "due_on")
        if due_on < sheet.made_on:
            raise Refused(f"化解期限不能早于包案的日期{sheet.made_on}。", "due_on")
        if sheet.resolve_due is not None and not reason.strip():
            raise Refused("改动化解期限请写明原因。", "reason")
        why = f"：{reason}" if reason else ""
        act.event(matter_id, EntryKind.CHANGE, f"化解期限定为{due_on}{why}")
        sheet.resolve_due = due_on


def assign_duty(
    desk: Desk,
    matter_id: int,
    kind: str,
    officer: str,
    requirement: str = "",
    every_days: int | None = None,
    post: str = "",
    unit: str = "",
) -> None:
    """Name who answers for one of 三包, what is required, and how often if at all (off by default)."""
    with acting(desk, "duty.assign") as act:
        duty = _duty(act, matter_id, kind)
        who = officer_named(act, officer, post, unit, field="officer")
        if who is None:
            raise Refused("请填写责任人。", "officer")
        _must_be_free(matter_id, who, "officer")
        if duty.officer_id != who.id:
            act.event(matter_id, EntryKind.DUTY, f"包{DutyKind(kind).label}：责任人{who.name}")
        was = (duty.requirement, *told_before(matter_id))
        said = words_as_written(act, {"requirement": requirement}, was)["requirement"]
        duty.officer, duty.requirement, duty.every_days = who, said, every_days


def add_duty_entry(
    desk: Desk,
    matter_id: int,
    kind: str,
    text: str,
    on_day: date | None = None,
    officer: str = "",
    post: str = "",
    unit: str = "",
) -> int:
    """记进展: write down what was really done for one of 三包: whom met, what was said, what settled.

    `officer` did it; where nobody answers for the duty yet, that one does from now on. Returns the entry's id.
    """
    if not text.strip():
        raise Refused("请写明做了什么：见了谁、说了什么、解决了什么。", "text")
    with acting(desk, "duty.entry") as act:
        day = on_day or act.today
        if day > act.today:
            raise Refused("日期不能晚于今天。", "on_day")
        duty = _duty(act, matter_id, kind)
        who = officer_named(act, officer, post, unit, field="officer")
        _must_be_free(matter_id, who, "officer")
        if duty.officer_id is None and who is not None:
            duty.officer = who
            act.event(matter_id, EntryKind.DUTY, f"包{DutyKind(kind).label}：责任人{who.name}")
        text = words_as_written(act, {"text": text}, told_before(matter_id), day=day)["text"]
        entry = act.create(
            DutyEntry, duty=duty, on_day=day, text=text, officer=who or duty.officer_id, recorded_at=act.now
        )
        act.event(matter_id, EntryKind.DUTY, f"{DutyKind(kind).label}：{text}", day)
    return entry.id


def set_fulfilled(desk: Desk, matter_id: int, kind: str, on_day: date | None) -> None:
    """Mark one of 三包 as 已落实 on a day, or with None take that back. Nothing is fulfilled without an entry."""
    with acting(desk, "duty.fulfil") as act:
        duty = _duty(act, matter_id, kind)
        if on_day is not None and on_day > act.today:
            raise Refused("落实的日期不能晚于今天。", "on_day")
        if on_day is not None:
            _not_before_received(duty.responsibility, on_day, "落实的日期", "on_day")
        if on_day is not None and not DutyEntry.select().where(DutyEntry.duty == duty).exists():
            raise Refused("还没有记录做了什么，请先按 Ins 记进展。")
        duty.fulfilled_on = on_day
        said = f"包{DutyKind(kind).label}：{'已落实' if on_day else '改回进行中'}"
        if on_day is None:
            duty.officer, who = _free_again(duty.responsibility.matter, duty.officer)
            said += who
        act.event(matter_id, EntryKind.DUTY, said)


def _not_before_received(sheet: Responsibility, day: date, what: str, field: str) -> None:
    received = sheet.matter.received_on
    if day < received:
        raise Refused(f"{what}不能早于登记日{received}。", field)


def _duty(act: Act, matter_id: int, kind: str) -> Duty:
    duty = act.change(Duty.get((Duty.responsibility == sheet_of(matter_id)) & (Duty.kind == DutyKind(kind))))
    act.about(duty)
    return duty


def _measure(act: Act, measure_id: int) -> Measure:
    measure = act.change(Measure.get_by_id(measure_id))
    act.about(measure)
    if measure.is_dropped:
        raise Refused("这条措施已经撤下。")
    return measure


def _tell(act: Act, measure: Measure, text: str, on_day: date | None = None) -> None:
    act.event(measure.responsibility.matter_id, EntryKind.CHANGE, text, on_day)
