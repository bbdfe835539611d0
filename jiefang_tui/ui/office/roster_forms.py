"""Forms of the roster (名册): one for a row of each kind, merging, taking out of use and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.office import roster, roster_merging, roster_villages
from jiefang_tui.store.queries.office import roster as queries
from jiefang_tui.store.queries.office.handover import in_hand
from jiefang_tui.store.queries.office.roster import OfficerLine, UnitLine
from jiefang_tui.store.queries.office.villages import VillageLine, village_lines
from jiefang_tui.terms import LeaderLevel, UnitRelation
from jiefang_tui.ui.office.handover_dialogs import leaving_dialog
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.officer_fields import unit_field
from jiefang_tui.ui.widgets.form import FieldSpec

Line = OfficerLine | UnitLine | VillageLine
MOST = 1000
"""Rows offered for a merge."""
REASON = FieldSpec("reason", "改动原因", width=0, hint="改名要写，例如 写错了")


def kind_of(line: Line) -> str:
    """``officer``, ``unit`` or ``village``."""
    if isinstance(line, VillageLine):
        return "village"
    return "officer" if isinstance(line, OfficerLine) else "unit"


def ref_of(line: Line) -> str:
    """By what the services name the row."""
    return line.ref if isinstance(line, VillageLine) else str(line.id)


# -- adding and putting right


def _officer_specs() -> list[FieldSpec]:
    return [
        FieldSpec("name", "姓名", required=True, width=24),
        FieldSpec("post", "职务", width=0, hint="例如 镇党委副书记"),
        unit_field("unit", "单位"),
        FieldSpec("level", "级别", kind="choice", options=LeaderLevel.labels(), default=LeaderLevel.TOWNSHIP),
        FieldSpec("field_of_work", "分管", width=0),
        FieldSpec("phone", "电话", limit=28),
        day_field("in_office_from", "在任起", near=True),
        day_field("in_office_to", "在任止", near=True, hint="空着就是在任"),
        FieldSpec("villages", "包联村", width=0, hint="几个村用顿号隔开"),
    ]


def _officer(values: Values) -> roster.OfficerIn:
    return roster.OfficerIn(
        values.text("name"),
        values.text("post"),
        values.text("unit"),
        values["level"] or LeaderLevel.TOWNSHIP,
        values.text("phone"),
        values.text("field_of_work"),
        values["in_office_from"],
        values["in_office_to"],
        values.text("villages"),
    )


def _unit_specs() -> list[FieldSpec]:
    return [
        FieldSpec("name", "名称", required=True, width=0),
        unit_field("parent", "上级单位", hint="空着就是没有上级"),
        FieldSpec(
            "relation",
            "管理关系",
            kind="choice",
            options=UnitRelation.labels(),
            hint="不归本镇管的只发商请函、催办，不发牌",
        ),
        FieldSpec("phone", "电话", limit=28, hint="印在告知单上"),
    ]


def _unit(values: Values) -> roster.UnitIn:
    return roster.UnitIn(values.text("name"), values.text("parent"), values["relation"] or "", values.text("phone"))


def _village_specs() -> list[FieldSpec]:
    return [
        FieldSpec("name", "村名", required=True, width=24, hint="例如 章湾村、城东社区"),
        FieldSpec("area_code", "区划代码", width=24, hint="空着就按村名查"),
        FieldSpec("other_names", "又名", width=0, hint="从前的、人们叫的，空格隔开"),
        FieldSpec("groups", "组", width=0, hint="例如 1组 2组 老屋组"),
    ]


def _village(values: Values) -> roster_villages.VillageIn:
    return roster_villages.VillageIn(
        values.text("name"), values.text("area_code"), values.text("other_names"), values.text("groups")
    )


def add(desk: Desk, kind: str) -> FormDialog:
    """加一条."""
    if kind == "officer":
        specs, title = _officer_specs(), "加一位"
    elif kind == "unit":
        specs, title = _unit_specs(), "加单位"
    else:
        specs, title = _village_specs(), "加村"

    def save(values: Values) -> str:
        if kind == "officer":
            roster.add_officer(desk, _officer(values))
        elif kind == "unit":
            roster.add_unit(desk, _unit(values))
        else:
            roster_villages.add_village(desk, _village(values))
        return f"名册里加了{values.text('name')}"

    return act_form(title, specs, save, form_name="add_to_roster", row=kind)


def change(desk: Desk, line: Line) -> FormDialog:
    """Put a row right."""
    version = line.version

    def save(values: Values) -> str:
        reason = values.text("reason")
        if isinstance(line, OfficerLine):
            roster.change_officer(desk, line.id, _officer(values), reason, version=version)
        elif isinstance(line, UnitLine):
            roster.change_unit(desk, line.id, _unit(values), reason, version=version)
        else:
            roster_villages.change_village(desk, line.ref, _village(values), reason, version=version)
        name = values.text("name")
        return f"{line.name}已改名为{name}" if name != line.name else f"{name}已保存"

    if isinstance(line, OfficerLine):
        specs = _officer_specs()
    else:
        specs = _unit_specs() if isinstance(line, UnitLine) else _village_specs()
    names = [spec.name for spec in specs]
    return act_form(
        f"改 {line.name}",
        [*specs, REASON],
        save,
        {name: getattr(line, name) or "" for name in names},
        f"改名：打印过的不变，以后用新名字{_what_follows(line)}。",
        form_name="change_in_roster",
        row=f"{kind_of(line)}-{ref_of(line)}",
    )


def _what_follows(line: Line) -> str:
    """What is open under this name and goes along."""
    what = _in_hand(line)
    return f"；{what}跟着走" if what else ""


def _in_hand(line: Line) -> str:
    if isinstance(line, OfficerLine):
        return "、".join(one.words for one in in_hand(line.id))
    led = queries.led_by_unit(line.id) if isinstance(line, UnitLine) else 0
    return f"主办{led}件" if led else ""


# -- two that are one


def merge(desk: Desk, line: Line) -> FormDialog:
    """合并: this row is the wrong one; which is the right one?"""
    kind, ref = kind_of(line), ref_of(line)
    specs = [
        FieldSpec(
            "into", "并到", kind="choice", options=_others(desk, line), required=True, width=0, hint="对的那一条"
        ),
        text_field("reason", "原因", required=True, hint="例如 写错了字"),
    ]
    what = _in_hand(line)
    return act_form(
        f"合并 {line.name}",
        specs,
        lambda v: roster_merging.merge_rows(desk, kind, ref, v["into"], v.text("reason")),
        note=f"没办完的{f'({what})' if what else ''}都归到对的那一条，办完的仍写「{line.name}」；并错了可以撤销。",
        form_name="merge_rows",
        row=f"{kind}-{ref}",
    )


def _others(desk: Desk, line: Line) -> Sequence[tuple[str, str]]:
    """The other rows of this kind that are in use."""
    lines: Sequence[Line]
    if isinstance(line, OfficerLine):
        lines = queries.officer_lines(0, MOST, clock.today())
    elif isinstance(line, UnitLine):
        lines = queries.unit_lines(0, MOST)
    else:
        lines = village_lines(desk.reference, desk.area_code)
    return [(ref_of(one), _told(one)) for one in lines if one.is_active and ref_of(one) != ref_of(line)]


def _told(line: Line) -> str:
    if isinstance(line, OfficerLine):
        return " ".join(filter(None, (line.name, line.post, line.unit)))
    if isinstance(line, VillageLine):
        return f"{line.name} {line.area_code}".rstrip()
    return line.name


# -- out of use and back


def stop_or_restore(desk: Desk, line: Line) -> FormDialog:
    """停用 (an officer leaves: 离任移交), 恢复, or undoing a merge: what there is to do with this row."""
    kind, ref = kind_of(line), ref_of(line)
    if line.into:
        return _with_reason(
            f"撤销合并 {line.name}",
            f"{line.name}又是单独的一条，跟着走的都还给它；合并以后新增的留在{line.into}。",
            lambda reason: roster_merging.undo_merge(desk, kind, ref, reason),
            f"unmerge-{kind}-{ref}",
        )
    if not line.is_active:

        def restore(reason: str) -> str:
            roster.restore(desk, kind, ref, reason)
            return f"{line.name}已恢复"

        note = "各处又列出来选；移交出去的不会自己回来。"
        return _with_reason(f"恢复 {line.name}", note, restore, f"restore-{kind}-{ref}")
    if isinstance(line, OfficerLine):
        return leaving_dialog(desk, line)

    def stop(reason: str) -> str:
        roster.stop(desk, kind, ref, reason)
        return f"{line.name}已停用，各处不再列出"

    what = _in_hand(line)
    note = f"各处不再列出来选，旧的照样显示{f'；{what}仍由它办' if what else ''}。"
    return _with_reason(f"停用 {line.name}", note, stop, f"stop-{kind}-{ref}")


def _with_reason(title: str, note: str, act: Callable[[str], str], row: str) -> FormDialog:
    reason = [text_field("reason", "原因", required=True)]
    return act_form(title, reason, lambda v: act(v.text("reason")), note=note, form_name="roster_use", row=row)
