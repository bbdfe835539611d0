"""The papers of a matter that were written to the exports folder: which there are, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jiefang_tui.rules.typed.numbers import arrival_key
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Document, Matter, Visit, VisitMatter
from jiefang_tui.terms import Category, DocumentKind


@dataclass(frozen=True)
class PaperOnDisk:
    """One written paper."""

    path: Path
    """Whole."""
    name: str
    """接访登记表, 来访告知单 ..."""
    written_on: date | None
    """None for one that is not there any more."""


def papers_of(desk: Desk, matter_id: int) -> list[PaperOnDisk]:
    """The papers of a matter, the newest first, those that are gone last. Of a sealed report there are none.

    They are found by how their names begin (day and number of a visit, number of the matter), and by what the matter's
    own 文书 say of their files.
    """
    matter = Matter.get_by_id(matter_id)
    if matter.category == Category.REPORT_ACCUSATION:
        return []
    exports = desk.folder.exports
    found = {path: _name_of(path) for start in _beginnings(matter) for path in exports.glob(f"{start}*.docx")}
    noted = Document.select(Document.file, Document.kind).where((Document.matter == matter) & (Document.file != ""))
    for row in noted:
        found.setdefault(exports / row.file, DocumentKind(row.kind).label)
    papers = [PaperOnDisk(path.absolute(), name, _written_on(path)) for path, name in found.items()]
    return sorted(papers, key=lambda one: (one.written_on or date.min, one.path.name), reverse=True)


def _beginnings(matter: Matter) -> list[str]:
    visits = Visit.select(Visit.id, Visit.day, Visit.queue_no).join(VisitMatter).where(VisitMatter.matter == matter)
    return [f"{matter.register_no}-", *(f"{one.day}-{arrival_key(one.queue_no, one.id)}-" for one in visits)]


def _name_of(path: Path) -> str:
    return path.stem.rpartition("-")[2]


def _written_on(path: Path) -> date | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    except OSError:
        return None
