"""Forms by which the person of an arrival is put right: a mistyped name, or somebody else altogether."""

from __future__ import annotations

from jiefang_tui import clock
from jiefang_tui.rules.typed.identity import parse_phone
from jiefang_tui.services.reception import right_person
from jiefang_tui.store.queries.ledger.find import Found, find
from jiefang_tui.store.queries.reception.person import person_page
from jiefang_tui.store.queries.reception.visits import VisitView
from jiefang_tui.ui.matter import matter_dialogs
from jiefang_tui.ui.reception.visit_forms import view_of
from jiefang_tui.ui.toolkit.act_form import act_form, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest, ask
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, FormDialog
from jiefang_tui.ui.toolkit.picker import Picker
from jiefang_tui.ui.widgets.form import FieldSpec


def correct_name(request: ActRequest) -> FormDialog | None:
    """改姓名电话住址: of the person who came; of somebody without a name, who it is."""
    view = view_of(request)
    if view.person is None:
        ask(request.screen, _somebody_new(request, view))
        return None
    page = person_page(view.person.id, clock.today(), request.desk.reference)
    return matter_dialogs.correct_person(request.desk, page.person)


def move_visit(request: ActRequest) -> None:
    """换到另一人名下: one who was here before, or one who is written down now."""
    view = view_of(request)
    options = [("known", "以前登记过的来访人"), ("new", "新的来访人")]

    def chosen(value: str) -> None:
        if value == "new":
            ask(request.screen, _somebody_new(request, view))
            return
        here = view.person.id if view.person is not None else 0
        picker = Picker(request.desk, "这次来的是哪一位", "person", here, find(view.name, kinds=("person",)))
        request.screen.ask(picker, lambda other: ask(request.screen, _somebody_known(request, view, other)))

    request.screen.ask(ChooseDialog(f"第{view.queue_no:02d}号换到谁名下", options), chosen)


def _somebody_known(request: ActRequest, view: VisitView, other: Found) -> FormDialog:
    return act_form(
        "换到另一人名下",
        [text_field("reason", "哪里错了", required=True, hint="同名的另一人、选错了")],
        lambda v: right_person.move_visit(request.desk, view.id, other.id, v.text("reason")),
        note=f"第{view.queue_no:02d}号由{view.name}换到 {other.name} {other.number} {other.about}".rstrip(),
        form_name="move_visit",
        row=other.id,
    )


def _somebody_new(request: ActRequest, view: VisitView) -> FormDialog:
    area_code = request.desk.reference.policy.phone_area_code
    specs = [
        FieldSpec("name", "姓名", required=True),
        FieldSpec("phone", "电话", parse=lambda text: parse_phone(text, area_code)),
        FieldSpec("address", "住址", width=0),
        text_field("reason", "哪里错了", required=True, hint="同名的另一人、后来说了姓名"),
    ]
    return act_form(
        "换到新的来访人名下",
        specs,
        lambda v: right_person.move_visit(
            request.desk, view.id, None, v.text("reason"), {name: v.text(name) for name in ("name", "phone", "address")}
        ),
        note=f"第{view.queue_no:02d}号原登记为{view.name}。",
        form_name="move_visit_new",
    )
