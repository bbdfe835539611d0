"""A mistyped name put right: the queue, the matters, bookings and the names of papers that were written follow."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from jiefang_tui.rules.typed.numbers import arrival_key
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import search
from jiefang_tui.store.models import Appointment, Document, Matter, Petitioner, Visit, VisitMatter
from jiefang_tui.terms import AppointmentState


def follow_name(act: Act, person: Petitioner, was: str) -> list[Visit]:
    """Write the person's name wherever it stood as `was`. Returns the visits, whose papers carry it."""
    pinyin = act.desk.reference.pinyin
    for matter in Matter.select().where(Matter.petitioner == person):
        if matter.petitioner_name != person.name:
            act.change(matter).petitioner_name = person.name
            search.index_matter(matter, pinyin)
    if not was or was == person.name:
        return []
    theirs = Appointment.matter.in_(Matter.select(Matter.id).where(Matter.petitioner == person))
    for booked in Appointment.select().where(
        theirs & (Appointment.name == was) & (Appointment.state == AppointmentState.BOOKED)
    ):
        act.change(booked).name = person.name
    visits = list(Visit.select().where((Visit.petitioner == person) & (Visit.shown_name == was)))
    for visit in visits:
        act.change(visit).shown_name = person.name
    return visits


def rename_papers(desk: Desk, visits: Iterable[Visit], was: str, name: str) -> int:
    """Let the papers of these visits in the exports folder bear the right name. Returns how many there are.

    Their words are those of the day they were written; a file that is open elsewhere keeps its name.
    """
    from jiefang_tui.documents.desk.write import safe_name  # most names are right

    old, new = f"-{safe_name(was)}-", f"-{safe_name(name)}-"
    exports = desk.folder.exports
    found: set[Path] = set()
    for visit in visits:
        found.update(exports.glob(f"{visit.day}-{arrival_key(visit.queue_no, visit.id)}{old}*.docx"))
        about = VisitMatter.select(VisitMatter.matter).where(VisitMatter.visit == visit)
        for row in Document.select(Document.file).where(Document.matter.in_(about) & Document.file.contains(old)):
            found.update(path for path in (exports / row.file,) if path.exists())
    for path in sorted(found):
        _rename(path, path.with_name(path.name.replace(old, new, 1)))
    return len(found)


def _rename(path: Path, to: Path) -> None:
    with suppress(OSError):
        if not to.exists():
            path.rename(to)
            Document.update(file=to.name).where(Document.file == path.name).execute()


def print_again(count: int) -> str:
    """What is said where papers had been written; empty where none were."""
    return f"已打印的{count}份纸件改了文件名，里面还是原来的名字，请重新打印" if count else ""
