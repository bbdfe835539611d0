"""概况: the acts on a matter as a whole, and with another one."""

from __future__ import annotations

from jiefang_tui.rules.moves import BEFORE_REPLY, not_now
from jiefang_tui.services.desk.acts import ActFacts, ActSpec, Check, always, first, not_merged, takes_words
from jiefang_tui.terms import MatterState as S


def _is_no_report(what: str) -> Check:
    return lambda facts: f"不能{what}，检举控告是密件。" if facts.is_sealed else ""


def _may_merge(facts: ActFacts) -> str:
    """What of this one forbids it; the rest depends on the other (`mergeable`)."""
    if facts.has_sheet:
        return "不能并入，这件已有领导包案；请打开另一件并入这件，两件都有的请改用关联。"
    if facts.at.replied_on is not None or facts.at.state not in (*BEFORE_REPLY, S.CONCLUDED):
        return f"{not_now(facts.at.state, '并入别的事项').rstrip('。')}；也可以改用关联。"
    return ""


PROGRESS = ActSpec("progress", "记进展", 1, takes_words("记进展"), "progress", "matter")
LINK = ActSpec("link", "关联另一件", 2, first(_is_no_report("关联"), not_merged("关联")), "link", "matter")
MERGE = ActSpec(
    "merge", "并入另一件", 3, first(_is_no_report("并案"), not_merged("再并"), _may_merge), "merge", "matter"
)
FIRST_CONTACT = ActSpec(
    "first_contact",
    "首次联系",
    6,
    first(takes_words("记首次联系"), not_merged("记首次联系")),
    "first_contact",
    "matter",
    lambda facts: "更正首次联系" if facts.at.first_contact_on is not None else "记首次联系",
)

COUNTY = ActSpec("county", "录入上级系统", 4, always, "county", "matter")

ACTS = (PROGRESS, LINK, MERGE, FIRST_CONTACT, COUNTY)
