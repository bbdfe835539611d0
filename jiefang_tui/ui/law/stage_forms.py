"""The forms of the law's way: accepting, telling, refusing, routing, extending, answering, serving."""

from __future__ import annotations

from dataclasses import replace

from jiefang_tui import clock
from jiefang_tui.rules.typed.numbers import parse_count
from jiefang_tui.services.desk.acts import ActFacts
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.office_data import office
from jiefang_tui.services.law import correcting, extending, letters, serving, stages, telling
from jiefang_tui.services.law.acceptance import HERE
from jiefang_tui.terms import DocumentKind, DutyLiesWith, LegalRoute, OpinionResult, ServiceWay
from jiefang_tui.ui.toolkit.act_form import YES_NO, Values, act_form, choice_field, route_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest, ask
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import officer_field, unit_field
from jiefang_tui.ui.toolkit.printing import open_printed
from jiefang_tui.ui.toolkit.telling import ask_told
from jiefang_tui.ui.widgets.form import FieldSpec

WAYS = [one for one in ServiceWay.labels() if one[0] != ServiceWay.WITNESSED]
"""How an opinion is served; nobody is served by not being found."""
_OWN_ACT = (DocumentKind.SLIP, DocumentKind.HANDLING_OPINION, DocumentKind.REPORT_UP)
GIVEN = [kind for kind in DocumentKind if kind not in _OWN_ACT]
"""Papers that are written down here; the others are made by their own act."""


def accept(request: ActRequest) -> FormDialog:
    """受理, which starts the days of Art. 34; 简易办理 under the office's shorter preset."""
    policy, told_on = request.desk.reference.policy, stages.acceptance_day(request.matter_id)
    specs = [
        day_field("on_day", "受理日期", past=True, hint="告知的那天" if told_on else TODAY),
        choice_field("is_simple", "简易办理", YES_NO, width=8, hint="期限更短，法定期限照算"),
    ]
    answered, article = request.facts.at.route_answered, ""
    if answered is not None and request.facts.at.route is None:
        specs.insert(1, route_field(request.desk, HERE))
        article = "登记时说是请求查处违法行为，走履行法定职责(条例第三十一条第五项)，没有六十日；可以改。\n"
    return act_form(
        "受理",
        specs,
        lambda v: stages.accept(
            request.desk, request.matter_id, v["on_day"], is_simple=v.is_yes("is_simple"), route=v.text("route")
        ),
        {"on_day": told_on, "is_simple": "no", "route": answered or ""},
        f"{article}按信访程序的，受理之日起{policy.handling_days}日内办结(条例{policy.handling_article})。",
        warns=True,
        form_name="accept",
    )


def exempt(request: ActRequest) -> FormDialog:
    """免予书面告知, where name or address is unclear."""
    return act_form(
        "免予书面告知",
        [text_field("reason", "原因", required=True, hint="姓名不清、住址不清")],
        lambda v: stages.exempt_notice(request.desk, request.matter_id, v.text("reason")),
        note="只有信访人姓名、住址不清的才免(条例第二十三条第二款)；登记照样登记。",
        form_name="exempt_notice",
    )


def notice(request: ActRequest) -> None:
    """A paper for the petitioner; how it was told is asked as soon as it is written down."""
    kinds = [one for one in GIVEN if one is not DocumentKind.EXTENSION_NOTICE or request.facts.extensions]
    specs = [
        choice_field("kind", "文书", [(one.value, one.label) for one in kinds]),
        FieldSpec("doc_no", "文号", width=0),
        day_field("issued_on", "出具日期", past=True, hint=TODAY),
        officer_field("signer", "签发人"),
        text_field("summary", "内容"),
    ]
    made: list[tuple[int, str]] = []

    def save(v: Values) -> None:
        given = serving.give_notice(
            request.desk,
            request.matter_id,
            v["kind"],
            v.text("doc_no"),
            v["issued_on"] or clock.today(),
            v["signer"],
            v.text("summary"),
        )
        made.append((given, DocumentKind(v["kind"]).label))

    dialog = act_form("出具告知书", specs, save, {"kind": _paper_owed(request.facts)}, form_name="give_notice")
    request.screen.ask(dialog, lambda _: _written(request, *made[0]))


def _written(request: ActRequest, document_id: int, paper: str) -> None:
    """The paper as docx, opened; then how it was told. What others write is only asked about."""
    printed = request.screen.attempt(letters.write_letter, request.desk, document_id)
    if printed is None:
        ask_told(request.screen, [document_id], paper)
    elif not isinstance(printed, Refused):
        open_printed(request.screen, printed)


def _paper_owed(facts: ActFacts) -> DocumentKind:
    """The paper that comes next; one that was given already is not owed again."""
    at, given = facts.at, facts.documents
    kind = DocumentKind.ACCEPTANCE_NOTICE if at.accepted_on else DocumentKind.OTHER
    if at.refused_on:
        kind = DocumentKind.REFUSAL_NOTICE
    elif at.route not in (None, LegalRoute.PETITION_PROCEDURE, LegalRoute.STATUTORY_DUTY):
        kind = DocumentKind.ROUTING_NOTICE
    elif any(one.told_on is None for one in facts.extensions):
        kind = DocumentKind.EXTENSION_NOTICE
        given = tuple(one for one in given if one.served_on is None)  # a second extension is told anew
    return DocumentKind.OTHER if any(one.kind is kind for one in given) else kind


def receipt_fields() -> list[FieldSpec]:
    """送达回证: how, who took it, when, and why not. How is answered, never assumed."""
    return [
        choice_field("way", "送达方式", WAYS),
        text_field("received_by", "签收人", hint="代收的写明关系"),
        day_field("served_on", "送达日期", past=True, hint=TODAY),
        text_field("refusal_note", "拒收情况", hint="拒收事由和见证人；拒收不影响送达"),
    ]


def serve(request: ActRequest) -> FormDialog | None:
    """送达: the receipt of the opinion concludes the matter and starts Art. 35; of a notice: how it was told."""
    papers = request.facts.documents
    paper = next((one for one in papers if one.id == request.row_id), request.facts.unserved)
    if paper is None:
        return None
    if paper.kind is not DocumentKind.HANDLING_OPINION:
        ask_told(request.screen, [paper.id], paper.kind.label)
        return None
    ends = "送达即办结，信访人30日内可申请复查(条例第三十五条)。"
    return act_form(
        f"送达 {paper.kind.label}",
        receipt_fields(),
        lambda v: serving.serve(
            request.desk,
            paper.id,
            v["served_on"] or clock.today(),
            v.text("way"),
            v.text("received_by"),
            v.text("refusal_note"),
        ),
        note=" ".join(part for part in (paper.doc_no, ends) if part),
        form_name="serve",
        row=paper.id,
    )


def untell(request: ActRequest) -> FormDialog:
    """It was written down wrongly that a paper was told of."""
    return reason_dialog(
        "撤回告知",
        lambda reason: telling.untell(request.desk, request.row_id, reason),
        form_name="untell",
        row=request.row_id,
    )


def refuse(request: ActRequest) -> FormDialog:
    """不予受理 or 不再受理: still registered, and told in writing."""
    grounds = [
        (code.value, f"{one.label}({one.source})" if one.source else one.label)
        for code, one in request.desk.reference.grounds.items()
        if one.is_offered
    ]
    specs = [
        choice_field("ground", "理由", grounds, width=0, hint="上下键选"),
        choice_field("no_longer", "不再受理", YES_NO, width=8, hint="以前办过、终结了的选是"),
        text_field("facts", "事实", required=True, lines=2),
        text_field("where_to", "向何处提", hint="告诉信访人该去哪里"),
        officer_field("approver", "批准人", required=True),
        day_field("on_day", "决定日期", past=True, hint=TODAY),
    ]
    return act_form(
        "不予受理、不再受理",
        specs,
        lambda v: stages.refuse(
            request.desk,
            request.matter_id,
            v["ground"],
            v.text("facts"),
            v["approver"],
            v["on_day"],
            no_longer=v.is_yes("no_longer"),
            where_to=v.text("where_to"),
        ),
        {"no_longer": "no"},
        "不受理的也照样登记，并书面告知信访人；应走法定途径的请用「定法定途径」。",
        form_name="refuse",
    )


def route(request: ActRequest) -> FormDialog:
    """法定途径 of Art. 31; (1) to (4) lead elsewhere, (5) asks whose duty it is, (6) is dealt with here."""
    at = request.facts.at
    advice = request.desk.reference.policy.advice(LegalRoute.STATUTORY_DUTY)
    specs = [
        route_field(request.desk, tuple(LegalRoute)),
        choice_field("duty", "谁的职责", DutyLiesWith.labels(), required=False, hint="只问履行法定职责(第五项)"),
        text_field("told", "告知内容", required=True, lines=3, hint="去哪个机关、走什么程序"),
        unit_field("unit", "机关或单位", hint="有权机关；本镇的职责写由哪个单位办"),
        day_field("due_on", "办理期限", hint="本镇的职责才填", words_to="told"),
    ]
    note = ""
    if advice is not None:
        length = f"{advice.months}个月({advice.source}{advice.article})"
        note = f"履行法定职责的，{advice.label}：从{advice.counted_from}起{length}。"
    return act_form(
        "定法定途径",
        specs,
        lambda v: stages.set_route(
            request.desk,
            request.matter_id,
            v["route"],
            v.text("told"),
            v["unit"],
            duty=v["duty"] or "",
            due_on=v["due_on"],
        ),
        {"route": at.route or at.route_answered or "", "duty": at.duty_lies_with or ""},
        note,
        form_name="set_route",
    )


def route_result(request: ActRequest) -> FormDialog:
    """What came of the way of Art. 31(1)-(4)."""
    return act_form(
        "法定途径的结果",
        [
            text_field("result", "结果", required=True, lines=3, hint="裁决、判决、决定的内容"),
            day_field("on_day", "作出日期", past=True, hint=TODAY, words_to="result", empty_means="今天"),
        ],
        lambda v: stages.note_route_result(request.desk, request.matter_id, v.text("result"), v["on_day"]),
        note="记了就不再等；要由本单位接着办的，另在「6 回访」重新办理。",
        form_name="note_route_result",
    )


def object_to(request: ActRequest) -> FormDialog:
    """异议: not ours, said within five working days of receipt (Art. 23(3))."""
    return act_form(
        "向上级提出异议",
        [text_field("reason", "理由", required=True, lines=3), day_field("on_day", "提出日期", past=True, hint=TODAY)],
        lambda v: stages.object_to(request.desk, request.matter_id, v.text("reason"), v["on_day"]),
        note=f"{request.facts.at.transferred_from} {request.facts.at.transferred_in_on} 转来。经上级同意才能退回。",
        form_name="object_to",
    )


def objected_back(request: ActRequest) -> FormDialog:
    """The higher level agreed: returned."""
    return act_form(
        "上级同意退回",
        [text_field("agreed_by", "谁同意的", required=True), day_field("on_day", "退回日期", past=True, hint=TODAY)],
        lambda v: stages.return_up(request.desk, request.matter_id, v.text("agreed_by"), v["on_day"]),
        form_name="return_up",
    )


def objection_over(request: ActRequest) -> FormDialog:
    """The higher level did not agree: it is handled here."""
    return act_form(
        "异议未获同意",
        [text_field("by", "谁答复的", required=True), text_field("note", "答复内容", required=True, lines=2)],
        lambda v: stages.objection_not_agreed(request.desk, request.matter_id, v.text("by"), v.text("note")),
        form_name="objection_not_agreed",
    )


def extend(request: ActRequest) -> FormDialog:
    """延期: thirty days in all at most, the head approves, the petitioner is told why (Art. 34)."""
    most = request.desk.reference.policy.extension_on(request.facts.at.accepted_on or clock.today()).days
    specs = [
        FieldSpec("days", "延长天数", parse=lambda text: parse_count(text, "延长天数"), width=8, required=True),
        text_field("reason", "延期理由", required=True, lines=2),
        officer_field("approver", "批准人", required=True, hint="本机关负责人(条例第三十四条)"),
        day_field("approved_on", "批准日期", past=True, hint=TODAY),
        day_field("told_on", "告知日期", past=True, hint="还没告知信访人就空着"),
    ]
    return act_form(
        "延期",
        specs,
        lambda v: extending.extend(
            request.desk,
            request.matter_id,
            v["days"],
            v.text("reason"),
            v["approver"],
            v["told_on"],
            approved_on=v["approved_on"],
        ),
        note=f"情况复杂的才延，前后一共不超过{most}日，并向信访人说明理由(条例第三十四条)。",
        warns=True,
        form_name="extend",
    )


def tell_extension(request: ActRequest) -> FormDialog:
    """The petitioner was told of an extension."""
    return act_form(
        "延期已告知",
        [day_field("told_on", "告知日期", past=True, hint=TODAY)],
        lambda v: extending.tell_extension(request.desk, request.row_id, v["told_on"] or clock.today()),
        form_name="tell_extension",
        row=request.row_id,
    )


def undo_extension(request: ActRequest) -> FormDialog:
    """An extension is taken back: the former day holds again."""
    return reason_dialog(
        "撤销延期",
        lambda reason: extending.undo_extension(request.desk, request.row_id, reason),
        form_name="undo_extension",
        row=request.row_id,
    )


def opinion(request: ActRequest) -> None:
    """信访处理意见书 (Art. 32): answered, and concluded when it is served."""
    own, requests = office(request.desk), letters.requests_of(request.matter_id)
    made: list[int] = []
    results = [(one.value, one.label) for one in OpinionResult if one is not OpinionResult.MEDIATED]
    specs = [
        choice_field("result", "结论", results),
        text_field("summary", "处理意见", required=True, lines=3),
        FieldSpec("doc_no", "文号", width=0, required=True),
        officer_field("signer", "签发人", required=True),
        text_field("facts_found", "认定事实", lines=2, hint="时间、地点、经过；空着的在纸上手写"),
        text_field("legal_basis", "法律依据", lines=2, hint="法律、法规、政策的名称和条款"),
        unit_field("issuing_body", "出具机关", hint=f"空着就是{own.issuing_body}；别的机关的，代拟后转其出具"),
        FieldSpec("review_body", "复查机关", width=0, limit=40, hint="不服的向哪里申请复查(条例第三十五条)"),
        day_field("on_day", "出具日期", past=True, hint=TODAY),
    ]
    initial = {"review_body": own.review_body}
    if len(requests) > 1:
        specs.insert(2, text_field("answers", "逐项答复", required=True, lines=min(6, len(requests) + 1)))
        initial["answers"] = "\n".join(f"{one}：" for one in requests)

    def save(v: Values) -> None:
        body = v.text("issuing_body")
        text = serving.OpinionText(
            "" if body == own.issuing_body else body,
            v.text("facts_found"),
            v.text("legal_basis"),
            v.text("answers"),
            v.text("review_body"),
        )
        signed = (v.text("doc_no"), v["signer"], v["on_day"])
        made.append(
            serving.issue_opinion(request.desk, request.matter_id, v["result"], v.text("summary"), *signed, text)
        )

    dialog = act_form(
        "信访处理意见书", specs, save, initial, "出具后还要送达；送达之日办结。", form_name="issue_opinion"
    )

    def written(_: Filled) -> None:
        printed = request.screen.attempt(letters.write_letter, request.desk, made[0])
        if printed is not None and not isinstance(printed, Refused):
            open_printed(request.screen, replace(printed, documents=()))  # it is served, by a receipt of its own

    request.screen.ask(dialog, written)


def mediated(request: ActRequest) -> FormDialog:
    """调解和解 (Art. 33): agreed, in writing."""
    return act_form(
        "调解达成协议",
        [
            text_field("agreement", "协议内容", required=True, lines=3),
            day_field("on_day", "达成日期", past=True, hint=TODAY),
        ],
        lambda v: serving.conclude_mediation(
            request.desk, request.matter_id, v.text("agreement"), v["on_day"] or clock.today()
        ),
        note="分期履行的，在 5 履约按「登记协议(分期)」登记，签了就办结，各期照样跟踪。",
        form_name="conclude_mediation",
    )


def not_mediated(request: ActRequest) -> FormDialog:
    """No agreement: it is handled on."""
    return act_form(
        "调解没有成",
        [text_field("reason", "原因", required=True, lines=2), day_field("on_day", "日期", past=True, hint=TODAY)],
        lambda v: serving.end_mediation(request.desk, request.matter_id, v.text("reason"), v["on_day"]),
        form_name="end_mediation",
    )


def agreed(request: ActRequest) -> FormDialog:
    """和解 (Art. 33): ended by an agreement in writing, without an opinion."""
    specs = [
        text_field("agreement", "协议内容", required=True, lines=3),
        day_field("on_day", "日期", past=True, hint=TODAY),
    ]
    return act_form(
        "达成和解协议",
        specs,
        lambda v: serving.conclude_agreed(request.desk, request.matter_id, v.text("agreement"), v["on_day"]),
        note="办结，不再出具处理意见书。分期履行的，在 5 履约按「登记协议(分期)」登记，一样办结。",
        form_name="conclude_agreed",
    )


def given_up(request: ActRequest) -> FormDialog:
    """终止办理: nothing is left to decide."""
    specs = [
        text_field("reason", "原因", required=True, lines=3, hint="信访人书面撤回，或者去世了没有人承继"),
        day_field("on_day", "日期", past=True, hint=TODAY),
    ]
    return act_form(
        "终止办理",
        specs,
        lambda v: serving.conclude_otherwise(request.desk, request.matter_id, v.text("reason"), v["on_day"]),
        note="办结，不再出具处理意见书。",
        form_name="conclude_otherwise",
    )


def answer_up(request: ActRequest) -> FormDialog:
    """The higher level answered what was submitted to it."""
    return act_form(
        "上级已答复",
        [
            text_field("reply", "答复内容", required=True, lines=3),
            day_field("on_day", "答复日期", past=True, hint=TODAY, words_to="reply", empty_means="今天"),
        ],
        lambda v: serving.answer_from_above(
            request.desk, request.matter_id, v.text("reply"), v["on_day"] or clock.today()
        ),
        form_name="answer_from_above",
    )


def correctable(facts: ActFacts) -> list[tuple[str, str]]:
    """The days that can be put right, by what `services.law.correcting` calls them."""
    at, found = facts.at, []
    if at.accepted_on is not None:
        found.append(("accepted", f"受理日期 {at.accepted_on}"))
    if at.transferred_in_on is not None:
        found.append(("transferred", f"收到上级转来 {at.transferred_in_on}"))
        found.append(("assigned", f"交办期限 {at.assigned_due or '没有'}"))
    for paper in facts.documents:
        if paper.served_on is not None:
            found.append((f"served:{paper.id}", f"{paper.kind.label}送达 {paper.served_on}"))
    for one in facts.reviews:
        found.append((f"asked:{one.id}", f"申请{one.stage.label} {one.requested_on}"))
        if one.served_on is not None:
            found.append((f"review_served:{one.id}", f"{one.stage.label}意见送达 {one.served_on}"))
    return found


def correct_date(request: ActRequest) -> FormDialog | None:
    """更正日期: one that was written down wrongly. Asked for of the matter: which one of several."""
    dates = correctable(request.facts)
    if request.date_key or len(dates) == 1:
        return _correct_date(request, request.date_key or dates[0][0])
    screen = request.screen
    screen.ask(ChooseDialog("更正哪个日期", dates), lambda key: ask(screen, _correct_date(request, key)))
    return None


def _correct_date(request: ActRequest, key: str) -> FormDialog:
    """The form of one date; the former one stays in the timeline."""
    label, _, was = dict(correctable(request.facts))[key].rpartition(" ")
    is_past = key != "assigned"
    specs = [
        day_field(
            "day",
            "正确日期",
            past=is_past,
            near=not is_past,
            required=is_past,
            hint="" if is_past else "没有期限的就空着",
        ),
        text_field("reason", "更正原因", required=True, hint="例如 登记时打错"),
    ]
    return act_form(
        f"更正 {label}",
        specs,
        lambda v: correcting.correct_date(request.desk, request.matter_id, key, v["day"], v.text("reason")),
        note=f"现在记的是{was}；更正后期限重新算，原来的日期留着。",
        warns=True,
        form_name="correct_date",
        row=key,
    )
