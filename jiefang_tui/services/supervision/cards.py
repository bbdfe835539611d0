"""红黄牌: issued, answered, appealed against, talked about and withdrawn. A person signs each; no rule issues one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from jiefang_tui import clock
from jiefang_tui.rules.cards import APPEAL_UPHELD, LASTING_CAUSES, card_no, split_card_no, standing_causes
from jiefang_tui.rules.rank import outranks
from jiefang_tui.rules.workdays import guessed_sentence
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActSpec, must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.numbering import create_numbered
from jiefang_tui.services.desk.opening import clock_question
from jiefang_tui.services.supervision import acts
from jiefang_tui.services.supervision import line_acts as lines
from jiefang_tui.services.supervision import supervised as common
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.models import Matter, Officer, SupervisionCard, Unit
from jiefang_tui.store.queries.law.parties import parties_of
from jiefang_tui.store.queries.supervision.card_facts import facts_of
from jiefang_tui.store.queries.supervision.foresight import Proposal, proposals
from jiefang_tui.terms import CardColour


def answer_due_for(desk: Desk, colour: str, today: date | None = None) -> tuple[date, str]:
    """By when the written explanation of a card of `today` is due (cards.toml); the signer may set another day.

    With it what is to be said of that day: that it was guessed in a year without a calendar; empty otherwise.
    """
    rules, day = desk.reference.cards, today or clock.today()
    if CardColour(colour) is CardColour.RED:
        return workday_after(desk, rules.red_workdays, day)
    days = rules.yellow_days if CardColour(colour) is CardColour.YELLOW else rules.reminder_days
    return day + timedelta(days=days), ""


def workday_after(desk: Desk, days: int, today: date | None = None) -> tuple[date, str]:
    """So many working days from today, and what is to be said of that day as above."""
    day, guessed = calendar_of(desk.reference).workday_after(today or clock.today(), days)
    return day, guessed_sentence(guessed)


def proposed(desk: Desk) -> list[Proposal]:
    """The cards that the rules propose today; none while the computer's clock is questioned (see `clock_guard`).

    A clock that stands a year ahead would make everything look late.
    """
    if clock_question(desk):
        return []
    found = [_as_it_comes(desk, one) for one in proposals(clock.today(), desk.reference)]
    return sorted(found, key=lambda one: one.colour is not CardColour.RED)


def _as_it_comes(desk: Desk, one: Proposal) -> Proposal:
    """To the head of the township a reminder comes, and so it is proposed, with a reminder's days to answer."""
    unit = Unit.get_or_none(Unit.name == one.to.unit) if one.to.unit else None
    officer = Officer.get_or_none((Officer.name == one.to.officer) & Officer.is_active) if one.to.officer else None
    if unit is None and officer is None:
        return one
    theirs = common.standing_of_addressee(desk.reference, unit, officer)
    return replace(one, colour=CardColour.REMINDER) if theirs.is_township_head else one


def issue_card(
    desk: Desk,
    matter_id: int,
    colour: str,
    to_unit: str,
    to_officer: str,
    reason: str,
    requirement: str,
    answer_due: date | None,
    signer: str,
    rule: str = "",
    *,
    post: str = "",
    signer_post: str = "",
) -> int:
    """Issue a card to a unit or an officer; the head of the township gets a reminder (提醒函) of it instead.

    The signer outranks the addressee (a reminder to the head may be signed by anybody else). `rule` names the rule that
    proposed it; one rule has one open card on a matter. `post` and `signer_post` are asked once, of officers nobody has
    written down yet. Returns the card's id; raises `Refused`.
    """
    with acting(desk, "card.issue") as act:
        matter = common.pushable(acts.RED if colour == CardColour.RED else acts.YELLOW, desk, matter_id)
        unit, officer = common.addressee(act, matter, to_unit, to_officer, post)
        reason = common.needs(reason, "请写明发牌的原因。", "reason")
        requirement = common.needs(requirement, "请写明要求做到什么。", "requirement")
        due = common.not_past(act, answer_due, "书面说明的期限", "answer_due")
        if not signer.strip():
            raise Refused("请填写签发人。", "signer")
        signed = common.named(act, matter, signer, "signer", signer_post)
        assert signed is not None
        common.must_be_here(signed, "signer")
        asked = require_choice(CardColour, colour, "请选择黄牌、红牌或者提醒函。", "colour")
        shade = _shade(act, asked, unit, officer, signed)
        _one_open_card(matter_id, rule)
        card = create_numbered(
            act,
            SupervisionCard,
            "card_no",
            lambda: _next_number(act.today.year),
            colour=shade,
            matter=matter_id,
            to_unit=unit,
            to_officer=officer,
            rule=rule,
            reason=reason,
            requirement=requirement,
            answer_due=due,
            signer=signed,
            issued_on=act.today,
        )
        act.about(card)
        to = common.addressee_name(unit, officer)
        said = f"{shade.label} {card.card_no}发给{to}，{signed.name}签发：{reason}；{due}前书面说明"
        common.pushed(act, matter_id, said)
    return card.id


def _shade(act: Act, colour: CardColour, unit: Unit | None, officer: Officer | None, signer: Officer) -> CardColour:
    """The colour it is issued in, once it is clear that this signer may."""
    if officer is not None and officer.id == signer.id:
        raise Refused("不能给自己发牌，请换签发人。", "signer")
    theirs = common.standing_of_addressee(act.desk.reference, unit, officer)
    if theirs.is_township_head:
        return CardColour.REMINDER
    if not outranks(common.standing_of(act.desk.reference, signer), theirs):
        _not_above(signer, unit, officer, "签发人", "signer")
    to = parties_of([], act.desk.reference).addressee(unit.id if unit else None, officer.id if officer else None)
    if not to.gets_cards:
        field = "to_unit" if unit is not None else "to_officer"
        raise Refused(f"{to.name}不归本镇管，不能发牌；请用「催办」发商请函。", field)
    return colour


def _not_above(who: Officer, unit: Unit | None, officer: Officer | None, role: str, field: str) -> None:
    post = who.post or "没有登记职务"
    raise Refused(
        f"{role}{who.name}({post})的职务要高于{common.addressee_name(unit, officer)}，请换人或补登职务。", field
    )


def _one_open_card(matter_id: int, rule: str) -> None:
    if not rule:
        return
    same = SupervisionCard.get_or_none(
        (SupervisionCard.matter == matter_id) & (SupervisionCard.rule == rule) & SupervisionCard.withdrawn_on.is_null()
    )
    if same is not None:
        raise Refused(f"同一原因已发 {same.card_no}，还没有销牌，不再发。")


def _next_number(year: int) -> str:
    """One above the highest of the year there is: a clock that was set back neither repeats nor restarts."""
    first, beyond = f"DB-{year:04d}-", f"DB-{year:04d}."  # the point sorts right behind the dash
    numbers = SupervisionCard.select(SupervisionCard.card_no).where(
        (SupervisionCard.card_no > first) & (SupervisionCard.card_no < beyond)
    )
    return card_no(year, max((split_card_no(row.card_no)[1] for row in numbers), default=0) + 1)


def answer_card(desk: Desk, card_id: int, text: str, on_day: date | None = None) -> None:
    """书面说明: what the addressee answered, and when it came."""
    with acting(desk, "card.answer") as act:
        card = _card(act, lines.ANSWER_CARD, card_id)
        text = common.needs(text, "请填写书面说明的内容。", "text")
        day = common.not_later(act, on_day, card.issued_on, "说明的日期")
        card.answer, card.answered_on = text, day
        common.moved(act, card.matter_id, f"{card.card_no}书面说明：{text}", day)


def appeal_card(desk: Desk, card_id: int, text: str) -> None:
    """申辩: the addressee does not accept the card. It stays until somebody decides."""
    with acting(desk, "card.appeal") as act:
        card = _card(act, lines.APPEAL_CARD, card_id)
        text = common.needs(text, "请填写申辩的内容。", "text")
        card.appeal, card.appealed_on = text, act.today
        common.pushed(act, card.matter_id, f"{card.card_no}申辩：{text}")


def decide_appeal(desk: Desk, card_id: int, decision: str, withdraws: bool, by: str) -> None:
    """What was decided on the appeal. With `withdraws` the card is withdrawn, and counts for nothing from then on."""
    with acting(desk, "card.decide") as act:
        card = _card(act, lines.DECIDE_APPEAL, card_id)
        decision = common.needs(decision, "请填写决定和理由。", "decision")
        who = _may_decide(act, card, by, "决定人")
        card.appeal_decision, card.appeal_decided_on = decision, act.today
        if withdraws:
            card.withdrawn_on, card.withdrawn_by = act.today, who
            card.withdrawn_reason = f"{APPEAL_UPHELD}：{decision}"
        outcome = f"{APPEAL_UPHELD}，销牌" if withdraws else "维持"
        common.pushed(act, card.matter_id, f"{card.card_no}申辩决定，{outcome}，{who.name}：{decision}")


def record_talk(desk: Desk, card_id: int, on_day: date | None, note: str) -> None:
    """约谈 of the addressee: when, and what was said."""
    with acting(desk, "card.talk") as act:
        card = _card(act, lines.RECORD_TALK, card_id)
        note = common.needs(note, "请填写约谈的情况。", "note")
        day = common.not_later(act, on_day, card.issued_on, "约谈日期")
        if card.talked_on is not None:
            card.talk_note = f"{card.talk_note}\n{day}：{note}"
        else:
            card.talked_on, card.talk_note = day, note
        common.pushed(act, card.matter_id, f"{card.card_no}约谈：{note}")


def withdraw_card(desk: Desk, card_id: int, reason: str, by: str) -> None:
    """销牌: the cause has ended, and somebody who may approves.

    A card that a rule proposed stays while the rule still hits. A red one, and one for what cannot end (再次黄牌,
    多次延期, 再次不满意), needs the written explanation first. Whoever holds the card unjust appeals.
    """
    with acting(desk, "card.withdraw") as act:
        card = _card(act, lines.WITHDRAW_CARD, card_id)
        reason = common.needs(reason, "请写明销牌的理由。", "reason")
        who = _may_decide(act, card, by, "批准人")
        why = _still_there(act, card)
        if why:
            raise Refused(f"发牌的原因还在：{why}；办妥再销牌，发错的按申辩决定。")
        card.withdrawn_on, card.withdrawn_reason, card.withdrawn_by = act.today, reason, who
        common.pushed(act, card.matter_id, f"{card.card_no}销牌，{who.name}批准：{reason}")


def _still_there(act: Act, card: SupervisionCard) -> str:
    """Why the card's rule still hits; empty when its cause has ended or cannot end."""
    if not card.rule or card.rule in LASTING_CAUSES:
        return ""
    facts = facts_of([card.matter_id], act.desk.reference)[card.matter_id]
    hits = standing_causes(facts, act.desk.reference.cards, act.today)
    return next((hit.why for hit in hits if hit.rule == card.rule and hit.since <= card.issued_on), "")


def _card(act: Act, spec: ActSpec, card_id: int) -> SupervisionCard:
    card = act.change(SupervisionCard.get_by_id(card_id))
    act.about(card)
    must(spec, act.desk, card.matter_id, card)
    return card


def _may_decide(act: Act, card: SupervisionCard, by: str, role: str) -> Officer:
    """Who decides on a card: its signer, or somebody who outranks whom it went to; of a reminder anybody but them."""
    if not by.strip():
        raise Refused(f"请填写{role}。", "by")
    who = common.named(act, Matter.get_by_id(card.matter_id), by, "by")
    assert who is not None
    if card.to_officer_id == who.id:
        raise Refused("收牌的人不能自己决定，请换人。", "by")
    theirs = common.standing_of_addressee(act.desk.reference, card.to_unit, card.to_officer)
    if (
        who.id == card.signer_id
        or theirs.is_township_head
        or outranks(common.standing_of(act.desk.reference, who), theirs)
    ):
        return who
    _not_above(who, card.to_unit, card.to_officer, role, "by")
    raise AssertionError
