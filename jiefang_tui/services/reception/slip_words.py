"""What the visitor's slip (来访告知单) says of one matter: what was decided, by which way, by when, on what ground.

The talk is not the last word: a matter that was refused, led elsewhere or answered since is told of as that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from jiefang_tui.reference import Policy, Reference
from jiefang_tui.rules.outcomes import OUTCOMES
from jiefang_tui.store.queries.reception.papers import SlipFacts
from jiefang_tui.terms import LegalRoute, MatterState, Outcome

_S = MatterState
_STANDS = {
    _S.HANDLING: ("正在办理", "正在办理，结果另行告知。"),
    _S.SUBMITTED_UP: ("已报请上级", "已报请上级协调，结果由本台告知。"),
    _S.IN_MEDIATION: ("调解中", "转调解组织调解，双方自愿。"),
    _S.REPLIED: ("已出具处理意见书", "处理意见书另行送达。"),
    _S.REVIEWING: ("复查中", "复查意见由复查机关送达。"),
    _S.RECHECKING: ("复核中", "复核意见由复核机关送达。"),
}
"""By what is said of a matter that went on after the talk."""


class SlipWords(NamedTuple):
    """The words of one matter."""

    outcome: str
    route: str
    answer_by: date | None
    basis: str


def notice_articles(policy: Policy, facts: Sequence[SlipFacts]) -> str:
    """By which paragraphs of Art. 23 these matters are told of: what a higher level sent by (3), the others by (2)."""
    return "、".join(dict.fromkeys(_notice_article(policy, one) for one in facts))


def _notice_article(policy: Policy, one: SlipFacts) -> str:
    # As the clock has it (`rules.clocks`): what a petitioner brought here first is told of as that.
    key = "transferred_notice_due" if one.is_sent_from_above else "acceptance_notice_due"
    return policy.periods[key].article


def slip_words(reference: Reference, one: SlipFacts) -> SlipWords:
    """What was decided, as it stands now."""
    since = _decided_since(reference, one)
    if since is not None:
        return since
    if one.outcome is None:
        article = f"条例{_notice_article(reference.policy, one)}" if one.notice_due else ""
        return SlipWords("已登记", f"已登记，处理途径另行书面告知。{_told(one)}", one.notice_due, article)
    return SlipWords(one.outcome.label, _route(reference, one), *_answer(reference, one))


def _decided_since(reference: Reference, one: SlipFacts) -> SlipWords | None:
    """What was decided apart from the talk; None where the talk is still all there is to tell."""
    state, outcome = one.state, one.outcome
    if state is _S.REFUSED and one.refusal_ground is not None:
        ground = reference.grounds[one.refusal_ground].of_matter(is_from_above=one.is_sent_from_above)
        what = "不再受理" if one.is_no_longer else "不予受理"
        notice = f"另有{what}告知书。" if one.has_refusal_notice else ""
        return SlipWords(what, f"{ground.says}{notice}", None, ground.basis)
    if state is _S.ROUTED_OUT and outcome is not Outcome.GUIDED and one.route is not None:
        way = reference.routes[one.route]
        return SlipWords(Outcome.GUIDED.label, one.led_words or way.guidance, None, f"条例{way.article}")
    if state in (_S.OBJECTED, _S.RETURNED):
        from_where = one.transferred_from or "来文机关"
        words = "已退回" if state is _S.RETURNED else "已提出异议，请求退回"
        return SlipWords(words, f"不属于本机关职权，{words}{from_where}，由其另行交办。", None, "条例第二十三条第三款")
    if state in (_S.CONCLUDED, _S.CLOSED) and outcome not in (Outcome.ANSWERED, Outcome.ENDED_SIMPLY):
        return SlipWords("已办结", one.result or "已办结。", None, "已办结")
    is_open = outcome in (None, Outcome.TO_VERIFY, Outcome.ENDED_SIMPLY)  # the last one may be wanted in writing
    stands = _STANDS.get(state)
    if stands is not None and (is_open or state is _S.REPLIED):
        what, words = stands
        if state is _S.HANDLING and one.is_accepted:
            what, words = "已受理", "已受理，正在办理，结果书面告知。"
        elif state is _S.HANDLING and one.unit:
            words = f"已交{one.unit}办理，结果另行告知。"
        return SlipWords(what, words + _told(one), *_own_day(reference, one))
    return None


def _told(one: SlipFacts) -> str:
    return f"已告知：{one.told_words}" if one.told_words else ""


def _route(reference: Reference, one: SlipFacts) -> str:
    """The route and procedure in plain words, as Art. 23(2) wants them told."""
    assert one.outcome is not None
    told = _told(one)
    spec = OUTCOMES[one.outcome]
    if spec.asks_for("route") and one.route is not None:
        return one.told_words or reference.routes[one.route].guidance
    if spec.slip_accepted and one.route is LegalRoute.PETITION_PROCEDURE:
        return spec.slip_accepted.format(owner=one.owner) + told
    if spec.slip_booked and one.next_at is not None:
        return spec.slip_booked.format(when=f"{one.next_at:%Y-%m-%d %H:%M}") + told
    return spec.slip + told


def _answer(reference: Reference, one: SlipFacts) -> tuple[date | None, str]:
    """By when an answer is owed, and on what ground."""
    assert one.outcome is not None
    spec = OUTCOMES[one.outcome]
    if spec.slip_no_day:
        return None, spec.slip_no_day
    if spec.slip_booked and one.next_at is not None:
        return one.next_at.date(), "另约接谈"
    return _own_day(reference, one, spec.slip_set_day)


def _own_day(reference: Reference, one: SlipFacts, label: str = "承办期限") -> tuple[date | None, str]:
    if one.handling_due is not None:
        return one.handling_due, f"条例{reference.policy.handling_article}"
    return one.due_on, label if one.due_on else ""
