"""集中接访: a campaign with its days, its sessions, its matters and the table of the evening; all of it put right."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiefang_tui.rules.together.campaigns import (
    WAGES,
    Figure,
    disagrees,
    dump_columns,
    kinds_of,
    load_columns,
    parse_figure,
    recast,
    renamed,
    shown,
)
from jiefang_tui.services.asking.asked_once import words_as_written
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.acting import Act, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import CampaignMatter, CampaignSession, JointCampaign, Matter, ReceptionSession
from jiefang_tui.store.queries.together.campaigns import brought_by
from jiefang_tui.terms import Category, EntryKind


@dataclass(frozen=True, kw_only=True)
class CampaignIn:
    """A campaign as said. Weekends and holidays are days as others."""

    theme: str
    begins_on: date
    ends_on: date
    columns: Sequence[Figure] = WAGES


def open_campaign(desk: Desk, given: CampaignIn) -> int:
    """Returns its id."""
    with acting(desk, "campaign.open") as act:
        _check(given)
        row = act.create(JointCampaign, **_columns(given) | words_as_written(act, {"theme": given.theme}))
        act.about(row)
    return row.id


def change(desk: Desk, campaign_id: int, given: CampaignIn, reason: str) -> str:
    """Theme, days or columns are others. What stood in a column that goes stays kept and comes back with it; what stood
    in one that is called otherwise goes along. Returns which were, in a sentence, empty when none was.

    Raises `Refused` when a column would become of another kind and what stands in it would say something else.
    """
    if not reason.strip():
        raise Refused("请写明为什么改。", "reason")
    with acting(desk, "campaign.change", reason) as act:
        row = _campaign(act, campaign_id)
        _check(given)
        said = words_as_written(act, {"theme": given.theme}, (row.theme,))
        before = load_columns(row.columns)
        names = renamed(before, given.columns, kinds_of(row.columns))
        gone, moved = _recast(act, row, given.columns, names)
        for name, value in (_columns(given) | said).items():
            setattr(row, name, value)
        row.columns = dump_columns(given.columns, gone)
        _rename_half_typed(row, before, given.columns, names)
    told = [(one.name, names[one.name]) for one in moved]
    return "；".join(f"「{was}」改名为「{now}」，里面的内容跟着" for now, was in told)


def _carry(line: CampaignMatter, names: Mapping[str, str]) -> dict[str, str]:
    """What stands in a line, under the new names of its columns (`names`: old by new)."""
    kept: dict[str, str] = json.loads(line.figures or "{}")
    new = {was: now for now, was in names.items()}
    return {new.get(name, name): value for name, value in kept.items()}


def _recast(
    act: Act, row: JointCampaign, columns: Sequence[Figure], names: Mapping[str, str]
) -> tuple[list[Figure], list[Figure]]:
    """Turn what stands in a column of another kind or name into that. Returns the columns that go and hold something,
    and those that are called otherwise and do.
    """
    wanted = {one.name: one.kind for one in columns}
    kinds = {name: kind for name, kind in kinds_of(row.columns).items() if name not in names.values()}
    held: set[str] = set()
    for line in CampaignMatter.select().where(CampaignMatter.campaign == row):
        kept = _carry(line, names)
        held |= set(kept)
        for name in kept.keys() & kinds.keys() & wanted.keys():
            now = recast(kept[name], kinds[name], wanted[name])
            if now is None:
                seen = shown(Figure(name, kinds[name]), kept[name])
                both = f"不能由「{kinds[name].label}」改成「{wanted[name].label}」"
                raise Refused(f"「{name}」里已经写了 {seen}，{both}；请另加一栏。", "columns")
            kept[name] = now
        if kept != json.loads(line.figures or "{}"):
            act.change(line).figures = json.dumps(kept, ensure_ascii=False)
    gone = [Figure(name, kind) for name, kind in kinds.items() if name in held and name not in wanted]
    return gone, [Figure(name, wanted[name]) for name in names if name in held]


def _rename_half_typed(
    row: JointCampaign, before: Sequence[Figure], after: Sequence[Figure], renamed_from: Mapping[str, str]
) -> None:
    """What is half typed of a line goes where its column goes."""
    places = {renamed_from.get(one.name, one.name): number for number, one in enumerate(after)}
    names = {f"figure{n}": f"figure{places[one.name]}" if one.name in places else "" for n, one in enumerate(before)}
    drafts.rename_fields(f"campaign:{row.id}:campaign_figures:", names)


def withdraw(desk: Desk, campaign_id: int, reason: str) -> None:
    """登错了; sessions and matters stay what they are."""
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "reason")
    with acting(desk, "campaign.withdraw", reason) as act:
        row = _campaign(act, campaign_id)
        row.withdrawn_on, row.withdraw_reason = act.today, reason.strip()


def restore(desk: Desk, campaign_id: int, reason: str) -> None:
    """It was withdrawn by mistake: its sessions, matters and figures stand as they were."""
    if not reason.strip():
        raise Refused("请写明为什么恢复。", "reason")
    with acting(desk, "campaign.restore", reason) as act:
        row = act.change(JointCampaign.get_by_id(campaign_id))
        act.about(row)
        if row.withdrawn_on is None:
            raise Refused("这次集中接访没有撤回过。")
        row.withdrawn_on, row.withdraw_reason = None, ""


def put_sessions(desk: Desk, campaign_id: int, session_ids: Sequence[int]) -> None:
    """These sessions belong to it: their visits are its 批次 and 人次, their matters its 件."""
    with acting(desk, "campaign.put_sessions") as act:
        campaign = _campaign(act, campaign_id)
        there = {row.session_id for row in CampaignSession.select().where(CampaignSession.campaign == campaign)}
        new = [one for one in session_ids if one not in there]
        if not new:
            raise Refused("这一场已经算在里面了。")
        for session_id in new:
            act.create(CampaignSession, campaign=campaign, session=ReceptionSession.get_by_id(session_id))


def take_out_session(desk: Desk, campaign_id: int, session_id: int, reason: str) -> None:
    """It does not belong to it after all."""
    if not reason.strip():
        raise Refused("请写明为什么去掉。", "reason")
    with acting(desk, "campaign.take_out_session", reason) as act:
        campaign = _campaign(act, campaign_id)
        is_it = (CampaignSession.campaign == campaign) & (CampaignSession.session == session_id)
        row = CampaignSession.get_or_none(is_it)
        if row is None:
            raise Refused("这一场没有算在里面。")
        act.remove(row)


def add_matter(desk: Desk, campaign_id: int, matter_id: int) -> None:
    """A matter that came another way; one that was taken out comes back."""
    with acting(desk, "campaign.add_matter") as act:
        campaign = _campaign(act, campaign_id)
        row = _line(act, campaign, matter_id)
        if row.removed_on is None and (row.is_added or matter_id in brought_by(campaign.id)):
            raise Refused("这一件已经在里面了。")
        row.is_added, row.removed_on, row.remove_reason = True, None, ""
        act.event(matter_id, EntryKind.SUPERVISION, f"列入集中接访：{campaign.theme}")


def take_out_matter(desk: Desk, campaign_id: int, matter_id: int, reason: str) -> None:
    """It is none of the campaign's; what was written of it stays kept."""
    if not reason.strip():
        raise Refused("请写明为什么去掉。", "reason")
    with acting(desk, "campaign.take_out_matter", reason) as act:
        campaign = _campaign(act, campaign_id)
        row = _line(act, campaign, matter_id)
        if row.removed_on is not None:
            raise Refused("这一件已经去掉了。")
        row.removed_on, row.remove_reason = act.today, reason.strip()
        act.event(matter_id, EntryKind.CHANGE, f"从集中接访「{campaign.theme}」去掉：{reason.strip()}")


def set_figures(desk: Desk, campaign_id: int, matter_id: int, typed: Mapping[str, str]) -> str:
    """The figures of a line, as typed, an empty one for nothing. Returns what does not fit, to be said."""
    with acting(desk, "campaign.set_figures") as act:
        campaign = _campaign(act, campaign_id)
        row = _line(act, campaign, matter_id)
        kept: dict[str, str] = json.loads(row.figures or "{}")
        for number, column in enumerate(load_columns(campaign.columns)):
            if column.name not in typed:
                continue
            parsed = parse_figure(column, typed[column.name])
            if parsed.error:
                raise Refused(parsed.error, f"figure{number}")
            value = parsed.value or ""
            was = (kept.get(column.name, ""),)
            kept[column.name] = words_as_written(act, {column.name: value}, was)[column.name]
        row.figures = json.dumps({name: value for name, value in kept.items() if value}, ensure_ascii=False)
    return disagrees(kept)


def _line(act: Act, campaign: JointCampaign, matter_id: int) -> CampaignMatter:
    """The line of a matter, begun where there is none yet."""
    if Matter.get_by_id(matter_id).category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告是密件，不列入集中接访。")
    is_it = (CampaignMatter.campaign == campaign) & (CampaignMatter.matter == matter_id)
    row: CampaignMatter | None = CampaignMatter.get_or_none(is_it)
    row = act.change(row) if row is not None else act.create(CampaignMatter, campaign=campaign, matter=matter_id)
    act.about(row)
    return row


def _check(given: CampaignIn) -> None:
    if not given.theme.strip():
        raise Refused("请填写主题，例如 根治欠薪集中接访。", "theme")
    if given.ends_on < given.begins_on:
        raise Refused("止日在起日之前，请核对。", "ends_on")
    if not given.columns:
        raise Refused("请至少写一栏。", "columns")


def _columns(given: CampaignIn) -> dict[str, object]:
    return {
        "theme": given.theme.strip(),
        "begins_on": given.begins_on,
        "ends_on": given.ends_on,
        "columns": dump_columns(given.columns),
    }


def _campaign(act: Act, campaign_id: int) -> JointCampaign:
    row = act.change(JointCampaign.get_by_id(campaign_id))
    act.about(row)
    if row.withdrawn_on is not None:
        raise Refused(f"这次集中接访已于{row.withdrawn_on}撤回。")
    return row
