"""历次场次 and 归属待定: every session with its figures, and whose matter is still to be decided."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from jiefang_tui import clock
from jiefang_tui.services.together.acts import OWNER_LINE, WITHDRAW_OWNER
from jiefang_tui.store.queries.together import clinic
from jiefang_tui.store.queries.together.clinic import OwnerView
from jiefang_tui.terms import SessionMode
from jiefang_tui.ui.together.list_screen import ListScreen
from jiefang_tui.ui.toolkit.acts import begin, offer_line
from jiefang_tui.ui.toolkit.days_left import days_left_words
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets.row import Column, Row


class SessionsScreen(ListScreen):
    """Sessions, the latest first."""

    NAME_CN = "历次场次"
    HELP_CN = "每一场接访一行，联合接访是亮的。Enter 打开这一场：参加单位、认领、归属、来访，^R 在里面写小结。"
    BOUND = frozenset({"reception_session", "session_participant", "undertaking", "visit", "visit_matter"})
    COLUMNS = (
        Column("日期", 10), Column("类型", 8), Column("接访领导", 8), Column("地点、专题", 0),
        Column("单位", 4, right=True), Column("批次", 4, right=True), Column("人次", 4, right=True),
        Column("件", 4, right=True), Column("认领未办", 8, right=True),
    )  # fmt: skip
    EMPTY = "还没有开过场"
    STANDS = "最近的在上面；Enter 打开一场，里面 ^R 写小结"

    def page(self, offset: int, limit: int) -> list[Row]:
        found = []
        for one in clinic.sessions(offset, limit):
            where = "  ".join(filter(None, (one.subject, one.place)))
            figures = (one.units, one.came.batches, one.came.persons, one.came.items, one.open_undertakings)
            texts = (str(one.day), one.mode.label, one.leader, where, *(str(number or "") for number in figures))
            tone = "now" if one.mode is SessionMode.JOINT else ""
            found.append(Row(one.id, texts, tones={1: tone} if tone else {}))
        return found

    def opened(self, key: Any) -> None:
        self.app.go("table", session_id=key)


class OwnersScreen(ListScreen):
    """Matters of which nobody has decided whose they are."""

    NAME_CN = "归属待定"
    HELP_CN = (
        "会商过、还没有定归谁办的事项：由谁定、哪天前定。Enter 登记定给了谁，Del 撤回登错的，"
        "撤错的在事项 7 督办里恢复。"
    )
    BOUND = frozenset({"owner_question", "consultation_part", "matter"})
    WRITES = frozenset({"take_back"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "take_back", "撤回", tooltip="登错了，写明原因"),
        Binding("right", "matter", "打开事项", tooltip="打开光标所在的事项"),
    ]
    COLUMNS = (
        Column("会商", 10), Column("姓名", 8), Column("事项", 0), Column("由谁定", 14), Column("哪天前", 10),
        Column("剩余", 10),
    )  # fmt: skip
    EMPTY = "没有归属待定的事项"
    STANDS = "会商过、还没有定归谁办的，快到日子的在上面"
    ENTER = "定归谁"

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[int, OwnerView] = {}

    def page(self, offset: int, limit: int) -> list[Row]:
        lines = clinic.open_owners(offset, limit)
        self._lines |= {one.id: one for one in lines}
        return [self._row(one) for one in lines]

    def _row(self, one: OwnerView) -> Row:
        days = (one.decide_by - clock.today()).days if one.decide_by else None
        left = days_left_words(days) if days is not None else ""
        masks = self.desk.masks_names
        texts = (
            str(one.on_day),
            shown_name(one.petitioner, masks),
            shown_title(one.title, masks),
            one.decides,
            str(one.decide_by or ""),
            left,
        )
        return Row(one.id, texts, tones={5: "red"} if days is not None and days < 0 else {})

    def opened(self, key: Any) -> None:
        one = self._lines[key]
        offer_line(self, one.words, OWNER_LINE, one.matter_id, one.id)

    def action_take_back(self) -> None:
        one = self._lines[self.key]
        begin(self, WITHDRAW_OWNER, one.matter_id, one.id)

    def action_matter(self) -> None:
        self.app.go("matter", matter_id=self._lines[self.key].matter_id, tab=7)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("take_back", "matter") and self.key is None:
            return False
        return super().check_action(action, parameters)
