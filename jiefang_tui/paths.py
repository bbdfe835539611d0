"""Where the reference data, the templates, the sample and the office's own data are. Creates nothing.

In a checkout (``pyproject.toml`` beside the package) or a portable folder (a file named ``portable``)
both the shipped data and the office's data lie in ``data/``; an installed wheel carries the shipped ones
in ``_data`` and keeps the office's in the user's data directory. ``--data DIR`` and ``JIEFANG_DATA``
override the data folder.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
APP_NAME = "jiefang"
ENVIRONMENT = "JIEFANG_DATA"


@dataclass(frozen=True)
class DataFolder:
    """The office's own folder and where things lie in it. Nothing of it need exist."""

    root: Path

    @property
    def db(self) -> Path:
        """The one database file."""
        return self.root / "jiefang.db"

    @property
    def lock(self) -> Path:
        """Held by the one copy of the program that may write."""
        return self.root / "jiefang.lock"

    @property
    def lock_note(self) -> Path:
        """Who holds the lock and since when; only for reading by people."""
        return self.root / "jiefang.lock.txt"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.root / "backups"

    @property
    def unsealed(self) -> Path:
        """What older backups may still hold of sealed reports, by UUID; until the next close takes it out of them."""
        return self.root / "unsealed.json"

    @property
    def forgotten(self) -> Path:
        """What was taken out of the data file for good, by UUID, so that no older copy brings it back."""
        return self.root / "forgotten.json"

    @property
    def copies(self) -> Path:
        """Where copies were written elsewhere (U盘), and when."""
        return self.root / "copies.json"

    @property
    def exports(self) -> Path:
        """Papers and tables written for people."""
        return self.root / "exports"

    @property
    def printed(self) -> Path:
        """Of which rows each paper in `exports` tells: names of papers and numbers of rows, no words."""
        return self.root / "printed.jsonl"

    @property
    def attachments(self) -> Path:
        """Files kept with matters."""
        return self.root / "attachments"

    @property
    def reference(self) -> Path:
        """The office's own reference files, laid over the shipped ones key by key."""
        return self.root / "reference"

    @property
    def templates(self) -> Path:
        """The office's own docx templates, used instead of the shipped ones."""
        return self.root / "templates"


def home(package: Path = PACKAGE) -> Path | None:
    """The folder whose ``data/`` is ours: a checkout or a portable folder; None for an installed wheel."""
    parent = package.parent
    if (parent / "pyproject.toml").is_file() or (parent / "portable").is_file():
        return parent
    return None


def shipped_dir(package: Path = PACKAGE) -> Path:
    """The folder that holds reference, templates and sample as shipped."""
    base = home(package)
    return base / "data" if base else package / "_data"


def reference_dir(package: Path = PACKAGE) -> Path:
    """Shipped reference data."""
    return shipped_dir(package) / "reference"


def templates_dir(package: Path = PACKAGE) -> Path:
    """Shipped docx templates."""
    return shipped_dir(package) / "templates"


def sample_dir(package: Path = PACKAGE) -> Path:
    """The shipped sample day."""
    return shipped_dir(package) / "sample"


def data_dir(explicit: str | Path | None = None, package: Path = PACKAGE) -> DataFolder:
    """The office's data folder: `explicit` (``--data``), else ``JIEFANG_DATA``, else this copy's own."""
    chosen = explicit or os.environ.get(ENVIRONMENT) or None
    if chosen is not None:
        return DataFolder(Path(chosen).expanduser().absolute())
    base = home(package)
    if base is not None:
        return DataFolder(base / "data")
    from platformdirs import user_data_path

    return DataFolder(user_data_path(APP_NAME, appauthor=False))


def is_users_own(folder: DataFolder) -> bool:
    """Whether `folder` lies in the user's data directory, whose parents may have to be made."""
    from platformdirs import user_data_path

    return folder.root.is_relative_to(user_data_path().absolute())
