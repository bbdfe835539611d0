"""What becomes of the tables in which a matter stands as a line (集中接访, 专案) when it is merged into another.

No matter stands in one twice, and no figure is lost.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from jiefang_tui.rules.together.campaigns import joined, kinds_of
from jiefang_tui.services.desk.acting import quiet_event
from jiefang_tui.services.matter.moving_rows import Moving
from jiefang_tui.store.models import (
    CampaignMatter,
    CampaignSession,
    CauseMatter,
    JointCampaign,
    Matter,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import EntryKind


def merge_lines(moving: Moving, source: Matter, target: Matter) -> None:
    """Bring the lines of `source` over; before its other rows go along, and behind the visits."""
    _out_of_causes(moving, source, target)
    for campaign in JointCampaign.select().where(JointCampaign.id.in_(_campaigns_of(moving, source))):
        _merge_in_campaign(moving, campaign, source, target)


def _out_of_causes(moving: Moving, source: Matter, target: Matter) -> None:
    theirs = CauseMatter.select(CauseMatter.cause).where((CauseMatter.matter == target) & CauseMatter.stands)
    twice = (CauseMatter.matter == source) & CauseMatter.stands & CauseMatter.cause.in_(theirs)
    for line in list(CauseMatter.select().where(twice)):
        moving.set(line, removed_on=moving.act.today, remove_reason=_into(target))


def _campaigns_of(moving: Moving, source: Matter) -> set[int]:
    """Those with a line of it, or to which one of its visits came."""
    lines: Any = CampaignMatter.select(CampaignMatter.campaign).where(CampaignMatter.matter == source).tuples()
    came: Any = CampaignSession.select(CampaignSession.campaign).join(Visit, on=_SAME_SESSION).join(VisitMatter)
    came = came.where(_visits_of(moving, source)).tuples()
    return {number for (number,) in (*lines, *came)}


def _merge_in_campaign(moving: Moving, campaign: JointCampaign, source: Matter, target: Matter) -> None:
    mine, theirs = (
        CampaignMatter.get_or_none((CampaignMatter.campaign == campaign) & (CampaignMatter.matter == one))
        for one in (source, target)
    )
    is_in = _is_in(campaign, mine, _visits_of(moving, source))
    was_in = _is_in(campaign, theirs, (VisitMatter.matter == target) & VisitMatter.id.not_in(_moved(moving)))
    if mine is not None and theirs is None and (is_in or not was_in):
        moving.set(mine, matter=target.id)
    elif theirs is not None and is_in and not was_in:  # taken out there, it is in the table by this one now
        figures = mine.figures if mine is not None else ""
        moving.set(theirs, removed_on=None, remove_reason="", is_added=_is_added(mine, theirs), figures=figures)
    elif mine is not None and theirs is not None and is_in and was_in:
        both = joined(kinds_of(campaign.columns), *(json.loads(one.figures or "{}") for one in (theirs, mine)))
        moving.set(
            theirs, is_added=_is_added(mine, theirs), figures=json.dumps(both, ensure_ascii=False) if both else ""
        )
        if mine.figures and theirs.figures:
            said = f"集中接访「{campaign.theme}」里两件的数字已加在一起，请核对"
            quiet_event(moving.act, target.id, EntryKind.CHANGE, said)
    if mine is not None and theirs is not None and is_in:
        moving.set(mine, removed_on=moving.act.today, remove_reason=_into(target))


_SAME_SESSION = Visit.session == CampaignSession.session


def _is_in(campaign: JointCampaign, line: CampaignMatter | None, pairs: Any) -> bool:
    """Whether it is in the table: by hand, or because one of its visits (`pairs`) came to a session of it."""
    if line is not None and (line.removed_on is not None or line.is_added):
        return line.removed_on is None
    ids = CampaignSession.select(CampaignSession.session).where(CampaignSession.campaign == campaign)
    here = VisitMatter.select().join(Visit).where(pairs & Visit.session.in_(ids) & Visit.is_counted)
    return bool(here.exists())


def _visits_of(moving: Moving, source: Matter) -> Any:
    """The visits of `source`, those that went over already, too."""
    return (VisitMatter.matter == source) | VisitMatter.id.in_(_moved(moving))


def _moved(moving: Moving) -> Collection[int]:
    return [int(number) for number in moving.moved.get(VisitMatter._meta.table_name, {})]


def _is_added(mine: CampaignMatter | None, theirs: CampaignMatter) -> bool:
    return theirs.is_added or (mine is not None and mine.is_added)


def _into(target: Matter) -> str:
    return f"并入{target.register_no}"


# -- said


def figures_added(moved: dict[str, Any]) -> str:
    """What is said after a merge (`Merge.moved`) that added figures; empty where it added none."""
    themes = _themes(number for number, told in moved.get(_TABLE, {}).items() if told.get("figures", ["", ""])[0])
    return f"集中接访「{'」「'.join(themes)}」里两件的数字已加在一起，请核对" if themes else ""


def figures_since(moved: dict[str, Any]) -> str:
    """What is said when a merge is undone whose figures somebody put right in the meantime; empty where nobody did."""
    rows = {number: told["figures"][0] for number, told in moved.get(_TABLE, {}).items() if "figures" in told}
    changed = [number for number, was in rows.items() if CampaignMatter.get_by_id(int(number)).figures != was]
    themes = _themes(changed)
    return f"；集中接访「{'」「'.join(themes)}」的数字并入以后又改过，请核对" if themes else ""


_TABLE = CampaignMatter._meta.table_name


def _themes(lines: Any) -> list[str]:
    ids = [int(number) for number in lines]
    return [row.campaign.theme for row in CampaignMatter.select().where(CampaignMatter.id.in_(ids))]
