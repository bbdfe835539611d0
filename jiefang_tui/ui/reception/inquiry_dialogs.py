"""问进度、取答复 on the queue: first who asks, then which matter, then the sentences to read aloud."""

from __future__ import annotations

from collections.abc import Callable

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import inquiring
from jiefang_tui.store.queries.reception.asked_after import Asked, AskedMatter, asked_after
from jiefang_tui.terms import IdentityCheck
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, Filled, FormDialog
from jiefang_tui.ui.toolkit.shown_names import shown_name, shown_title
from jiefang_tui.ui.widgets import cells
from jiefang_tui.ui.widgets.form import FieldSpec

TOLD, NOT_YET = "told", "not_yet"
READ_CELLS = 60


def asks_after(screen: DeskScreen, visit_id: int, otherwise: Callable[[], None]) -> None:
    """Who asks how something stands. `otherwise`: nothing of theirs is known that they could be told of."""
    asked = asked_after(visit_id, clock.today(), screen.desk.reference, screen.desk.office_name)
    if not asked.matters:
        otherwise()
    elif asked.identity_check:
        _which(screen, asked)
    else:
        screen.ask(identity_dialog(screen.desk, asked), lambda _: _which(screen, asked))


def identity_dialog(desk: Desk, asked: Asked) -> FormDialog:
    """先核对本人或委托人: how, and of a number its last four."""
    ways = [
        (check.value, check.label)
        for check in IdentityCheck
        if (check is not IdentityCheck.ID_TAIL or asked.has_id)
        and (check is not IdentityCheck.PHONE_TAIL or asked.has_phone)
    ]
    specs = [
        FieldSpec("how", "怎样核对", "choice", options=ways, required=True),
        FieldSpec("tail", "后四位", hint="与登记的比对，不留底", width=24, limit=8),
    ]

    def save(filled: Filled) -> None:
        inquiring.check_identity(desk, asked.visit_id, filled["how"] or "", filled.raw["tail"])

    name = shown_name(asked.name, desk.masks_names)
    behalf = f"，代 {shown_name(asked.on_behalf_of, desk.masks_names)} 来问" if asked.on_behalf_of else ""
    dialog = FormDialog(
        f"{asked.purpose.label}  {asked.queue_no:02d}号 {name}{behalf}",
        specs,
        None,
        "先核对本人或委托人，再告诉办到哪一步。",
        act=save,
        form_name="check_identity",
    )
    dialog.about = ("visit", asked.visit_id)
    return dialog


def _which(screen: DeskScreen, asked: Asked) -> None:
    if len(asked.matters) == 1:
        _read(screen, asked, asked.matters[0])
        return
    masks = screen.desk.masks_names
    options = [
        (str(one.id), f"{cells.fit(shown_title(one.title, masks), 36)}  {one.state.list_label}")
        for one in asked.matters
    ]

    def chosen(value: str) -> None:
        _read(screen, asked, next(one for one in asked.matters if str(one.id) == value))

    screen.ask(ChooseDialog("问哪一件", options), chosen)


def _read(screen: DeskScreen, asked: Asked, matter: AskedMatter) -> None:
    """The sentences, one below the other; nothing is done with them before they were told."""
    text = "\n".join(line for sentence in matter.sentences for line in cells.fold(sentence, READ_CELLS))

    def answered(answer: str) -> None:
        if answer == TOLD and screen.attempt(inquiring.tell, screen.desk, asked.visit_id, matter.id) is None:
            screen.say(f"{asked.queue_no:02d} {shown_name(asked.name, screen.desk.masks_names)} 已告知，记为问询")

    dialog = ChooseDialog("念给来访人听", [(TOLD, "已告知，这次办完"), (NOT_YET, "还没有告知")], text)
    screen.ask(dialog, answered)
