"""检举控告 in 来访登记: number, date and destination are kept, and nothing else (Regulation Art. 30(3))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from jiefang_tui.terms import Category
from jiefang_tui.ui.reception.intake_fields import CONTENT_FIELDS, SEALED_NOTE
from jiefang_tui.ui.reception.intake_state import IntakeState
from jiefang_tui.ui.toolkit.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk
    from jiefang_tui.ui.toolkit.desk_screen import DeskAppBase
    from jiefang_tui.ui.toolkit.draft_keeper import DraftKeeper
    from jiefang_tui.ui.widgets.form import Form


class HasIntakeForm(Protocol):
    """What is needed of 来访登记."""

    form: Form
    state: IntakeState
    draft: DraftKeeper

    @property
    def app(self) -> DeskAppBase: ...

    @property
    def desk(self) -> Desk: ...

    def sealing_changed(self) -> None:
        """The form became one of a report, or no longer is."""

    def action_save(self) -> None:
        """Ctrl+S."""


class Sealing:
    """Takes names and content out of a form that turns out to be a sealed report, and hides their fields."""

    def __init__(self, screen: HasIntakeForm) -> None:
        self.screen = screen
        self.is_on = False
        self._asks = False

    @property
    def is_chosen(self) -> bool:
        """Whether 信访目的 or 内容分类 now says so, although the fields may still be there."""
        form = self.screen.form
        klass = self.screen.desk.reference.classes.get(form.meaning("content_class")[0] or "")
        return form.meaning("category")[0] == Category.REPORT_ACCUSATION or bool(klass and klass.is_sealed)

    def begin(self, then_save: bool = False) -> None:
        """Seal the form; asks first if anything typed would go, and refuses beside other matters of the visit."""
        if self.is_on or self._asks:
            return
        screen, form = self.screen, self.screen.form
        if screen.state.others:
            self._take_back()
            form.set_wrong("category", "检举控告请单独登记：先 ^S 保存这次的，再按 F2。")
            return
        typed = (form.field(name).raw.strip() for name in CONTENT_FIELDS if name not in ("content_class", "id_doc"))
        if not any(typed) and screen.state.person is None:
            self._begin("yes", then_save)
            return
        self._asks = True
        told = SEALED_NOTE + "已填的姓名和内容会清空，草稿也一起清除。"
        yes, no = "按检举控告登记，清空已填的", "不是，留着已填的"
        question = ConfirmDialog("按检举控告登记？", told, yes=yes, no=no, safe_first=True)
        screen.app.push_screen(question, lambda answer: self._begin(answer or "no", then_save))

    def _take_back(self) -> None:
        self.screen.form.load({"category": Category.CLAIM, "content_class": ""})

    def _begin(self, answer: str, then_save: bool) -> None:
        screen, form = self.screen, self.screen.form
        self._asks = False
        if answer != "yes":
            self._take_back()
            form.focus_field("category")
            return
        self.is_on = True
        screen.draft.clear()
        screen.state = IntakeState(appointment_id=screen.state.appointment_id)
        form.load({name: form.row(name).spec.default for name in CONTENT_FIELDS})
        form.load({"category": Category.REPORT_ACCUSATION})
        for name in CONTENT_FIELDS:
            form.show_field(name, False)
        form.focus_field("category")
        form.set_sentence("category", SEALED_NOTE, "warning")
        screen.sealing_changed()
        if then_save:
            screen.action_save()

    def end(self) -> None:
        """Another category was chosen: the fields come back, empty."""
        self.is_on = False
        for name in CONTENT_FIELDS:
            self.screen.form.show_field(name, name != "on_behalf")
        self.screen.form.set_sentence("category", "")
        self.screen.sealing_changed()
