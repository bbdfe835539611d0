"""Which dates run for a matter: every deadline of domain §1.1 and the desk's own, from plain facts.

Lengths and articles come in as a policy (regulation.toml). D12 (重大紧急, Art. 25) and D13 (yearly report, Art. 41)
have no length in the Regulation: they are lists, not dates. Only a hearing stops a clock, and only that of 复核
(Art. 36(2)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiefang_tui.rules.deadlines import Due, Stop, add_months, last_day, latest_day, rolled_day
from jiefang_tui.rules.dispatches import MUST_ANSWER, MUST_SIGN, PASSED_ON
from jiefang_tui.rules.matter_facts import DispatchFact, MatterFacts
from jiefang_tui.rules.policy_like import PeriodLike, PolicyLike
from jiefang_tui.rules.text import cut
from jiefang_tui.rules.workdays import Calendar
from jiefang_tui.terms import (
    BY_LAW,
    LAW_HERE,
    OPEN_MATTER_STATES,
    PETITIONERS_WINDOWS,
    Category,
    DocumentKind,
    DueKind,
    DutyLiesWith,
    LegalRoute,
    MatterState,
    ReviewStage,
)

LAWS_OWN = (
    DueKind.TRIAGE, DueKind.ACCEPTANCE_NOTICE, DueKind.OBJECTION, DueKind.HANDLING, DueKind.EXTENDED,
    DueKind.REVIEW_REQUEST, DueKind.REVIEW, DueKind.RECHECK_REQUEST, DueKind.RECHECK, DueKind.ASSIGNED,
    DueKind.REPORT_UP,
)  # fmt: skip
"""D1-D11: kept also when met, because the year's figures ask whether they were met in time."""

_AT_WORK = tuple(state for state in OPEN_MATTER_STATES if state not in (MatterState.REVIEWING, MatterState.RECHECKING))
"""Something is still to be answered here."""
_OVER = (MatterState.MERGED, MatterState.SEALED_OUT, MatterState.RETURNED, MatterState.CLOSED)
_TEXT_CELLS = 36


def clocks(facts: MatterFacts, policy: PolicyLike, calendar: Calendar, today: date | None = None) -> list[Due]:
    """Every date of a matter, open or met, in the order of the law.

    With `today` a hearing that goes on is counted to that day; without, the dates hang on the facts alone (that is how
    they are stored) and a stopped one is the earliest it can be. Of a sealed report only the passing on is watched.
    """
    maker = _Maker(facts, policy, calendar, today)
    if facts.state is MatterState.VOIDED:
        return []  # it was never received, or is counted under another number
    if facts.category is Category.REPORT_ACCUSATION:
        return list(maker.sealed())
    return [
        *maker.triage(),
        *maker.notice(),
        *maker.objection(),
        *maker.handling(),
        *maker.route(),
        *maker.set_by_hand(),
        *maker.dispatches(),
        *maker.sheet(),
        *maker.service(),
        *maker.commitments(),
        *maker.follow_up(),
        *maker.reviews(),
    ]


ADVICE = "(提示，不是条例期限)"
"""What is said of a date that another law gives somebody, and that is no limit of ours: nobody gets a card for it."""


def is_advice(source: str) -> bool:
    """Whether the source of a date says so."""
    return source.endswith(ADVICE)


def notice_of(dues: Sequence[Due]) -> Due | None:
    """The written notice of Art. 23, met or not; None when none is owed."""
    return next((due for due in dues if due.kind is DueKind.ACCEPTANCE_NOTICE and not due.subject), None)


def handling_of(dues: Sequence[Due], state: MatterState) -> Due | None:
    """应办结 (Art. 34), extended where it was; None when that clock does not run.

    A matter that is open again, in 复查 or in 复核 was concluded once: its date would tell of a lateness that is none.
    """
    legal = [due for due in dues if due.kind in (DueKind.HANDLING, DueKind.EXTENDED) and not due.subject]
    if not legal or (state in OPEN_MATTER_STATES and not legal[-1].is_open):
        return None
    return legal[-1]


def next_due(dues: Sequence[Due]) -> Due | None:
    """The open date of ours that is named first: the law's before our own, then the nearest; a stopped one only when
    nothing else runs."""
    ours = [due for due in dues if due.is_open and due.is_ours]
    return min(
        ours,
        key=lambda due: (due.is_paused, due.kind not in BY_LAW, due.kind not in LAW_HERE, due.rolled, due.raw),
        default=None,
    )


@dataclass(frozen=True)
class _Maker:
    facts: MatterFacts
    policy: PolicyLike
    calendar: Calendar
    today: date | None

    # -- making one

    def _of(self, kind: DueKind, start: date, period: PeriodLike, **more: Any) -> Due:
        stops, longer = more.get("stops", ()), more.get("longer", ())
        how = {"is_working": period.is_working, "stops": stops, "longer": longer}
        raw, rolled, unknown = last_day(start, period.days, self.calendar, **how)
        given = {"subject": "", "what": kind.label, "counted_from": period.counted_from} | more
        return Due(
            kind=kind,
            start=start,
            days=period.days,
            is_working=period.is_working,
            raw=raw,
            rolled=rolled,
            article=period.article,
            source=period.source,
            unknown_years=unknown,
            latest=latest_day(start, period.days, self.calendar, unknown, **how),
            **given,
        )

    def _law(self, kind: DueKind, key: str, start: date, **more: Any) -> Due:
        """By the Regulation or a stricter own period: our duty by the earlier, the petitioner's time by the later."""
        made = [self._of(kind, start, period, **more) for period in self.policy.periods_on(key, start)]
        own, is_ours = made[0], kind not in PETITIONERS_WINDOWS
        best = min(made, key=lambda due: due.raw) if is_ours else max(made, key=lambda due: due.raw)
        if best is own:
            return own
        length, how = f"{own.days} {'个工作日' if own.is_working else '日'}", "晚" if is_ours else "早"
        return replace(best, source=f"{best.source}(本单位定的 {length}这次更{how}，没有采用)")

    def _on(self, kind: DueKind, start: date, day: date, source: str, *, is_theirs: bool = False, **more: Any) -> Due:
        """A date that somebody set; what the assigning body set (`is_theirs`) is that day, rest day or not."""
        rolled, unknown = (day, ()) if is_theirs else rolled_day(day, self.calendar)
        given = {"subject": "", "what": kind.label, "article": ""} | more
        return Due(
            kind=kind,
            start=start,
            days=None,
            is_working=False,
            raw=day,
            rolled=rolled,
            source=source,
            unknown_years=unknown,
            **given,
        )

    # -- the Regulation's

    def sealed(self) -> Iterator[Due]:
        facts = self.facts
        waiting = facts.handed_on is None and facts.state not in (
            MatterState.SEALED_OUT,
            MatterState.MERGED,
            MatterState.VOIDED,
        )
        yield self._law(DueKind.TRIAGE, "triage_due", facts.received_on, is_open=waiting, met_on=facts.handed_on)

    def triage(self) -> Iterator[Due]:
        sent = [one.sent_on for one in self.facts.dispatches if one.kind in PASSED_ON]
        if sent:
            yield self._law(DueKind.TRIAGE, "triage_due", self.facts.received_on, is_open=False, met_on=min(sent))

    def notice(self) -> Iterator[Due]:
        facts = self.facts
        # While the higher level has still to say whose it is, there is nothing to be told (Art. 23(3)).
        owed = facts.notified_on is None and facts.state not in (*_OVER, MatterState.OBJECTED)
        if facts.is_named and not facts.notice_exempt_reason:
            # What a petitioner brought here first is owed from that day; being sent it as well puts nothing off.
            sent_first = facts.transferred_in_on is not None and facts.transferred_in_on <= facts.received_on
            key = "transferred_notice_due" if sent_first else "acceptance_notice_due"
            yield self._law(DueKind.ACCEPTANCE_NOTICE, key, facts.first_here_on, is_open=owed, met_on=facts.notified_on)
        preset = self.policy.preset("simple", "accept") if facts.is_simple else None
        if preset is not None:
            open_ = facts.accepted_on is None and facts.state in _AT_WORK
            yield self._of(
                DueKind.ACCEPTANCE_NOTICE,
                facts.first_here_on,
                preset,
                subject="simple",
                what="决定是否受理",
                is_open=open_,
                met_on=facts.accepted_on,
            )

    def objection(self) -> Iterator[Due]:
        facts = self.facts
        if facts.transferred_in_on is not None:
            undecided = facts.state is MatterState.REGISTERED and facts.accepted_on is None
            yield self._law(DueKind.OBJECTION, "objection_due", facts.transferred_in_on, is_open=undecided)

    def handling(self) -> Iterator[Due]:
        facts, done = self.facts, self.facts.first_concluded_on
        if facts.assigned_due is not None:
            runs = facts.state in _AT_WORK and done is None and not facts.is_reopened
            yield self._from_above(DueKind.ASSIGNED, facts.assigned_due, is_open=runs, met_on=done)
            if facts.wants_report:  # 办结 tells nobody above
                made = facts.reported_on
                is_owed = made is None and facts.state not in _OVER
                yield self._from_above(DueKind.REPORT_UP, facts.assigned_due, is_open=is_owed, met_on=made)
        if facts.accepted_on is None or not facts.is_petition_procedure:
            return
        runs = done is None and not facts.is_reopened and facts.state in _AT_WORK
        extended = bool(facts.longer)
        law = self._law(DueKind.HANDLING, "handling_due", facts.accepted_on, is_open=runs and not extended, met_on=done)
        yield law
        preset = self.policy.preset("simple", "conclude") if facts.is_simple else None
        if preset is not None:
            yield self._of(
                DueKind.HANDLING,
                facts.accepted_on,
                preset,
                subject="simple",
                what="简易办结",
                is_open=runs and not extended,
                met_on=done,
            )
        if extended:
            yield self._extended(law, facts.accepted_on, runs)

    def _from_above(self, kind: DueKind, day: date, *, is_open: bool, met_on: date | None) -> Due:
        """A day that the assigning body set (Art. 22(1))."""
        return self._on(
            kind,
            self.facts.transferred_in_on or self.facts.received_on,
            day,
            "上级交办",
            is_theirs=True,
            article="第二十二条第一款",
            is_open=is_open,
            met_on=met_on,
            counted_from="收到交办",
        )

    def _extended(self, law: Due, start: date, runs: bool) -> Due:
        most = max(period.days for period in self.policy.periods_on("extension", start))
        longer, left = [], most
        for one in self.facts.longer:
            if left > 0:
                longer.append(replace(one, days=min(one.days, left)))
                left -= one.days
        return self._law(DueKind.EXTENDED, "handling_due", start, longer=tuple(longer), is_open=runs, met_on=law.met_on)

    def _concluded(self) -> date | None:
        return None if self.facts.state in _AT_WORK else self.facts.concluded_on

    def route(self) -> Iterator[Due]:
        facts = self.facts
        if facts.category is not Category.CLAIM or facts.route in (None, LegalRoute.PETITION_PROCEDURE):
            return
        assert facts.route is not None
        led = facts.led_elsewhere
        start = min((one.sent_on for one in led), default=facts.accepted_on or facts.received_on)
        period = self.policy.route_period(facts.route, start)
        if period is None:
            yield from self._advice(facts.route)
            return
        met, more = facts.first_concluded_on, {}
        runs = facts.state in _AT_WORK and met is None and not facts.is_reopened
        if led:  # (1) to (4): the outcome of that way is waited for
            met, more = max((one.replied_on for one in led if one.replied_on), default=None), {"counted_from": "引导"}
            runs = facts.state is MatterState.ROUTED_OUT and any(one.is_live for one in led)
        yield self._of(
            DueKind.ROUTE,
            start,
            period,
            subject=facts.route.value,
            what=DueKind.ROUTE.label,
            is_open=runs,
            met_on=met,
            **more,
        )

    def _advice(self, route: LegalRoute) -> Iterator[Due]:
        """Of a duty of ours (Art. 31(5)): when another law lets the petitioner sue, the same day months later."""
        facts, advice = self.facts, self.policy.advice(route)
        if advice is None or facts.duty_lies_with is not DutyLiesWith.OURS:
            return
        met = facts.first_concluded_on
        day = add_months(facts.received_on, advice.months)
        made = self._on(
            DueKind.ROUTE,
            facts.received_on,
            day,
            f"{advice.source}{ADVICE}",
            subject=route.value,
            what="履行职责(提示)",
            article=advice.article,
            counted_from=advice.counted_from,
            is_open=facts.state in _AT_WORK and met is None and not facts.is_reopened,
            met_on=met,
        )
        yield replace(made, days=(day - facts.received_on).days)

    # -- the desk's

    def set_by_hand(self) -> Iterator[Due]:
        """限办 of a simple or assigned matter; also the date of one that was opened again."""
        facts = self.facts
        if facts.due_on is None:
            return
        asked = [
            one
            for one in facts.dispatches
            if one.kind in MUST_ANSWER
            and one.due_on == facts.due_on
            and (facts.reopened_on is None or one.sent_on >= facts.reopened_on)
        ]
        answered = max((one.replied_on for one in asked if one.replied_on is not None), default=None)
        if not any(self._awaited(one) for one in asked):  # else the same day stands already as their answer
            yield self._on(
                DueKind.SET,
                facts.reopened_on or facts.received_on,
                facts.due_on,
                "本台定的日期",
                is_open=facts.state in _AT_WORK and answered is None,  # who had to do it by that day has answered
                met_on=self._concluded() or answered,
                counted_from="重新办理" if facts.reopened_on else "登记",
            )

    def _awaited(self, one: DispatchFact) -> bool:
        return one.is_live and self.facts.state in _AT_WORK

    def dispatches(self) -> Iterator[Due]:
        for one in self.facts.dispatches:
            subject = f"dispatch:{one.id}"
            if one.kind in MUST_SIGN and one.reached_on is not None:  # else the desk has still to deliver it
                yield self._of(
                    DueKind.SIGN,
                    one.reached_on,
                    _Own(self.policy.sign_days, "交件"),
                    subject=subject,
                    what=f"签收: {one.to}".rstrip(": "),
                    is_open=self._awaited(one) and one.signed_on is None,
                    met_on=one.signed_on,
                )
            if one.due_on is not None and one.kind in MUST_ANSWER:
                yield self._on(
                    DueKind.REPLY,
                    one.sent_on,
                    one.due_on,
                    "交办时定的日期",
                    subject=subject,
                    what=f"承办答复: {one.to}".rstrip(": "),
                    is_open=self._awaited(one),
                    met_on=one.replied_on,
                    counted_from="发出",
                )

    def sheet(self) -> Iterator[Due]:
        facts = self.facts
        if facts.sheet_made_on is None:
            return
        for one in facts.measures:
            left = facts.state is MatterState.CONCLUDED and facts.executed_on is None
            yield self._on(
                DueKind.MEASURE,
                facts.sheet_made_on,
                one.due_on,
                "化解措施",
                subject=f"measure:{one.id}",
                what=f"措施: {cut(one.text, _TEXT_CELLS)}",
                counted_from="包案",
                met_on=one.done_on,
                is_open=one.done_on is None and (facts.state in _AT_WORK or left),
            )
        if facts.resolve_due is not None:
            yield self._on(
                DueKind.RESOLVE,
                facts.sheet_made_on,
                facts.resolve_due,
                "三定三包",
                counted_from="包案",
                is_open=facts.state in _AT_WORK,
                met_on=self._concluded(),
            )

    def service(self) -> Iterator[Due]:
        """An opinion that was issued has to reach the petitioner; one that a later one replaced does not."""
        opinions = [one for one in self.facts.documents if one.kind is DocumentKind.HANDLING_OPINION]
        for place, one in enumerate(opinions, 1):
            runs = place == len(opinions) and one.served_on is None and self.facts.state is MatterState.REPLIED
            yield self._of(
                DueKind.SERVICE,
                one.issued_on,
                _Own(self.policy.service_days, "出具处理意见书"),
                subject=f"document:{one.id}",
                is_open=runs,
                met_on=one.served_on,
            )

    def commitments(self) -> Iterator[Due]:
        for one in self.facts.commitments:
            yield self._on(
                DueKind.COMMITMENT,
                one.start_on,
                one.due_on,
                "承诺事项",
                subject=f"commitment:{one.id}",
                what=f"承诺: {cut(one.text, _TEXT_CELLS)}",
                counted_from="确认承诺",
                met_on=one.done_on,
                is_open=one.done_on is None and self.facts.state is not MatterState.SEALED_OUT,
            )

    def follow_up(self) -> Iterator[Due]:
        facts = self.facts
        if (
            facts.concluded_on is None
            or not facts.was_handled
            or facts.state not in (MatterState.CONCLUDED, MatterState.CLOSED)
        ):
            return
        known = ((facts.executed_on, "执行到位"), (facts.served_on, "送达"), (facts.concluded_on, "办结"))
        start, counted_from = max((day, fact) for day, fact in known if day is not None)
        visited = facts.followed_up_on
        met = visited if visited is not None and visited >= facts.concluded_on else None
        yield self._of(
            DueKind.FOLLOW_UP,
            start,
            _Own(self.policy.follow_up_days, counted_from),
            is_open=met is None and facts.state is MatterState.CONCLUDED,
            met_on=met,
        )

    # -- 复查, 复核

    def reviews(self) -> Iterator[Due]:
        facts, reviews = self.facts, self.facts.reviews
        lapsed = facts.finally_closed_on is not None or facts.state in (MatterState.MERGED, *_AT_WORK)
        if facts.served_on is not None and facts.is_petition_procedure and not facts.is_changed_for_good:
            asked = [
                one.requested_on
                for one in reviews
                if one.stage is ReviewStage.REVIEW and one.requested_on >= facts.served_on
            ]
            yield self._law(
                DueKind.REVIEW_REQUEST,
                "review_request_until",
                facts.served_on,
                is_open=not (asked or lapsed),
                met_on=min(asked, default=None),
            )
        for one in reviews:
            recheck = one.stage is ReviewStage.RECHECK
            stops = self._stops(one.requested_on) if recheck else ()
            runs = one.concluded_on is None and facts.state not in _OVER
            yield self._law(
                DueKind.RECHECK if recheck else DueKind.REVIEW,
                "recheck_due" if recheck else "review_due",
                one.requested_on,
                subject=f"review:{one.id}",
                stops=stops,
                is_open=runs,
                met_on=one.concluded_on,
                is_paused=runs and recheck and any(stop.ends is None for stop in facts.stops),
            )
            if not recheck and one.served_on is not None and not one.is_sent_back:
                asked = [
                    other.requested_on
                    for other in reviews
                    if other.stage is ReviewStage.RECHECK and other.requested_on >= one.served_on
                ]
                yield self._law(
                    DueKind.RECHECK_REQUEST,
                    "recheck_request_until",
                    one.served_on,
                    subject=f"review:{one.id}",
                    is_open=not (asked or lapsed),
                    met_on=min(asked, default=None),
                )

    def _stops(self, requested_on: date) -> tuple[Stop, ...]:
        """The hearings of this 复核; one that goes on lasts at least to today."""
        found = []
        for stop in self.facts.stops:
            if stop.ends is not None and stop.ends <= requested_on:
                continue
            until = max(stop.begins, self.today) if stop.ends is None and self.today is not None else stop.ends
            found.append(replace(stop, ends=until))
        return tuple(found)


@dataclass(frozen=True)
class _Own:
    """A length that no law sets: a setting of the desk."""

    days: int
    counted_from: str
    is_working: bool = False
    article: str = ""
    source: str = "本台设置(不是法定期限)"
