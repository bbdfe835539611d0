"""What the petitioner gets in writing and when it reached them, and how a matter comes to 办结.

Concluded is a matter whose opinion was served (Regulation Art. 32, 34), one settled by agreement (Art. 33), a simple
one with its result (`matters.conclude_simple`), and one that has nothing left to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.services.agreements.ending import agreed_in
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.moving import answer_live, begun_on, day_of, move
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.law import acts
from jiefang_tui.store.models import Document, Extension, Matter, Officer
from jiefang_tui.terms import (
    DispatchKind,
    DocumentKind,
    EntryKind,
    MatterState,
    OpinionResult,
    ServiceWay,
)

_ANSWERS_REFUSAL = (DocumentKind.REFUSAL_NOTICE, DocumentKind.NO_LONGER_NOTICE)
_ANSWERS_ROUTING = (DocumentKind.ROUTING_NOTICE,)
TELLS = (DocumentKind.SLIP, DocumentKind.ACCEPTANCE_NOTICE, *_ANSWERS_ROUTING, *_ANSWERS_REFUSAL)
"""With these the petitioner is told in writing (Art. 23(2)); of a refused matter only by a refusal."""


def give_notice(
    desk: Desk,
    matter_id: int,
    kind: str,
    doc_no: str,
    issued_on: date,
    signer: str = "",
    summary: str = "",
    served_on: date | None = None,
    way: str = "",
    received_by: str = "",
    refusal_note: str = "",
) -> int:
    """Write down a paper given to the petitioner, with its receipt when there is one. Returns the document's id.

    The handling opinion has an act of its own (`issue_opinion`). A notice of extension that is served also tells its
    reason (Art. 34).
    """
    paper = require_choice(DocumentKind, kind, "请选择是哪一种文书。", "kind")
    if paper is DocumentKind.HANDLING_OPINION:
        raise Refused("处理意见书请按出具处理意见书登记。", "kind")
    if paper is DocumentKind.REPORT_UP:
        raise Refused("办结报告是报上级的，请按报办结报告登记。", "kind")
    with acting(desk, "document.give") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        must(acts.NOTICE, desk, matter_id)
        day = day_of(act, issued_on, _may_be_issued_from(matter, paper), field="issued_on")
        officer = officer_named(act, signer, field="signer")
        must_be_free(matter, officer, field="signer")
        row = _issue(act, matter, paper, doc_no, day, officer, summary)
        act.about(row)
        if served_on is not None:
            serve_in(act, matter, row, served_on, way, received_by, refusal_note)
    return row.id


def _may_be_issued_from(matter: Matter, kind: DocumentKind) -> date:
    """The first day such a paper can be of; `Refused` while there is nothing for it to say."""
    if kind is DocumentKind.REFUSAL_NOTICE and matter.state != MatterState.REFUSED:
        raise Refused("这个事项没有定为不予受理；请先登记不予受理，再出具告知书。", "kind")
    is_final = matter.state == MatterState.REFUSED or matter.finally_closed_on is not None
    if kind is DocumentKind.NO_LONGER_NOTICE and not is_final:
        raise Refused("这个事项没有定为不再受理，也没有三级终结；请先登记，再出具告知书。", "kind")
    if kind is not DocumentKind.EXTENSION_NOTICE:
        return matter.received_on
    holds = (Extension.matter == matter) & Extension.undone_on.is_null()
    first = Extension.select().where(holds).order_by(Extension.approved_on).first()
    if first is None:
        raise Refused("还没有延期；请先登记延期，再出具延期告知书。", "kind")
    approved_on: date = first.approved_on
    return approved_on


def _issue(
    act: Act, matter: Matter, kind: DocumentKind, doc_no: str, day: date, signer: Officer | None, summary: str
) -> Document:
    row = act.create(
        Document,
        matter=matter,
        kind=kind,
        doc_no=doc_no.strip(),
        issued_on=day,
        signer=signer.name if signer else "",
        summary=summary.strip(),
        recorded_at=act.now,
    )
    number = f" {doc_no.strip()}" if doc_no.strip() else ""
    said = f"：{summary.strip()}" if summary.strip() else ""
    by = f"，{signer.name}签发" if signer else ""
    act.event(matter.id, EntryKind.DOCUMENT, f"出具{kind.label}{number}{by}{said}", day)
    return row


@dataclass(frozen=True)
class OpinionText:
    """What an opinion holds beside its conclusion (Art. 32, 35)."""

    issuing_body: str = ""
    """出具机关, where it is not this one: a county station's opinion is its bureau's; we draft and forward it."""
    facts_found: str = ""
    legal_basis: str = ""
    answers: str = ""
    """Each 诉求 with its answer, a line each; empty where the one opinion answers the one 诉求."""
    review_body: str = ""


def issue_opinion(
    desk: Desk,
    matter_id: int,
    result: str,
    summary: str,
    doc_no: str,
    signer: str,
    on_day: date | None = None,
    text: OpinionText = OpinionText(),
) -> int:
    """信访处理意见书 (Art. 32). The matter is answered; it is concluded when this is served. Returns the document's id.

    Also the answer on a duty performed (Art. 31(5)); a suggestion is replied to (`suggesting`, Art. 29). One not yet
    served may be replaced by a new one.
    """
    says = require_choice(OpinionResult, result, "请选择处理意见的结论。", "result")
    if says is OpinionResult.MEDIATED:
        raise Refused("调解和解请登记达成的协议，不用出具处理意见书。", "result")
    for value, sentence, field in (
        (summary, "请写明处理意见。", "summary"),
        (doc_no, "请填写文号。", "doc_no"),
        (signer, "请填写签发人。", "signer"),
    ):
        if not value.strip():
            raise Refused(sentence, field)
    answers = _answered_each(text.answers)
    with acting(desk, "opinion.issue") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        must(acts.OPINION, desk, matter_id)
        officer = officer_named(act, signer, field="signer")
        must_be_free(matter, officer, field="signer")
        day = day_of(act, on_day, max(matter.accepted_on or matter.received_on, begun_on(matter)))
        row = _issue(act, matter, DocumentKind.HANDLING_OPINION, doc_no, day, officer, summary)
        act.about(row)
        row.issuing_body, row.review_body = text.issuing_body.strip(), text.review_body.strip()
        row.facts_found, row.legal_basis, row.answers = text.facts_found.strip(), text.legal_basis.strip(), answers
        if row.issuing_body:
            act.event(matter_id, EntryKind.DOCUMENT, f"代拟处理意见书，转{row.issuing_body}出具", day)
        move(act, matter, MatterState.REPLIED)
        matter.replied_on, matter.opinion_result, matter.result = day, says, summary.strip()
    return row.id


def _answered_each(answers: str) -> str:
    """One line for each 诉求, its answer behind the colon; `Refused` names the one that has none."""
    lines = [line.strip() for line in answers.splitlines() if line.strip()]
    for place, line in enumerate(lines, 1):
        if line.endswith(("：", ":")):
            raise Refused(f"第{place}项诉求还没有答复：{line[:20]}", "answers")
    return "\n".join(lines)


def serve(desk: Desk, document_id: int, on_day: date, way: str, received_by: str = "", refusal_note: str = "") -> None:
    """送达回证: when and how a paper reached the petitioner. That of the opinion concludes the matter (Art. 34) and
    starts the 30 days of Art. 35. A refusal to take it is written down and hinders nothing.
    """
    with acting(desk, "document.serve") as act:
        row = act.change(Document.get_by_id(document_id))
        act.about(row)
        if row.served_on is not None:
            raise Refused(f"这份{DocumentKind(row.kind).label}已于{row.served_on}送达。")
        must(acts.SERVE, desk, row.matter_id)
        serve_in(act, act.change(Matter.get_by_id(row.matter_id)), row, on_day, way, received_by, refusal_note)


def serve_in(
    act: Act, matter: Matter, row: Document, on_day: date, way: str, received_by: str, refusal_note: str
) -> None:
    """The body of `serve`, for acts that tell of several papers at once."""
    how = require_choice(ServiceWay, way, "请选择送达方式。", "way")
    if how is ServiceWay.LEFT and not refusal_note.strip():
        raise Refused("留置送达请写明拒收事由和见证人。", "refusal_note")
    if how is ServiceWay.WITNESSED and not refusal_note.strip():
        raise Refused("拒签或联系不上的，请写明情况和在场的两人。", "refusal_note")
    day = day_of(act, on_day, row.issued_on, field="served_on")
    row.served_on, row.service_way = day, how
    row.received_by, row.refusal_note = received_by.strip(), refusal_note.strip()
    kind = DocumentKind(row.kind)
    notes = [how.label, received_by.strip(), refusal_note.strip()]
    act.event(matter.id, EntryKind.DOCUMENT, f"{kind.label}送达({'，'.join(filter(None, notes))})", day)
    if kind in TELLS and answers(matter, kind):
        matter.notified_on = matter.notified_on or day
    if kind is DocumentKind.EXTENSION_NOTICE:
        untold = (Extension.matter == matter) & Extension.told_on.is_null() & Extension.undone_on.is_null()
        for extension in Extension.select().where(untold & (Extension.approved_on <= day)):
            act.change(extension).told_on = day
    if kind is DocumentKind.HANDLING_OPINION and matter.state == MatterState.REPLIED and _is_newest(row):
        move(act, matter, MatterState.CONCLUDED)
        matter.served_on = matter.concluded_on = day
        matter.notified_on = matter.notified_on or day  # what is answered in writing is told in writing
        act.event(matter.id, EntryKind.OUTCOME, "处理意见书送达，办结", day)


def answers(matter: Matter, kind: DocumentKind) -> bool:
    """Whether such a paper tells the petitioner what was decided; a slip tells of no refusal."""
    if matter.state == MatterState.REFUSED:
        return kind in _ANSWERS_REFUSAL
    if matter.state == MatterState.ROUTED_OUT:
        return kind in _ANSWERS_ROUTING or kind is DocumentKind.SLIP
    return True


def _is_newest(row: Document) -> bool:
    later = (Document.matter == row.matter_id) & (Document.kind == row.kind) & (Document.id > row.id)
    return not Document.select().where(later).exists()


# -- concluded without an opinion


def conclude_mediation(desk: Desk, matter_id: int, agreement: str, on_day: date) -> None:
    """调解 ended in a written agreement (Art. 33) that is not written down in its parts: the matter is concluded."""
    with acting(desk, "mediation.agree") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.MEDIATED, desk, matter_id)
        _agree(act, matter, agreement, on_day, "调解达成协议，办结")


def conclude_agreed(desk: Desk, matter_id: int, agreement: str, on_day: date | None = None) -> None:
    """和解 (Art. 33) of a matter that is handled, with or without a leader: concluded by the written agreement."""
    with acting(desk, "matter.agree") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.AGREED, desk, matter_id)
        _agree(act, matter, agreement, on_day, "达成和解协议，办结")


def _agree(act: Act, matter: Matter, agreement: str, on_day: date | None, what: str) -> None:
    if not agreement.strip():
        raise Refused("请写明协议的内容。", "agreement")
    day = day_of(act, on_day, begun_on(matter))
    agreed_in(act, matter, agreement.strip(), day, what)


def end_mediation(desk: Desk, matter_id: int, reason: str, on_day: date | None = None) -> None:
    """调解 came to nothing: the matter is handled on; whoever was the lead is no longer."""
    if not reason.strip():
        raise Refused("请写明没有达成协议的原因。", "reason")
    with acting(desk, "mediation.fail", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.NOT_MEDIATED, desk, matter_id)
        day = day_of(act, on_day, matter.received_on)
        answer_live(act, matter, DispatchKind.MEDIATE, f"调解未成：{reason.strip()}", day)
        move(act, matter, MatterState.HANDLING)
        matter.lead_unit = None
        act.event(matter_id, EntryKind.OUTCOME, f"调解未达成协议，继续办理：{reason.strip()}", day)


def conclude_otherwise(desk: Desk, matter_id: int, reason: str, on_day: date | None = None) -> None:
    """办结 of a matter with nothing left to decide: the petitioner took it back, or is gone without a successor."""
    if not reason.strip():
        raise Refused("请写明为什么不用再出具处理意见，例如信访人书面撤回。", "reason")
    with acting(desk, "matter.conclude_otherwise", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.GIVEN_UP, desk, matter_id)
        day = day_of(act, on_day, begun_on(matter))
        move(act, matter, MatterState.CONCLUDED)
        matter.concluded_on, matter.result, matter.opinion_result = day, reason.strip(), ""
        act.event(matter.id, EntryKind.OUTCOME, f"终止办理，办结：{reason.strip()}", day)


def answer_from_above(desk: Desk, matter_id: int, reply: str, on_day: date) -> None:
    """The higher level answered what was submitted to it: the matter is handled here again."""
    if not reply.strip():
        raise Refused("请写明上级的答复。", "reply")
    with acting(desk, "matter.answer_above") as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.ANSWER_UP, desk, matter_id)
        day = day_of(act, on_day, matter.received_on)
        answered_in(act, matter, reply, day)


def answered_in(act: Act, matter: Matter, reply: str, day: date) -> None:
    """The body of `answer_from_above`, for the answer to one handing-over."""
    answered = answer_live(act, matter, DispatchKind.SUBMIT_UP, reply, day)
    move(act, matter, MatterState.HANDLING)
    if matter.due_on in [row.due_on for row in answered]:
        matter.due_on = None  # it was the day for the answer, which is here
    act.event(matter.id, EntryKind.OUTCOME, f"上级答复：{reply.strip()}", day)
