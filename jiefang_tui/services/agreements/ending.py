"""An agreement ends the handling (Art. 33): at once, later by an act of its own, and taken back.

Whether it is kept is a fact of its own: 案结事了 and 销号 wait for its instalments (`rules.agreements.performance`).
"""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.agreements.card_numbers import without_cards
from jiefang_tui.rules.moves import not_now
from jiefang_tui.services.agreements.acts import END_BY, UNDO_END, ending_agreement, why_not_ended_by
from jiefang_tui.services.agreements.telling import tell
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActFacts, must, undecided, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.moving import LIVE, answer_live, begun_on, day_of, move
from jiefang_tui.store.models import Agreement, Dispatch, Matter
from jiefang_tui.store.queries.agreements.standing import agreement_view
from jiefang_tui.terms import AgreementKind, DispatchKind, EntryKind, MatterState, OpinionResult


def agreed_in(act: Act, matter: Matter, words: str, day: date, what: str) -> None:
    """The body of every act that concludes a matter by 调解 or 和解: `words` are what was agreed."""
    answer_live(act, matter, DispatchKind.MEDIATE, words, day)
    move(act, matter, MatterState.CONCLUDED)
    matter.concluded_on, matter.result, matter.opinion_result = day, words, OpinionResult.MEDIATED
    tell(act, matter.id, EntryKind.OUTCOME, f"{what}：{words}", day)


def end_by(desk: Desk, matter_id: int, on_day: date | None = None, reason: str = "") -> None:
    """按协议办结: what was agreed and written down ends the handling, on the day of signing unless another is named.

    Where the office waits until it is kept, and it is not, `Refused` asks for the `reason`.
    """
    with acting(desk, "agreement.end", without_cards(reason.strip())) as act:
        facts = must(END_BY, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        row = ending_agreement(facts)
        assert row is not None
        waits = facts.awaited if desk.reference.policy.performed_first else None
        if waits is not None and not reason.strip():
            raise Refused(f"{waits.words}；本单位定的是履行完再办结，现在办结的请写明原因。", "reason")
        day = day_of(act, on_day or max(row.signed_on, begun_on(matter)), begun_on(matter))
        end_in(act, matter, row, day, reason.strip())


def end_in(act: Act, matter: Matter, row: Agreement, day: date, reason: str = "") -> None:
    """The body of `end_by`. What was agreed in instalments is followed until it is kept, whoever had it in hand."""
    matter.was_handled = True
    early = f"(没有履行完，{reason})" if reason else ""
    agreed_in(act, matter, agreement_view(row.id, act.today).told, day, f"按{AgreementKind(row.kind).label}办结{early}")


def why_not_at_once(desk: Desk, agreement_id: int) -> str:
    """Why an agreement that was just written down does not end the handling with it; empty when it does."""
    row = Agreement.get_by_id(agreement_id)
    if why := undecided("办结")(ActFacts(desk, row.matter_id)):
        return why.removesuffix("。")
    return why_not_ended_by(row.matter, row)


def undo_end(desk: Desk, matter_id: int, reason: str) -> None:
    """撤回按协议办结: it is handled on; the agreement itself stands."""
    if not reason.strip():
        raise Refused("请写明为什么撤回办结。", "reason")
    with acting(desk, "agreement.undo_end", without_cards(reason.strip())) as act:
        must(UNDO_END, desk, matter_id)
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        undo_in(act, matter, reason.strip())


def undo_in(act: Act, matter: Matter, reason: str) -> None:
    """The body of `undo_end`: what the agreement had answered is out again, and the matter is where that is."""
    if matter.state != MatterState.CONCLUDED:
        raise Refused(not_now(matter.state, "撤回办结"))
    mine = (Dispatch.matter == matter) & (Dispatch.kind == DispatchKind.MEDIATE) & (Dispatch.reply == matter.result)
    answered = list(Dispatch.select().where(mine & (Dispatch.replied_on >= matter.concluded_on)))
    for row in answered:
        sent = act.change(row)
        sent.replied_on, sent.reply = None, ""
    move(act, matter, MatterState.HANDLING)
    up = (Dispatch.matter == matter) & (Dispatch.kind == DispatchKind.SUBMIT_UP)
    if answered:
        move(act, matter, MatterState.IN_MEDIATION)
    elif Dispatch.select().where(up & LIVE).exists():
        move(act, matter, MatterState.SUBMITTED_UP)
    matter.result = matter.opinion_result = ""
    matter.concluded_on = matter.settled_on = None
    tell(act, matter.id, EntryKind.CHANGE, f"撤回按协议办结，接着办理：{reason}")


def is_ended_by_agreement(desk: Desk, matter_id: int) -> bool:
    """Whether its handling was ended by 调解 or 和解, and that can be taken back."""
    return not why_not(UNDO_END, ActFacts(desk, matter_id))
