"""处理结果: all that an outcome of a talk means, in one row each; every room that knows outcomes reads it here.

What an outcome *does* to the file is the one thing not here: `services.outcomes.RECORD`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from jiefang_tui.terms import DispatchKind, MatterState, Outcome

AskKind = Literal[
    "words",
    "line",
    "unit",
    "officer",
    "day",
    "past",
    "moment",
    "route",
    "duty",
    "way",
    "yes_no",
    "destination",
    "accused",
]


@dataclass(frozen=True)
class Ask:
    """One field of an outcome's form, and what is said where it was left empty."""

    name: str
    """As `services.outcomes.OutcomeIn` calls it."""
    label: str
    kind: AskKind
    required: bool = False
    """Whether the form takes nothing without it."""
    missing: str = ""
    """The sentence for an act that comes without it, from whatever form or paper; empty where it may be left out."""
    or_else: str = ""
    """Name of the field that will do instead."""
    from_order: Literal["", "text", "unit", "due"] = ""
    """Which part of the leader's 批示 it begins with."""
    lines: int = 2
    """Height of words."""
    hint: str = ""


class DayFigure(NamedTuple):
    """The number of the day's summary (当日小结) that counts an outcome: its name and its label."""

    name: str
    label: str


@dataclass(frozen=True)
class OutcomeSpec:
    """One outcome. Its label is that of the term."""

    digit: int
    """The key that chooses it; it never changes."""
    asks: tuple[Ask, ...]
    """The fields of its form in the order of Enter."""
    paper_cell: Literal["told", "unit", "merge_into"]
    """What 承办答复 holds in a row of 午间补录 ..."""
    paper_hint: str
    """... and how the row calls it."""
    counted_as: DayFigure
    follows: str
    """What choosing it means, for the clerk, behind its label: 34 cells at most."""
    slip: str
    """What the visitor's slip (来访告知单) tells of the way it takes; of a report only ``where`` it goes."""
    state: MatterState | None = None
    """Where the matter stands from then on; None where it stays."""
    dispatch: DispatchKind | None = None
    """How it is handed on; None where it stays here."""
    gives_work: bool = False
    """Somebody has it to do from then on: a matter that had come to rest is reopened by it."""
    suits_merged: bool = False
    """Whether it may be recorded of a matter that was merged into another one."""
    suits_report: bool = False
    """Whether it may be recorded of a report (检举控告), of which no words are kept (Art. 30(3))."""
    suits_final: bool = False
    """Whether it may be recorded of a finally closed matter (三级终结) brought again: what is still owed to the person
    (Art. 37(3)), and a report, which is another thing; nothing else of the same facts and reasons (Art. 36(3))."""
    note: str = ""
    """What its form tells the clerk."""
    slip_accepted: str = ""
    """Told instead of `slip` on the route of Art. 31(6), with the ``owner``."""
    slip_booked: str = ""
    """Told instead of `slip` once a time to come again is set, with ``when`` that is."""
    slip_set_day: str = "承办期限"
    """What the slip calls the day set with it, where the law sets none for the answer."""
    slip_no_day: str = ""
    """Told instead of any day of ours for the answer."""

    def asks_for(self, name: str) -> bool:
        """Whether its form has that field."""
        return any(ask.name == name for ask in self.asks)

    @property
    def is_handed_on(self) -> bool:
        """Whether it gives the matter to anybody, here or elsewhere."""
        return self.gives_work or self.dispatch is not None


_DAY_HINT = "例如 10天后、12-3"
_TOLD = Ask("told", "告知", "words", hint="当面告知了什么(可不填)")
_HANDED_OVER = DayFigure("handed_over", "交出办理")
ACCUSED = Ask("accused", "检举的是", "accused", hint="只核对去向，不保存")
"""Whom a report is against: compared with where it goes, and not kept (Art. 30(3))."""
STILL = Ask("still_reason", "仍办理由", "line", hint="责任人是被反映的人才填")
"""Why somebody whom the claim is about handles it all the same (Art. 28(3))."""

OUTCOMES: Mapping[Outcome, OutcomeSpec] = {
    Outcome.ANSWERED: OutcomeSpec(
        digit=1,
        asks=(
            Ask(
                "told",
                "答复内容",
                "words",
                required=True,
                missing="请写明当场答复了什么。",
                from_order="text",
                lines=4,
                hint="当场答复了什么",
            ),
        ),
        paper_cell="told",
        paper_hint="答复内容",
        counted_as=DayFigure("answered", "当场答复"),
        follows="说清了，这一次到此为止",
        slip="已当场答复。",
        state=MatterState.CONCLUDED,
        suits_merged=True,
        suits_final=True,
        slip_no_day="已当场答复",
    ),
    Outcome.RESPONSIBILITY: OutcomeSpec(
        digit=2,
        asks=(
            Ask("leader", "包案领导", "officer", required=True),
            Ask("other_owner_reason", "换人原因", "line", hint="由别人包案请写明原因"),
            Ask("unit", "主办单位", "unit", from_order="unit"),
            Ask("due_on", "化解期限", "day"),
            _TOLD,
        ),
        paper_cell="unit",
        paper_hint="主办单位",
        counted_as=DayFigure("taken", "受理并包案"),
        follows="接访的领导包案，三定三包",
        slip="已受理，由领导包案办理，办理结果书面告知。",
        slip_accepted="按信访程序受理，{owner}包案，调查核实后书面答复。",
        state=MatterState.HANDLING,
        gives_work=True,
    ),
    Outcome.ASSIGNED: OutcomeSpec(
        digit=3,
        asks=(
            Ask(
                "unit",
                "交给单位",
                "unit",
                missing="请填写交给哪个站所、村或哪位责任人。",
                or_else="officer",
                from_order="unit",
            ),
            Ask("officer", "责任人", "officer"),
            STILL,
            Ask("requirement", "办理要求", "words", from_order="text"),
            Ask("due_on", "办理期限", "day", from_order="due", hint=_DAY_HINT),
            _TOLD,
        ),
        paper_cell="unit",
        paper_hint="承办单位",
        counted_as=_HANDED_OVER,
        follows="交给站所、村或责任人，限期答复",
        slip="交承办单位办理，办理结果由其告知。",
        state=MatterState.HANDLING,
        dispatch=DispatchKind.ASSIGN,
        gives_work=True,
    ),
    Outcome.MEDIATION: OutcomeSpec(
        digit=4,
        asks=(
            Ask("unit", "调解组织", "unit", required=True, missing="请填写转到哪个调解组织。", from_order="unit"),
            Ask("officer", "调解员", "officer"),
            STILL,
            Ask("requirement", "调解事项", "words", from_order="text"),
            Ask("due_on", "期限", "day", from_order="due", hint=_DAY_HINT),
        ),
        paper_cell="unit",
        paper_hint="调解组织",
        counted_as=_HANDED_OVER,
        follows="司法所或村调委会，双方自愿",
        slip="转调解组织调解，双方自愿。",
        state=MatterState.IN_MEDIATION,
        dispatch=DispatchKind.MEDIATE,
        gives_work=True,
    ),
    Outcome.GUIDED: OutcomeSpec(
        digit=5,
        asks=(
            Ask(
                "route",
                "法定途径",
                "route",
                required=True,
                missing="请选择应走的法定途径(条例第三十一条)。",
                hint="上下键选",
            ),
            Ask("duty", "谁的职责", "duty", hint="履行法定职责的(第五项)：1 本镇 2 别的机关"),
            Ask(
                "told",
                "告知内容",
                "words",
                required=True,
                missing="请写明告知了什么：去哪个机关、走什么程序。",
                lines=3,
                hint="去哪个机关、走什么程序",
            ),
            Ask(
                "unit",
                "有权机关",
                "unit",
                required=True,
                hint="该去的机关；本镇的写谁办",
                from_order="unit",
            ),
            Ask("due_on", "办理期限", "day", from_order="due", hint=_DAY_HINT),
        ),
        note="涉法涉诉等应走法定途径的，讲清去哪里、怎么走(第三十一条)。",
        paper_cell="told",
        paper_hint="告知内容",
        counted_as=_HANDED_OVER,
        follows="写明去哪个机关、走什么程序",
        slip="请按法定途径提出。",
        state=MatterState.ROUTED_OUT,
        dispatch=DispatchKind.GUIDE,
        suits_final=True,
        slip_no_day="按该途径的法定期限",
    ),
    Outcome.SUBMITTED_UP: OutcomeSpec(
        digit=6,
        asks=(
            Ask("unit", "报请单位", "unit", required=True, missing="请填写报请哪个上级单位协调。", from_order="unit"),
            Ask("requirement", "报请事项", "words", from_order="text", lines=3),
            Ask("due_on", "答复期限", "day", from_order="due", hint=_DAY_HINT),
        ),
        paper_cell="unit",
        paper_hint="上级单位",
        counted_as=_HANDED_OVER,
        follows="县里或县直部门，结果由本台告知",
        slip="已报请上级协调，结果由本台告知。",
        state=MatterState.SUBMITTED_UP,
        dispatch=DispatchKind.SUBMIT_UP,
        gives_work=True,
    ),
    Outcome.MERGED: OutcomeSpec(
        digit=7,
        asks=(_TOLD,),
        paper_cell="merge_into",
        paper_hint="原编号",
        counted_as=DayFigure("merged", "并入原事项"),
        follows="同一件事，和原来的一起办",
        slip="并入原事项一并办理，进展按原编号查询。",
        state=MatterState.MERGED,
        suits_merged=True,
    ),
    Outcome.SEALED: OutcomeSpec(
        digit=8,
        asks=(
            Ask("unit", "移送到", "destination", required=True),
            ACCUSED,
            Ask("confirmed_by", "确认人", "line", hint="第二个人，没有被反映的"),
        ),
        note="定了以后按密件办：在这一件里打印移送密件，有回执才清除；登记时就没有留内容的，只记移送去向。"
        "登记时就是检举控告的不用第二人确认。",
        paper_cell="unit",
        paper_hint="移送到哪",
        counted_as=_HANDED_OVER,
        follows="检举控告，移送以后不留内容",
        slip="按检举控告移送{where}，由其依规依纪依法处理。",
        suits_merged=True,
        suits_report=True,
        suits_final=True,
    ),
    Outcome.TO_VERIFY: OutcomeSpec(
        digit=9,
        asks=(
            Ask(
                "next_at",
                "另约时间",
                "moment",
                required=True,
                missing="请填写另约的时间。",
                hint="例如 下周四 9:00",
            ),
            Ask("told", "要核实的", "words"),
        ),
        paper_cell="told",
        paper_hint="告知内容",
        counted_as=DayFigure("to_verify", "待核实另约"),
        follows="定下再来的日子",
        slip="情况待核实，另约时间接谈。",
        slip_booked="情况待核实，请于 {when} 再来。",
    ),
    Outcome.ENDED_SIMPLY: OutcomeSpec(
        digit=0,
        asks=(
            Ask("told", "办了什么", "line", required=True, missing="请写明办了什么。", hint="已经办好了的事"),
            Ask("said", "信访人说", "line", required=True, missing="请写明信访人怎么说。", hint="本人怎么说的"),
            Ask(
                "told_way",
                "怎么告知",
                "way",
                required=True,
                missing="请选择怎么告知信访人的。",
                hint="1 上门 2 电话 3 当面",
            ),
            Ask("told_on", "告知日期", "past", hint="空着就是今天"),
            Ask("in_writing", "书面答复", "yes_no", hint="要书面答复吗: 1 要，接着出处理意见书；空着是不要"),
        ),
        note="小事办好、告知了的，一次填完就办结销号；不问满意不满意。",
        paper_cell="told",
        paper_hint="办了什么",
        counted_as=DayFigure("ended_simply", "简易办结"),
        follows="小事已办好、告知了，一次填完",
        slip="已办结。",
        state=MatterState.CLOSED,
        slip_no_day="已办结",
    ),
}
"""Every outcome by its digit."""

DAY_FIGURES = tuple(dict.fromkeys(spec.counted_as for spec in OUTCOMES.values()))
"""The numbers of 当日小结 that count outcomes; every outcome is in one of them."""


def outcome_choices() -> list[tuple[str, str]]:
    """All outcomes as (code, label), in the order of their digits."""
    in_order = sorted(OUTCOMES, key=lambda one: OUTCOMES[one].digit or 10)  # 0 is the tenth
    return [(outcome.value, outcome.label) for outcome in in_order]


def outcome_key(outcome: Outcome) -> str:
    """Digit and label as sentences name them: ``8 移送(密件)``."""
    return f"{OUTCOMES[outcome].digit} {outcome.label}"


def counted_in(figure: DayFigure) -> tuple[Outcome, ...]:
    """The outcomes that a number of the day's summary counts."""
    return tuple(outcome for outcome, spec in OUTCOMES.items() if spec.counted_as == figure)


def missing_answer(outcome: Outcome, answered: Iterable[str]) -> Ask | None:
    """The first field that the outcome cannot do without and that is not among the names `answered`."""
    filled = set(answered)
    asks = (ask for ask in OUTCOMES[outcome].asks if ask.missing)
    return next((ask for ask in asks if ask.name not in filled and ask.or_else not in filled), None)
