"""Coming to rest: executed, visited again, settled, what the petitioner says to it; relief; and why nothing moves.

Each is a fact of its own (domain §4.5): 执行到位, 回访, 案结事了 and 息诉息访 do not follow from each other.
"""

from __future__ import annotations

from datetime import date

from jiefang_tui.rules.agreements.performance import Awaited
from jiefang_tui.rules.closing import open_sentence
from jiefang_tui.rules.typed.amounts import yuan
from jiefang_tui.services.closure import acts
from jiefang_tui.services.closure.line_acts import UNEXECUTE
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.acts import ActSpec, must
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.desk.kept_away import must_be_free
from jiefang_tui.services.desk.moving import day_of
from jiefang_tui.services.desk.people import officer_named
from jiefang_tui.services.desk.reopening import reopen_in
from jiefang_tui.store.models import FollowUp, Matter, Relief
from jiefang_tui.store.queries.agreements.standing import awaited_of
from jiefang_tui.store.queries.closure.closing import open_commitments, open_measures
from jiefang_tui.terms import (
    EntryKind,
    FollowUpWay,
    Reaction,
    ReopenCause,
    Satisfaction,
    Solved,
    WaitFor,
)


def _matter(act: Act, spec: ActSpec, matter_id: int) -> Matter:
    """The matter an act is about, where the act is possible."""
    matter = act.change(Matter.get_by_id(matter_id))
    act.about(matter)
    must(spec, act.desk, matter_id)
    return matter


def follow_up(
    desk: Desk,
    matter_id: int,
    way: str,
    officer: str,
    solved: str,
    on_day: date | None = None,
    *,
    met: str = "",
    promises_kept: str = "",
    office: str = Satisfaction.NOT_SAID,
    unit: str = Satisfaction.NOT_SAID,
    reaction: str = Reaction.UNKNOWN,
    new_request: str = "",
    note: str = "",
    reopen_due: date | None = None,
    post: str = "",
) -> int:
    """回访: who went how and what was found. Returns the id of the `FollowUp`.

    未解决 after 办结 opens the matter again, with `reopen_due` as the new date, and counts. Satisfaction with the
    reception `office` and with the responsible `unit` is asked apart.
    """
    with acting(desk, "follow_up.add") as act:
        matter = _matter(act, acts.VISIT, matter_id)
        day = day_of(act, on_day, matter.received_on)
        how = require_choice(FollowUpWay, way, "请选择怎样回访的。", "way")
        found = require_choice(Solved, solved, "请选择问题有没有解决。", "solved")
        asked = "请选择满意、基本满意、不满意或者未评价。"
        of_office = require_choice(Satisfaction, office, asked, "office")
        of_unit = require_choice(Satisfaction, unit, asked, "unit")
        says = require_choice(Reaction, reaction, "请选择信访人的态度。", "reaction")
        who = officer_named(act, officer, post, field="officer")
        if who is None:
            raise Refused("请填写回访人。", "officer")
        must_be_free(matter, who, field="officer")
        if reopen_due is not None and reopen_due < act.today:
            raise Refused("重新办理的期限不能早于今天。", "reopen_due")
        visit = act.create(
            FollowUp,
            matter=matter,
            on_day=day,
            way=how,
            officer=who,
            met=met.strip(),
            solved=found,
            promises_kept=promises_kept.strip(),
            office_satisfaction=of_office,
            unit_satisfaction=of_unit,
            reaction=says,
            new_request=new_request.strip(),
            note=note.strip(),
            recorded_at=act.now,
        )
        act.event(matter_id, EntryKind.FOLLOW_UP, _visit_sentence(visit, who.name), day)
        _take_in(act, matter, visit, reopen_due)
    return visit.id


def _visit_sentence(visit: FollowUp, who: str) -> str:
    words = [f"回访({FollowUpWay(visit.way).label})，回访人{who}"]
    if visit.met:
        words.append(f"见到{visit.met}")
    words.append(Solved(visit.solved).label)
    for whose, answer in (("接访室", visit.office_satisfaction), ("责任单位", visit.unit_satisfaction)):
        if answer != Satisfaction.NOT_SAID:
            words.append(f"对{whose}{Satisfaction(answer).label}")
    if visit.reaction != Reaction.UNKNOWN:
        words.append(f"对处理结果{Reaction(visit.reaction).label}")
    for label, text in (("承诺兑现", visit.promises_kept), ("新诉求", visit.new_request), ("", visit.note)):
        if text:
            words.append(f"{label}：{text}" if label else text)
    return "，".join(words)


def _take_in(act: Act, matter: Matter, visit: FollowUp, reopen_due: date | None) -> None:
    """What the visit changes in the matter. One entered late, older than the last visit known, changes nothing."""
    if matter.followed_up_on is not None and visit.on_day < matter.followed_up_on:
        return
    matter.followed_up_on = visit.on_day
    if visit.reaction != Reaction.UNKNOWN:
        matter.reaction = Reaction(visit.reaction)
    concluded = matter.state in acts.CONCLUDED and visit.on_day >= (matter.concluded_on or visit.on_day)
    if visit.solved == Solved.NOT and concluded:
        reason = visit.note or "回访时信访人反映问题没有解决"
        reopen_in(act, matter, ReopenCause.FOLLOW_UP, reason, reopen_due, visit.on_day)


def mark_executed(
    desk: Desk, matter_id: int, on_day: date | None, note: str, *, nothing_to_execute: bool = False
) -> None:
    """执行到位: every promise and measure done, with the proof as `note`.

    `Refused` names what is still open. With `nothing_to_execute` the note is the reason why, and it hinders nothing;
    what is open is told in the timeline and stays in its lists.
    """
    if not note.strip():
        raise Refused("请写明执行到位的凭据；没有要执行的，请写明原因。", "note")
    with acting(desk, "matter.execute") as act:
        matter = _matter(act, acts.EXECUTED, matter_id)
        day = day_of(act, on_day, matter.received_on)
        awaited = awaited_of(matter_id)
        kept_later = awaited.words if awaited is not None else ""
        left = open_sentence(open_commitments(matter_id), open_measures(matter_id), kept_later)
        if left and not nothing_to_execute:
            raise Refused(f"{left}；请先逐项记完成，或者写明没有要执行的原因。", "note")
        matter.executed_on, matter.executed_note = day, note.strip()
        what = "没有要执行的" if nothing_to_execute else "执行到位"
        act.event(matter_id, EntryKind.FOLLOW_UP, f"{what}：{note.strip()}" + (f" ({left})" if left else ""), day)


def unmark_executed(desk: Desk, matter_id: int, reason: str) -> None:
    """Take back that a matter was executed (and settled), with a reason; the timeline keeps what was said."""
    if not reason.strip():
        raise Refused("请写明改回未执行的原因。", "reason")
    with acting(desk, "matter.unexecute", reason) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(UNEXECUTE, desk, matter_id)
        matter.executed_on, matter.executed_note, matter.settled_on = None, "", None
        act.event(matter_id, EntryKind.FOLLOW_UP, f"改回未执行到位：{reason.strip()}")


def mark_settled(
    desk: Desk,
    matter_id: int,
    on_day: date | None = None,
    note: str = "",
    *,
    despite: str = "",
    agreed_by: str = "",
    post: str = "",
) -> None:
    """案结事了: executed, visited again, and the petitioner says solved or accepts. `Refused` says what lacks.

    It waits for the instalments of an agreement, unless a leader (`agreed_by`) agrees that nothing more is waited for:
    `despite` says why (the debtor is bankrupt, say). Who owes them and how much stays in 履约 as it is.
    """
    with acting(desk, "matter.settle") as act:
        matter = _matter(act, acts.SETTLED, matter_id)
        day = day_of(act, on_day, matter.executed_on)
        awaited = awaited_of(matter_id)
        early = _not_waited_for(act, matter, awaited, despite.strip(), agreed_by, post) if awaited is not None else ""
        matter.settled_on = day
        said = f"：{note.strip()}" if note.strip() else ""
        act.event(matter_id, EntryKind.FOLLOW_UP, f"案结事了{early}{said}", day)


def _not_waited_for(act: Act, matter: Matter, awaited: Awaited, despite: str, agreed_by: str, post: str) -> str:
    if not despite:
        raise Refused(f"{awaited.words}；不再等的，写明为什么、哪位领导同意。", "despite")
    leader = officer_named(act, agreed_by, post, field="agreed_by")
    if leader is None:
        raise Refused("请填写哪位领导同意不再等。", "agreed_by")
    must_be_free(matter, leader, field="agreed_by")
    return f"({awaited.words}，{leader.name}同意不再等：{despite})"


def set_reaction(desk: Desk, matter_id: int, reaction: str, note: str = "") -> None:
    """息诉息访: what the petitioner says to the result; a fact apart, which neither hinders nor ends anything."""
    with acting(desk, "matter.reaction") as act:
        matter = _matter(act, acts.REACTION, matter_id)
        new = require_choice(Reaction, reaction, "请选择信访人的态度。", "reaction")
        if new == matter.reaction and not note.strip():
            raise Refused(f"本来就记为{new.label}，没有改动。", "reaction")
        matter.reaction = new
        said = f"：{note.strip()}" if note.strip() else ""
        act.event(matter_id, EntryKind.FOLLOW_UP, f"息诉息访情况，信访人{new.label}{said}")


def give_relief(
    desk: Desk,
    matter_id: int,
    on_day: date | None,
    source: str,
    approver: str,
    amount_fen: int | None,
    note: str = "",
    post: str = "",
) -> int:
    """困难帮扶 (Art. 27): from which source, approved by whom, how much in fen; what is no money stands in `note`.

    Given for hardship and never in exchange for anything; also after 销号. Returns the id of the `Relief`.
    """
    if not source.strip():
        raise Refused("请填写帮扶资金或者项目的来源。", "source")
    if amount_fen is None and not note.strip():
        raise Refused("请填写金额；不是钱的，请写明帮扶了什么。", "amount_fen")
    if amount_fen is not None and amount_fen <= 0:
        raise Refused("金额应大于 0。", "amount_fen")
    with acting(desk, "relief.give") as act:
        matter = _matter(act, acts.RELIEF, matter_id)
        day = day_of(act, on_day, matter.received_on)
        who = officer_named(act, approver, post, field="approver")
        if who is None:
            raise Refused("请填写批准人。", "approver")
        must_be_free(matter, who, field="approver")
        relief = act.create(
            Relief,
            matter=matter,
            on_day=day,
            source=source.strip(),
            approver=who,
            amount_fen=amount_fen,
            note=note.strip(),
        )
        what = yuan(amount_fen) if amount_fen is not None else note.strip()
        more = f"，{note.strip()}" if amount_fen is not None and note.strip() else ""
        words = f"困难帮扶 {what}，来源{source.strip()}，{who.name}批准{more}。按困难情况给予，不以息诉息访为条件"
        act.event(matter_id, EntryKind.PROGRESS, words, day)
    return relief.id


def wait(desk: Desk, matter_id: int, wait_for: str, note: str = "") -> None:
    """Say why nothing moves: 等上级, 等法院, 等当事人. No clock stops for it. Written anew it counts from that day."""
    with acting(desk, "matter.wait") as act:
        matter = _matter(act, acts.WAIT, matter_id)
        why = require_choice(WaitFor, wait_for, "请选择在等什么。", "wait_for")
        if why is WaitFor.OTHER and not note.strip():
            raise Refused("请写明在等什么。", "note")
        if (why, note.strip()) == (matter.wait_for, matter.wait_note):
            raise Refused(f"已经记为{why.label}；还在等的，请写明现在等到哪一步。", "note")
        matter.wait_for, matter.wait_note, matter.wait_since = why, note.strip(), act.today
        act.event(matter_id, EntryKind.CHANGE, why.label + (f"：{note.strip()}" if note.strip() else ""))


def end_wait(desk: Desk, matter_id: int) -> None:
    """What was waited for has come, or is waited for no longer."""
    with acting(desk, "matter.end_wait") as act:
        matter = _matter(act, acts.END_WAIT, matter_id)
        since = f"，原因于{matter.wait_since}写明" if matter.wait_since else ""
        act.event(matter_id, EntryKind.CHANGE, f"不再{WaitFor(matter.wait_for).label}{since}")
        matter.wait_for, matter.wait_note, matter.wait_since = "", "", None
