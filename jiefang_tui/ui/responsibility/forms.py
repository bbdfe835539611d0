"""The forms of the acts of `services/responsibility/acts.py`, by name: several boxes of 三定三包 in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jiefang_tui import clock
from jiefang_tui.rules.duties import BoxKey
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.responsibility.sheets import DutyView, SheetView, sheet
from jiefang_tui.terms import DutyKind
from jiefang_tui.ui.responsibility.box_forms import finish_measure, measure_specs
from jiefang_tui.ui.toolkit.act_form import text_field
from jiefang_tui.ui.toolkit.acts import ActRequest, Maker, ask
from jiefang_tui.ui.toolkit.day_and_reason import TODAY, day_field
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog
from jiefang_tui.ui.toolkit.officer_fields import OfficerDialog, officer_field
from jiefang_tui.ui.widgets.form import FieldSpec

Values = dict[str, Any]


class OneByOne:
    """Acts of one form, each done once: what was written down stays when a later one is refused and mended."""

    def __init__(self) -> None:
        self._done: set[str] = set()

    def do(self, name: str, act: Callable[[], object]) -> None:
        """Do the act of that name unless it is done. Raises `Refused`."""
        if name not in self._done:
            act()
            self._done.add(name)


def _sheet(request: ActRequest) -> SheetView:
    found = sheet(request.matter_id, clock.today(), calendar_of(request.desk.reference))
    assert found is not None
    return found


def fix(request: ActRequest) -> OfficerDialog:
    """三定: a member of the team, a measure, and the deadline where none is set; each an act of its own."""
    owned = _sheet(request)
    needs_member = not owned.box(BoxKey.TASK_FORCE).satisfied
    text, owner, due_on = measure_specs()
    specs = [
        officer_field("name", "专班成员", required=needs_member),
        FieldSpec("duty", "分工", width=0),
        FieldSpec("text", text.label, required=not owned.measures, width=0),
        officer_field("owner", owner.label, hint="空着就是这位成员"),
        due_on,
    ]
    if owned.resolve_due is None:
        specs.append(day_field("resolve_due", "化解期限", required=True, hint="月底 30天后 12-5"))
    once = OneByOne()

    def save(v: Values) -> str:
        return _fix(request, owned, v, once)

    note = f"化解期限 {owned.resolve_due}" if owned.resolve_due else ""
    return OfficerDialog("三定: 专班、措施、期限", specs, "name", save, note=note, form_name="fix_three")


def _fix(request: ActRequest, owned: SheetView, v: Values, once: OneByOne) -> str:
    desk, matter_id = request.desk, request.matter_id
    name, text = v["name"] or "", (v["text"] or "").strip()
    if not name and not text:
        raise Refused("请写一位成员，或者一条措施。", "name")
    if not text and (v["owner"] or v["due_on"]):
        raise Refused("请填写措施内容。", "text")
    if name:
        duty = (v["duty"] or "").strip()
        once.do("member", lambda: six_boxes.add_member(desk, matter_id, name, duty, v["post"], v["unit"]))
    if text:
        once.do("measure", lambda: six_boxes.add_measure(desk, matter_id, text, v["owner"] or name, v["due_on"]))
    if (day := v.get("resolve_due")) is not None:
        once.do("due", lambda: six_boxes.set_resolve_due(desk, matter_id, day, version=owned.version))
    parts = (name and f"专班增加{name}", text and f"措施: {text}", day and f"化解期限 {day}")
    return f"已定 {'；'.join(part for part in parts if part)}"


def keep(request: ActRequest) -> OfficerDialog:
    """三包: what was done for each, by whom, and which of them is carried out with it; each an act of its own."""
    owned = _sheet(request)
    duties = [owned.duty(kind) for kind in DutyKind]
    nobody = any(not one.officer for one in duties)
    open_kinds = [(one.kind.value, one.kind.label) for one in duties if one.fulfilled_on is None]
    specs = [text_field(one.kind.value, one.kind.label, lines=2) for one in duties]
    who = "没责任人的，由他负责" if nobody else "空着就是责任人"
    specs.append(officer_field("officer", "经办人", required=nobody, hint=who))
    if open_kinds:
        named = " ".join(f"{place}{label}" for place, (_, label) in enumerate(open_kinds, 1))
        specs.append(FieldSpec("done", "已落实", "multi", options=open_kinds, width=0, hint=f"做到了的: {named}"))
    words_to = duties[0].kind.value
    specs.append(day_field("on_day", "日期", past=True, hint=TODAY, words_to=words_to, empty_means="今天"))
    once = OneByOne()
    return OfficerDialog(
        "三包记进展",
        specs,
        "officer",
        lambda v: _keep(request, duties, v, once),
        note="写见了谁、说了什么、解决了什么；没有做的空着。",
        form_name="keep_three",
    )


def _keep(request: ActRequest, duties: list[DutyView], v: Values, once: OneByOne) -> str:
    said = {one.kind: str(v[one.kind.value] or "").strip() for one in duties}
    done = [DutyKind(kind) for kind in v.get("done") or ()]
    if not any(said.values()) and not done:
        raise Refused("三样都空着，请写做了什么，至少一样。", duties[0].kind.value)
    for one in duties:
        if one.kind in done and not said[one.kind] and not one.entry_count:
            raise Refused(f"包{one.kind.label}还没有记录，请写做了什么，才能算已落实。", one.kind.value)
    day: date | None = v["on_day"]
    desk, matter_id = request.desk, request.matter_id
    for kind, text in said.items():
        if text:
            entry = (kind, text, day, v["officer"] or "", v["post"], v["unit"])
            once.do(kind, lambda entry=entry: six_boxes.add_duty_entry(desk, matter_id, *entry))  # type: ignore[misc]
    for kind in done:
        fulfilled = (kind, day or clock.today())
        once.do(f"{kind} done", lambda one=fulfilled: six_boxes.set_fulfilled(desk, matter_id, *one))  # type: ignore[misc]
    parts = [f"包{kind.label}{'已落实' if kind in done else ''}" for kind in said if said[kind] or kind in done]
    return f"已记 {'、'.join(parts)}"


def finish(request: ActRequest) -> FormDialog | None:
    """A measure is done: which one is asked where several are open."""
    measures = {str(one.id): one for one in _sheet(request).measures if one.done_on is None}
    if len(measures) == 1:
        return finish_measure(request.desk, *measures.values())
    options = [(row, f"{one.text}  {one.owner}".rstrip()) for row, one in measures.items()]
    screen = request.screen
    screen.ask(
        ChooseDialog("哪一条措施完成了", options), lambda row: ask(screen, finish_measure(request.desk, measures[row]))
    )
    return None


FORMS: Mapping[str, Maker] = {"fix": fix, "keep": keep, "finish": finish}
