"""The forms that push a matter: 催办, 发牌, 再次提请, 提级办理, 紧急报送, and why it waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiefang_tui import clock
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.dates import Sense
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.supervision import cards, pushing
from jiefang_tui.store.queries.reception.people import officer_options, unit_options
from jiefang_tui.store.queries.supervision import pushes
from jiefang_tui.store.queries.supervision.push_target import PushTarget, target_of
from jiefang_tui.terms import CardColour, UrgentKind
from jiefang_tui.ui.toolkit.act_form import Values, act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.days_left import days_left_words
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import choice_value, officer_field, unit_field
from jiefang_tui.ui.widgets.form import FieldSpec, Form
from jiefang_tui.ui.widgets.typed_days import typed_moment


def past_moment(text: str) -> Parsed[datetime]:
    """A day and time up to now; a time alone is today."""
    now = clock.now()
    read = typed_moment(text, Sense.BACK)
    if read.value is not None and read.value > now:
        return Parsed(None, error="时间不能晚于现在。")
    return read


def due_words(target: PushTarget) -> str:
    """``办结 2026-11-08 逾期15日``; empty where no date of ours runs."""
    if target.due_on is None:
        return ""
    return f"{target.due_kind} {target.due_on} {days_left_words((target.due_on - clock.today()).days)}"


def matter_line(desk: Desk, target: PushTarget) -> str:
    """One line of what the matter is, over a form."""
    return "  ".join(part for part in (matter_title(desk, target), target.state.label, due_words(target)) if part)


def matter_title(desk: Desk, target: PushTarget) -> str:
    """The matter by its title, or by its number where names and matters are masked."""
    return target.register_no if desk.masks_names or not target.title else target.title


def _not_signed(target: PushTarget) -> str:
    """Over a form that names the 首接人 because nobody has signed: who has not."""
    return f"{target.unsigned}还没有签收，现由首接人负责。" if target.unsigned and not target.leader else ""


# -- acts on a matter


def urge(request: ActRequest) -> FormDialog:
    """催办: whom, what is asked, by when they answer."""
    desk, target = request.desk, target_of(request.matter_id)
    answer_due, guessed = cards.workday_after(desk, desk.reference.cards.urge_answer_workdays)
    specs = [
        officer_field("to_officer", "催办谁"),
        unit_field("to_unit", "单位"),
        text_field("text", "催办内容", required=True, lines=2),
        day_field("answer_due", "限期回复", required=True, hint="三天后 下周一"),
    ]
    initial = {
        "to_officer": target.officer,
        "to_unit": target.unit,
        "text": f"{due_words(target)}，请抓紧办理，答复办到哪一步、何时办完。" if target.due_on else "",
        "answer_due": answer_due,
    }

    def save(v: Values) -> str:
        pushing.urge(desk, target.matter_id, v["to_unit"], v["to_officer"], v.text("text"), v["answer_due"])
        return f"已催办: {matter_title(desk, target)}"

    return act_form(
        "催办",
        specs,
        save,
        initial,
        note="\n".join(part for part in (matter_line(desk, target), _not_signed(target), guessed) if part),
        form_name="urge",
    )


class CardForm(FormDialog):
    """发牌. The signer's post decides who may sign: it stands there as it is written down, else it is typed once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known_post = ""

    def on_mount(self) -> None:
        self.call_next(self._begin)  # when the form is filled in

    def _begin(self) -> None:
        self._fill_post()
        if self.raw["reason"] and self.raw["requirement"]:
            self.form.focus_field("signer")

    def _fill_post(self) -> None:
        """The post of the signer, over what another signer had; what was typed stays."""
        raw = self.form.raw()
        name = choice_value(raw["signer"], officer_options())
        post = next((label.removeprefix(value).strip() for value, label in officer_options() if value == name), "")
        if raw["signer_post"] in ("", self._known_post) and post != raw["signer_post"]:
            self.form.load({"signer_post": post})
            self._known_post = post

    def on_form_left_field(self, event: Form.LeftField) -> None:
        if event.name == "signer":
            self._fill_post()


def issue_card(
    desk: Desk,
    target: PushTarget,
    colour: CardColour = CardColour.YELLOW,
    *,
    reason: str = "",
    requirement: str = "",
    rule: str = "",
) -> FormDialog:
    """发牌: to an officer or a unit, signed by somebody who outranks them; a rule's proposal comes filled in."""
    answer_due, guessed = cards.answer_due_for(desk, colour)
    specs = [
        officer_field("to_officer", "发给谁"),
        unit_field("to_unit", "单位"),
        text_field("reason", "原因", required=True, lines=2),
        text_field("requirement", "要求", required=True, lines=2),
        day_field("answer_due", "限期说明", required=True, hint="三天后 下周一"),
        officer_field("signer", "签发人", required=True, hint="职务要高于收牌的人"),
        FieldSpec("signer_post", "签发职务", hint="例如 镇党委书记"),
    ]
    initial = {
        "to_officer": target.officer,
        "to_unit": target.unit,
        "reason": reason,
        "requirement": requirement,
        "answer_due": answer_due,
    }

    def issue(filled: Filled) -> str:
        raw = {name: text.strip() for name, text in filled.raw.items()}
        unit, officer = choice_value(raw["to_unit"], unit_options()), choice_value(raw["to_officer"], officer_options())
        cards.issue_card(
            desk,
            target.matter_id,
            colour,
            unit,
            officer,
            raw["reason"],
            raw["requirement"],
            filled["answer_due"],
            choice_value(raw["signer"], officer_options()),
            rule,
            signer_post=raw["signer_post"],
        )
        card = pushes.cards_of(target.matter_id)[0]  # one to the head of the township has become a 提醒函
        return f"已发{card.colour.label} {card.card_no} 给{card.to}，{card.answer_due}前书面说明"

    told = [part for part in (_not_signed(target), guessed) if part]
    whom = "牌只发给承办的人或单位；发给乡镇主要负责人的是提醒函。"
    if colour is CardColour.REMINDER:
        whom = "期限还没有过，只提醒，不是牌；到期前办完的就是按期。"
    note = "\n".join([matter_line(desk, target), *(told or [whom])])
    return CardForm(f"发{colour.label}", specs, initial, note, act=issue, form_name="issue_card", row=colour.value)


def resubmit(request: ActRequest) -> FormDialog:
    """再次提请: the matter goes back to the leader who received it."""
    desk, target = request.desk, target_of(request.matter_id)
    specs = [
        text_field("difficulty", "难在哪里", required=True, lines=2),
        text_field("tried", "做过什么", required=True, lines=2),
        text_field("asked", "请领导定", required=True, lines=2),
        officer_field("by", "提请人"),
    ]
    leader = request.facts.receiving_leader
    whom = f"提请 {leader.name}" if leader is not None else "提请接访的领导"

    def save(v: Values) -> str:
        pushing.resubmit(desk, target.matter_id, v.text("difficulty"), v.text("tried"), v.text("asked"), v["by"])
        return f"已再次提请: {matter_title(desk, target)}"

    return act_form(
        "再次提请",
        specs,
        save,
        {"by": target.handler if target.handler not in ("", target.leader) else desk.officer_name},
        note=f"{matter_line(desk, target)}\n{whom}，列入这位领导的下一场接访。",
        form_name="resubmit",
    )


def escalate(request: ActRequest) -> FormDialog:
    """提级办理: a higher level is asked to take it over."""
    desk, target = request.desk, target_of(request.matter_id)
    specs = [
        unit_field("to_unit", "提请哪里", required=True, hint="县信访局、县联席办"),
        text_field("reason", "理由", required=True, lines=3),
    ]

    def save(v: Values) -> str:
        pushing.escalate(desk, target.matter_id, v["to_unit"], v.text("reason"))
        return f"已提请上级提级办理: {matter_title(desk, target)}"

    return act_form(
        "提级办理",
        specs,
        save,
        note=f"{matter_line(desk, target)}\n上级同意以前，仍由本乡镇办理。",
        form_name="escalate",
    )


def report_urgent(desk: Desk, target: PushTarget, kind: str = UrgentKind.FIRST) -> FormDialog:
    """紧急报送 (Art. 25): when, to whom, what."""
    specs = [
        choice_field("kind", "哪一报", UrgentKind.labels(), width=8),
        text_field("reported_to", "报给谁", required=True, hint="单位和接报的人"),
        text_field("text", "报送内容", required=True, lines=3),
        FieldSpec("reported_at", "报送时间", parse=past_moment, width=24, hint="空着就是现在"),
    ]

    def save(v: Values) -> str:
        pushing.report_urgent(
            desk, target.matter_id, v["kind"], v.text("reported_to"), v.text("text"), v["reported_at"]
        )
        return f"已记紧急报送: {matter_title(desk, target)}"

    return act_form(
        "紧急报送",
        specs,
        save,
        {"kind": UrgentKind(kind).value},
        note=matter_line(desk, target),
        form_name="report_urgent",
    )


def next_report(request: ActRequest) -> FormDialog:
    """首报 where nothing was reported or the last was 终报, else 续报."""
    return report_urgent(request.desk, target_of(request.matter_id), next_kind(request.matter_id))


def next_kind(matter_id: int) -> UrgentKind:
    """Which report comes next."""
    reports = pushes.urgent_reports_of(matter_id)
    last = max(reports, key=lambda one: one.id).kind if reports else UrgentKind.FINAL
    return UrgentKind.FIRST if last is UrgentKind.FINAL else UrgentKind.FOLLOWING


def mark_urgent(request: ActRequest) -> FormDialog:
    """重大紧急 is set, or taken back."""
    desk, target = request.desk, target_of(request.matter_id)
    sets = not request.facts.at.is_urgent_major

    def save(v: Values) -> str:
        pushing.mark_urgent_major(desk, target.matter_id, sets, v.text("reason"))
        return f"{'已列为' if sets else '不再列为'}重大紧急: {matter_title(desk, target)}"

    return act_form(
        "列为重大紧急" if sets else "不再列为重大紧急",
        [text_field("reason", "理由", required=True)],
        save,
        note=matter_line(desk, target),
        form_name="mark_urgent_major",
        row="" if sets else "off",
    )
