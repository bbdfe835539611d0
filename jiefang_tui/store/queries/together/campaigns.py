"""集中接访 as a list, and one with its sessions, its matters and their figures."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from jiefang_tui.rules.together.campaigns import Figure, load_columns, totals
from jiefang_tui.store.database import among
from jiefang_tui.store.models import (
    CampaignMatter,
    CampaignSession,
    JointCampaign,
    Matter,
    Officer,
    ReceptionSession,
    Visit,
    VisitMatter,
)
from jiefang_tui.store.queries.together.clinic import Came, came_to
from jiefang_tui.terms import OPEN_MATTER_STATES, Category, MatterState, SessionMode


class CampaignLine(NamedTuple):
    """A matter of a campaign."""

    matter_id: int
    register_no: str
    name: str
    title: str
    state: MatterState
    figures: dict[str, str]

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is in hand any more."""
        return self.state not in OPEN_MATTER_STATES


class CampaignSessionView(NamedTuple):
    """A session of a campaign."""

    id: int
    day: date
    leader: str
    place: str
    came: Came


class CampaignView(NamedTuple):
    """A campaign with all that is in it."""

    id: int
    theme: str
    begins_on: date
    ends_on: date
    columns: tuple[Figure, ...]
    withdrawn_on: date | None
    withdraw_reason: str
    sessions: tuple[CampaignSessionView, ...]
    lines: tuple[CampaignLine, ...]
    """Those still in hand first."""
    came: Came

    @property
    def totals(self) -> dict[str, str]:
        """What the columns come to."""
        return totals(self.columns, [one.figures for one in self.lines])

    @property
    def open_count(self) -> int:
        """How many are still in hand."""
        return sum(not one.is_over for one in self.lines)

    @property
    def words(self) -> str:
        """``5批次12人次6件``: its sessions' visits, and every matter in its list."""
        return f"{self.came.batches}批次{self.came.persons}人次{len(self.lines)}件"


def campaigns() -> list[CampaignView]:
    """Every campaign, the latest first."""
    return [
        _view(row) for row in JointCampaign.select().order_by(JointCampaign.begins_on.desc(), JointCampaign.id.desc())
    ]


def campaign(campaign_id: int) -> CampaignView:
    """One of them."""
    return _view(JointCampaign.get_by_id(campaign_id))


def campaigns_of(matter_id: int) -> list[str]:
    """The themes of the campaigns a matter is in."""
    its_own = CampaignMatter.select(CampaignMatter.campaign).where(CampaignMatter.matter == matter_id)
    also = Matter.select(Matter.id).where(Matter.merged_into == matter_id)
    brought = (
        CampaignSession.select(CampaignSession.campaign)
        .join(Visit, on=(Visit.session == CampaignSession.session))
        .join(VisitMatter, on=(VisitMatter.visit == Visit.id))
        .where(((VisitMatter.matter == matter_id) | VisitMatter.matter.in_(also)) & Visit.is_counted)
    )
    is_in = JointCampaign.id.in_(brought) | JointCampaign.id.in_(its_own.where(CampaignMatter.is_added))
    is_out = JointCampaign.id.in_(its_own.where(CampaignMatter.removed_on.is_null(False)))
    rows = JointCampaign.select().where(JointCampaign.stands & is_in & ~is_out)
    return [row.theme for row in rows.order_by(JointCampaign.begins_on)]


def sessions_within(first: date, last: date, but: set[int]) -> list[CampaignSessionView]:
    """Sessions of these days that are not among `but`."""
    here = ReceptionSession.day.between(first, last) & (ReceptionSession.mode != SessionMode.DESK)
    return [one for one in _sessions(here) if one.id not in but]


def brought_by(campaign_id: int) -> set[int]:
    """The matters that its sessions brought; of a report (检举控告) nothing."""
    ids = CampaignSession.select(CampaignSession.session).where(CampaignSession.campaign == campaign_id)
    pairs: Any = (
        VisitMatter.select(VisitMatter.matter)
        .join(Visit)
        .join_from(VisitMatter, Matter)
        .where(Visit.session.in_(ids) & Visit.is_counted & (Matter.category != Category.REPORT_ACCUSATION))
        .tuples()
    )
    return {matter_id for (matter_id,) in pairs}


def _view(row: JointCampaign) -> CampaignView:
    its_own = CampaignSession.select(CampaignSession.session).where(CampaignSession.campaign == row)
    sessions = tuple(_sessions(ReceptionSession.id.in_(its_own)))
    lines = sorted(_lines(row), key=lambda one: (one.is_over, one.register_no))
    return CampaignView(
        id=row.id,
        theme=row.theme,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        columns=load_columns(row.columns),
        withdrawn_on=row.withdrawn_on,
        withdraw_reason=row.withdraw_reason,
        sessions=sessions,
        lines=tuple(lines),
        came=came_to([one.id for one in sessions]),
    )


def _sessions(where: Any) -> list[CampaignSessionView]:
    rows = ReceptionSession.select(ReceptionSession, Officer).join(Officer, JOIN.LEFT_OUTER).where(where)
    return [
        CampaignSessionView(
            row.id, row.day, row.leader.name if row.leader is not None else "", row.place, came_to([row.id])
        )
        for row in rows.order_by(ReceptionSession.day, ReceptionSession.id)
    ]


def _surviving(ids: set[int], standing: Collection[int]) -> set[int]:
    """These matters; for one that was merged into another and has no line of its own here (`standing`) that one."""
    asked = Matter.id.in_(among(sorted(ids))) & Matter.merged_into.is_null(False)
    rows: Any = Matter.select(Matter.id, Matter.merged_into).where(asked).tuples()
    into = {number: other for number, other in rows if number not in standing}
    return _surviving({into.get(number, number) for number in ids}, standing) if into else ids


def _lines(row: JointCampaign) -> list[CampaignLine]:
    kept = {one.matter_id: one for one in CampaignMatter.select().where(CampaignMatter.campaign == row)}
    gone = {matter_id for matter_id, one in kept.items() if one.removed_on is not None}
    added = {matter_id for matter_id, one in kept.items() if one.is_added}
    standing = kept.keys() - gone
    ids = sorted((_surviving(brought_by(row.id), standing) | added) - gone)
    return [
        CampaignLine(
            matter.id,
            matter.register_no,
            matter.petitioner_name,
            matter.title or matter.register_no,
            MatterState(matter.state),
            json.loads(kept[matter.id].figures or "{}") if matter.id in kept else {},
        )
        for matter in Matter.select().where(Matter.id.in_(among(ids)) & Matter.stands & Matter.is_readable)
    ]
