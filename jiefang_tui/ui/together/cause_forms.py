"""The forms of 专案: the team, a member, a measure."""

from __future__ import annotations

from collections.abc import Sequence

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.together import causes
from jiefang_tui.services.together.causes import CauseIn
from jiefang_tui.store.queries.together.causes import CauseMeasureView, CauseView
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.toolkit.officer_fields import looked_at, officer_field
from jiefang_tui.ui.widgets.form import FieldSpec

NEW_CAUSE = "new"
"""The choice of a new team, where those at work are listed."""


def cause_form(
    desk: Desk, matter_ids: Sequence[int], finding: str = "", now: CauseView | None = None, note: str = ""
) -> FormDialog:
    """成立专班 over these matters; with `now` its title, cause and leader are put right."""
    specs = [
        text_field("title", "名称", required=True, hint="例如 隧道爆破震损房屋"),
        text_field("cause", "原因", lines=2, hint="几件共同的原因"),
        officer_field("leader", "牵头领导", required=True),
    ]
    if now is None:
        hint = "早就成立的写那一天，空着就是今天"
        specs.append(day_field("opened_on", "成立日期", past=True, hint=hint, words_to="cause", empty_means="今天"))
    else:
        specs.append(text_field("reason", "为什么改", required=True))

    def save(values: Values) -> object:
        given = CauseIn(
            title=values.text("title"),
            cause=values.text("cause"),
            leader=values.text("leader"),
            post=values.text("post"),
            opened_on=values.get("opened_on"),
        )
        if now is not None:
            causes.change(desk, now.id, given, values.text("reason"))
            return None
        return str(causes.open_cause(desk, given, matter_ids, finding, len(matter_ids)))

    initial = {"title": now.title, "cause": now.cause, "leader": now.leader} if now is not None else None
    form = act_form(
        "专班" if now is None else "改专案",
        specs,
        save,
        initial,
        note,
        new_officer="leader",
        form_name="cause",
        row=now.id if now else finding,
    )
    form.about = OF_THE_DESK
    return form


def member_form(desk: Desk, cause_id: int) -> FormDialog:
    """加成员."""
    specs = [officer_field("officer", "成员", required=True), text_field("duty", "分工")]

    def save(values: Values) -> None:
        causes.add_member(desk, cause_id, values.text("officer"), values.text("duty"), values.text("post"))

    return act_form("加成员", specs, save, new_officer="officer", form_name="cause_member", row=cause_id)


def measure_form(desk: Desk, cause_id: int) -> FormDialog:
    """加措施."""
    specs = [
        text_field("text", "措施", required=True),
        looked_at(officer_field("owner", "谁负责")),
        day_field("due_on", "哪天前", hint="已经过了的连年份写", words_to="text"),
    ]

    def save(values: Values) -> None:
        causes.add_measure(desk, cause_id, values.text("text"), values.text("owner"), values["due_on"])

    return act_form("加措施", specs, save, form_name="cause_measure", row=cause_id)


def _result_specs() -> list[FieldSpec]:
    """做成了什么, and when."""
    return [
        text_field("text", "做成了什么", required=True),
        day_field("on_day", "哪天", past=True, hint=TODAY, words_to="text", empty_means="今天"),
    ]


def measure_done_form(desk: Desk, one: CauseMeasureView) -> FormDialog:
    """措施完成."""

    def save(values: Values) -> None:
        causes.finish_measure(desk, one.id, values.text("text"), values["on_day"])

    return act_form("措施完成", _result_specs(), save, note=one.text, form_name="cause_measure_done", row=one.id)


def close_form(desk: Desk, one: CauseView) -> FormDialog:
    """专案了结."""

    def save(values: Values) -> None:
        causes.close(desk, one.id, values.text("text"), values["on_day"])

    return act_form("专案了结", _result_specs(), save, note=one.title, form_name="cause_close", row=one.id)
