"""Keep an office of today as the file of a step: ``python -m tests.store.keep_file``.

It writes ``tests/store/files/NNNN.sql.xz``, SQL that makes an invented office of 200 matters as the program of that day
left it, named after its last step. It is run once, in the commit that freezes the step, and never again.
"""

from __future__ import annotations

import lzma
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from jiefang_tui.paths import DataFolder
from jiefang_tui.services.sample.load import build
from jiefang_tui.store import database, grams, upgrade

FILES = Path(__file__).with_name("files")
DAY = date(2026, 11, 23)
MATTERS = 200


def dump(connection: sqlite3.Connection) -> str:
    """The file as SQL; the full-text index is made anew from the search table when it is read."""
    skipped = ("sqlite_", f"{grams.TABLE}")
    lines = []
    for name, kind, sql in connection.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        if name.startswith(skipped):
            continue
        lines.append(f"{sql};")
        if kind == "table":
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            quoted = " || ',' || ".join(f'quote("{column}")' for column in columns)
            for (values,) in connection.execute(f'SELECT {quoted} FROM "{name}"'):
                lines.append(f'INSERT INTO "{name}" VALUES({values});')
    # Triggers come last: history may be written while they are not there.
    lines.sort(key=lambda line: line.startswith("CREATE TRIGGER"))
    return "\n".join(lines) + "\n"


def read_kept(kept: Path, path: Path) -> None:
    """Make the data file `path` from a kept one."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(lzma.decompress(kept.read_bytes()).decode())
        grams.rebuild(connection)
        connection.commit()


def keep() -> Path:
    """Write the kept file of the newest step."""
    step = upgrade.steps()[-1].partition("_")[0]
    with TemporaryDirectory() as folder:
        build(DataFolder(Path(folder) / "office"), MATTERS, 1, DAY)
        with closing(database.connect(Path(folder) / "office" / "jiefang.db")) as connection:
            text = dump(connection)
    FILES.mkdir(exist_ok=True)
    path = FILES / f"{step}.sql.xz"
    path.write_bytes(lzma.compress(text.encode(), preset=9))
    return path


if __name__ == "__main__":
    print(keep())
