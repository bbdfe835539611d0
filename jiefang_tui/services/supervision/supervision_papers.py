"""督办单 and 催办单: the sheet a card or an urging goes out on, written to the exports folder.

It goes to a unit or an officer. The petitioner's ID number and telephone never stand on it, also not where somebody
typed them into the words of the matter; the name is masked. The file's name begins with the matter's number, by which
a sealed report's papers are found again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiefang_tui.rules.text import mask_name, one_line
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.printed import Printed, paper_sentence, template_of, write_paper
from jiefang_tui.store.queries.law.parties import urge_addressee
from jiefang_tui.store.queries.supervision import pushes
from jiefang_tui.store.queries.supervision.push_target import PushTarget, target_of

if TYPE_CHECKING:
    from jiefang_tui.documents.supervision.sheets import SupervisionSheet

SUPERVISION_SHEET = "督办单"
URGE_SHEET = "催办单"
REQUEST_SHEET = "商请函"
"""The same to a unit outside the township's authority: it is asked, not urged."""
LEFT_OUT = "(号码略)"
_ID = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")
_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])0[0-9]{2,3}[ -][0-9]{7,8}(?![0-9])")


def supervision_sheet(desk: Desk, card_id: int) -> Printed:
    """Write the supervision sheet of a card. Raises `Refused` with a sentence when it cannot be written."""
    from jiefang_tui.documents.supervision.sheets import CARD_TEMPLATE, SupervisionSheet

    card = pushes.card_view(card_id)
    if card is None:
        raise Refused("没有找到这张牌。")
    target = target_of(card.matter_id)
    sheet = SupervisionSheet(
        office=desk.office_name,
        area=desk.reference.full_area_name(desk.area_code),
        kind=card.colour.label,
        number=card.card_no,
        to=_to(card.to_unit, card.to_officer, card.to_post),
        register_no=target.register_no,
        title=without_numbers(one_line(target.title)),
        petitioner=mask_name(target.name) if target.name else "匿名",
        standing=_standing(target),
        reason=without_numbers(card.reason),
        requirement=without_numbers(card.requirement),
        issued_on=card.issued_on,
        answer_by=card.answer_due,
        signer=card.signer,
        signer_post=card.signer_post,
    )
    return _write(desk, sheet, CARD_TEMPLATE, SUPERVISION_SHEET, card.card_no, card.matter_id)


def urge_sheet(desk: Desk, urge_id: int) -> Printed:
    """Write the sheet of an urging. Raises `Refused` with a sentence when it cannot be written."""
    from jiefang_tui.documents.supervision.sheets import URGE_TEMPLATE, SupervisionSheet

    urge = pushes.urge_view(urge_id)
    if urge is None:
        raise Refused("没有找到这次催办。")
    asks = not urge_addressee(urge_id, desk.reference).gets_cards
    target = target_of(urge.matter_id)
    sheet = SupervisionSheet(
        office=desk.office_name,
        area=desk.reference.full_area_name(desk.area_code),
        kind="商请" if asks else "催办",
        heading="商 请 函" if asks else "催 办 单",
        to=_to(urge.to_unit, urge.to_officer, ""),
        register_no=target.register_no,
        title=without_numbers(one_line(target.title)),
        petitioner=mask_name(target.name) if target.name else "匿名",
        standing=_standing(target),
        reason=without_numbers(urge.text),
        issued_on=urge.sent_on,
        answer_by=urge.answer_due,
        signer=desk.officer_name,
    )
    name = REQUEST_SHEET if asks else URGE_SHEET
    return _write(desk, sheet, URGE_TEMPLATE, name, f"{urge.sent_on}-{urge_id}", urge.matter_id)


def without_numbers(text: str) -> str:
    """`text` without the ID numbers and telephones that somebody typed into it."""
    for numbers in (_ID, _PHONE, _LANDLINE):
        text = numbers.sub(LEFT_OUT, text)
    return text


def _to(unit: str, officer: str, post: str) -> str:
    who = f"{officer}（{post}）" if officer and post else officer
    return "　".join(part for part in (unit, who) if part)


def _standing(target: PushTarget) -> str:
    owner = f"{target.leader}包案" if target.leader else target.officer and f"{target.officer}承办"
    due = f"最近期限 {target.due_on}" if target.due_on else ""
    return "　".join(part for part in (target.state.label, target.unit, owner, due) if part)


def _write(desk: Desk, sheet: SupervisionSheet, template: str, name: str, number: str, matter_id: int) -> Printed:
    from jiefang_tui.documents.desk import write
    from jiefang_tui.documents.supervision.sheets import supervision_sheet_docx

    try:
        paper = supervision_sheet_docx(sheet, template_of(desk, template))
        file_name = f"{sheet.register_no}-{number}-{write.safe_name(sheet.to)}-{name}.docx"
        path = write_paper(desk, file_name, paper.content, tells=[f"matter:{matter_id}"])
    except OSError as error:
        raise Refused(paper_sentence(name, error)) from error
    return Printed(path, name, paper.warnings)
