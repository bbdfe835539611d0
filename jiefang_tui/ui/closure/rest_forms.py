"""Forms of coming to rest: 执行到位, 帮扶, 回访, 案结事了, 息诉息访, 销号, 重新办理."""

from __future__ import annotations

from jiefang_tui.rules.agreements.performance import HOW_KEPT
from jiefang_tui.rules.closing import answers_of
from jiefang_tui.rules.typed.amounts import parse_amount
from jiefang_tui.services.closure import closing, ending, looking, resting
from jiefang_tui.services.desk import reopening
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.law.acts import ANSWER_SUGGESTION, OPINION
from jiefang_tui.store.queries.closure.resting import reopenings_of
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import Category, CheckAnswer, FollowUpWay, Reaction, ReopenCause, Satisfaction, Solved, WaitFor
from jiefang_tui.ui.toolkit.act_form import YES_NO, Values, act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest, begin, say_done
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import officer_field
from jiefang_tui.ui.widgets.form import FieldSpec

CHECK_LABELS = {"solved": "合理诉求", "explained": "无理诉求", "helped": "生活困难", "handled_by_law": "行为违法"}
"""三到位一处理 (Art. 27), short."""
NOT_CONCERNED = [(CheckAnswer.NOT_APPLICABLE.value, CheckAnswer.NOT_APPLICABLE.label)]


def executed(request: ActRequest) -> FormDialog:
    """执行到位: every promise and measure done, with the proof; or why there is nothing to execute."""
    return act_form(
        "执行到位",
        [
            text_field("note", "凭据", required=True, lines=2, hint="凭什么说都办到了；没有要执行的写明原因"),
            choice_field("nothing", "无需执行", YES_NO, width=8, hint="确实没有要执行的选是，上面写原因"),
            day_field("on_day", "到位日期", past=True, hint=TODAY, words_to="note", empty_means="今天"),
        ],
        lambda v: resting.mark_executed(
            request.desk, request.matter_id, v["on_day"], v.text("note"), nothing_to_execute=v.is_yes("nothing")
        ),
        {"nothing": "no"},
        "承诺事项、化解措施、协议各期都办完了才算；等不到的选无需执行，写明原因。",
        form_name="mark_executed",
    )


def not_executed(request: ActRequest) -> FormDialog:
    """执行到位 is taken back."""
    return reason_dialog(
        "改回未执行到位",
        lambda reason: resting.unmark_executed(request.desk, request.matter_id, reason),
        form_name="unmark_executed",
    )


def relief(request: ActRequest) -> FormDialog:
    """困难帮扶: never in exchange for anything."""
    specs = [
        day_field("on_day", "帮扶日期", past=True, hint=TODAY, words_to="note", empty_means="今天"),
        text_field("source", "资金来源", required=True, hint="临时救助、困难群众帮扶资金"),
        officer_field("approver", "批准人", required=True),
        FieldSpec("amount_fen", "金额", parse=parse_amount, width=16, hint="没有金额就空着", words_to="note"),
        text_field("note", "说明", lines=2),
    ]
    return act_form(
        "困难帮扶",
        specs,
        lambda v: resting.give_relief(
            request.desk,
            request.matter_id,
            v["on_day"],
            v.text("source"),
            v["approver"],
            v["amount_fen"],
            v.text("note"),
            v.text("post"),
        ),
        note="有困难就帮，不拿息诉息访作条件。",
        new_officer="approver",
        form_name="give_relief",
    )


def follow_up(request: ActRequest) -> FormDialog:
    """回访: what was found when somebody went and looked. Not solved: open again."""
    proposed_due = reopening.proposed_due(request.desk)
    specs = [
        choice_field("way", "回访方式", FollowUpWay.labels(), width=12),
        officer_field("officer", "回访人", required=True),
        choice_field("solved", "解决情况", Solved.labels(), width=12, hint="未解决的，重新办理"),
        text_field("promises_kept", "承诺兑现"),
        choice_field("office", "对接待室", Satisfaction.labels(), width=12, hint="对接待室满意不满意"),
        choice_field("unit", "对单位", Satisfaction.labels(), width=12, hint="对承办单位满意不满意"),
        choice_field("reaction", "态度", Reaction.labels(), width=12),
        text_field("met", "见了谁", hint="不是本人的写明关系"),
        text_field("new_request", "新诉求"),
        text_field("note", "情况", lines=2),
        day_field("on_day", "回访日期", past=True, hint=TODAY, words_to="note", empty_means="今天"),
        day_field(
            "reopen_due",
            "重办期限",
            hint=f"未解决的重办到哪天；空着到{proposed_due:%m-%d}",
            words_to="note",
            empty_means=f"{proposed_due:%m-%d}",
        ),
    ]

    def save(v: Values) -> str:
        before = len(reopenings_of(request.matter_id))
        resting.follow_up(
            request.desk,
            request.matter_id,
            v["way"],
            v["officer"],
            v["solved"],
            v["on_day"],
            met=v.text("met"),
            promises_kept=v.text("promises_kept"),
            office=v["office"],
            unit=v["unit"],
            reaction=v["reaction"],
            new_request=v.text("new_request"),
            note=v.text("note"),
            reopen_due=v["reopen_due"],
        )
        count = len(reopenings_of(request.matter_id))
        return f"已记下回访。{reopening.said_of(count)}" if count > before else ""

    officer = request.desk.officer_name
    first = {
        "way": FollowUpWay.PHONE,
        "officer": officer,
        "office": Satisfaction.NOT_SAID,
        "unit": Satisfaction.NOT_SAID,
        "reaction": Reaction.UNKNOWN,
    }
    return act_form("回访", specs, save, first, form_name="follow_up")


def end_simply(request: ActRequest) -> None:
    """简易办结: done, told and ended in one form; wanted in writing, the opinion is next."""
    specs = [
        text_field("done", "办了什么", required=True, hint="已经办好了的事"),
        text_field("said", "信访人说", required=True, hint="本人怎么说的"),
        choice_field("told_way", "怎么告知", FollowUpWay.labels(), width=12, hint="1 上门 2 电话 3 当面"),
        day_field("told_on", "告知日期", past=True, hint=TODAY),
        choice_field(
            "in_writing", "书面答复", YES_NO, required=False, width=8, hint="1 要，接着出处理意见书；空着是不要"
        ),
    ]

    def save(v: Values) -> str:
        told = (v.text("told_way"), v["told_on"], v.text("said"), v.is_yes("in_writing"))
        ending.end_simply(request.desk, request.matter_id, ending.SimpleEnd(v.text("done"), *told))
        return "" if v.is_yes("in_writing") else "已简易办结，从台账上销号"

    dialog = act_form(
        "简易办结",
        specs,
        save,
        note="小事办好、告知了的，一次填完就办结销号；不问满意不满意。",
        form_name="end_simply",
    )

    def done(filled: Filled) -> None:
        if filled["in_writing"] == "yes":
            is_idea = request.facts.at.category is Category.SUGGESTION
            begin(request.screen, ANSWER_SUGGESTION if is_idea else OPINION, request.matter_id)
        else:
            say_done(request.screen, dialog)

    request.screen.ask(dialog, done)


def undo_simple_end(request: ActRequest) -> FormDialog:
    """It was not ended after all."""
    return reason_dialog(
        "撤回简易办结",
        lambda reason: ending.undo_simple_end(request.desk, request.matter_id, reason),
        form_name="undo_simple_end",
    )


def settled(request: ActRequest) -> FormDialog:
    """案结事了; what of an agreement is still to be paid is said, and asked why nobody waits for it."""
    awaited = request.facts.awaited
    specs = [
        day_field("on_day", "日期", past=True, hint=TODAY, words_to="note", empty_means="今天"),
        text_field("note", "说明"),
    ]
    note = "执行到位、回访过、信访人认为解决了或者接受结果。"
    if awaited is not None:
        specs += [
            text_field("despite", "不再等", hint="为什么，例如 债务人破产；能等的先不记"),
            officer_field("agreed_by", "同意领导"),
        ]
        note = f"{awaited.words}；{HOW_KEPT}。"

    def save(v: Values) -> None:
        resting.mark_settled(
            request.desk,
            request.matter_id,
            v["on_day"],
            v.text("note"),
            despite=v.get("despite") or "",
            agreed_by=v.get("agreed_by") or "",
            post=v.get("post") or "",
        )

    newcomer = "agreed_by" if awaited is not None else ""
    return act_form("案结事了", specs, save, note=note, new_officer=newcomer, form_name="mark_settled")


def reaction(request: ActRequest) -> FormDialog:
    """息诉息访: how the petitioner takes it, a fact apart."""
    return act_form(
        "息诉息访: 信访人的态度",
        [choice_field("reaction", "态度", Reaction.labels(), width=12), text_field("note", "说明")],
        lambda v: resting.set_reaction(request.desk, request.matter_id, v["reaction"], v.text("note")),
        {"reaction": request.facts.at.reaction},
        "照实记，不影响办结、送达和帮扶；不写承诺书也一样办。",
        form_name="set_reaction",
    )


def reopen(request: ActRequest) -> FormDialog:
    """重新办理: every closing stays."""
    specs = [
        choice_field("cause", "原因", ReopenCause.labels(), width=20),
        text_field("reason", "情况", required=True, lines=2),
        day_field("new_due", "新的期限", required=True),
    ]
    return act_form(
        "重新办理",
        specs,
        lambda v: closing.reopen(request.desk, request.matter_id, v["cause"], v.text("reason"), v["new_due"]),
        {"new_due": reopening.proposed_due(request.desk)},
        note="以前的销号和结论都留着，重新办理另计一次。",
        form_name="reopen",
    )


def close(desk: Desk, view: MatterView, missing: str) -> FormDialog:
    """销号, with 三到位一处理 and who signed. A gap needs a reason; a petitioner who does not sign hinders nothing."""
    kinds = list(CHECK_LABELS.items())
    named = " ".join(f"{place}{label}" for place, (_, label) in enumerate(kinds, 1))
    specs: list[FieldSpec] = [
        FieldSpec("done", "已到位", "multi", options=kinds, width=0, hint=f"三到位一处理: {named}"),
        FieldSpec("others", "其余的", "choice", options=NOT_CONCERNED, width=24, hint="按 1: 其余都不涉及"),
        officer_field("leader", "签字领导", required=True, hint="接访的领导"),
        text_field("unit_signed_by", "单位签字", hint="责任单位谁签的"),
        choice_field("petitioner_signed", "本人签字", YES_NO, width=8, hint="1 是，2 否；没签不影响销号"),
        text_field("no_signature_note", "未签原因", hint="没签的写原因和见证人；不影响销号"),
        FieldSpec("undone", "没到位", "multi", options=kinds, width=0, hint="没有就空着"),
        text_field("note", "说明", lines=2),
        day_field("on_day", "销号日期", past=True, hint=TODAY, words_to="note", empty_means="今天"),
    ]
    if missing:
        specs.append(text_field("waived_reason", "缺项原因", hint="缺着也销号，写明为什么"))

    def save(v: Values) -> None:
        done, undone = v["done"] or (), v["undone"] or ()
        if both := [label for name, label in kinds if name in done and name in undone]:
            raise Refused(f"{'、'.join(both)}不能既到位又没到位，请去掉一处。", "undone")
        closing.close_matter(
            desk,
            view.id,
            answers_of(done, undone, v["others"] or ""),
            v.text("note"),
            v["leader"],
            v.text("unit_signed_by"),
            v.is_yes("petitioner_signed"),
            v.text("no_signature_note"),
            v.text("waived_reason"),
            v["on_day"],
        )

    leader = view.sheet.leader if view.sheet else ""
    # Whether the petitioner signed is answered, never assumed.
    return act_form(
        "销号",
        specs,
        save,
        {"leader": leader},
        f"还缺: {missing}" if missing else "结案审查不缺什么。",
        form_name="close_matter",
    )


def wait(request: ActRequest) -> FormDialog:
    """Why nothing moves for now: whom it waits for."""
    at, days = request.facts.at, request.desk.reference.cards.wait_days
    specs = [
        choice_field("wait_for", "等谁", WaitFor.labels(), width=12),
        text_field("note", "等什么", hint="例如 县仲裁委开庭"),
    ]

    def save(v: Values) -> str:
        resting.wait(request.desk, request.matter_id, v["wait_for"], v.text("note"))
        return f"已记等待原因: {request.matter_title}"

    return act_form(
        "重写等待原因" if at.wait_for else "记等待原因",
        specs,
        save,
        {"wait_for": at.wait_for or "", "note": at.wait_note},
        note=f"{request.matter_title}\n期限照走，只是写明为什么没有进展；还在等的，过{days}日重新写明。",
        form_name="wait",
    )


def end_wait(request: ActRequest) -> None:
    """What was waited for has come: nothing is asked."""
    if not isinstance(request.screen.attempt(resting.end_wait, request.desk, request.matter_id), Refused):
        request.screen.say("不再等待")


def backlog(request: ActRequest) -> FormDialog:
    """列入积案 by hand, or taken back."""
    listed = request.facts.at.is_backlog_listed
    return reason_dialog(
        "移出积案" if listed else "列入积案",
        lambda reason: closing.list_backlog(request.desk, request.matter_id, not listed, reason),
        form_name="list_backlog",
    )


def look_again(request: ActRequest) -> FormDialog:
    """复看: the day on which it is looked at again, and what the petitioner was told."""
    at = request.facts.at
    return act_form(
        "复看",
        [
            day_field("day", "复看日", required=True, hint="一个月后 3-1"),
            text_field("told", "告诉了什么", required=True, lines=3, hint="现在为什么办不了，什么时候再看"),
        ],
        lambda v: looking.look_again(request.desk, request.matter_id, v["day"], v.text("told")),
        {"day": at.look_again_on if not at.look_again_result else None},
        note="到了这一天在督办(F5)的「复看」里提醒；看过可以再定。",
        form_name="look_again",
    )


def looked(request: ActRequest) -> FormDialog:
    """What was found."""
    return act_form(
        "复看结果",
        [text_field("result", "结果", required=True, lines=3, hint="别处办成了、还在走程序、要由本镇接着办")],
        lambda v: looking.looked(request.desk, request.matter_id, v.text("result")),
        note="要由本镇接着办的，另按「重新办理」。",
        form_name="looked",
    )


def end_look(request: ActRequest) -> FormDialog:
    """The day is taken back."""
    return reason_dialog(
        "不再复看",
        lambda reason: looking.end_look(request.desk, request.matter_id, reason),
        form_name="end_look",
    )
