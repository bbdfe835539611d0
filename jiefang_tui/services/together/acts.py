"""认领 and 对方当事人: what may be done with them, and why not."""

from __future__ import annotations

from jiefang_tui.rules.together.opposite import why_never_met
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, Check, always, by_itself, first, line_act
from jiefang_tui.store.models import Cause, Matter, OppositeParty, OwnerQuestion, Undertaking, Visit, VisitMatter
from jiefang_tui.terms import Category
from jiefang_tui.terms import MatterState as S

_GONE = (S.MERGED, S.SEALED_OUT, S.RETURNED, S.VOIDED)
_OVER = (*_GONE, S.CLOSED)


def goes_on(what: str) -> Check:
    """A matter of its own that is not over."""

    def check(facts: ActFacts) -> str:
        return f"不能{what}，这件{facts.at.state.label}。" if facts.at.state in _OVER else ""

    return first(by_itself(what), check)


def _may_meet(facts: ActFacts) -> str:
    """For whom the other side is never asked to come."""
    matter: Matter = Matter.get_by_id(facts.matter_id)
    said = VisitMatter.select(VisitMatter, Visit).join(Visit).where(VisitMatter.matter == matter)
    words = [matter.title, matter.request, matter.facts]
    words += [text for row in said for text in (row.request_said, row.visit.talk_note)]
    born = matter.petitioner.birth_date if matter.petitioner is not None else None
    apart = {kind: one.words for kind, one in facts.desk.reference.opposite.items()}
    why = why_never_met(Category(matter.category), words, born, facts.today, apart)
    return f"不能约对方，{why}。" if why else ""


def _was_withdrawn(facts: ActFacts) -> str:
    return "" if facts.row.withdrawn_on is not None else "不能恢复，这一条没有撤回过。"


def why_no_work(facts: ActFacts) -> str:
    """Why an undertaking is no work of its matter any more; one that was done before only has to be of a matter."""
    row: Undertaking = facts.row
    if row.matter_id is None:
        return ""
    return (_is_not_gone if row.done_on is not None else goes_on("恢复认领"))(facts)


def _is_not_gone(facts: ActFacts) -> str:
    if why := by_itself("恢复")(facts):
        return why
    return f"不能恢复，这件{facts.at.state.label}。" if facts.at.state in _GONE else ""


def _its_meeting_stands(facts: ActFacts) -> str:
    row: Undertaking = facts.row
    gone = row.item.meeting.withdrawn_on if row.item is not None else None
    return f"不能恢复，布置它的会议已于{gone}撤回；请在会议研究里恢复那次会议。" if gone is not None else ""


def _may_ask_again(facts: ActFacts) -> str:
    """A question that was decided is a fact of the matter; an open one is work, and there is one at a time."""
    row: OwnerQuestion = facts.row
    return _is_not_gone(facts) if row.decided_on is not None else _may_be_open(facts)


def _stands(row: Undertaking) -> str:
    return f"不能，这一条已于{row.withdrawn_on}撤回。" if row.withdrawn_on is not None else ""


def _is_open(row: Undertaking) -> str:
    return _stands(row) or (f"不能，已于{row.done_on}办到。" if row.done_on is not None else "")


def _is_done(row: Undertaking) -> str:
    return _stands(row) or ("" if row.done_on is not None else "不能，还没有记过办到。")


def _party_stands(row: OppositeParty) -> str:
    return f"不能，这一条已于{row.withdrawn_on}撤回。" if row.withdrawn_on is not None else ""


def _may_invite(row: OppositeParty) -> str:
    return _party_stands(row) or ("" if row.may_meet else "不能约，来访人不同意见面；改了主意的请另记一条。")


def _no_open_question(facts: ActFacts) -> str:
    is_open = (OwnerQuestion.matter == facts.matter_id) & OwnerQuestion.is_awaited
    if OwnerQuestion.select().where(is_open).exists():
        return "不能再会商归属，上次的还没有定；请先登记定给了谁。"
    return ""


def _question_stands(row: OwnerQuestion) -> str:
    return f"不能，这一条已于{row.withdrawn_on}撤回。" if row.withdrawn_on is not None else ""


def _is_undecided(row: OwnerQuestion) -> str:
    return _question_stands(row) or (f"不能，已于{row.decided_on}定了。" if row.decided_on is not None else "")


def _is_decided(row: OwnerQuestion) -> str:
    return _question_stands(row) or ("" if row.decided_on is not None else "不能，归属还没有定。")


_may_be_open = first(goes_on("恢复归属会商"), _no_open_question)

UNDERTAKE = ActSpec("undertake", "单位认领", 11, goes_on("记认领"), "undertake", "together")
MEET = ActSpec("meet", "约对方到场", 12, first(goes_on("约对方"), _may_meet), "meet", "together")
OWNER = ActSpec("owner", "归属会商", 13, first(goes_on("会商归属"), _no_open_question), "owner", "together")
MEETING = ActSpec("meeting", "会议研究", 14, goes_on("记会议研究"), "meeting", "together")
CAUSE = ActSpec("cause", "列入专案", 15, goes_on("列入专案"), "cause", "together")
ACTS = (UNDERTAKE, MEET, OWNER, MEETING, CAUSE)

DONE = line_act("undertaking_done", "办到了", 1, Undertaking, _is_open, "together")
PUT_OFF = line_act("undertaking_put_off", "改期", 2, Undertaking, _is_open, "together")
REWORD = line_act("undertaking_correct", "更正", 3, Undertaking, _stands, "together")
NOT_DONE = line_act("undertaking_not_done", "撤「办到了」", 4, Undertaking, _is_done, "together")
WITHDRAW = line_act("undertaking_withdraw", "撤回这一条", 5, Undertaking, _stands, "together")
UNDERTAKING_LINE = (DONE, PUT_OFF, REWORD, NOT_DONE, WITHDRAW)

INVITED = line_act("party_invited", "约了对方", 1, OppositeParty, _may_invite, "together")
CAME = line_act("party_came", "到场、谈成没有", 2, OppositeParty, _party_stands, "together")
PARTY_WITHDRAW = line_act("party_withdraw", "撤回这一条", 5, OppositeParty, _party_stands, "together")
PARTY_LINE = (INVITED, CAME, PARTY_WITHDRAW)

OPEN_CAUSE = line_act("open_cause", "打开专案", 1, Cause, always, "together", looks=True)
DECIDE_OWNER = line_act("owner_decided", "定了归谁", 1, OwnerQuestion, _is_undecided, "together")
UNDECIDE_OWNER = line_act("owner_undecided", "撤所定的归属", 2, OwnerQuestion, _is_decided, "together")
WITHDRAW_OWNER = line_act("owner_withdraw", "撤回这一条", 5, OwnerQuestion, _question_stands, "together")
OWNER_LINE = (DECIDE_OWNER, UNDECIDE_OWNER, WITHDRAW_OWNER)

_UNDERTAKEN = first(_was_withdrawn, _its_meeting_stands, why_no_work)
_ASKED = first(_was_withdrawn, _may_ask_again)
_MET = first(_was_withdrawn, goes_on("恢复约对方"), _may_meet)
RESTORE = ActSpec("undertaking_restore", "恢复", 6, _UNDERTAKEN, "undertaking_restore", "together", model=Undertaking)
PARTY_RESTORE = ActSpec("party_restore", "恢复", 6, _MET, "party_restore", "together", model=OppositeParty)
RESTORE_OWNER = ActSpec("owner_restore", "恢复", 6, _ASKED, "owner_restore", "together", model=OwnerQuestion)
"""All that there is to do with one that was withdrawn."""
LINE_ACTS = (*UNDERTAKING_LINE, *PARTY_LINE, *OWNER_LINE, OPEN_CAUSE, RESTORE, PARTY_RESTORE, RESTORE_OWNER)
