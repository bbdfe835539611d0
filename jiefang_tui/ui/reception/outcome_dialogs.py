"""The dialogs behind the digits 1 to 9: each asks only for what its outcome needs, filled in as far as is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jiefang_tui import clock
from jiefang_tui.rules.dates import not_past, parse_date, parse_moment
from jiefang_tui.rules.identity import parse_full_name
from jiefang_tui.rules.text import Parsed
from jiefang_tui.services.reception.talk import OutcomeIn, default_resolve_due
from jiefang_tui.store.queries.reception.people import officer_options, unit_options
from jiefang_tui.store.queries.reception.visits import PairView, VisitView
from jiefang_tui.terms import LegalRoute, Outcome
from jiefang_tui.ui.toolkit.dialogs import Filled, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import chosen
from jiefang_tui.ui.widgets.form import FieldSpec, Form

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

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
    return not_past(parse_date(text, clock.today()), clock.today(), "期限")


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
        keep: Callable[[dict[str, str]], object],
        merge_into: tuple[int, str] | None = None,
    ) -> None:
        """`kept`: what was typed here before and not saved. `merge_into`: id and name of the original matter."""
        self._desk, self._view, self._pair = desk, view, pair
        self.outcome, self._ordered, self._merge_into = outcome, ordered, merge_into
        self._leaders, self._units = dict(officer_options()), dict(unit_options())
        self._proposed: date | None = None
        specs, initial = getattr(self, f"_{outcome.value}")()
        note = _NOTES.get(outcome, "")
        if merge_into is not None:
            note = f"并入 {merge_into[1]}"
        super().__init__(
            f"{outcome.label}  {pair.title}",
            specs,
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
            unit=chosen(raw.get("unit", ""), units),
            officer=chosen(raw.get("officer", ""), leaders),
            requirement=said("requirement"),
            due_on=filled.values.get("due_on"),
            leader=chosen(raw.get("leader", ""), leaders),
            other_owner_reason=said("other_owner_reason"),
            route=filled.values.get("route") or "",
            merge_into=self._merge_into[0] if self._merge_into else None,
            next_at=filled.values.get("next_at"),
            against_unit=said("against_unit"),
            against_person=said("against_person"),
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

    # -- the fields of each outcome, with what is known

    def _unit(self, label: str, required: bool = False) -> FieldSpec:
        options = list(self._units.items())
        return FieldSpec("unit", label, kind="choice", options=options, free=True, required=required)

    def _officer(self, name: str, label: str, required: bool = False) -> FieldSpec:
        options = list(self._leaders.items())
        return FieldSpec(
            name, label, kind="choice", options=options, free=True, required=required, parse=parse_full_name
        )

    def _answered(self) -> tuple[list[FieldSpec], dict[str, str]]:
        told = FieldSpec("told", "答复内容", kind="notes", required=True, height=4, hint="当场答复了什么")
        return [told], {"told": self._ordered.text}

    def _responsibility(self) -> tuple[list[FieldSpec], dict[str, str]]:
        pair = self._pair
        owner = pair.owner or self._view.session.leader
        typed = parse_due(self._ordered.due).value
        proposal = pair.resolve_due or typed
        if proposal is None:
            proposal = self._proposed = default_resolve_due(clock.today(), pair.handling_due)
        specs = [
            self._officer("leader", "包案领导", required=True),
            FieldSpec("other_owner_reason", "换人原因", required=False, width=0, hint="由别人包案请写明原因"),
            self._unit("主办单位"),
            FieldSpec("due_on", "化解期限", parse=self._parse_proposed),
            FieldSpec("told", "告知", kind="notes", height=2, hint="当面告知了什么(可不填)"),
        ]
        unit = self._ordered.unit or pair.lead_unit
        return specs, {"leader": self._leaders.get(owner, owner), "unit": unit, "due_on": proposal.isoformat()}

    def _parse_proposed(self, text: str) -> Parsed[date]:
        parsed = parse_due(text)
        if parsed.value is not None and parsed.value == self._proposed:
            return Parsed(parsed.value, said=PROPOSED)
        return parsed

    def _assigned(self) -> tuple[list[FieldSpec], dict[str, str]]:
        specs = [
            self._unit("交给单位"),
            self._officer("officer", "责任人"),
            FieldSpec("requirement", "办理要求", kind="notes", height=2),
            FieldSpec("due_on", "办理期限", parse=parse_due, hint="例如 10天后、12-3"),
            FieldSpec("told", "告知", kind="notes", height=2, hint="当面告知了什么(可不填)"),
        ]
        return specs, self._from_order()

    def _mediation(self) -> tuple[list[FieldSpec], dict[str, str]]:
        specs = [
            self._unit("调解组织", required=True),
            self._officer("officer", "调解员"),
            FieldSpec("requirement", "调解事项", kind="notes", height=2),
            FieldSpec("due_on", "期限", parse=parse_due, hint="例如 10天后、12-3"),
        ]
        return specs, self._from_order()

    def _guided(self) -> tuple[list[FieldSpec], dict[str, str]]:
        routes = [
            (code.value, f"{entry.label}")
            for code, entry in self._desk.reference.routes.items()
            if code is not LegalRoute.PETITION_PROCEDURE
        ]
        specs = [
            FieldSpec("route", "法定途径", kind="choice", options=routes, required=True, width=0, hint="上下键选"),
            FieldSpec("told", "告知内容", kind="notes", required=True, height=3, hint="去哪个机关、走什么程序"),
            self._unit("有权机关"),
        ]
        return specs, {"unit": self._ordered.unit}

    def _submitted_up(self) -> tuple[list[FieldSpec], dict[str, str]]:
        specs = [
            self._unit("报请单位", required=True),
            FieldSpec("requirement", "报请事项", kind="notes", height=3),
            FieldSpec("due_on", "答复期限", parse=parse_due, hint="例如 10天后、12-3"),
        ]
        return specs, self._from_order()

    def _merged(self) -> tuple[list[FieldSpec], dict[str, str]]:
        return [FieldSpec("told", "告知", kind="notes", height=2, hint="当面告知了什么(可不填)")], {}

    def _sealed(self) -> tuple[list[FieldSpec], dict[str, str]]:
        return [self._unit("移送到", required=True), *against_fields()], {}

    def _to_verify(self) -> tuple[list[FieldSpec], dict[str, str]]:
        specs = [
            FieldSpec("next_at", "另约时间", parse=_parse_next, required=True, hint="例如 下周四 9:00"),
            FieldSpec("told", "要核实的", kind="notes", height=2),
        ]
        return specs, {}

    def _from_order(self) -> dict[str, str]:
        return {"unit": self._ordered.unit, "requirement": self._ordered.text, "due_on": self._ordered.due}


KEPT_NOWHERE = ("against_unit", "against_person")
"""Not even in a draft (Regulation Art. 30(3))."""


def against_fields() -> list[FieldSpec]:
    """Whom a report is against: compared with where it goes, and not kept."""
    labels = ("被检举单位", "被检举人")
    return [FieldSpec(name, label, width=0) for name, label in zip(KEPT_NOWHERE, labels, strict=True)]


_NOTES = {
    Outcome.GUIDED: "涉法涉诉等应走法定途径的，讲清去哪里、怎么走(条例第三十一条)。",
    Outcome.SEALED: "移送后本机只留编号、日期和去向：姓名、诉求、材料和接谈记录都不再保留，不能恢复。"
    "被检举的单位和人至少填一项，只用来核对去向，不保存。",
}


def _parse_next(text: str) -> Parsed[object]:
    parsed = parse_moment(text, clock.now())
    if parsed.value is not None and parsed.value <= clock.now():
        return Parsed(None, error="这个时间已经过去，请填以后的时间。")
    return Parsed(parsed.value, parsed.said, parsed.error, parsed.warning)
