"""What the ledger asks: the form of a filter, the filters that were kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiefang_tui.rules.ledger_filter import ANY_LEVEL, ANY_WAIT, LedgerFilter, sentence
from jiefang_tui.rules.text import Parsed
from jiefang_tui.rules.typed.dates import Sense
from jiefang_tui.rules.typed.numbers import parse_count
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.ledger.saved_filters import NAME_LIMIT, KeptFilter
from jiefang_tui.store.queries.ledger import ledger_rows as queries
from jiefang_tui.terms import Category, LeaderLevel, Light, MatterState, PairKind, WaitFor
from jiefang_tui.ui.toolkit.candidates import village_options
from jiefang_tui.ui.toolkit.day_and_reason import span_fields
from jiefang_tui.ui.toolkit.dialogs import Dialog, Filled, FormDialog, TextDialog
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.row import Column, Row
from jiefang_tui.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

FLAGS = [("is_backlog", "积案"), ("is_reopened", "重新办理过"), ("is_urgent_major", "重大紧急")]
LIGHTS = [(Light.RED, "红灯逾期"), (Light.YELLOW, "黄灯临期"), (Light.GREEN, "绿灯"), (Light.PAUSED, "中止"),
          (Light.GREY, "无期限")]  # fmt: skip
_FIRST_OR_AGAIN = [(kind.value, kind.label) for kind in (PairKind.INITIAL, PairKind.REPEAT)]
_LEVELS = [(ANY_LEVEL, "各级"), *LeaderLevel.above_us()]
_SHORT_LEVELS = {code: label[0] for code, label in LeaderLevel.above_us()}
_SPANS = (("received_from", "received_to"), ("due_from", "due_to"))
_WIDE, _LONG = 24, 34


def _days(text: str) -> Parsed[int]:
    return parse_count(text, "天数", 3650)


def _classes(desk: Desk) -> list[tuple[str, str]]:
    """First levels, each followed by its second level."""
    return [(one.code, desk.reference.class_label(one.code)) for one in desk.reference.classes.values()]


def _places(desk: Desk) -> list[tuple[str, str]]:
    return village_options(desk)


def specs(desk: Desk, read: Callable[[str], str]) -> list[FieldSpec]:
    """The fields of a filter, the commonest first. `read` gives another field's text."""
    wide: dict[str, Any] = {"width": _WIDE}
    return [
        FieldSpec("states", "状态", "multi", options=MatterState.labels(), width=_LONG, hint="可选几种"),
        FieldSpec("lights", "灯", "multi", options=LIGHTS, width=_LONG, hint="可选几种"),
        FieldSpec("leader", "包案领导", "choice", options=lambda: queries.leader_options(desk.reference), **wide),
        FieldSpec("unit", "主办单位", "choice", options=queries.unit_options, **wide),
        *span_fields(
            ("received_from", "登记从"), ("received_to", "登记到"), Sense.BACK, read, width=_WIDE, hint="3月1日、上个月"
        ),
        *span_fields(("due_from", "应办从"), ("due_to", "应办到"), Sense.NEAR, read, width=_WIDE),
        FieldSpec("silent_days", "无进展", parse=_days, hint="几日以上没有记录", **wide),
        FieldSpec("content_class", "内容分类", "choice", options=lambda: _classes(desk), **wide),
        FieldSpec(
            "place", "问题属地", "choice", options=lambda: _places(desk), free=True, hint="村，或地名里的字", **wide
        ),
        FieldSpec("visits", "初重", "choice", options=_FIRST_OR_AGAIN, width=16),
        FieldSpec("assigned_level", "领导交办", "choice", options=_LEVELS, beside=True, short=_SHORT_LEVELS, width=0),
        FieldSpec("category", "信访目的", "choice", options=Category.labels(), **wide),
        FieldSpec("waiting", "在等什么", "choice", options=[(ANY_WAIT, "在等待"), *WaitFor.labels()], **wide),
        FieldSpec("flags", "其他", "multi", options=FLAGS, width=_LONG, hint="可选几样"),
        FieldSpec("work", "工作清单", "choice", options=queries.work_options, hint="待告知、待回访等", **wide),
    ]


_TEXTS = ("leader", "unit", "content_class", "place", "visits", "category", "waiting", "work", "assigned_level")
"""Fields of a filter that are texts themselves."""


def texts_of(wanted: LedgerFilter) -> dict[str, str]:
    """A filter as the texts of the form."""
    texts = {name: str(value) for name in _TEXTS if (value := getattr(wanted, name))}
    for name in (name for span in _SPANS for name in span):
        texts[name] = str(getattr(wanted, name) or "")
    texts["states"] = " ".join(wanted.states)
    texts["lights"] = " ".join(wanted.lights)
    texts["flags"] = " ".join(name for name, _ in FLAGS if getattr(wanted, name))
    texts["silent_days"] = str(wanted.silent_days or "")
    return texts


def filter_of(filled: Filled) -> LedgerFilter:
    """What the form means."""
    flags = filled["flags"]
    return LedgerFilter(
        states=tuple(filled["states"]),
        lights=tuple(filled["lights"]),
        leader=filled["leader"] or "",
        unit=filled["unit"] or "",
        category=filled["category"] or "",
        content_class=filled["content_class"] or "",
        place=filled["place"] or filled.raw["place"].strip(),
        received_from=filled["received_from"],
        received_to=filled["received_to"],
        due_from=filled["due_from"],
        due_to=filled["due_to"],
        visits=filled["visits"] or "",
        silent_days=filled["silent_days"] or None,
        waiting=filled["waiting"] or "",
        is_backlog="is_backlog" in flags,
        is_reopened="is_reopened" in flags,
        is_urgent_major="is_urgent_major" in flags,
        work=filled["work"] or "",
        assigned_level=filled["assigned_level"] or "",
    )


def _check(filled: Filled) -> None:
    for first, last in _SPANS:
        if filled[first] and filled[last] and filled[first] > filled[last]:
            raise Refused("后一个日期早于前一个，请改正。", last)


class FilterDialog(FormDialog):
    """The ledger's filter as a form; it writes nothing, so a copy that may only look has it, too."""

    NAME_CN = "台账筛选"
    HELP_CN = "填了的才筛，几样都填就要都符合；状态和灯可各选几种。^S 照此筛选，都空着就是全部事项。"
    WRITES: ClassVar[frozenset[str]] = frozenset()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "筛选", tooltip="照此筛选台账")]

    def __init__(self, desk: Desk, wanted: LedgerFilter) -> None:
        super().__init__(
            "筛选台账", specs(desk, self._text_of), texts_of(wanted), act=_check, form_name="filter_ledger"
        )

    def _text_of(self, name: str) -> str:
        return self.form.field(name).raw

    @property
    def looks_only(self) -> bool:
        return False


def name_dialog(title: str, note: str = "", *, text: str = "", act: Callable[[Filled], object]) -> TextDialog:
    """Asks what a filter is called."""
    return TextDialog(title, "名称", text=text, note=note, act=act, form_name="name_filter")


class KeptFilters(Dialog[tuple[str, int]]):
    """The filters that were kept: returns what to do, and with which: ("use" | "save" | "rename" | "remove", id)."""

    NAME_CN = "存的筛选"
    HELP_CN = f"Enter 用所选的筛选；Ins 把台账现在的筛选和排序存下，名称最多{NAME_LIMIT}字，同名的替换。"
    WRITES = frozenset({"save", "rename", "remove"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "save", "存现在的", tooltip="把台账现在的筛选和排序存下"),
        Binding("ctrl+r", "rename", "改名", tooltip="给所选的筛选换个名称"),
        Binding("delete", "remove", "删去", tooltip="删去所选的筛选，事项不受影响"),
    ]

    def __init__(self, kept: Sequence[KeptFilter], now: str) -> None:
        """`now`: the present filter in words."""
        super().__init__("存的筛选", f"现在：{now}")
        self._list = RowList(
            [Column("名称", 20), Column("筛选", 0)], enter="用它", empty="还没有存过，按 Ins 存下现在的筛选"
        )
        self._list.set_rows([Row(one.id, (one.name, f"{sentence(one.wanted)} {one.sort.label}")) for one in kept])

    def compose_body(self) -> ComposeResult:
        yield self._list

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("rename", "remove") and self._list.cursor_key is None:
            return False
        return super().check_action(action, parameters)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self._answer("use")

    def _answer(self, what: str) -> None:
        key: Any = self._list.cursor_key
        self.dismiss((what, key or 0))

    def action_save(self) -> None:
        self._answer("save")

    def action_rename(self) -> None:
        self._answer("rename")

    def action_remove(self) -> None:
        self._answer("remove")
