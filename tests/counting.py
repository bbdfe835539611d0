"""批次, 人次 and 件 counted by definition. Lists and totals are counted in SQL; tests hold the two side by side.

A batch (批次) is one arrival whose 来由 is 信访 and which was received (已接); its heads are the 人次; 件 are distinct
matters. Whoever came for anything else is 窗口接待 and counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jiefang_tui.terms import GROUP_THRESHOLD, PairKind, VisitPurpose, VisitState


@dataclass(frozen=True)
class VisitRow:
    """What counting needs of a visit."""

    visit_id: int
    headcount: int = 1
    purpose: str = VisitPurpose.PETITION
    state: str = VisitState.RECEIVED


@dataclass(frozen=True)
class PairRow:
    """What counting needs of a pair of visit and matter."""

    visit_id: int
    matter_id: int
    kind: str = PairKind.INITIAL


def is_group(headcount: int, threshold: int = GROUP_THRESHOLD) -> bool:
    """集体访: `threshold` people or more (domain §3.4)."""
    return headcount >= threshold


def count_reception(
    visits: Iterable[VisitRow], pairs: Iterable[PairRow], group_threshold: int = GROUP_THRESHOLD, voided_apart: int = 0
) -> dict[str, int]:
    """The keys of ``stats --json``: batch_count, person_count, item_count, group_*, initial, repeat, the rest."""
    every = list(visits)
    counted = [v for v in every if v.purpose == VisitPurpose.PETITION and v.state == VisitState.RECEIVED]
    groups = [v for v in counted if is_group(v.headcount, group_threshold)]
    ids = {v.visit_id for v in counted}
    own = [pair for pair in pairs if pair.visit_id in ids]
    return {
        "batch_count": len(counted),
        "person_count": sum(v.headcount for v in counted),
        "item_count": len({pair.matter_id for pair in own}),
        "group_batch_count": len(groups),
        "group_person_count": sum(v.headcount for v in groups),
        "initial_count": sum(pair.kind == PairKind.INITIAL for pair in own),
        "repeat_count": sum(pair.kind == PairKind.REPEAT for pair in own),
        "window_count": sum(v.purpose != VisitPurpose.PETITION and v.state == VisitState.RECEIVED for v in every),
        "left_count": sum(v.state == VisitState.LEFT for v in every),
        "void_count": sum(v.state == VisitState.VOIDED for v in every),
        "void_item_count": voided_apart,
    }
