"""文书 and 程序: the acts of the law's way. Which article each stands on is told where it is done."""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.moves import BEFORE_REPLY, may_move, not_now, refusal
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, Check, by_itself, first, in_state, takes_words, undecided
from jiefang_tui.services.desk.moving import begun_on
from jiefang_tui.store.models import Dispatch, Matter, MatterEvent, Responsibility
from jiefang_tui.terms import (
    REOPENING_CONCLUSIONS,
    Category,
    Channel,
    DocumentKind,
    LegalRoute,
    ReviewConclusion,
    ReviewStage,
    SuggestionResult,
)
from jiefang_tui.terms import MatterState as S

ANSWERED = (S.CONCLUDED, S.CLOSED)
PLAIN = (None, LegalRoute.PETITION_PROCEDURE)


# -- received and accepted


def _may_accept(facts: ActFacts) -> str:
    if facts.at.accepted_on is not None:
        return f"不能再受理，已于{facts.at.accepted_on}受理。"
    if facts.is_sealed:
        return "不能受理，检举控告按移送办理。"
    return undecided("受理")(facts)


def _may_refuse(facts: ActFacts) -> str:
    if facts.at.accepted_on is not None:
        return f"不能，已于{facts.at.accepted_on}受理；请出具处理意见书，或者定法定途径。"
    return ""


def _may_route(facts: ActFacts) -> str:
    if facts.at.category is not Category.CLAIM:
        return f"不能定法定途径，这是{facts.at.category.label}；请直接答复（条例第三十一条）。"
    return ""


def _is_led(facts: ActFacts) -> str:
    return "" if facts.is_led else "不能再登记途径的结果，已经登记过；后来的变化请记进展。"


def _owes_notice(facts: ActFacts) -> str:
    told = facts.at.notified_on
    return f"不能免予告知，已于{told}书面告知。" if told is not None else ""


# -- from above


def _is_new_from_above(facts: ActFacts) -> str:
    at = facts.at
    if at.transferred_in_on is None:
        return ""
    return f"不能再登记，已登记{at.transferred_from}于{at.transferred_in_on}转来；日期写错了的，请更正日期。"


def _is_from_above(what: str) -> Check:
    return lambda facts: "" if facts.at.transferred_in_on else f"不能{what}，没有登记过上级转来；有来文的请先登记。"


def _may_undo_above(facts: ActFacts) -> str:
    if Channel(Matter.get_by_id(facts.matter_id).channel).is_from_above:
        return "不能撤回上级转来，登记时的形式就是上级转送、交办；请打开那次来件，改登记的形式。"
    return why_not_from_elsewhere(facts)


def why_not_from_elsewhere(facts: ActFacts) -> str:
    """Why it cannot be that no higher level sent it: something stands on that it did."""
    if facts.at.state in (S.OBJECTED, S.RETURNED):
        return "不能撤回上级转来，已向上级提出异议；请先登记异议的结果。"
    if any(one.kind is DocumentKind.REPORT_UP for one in facts.documents):
        return "不能撤回上级转来，已报办结报告；请先撤回办结报告。"
    return ""


def _may_object(facts: ActFacts) -> str:
    if facts.at.transferred_in_on is None:
        return "不能提出异议，不是上级转送、交办的；请先登记上级转来。"
    return "" if may_move(facts.at.state, S.OBJECTED) else refusal(facts.at.state, S.OBJECTED)


def _may_return(facts: ActFacts) -> str:
    return "" if facts.at.state is S.OBJECTED else "不能退回，还没有提出异议；请先提出异议。"


def _may_report_up(facts: ActFacts) -> str:
    """Once, each time it came to an end; a report of how it ended needs an end."""
    if not facts.wants_report:
        return "不能报办结报告，上级没有要办结报告；要了的请先登记上级转来和期限。"
    if facts.at.state in (*BEFORE_REPLY, S.OBJECTED, S.RETURNED, S.VOIDED):
        return "不能报办结报告，这件还没有办结；办结了再报，眼下的进展请记进展。"
    made = [one for one in facts.documents if one.kind is DocumentKind.REPORT_UP]
    if made and made[0].issued_on >= begun_on(Matter.get_by_id(facts.matter_id)):
        return f"不能再报，已于{made[0].issued_on}报{made[0].received_by}；记错的请在那一条上按 Del 撤回。"
    return ""


# -- extended, answered, served


def _may_extend(facts: ActFacts) -> str:
    at = facts.at
    if at.category is not Category.CLAIM or at.route not in PLAIN:
        return "不能延期，没有六十日的办结期限；只有按信访程序办理的申诉求决有（条例第三十四条）。"
    if at.accepted_on is None:
        return "不能延期，还没有受理；受理了才起算办结期限，请先受理。"
    if at.handling_due is None:  # opened again after it was concluded: its sixty days ran once
        return "不能延期，办结过，六十日已经用过；重新办理的期限请改限办或者化解期限。"
    longest, before = facts.desk.reference.policy.extension_on(at.accepted_on).days, extended_by(facts)
    if before >= longest:
        return f"不能再延期，已延{before}日；延期一共不能超过{longest}日（条例第三十四条）。"
    return ""


def extended_by(facts: ActFacts) -> int:
    """By how many days it was extended."""
    return sum(one.days for one in facts.extensions)


def _may_answer(facts: ActFacts) -> str:
    at = facts.at
    if at.state is not S.REPLIED and (why := undecided("出具处理意见")(facts)):
        return why
    if at.category is Category.SUGGESTION:
        return "不能出具处理意见书，建议意见没有；请用「采纳、解释，回复建议」（条例第二十九条）。"
    if at.category is not Category.CLAIM or at.route is LegalRoute.STATUTORY_DUTY:
        return takes_words("出具处理意见")(facts)
    if at.route not in PLAIN:
        return "不能出具处理意见书，走的是别的途径；请先改定法定途径。"
    return "" if at.accepted_on is not None else "不能出具处理意见书，还没有受理；请先受理。"


def _has_unserved(facts: ActFacts) -> str:
    return "" if facts.unserved is not None else "不能登记送达，没有待送达的文书；请先出具告知书或者处理意见书。"


def _in_mediation(facts: ActFacts) -> str:
    return "" if facts.at.state is S.IN_MEDIATION else "不能登记调解协议，不在调解中；达成和解的请登记和解。"


# -- 复查, 复核


def _of_the_procedure(what: str, facts: ActFacts) -> str:
    """Only a handling opinion of Art. 31(6), 32 is followed by 复查 and 复核 (Art. 35, 36)."""
    if facts.at.category is Category.CLAIM and facts.at.route is LegalRoute.PETITION_PROCEDURE:
        return ""
    return (
        f"不能{what}，不是信访程序的意见书；"
        f"只有按信访程序出具的处理意见才能{what}（条例第三十五条），这一件请告知依法可走的途径。"
    )


def _may_ask(stage: ReviewStage, facts: ActFacts) -> str:
    what = f"申请{stage.label}"
    if why := first(takes_words(what), in_state(what, *ANSWERED))(facts):
        return why
    at = facts.at
    if at.finally_closed_on is not None:
        return f"不能{what}，已经三级终结；{at.finally_closed_on}三级终结的不再受理（条例第三十六条第三款）。"
    if at.served_on is None:
        return f"不能{what}，没有送达的处理意见书；有新的事实和理由请重新办理。"
    return _of_the_procedure(what, facts) or _is_its_turn(stage, facts)


def _is_its_turn(stage: ReviewStage, facts: ActFacts) -> str:
    """A round of the two ends with what is sent back; one not accepted is as if it had not been asked for."""
    what, last = f"申请{stage.label}", facts.last_review
    if is_changed_for_good(facts):
        return f"不能{what}，复核已变更处理意见；对复核意见不能再申请（条例第三十六条第三款）。"
    refused = last is not None and last.conclusion is ReviewConclusion.NOT_ACCEPTED
    if stage is ReviewStage.REVIEW:
        is_open = last is None or refused
        return "" if is_open else "不能再申请复查，已经复查过；对复查意见不服的，请申请复核。"
    if last is None:
        return "不能申请复核，还没有经过复查；请先申请复查。"
    if last.stage is ReviewStage.RECHECK and not refused:
        return "不能再申请复核，已经复核过；请登记复核意见的送达。"
    return ""


def is_changed_for_good(facts: ActFacts) -> bool:
    """Whether 复核 put an opinion of its own in the place of the first one: it is carried out, and nothing follows it.

    What 复核 revoked or sent back is decided anew, and may be reviewed anew.
    """
    last = facts.reviews[-1] if facts.reviews else None
    return last is not None and (last.stage, last.conclusion) == (ReviewStage.RECHECK, ReviewConclusion.CHANGED)


def _may_conclude_review(facts: ActFacts) -> str:
    if facts.open_review is None:
        return "不能登记结论，没有在办的复查复核；请先登记申请。"
    if why := in_state("登记结论", S.REVIEWING, S.RECHECKING)(facts):
        return why
    return "不能登记结论，听证还没有结束；请先登记听证结束。" if facts.hearing_id else ""


def _may_begin_hearing(facts: ActFacts) -> str:
    if facts.at.state is not S.RECHECKING:
        article = "条例第三十六条第二款"
        return f"不能登记听证，这件不在复核；只有复核期间的听证不计入期限（{article}），别的听证请记进展。"
    return "不能再开始，听证已经开始，还没有结束；请先登记听证结束。" if facts.hearing_id else ""


def _may_end_hearing(facts: ActFacts) -> str:
    return "" if facts.hearing_id else "不能登记听证结束，没有开始的听证；请先登记听证开始。"


def _may_end_for_good(facts: ActFacts) -> str:
    at, what = facts.at, "认定三级终结"
    if at.finally_closed_on is not None:
        return f"不能再认定，已于{at.finally_closed_on}三级终结。"
    if at.state not in ANSWERED:
        return not_now(at.state, what)
    if at.served_on is None:
        return f"不能{what}，没有送达的处理意见书；复查期限没有起算。"
    return _of_the_procedure(what, facts) or _nothing_left(facts)


def _nothing_left(facts: ActFacts) -> str:
    """Why 三级终结 has to wait while something may still be asked for."""
    if is_changed_for_good(facts):
        served = facts.reviews[-1].served_on is not None
        return "" if served else "不能认定三级终结，复核意见还没有送达；请先登记复核意见的送达。"
    stage = next_stage(facts)
    window = facts.window(stage) if stage is not None else None
    if stage is None or window is None:
        label = facts.reviews[-1].stage.label
        return f"不能认定三级终结，{label}意见还没有送达；请先登记{label}意见的送达。"
    is_over = window.is_over_on(facts.today)
    if is_over is None:
        years = "、".join(str(year) for year in window.unknown_years)
        return (
            f"不能认定三级终结，放假安排没有收录；申请{stage.label}到{window.raw}满期，{years}年放假安排没有收录，还可能顺延，"
            f"请先录入 holidays.toml，或者{window.latest}以后再认定。"
        )
    if not is_over:
        return f"不能认定三级终结，还可以申请{stage.label}；信访人到{window.rolled}还可以申请{stage.label}。"
    return ""


def next_stage(facts: ActFacts) -> ReviewStage | None:
    """What the petitioner might still ask for in this round; None while an opinion has to be served before."""
    served = facts.at.served_on or date.max
    rows = [one for one in facts.reviews if one.requested_on >= served]
    while rows and rows[-1].conclusion in (*REOPENING_CONCLUSIONS, ReviewConclusion.NOT_ACCEPTED):
        rows.pop()
    if not rows:
        return ReviewStage.REVIEW
    if rows[-1].served_on is None or rows[-1].stage is ReviewStage.RECHECK:
        return None
    return ReviewStage.RECHECK


# -- 建议意见


def _is_suggestion(facts: ActFacts) -> str:
    if facts.at.category is Category.SUGGESTION:
        return ""
    return f"不能，这件是{facts.at.category.label}，不是建议意见；类别写错了的请在「1 概况」里更正类别。"


def _may_study(facts: ActFacts) -> str:
    known = facts.at.suggestion_result
    return f"不能再登记，建议已经是{known.label}；有了结果请回复建议。" if known is not None else ""


def _may_undo_suggestion(facts: ActFacts) -> str:
    at = facts.at
    if at.suggestion_result is None:
        return "不能撤回，建议还没有研究论证，也没有回复；不用撤回。"
    if at.suggestion_result is SuggestionResult.STUDIED:
        return undecided("撤回研究论证")(facts)
    return "" if at.state is S.CONCLUDED else not_now(at.state, "撤回建议的回复")


# -- put right


def _may_correct_category(facts: ActFacts) -> str:
    """What went by the wrong category is taken back first: no paper, opinion or answer is torn away unseen."""
    at = facts.at
    if at.state is S.VOIDED:
        return not_now(at.state, "更正类别")
    if at.suggestion_result is not None:
        return f"不能更正类别，建议已经是{at.suggestion_result.label}；请先在「4 文书」那一条上按 Del 撤回。"
    if at.route not in PLAIN:
        return "不能更正类别，已定别的法定途径；请先改定信访程序，已引导走的请先重新办理。"
    if at.refused_on is not None:
        return f"不能更正类别，已于{at.refused_on}不受理；请先重新办理。"
    if facts.extensions:
        return "不能更正类别，已批延期；请先在「4 文书」那一条上按 Del 撤销。"
    if at.replied_on is not None or facts.reviews:
        return "不能更正类别，已出具处理意见书；意见书按原来的类别作出，请照它办完，说明请记进展。"
    return ""


def _has_dates(facts: ActFacts) -> str:
    at = facts.at
    if at.state in (S.MERGED, S.SEALED_OUT, S.VOIDED):
        return not_now(at.state, "更正日期")
    served = any(one.served_on is not None for one in facts.documents)
    if at.accepted_on is None and at.transferred_in_on is None and not served and not facts.reviews:
        return "不能更正日期，还没有受理、转来、送达的日期。"
    return ""


def _act(name: str, label: str, digit: int, *may: Check) -> ActSpec:
    return ActSpec(name, label, digit, first(*may), name, "law")


ACCEPT = _act("accept", "受理", 1, _may_accept)
NOTICE = _act("notice", "出具告知书", 2, by_itself("出具告知书"))
DISPATCH = _act("dispatch", "交办转送协办呈报", 3, undecided("交办"))
EXTEND = _act("extend", "延期", 4, undecided("延期"), _may_extend)
OPINION = _act("opinion", "出具处理意见书", 5, _may_answer)
SERVE = _act("serve", "登记送达", 6, _has_unserved)
REFUSE = _act("refuse", "不予受理、不再受理", 7, undecided("登记不予受理"), _may_refuse)
ROUTE = _act("route", "定法定途径", 8, undecided("定法定途径"), _may_route)
REVIEW = _act("review", "申请复查", 9, lambda facts: _may_ask(ReviewStage.REVIEW, facts))
RECHECK = _act("recheck", "申请复核", 10, lambda facts: _may_ask(ReviewStage.RECHECK, facts))

TRANSFER_IN = _act("transfer_in", "登记上级转来", 11, undecided("登记上级转来"), _is_new_from_above)
OBJECT = _act("object", "向上级提出异议", 12, undecided("提出异议"), _may_object)
OBJECTED_BACK = _act("objected_back", "异议: 上级同意退回", 13, _may_return)
OBJECTION_OVER = _act("objection_over", "异议: 上级不同意，由本单位办", 14, in_state("登记异议的结果", S.OBJECTED))
ANSWER_UP = _act("answer_up", "上级已答复", 15, in_state("登记上级的答复", S.SUBMITTED_UP))
AGREED = _act("agreed", "达成和解协议", 16, undecided("登记和解"))
MEDIATED = _act("mediated", "调解达成协议", 17, _in_mediation)
NOT_MEDIATED = _act("not_mediated", "调解没有成", 18, in_state("登记调解的结果", S.IN_MEDIATION))
GIVEN_UP = _act("given_up", "终止办理: 撤回、无人承继", 19, undecided("办结"))

REVIEW_END = _act("review_end", "复查复核的结论", 21, _may_conclude_review)
HEARING = _act("hearing", "复核听证开始", 22, _may_begin_hearing)
HEARING_END = _act("hearing_end", "复核听证结束", 23, _may_end_hearing)
FINAL = _act("final", "认定三级终结", 24, _may_end_for_good)
ROUTE_RESULT = _act("route_result", "法定途径的结果", 25, in_state("登记法定途径的结果", S.ROUTED_OUT), _is_led)
EXEMPT = _act("exempt", "免予书面告知", 26, by_itself("免予告知"), _owes_notice)
STUDY = _act("study", "研究论证建议", 20, undecided("研究论证"), _is_suggestion, _may_study)
ANSWER_SUGGESTION = _act("answer_suggestion", "采纳、解释，回复建议", 28, undecided("回复建议"), _is_suggestion)
UNDO_SUGGESTION = _act(
    "undo_suggestion", "撤回建议的论证或回复", 29, takes_words("撤回"), _is_suggestion, _may_undo_suggestion
)
REPORT_CAUSE = _act("report_cause", "情况反映，共性问题上报", 30, by_itself("情况反映"))
REPORT_UP = _act("report_up", "报办结报告", 31, by_itself("报办结报告"), _may_report_up)
CORRECT_ABOVE = _act("correct_above", "更正上级转来", 32, by_itself("更正上级转来"), _is_from_above("更正上级转来"))
UNDO_ABOVE = _act(
    "undo_above", "撤回上级转来", 33, by_itself("撤回上级转来"), _is_from_above("撤回上级转来"), _may_undo_above
)
CORRECT_DATE = _act("correct_date", "更正日期", 27, takes_words("更正日期"), _has_dates)

PAPERS = (
    ACCEPT, NOTICE, DISPATCH, EXTEND, OPINION, SERVE, REFUSE, ROUTE, REVIEW, RECHECK, TRANSFER_IN, OBJECT,
    OBJECTED_BACK, OBJECTION_OVER, ANSWER_UP, AGREED, MEDIATED, NOT_MEDIATED, GIVEN_UP, REVIEW_END, HEARING,
    HEARING_END, FINAL, ROUTE_RESULT, EXEMPT, CORRECT_DATE, STUDY, ANSWER_SUGGESTION, UNDO_SUGGESTION, REPORT_CAUSE,
    REPORT_UP, CORRECT_ABOVE, UNDO_ABOVE,
)  # fmt: skip
"""The list of the tab 文书: the common way on the first ten, from above and by agreement on the second, the rest."""

# -- 检举控告


def why_not_whole(matter: Matter) -> str:
    """Why a matter cannot become or be handed over as one report: what is under way cannot vanish."""
    if Responsibility.select().where(Responsibility.matter == matter).exists():
        return "不能整件改，这件已有领导包案；请用「拆出检举控告」，求决的一件接着办。"
    return _why_not_alone(matter)


def _why_not_alone(matter: Matter) -> str:
    """Its words stand in one matter only."""
    if matter.merged_into_id is not None or Matter.select().where(Matter.merged_into == matter).exists():
        return "不能按检举控告办，这件和别的并过；内容分在几处，请先撤销合并。"
    return ""


def _may_be_a_report(facts: ActFacts) -> str:
    if facts.is_sealed:
        return "不能再改，这件已经按检举控告办理。"
    return why_not_whole(Matter.get_by_id(facts.matter_id))


def _may_be_apart(facts: ActFacts) -> str:
    if facts.is_sealed:
        return "不能拆，这件整件是检举控告；里面还有求决的，请先「不是检举控告」恢复，再拆。"
    return _why_not_alone(Matter.get_by_id(facts.matter_id))


def _is_here(what: str) -> Check:
    """A report that was not handed over."""

    def check(facts: ActFacts) -> str:
        if not facts.is_sealed:
            return f"不能{what}，这件不是检举控告；请先「改成检举控告」。"
        over = facts.at.state is S.SEALED_OUT
        return f"不能{what}，已经移送，内容已清除；请向移送去的机关了解。" if over else ""

    return check


def _is_printed(facts: ActFacts) -> str:
    return "" if facts.report and facts.report.printed_on else "不能办完移送，密件还没有打印；请先打印移送密件。"


def _was_a_claim(facts: ActFacts) -> str:
    registered_so = facts.report is None or facts.report.asked_on is None
    return "不能恢复，登记时就没有留内容；请另登记一件。" if registered_so else ""


def _may_tell(facts: ActFacts) -> str:
    if not facts.desk.reference.reports.tells_organisation:
        return "不能通报组织部门，乡镇没有这一项；县级以上在 reports.toml 里打开（条例第三十条第二款）。"
    if not facts.is_sealed or facts.at.state is not S.SEALED_OUT:
        return "不能通报组织部门，还没有移送；请先办完移送。"
    return ""


def _was_told(facts: ActFacts) -> str:
    """通报 is written down, and not taken back since."""
    events = MatterEvent.select(MatterEvent.text).where(MatterEvent.matter == facts.matter_id)
    told = sum(row.text.startswith(TOLD_ORGANISATION) for row in events)
    back = sum(row.text.startswith(NOT_TOLD) for row in events)
    return "" if told > back else "不能收回，没有记过通报组织部门。"


def still_out(matter_id: int) -> list[Dispatch]:
    """Handings-over of a report that were ended before they were answered, and not called back since."""
    ended = Dispatch.ended_on.is_null(False) & Dispatch.replied_on.is_null() & Dispatch.returned_on.is_null()
    return list(Dispatch.select().where((Dispatch.matter == matter_id) & ended).order_by(Dispatch.id))


def _is_out(facts: ActFacts) -> str:
    return "" if still_out(facts.matter_id) else "不能记，没有交给别人还没收回的材料；不用记。"


TOLD_ORGANISATION, NOT_TOLD = "通报", "收回通报"
"""How the lines of the timeline begin that say so."""

REPORT = _act("report", "改成检举控告", 11, _may_be_a_report)
APART = _act("report_apart", "拆出检举控告", 12, _may_be_apart)
PRINT_SEALED = _act("print_sealed", "打印移送密件", 1, _is_here("打印"))
HAND_OVER = _act("hand_over_sealed", "办完移送(清除内容)", 2, _is_here("办完移送"), _is_printed)
NO_REPORT = _act("no_report", "不是检举控告，恢复", 3, _is_here("恢复"), _was_a_claim)
TELL_ORGANISATION = _act("tell_organisation", "通报组织部门", 4, _may_tell)
UNTELL_ORGANISATION = _act("untell_organisation", "收回通报组织部门", 5, _was_told)
GOT_BACK = _act("got_back", "记材料已收回", 6, _is_here("记"), _is_out)

SEALING = (PRINT_SEALED, HAND_OVER, NO_REPORT, TELL_ORGANISATION, UNTELL_ORGANISATION, GOT_BACK)
"""All that is done with a report: 概况 of one offers these and nothing else."""

RECUSE = _act("recuse", "回避", 4, by_itself("登记回避"))
CORRECT_CATEGORY = _act("correct_category", "更正类别", 13, by_itself("更正类别"), _may_correct_category)

ACTS = (*PAPERS, RECUSE, CORRECT_CATEGORY, REPORT, APART, *SEALING)
