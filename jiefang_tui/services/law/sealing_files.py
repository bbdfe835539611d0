"""Papers of a report (检举控告) in the exports folder: its own, by their names, and those that tell of others too."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jiefang_tui.rules.typed.numbers import arrival_key
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.files import remove_files
from jiefang_tui.services.desk.printed import papers_telling
from jiefang_tui.store.models import Appointment, Document, Matter, Visit, VisitMatter


def own_papers(desk: Desk, matter: Matter) -> list[Path]:
    """Papers of the matter in the exports folder: those named by its number, and those its documents say."""
    files = {
        Path(row.file).name for row in Document.select().where((Document.matter == matter) & (Document.file != ""))
    }
    return [*printed_sheets(desk, matter), *(desk.folder.exports / name for name in sorted(files))]


def printed_papers(desk: Desk, visit: Visit) -> list[Path]:
    """Papers of a visit that lie in the exports folder; their names begin with day and queue number."""
    return sorted(desk.folder.exports.glob(f"{visit.day}-{arrival_key(visit.queue_no, visit.id)}-*.docx"))


def printed_sheets(desk: Desk, matter: Matter) -> list[Path]:
    """Papers about a matter that lie in the exports folder; their names hold its number."""
    return sorted(desk.folder.exports.glob(f"*{matter.register_no}*"))


def remove_shared_papers(desk: Desk, matter: Matter) -> list[Path]:
    """Papers that tell of others, too (接访材料), go as soon as it waits; printed again they do not tell of it.

    Its own stay until the handover, as its words do. Returns those that were there.
    """
    pairs = list(VisitMatter.select().where(VisitMatter.matter == matter))
    booked = Appointment.select().where(Appointment.matter == matter)
    keys = {f"matter:{matter.id}", *(f"appointment:{row.id}" for row in booked)}
    own = {*own_papers(desk, matter), *(path for pair in pairs for path in printed_papers(desk, pair.visit))}
    shared = [path for path in papers_telling(desk.folder, keys) if path not in own]
    remove_files(shared)
    return shared


def papers_to_get_back(papers: Iterable[Path]) -> str:
    """Which of them went out and are to be called back, in a sentence; empty when none."""
    names = dict.fromkeys(path.stem.rpartition("-")[2] for path in papers)
    return f"写着它的{'、'.join(names)}已从导出文件夹删掉，发出去的请收回。" if names else ""
