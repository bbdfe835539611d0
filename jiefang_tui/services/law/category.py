"""更正类别: what was registered as a claim (申诉求决) is a suggestion (建议意见), or the other way round (Art. 29-31).

The former category is kept, every date is computed anew. What is found to be a report (检举控告) goes its own way
(`sealing.make_report`): a second person confirms it, and nothing of it stays here.
"""

from __future__ import annotations

from datetime import date

from jiefang_tui.services.desk.acting import acting, quiet_event
from jiefang_tui.services.desk.acts import must
from jiefang_tui.services.desk.corrections import approved_by, keep_old
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.form_choice import require_choice
from jiefang_tui.services.law import acts
from jiefang_tui.store.models import Document, Matter
from jiefang_tui.terms import Category, DocumentKind, EntryKind, LegalRoute


def correct_category(
    desk: Desk,
    matter_id: int,
    category: str,
    reason: str,
    approver: str = "",
    post: str = "",
    paper_on: date | None = None,
) -> str:
    """Let the category say what it is; approved from the second day on, because the days of Art. 34 go by it.

    Returns what followed by itself, in a sentence. Raises `Refused`: without a reason, for 检举控告, and where a step
    was taken that goes by the former category (`acts.CORRECT_CATEGORY` names it).
    """
    right = require_choice(Category, category, "请选择类别。", "category")
    if right is Category.REPORT_ACCUSATION:
        raise Refused("改成检举控告要第二个人确认，请用「改成检举控告」。", "category")
    if not reason.strip():
        raise Refused("请写明更正的原因。", "reason")
    with acting(desk, "matter.correct_category", reason.strip()) as act:
        matter = act.change(Matter.get_by_id(matter_id))
        act.about(matter)
        must(acts.CORRECT_CATEGORY, desk, matter_id)
        was = Category(matter.category)
        if right is was:
            raise Refused("和原来的一样，没有改动。", "category")
        officer = approved_by(act, matter, matter.recorded_on, approver, post, paper_on)
        keep_old(act, matter_id, matter, ("category",), reason.strip(), officer, paper_on, category=was.label)
        matter.category = right
        by = f"，{officer.name}批准({paper_on}书面材料)" if officer is not None else ""
        quiet_event(act, matter_id, EntryKind.CHANGE, f"类别{was.label}更正为{right.label}，原因：{reason.strip()}{by}")
        return f"{matter.register_no} 类别更正为{right.label}。" + _follow(matter, right)


_TELLS_OF_IT = (DocumentKind.ACCEPTANCE_NOTICE, DocumentKind.ROUTING_NOTICE)
"""Papers that say how, and by when, it is handled."""


def _follow(matter: Matter, right: Category) -> str:
    """The way it is handled goes by the category; a paper that tells of the former way is named."""
    said = ""
    if right is not Category.CLAIM:
        said = "信访程序和办结期限不再适用，研究论证后回复。" if matter.route else ""
        matter.route = None
    elif matter.accepted_on is not None:
        matter.route = LegalRoute.PETITION_PROCEDURE
        said = f"按信访程序办理，办结期限从{matter.accepted_on}受理起算。"
    about = (Document.matter == matter) & Document.kind.in_(_TELLS_OF_IT)
    for paper in Document.select().where(about).order_by(Document.id):
        said += f"{paper.issued_on}的{DocumentKind(paper.kind).label}写的是原来的类别，请重新告知。"
    return said
