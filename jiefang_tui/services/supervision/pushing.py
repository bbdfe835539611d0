"""What moves a matter that is stuck: 催办, 再次提请, 会商, 提级办理, 紧急报送."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from jiefang_tui.services.asking.asked_once import told_before, words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.kept_away import must_be_free, must_not_be_kept_away
from jiefang_tui.services.desk.people import unit_named
from jiefang_tui.services.supervision import acts
from jiefang_tui.services.supervision import line_acts as lines
from jiefang_tui.services.supervision import supervised as common
from jiefang_tui.store.models import (
    Consultation,
    ConsultationPart,
    Escalation,
    Matter,
    Measure,
    ReceptionSession,
    Responsibility,
    Resubmission,
    Urge,
    UrgentReport,
)
from jiefang_tui.store.queries.law.parties import parties_of
from jiefang_tui.terms import EscalationState, MatterState, UrgentKind


@dataclass
class PartIn:
    """What one unit said at a 会商, and what it does by when."""

    unit: str
    person: str = ""
    said: str = ""
    task: str = ""
    due_on: date | None = None


# -- 催办


def urge(
    desk: Desk, matter_id: int, to_unit: str, to_officer: str, text: str, answer_due: date | None, *, post: str = ""
) -> int:
    """Ask a unit or an officer to move, with a date for the answer. Returns the urging's id."""
    with acting(desk, "urge.send") as act:
        matter = common.pushable(acts.URGE, desk, matter_id)
        unit, officer = common.addressee(act, matter, to_unit, to_officer, post)
        text = common.needs(text, "请写明催办什么。", "text")
        text = words_as_written(act, {"text": text}, told_before(matter.id))["text"]
        due = common.not_past(act, answer_due, "限期答复的日期", "answer_due")
        row = act.create(
            Urge, matter=matter_id, to_unit=unit, to_officer=officer, text=text, answer_due=due, sent_on=act.today
        )
        act.about(row)
        to = parties_of([], desk.reference).addressee(unit.id if unit else None, officer.id if officer else None)
        word = "催办" if to.gets_cards else "商请"
        common.pushed(act, matter_id, f"{word}{common.addressee_name(unit, officer)}，{due}前答复：{text}")
    return row.id


def answer_urge(desk: Desk, urge_id: int, text: str, on_day: date | None = None) -> None:
    """What was answered to an urging, and when it came."""
    with acting(desk, "urge.answer") as act:
        row = act.change(Urge.get_by_id(urge_id))
        act.about(row)
        text = common.needs(text, "请填写答复的内容。", "text")
        must(lines.ANSWER_URGE, desk, row.matter_id, row)
        day = common.not_later(act, on_day, row.sent_on, "答复的日期")
        text = words_as_written(act, {"text": text}, (row.text,), day=day)["text"]
        row.answer, row.answered_on = text, day
        common.moved(act, row.matter_id, f"催办答复，{common.addressee_name(row.to_unit, row.to_officer)}：{text}", day)


# -- 再次提请


def resubmit(desk: Desk, matter_id: int, difficulty: str, tried: str, asked: str, by: str = "") -> int:
    """Take a stuck matter back to the leader who received it, for that leader's next session. Returns the id."""
    with acting(desk, "resubmission.submit") as act:
        facts = must(acts.RESUBMIT, desk, matter_id)
        matter: Matter = Matter.get_by_id(matter_id)
        difficulty = common.needs(difficulty, "请写明遇到什么难题。", "difficulty")
        tried = common.needs(tried, "请写明已经做了什么。", "tried")
        asked = common.needs(asked, "请写明请领导定什么。", "asked")
        leader = facts.receiving_leader
        assert leader is not None
        must_be_free(matter, officer=leader)
        who = common.named(act, matter, by, "by")
        texts = {"difficulty": difficulty, "tried": tried, "asked": asked}
        difficulty, tried, asked = words_as_written(act, texts, told_before(matter.id)).values()
        row = act.create(
            Resubmission,
            matter=matter_id,
            leader=leader,
            submitted_by=who or desk.officer_id,
            submitted_on=act.today,
            difficulty=difficulty,
            tried=tried,
            asked=asked,
        )
        act.about(row)
        said = f"再次提请{leader.name}：{difficulty}；已做：{tried}；提请：{asked}"
        common.moved(act, matter_id, said)
    return row.id


def decide_resubmission(
    desk: Desk, resubmission_id: int, decision: str, new_due: date | None = None, new_measure: str = ""
) -> None:
    """What the leader decided. The new date becomes 化解期限 of the sheet (限办 without one), the measure one of its.

    The law's clock is not moved by it: only an extension does that (Art. 34).
    """
    with acting(desk, "resubmission.decide") as act:
        row = act.change(Resubmission.get_by_id(resubmission_id))
        act.about(row)
        decision = common.needs(decision, "请填写领导的决定。", "decision")
        must(lines.DECIDE_RESUBMISSION, desk, row.matter_id, row)
        if new_due is not None:
            common.not_past(act, new_due, "新的期限", "new_due")
        matter: Matter = Matter.get_by_id(row.matter_id)
        if (new_due is not None or new_measure.strip()) and matter.state in acts.OVER:
            raise Refused(f"不能定新的期限和措施，这件{MatterState(matter.state).label}，不用再督办。")
        must_be_free(matter, row.leader)
        texts = {"decision": decision, "new_measure": new_measure}
        decision, new_measure = words_as_written(act, texts, told_before(matter.id)).values()
        row.decision, row.decided_on, row.new_due = decision, act.today, new_due
        row.session = _session_of_leader(act, row.leader_id)
        said = f"{row.leader.name}决定：{decision}"
        common.moved(act, matter.id, said + _new_date(act, matter, new_due) + _new_measure(act, matter, new_measure))


def _session_of_leader(act: Act, leader_id: int) -> ReceptionSession | None:
    found: ReceptionSession | None = (
        ReceptionSession.select()
        .where((ReceptionSession.day == act.today) & (ReceptionSession.leader == leader_id))
        .order_by(ReceptionSession.id.desc())
        .first()
    )
    return found


def _new_date(act: Act, matter: Matter, new_due: date | None) -> str:
    if new_due is None:
        return ""
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    if sheet is not None:
        old, act.change(sheet).resolve_due = sheet.resolve_due, new_due
        return f"；化解期限由{old or '未定'}改为{new_due}"
    row = act.change(matter)
    old, row.due_on = row.due_on, new_due
    return f"；限办由{old or '未定'}改为{new_due}"


def _new_measure(act: Act, matter: Matter, text: str) -> str:
    if not text:
        return ""
    sheet = Responsibility.get_or_none(Responsibility.matter == matter)
    if sheet is None:
        raise Refused("这个事项没有三定三包，新的措施请写进决定里。", "new_measure")
    ordinal = Measure.select().where(Measure.responsibility == sheet).count() + 1
    act.create(Measure, responsibility=sheet, ordinal=ordinal, text=text)
    return f"；定措施{ordinal}：{text}"


# -- 会商


def consult(
    desk: Desk, matter_id: int, on_day: date | None, place: str, host: str, parts: list[PartIn], conclusion: str
) -> int:
    """Write down a 会商: who met, what each said, what was concluded, who does what by when. Returns its id."""
    with acting(desk, "consultation.hold") as act:
        parts, conclusion = _as_written(act, matter_id, parts, conclusion, on_day)
        row = hold(act, matter_id, on_day, place, host, parts, conclusion)
        act.about(row)
    return row.id


def _as_written(
    act: Act, matter_id: int, parts: list[PartIn], conclusion: str, on_day: date | None
) -> tuple[list[PartIn], str]:
    """What was said, concluded and given to do, asked about where it sounds like a report."""
    texts = {"conclusion": conclusion}
    for place, part in enumerate(parts):
        texts |= {f"said{place}": part.said, f"task{place}": part.task}
    said = words_as_written(act, texts, told_before(matter_id), day=on_day)
    kept = [replace(one, said=said[f"said{place}"], task=said[f"task{place}"]) for place, one in enumerate(parts)]
    return kept, said["conclusion"]


def hold(
    act: Act, matter_id: int, on_day: date | None, place: str, host: str, parts: list[PartIn], conclusion: str
) -> Consultation:
    """The same within another act, which wrote down more of it."""
    matter = common.pushable(acts.CONSULT, act.desk, matter_id)
    day = common.not_later(act, on_day, matter.received_on, "会商日期")
    conclusion = common.needs(conclusion, "请填写会商的结论。", "conclusion")
    if not parts:
        raise Refused("请至少写一个参加的单位。", "parts")
    row = act.create(
        Consultation,
        matter=matter_id,
        on_day=day,
        place=place.strip(),
        host=common.named(act, matter, host, "host"),
        conclusion=conclusion,
    )
    sides = [_take_part(act, matter, row, ordinal, part) for ordinal, part in enumerate(parts, 1)]
    held = f"{host.strip()}主持，" if host.strip() else ""
    told = "；".join(side + words for side, part in zip(sides, parts, strict=True) if (words := _words_of(part)))
    said = f"会商，{held}{'、'.join(sides)}参加：{conclusion}"
    said = f"{said.removesuffix('。')}。{told}" if told else said
    common.moved(act, matter_id, said, day)
    return row


def _words_of(part: PartIn) -> str:
    """``意见：可以调解，分工：起草协议(2026-12-01前)``."""
    due = f"({part.due_on}前)" if part.due_on else ""
    told = [f"意见：{part.said.strip()}"] if part.said.strip() else []
    return "，".join([*told, f"分工：{part.task.strip()}{due}"] if part.task.strip() else told)


def _take_part(act: Act, matter: Matter, meeting: Consultation, ordinal: int, part: PartIn) -> str:
    """One line of the meeting; what to call who took part."""
    unit = unit_named(act, part.unit)
    person = part.person.strip()
    if unit is None and not person:
        raise Refused(f"第{ordinal}方请填写单位或姓名。", "parts")
    must_not_be_kept_away(matter, person, field="parts")
    if part.due_on is not None and not part.task.strip():
        raise Refused(f"第{ordinal}方有完成日期，请写明做什么。", "parts")
    if part.due_on is not None and part.due_on < meeting.on_day:
        raise Refused(f"第{ordinal}方的完成日期不能早于会商日期。", "parts")
    act.create(
        ConsultationPart,
        consultation=meeting,
        ordinal=ordinal,
        unit=unit,
        person=person,
        said=part.said.strip(),
        task=part.task.strip(),
        due_on=part.due_on,
    )
    return (unit.name if unit else "") + person


def finish_task(desk: Desk, part_id: int, on_day: date | None = None) -> None:
    """What a 会商 gave somebody to do is done."""
    with acting(desk, "consultation.finish") as act:
        part = act.change(ConsultationPart.get_by_id(part_id))
        act.about(part)
        meeting = part.consultation
        must(lines.FINISH_TASK, desk, meeting.matter_id, part)
        part.done_on = common.not_later(act, on_day, meeting.on_day, "完成日期")
        who = (part.unit.name if part.unit is not None else "") + part.person
        common.moved(act, meeting.matter_id, f"会商分工完成，{who}：{part.task}", part.done_on)


# -- 提级办理


def escalate(desk: Desk, matter_id: int, to_unit: str, reason: str) -> int:
    """Ask a higher level to take the matter over. Until it accepts, we go on. Returns the id."""
    with acting(desk, "escalation.ask") as act:
        must(acts.ESCALATE, desk, matter_id)
        to_unit = common.needs(to_unit, "请填写提请哪个上级。", "to_unit")
        reason = common.needs(reason, "请写明提级办理的理由。", "reason")
        reason = words_as_written(act, {"reason": reason}, told_before(matter_id))["reason"]
        row = act.create(Escalation, matter=matter_id, to_unit=to_unit, reason=reason, asked_on=act.today)
        act.about(row)
        common.moved(act, matter_id, f"提请{to_unit}提级办理：{reason}")
    return row.id


def answer_escalation(desk: Desk, escalation_id: int, accepted: bool, answer: str, task_force: str = "") -> None:
    """Whether the higher level took it over, and the 专班 it set up. The matter stays in our ledger."""
    with acting(desk, "escalation.answer") as act:
        row = act.change(Escalation.get_by_id(escalation_id))
        act.about(row)
        must(lines.ANSWER_ESCALATION, desk, row.matter_id, row)
        if not accepted:
            answer = common.needs(answer, "没有同意的，请写明上级怎么说。", "answer")
            if task_force.strip():
                raise Refused("没有同意提级，不会有上级专班，请清空这一栏。", "task_force")
        answer = words_as_written(act, {"answer": answer}, (row.reason,))["answer"]
        row.state = EscalationState.ACCEPTED if accepted else EscalationState.DECLINED
        row.answer, row.task_force, row.answered_on = answer, task_force.strip(), act.today
        team = f"，专班{row.task_force}" if row.task_force else ""
        told = f"：{row.answer}" if row.answer else ""
        common.moved(act, row.matter_id, f"{row.to_unit}{EscalationState(row.state).label}{team}{told}")


# -- 紧急报送


def report_urgent(
    desk: Desk, matter_id: int, kind: str, reported_to: str, text: str, reported_at: datetime | None = None
) -> int:
    """紧急报送 (Art. 25): 首报 first, then any number of 续报, then 终报; after that a new 首报 begins anew.

    What is reported is marked as 重大紧急. Returns the report's id.
    """
    with acting(desk, "urgent.report") as act:
        which = require_choice(UrgentKind, kind, "请选择首报、续报或者终报。", "kind")
        facts = must(acts.URGENT, desk, matter_id)
        later = _LATER.get(which)
        if later is not None and (why := why_not(later, facts)):
            raise Refused(why, "kind")
        reported_to = common.needs(reported_to, "请填写报给谁。", "reported_to")
        text = common.needs(text, "请填写报送的内容。", "text")
        last: UrgentReport | None = (
            UrgentReport.select().where(UrgentReport.matter == matter_id).order_by(UrgentReport.id.desc()).first()
        )
        if which is UrgentKind.FIRST and last is not None and last.kind != UrgentKind.FINAL:
            raise Refused("已经首报，后来的情况请选续报或终报。", "kind")
        at = reported_at or act.now
        if at > act.now:
            raise Refused("报送时间不能晚于现在。", "reported_at")
        if last is not None and at < last.reported_at:
            raise Refused(f"报送时间不能早于上一报{last.reported_at:%Y-%m-%d %H:%M}。", "reported_at")
        text = words_as_written(act, {"text": text}, told_before(matter_id), day=at.date())["text"]
        row = act.create(
            UrgentReport,
            matter=matter_id,
            kind=which,
            reported_at=at.replace(microsecond=0),
            reported_to=reported_to,
            text=text,
            officer=desk.officer_id,
        )
        act.about(row)
        act.change(Matter.get_by_id(matter_id)).is_urgent_major = True
        said = f"{which.label}，{at:%Y-%m-%d %H:%M}报{reported_to}：{text}"
        common.moved(act, matter_id, said, at.date())
    return row.id


_LATER = {UrgentKind.FOLLOWING: lines.NEXT_REPORT, UrgentKind.FINAL: lines.LAST_REPORT}


def mark_urgent_major(desk: Desk, matter_id: int, is_major: bool, reason: str) -> None:
    """Mark a matter as 重大紧急 (to be reported at once, Art. 25), or take that back, with a reason."""
    with acting(desk, "urgent.mark", reason) as act:
        matter = act.change(common.pushable(acts.MAJOR, desk, matter_id))
        act.about(matter)
        reason = common.needs(reason, "请写明理由。", "reason")
        label = "重大紧急" if is_major else "不再是重大紧急"
        if matter.is_urgent_major == is_major:
            raise Refused(f"这个事项本来就{'是重大紧急' if is_major else '不是重大紧急'}，没有改动。")
        matter.is_urgent_major = is_major
        common.pushed(act, matter_id, f"标为{label}：{reason}" if is_major else f"{label}：{reason}")
