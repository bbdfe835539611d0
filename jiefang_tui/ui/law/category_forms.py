"""更正类别: choose the right one, then say why; 检举控告 goes on in its own form."""

from __future__ import annotations

from jiefang_tui import clock
from jiefang_tui.services.law import category
from jiefang_tui.services.law.acts import REPORT
from jiefang_tui.terms import Category
from jiefang_tui.ui.toolkit.act_form import act_form, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest, ask, begin
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.officer_fields import APPROVED, approval


def correct_category(request: ActRequest) -> None:
    """Which category is the right one; the reason is asked after that."""
    now = request.facts.at.category
    others = [
        (one.value, f"{one.label}，要第二个人确认" if one is Category.REPORT_ACCUSATION else one.label)
        for one in Category
        if one is not now
    ]
    request.screen.ask(ChooseDialog(f"类别现在是{now.label}，应当是", others), lambda chosen: _ask_why(request, chosen))


def _ask_why(request: ActRequest, chosen: str) -> None:
    if chosen == Category.REPORT_ACCUSATION:
        begin(request.screen, REPORT, request.matter_id)
        return
    now, was_today = request.facts.at.category, request.view.recorded_on == clock.today()
    label = Category(chosen).label
    dialog = act_form(
        f"类别更正为{label}",
        [text_field("reason", "更正原因", required=True), *approval(was_today)],
        lambda v: category.correct_category(
            request.desk,
            request.matter_id,
            chosen,
            v.text("reason"),
            v.text("approver"),
            v.text("post"),
            v.get("paper_on"),
        ),
        note=f"原来的「{now.label}」留有记录，期限按新的类别重算。" + ("" if was_today else f"\n{APPROVED}"),
        new_officer="" if was_today else "approver",
        form_name="correct_category",
    )
    ask(request.screen, dialog)
