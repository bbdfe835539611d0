"""共性问题: what became of one: set aside until it grows, or put on paper to who can change it (Art. 14, 40)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed
from jiefang_tui.services.together.closing_sheet import write_sheet
from jiefang_tui.store.models import FindingNote, Matter, PolicyAdvice
from jiefang_tui.terms import AdviceKind, FindingEnd

if TYPE_CHECKING:
    from jiefang_tui.documents.together.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class AdviceIn:
    """A paper as said: to whom, what is so, and what should be changed."""

    kind: AdviceKind
    title: str
    to_body: str
    facts: str
    advice: str = ""


def set_aside(desk: Desk, finding: str, count: int, reason: str) -> None:
    """先放着, until more matters come."""
    if not reason.strip():
        raise Refused("请写明为什么先放着。", "reason")
    with acting(desk, "finding.set_aside", reason) as act:
        said = words_as_written(act, {"reason": reason})
        act.reason = said["reason"]
        row = act.create(
            FindingNote,
            finding=finding,
            count=count,
            end=FindingEnd.SET_ASIDE,
            **said,
            on_day=act.today,
        )
        act.about(row)


def take_back(desk: Desk, note_id: int, reason: str) -> None:
    """It is to be looked at again."""
    if not reason.strip():
        raise Refused("请写明为什么撤。", "reason")
    with acting(desk, "finding.take_back", reason) as act:
        row = act.change(FindingNote.get_by_id(note_id))
        act.about(row)
        if row.removed_on is not None:
            raise Refused(f"这一条已于{row.removed_on}撤回。")
        if row.end == FindingEnd.CAUSE:
            raise Refused("成立了专班的，请在专案里撤回。")
        row.removed_on, row.remove_reason = act.today, reason.strip()
        if row.advice is not None:
            advice = act.change(row.advice)
            advice.withdrawn_on, advice.withdraw_reason = act.today, reason.strip()


def write_advice(desk: Desk, finding: str, matter_ids: Sequence[int], given: AdviceIn) -> tuple[int, Printed]:
    """Write the paper. That it was written sends nothing: `sent` says so. Returns its id and the paper."""
    _check(given)
    with acting(desk, "advice.write") as act:
        texts = {"title": given.title, "facts": given.facts, "advice": given.advice}
        said = words_as_written(act, texts)
        given = replace(given, title=said["title"], facts=said["facts"], advice=said["advice"])
        sheet = advice_of(desk, matter_ids, given)
        row = act.create(
            PolicyAdvice,
            kind=given.kind,
            finding=finding,
            title=given.title.strip(),
            to_body=given.to_body.strip(),
            facts=given.facts.strip(),
            advice=given.advice.strip(),
            written_on=act.today,
        )
        act.about(row)
        called = (str(clock.today()), given.title.strip(), given.kind.label)
        tells = [f"policy_advice:{row.id}", *(f"matter:{number}" for number in matter_ids)]
        printed = write_sheet(desk, sheet, *called, tells=tells)
        row.file = printed.path.name
        act.create(
            FindingNote,
            finding=finding,
            count=len(matter_ids),
            end=FindingEnd.PAPER,
            on_day=act.today,
            advice=row,
        )
    return row.id, printed


def sent(desk: Desk, advice_id: int, on_day: date | None = None) -> None:
    """已报送."""
    with acting(desk, "advice.sent") as act:
        row = _advice(act, advice_id)
        day = on_day or act.today
        if not row.written_on <= day <= act.today:
            raise Refused(f"报送的日期要在{row.written_on}和今天之间。", "on_day")
        row.sent_on = day


def answered(desk: Desk, advice_id: int, answer: str, on_day: date | None = None) -> None:
    """采纳情况, as it was answered (Art. 40)."""
    if not answer.strip():
        raise Refused("请写明怎么答复的、采纳没有。", "answer")
    with acting(desk, "advice.answered") as act:
        row = _advice(act, advice_id)
        if row.sent_on is None:
            raise Refused("还没有记报送，先记报送再记答复。")
        day = on_day or act.today
        if not row.sent_on <= day <= act.today:
            raise Refused(f"答复的日期要在{row.sent_on}和今天之间。", "on_day")
        row.answered_on, row.answer = day, words_as_written(act, {"answer": answer}, day=day)["answer"]


def not_answered(desk: Desk, advice_id: int, reason: str) -> None:
    """撤回答复: nobody answered, or something else was answered; that it was sent stands."""
    if not reason.strip():
        raise Refused("请写明为什么撤。", "reason")
    with acting(desk, "advice.not_answered", reason) as act:
        row = _advice(act, advice_id)
        if row.answered_on is None:
            raise Refused("还没有记答复。")
        row.answered_on, row.answer = None, ""


def not_sent(desk: Desk, advice_id: int, reason: str) -> None:
    """撤回报送: it was not sent after all; an answer is taken back before."""
    if not reason.strip():
        raise Refused("请写明为什么撤。", "reason")
    with acting(desk, "advice.not_sent", reason) as act:
        row = _advice(act, advice_id)
        if row.sent_on is None:
            raise Refused("还没有记报送。")
        if row.answered_on is not None:
            raise Refused(f"已记了{row.answered_on}的答复，先撤回答复，再撤回报送。")
        row.sent_on = None


def advice_of(desk: Desk, matter_ids: Sequence[int], given: AdviceIn) -> Sheet:
    """What stands on it: of the matters number, day, place and what they are about, and nobody's name."""
    from jiefang_tui.documents.together.sheet import Sheet, SheetTable

    reference = desk.reference
    readable = Matter.id.in_(list(matter_ids)) & Matter.is_readable
    rows = tuple(
        (
            str(number),
            one.register_no,
            str(one.received_on),
            reference.area_name(one.problem_area, one.problem_place) if one.problem_area else one.problem_place,
            reference.class_label(one.content_class) if one.content_class else "",
        )
        for number, one in enumerate(Matter.select().where(readable).order_by(Matter.id), 1)
    )
    article = "第四十条" if given.kind is AdviceKind.POLICY else "第十四条"
    advice = (f"建议：{given.advice.strip()}",) if given.advice.strip() else ()
    return Sheet(
        title=given.kind.label,
        under=given.title.strip(),
        lines=(f"{given.to_body.strip()}：", given.facts.strip(), *advice),
        tables=(SheetTable("有关事项", ("序", "编号", "日期", "地点", "内容分类"), rows, (1.0, 5.6, 2.6, 4.4, 3.4)),),
        notes=(f"依据《信访工作条例》{article}。",),
        issuing_body=office_data.office(desk).name,
        issued_on=clock.today(),
    )


def _check(given: AdviceIn) -> None:
    if not given.title.strip():
        raise Refused("请填写题目。", "title")
    if not given.to_body.strip():
        raise Refused("请填写报给谁。", "to_body")
    if not given.facts.strip():
        raise Refused("请写明情况。", "facts")
    if given.kind is AdviceKind.POLICY and not given.advice.strip():
        raise Refused("完善政策的建议，请写明建议怎么改。", "advice")


def _advice(act: Act, advice_id: int) -> PolicyAdvice:
    row = act.change(PolicyAdvice.get_by_id(advice_id))
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused(f"这份已于{row.withdrawn_on}撤回。")
    return row
