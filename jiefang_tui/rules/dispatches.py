"""交办、转送、协办、呈报: what each way of handing a matter on means, in one row each; everybody else asks here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jiefang_tui.terms import DispatchKind, MatterState


@dataclass(frozen=True)
class DispatchSpec:
    """One way of handing a matter on. What is not said of it is not so."""

    state: MatterState | None = None
    """Where the matter stands from then on; None where this moves it nowhere."""
    is_offered: bool = False
    """Whether 交办、转送、协办、呈报 offers it; the others come of an act of their own."""
    is_lead: bool = False
    """Whoever has it is the lead, and another lead ends it: of all these together one at most is under way."""
    owns_by_signing: bool = False
    """Who signs for it owns the matter, and until then the 首接人 does. A higher level leads and never owns: it is
    asked. Who assists has a task, not the matter."""
    must_sign: bool = False
    """Somebody here or below has to sign for it within days."""
    must_answer: bool = False
    """The day set with it is the day of its answer (承办答复)."""
    is_passed_on: bool = False
    """Not ours to decide: Art. 22(1) counts the days until it is passed on."""
    when_merged: DispatchKind | None = None
    """What it becomes in the matter that its own is merged into, which has a lead already; None: it stays."""
    unsigned: str = ""
    """Why nobody signs for it or answers it here; empty where somebody may."""
    answer: str = "答复"
    answered: str = "答复"
    """What comes back, as the name of a line and after a day."""

    @property
    def is_signed_for(self) -> bool:
        """Whether it may be signed for, sent back, answered and taken back here."""
        return not self.unsigned


DISPATCHES: Mapping[DispatchKind, DispatchSpec] = {
    DispatchKind.ASSIGN: DispatchSpec(
        MatterState.HANDLING,
        is_offered=True,
        is_lead=True,
        owns_by_signing=True,
        must_sign=True,
        must_answer=True,
        when_merged=DispatchKind.ASSIST,
    ),
    DispatchKind.TRANSFER: DispatchSpec(
        MatterState.HANDLING,
        is_offered=True,
        is_lead=True,
        owns_by_signing=True,
        must_sign=True,
        must_answer=True,
        is_passed_on=True,
        when_merged=DispatchKind.ASSIST,
    ),
    DispatchKind.ASSIST: DispatchSpec(is_offered=True, must_sign=True, must_answer=True),
    DispatchKind.SUBMIT_UP: DispatchSpec(
        MatterState.SUBMITTED_UP, is_offered=True, is_lead=True, must_answer=True, is_passed_on=True
    ),
    DispatchKind.MEDIATE: DispatchSpec(
        MatterState.IN_MEDIATION,
        is_lead=True,
        owns_by_signing=True,
        must_sign=True,
        must_answer=True,
        when_merged=DispatchKind.ASSIST,
    ),
    DispatchKind.GUIDE: DispatchSpec(
        MatterState.ROUTED_OUT,
        unsigned="引导不用签收、答复；法定途径有了结果，请按「法定途径的结果」登记。",
        answer="结果",
        answered="有结果",
    ),
    DispatchKind.SEALED: DispatchSpec(MatterState.SEALED_OUT, unsigned="移送不用签收、答复。"),
    DispatchKind.REPORT_CAUSE: DispatchSpec(),
}
"""Every way, in the order in which it is offered."""


def kinds_that(fits: Callable[[DispatchSpec], bool]) -> tuple[DispatchKind, ...]:
    """The ways whose row fits, in the order of the table."""
    return tuple(kind for kind, spec in DISPATCHES.items() if fits(spec))


OFFERED = kinds_that(lambda spec: spec.is_offered)
LEADS = kinds_that(lambda spec: spec.is_lead)
OWNED_BY_SIGNING = kinds_that(lambda spec: spec.owns_by_signing)
MUST_SIGN = kinds_that(lambda spec: spec.must_sign)
MUST_ANSWER = kinds_that(lambda spec: spec.must_answer)
PASSED_ON = kinds_that(lambda spec: spec.is_passed_on)
