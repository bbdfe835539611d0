"""Before anything is registered: is it a report (检举控告)? Asked once where its words sound like one, never refused.

A report leaves no content here (Regulation Art. 30(3)), but a digit may slip: what was typed as a claim and is answered
to be a report waits with its words until it is handed over, and may be said to be none. What holds a claim and a report
becomes two that nothing here links: the claim with its own words, and a report of which the desk knows number and date
(Art. 19(1), 44(1)). What comes out of a line of F8 (转为事项) stands here already: that report waits with its words.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from jiefang_tui.services.asking.asked_once import sounds
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law.report_words import CLAIM_FIELDS, key_of, question
from jiefang_tui.store.models import Matter
from jiefang_tui.terms import Category, ReportAnswer, VisitPurpose

VisitIn = Any
MatterIn = Any
"""As `intake` has them, which asks here."""
_OF_A_REPORT = (
    "channel", "paper_on", "headcount", "is_urgent", "appointment_id", "draft_uid", "arrived_at", "leader",
)  # fmt: skip
"""All that is kept of a visit that is a report and nothing else."""


def waits(matter_in: MatterIn) -> bool:
    """Whether it was typed as a claim and answered to be a report: it keeps its words until it is handed over."""
    said: bool = matter_in.report_answer == ReportAnswer.REPORT and matter_in.category != Category.REPORT_ACCUSATION
    return said


def apart(desk: Desk, visit_in: VisitIn) -> tuple[VisitIn, int, list[MatterIn]]:
    """What is registered with the visitor, how many reports without a word go beside it, and those that wait with
    their words; what goes beside is linked to no visit.

    Raises `Asks` for the first matter whose words sound like a report and that nobody was asked about.
    """
    claims: list[MatterIn] = []
    waiting: list[MatterIn] = []
    reports = 0
    for matter_in in visit_in.matters:
        answer, claim = _answer(desk, matter_in, visit_in)
        reports += answer in (ReportAnswer.REPORT, ReportAnswer.BOTH)
        whole, is_two = matter_in, answer == ReportAnswer.BOTH and bool(matter_in.of_line)
        while answer == ReportAnswer.BOTH:  # the claim says nothing of the report beside it
            left = replace(matter_in, **claim)
            if _words(left) == _words(matter_in):
                raise question(desk, _words(left), is_left=True)
            matter_in = left
            answer, claim = _answer(desk, left, visit_in, is_left=True)
            answer = answer or ReportAnswer.CLAIM
        if answer == ReportAnswer.REPORT:
            if matter_in.category != Category.REPORT_ACCUSATION:
                reports -= 1
                waiting.append(_with_its_line(whole if is_two else matter_in))
            continue
        if is_two:  # its words stand in a line here already: they wait with the report, and the line with them
            reports -= 1
            waiting.append(_with_its_line(whole))
        claims.append(replace(matter_in, report_answer=answer))
    if waiting and not claims:
        return replace(visit_in, purpose=VisitPurpose.PETITION, matters=waiting), reports, []
    if reports and not claims:
        return only_a_report(visit_in), reports - 1, []
    return replace(visit_in, matters=claims), reports, waiting


def _with_its_line(matter_in: MatterIn) -> MatterIn:
    """A report that keeps its words, those of the line it comes from too, until it is handed over."""
    told = "\n".join(text for text in (matter_in.facts, matter_in.of_line) if text)
    return replace(matter_in, report_answer=ReportAnswer.REPORT, matter_id=None, facts=told)


def only_a_report(visit_in: VisitIn) -> VisitIn:
    """The visit without a word of who came and what for."""
    kept = {one.name: getattr(visit_in, one.name) for one in fields(visit_in) if one.name in _OF_A_REPORT}
    of_matter, of_visit = type(visit_in.matters[0]), type(visit_in)
    report = of_matter(category=Category.REPORT_ACCUSATION, report_answer=ReportAnswer.REPORT)
    return of_visit(purpose=VisitPurpose.PETITION, matters=[report], **kept)


def _words(matter_in: MatterIn) -> dict[str, str]:
    return {name: getattr(matter_in, name) for name in CLAIM_FIELDS}


def _answer(desk: Desk, matter_in: MatterIn, visit_in: VisitIn, *, is_left: bool = False) -> tuple[str, dict[str, Any]]:
    """What was answered, with the claim's own words; empty where there was nothing to ask."""
    if matter_in.category == Category.REPORT_ACCUSATION:
        return ReportAnswer.REPORT, {}
    if matter_in.report_answer:
        return matter_in.report_answer, {}
    kept = Matter.get_by_id(matter_in.matter_id).report_answer if matter_in.matter_id else ""
    if kept and kept != ReportAnswer.REPORT:
        return kept, {}
    words = (matter_in.request, matter_in.facts, visit_in.priority_reason)
    if not sounds(desk, words, matter_in.concerned_person, matter_in.concerned_unit, is_left=is_left):
        return "", {}
    said = _words(matter_in)
    if key_of(said) not in desk.answered:
        raise question(desk, said, is_left=is_left)
    return desk.answered[key_of(said)]
