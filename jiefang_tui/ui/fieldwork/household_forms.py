"""入户清单: the forms of a list and of a household."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jiefang_tui.rules.fieldwork.round_columns import RoundColumn, columns_text, parse_columns, read_cell
from jiefang_tui.rules.fieldwork.round_table import typed_rows
from jiefang_tui.rules.fieldwork.table_heads import unread_heads
from jiefang_tui.rules.text import Parsed, normalise
from jiefang_tui.rules.typed.numbers import digits
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.files import typed_table
from jiefang_tui.services.fieldwork import households, rounds
from jiefang_tui.store.queries.fieldwork.rounds import HouseholdLine, RoundView
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.widgets.form import FieldSpec

_COLUMNS = FieldSpec(
    "columns", "各栏", "notes", required=True, height=7, parse=parse_columns, limit=600,
    hint="一行一栏：损坏；估价 金额；照片 照片号；情况 已付/谈妥/未谈妥(办好的写在前，没办的写在后)",
)  # fmt: skip
_STATE = FieldSpec("state", "按它合计", limit=40, hint="有选项的哪一栏；空着就是第一个")


def begin_form(desk: Desk) -> FormDialog:
    """新清单: its name and columns."""
    specs = [
        FieldSpec("name", "名称", required=True, width=0, limit=40, hint="例如 隧道爆破房屋受损"),
        _COLUMNS,
        _STATE,
    ]

    def save(values: Values) -> int:
        return rounds.begin(desk, values.text("name"), values["columns"], values.text("state"))

    note = "最多 8 栏；村组、户主、晚上在家不用写，每份清单都有。"
    return act_form("新的入户清单", specs, save, note=note, form_name="round_begin")


def change_form(desk: Desk, view: RoundView) -> FormDialog:
    """改名称和栏: what stands in a column goes along with its name."""
    specs = [
        FieldSpec("name", "名称", required=True, width=0, limit=40),
        _COLUMNS,
        _STATE,
        text_field("reason", "为什么改", required=True),
    ]
    initial = {"name": view.name, "columns": columns_text(view.columns), "state": view.state_name}

    def save(values: Values) -> str:
        renamed = rounds.change(
            desk, view.id, values.text("name"), values["columns"], values.text("state"), values.text("reason")
        )
        return f"已改：{renamed}" if renamed else "已改"

    return act_form("改名称和栏", specs, save, initial, form_name="round_change", row=view.id)


def import_form(desk: Desk, view: RoundView) -> FormDialog:
    """导入: pasted or typed, or a file of WPS or Excel; its heads say which column is which."""
    names = "、".join(one.name for one in view.columns)
    specs = [
        FieldSpec(
            "typed",
            "表格",
            "notes",
            height=7,
            limit=60_000,
            parse=typed_rows,
            hint="从 WPS 表格里复制过来，第一行是栏名：村组、户主、晚上在家和各栏",
        ),
        FieldSpec("file", "或者文件", width=0, limit=400, hint="xlsx、xls、ods、csv 的路径，例如 D:\\入户清单.xlsx"),
    ]

    said: list[str] = []
    """Columns of which it was said that they are not taken."""

    def save(values: Values) -> str:
        typed, file = values["typed"], values.text("file")
        if not (typed or file):
            raise Refused("请把表格粘在上面，或者写文件的路径。", "typed")
        rows, where = (typed, "typed") if typed else (typed_table(file), "file")
        unread = unread_heads(rows, view.columns)
        if unread and said != unread:
            said[:] = unread
            told = f"清单里没有这几栏，不会收：{'、'.join(unread)}"
            raise Refused(f"{told}。要收的先返回，^R 改名称和栏；不要的再按 ^S。", where)
        added = f"已加 {households.add_table(desk, view.id, rows, where)} 户"
        return f"{added}；没收的栏：{'、'.join(unread)}" if unread else added

    note = f"栏名和清单一样的才收：{names}。"
    return act_form("导入户", specs, save, note=note, form_name="round_import", row=view.id)


def add_specs(view: RoundView) -> list[FieldSpec]:
    """The fields of 加户; the group is kept from the row above."""
    specs = [
        FieldSpec("group", "村组", width=0, limit=40, hint="例如 石桥村3组"),
        FieldSpec("head", "户主", width=0, limit=40, required=True),
        FieldSpec("at_home", "在家", width=0, limit=40, hint="收尾即删"),
    ]
    for place, column in enumerate(view.columns, 1):
        label = column.name[:4]
        if column.options:
            options = [(one, one) for one in column.options]
            specs.append(FieldSpec(f"c{place}", label, kind="choice", options=options, width=0))
        else:
            specs.append(FieldSpec(f"c{place}", label, width=0, limit=200, parse=_reads(column), verbatim=True))
    return specs


def _reads(column: RoundColumn) -> Callable[[str], Parsed[str]]:
    def parse(text: str) -> Parsed[str]:
        return replace(read_cell(column, text), hint="")

    return parse


def matter_form(desk: Desk, view: RoundView, line: HouseholdLine) -> FormDialog:
    """转为事项: with what is known of the household."""
    fields = [
        FieldSpec("name", "姓名", limit=60, hint="不愿留名的空着"),
        FieldSpec("request", "诉求", "notes", required=True, height=4, enter_goes_on=True, limit=2000, hint="本人的话"),
    ]

    def save(values: Values) -> str:
        return households.to_matter(desk, line.id, values.text("name"), values.text("request")).sentence

    note = f"{view.name} {line.group} {line.number}号；登记为「走访」，不排号，不算批次人次，期限一样算。"
    initial = {"name": line.head}
    return act_form("转为事项", fields, save, initial, note, form_name="household_matter", row=line.id)


def _number(text: str) -> Parsed[int]:
    plain = normalise(text).rstrip("号")
    number = digits(plain)
    return Parsed(None, error="请写几号，例如 58。") if plain and number is None else Parsed(number)


def move_form(desk: Desk, line: HouseholdLine) -> FormDialog:
    """走的顺序: in which group, behind which number."""
    specs = [
        FieldSpec("group", "村组", width=0, limit=40),
        FieldSpec("after", "排在", limit=6, parse=_number, hint="几号后面；空着排在最前"),
    ]

    def save(values: Values) -> str:
        households.move(desk, line.id, values.text("group"), values["after"])
        return "已排好；号不变，和印过的单子一致"

    title = f"走的顺序 {line.number}号 {line.head}"
    return act_form(title, specs, save, {"group": line.group}, form_name="household_move", row=line.id)
