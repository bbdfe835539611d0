"""The acts of the law's way (文书): which are possible for a matter now, in the order of the digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jiefang_tui.rules.moves import BEFORE_REPLY, may_move
from jiefang_tui.store.queries.law.due import DeadlineView
from jiefang_tui.store.queries.law.stages import DocumentView, ExtensionView, ReviewView
from jiefang_tui.store.queries.matter.matter_progress import Progress
from jiefang_tui.store.queries.matter.matters import MatterView
from jiefang_tui.terms import REOPENING_CONCLUSIONS, Category, LegalRoute, ReviewConclusion, ReviewStage
from jiefang_tui.terms import MatterState as S
from jiefang_tui.ui.toolkit.list_panel import Acts


@dataclass(frozen=True)
class Stand:
    """What decides which acts are possible."""

    view: MatterView
    at: Progress
    documents: tuple[DocumentView, ...] = ()
    reviews: tuple[ReviewView, ...] = ()
    in_hearing: bool = False
    window: DeadlineView | None = None
    """In which 复查 or 复核 may still be asked for; None when no such window is open."""
    extensions: tuple[ExtensionView, ...] = ()
    """Those that hold."""
    is_led: bool = False
    """Led to another body (Art. 31(1)-(4)), and its outcome is not known."""

    @property
    def open_review(self) -> ReviewView | None:
        """The 复查 or 复核 that is not decided."""
        return next((one for one in self.reviews if one.concluded_on is None), None)

    @property
    def unserved(self) -> DocumentView | None:
        """The newest paper without a receipt."""
        return next((one for one in self.documents if one.served_on is None), None)

    @property
    def last_review(self) -> ReviewView | None:
        """The last of the present round, which ends with what was sent back; one not accepted is as if none was."""
        last = self.reviews[-1] if self.reviews else None
        return None if last is None or last.conclusion in REOPENING_CONCLUSIONS else last

    @property
    def is_last_word(self) -> bool:
        """Whether 复核 changed the opinion itself: nothing may be asked for after that (Art. 36(3))."""
        last = self.reviews[-1] if self.reviews else None
        return last is not None and (last.stage, last.conclusion) == (ReviewStage.RECHECK, ReviewConclusion.CHANGED)


def _accepts(stand: Stand) -> bool:
    return stand.at.accepted_on is None and stand.at.state in BEFORE_REPLY


def _owes_notice(stand: Stand) -> bool:
    at = stand.at
    return at.notified_on is None and not at.notice_exempt_reason and stand.view.is_open


def _objects(stand: Stand) -> bool:
    at = stand.at
    return at.transferred_in_on is not None and at.state in (S.REGISTERED, S.HANDLING)


def _routes(stand: Stand) -> bool:
    # The plain procedure and the office's own duty (Art. 31(5), (6)) stay; every other route leads elsewhere.
    return stand.at.state in (S.REGISTERED, S.HANDLING) and stand.view.category is Category.CLAIM


def _extends(stand: Stand) -> bool:
    return stand.at.state in BEFORE_REPLY and stand.at.accepted_on is not None and stand.view.handling is not None


def _replies(stand: Stand) -> bool:
    view, at = stand.view, stand.at
    if not may_move(at.state, S.REPLIED) or at.state is S.REPLIED:
        return False
    if view.category is not Category.CLAIM or view.route is LegalRoute.STATUTORY_DUTY:
        return True
    return at.accepted_on is not None and view.route in (None, LegalRoute.PETITION_PROCEDURE)


def _asks(stage: ReviewStage) -> Callable[[Stand], bool]:
    def possible(stand: Stand) -> bool:
        if stand.at.state not in (S.CONCLUDED, S.CLOSED) or stand.at.served_on is None or stand.open_review:
            return False
        if stand.is_last_word:
            return False
        last = stand.last_review
        refused = last is not None and last.conclusion is ReviewConclusion.NOT_ACCEPTED
        if stage is ReviewStage.REVIEW:
            return last is None or (refused and last.stage is stage)
        return last is not None and (last.stage is ReviewStage.REVIEW or refused)

    return possible


def _ends(stand: Stand) -> bool:
    at = stand.at
    served = at.state in (S.CONCLUDED, S.CLOSED) and at.served_on is not None and at.finally_closed_on is None
    return served and stand.window is None and not stand.open_review


def correctable(stand: Stand) -> Acts:
    """The days that can be put right, by what `services.correcting` calls them."""
    at, found = stand.at, []
    if at.accepted_on is not None:
        found.append(("accepted", f"受理日期 {at.accepted_on}"))
    if at.transferred_in_on is not None:
        found.append(("transferred", f"收到上级转来 {at.transferred_in_on}"))
        found.append(("assigned", f"交办期限 {at.assigned_due or '没有'}"))
    for paper in stand.documents:
        if paper.served_on is not None:
            found.append((f"served:{paper.id}", f"{paper.kind.label}送达 {paper.served_on}"))
    for one in stand.reviews:
        found.append((f"asked:{one.id}", f"申请{one.stage.label} {one.requested_on}"))
        if one.served_on is not None:
            found.append((f"review_served:{one.id}", f"{one.stage.label}意见送达 {one.served_on}"))
    return found


ACTS: tuple[tuple[str, str, Callable[[Stand], bool]], ...] = (
    ("objected_back", "异议: 上级同意退回", lambda s: s.at.state is S.OBJECTED),
    ("objection_over", "异议: 上级不同意，由本单位办", lambda s: s.at.state is S.OBJECTED),
    ("mediated", "调解达成协议", lambda s: s.at.state is S.IN_MEDIATION),
    ("not_mediated", "调解没有成", lambda s: s.at.state is S.IN_MEDIATION),
    ("answer_up", "上级已答复", lambda s: s.at.state is S.SUBMITTED_UP),
    ("review_end", "复查复核的结论", lambda s: s.open_review is not None),
    ("hearing_end", "复核听证结束", lambda s: s.in_hearing),
    ("hearing", "复核听证开始", lambda s: s.at.state is S.RECHECKING and not s.in_hearing),
    ("accept", "受理", _accepts),
    ("opinion", "出具处理意见书", _replies),
    ("serve", "登记送达", lambda s: s.unserved is not None),
    ("notice", "登记给出的告知书", lambda s: s.view.is_open or s.at.state in (S.REFUSED, S.ROUTED_OUT)),
    ("extend", "延期", _extends),
    ("agreed", "达成和解、撤回终止", lambda s: s.at.state in (S.REGISTERED, S.HANDLING, S.SUBMITTED_UP)),
    ("exempt", "免予书面告知", _owes_notice),
    ("dispatch", "交办、转送、协办、呈报", lambda s: s.at.state in BEFORE_REPLY),
    ("route", "定法定途径", _routes),
    ("route_result", "法定途径的结果", lambda s: s.is_led),
    ("refuse", "不予受理、不再受理", _accepts),
    ("object", "向上级提出异议", _objects),
    ("transfer_in", "登记上级转来", lambda s: s.at.transferred_in_on is None and s.at.state in BEFORE_REPLY),
    ("review", "申请复查", _asks(ReviewStage.REVIEW)),
    ("recheck", "申请复核", _asks(ReviewStage.RECHECK)),
    ("final", "认定三级终结", _ends),
    ("correct_date", "更正日期", lambda s: bool(correctable(s))),
)
"""Value, label, whether it is possible."""


def stage_acts(stand: Stand) -> Acts:
    """What is possible now."""
    if stand.view.is_sealed or stand.at.state in (S.MERGED, S.SEALED_OUT):
        return []
    return [(value, label) for value, label, possible in ACTS if possible(stand)]
