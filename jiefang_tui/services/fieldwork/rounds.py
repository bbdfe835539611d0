"""入户清单: begun with its columns, changed, closed, taken back; closing takes along when people are at home."""

from __future__ import annotations

from collections.abc import Sequence

from jiefang_tui.rules.fieldwork.round_columns import RoundColumn
from jiefang_tui.rules.text import one_line
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.forgotten import remember
from jiefang_tui.services.desk.old_copies import must_forget
from jiefang_tui.services.fieldwork.round_cells import lay
from jiefang_tui.store.models import FieldCampaign, FieldColumn, Household
from jiefang_tui.terms import ColumnKind

AT_HOME_FIELDS = ("at_home", "typed")
"""Fields of the forms about a list in which people's times at home may stand: the own one, and a pasted table."""


def begin(desk: Desk, name: str, columns: Sequence[RoundColumn], state: str = "") -> int:
    """Begin a round. `state`: the column that says how far a household is; else the first choice. Returns its id."""
    with acting(desk, "round.begin") as act:
        row = act.create(FieldCampaign, name=_named(name), begun_on=act.today, state_column=0)
        act.about(row)
        lay(act, row, columns, state)
    return row.id


def change(desk: Desk, round_id: int, name: str, columns: Sequence[RoundColumn], state: str, reason: str) -> str:
    """Its name and columns. What stands in a column goes where its name goes (`round_cells.lay`). Returns which were
    renamed, in a sentence, empty when none was.

    Raises `Refused` when a column with something in it would go, or would become another kind.
    """
    if not reason.strip():
        raise Refused("请写明为什么改。", "reason")
    with acting(desk, "round.change", reason.strip()) as act:
        row = open_round(act, round_id)
        row.name = _named(name, row.id)
        renamed = lay(act, row, columns, state)
    return "；".join(f"「{was}」改名为「{now}」，里面的内容跟着" for was, now in renamed)


def close(desk: Desk, round_id: int) -> int:
    """收尾: the round is over. When people are at home leaves the file in the same act, and stands in no audit entry.

    Returns of how many households it did.
    """
    with acting(desk, "round.close") as act:
        row = open_round(act, round_id)
        row.closed_on = act.today
        gone = _forget_at_home(desk, row)
    remember(desk.folder, rounds=[row.uid])
    return gone


def reopen(desk: Desk, round_id: int, reason: str) -> None:
    """A round that was closed goes on; when people are at home is asked anew."""
    if not reason.strip():
        raise Refused("请写明为什么重开。", "reason")
    with acting(desk, "round.reopen", reason.strip()) as act:
        row = act.change(FieldCampaign.get_by_id(round_id))
        act.about(row)
        if row.closed_on is None:
            raise Refused("这份清单没有收尾。")
        row.closed_on = None


def withdraw(desk: Desk, round_id: int, reason: str) -> None:
    """登错了: the list stays to be seen with its reason; when people are at home leaves with it."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "round.withdraw", reason.strip()) as act:
        row = act.change(FieldCampaign.get_by_id(round_id))
        act.about(row)
        if row.withdrawn_on is not None:
            raise Refused("这份清单已经撤回。")
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()
        _forget_at_home(desk, row)
    remember(desk.folder, rounds=[row.uid])


def _forget_at_home(desk: Desk, row: FieldCampaign) -> int:
    """When people are at home leaves the list, what is half typed about it, and older copies. Returns of how many."""
    must_forget(desk.folder, rounds=[row.uid])
    drafts.clear_telling(f"field_campaign:{row.id}:", AT_HOME_FIELDS)
    known = (Household.campaign == row) & (Household.at_home != "")
    return int(Household.update(at_home="").where(known).execute())


def restore(desk: Desk, round_id: int) -> None:
    """A list that was taken back stands again."""
    with acting(desk, "round.restore") as act:
        row = act.change(FieldCampaign.get_by_id(round_id))
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused("这份清单没有撤回。")
        row.name = _named(row.name, row.id)
        row.withdrawn_on, row.withdraw_reason = None, ""


def open_round(act: Act, round_id: int) -> FieldCampaign:
    """The round, if it may be written in. Raises `Refused`."""
    row = act.change(FieldCampaign.get_by_id(round_id))
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused("这份清单已经撤回，先恢复再改。")
    if row.closed_on is not None:
        raise Refused(f"这份清单已于{row.closed_on}收尾，要接着记先重开。")
    return row


def columns_of(round_id: int) -> list[RoundColumn]:
    """Its columns in order."""
    rows = FieldColumn.select().where(FieldColumn.campaign == round_id).order_by(FieldColumn.position)
    return [RoundColumn(row.name, ColumnKind(row.kind), tuple(row.options.split())) for row in rows]


def _named(name: str, own_id: int = 0) -> str:
    said = one_line(name)
    if not said:
        raise Refused("请填写清单的名称，例如 隧道爆破房屋受损。", "name")
    same = (FieldCampaign.name == said) & FieldCampaign.stands & (FieldCampaign.id != own_id)
    if FieldCampaign.select().where(same).exists():
        raise Refused(f"已经有一份「{said}」，请换个名称。", "name")
    return said
