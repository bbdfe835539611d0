"""How a matter stands, in sentences that can be read aloud to whoever has the right to ask (Art. 18(1)).

Where it is, which unit, by when, what comes next. No other person's name, no 批示, no card, no internal date: those are
the office's own. What is late is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiefang_tui.terms import LegalRoute, MatterState


@dataclass(frozen=True)
class ToldFacts:
    """What the sentences are made of; what is not known stays None or empty."""

    state: MatterState
    title: str
    register_no: str
    received_on: date
    today: date
    hidden: tuple[str, ...] = ()
    """Names that stand in the title and are somebody else's."""
    accepted_on: date | None = None
    unit: str = ""
    """主办单位; empty while it is with this office."""
    is_on_its_way: bool = False
    """Nothing says that it has reached that unit: until then it is here."""
    office: str = ""
    """机关 as the paper calls it."""
    is_told: bool = False
    """Whether what was decided was told in writing."""
    notice_due: date | None = None
    """Until when it has to be told in writing what becomes of it; None when told or not owed."""
    end_due: date | None = None
    """Until when the law wants it ended."""
    concluded_on: date | None = None
    served_on: date | None = None
    review_until: date | None = None
    """Until when a review may be asked for."""
    route: LegalRoute | None = None
    route_label: str = ""
    authority: str = ""
    """有权机关 that the petitioner was led to (Art. 23(1))."""
    merged_into_no: str = ""
    is_finally_closed: bool = False


def day_words(day: date, today: date) -> str:
    """``12月22日``, with the year where it is another one."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def told_aloud(facts: ToldFacts) -> list[str]:
    """The sentences, in the order in which they are read."""
    title = facts.title
    for name in facts.hidden:
        title = title.replace(name, "某某") if name else title
    begun = f"您反映的「{title}」，{day_words(facts.received_on, facts.today)}登记，编号 {facts.register_no}。"
    return [begun, *(sentence for sentence in (_where(facts), _who(facts), _when(facts), _next(facts)) if sentence)]


def _where(facts: ToldFacts) -> str:
    words = {
        MatterState.REGISTERED: "已经登记，正在研究由谁办、怎么办",
        MatterState.HANDLING: "正在办理",
        MatterState.ROUTED_OUT: f"这件事依法要走别的途径：{facts.route_label or '已告知您向有权处理的机关提出'}",
        MatterState.SUBMITTED_UP: "已经报请上级机关协调，正在等答复",
        MatterState.IN_MEDIATION: "正在调解",
        MatterState.OBJECTED: "不属本机关职责的，已请转来的机关另定去向，正在等答复",
        MatterState.RETURNED: "已经退回转来的机关，由它另定去向",
        MatterState.REFUSED: "决定不予受理，" + ("已把理由书面告诉您" if facts.is_told else "理由还要书面告诉您"),
        MatterState.REPLIED: "处理意见书已经作出，等您签收",
        MatterState.REVIEWING: "复查机关正在复查",
        MatterState.RECHECKING: "复核机关正在复核",
        MatterState.SEALED_OUT: "已经移送有权处理的机关",
        MatterState.CONCLUDED: "已经办结",
        MatterState.CLOSED: "已经办结",
        MatterState.MERGED: f"已并入您的另一件 {facts.merged_into_no}".rstrip() + "，一起办理",
        MatterState.VOIDED: "登记有误，这个编号已作废",
    }[facts.state]
    if facts.state is MatterState.HANDLING and facts.accepted_on:
        words = f"{day_words(facts.accepted_on, facts.today)}已经受理，{words}"
    if facts.concluded_on and facts.state in (MatterState.CONCLUDED, MatterState.CLOSED):
        words = f"{day_words(facts.concluded_on, facts.today)}{words}"
    if facts.is_finally_closed:
        words += "，复查复核程序已经走完"
    return f"现在：{words}。"


_AT_WORK = (
    MatterState.REGISTERED, MatterState.HANDLING, MatterState.IN_MEDIATION, MatterState.SUBMITTED_UP,
    MatterState.REPLIED, MatterState.OBJECTED,
)  # fmt: skip


def _who(facts: ToldFacts) -> str:
    if facts.state not in _AT_WORK:
        return ""
    office = facts.office or "本机关"
    if facts.unit and facts.is_on_its_way:
        return f"由谁办：现在在{office}，要交{facts.unit}办，还没有交到。"
    return f"由谁办：{facts.unit or office}。"


def _when(facts: ToldFacts) -> str:
    if facts.state not in (*_AT_WORK, MatterState.REVIEWING, MatterState.RECHECKING):
        return ""
    due, what = (facts.notice_due, "书面告知您是否受理") if facts.notice_due else (facts.end_due, "有结果")
    if due is None:
        return "什么时候：还没有定下日期，定了就告诉您。"
    day = day_words(due, facts.today)
    if due < facts.today:
        return f"什么时候：应当在{day}以前{what}，已经超过 {(facts.today - due).days} 天。"
    return f"什么时候：{day}以前{what}。"


def _next(facts: ToldFacts) -> str:
    until = f"，{day_words(facts.review_until, facts.today)}以前可以提出" if facts.review_until else ""
    where = f"向{facts.authority}" if facts.authority else "按告知的途径"
    words = {
        MatterState.REGISTERED: "决定怎么办以后书面告诉您",
        MatterState.HANDLING: "办完以后出具书面意见，送达给您",
        MatterState.ROUTED_OUT: f"请{where}提出；有了结果可以告诉我们",
        MatterState.SUBMITTED_UP: "上级答复以后告诉您",
        MatterState.IN_MEDIATION: "调解有了结果签协议；谈不成也告诉您别的途径",
        MatterState.OBJECTED: "定下由谁办以后告诉您",
        MatterState.REPLIED: "今天就可以签收；不服的，签收之后可以申请复查",
        MatterState.REVIEWING: "复查意见由复查机关送达给您",
        MatterState.RECHECKING: "复核意见由复核机关送达给您",
    }.get(facts.state, "")
    if facts.state in (MatterState.CONCLUDED, MatterState.CLOSED) and until and not facts.is_finally_closed:
        words = f"对处理意见不服的，可以申请复查{until}"
    return f"下一步：{words}。" if words else ""
