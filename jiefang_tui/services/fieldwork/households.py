"""户 of a 入户清单: added one by one or from a table, filled in, taken out with a reason, made a matter of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import fn

from jiefang_tui.rules.fieldwork.round_columns import RoundColumn, read_cell
from jiefang_tui.rules.fieldwork.round_table import read_round
from jiefang_tui.rules.text import fold, plain_name
from jiefang_tui.services.asking.asked_once import sounds, words_as_written
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.fieldwork.becoming import Became, is_a_report, make_matter, must_lead_nowhere
from jiefang_tui.services.fieldwork.rounds import columns_of, open_round
from jiefang_tui.store.household_words import words_of
from jiefang_tui.store.models import FieldCampaign, Household, HouseholdGroup
from jiefang_tui.terms import Channel

STEP = 1000
"""Between two places of the walk, so that a household can be put between."""


@dataclass(frozen=True, kw_only=True)
class HouseholdIn:
    """A household as typed. `cells`: texts by the place of their column, 1 to 8."""

    head: str
    group: str = ""
    at_home: str = ""
    cells: Mapping[int, str] = field(default_factory=dict)


def add(desk: Desk, round_id: int, given: HouseholdIn) -> int:
    """加户 at the end of its group's walk. Returns its id. `Refused` when it is in the list already."""
    with acting(desk, "household.add") as act:
        row = open_round(act, round_id)
        columns = columns_of(round_id)
        made = _add(act, row, given, _read(columns, given.cells), _Known(row))
        act.about(made)
    return made.id


def fill(desk: Desk, household_id: int, typed: Mapping[str, str]) -> bool:
    """Cells of a row as typed, by name (``head``, ``at_home``, ``c1`` to ``c8``); one act where anything is new.

    Returns whether it was. Raises `Refused`, about the cell that cannot be read.
    """
    row = Household.get_by_id(household_id)
    columns = columns_of(row.campaign_id)
    new = {name: _cell(columns, name, text) for name, text in typed.items()}
    if all(getattr(row, name) == value for name, value in new.items()):
        return False
    with acting(desk, "household.fill") as act:
        row = _standing(act, household_id)
        if "head" in new and fold(new["head"]) != fold(row.head):
            _not_twice(row.campaign, row.group, new["head"], _Known(row.campaign), row.id)
        texts = {name: value for name, value in new.items() if name not in _WHO_AND_WHEN}
        for name, value in (new | _said(act, texts, [getattr(row, name) for name in texts])).items():
            setattr(row, name, value)
    return True


def withdraw(desk: Desk, household_id: int, reason: str) -> None:
    """Take a household out of the list; it stays to be seen with its reason."""
    if not reason.strip():
        raise Refused("请写明为什么去掉这一户。", "reason")
    with acting(desk, "household.withdraw", reason.strip()) as act:
        row = _standing(act, household_id)
        row.withdrawn_on, row.withdraw_reason, row.at_home = act.today, reason.strip(), ""


def restore(desk: Desk, household_id: int) -> None:
    """A household that was taken out is in the list again."""
    with acting(desk, "household.restore") as act:
        row = act.change(Household.get_by_id(household_id))
        open_round(act, row.campaign_id)
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused("这一户没有去掉过。")
        _not_twice(row.campaign, row.group, row.head, _Known(row.campaign), row.id)
        row.withdrawn_on, row.withdraw_reason = None, ""


def move(desk: Desk, household_id: int, group: str, after: int | None) -> None:
    """Another place in the walk: in `group`, behind the household of number `after`; None: first."""
    with acting(desk, "household.move") as act:
        row = _standing(act, household_id)
        where = _group(act, row.campaign, group)
        if where.id != row.group_id:
            _not_twice(row.campaign, where, row.head, _Known(row.campaign), row.id)
        others = Household.select().where((Household.group == where) & (Household.id != row.id))
        if after is None:
            first = others.order_by(Household.position).first()
            row.position = (first.position if first else STEP) - STEP
        else:
            before = others.where(Household.number == after).first()
            if before is None:
                raise Refused(f"{where.name or '这个组'}里没有{after}号，请核对。", "after")
            behind = others.where(Household.position > before.position).order_by(Household.position).first()
            row.position = (before.position + behind.position) // 2 if behind else before.position + STEP
            if behind and row.position == before.position:
                raise Refused(f"{after}号后面已经排满了，请排到别的户后面。", "after")
        row.group = where


def to_matter(desk: Desk, household_id: int, name: str, request: str) -> Became:
    """转为事项: what is disputed of a household is registered, and its row says which matter it became.

    Where that is a report, or has one in it, nothing marks the row; its cells that tell of it look empty meanwhile.
    """
    with acting(desk, "household.to_matter") as act:
        row = _standing(act, household_id)
        if is_a_report(row.matter):  # said in words that do not say so
            raise Refused("这一户已经转过一件，还没有办完；又有诉求的请按 F2 登记。")
        must_lead_nowhere(row.matter, "这一户")
        if not request.strip():
            raise Refused("请填写诉求。", "request")
        told = [text for text in words_of(row).values() if sounds(desk, [text], "", "")]
        became = make_matter(act, name, request, act.today, row.group.name, "\n".join(told))
        row.matter_id = became.line_to
        act.about(row)
    return became


def unlink(desk: Desk, household_id: int, reason: str) -> None:
    """It was made a matter by mistake: the row leads to it no more; the registration is voided where it stands."""
    if not reason.strip():
        raise Refused("请写明原因。", "reason")
    with acting(desk, "household.unlink", reason.strip()) as act:
        row = _standing(act, household_id)
        if row.matter_id is None or is_a_report(row.matter):  # of which the row tells nobody
            raise Refused("这一户没有连着事项。")
        row.matter = None


def add_table(desk: Desk, round_id: int, rows: Sequence[Sequence[str]], where: str = "file") -> int:
    """Add every household of a table in one act. Returns how many.

    Raises `Refused`, about the form's field `where`, when it is no such table, a cell cannot be read, or a household
    is in it twice or in the list already: then nothing is added.
    """
    table = read_round(rows, columns_of(round_id))
    if table.wrong:
        raise Refused(table.wrong, where)
    with acting(desk, "household.import") as act:
        row = open_round(act, round_id)
        known = _Known(row)
        for line in table.lines:
            given = HouseholdIn(head=line.head, group=line.group, at_home=line.at_home)
            try:
                _add(act, row, given, line.cells, known)
            except Asks:
                raise
            except Refused as refused:
                raise Refused(f"第{line.line}行：{refused}", where) from refused
    return len(table.lines)


_WHO_AND_WHEN = ("head", "at_home")


class _Known:
    """Households and groups of a round as they stand; a group's heads are read when they are first asked about."""

    def __init__(self, row: FieldCampaign) -> None:
        highest = Household.select(fn.MAX(Household.number)).where(Household.campaign == row).scalar()
        self.number = int(highest or 0)
        self.groups: dict[str, HouseholdGroup] = {}
        self.positions: dict[int, int] = {}
        self._heads: dict[int, dict[str, tuple[int, int]]] = {}

    def heads(self, group: HouseholdGroup) -> dict[str, tuple[int, int]]:
        """Number and id of each household of a group, by its head."""
        if group.id not in self._heads:
            rows: Any = (
                Household.select(Household.head, Household.number, Household.id)
                .where((Household.group == group) & Household.stands)
                .tuples()
            )
            self._heads[group.id] = {fold(head): (number, own_id) for head, number, own_id in rows}
        return self._heads[group.id]

    def next_position(self, group: HouseholdGroup) -> int:
        """The end of the walk through a group."""
        if group.id not in self.positions:
            last = Household.select(fn.MAX(Household.position)).where(Household.group == group).scalar()
            self.positions[group.id] = int(last or 0)
        self.positions[group.id] += STEP
        return self.positions[group.id]


def _add(act: Act, row: FieldCampaign, given: HouseholdIn, cells: Mapping[int, str], known: _Known) -> Household:
    head = plain_name(given.head)
    if not head:
        raise Refused("请填写户主。", "head")
    name = given.group.strip()
    if name not in known.groups:
        known.groups[name] = _group(act, row, name)
    group = known.groups[name]
    _not_twice(row, group, head, known)
    known.number += 1
    made = act.create(
        Household,
        campaign=row,
        group=group,
        number=known.number,
        position=known.next_position(group),
        head=head,
        at_home=given.at_home.strip(),
        **_said(act, {f"c{place}": value for place, value in cells.items()}),
    )
    known.heads(group)[fold(head)] = (known.number, made.id)
    return made


def _not_twice(row: FieldCampaign, group: HouseholdGroup, head: str, known: _Known, own_id: int = 0) -> None:
    there = known.heads(group).get(fold(head))
    if there is not None and there[1] != own_id:
        raise Refused(
            f"{group.name}{head}已在清单里({there[0]}号)；同名的另一户请在户主后面注明，例如 {head}(东)。", "head"
        )


def _group(act: Act, row: FieldCampaign, name: str) -> HouseholdGroup:
    name = name.strip()
    found = HouseholdGroup.get_or_none((HouseholdGroup.campaign == row) & (HouseholdGroup.name == name))
    if found is not None:
        return found
    last = HouseholdGroup.select(fn.MAX(HouseholdGroup.position)).where(HouseholdGroup.campaign == row).scalar()
    return act.create(HouseholdGroup, campaign=row, name=name, position=int(last or 0) + 1)


def _said(act: Act, texts: Mapping[str, str], was: Sequence[str] = ()) -> dict[str, str]:
    """The cells of a row, asked about where they sound like a report."""
    return words_as_written(act, texts, was, channel=Channel.FIELD_VISIT)


def _standing(act: Act, household_id: int) -> Household:
    row = act.change(Household.get_by_id(household_id))
    open_round(act, row.campaign_id)
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused("这一户已经去掉，先恢复再改。")
    return row


def _read(columns: Sequence[RoundColumn], cells: Mapping[int, str]) -> dict[int, str]:
    return {place: _cell(columns, f"c{place}", text) for place, text in cells.items()}


def _cell(columns: Sequence[RoundColumn], name: str, text: str) -> str:
    """What is kept of a typed cell. Raises `Refused` about it."""
    if name == "head":
        if not plain_name(text):
            raise Refused("户主不能为空；不在清单里的户请去掉。", "head")
        return plain_name(text)
    if name == "at_home":
        return text.strip()
    read = read_cell(columns[int(name[1:]) - 1], text)
    if read.value is None:
        raise Refused(read.error, name)
    return read.value
