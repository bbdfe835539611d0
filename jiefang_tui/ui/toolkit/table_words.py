"""What was undertaken and the other side, in the words of a line: under a matter and at the table of a session."""

from __future__ import annotations

from jiefang_tui.store.queries.together.table import PartyView, UndertakingView


def undertaking_words(one: UndertakingView) -> str:
    """``人社所李强  核对工资表  原定12-01，账本没拿到``."""
    put_off = f"原定{one.first_due_on:%m-%d}，{one.change_reason}" if one.first_due_on else one.change_reason
    said = (one.who, one.text, put_off, one.proof, one.withdraw_reason)
    return "  ".join(part for part in said if part)


def party_words(one: PartyView) -> str:
    """``班组长张某  来访人同意见面  11-23约(电话)  同意分三期``."""
    answer = "来访人同意见面" if one.may_meet else "来访人不同意见面"
    invited = f"{one.invited_on:%m-%d}约" + (f"({one.invited_how})" if one.invited_how else "") if one.invited_on else ""
    said = (f"{one.relation}{one.name}", answer, one.visitor_said, invited, one.outcome, one.withdraw_reason)
    return "  ".join(part for part in said if part)


def party_stands(one: PartyView) -> str:
    """How far it is: 不见面, 还没约, 已约, 到，谈成."""
    if not one.may_meet:
        return "不见面"
    if one.attendance is None:
        return "已约" if one.invited_on else "还没约"
    agreed = {True: "，谈成", False: "，没谈成", None: ""}[one.has_agreed]
    return f"{one.attendance.label}{agreed}"
