"""共性问题: a sentence for each common cause with its matters; a team, a paper, or set aside until it grows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.rules.together.radar import Finding
from jiefang_tui.services.together import finding_ends as ends
from jiefang_tui.services.together.finding_ends import AdviceIn
from jiefang_tui.services.together.looking import is_leader
from jiefang_tui.store.queries.together import radar
from jiefang_tui.store.queries.together.radar import NoteView, RadarMatter
from jiefang_tui.terms import AdviceKind, FindingEnd
from jiefang_tui.ui.together.cause_forms import cause_form
from jiefang_tui.ui.together.list_screen import ListScreen
from jiefang_tui.ui.toolkit.act_form import Values, act_form, choice_field, text_field
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field, reason_dialog
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog
from jiefang_tui.ui.toolkit.shown_names import shown_title
from jiefang_tui.ui.widgets.row import Column, Row


class RadarScreen(ListScreen):
    """Findings with their matters, and below what became of earlier ones."""

    NAME_CN = "共性问题"
    HELP_CN = (
        "几十天里同一个村同一类、同一个项目地点接连来的事项，一句话一组（件数和天数在 radar.toml 里）。只看事情的原因，"
        "不看人。光标在一句上 Enter：成立专班、写情况反映或建议、先放着；在事项上打开。"
        "下面是处理过的，又有新的来会再列出来；Del 撤回。反映同一个单位的只给领导看。"
    )
    BOUND = frozenset({"matter", "finding_note", "policy_advice", "cause"})
    WRITES = frozenset({"take_back"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "take_back", "撤回", tooltip="处理过的一条撤回，重新列出来"),
    ]
    COLUMNS = (Column("", 10), Column("共性问题、事项", 0), Column("地点", 16), Column("状态", 12))
    EMPTY = "没有共性问题：近来没有同村同类、同一地点接连来的事项"
    ENTER = "办理"

    def __init__(self) -> None:
        super().__init__()
        self._findings: dict[str, Finding] = {}
        self._notes: dict[int, NoteView] = {}
        self._keys: list[tuple[Any, ...]] = []
        """Of every row; its words are read a page at a time."""

    def standing(self) -> str:
        return f"共性问题 {len(self._findings)} 组  处理过 {len(self._notes)} 条"

    def page(self, offset: int, limit: int) -> list[Row]:
        if not offset:
            self._look()
        keys = self._keys[offset : offset + limit]
        told = {one.id: one for one in radar.matters_in([key[1] for key in keys if key[0] == "matter"])}
        return [self._row(key, told) for key in keys if key[0] != "matter" or key[1] in told]

    def _look(self) -> None:
        """Find them anew, and lay the rows: each with its matters, then what something was done about."""
        leads = is_leader(self.desk)
        found = radar.open_findings(clock.today(), self.desk.reference, with_units=leads)
        self._findings = {one.key: one for one in found}
        self._notes = {one.id: one for one in radar.notes(with_units=leads)}
        self._keys = []
        for one in found:
            self._keys += [("finding", one.key), *(("matter", row_id, one.key) for row_id in one.matter_ids)]
        self._keys += [("note", row_id) for row_id in self._notes]

    def _row(self, key: tuple[Any, ...], told: Mapping[int, RadarMatter]) -> Row:
        if key[0] == "finding":
            return Row(key, ("共性问题", self._findings[key[1]].words, "", "待处理"), "bold", {3: "yellow"})
        return self._note(self._notes[key[1]]) if key[0] == "note" else self._matter(key[2], told[key[1]])

    def _matter(self, key: str, one: RadarMatter) -> Row:
        texts = (str(one.received_on), shown_title(one.title, self.desk.masks_names), one.place, one.state.label)
        return Row(("matter", one.id, key), texts, enter="打开事项")

    def _note(self, one: NoteView) -> Row:
        return Row(("note", one.id), (str(one.on_day), one.words, "", one.end.label), "dim")

    # -- acts

    def opened(self, key: Any) -> None:
        if key[0] == "matter":
            self.app.go("matter", matter_id=key[1])
        elif key[0] == "note":
            self._open_note(self._notes[key[1]])
        elif not self.looks_only:
            one = self._findings[key[1]]
            self.ask(ChooseDialog(one.words, FindingEnd.labels()), lambda end: self._end(one, FindingEnd(end)))

    def _end(self, one: Finding, end: FindingEnd) -> None:
        if end is FindingEnd.CAUSE:
            form = cause_form(self.desk, one.matter_ids, one.key, note=one.words)
            self.ask(form, lambda _: self.app.go("cause", cause_id=int(str(form.came_of_it))))
        elif end is FindingEnd.PAPER:
            self.ask(self._advice_form(one), lambda _: self.say("已写好；报送了在这一条上 Enter 记报送"))
        else:
            dialog = reason_dialog(
                "先放着，又有新的来再看",
                lambda reason: ends.set_aside(self.desk, one.key, len(one.matter_ids), reason),
                form_name="finding_aside",
                row=one.key,
            )
            self.ask(dialog, lambda _: self.say("已放着；又有新的来会再列出来"))

    def _advice_form(self, one: Finding) -> FormDialog:
        specs = [
            choice_field("kind", "哪一种", AdviceKind.labels()),
            text_field("title", "题目", required=True, hint="例如 关于隧道施工损害房屋的情况"),
            text_field("to_body", "报给谁", required=True, hint="例如 镇党委、县信访联席办"),
            text_field("facts", "情况", required=True, lines=3),
            text_field("advice", "建议", lines=3, hint="完善政策的建议要写"),
        ]

        def save(values: Values) -> None:
            from jiefang_tui.services.reception.papers import open_paper

            given = AdviceIn(
                kind=AdviceKind(values["kind"]),
                title=values.text("title"),
                to_body=values.text("to_body"),
                facts=values.text("facts"),
                advice=values.text("advice"),
            )
            _, printed = ends.write_advice(self.desk, one.key, one.matter_ids, given)
            open_paper(printed)

        return act_form("情况反映、建议", specs, save, note=one.words, form_name="advice", row=one.key)

    def _open_note(self, one: NoteView) -> None:
        if one.cause_id is not None:
            self.app.go("cause", cause_id=one.cause_id)
        elif one.advice_id is not None and not self.looks_only:
            options = [("sent", "记报送"), ("answered", "记答复、采纳情况")]
            options += [("not_answered", "撤回答复")] if one.is_answered else []
            options += [("not_sent", "撤回报送")] if one.is_sent and not one.is_answered else []
            self.ask(ChooseDialog(one.advice, options), lambda chosen: self._advise(one.advice_id or 0, chosen))
        else:
            self.say(f"{one.on_day}{one.end.label}：{one.reason}")

    def _advise(self, advice_id: int, chosen: str) -> None:
        if chosen == "not_answered":
            dialog: FormDialog = reason_dialog(
                "撤回答复",
                lambda reason: ends.not_answered(self.desk, advice_id, reason),
                form_name="advice_not_answered",
                row=advice_id,
            )
        elif chosen == "not_sent":
            dialog = reason_dialog(
                "撤回报送",
                lambda reason: ends.not_sent(self.desk, advice_id, reason),
                form_name="advice_not_sent",
                row=advice_id,
            )
        elif chosen == "sent":
            dialog = self._sent_form(advice_id)
        else:
            dialog = self._answered_form(advice_id)
        self.ask(dialog, lambda _: self.say("已记下"))

    def _sent_form(self, advice_id: int) -> FormDialog:
        return act_form(
            "记报送",
            [day_field("on_day", "哪天", past=True, hint=TODAY)],
            lambda values: ends.sent(self.desk, advice_id, values["on_day"]),
            form_name="advice_sent",
            row=advice_id,
        )

    def _answered_form(self, advice_id: int) -> FormDialog:
        specs = [
            text_field("answer", "怎么答复", required=True, lines=2, hint="采纳没有、采纳了什么"),
            day_field("on_day", "哪天", past=True, hint=TODAY, words_to="answer", empty_means="今天"),
        ]
        return act_form(
            "记答复、采纳情况",
            specs,
            lambda values: ends.answered(self.desk, advice_id, values.text("answer"), values["on_day"]),
            form_name="advice_answered",
            row=advice_id,
        )

    def action_take_back(self) -> None:
        one = self._notes[self.key[1]]
        dialog = reason_dialog(
            f"撤回「{one.end.label}」",
            lambda reason: ends.take_back(self.desk, one.id, reason),
            form_name="finding_take_back",
            row=one.id,
        )
        self.ask(dialog, lambda _: self.say("已撤回，重新列出来"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take_back" and (self.key is None or self.key[0] != "note"):
            return False
        return super().check_action(action, parameters)
