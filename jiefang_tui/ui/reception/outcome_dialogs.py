"""The dialogs behind the digits 1 to 9 and 0: each asks only for what its outcome needs, filled in where known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, assert_never

from jiefang_tui import clock
from jiefang_tui.rules.outcomes import ACCUSED, OUTCOMES, Ask, OutcomeSpec
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.dates import not_past
from jiefang_tui.rules.typed.identity import parse_full_name
from jiefang_tui.services.law.acceptance import HERE
from jiefang_tui.services.reception.talk import OutcomeIn, default_resolve_due
from jiefang_tui.store.queries.reception.people import officer_options, unit_options
from jiefang_tui.store.queries.reception.visits import PairView, VisitView
from jiefang_tui.terms import FollowUpWay, LegalRoute, Outcome
from jiefang_tui.ui.toolkit.act_form import YES_NO, route_field
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import choice_value
from jiefang_tui.ui.toolkit.report_fields import accused_field, destinations
from jiefang_tui.ui.widgets.form import FieldSpec, Form
from jiefang_tui.ui.widgets.typed_days import typed_day, typed_moment

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

ELSEWHERE = tuple(route for route in LegalRoute if route is not LegalRoute.PETITION_PROCEDURE)
"""The ways that may lead elsewhere (Art. 31(1)-(5))."""
PROPOSED = "建议的期限，可改"


@dataclass(frozen=True)
class Ordered:
    """What the leader's 批示 says that an outcome may begin with."""

    text: str = ""
    unit: str = ""
    due: str = ""
    """As typed."""


def parse_due(text: str) -> Parsed[date]:
    """A deadline: today or later."""
    return not_past(typed_day(text), clock.today(), "期限")


class OutcomeDialog(FormDialog):
    """One outcome. `result` makes the `OutcomeIn` of what is typed."""

    def __init__(
        self,
        desk: Desk,
        view: VisitView,
        pair: PairView,
        outcome: Outcome,
        ordered: Ordered,
        kept: Mapping[str, str],
        act: Callable[[OutcomeIn], object],
        keep: Callable[[dict[str, str]], str],
        merge_into: tuple[int, str] | None = None,
    ) -> None:
        """`kept`: what was typed here before and not saved. `merge_into`: id and name of the original matter."""
        self._desk, self._view, self._pair = desk, view, pair
        self.outcome, self._ordered, self._merge_into = outcome, ordered, merge_into
        self._leaders, self._units = dict(officer_options()), dict(unit_options())
        self._proposed: date | None = None
        spec = OUTCOMES[outcome]
        note = f"并入 {merge_into[1]}" if merge_into is not None else spec.note
        initial = self._known_answers()
        super().__init__(
            f"{outcome.label}  {pair.title}",
            [self._field(ask) for ask in self._asks(spec)],
            {**initial, **kept},
            note,
            act=lambda filled: act(self.result(filled)),
            keep=lambda raw: keep({k: v for k, v in raw.items() if v != initial.get(k, "") and k not in KEPT_NOWHERE}),
            form_name="decide",
        )

    def on_mount(self) -> None:
        super().on_mount()
        if "other_owner_reason" in self.form.names:
            self._show_reason()

    def result(self, filled: Filled) -> OutcomeIn:
        """What is typed, as the service takes it; fields this outcome does not ask for stay empty."""
        raw, units, leaders = filled.raw, list(self._units.items()), list(self._leaders.items())

        def said(name: str) -> str:
            return raw.get(name, "").strip()

        return OutcomeIn(
            outcome=self.outcome,
            told=said("told"),
            unit=choice_value(raw.get("unit", ""), units),
            officer=choice_value(raw.get("officer", ""), leaders),
            requirement=said("requirement"),
            due_on=filled.values.get("due_on"),
            leader=choice_value(raw.get("leader", ""), leaders),
            other_owner_reason=said("other_owner_reason"),
            route=filled.values.get("route") or "",
            merge_into=self._merge_into[0] if self._merge_into else None,
            next_at=filled.values.get("next_at"),
            accused=filled.values.get("accused") or "",
            confirmed_by=said("confirmed_by"),
            still_reason=said("still_reason"),
            told_way=filled.values.get("told_way") or "",
            told_on=filled.values.get("told_on"),
            said=said("said"),
            in_writing=filled.values.get("in_writing") == "yes",
        )

    # -- what follows from what is typed

    def on_form_changed(self, event: Form.Changed) -> None:
        if event.name == "leader":
            self._show_reason()

    def on_form_left_field(self, event: Form.LeftField) -> None:
        """The route chosen brings its words along, as long as nothing else was written."""
        if event.name != "route" or "told" not in self.form.names:
            return
        route = self.form.values().get("route")
        told = self.form.raw()["told"].strip()
        guidance = {code: entry.guidance for code, entry in self._desk.reference.routes.items()}
        if route and (not told or told in guidance.values()):
            self.form.load({"told": guidance[LegalRoute(route)]})

    def _show_reason(self) -> None:
        leader = self.form.raw()["leader"].strip()
        receiving = self._view.session.leader
        other = bool(leader and receiving) and leader not in (receiving, self._leaders.get(receiving, receiving))
        self.form.show_field("other_owner_reason", other and not self._pair.owner)

    # -- the fields, with what is known

    def _asks(self, spec: OutcomeSpec) -> list[Ask]:
        """Of a report no second person; of a claim of Art. 31(5), accepted here, the way that was answered before."""
        asks = [ask for ask in spec.asks if ask.name != "confirmed_by" or not self._pair.is_sealed]
        if self.outcome is Outcome.RESPONSIBILITY and self._pair.route_answered is not None:
            asks.insert(-1, Ask("route", "法定途径", "route", required=True))
        return asks

    def _field(self, ask: Ask) -> FieldSpec:
        spec = FieldSpec(ask.name, ask.label, required=ask.required, hint=ask.hint)
        match ask.kind:
            case "words":
                return replace(spec, kind="notes", height=ask.lines)
            case "line":
                return replace(spec, width=0)
            case "unit":
                return replace(spec, kind="choice", options=list(self._units.items()), free=True)
            case "officer":
                options = list(self._leaders.items())
                return replace(spec, kind="choice", options=options, free=True, parse=parse_full_name)
            case "day":
                takes = any(other.name == "requirement" for other in OUTCOMES[self.outcome].asks)
                return replace(spec, parse=self._parse_proposed, words_to="requirement" if takes else "")
            case "past":
                return day_field(ask.name, ask.label, past=True, hint=ask.hint)
            case "way":
                return replace(spec, kind="choice", options=FollowUpWay.labels(), width=12)
            case "yes_no":
                return replace(spec, kind="choice", options=YES_NO, width=8)
            case "moment":
                return replace(spec, parse=_parse_next)
            case "route":
                return route_field(self._desk, HERE if self.outcome is Outcome.RESPONSIBILITY else ELSEWHERE)
            case "destination":
                return replace(spec, kind="choice", options=destinations(self._desk), width=0)
            case "accused":
                return accused_field()
            case kind:
                assert_never(kind)

    def _known_answers(self) -> dict[str, str]:
        """What is known before anything is typed: what the 批示 says, and of a sheet who owns it and until when."""
        order = {"": "", "text": self._ordered.text, "unit": self._ordered.unit, "due": self._ordered.due}
        initial = {ask.name: order[ask.from_order] for ask in OUTCOMES[self.outcome].asks if ask.from_order}
        if self._pair.route_answered is not None:
            initial["route"] = self._pair.route_answered
        if self.outcome is Outcome.SEALED:
            return initial | {"unit": destinations(self._desk)[0][1]}
        return initial | self._proposals() if self.outcome is Outcome.RESPONSIBILITY else initial

    def _proposals(self) -> dict[str, str]:
        """谁接访谁包案: the leader who receives, the unit that has it, and 化解期限."""
        pair = self._pair
        owner = pair.owner or self._view.session.leader
        proposal = pair.resolve_due or parse_due(self._ordered.due).value
        if proposal is None:
            proposal = self._proposed = default_resolve_due(clock.today(), pair.handling_due)
        unit = self._ordered.unit or pair.lead_unit
        return {"leader": self._leaders.get(owner, owner), "unit": unit, "due_on": proposal.isoformat()}

    def _parse_proposed(self, text: str) -> Parsed[date]:
        parsed = parse_due(text)
        if parsed.value is not None and parsed.value == self._proposed:
            return Parsed(parsed.value, hint=PROPOSED)
        return parsed


KEPT_NOWHERE = (ACCUSED.name,)
"""Not even in a draft (Regulation Art. 30(3))."""


def _parse_next(text: str) -> Parsed[object]:
    parsed = typed_moment(text)
    if parsed.value is not None and parsed.value <= clock.now():
        return Parsed(None, error="这个时间已经过去，请填以后的时间。")
    return Parsed(parsed.value, parsed.hint, parsed.error, parsed.warning)
