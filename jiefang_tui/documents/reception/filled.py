"""The two papers that leave the reception room, filled into the office's templates."""

from __future__ import annotations

from pathlib import Path

from jiefang_tui.documents.desk.paper import Paper
from jiefang_tui.documents.reception.papers import ReceptionForm, VisitorSlip


def reception_form_docx(form: ReceptionForm, template: Path) -> Paper:
    """Fill the reception form; always one A4 page, what does not fit is cut with （详见登记系统）.

    Raises:
        PaperFailed: the template is missing or is no docx file.
    """
    from jiefang_tui.documents.desk import fill
    from jiefang_tui.documents.reception import layout

    return fill.fill_template(template, [layout.reception_values(form)])


def visitor_slip_docx(slip: VisitorSlip, template: Path) -> Paper:
    """Fill the visitor's slip: two copies on one A4 page (a further page for each further five matters).

    Raises:
        PaperFailed: the template is missing or is no docx file.
    """
    from jiefang_tui.documents.desk import fill
    from jiefang_tui.documents.reception import layout

    return fill.fill_template(template, layout.slip_pages(slip))
