"""结案审查: what is still missing before a matter may be taken off the list (销号), and where it is filled in.

It stands in the way of 销号 only. 告知, 办结 and 送达 run on the law's clock and ask nothing here; whether the
petitioner signs is no gap at all (domain §4.5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiefang_tui.rules.agreements.performance import HOW_KEPT
from jiefang_tui.terms import CheckAnswer, OpinionResult, Reaction, Solved

CHECKS: dict[str, str] = {
    "solved": "诉求合理的解决问题到位",
    "explained": "诉求无理的思想教育到位",
    "helped": "生活困难的帮扶救助到位",
    "handled_by_law": "行为违法的依法处理",
}
"""三到位一处理 (Art. 27): column of `Closing` -> words."""

LEADER_SIGNS = "接访领导签字"
DOCUMENTS, PERFORMANCE, FOLLOW_UP, BOXES, PUSHES, FORM, NOWHERE = (
    "4 文书", "5 履约", "6 回访 Ins", "2 三定三包", "7 督办", "销号单", "补不了",
)  # fmt: skip
"""Tab (and key) of the matter's screen that fills a gap; `FORM` is the form of the closing, `NOWHERE` is for what
is over and cannot be mended."""
LATE = "已经晚了"


@dataclass(frozen=True)
class Gap:
    """One thing the closing review misses."""

    what: str
    """``回访``."""
    key: str
    """Which tab and key fill it: ``6 回访 Ins``."""
    sentence: str
    is_in_form: bool = False
    """The form of the closing asks for it; everything else has to be done before."""

    @property
    def is_past(self) -> bool:
        """Nobody can mend it any more: it is said, and stands in nobody's way."""
        return self.key == NOWHERE


@dataclass(frozen=True)
class Late:
    """A date of the law, or one of our own, that was met after its last day."""

    what: str
    due_on: date
    met_on: date


@dataclass(frozen=True)
class ClosingFacts:
    """What the review looks at."""

    owes_notice: bool = False
    """Nobody has told the petitioner in writing, and nothing exempts from it."""
    untold: tuple[str, ...] = ()
    """Extensions whose reason nobody told, by day and length."""
    not_given: tuple[str, ...] = ()
    """Papers written and not given, by name."""
    under_way: tuple[str, ...] = ()
    """Of 三包 what is 进行中."""
    late: tuple[Late, ...] = ()
    owes_report: str = ""
    """An 办结报告 that is owed: to whom, and by when where that is set."""
    owes_opinion: bool = False
    """A handling opinion is due by law (accepted on the route of Art. 31(6), not mediated, not handled simply)."""
    replied_on: date | None = None
    served_on: date | None = None
    executed_on: date | None = None
    is_visited: bool = False
    """Visited since it was concluded."""
    commitments: tuple[str, ...] = ()
    """Open ones."""
    measures: tuple[str, ...] = ()
    """Open ones."""
    awaited: str = ""
    """What of its agreements is still to be kept (`agreements.performance.Awaited.words`)."""
    box_gap: str = ""
    """`duties.gap_sentence` of a matter under a leader."""
    cards: tuple[str, ...] = ()
    """Numbers with colour of cards not withdrawn."""
    leaders: tuple[str, ...] = ()
    """Who received it or owns it and is still here; any leader may sign when there is none."""


@dataclass(frozen=True)
class Signed:
    """What the form of the closing says."""

    checks: Mapping[str, str]
    leader: str


def gaps(facts: ClosingFacts, signed: Signed | None = None) -> list[Gap]:
    """What is missing, in the order in which it is done. Without `signed` what the form asks for is missing, too. At
    the end what was done too late: it is said, and cannot be mended (`Gap.is_past`).
    """
    return [*_before(facts), *_in_form(facts, signed or Signed({}, "")), *map(_said, facts.late)]


def _said(one: Late) -> Gap:
    days = (one.met_on - one.due_on).days
    return Gap(LATE, NOWHERE, f"{one.what}应在{one.due_on}前，{one.met_on}才办，晚了{days}日；补不了，照实留着。")


def _before(facts: ClosingFacts) -> list[Gap]:
    found = []
    if facts.owes_notice:
        found.append(Gap("书面告知", DOCUMENTS, "还没有书面告知信访人(条例第二十三条)；给过的，请记怎么告知的。"))
    if facts.untold:
        found.append(
            Gap("延期告知", DOCUMENTS, f"延期的理由还没有告知信访人(条例第三十四条)：{'、'.join(facts.untold)}。")
        )
    if facts.not_given:
        found.append(Gap("文书没给", DOCUMENTS, f"写好了还没有给信访人：{'、'.join(facts.not_given)}。"))
    if facts.replied_on is not None and facts.served_on is None:
        found.append(Gap("送达", DOCUMENTS, "处理意见书还没有送达信访人。"))
    elif facts.owes_opinion and facts.replied_on is None:
        found.append(Gap("处理意见书", DOCUMENTS, "没有出具处理意见书；确实不用出具的，销号时写明原因。"))
    if facts.owes_report:
        found.append(Gap("办结报告", DOCUMENTS, f"{facts.owes_report}（条例第二十二条第一款）。"))
    if facts.commitments:
        found.append(Gap("承诺事项", PERFORMANCE, f"{open_sentence(facts.commitments, ())}。"))
    if facts.awaited:
        found.append(Gap("协议履行", PERFORMANCE, f"{facts.awaited}；{HOW_KEPT}，等不到的写明原因。"))
    if facts.measures:
        found.append(Gap("化解措施", BOXES, f"{open_sentence((), facts.measures)}。"))
    if facts.executed_on is None:
        found.append(Gap("执行到位", PERFORMANCE, "还没有记执行到位；没有要执行的，请写明原因。"))
    if not facts.is_visited:
        found.append(Gap("回访", FOLLOW_UP, "办结以后还没有回访。"))
    if facts.box_gap:
        found.append(Gap("三定三包", BOXES, f"三定三包有缺：{facts.box_gap}。"))
    if facts.under_way:
        found.append(Gap("三包", BOXES, f"三包还有进行中的：{'、'.join(facts.under_way)}；做到了的请记已落实。"))
    if facts.cards:
        found.append(Gap("红黄牌", PUSHES, f"还有没销的牌：{'、'.join(facts.cards)}。"))
    return found


def answers_of(done: Sequence[str], undone: Sequence[str], others: str) -> dict[str, str]:
    """三到位一处理 from one pass: what was done, what was not, and the rest in one answer; none: not checked."""
    known = {**dict.fromkeys(done, CheckAnswer.YES), **dict.fromkeys(undone, CheckAnswer.NO)}
    return {column: str(known.get(column, others)) for column in CHECKS}


def _in_form(facts: ClosingFacts, signed: Signed) -> list[Gap]:
    found = []
    answers = {column: signed.checks.get(column, "") for column in CHECKS}
    empty = [words for column, words in CHECKS.items() if not answers[column]]
    undone = [words for column, words in CHECKS.items() if answers[column] == CheckAnswer.NO]
    if empty:
        found.append(Gap("三到位一处理", FORM, f"三到位一处理还没有逐项核对：{'、'.join(empty)}。", True))
    elif undone:
        found.append(Gap("三到位一处理", FORM, f"三到位一处理还有没到位的：{'、'.join(undone)}。", True))
    elif all(answer == CheckAnswer.NOT_APPLICABLE for answer in answers.values()):
        found.append(Gap("三到位一处理", FORM, "四项不能都不涉及：诉求合理的要解决，不合理的要解释。", True))
    whose = "、".join(facts.leaders) or "接访领导"
    if not signed.leader:
        found.append(Gap(LEADER_SIGNS, FORM, f"还要{whose}签字。", True))
    elif facts.leaders and signed.leader not in facts.leaders:
        found.append(Gap(LEADER_SIGNS, FORM, f"应由{whose}签字，不是{signed.leader}。", True))
    return found


def _named(texts: tuple[str, ...], most: int = 3) -> str:
    """The first ones by name, the rest as a number."""
    shown = "、".join(text[:20] for text in texts[:most])
    return f"{shown}等" if len(texts) > most else shown


def open_sentence(commitments: tuple[str, ...], measures: tuple[str, ...], awaited: str = "") -> str:
    """``还有2项承诺没有兑现: ...；还有1条措施没有完成: ...；协议还有2期没有履行...``, empty when nothing is open."""
    parts = []
    if commitments:
        parts.append(f"还有{len(commitments)}项承诺没有兑现：{_named(commitments)}")
    if measures:
        parts.append(f"还有{len(measures)}条措施没有完成：{_named(measures)}")
    if awaited:
        parts.append(awaited)
    return "；".join(parts)


def carried_out(executed_on: date | None, opinion_result: str | None, concluded_on: date | None) -> date | None:
    """When it was carried out. What was not supported has nothing that could be: counsel is owed (Art. 32)."""
    return concluded_on if executed_on is None and opinion_result == OpinionResult.NOT_SUPPORTED else executed_on


def settled_lacks(executed_on: date | None, solved: str, reaction: str) -> tuple[str, ...]:
    """What 案结事了 lacks: executed, visited again since, and the petitioner says solved or accepts.

    `solved` is the last visit's answer since it was concluded, empty without one.
    """
    lacks = []
    if executed_on is None:
        lacks.append("还没有执行到位")
    if not solved:
        lacks.append("办结以后还没有回访")
    elif solved != Solved.FULLY and reaction != Reaction.ACCEPTED:
        lacks.append(f"回访是{Solved(solved).label}，信访人{Reaction(reaction).label}")
    return tuple(lacks)
