"""关联, 并案, 系同一人, and taking them back: choose the other one, say why."""

from __future__ import annotations

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.matter import merging
from jiefang_tui.store.queries.closure import resting
from jiefang_tui.store.queries.ledger.find import Found, find
from jiefang_tui.store.queries.matter.matters import MatterView, PersonView
from jiefang_tui.store.queries.reception.person import person_page
from jiefang_tui.ui.toolkit.act_form import act_form, text_field
from jiefang_tui.ui.toolkit.acts import ActRequest
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.picker import Picker


def link_matter(request: ActRequest) -> None:
    """关联: two matters that belong together and stay two."""
    screen, view = request.screen, request.view
    picker = Picker(screen.desk, "与哪一件关联", "matter", view.id, _of_the_same(screen.desk, view))
    screen.ask(picker, lambda other: _link(screen, view, other))


def merge_matter(request: ActRequest) -> None:
    """并案: this one goes into another."""
    screen, view = request.screen, request.view
    picker = Picker(screen.desk, "并入哪一件", "matter", view.id, _of_the_same(screen.desk, view))
    screen.ask(picker, lambda other: _merge(screen, view, other))


def merge_person(screen: DeskScreen, person: PersonView) -> None:
    """系同一人: this one was registered as somebody else before."""
    near = find(person.name, kinds=("person",))
    picker = Picker(screen.desk, f"{person.name}与哪一位是同一人", "person", person.id, near)
    screen.ask(picker, lambda other: _merge_person(screen, person, other))


def _of_the_same(desk: Desk, view: MatterView) -> list[Found]:
    """The other matters of the same petitioner."""
    if view.person is None:
        return []
    page = person_page(view.person.id, clock.today(), desk.reference, limit=40)
    return [
        Found("matter", one.id, page.person.name, one.register_no, one.title, one.received_on, one.state.label)
        for one in page.matters
    ]


def _link(screen: DeskScreen, view: MatterView, other: Found) -> None:
    dialog = act_form(
        "关联",
        [text_field("reason", "为什么", required=True, hint="同一地块、同一单位欠薪")],
        lambda v: merging.link(screen.desk, view.id, other.id, v.text("reason")),
        note=f"与 {other.number} {_title_of(screen.desk, other)} 关联，仍是两件。",
        form_name="link",
        row=other.id,
    )
    screen.ask(dialog, lambda _: screen.say(f"已关联 {other.number}"))


def _merge(screen: DeskScreen, view: MatterView, other: Found) -> None:
    dialog = act_form(
        "并入",
        [text_field("reason", "为什么", required=True, hint="同一人同一件事重复登记")],
        lambda v: merging.merge_matters(screen.desk, view.id, other.id, v.text("reason")),
        note=f"这一件并入 {other.number} {_title_of(screen.desk, other)}，以后在那一件里办；并错了可以撤销。",
        form_name="merge_matters",
        row=other.id,
    )

    def merged(_: object) -> None:
        more = merging.said_of_merge(int(str(dialog.came_of_it)))
        said = f"已并入 {other.number}；{more}" if more else f"已并入 {other.number}"
        (screen.warn if more else screen.say)(said)

    screen.ask(dialog, merged)


def _merge_person(screen: DeskScreen, person: PersonView, other: Found) -> None:
    dialog = act_form(
        "系同一人",
        [text_field("reason", "依据", required=True, hint="身份证号相同、本人说明")],
        lambda v: merging.merge_people(screen.desk, person.id, other.id, v.text("reason")),
        note=f"{person.name} 并入 {other.name} {other.number}，来访和事项都归到那一位；错了可以撤销。",
        form_name="merge_people",
        row=other.id,
    )
    screen.ask(dialog, lambda _: screen.app.go("person", person_id=other.id))


def _title_of(desk: Desk, other: Found) -> str:
    """Whose it is, and about what; nothing where names and matters are masked."""
    return "" if desk.masks_names else f"{other.name} {other.about}".strip()


def open_linked(request: ActRequest) -> None:
    """To the matter that it is linked with."""
    other = next(one.matter_id for one in resting.links_of(request.matter_id) if one.id == request.row_id)
    request.screen.app.go("matter", matter_id=other)


def unlink(request: ActRequest) -> FormDialog:
    """Two matters no longer belong together."""
    link_id = request.row_id
    return reason_dialog(
        "解除关联", lambda reason: merging.unlink(request.desk, link_id, reason), form_name="unlink", row=link_id
    )


def open_merged(request: ActRequest) -> None:
    """To the other side of a merge: the other matter, or the person who goes on."""
    merge = next(one for one in resting.merges_of(request.matter_id) if one.id == request.row_id)
    if merge.kind == "person":
        request.screen.app.go("person", person_id=merge.into_id)
    else:
        request.screen.app.go(
            "matter", matter_id=merge.into_id if merge.from_id == request.matter_id else merge.from_id
        )


def undo_merge(desk: Desk, merge_id: int) -> FormDialog:
    """A merge was a mistake: what moved goes back."""
    return reason_dialog(
        "撤销合并", lambda reason: merging.undo_merge(desk, merge_id, reason), form_name="undo_merge", row=merge_id
    )
