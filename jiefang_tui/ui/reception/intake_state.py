"""What 来访登记 holds beside its fields: the chosen person, the matters, who came along; as a draft and as a visit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiefang_tui.rules.same_person import village_of
from jiefang_tui.rules.text import one_line, plain_name, tidy
from jiefang_tui.rules.typed.identity import IdNumber, phones_in
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.store.queries.reception.candidate_history import KnownMatter
from jiefang_tui.store.queries.reception.people import Candidate
from jiefang_tui.terms import Category, IdDocument, VisitPurpose
from jiefang_tui.ui.reception.intake_fields import ANONYMOUS, FOR_ANOTHER, MATTER_FIELDS, parse_companions
from jiefang_tui.ui.widgets.form import Form
from jiefang_tui.ui.widgets.option_line import OptionLine

Raw = dict[str, str]


@dataclass
class Block:
    """One matter of the visit: its fields' texts, and the open matter it is about, if that was chosen."""

    raw: Raw = field(default_factory=dict)
    matter: KnownMatter | None = None

    @property
    def is_empty(self) -> bool:
        return self.matter is None and not any(self.raw.get(name, "").strip() for name in MATTER_FIELDS[:-1])

    @property
    def title(self) -> str:
        """What the side and the draft's title call it."""
        return self.matter.title if self.matter else one_line(self.raw.get("request", ""))[:20] or "(未写诉求)"


@dataclass
class IntakeState:
    """Everything of one registration that is no field of the form."""

    person: Candidate | None = None
    blocks: list[Block] = field(default_factory=lambda: [Block()])
    at: int = 0
    """Which block the form shows."""
    companions: str = ""
    """As typed in 同访人, and saved there."""
    companions_begun: str = ""
    """As typed in 同访人 since, and left with Esc."""
    not_same: list[int] = field(default_factory=list)
    appointment_id: int | None = None

    @property
    def block(self) -> Block:
        return self.blocks[self.at]

    @property
    def others(self) -> tuple[str, ...]:
        """Titles of the blocks the form does not show."""
        return tuple(block.title for n, block in enumerate(self.blocks) if n != self.at and not block.is_empty)

    def hold(self, raw: Mapping[str, str]) -> None:
        """Keep the matter fields the form shows."""
        self.block.raw = {name: raw.get(name, "") for name in MATTER_FIELDS}

    def next_block(self) -> None:
        """Go to the next matter; after the last filled one a new empty one; an empty last one goes again."""
        if self.at < len(self.blocks) - 1:
            self.at += 1
        elif not self.block.is_empty:
            self.blocks.append(Block())
            self.at += 1
        elif len(self.blocks) > 1:
            self.blocks.pop()
            self.at = 0

    # -- as a draft

    def body(self, raw: Mapping[str, str]) -> Raw:
        """Raw texts for the draft; ours under names that begin with an underscore."""
        self.hold(raw)
        kept = {name: text for name, text in raw.items() if text}
        if self.person:
            kept["_person"] = str(self.person.person_id)
        if len(self.blocks) > 1 or self.block.matter:
            blocks = [[block.raw, block.matter.id if block.matter else None] for block in self.blocks]
            kept["_blocks"] = json.dumps([self.at, blocks], ensure_ascii=False)
        if self.companions:
            kept["_companions"] = self.companions
        if self.companions_begun:
            kept["_companions_begun"] = self.companions_begun
        if self.not_same:
            kept["_not_same"] = " ".join(map(str, self.not_same))
        if self.appointment_id:
            kept["_appointment"] = str(self.appointment_id)
        return kept

    @classmethod
    def from_body(cls, body: Mapping[str, str], find: Callable[[int], Candidate | None]) -> IntakeState:
        """The state a draft was in. `find` gives a person by id; what is gone from the file is left out."""
        begun = body.get("_companions_begun", "")
        state = cls(companions=body.get("_companions", ""), companions_begun=begun)
        if body.get("_person", "").isdigit():
            state.person = find(int(body["_person"]))
        known = {matter.id: matter for matter in state.person.matters} if state.person else {}
        try:
            at, blocks = json.loads(body.get("_blocks") or "[0, []]")
            state.blocks = [Block(dict(raw), known.get(matter_id)) for raw, matter_id in blocks] or [Block()]
            state.at = min(max(0, int(at)), len(state.blocks) - 1)
        except (ValueError, TypeError):
            state.blocks, state.at = [Block()], 0
        state.not_same = [int(text) for text in body.get("_not_same", "").split() if text.isdigit()]
        booked = body.get("_appointment", "")
        state.appointment_id = int(booked) if booked.isdigit() else None
        return state

    # -- as a visit

    def visit(self, form: Form, villages: Mapping[str, str], sealed: bool) -> VisitIn:
        """What is handed to the service. `villages`: by what a matter names a village, for each of its names.

        A sealed report (检举控告) takes nothing along but that it came.
        """
        raw, values = form.raw(), form.values()
        self.hold(raw)
        if sealed:
            return VisitIn(
                purpose=values["purpose"] or VisitPurpose.PETITION,
                channel=values["channel"] or "visit",
                headcount=values["headcount"] or 1,
                is_urgent=values["urgent"] == "yes",
                matters=[MatterIn(category=Category.REPORT_ACCUSATION)],
                appointment_id=self.appointment_id,
            )
        name = plain_name(raw["name"])
        anonymous = self.person is None and name in ANONYMOUS
        people = parse_companions(self.companions).value or []
        return VisitIn(
            name="" if anonymous else name,
            is_anonymous=anonymous,
            purpose=values["purpose"] or VisitPurpose.PETITION,
            channel=values["channel"] or "visit",
            petitioner_id=self.person.person_id if self.person else None,
            person={} if anonymous else person_columns(raw, values, villages),
            not_same=[] if self.person or anonymous else list(self.not_same),
            matters=self._matters(form, villages),
            headcount=values["headcount"] or 1 + len(people),
            representative_count=values["representatives"] or 0,
            companions=people,
            on_behalf_of=one_line(raw["on_behalf"]) if values["behalf"] == FOR_ANOTHER else "",
            needs=[*(values["needs"] or []), *needs_in_words(form)],
            is_urgent=values["urgent"] == "yes",
            named_leader=values["named_leader"] or "",
            priority_reason=one_line(raw["priority"]),
            paper_on=_day(values["paper_on"]),
            outside_no=one_line(raw["outside_no"]),
            outside_due=_day(values["outside_due"]),
            sent_by=one_line(raw["sent_by"]),
            wants_report=values["wants_report"] == "yes",
            assigned_leader=one_line(raw["assigned_leader"]),
            assigned_level=values["assigned_level"] or "",
            materials=values["materials"] or [],
            appointment_id=self.appointment_id,
        )

    def _matters(self, form: Form, villages: Mapping[str, str]) -> list[MatterIn]:
        return [_matter(block, read_block(form, block), villages) for block in self.blocks if not block.is_empty]

    def corrections(self, visit_in: VisitIn) -> dict[str, Any]:
        """What a returning visitor told anew: another phone, another village. Gaps are filled by the visit itself."""
        if self.person is None:
            return {}
        changed: dict[str, Any] = {}
        phone, address = visit_in.person.get("phone", ""), visit_in.person.get("address", "")
        known = phones_in(self.person.phone)
        told = phones_in(phone) or [phone]  # one of the two that are written down is nothing new
        if phone and self.person.phone and phone != self.person.phone and not set(told) <= set(known):
            changed["phone"] = phone
        if address and self.person.address and village_of(address) != village_of(self.person.address):
            changed |= {key: visit_in.person[key] for key in ("address", "area_code") if key in visit_in.person}
        return changed


def needs_in_words(form: Form) -> list[str]:
    """What was typed in 特殊需要 that is no code of ours; it is kept as it was said."""
    field = form.field("needs")
    return field.words if isinstance(field, OptionLine) else []


def person_columns(raw: Mapping[str, str], values: Mapping[str, Any], villages: Mapping[str, str]) -> dict[str, Any]:
    """Columns of the petitioner: the ID number gives sex, birth date and, without a known village, the area."""
    columns: dict[str, Any] = {"phone": values["phone"] or "", "address": values["address"] or ""}
    kind = values["id_doc"] or IdDocument.RESIDENT
    number = values["id_no"]
    if isinstance(number, IdNumber):
        columns |= {"id_no": number.number, "sex": str(number.sex), "birth_date": number.birth_date}
        columns["area_code"] = number.area_code
    elif number:
        columns |= {"id_no": number, "id_doc": str(kind)}
    if (code := village_code(columns["address"], villages)).isdigit():
        columns["area_code"] = code
    return {key: value for key, value in columns.items() if value}


def read_block(form: Form, block: Block) -> dict[str, Any]:
    """What the texts of a matter mean, read as the form reads them."""
    values: dict[str, Any] = {}
    for name in MATTER_FIELDS:
        spec, text = form.row(name).spec, block.raw.get(name, "")
        if spec.kind == "choice":
            options = getattr(form.field(name), "options", ())
            values[name] = next((option[0] for option in options if option[1] == text), None)
        else:
            values[name] = spec.parse(text).value if spec.parse else text.strip() or None
    return values


def village_code(text: str, villages: Mapping[str, str]) -> str:
    """By what a matter names the known village in a text, empty if there is none in it."""
    village = village_of(text, villages) if text else ""
    return next((code for name, code in villages.items() if village and name.removesuffix("村") == village), "")


def _matter(block: Block, values: Mapping[str, Any], villages: Mapping[str, str]) -> MatterIn:
    raw = block.raw
    return MatterIn(
        request=tidy(raw.get("request", "")),
        matter_id=block.matter.id if block.matter else None,
        category=values["category"] or Category.CLAIM,
        facts=tidy(raw.get("facts", "")),
        content_class=values["content_class"] or "",
        problem_area=village_code(one_line(raw.get("problem_place", "")), villages),
        problem_place=one_line(raw.get("problem_place", "")),
        problem_on=_day(values["problem_on"]),
        concerned_unit=one_line(raw.get("concerned_unit", "")),
        concerned_person=one_line(raw.get("concerned_person", "")),
        amount_fen=values["amount"],
        affected_count=values["affected"],
        prior_procedures=one_line(raw.get("prior", "")),
        prior_query_code=one_line(raw.get("query_code", "")),
    )


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
