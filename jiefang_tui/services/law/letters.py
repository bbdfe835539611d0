"""告知书 and 意见书 from the file: what was decided, in the name of the body, with the article it stands on.

Art. 32 says what an opinion holds: the request, the facts and reasons, the opinion and its legal basis. What nobody has
written down stays open on the paper, for the pen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jiefang_tui.rules.text import one_line
from jiefang_tui.rules.titles import subject_of
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.clocks import due_of
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.moving import is_sent_from_above, must_take_words, sent_by
from jiefang_tui.services.desk.office_data import OfficeIn, office
from jiefang_tui.services.desk.printed import Printed, paper_sentence, template_of, write_paper
from jiefang_tui.store.models import Dispatch, Document, Extension, Matter, Visit, VisitMatter
from jiefang_tui.store.queries.matter.matter_history import entries_of
from jiefang_tui.terms import (
    Category,
    DispatchKind,
    DocumentKind,
    DueKind,
    EntryKind,
    LegalRoute,
    OpinionResult,
    RefusalGround,
)

_PEN = "　　　　　　　　"
"""Room for what nobody has written down."""


@dataclass(frozen=True)
class _About:
    """What a letter is made of."""

    desk: Desk
    own: OfficeIn
    matter: Matter
    row: Document

    @property
    def title(self) -> str:
        return f"“{subject_of(one_line(self.matter.title), self.matter.request)}”（登记编号{self.matter.register_no}）"


def requests_of(matter_id: int) -> tuple[str, ...]:
    """Each 诉求 that is to be answered: of the first visit, and what later ones added; without its last full stop,
    since its answer follows.
    """
    matter = Matter.get_by_id(matter_id)
    said: Any = (
        VisitMatter.select(VisitMatter.request_said)
        .join(Visit)
        .where((VisitMatter.matter == matter_id) & Visit.counts)
        .order_by(VisitMatter.id)
    )
    texts = [matter.request, *(row.request_said for row in said)]
    plain = (one_line(text).rstrip("。；;. ") for text in texts)
    return tuple(dict.fromkeys(text for text in plain if text))


def write_letter(desk: Desk, document_id: int) -> Printed | None:
    """Write a paper of a matter as docx and note where it lies. None for a kind that others write.

    It tells nobody yet: how it was given is asked next. Raises `Refused` with a sentence when it cannot be written.
    """
    row = Document.get_by_id(document_id)
    kind = DocumentKind(row.kind)
    words = _WORDS.get(kind)
    if words is None:
        return None
    must_take_words(row.matter)
    about = _About(desk, office(desk), row.matter, row)
    try:
        from jiefang_tui.documents.desk import write
        from jiefang_tui.documents.law import letters

        letter = letters.Letter(
            title=kind.label,
            addressee=row.matter.petitioner_name or "信访人",
            paragraphs=tuple(words(about)),
            issuing_body=row.issuing_body or about.own.issuing_body,
            issued_on=row.issued_on,
            doc_no=row.doc_no,
        )
        paper = letters.letter_docx(letter, template_of(desk, letters.LETTER_TEMPLATE))
        name = write.safe_name(row.matter.petitioner_name or "匿名")
        file = f"{row.matter.register_no}-{row.id}-{name}-{kind.label}.docx"
        path = write_paper(desk, file, paper.content, tells=[f"matter:{row.matter_id}"])
    except OSError as error:
        raise Refused(paper_sentence(kind.label, error)) from error
    warnings = paper.warnings
    if not about.own.body_name and not row.issuing_body:
        warnings = ("落款印的是接待室名，请按 ^P 到接待室设置填机关全称。", *warnings)
    with acting(desk, "document.print") as act:
        act.change(row).file = path.name
        act.about(row)
    return Printed(path, kind.label, warnings, (row.id,))


# -- the words


def _received(about: _About) -> str:
    matter = about.matter
    if is_sent_from_above(matter):
        number = f"（{matter.transfer_no}）" if matter.transfer_no else ""
        return f"{sent_by(matter)}{number}的您反映的{about.title}，本机关已于{_day(matter.received_on)}收到"
    return f"您反映的{about.title}，本机关已于{_day(matter.received_on)}收到"


def _notice_article(about: _About) -> str:
    sent = is_sent_from_above(about.matter)
    return about.desk.reference.policy.periods["transferred_notice_due" if sent else "acceptance_notice_due"].article


def _ask(about: _About) -> str:
    own = about.own
    phone = f"，查询电话{own.query_phone}" if own.query_phone else ""
    return f"办理情况可以凭登记编号向{own.query_place or about.desk.office_name}查询{phone}。"


def _accepted(about: _About) -> Sequence[str]:
    matter = about.matter
    unit = f"，由{matter.lead_unit.name}承办" if matter.lead_unit else ""
    return (
        f"{_received(about)}。根据《信访工作条例》{_notice_article(about)}，现予受理{unit}。",
        _handled(about),
        about.row.summary,
        _ask(about),
    )


def _handled(about: _About) -> str:
    """How what is accepted is handled: the sixty days are of Art. 31(6) alone."""
    matter, policy = about.matter, about.desk.reference.policy
    if _is_of_the_procedure(matter):
        by = f"（{_day(matter.handling_due)}前）" if matter.handling_due else ""
        return (
            f"自受理之日起{policy.handling_days}日内{by}办结，书面答复您（《信访工作条例》{policy.handling_article}）；"
            "情况复杂需要延长的，将告知您延期理由。"
        )
    if matter.category == Category.SUGGESTION:
        return "对您的建议意见将认真研究论证，是否采纳予以回复（《信访工作条例》第二十九条）。"
    way = about.desk.reference.routes[LegalRoute.STATUTORY_DUTY]
    advice = policy.advice(LegalRoute.STATUTORY_DUTY)
    may = f"{advice.label}（《{advice.source}》{advice.article}）。" if advice is not None else ""
    return f"由本机关依法履行法定职责或者答复您（《信访工作条例》{way.article}）。{may}"


def _is_of_the_procedure(matter: Matter) -> bool:
    """A claim on the way of Art. 31(6): its opinion is that of Art. 32, and may be reviewed (Art. 35)."""
    return matter.category == Category.CLAIM and matter.route in (None, LegalRoute.PETITION_PROCEDURE)


def _routed(about: _About) -> Sequence[str]:
    matter = about.matter
    if matter.route is None:
        return (f"{_received(about)}。", about.row.summary, _ask(about))
    way = about.desk.reference.routes[LegalRoute(matter.route)]
    led = (Dispatch.matter == matter) & (Dispatch.kind == DispatchKind.GUIDE)
    sent = Dispatch.select().where(led).order_by(Dispatch.id.desc()).first()
    to = f"有权处理的机关：{sent.unit.name}。" if sent is not None and sent.unit is not None else ""
    told = (_told(sent) if sent is not None else "") or way.guidance
    return (
        f"{_received(about)}。经审查，应当通过下列途径办理：{way.label}（《信访工作条例》{way.article}）。",
        told,
        to,
        about.row.summary,
    )


def _told(sent: Dispatch) -> str:
    """What was told of the way: of a talk with the visitor what was written down of it, else with the handing-over."""
    pair = VisitMatter.get_or_none((VisitMatter.visit == sent.visit_id) & (VisitMatter.matter == sent.matter_id))
    return (pair.told if pair is not None else "") or sent.requirement


def _refused(about: _About) -> Sequence[str]:
    matter = about.matter
    what = "不再受理" if about.row.kind == DocumentKind.NO_LONGER_NOTICE else "不予受理"
    if not matter.refusal_ground:  # finally closed: nobody had to refuse it
        ground = about.desk.reference.grounds[RefusalGround.FINALLY_CLOSED]
        return (f"{_received(about)}。{ground.says}（{_cited(ground.basis)}）", about.row.summary)
    ground = about.desk.reference.grounds[RefusalGround(matter.refusal_ground)]
    ground = ground.of_matter(is_from_above=is_sent_from_above(matter))
    entries = entries_of(matter.id, EntryKind.REFUSAL)
    # As `stages.refuse` wrote it down: the facts and where to go, between the ground and who approved.
    said = entries[-1].text.partition(")，")[2].rpartition("，批准人")[0] if entries else ""
    facts, _, goes = said.partition("；告知向")
    facts = _FOUND.sub("", facts).rstrip("。") or _PEN
    return (
        f"{_received(about)}。经审查：{facts}。",
        f"{ground.says}根据{_cited(ground.basis)}，本机关决定{what}。" + (f"请向{goes}。" if goes else ""),
        about.row.summary,
    )


_FOUND = re.compile(r"^经(?:审查|查|核实|调查)[，,：:]?")
"""How what was found often begins, where the letter has said so itself."""


def _cited(basis: str) -> str:
    """``信访工作条例第二十条第二款`` as papers cite it: the name in its own marks."""
    named = []
    for one in basis.split("、"):
        name, article, rest = one.partition("条例第")
        named.append(f"《{name}条例》第{rest}" if article else one)
    return "、".join(named)


def _extended(about: _About) -> Sequence[str]:
    matter = about.matter
    holds = (
        (Extension.matter == matter) & Extension.undone_on.is_null() & (Extension.approved_on <= about.row.issued_on)
    )
    last = Extension.select().where(holds).order_by(Extension.approved_on.desc(), Extension.id.desc()).first()
    if last is None:
        return (f"{_received(about)}。", about.row.summary)
    due = due_of(about.desk, matter.id, DueKind.EXTENDED)
    before = due.raw - timedelta(days=last.days)
    return (
        f"{_received(about)}，并于{_day(matter.accepted_on)}受理。",
        f"因{last.reason.rstrip('。')}，根据《信访工作条例》第三十四条，经{last.approver.name}批准，"
        f"办结期限由{_day(before)}延长{last.days}日，至{_day(due.raw)}。",
        about.row.summary,
    )


_RESULTS = {
    OpinionResult.SUPPORTED: "诉求事实清楚、符合法律、法规、规章或者其他有关规定，予以支持",
    OpinionResult.EXPLAINED: "诉求合理但缺乏法律依据，作出解释说明",
    OpinionResult.NOT_SUPPORTED: "诉求缺乏事实根据或者不符合法律、法规、规章或者其他有关规定，不予支持",
}
"""Art. 32(1)-(3)."""


def _opinion(about: _About) -> Sequence[str]:
    matter, row = about.matter, about.row
    answers = row.answers.splitlines() or [f"{'；'.join(requests_of(matter.id))}：{row.summary}"]
    result = _RESULTS.get(OpinionResult(matter.opinion_result)) if matter.opinion_result else ""
    paragraphs = [
        f"{_received(about)}" + (f"，并于{_day(matter.accepted_on)}受理。" if matter.accepted_on else "。"),
        "一、诉求",
        *(f"{place}．{text}" for place, text in enumerate(requests_of(matter.id), 1)),
        "二、认定事实",
        row.facts_found or _PEN,
        "三、法律依据",
        row.legal_basis or _PEN,
        "四、处理意见",
        *(f"{place}．{text}" for place, text in enumerate(answers, 1)),
    ]
    if row.answers:
        paragraphs.append(row.summary)
    if not _is_of_the_procedure(matter):
        article = "第二十九条" if matter.category == Category.SUGGESTION else "第三十一条第五项"
        paragraphs.append(f"以上依照《信访工作条例》{article}答复；不服的，可以依法{_PEN}。")
        return paragraphs
    if result:
        paragraphs.append(f"结论：{result}（《信访工作条例》第三十二条）。")
    if matter.accepted_on is not None:
        period = about.desk.reference.policy.periods["review_request_until"]
        paragraphs.append(
            f"不服本意见的，可以自收到本意见书之日起{period.days}日内向{row.review_body or _PEN}请求复查"
            f"（《信访工作条例》{period.article}）。"
        )
    return paragraphs


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else _PEN


_WORDS: Mapping[DocumentKind, Callable[[_About], Sequence[str]]] = {
    DocumentKind.ACCEPTANCE_NOTICE: _accepted,
    DocumentKind.ROUTING_NOTICE: _routed,
    DocumentKind.REFUSAL_NOTICE: _refused,
    DocumentKind.NO_LONGER_NOTICE: _refused,
    DocumentKind.EXTENSION_NOTICE: _extended,
    DocumentKind.HANDLING_OPINION: _opinion,
}
