"""The shape of the house: how full a room may be, and where the formatter is told to look away.

Who may import whom, and that there is no circle, is checked by import-linter (`pyproject.toml`).
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "jiefang_tui"
MOST_FILES = 30


def test_no_folder_holds_more_than_one_can_read() -> None:
    full = Counter(path.parent for path in PACKAGE.rglob("*.py"))
    assert {str(folder.relative_to(ROOT)): n for folder, n in full.items() if n > MOST_FILES} == {}


def _looked_away(path: Path) -> Iterator[str]:
    """Places where the formatter is told to look away from something else than a table of constants."""
    text = path.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.rstrip().endswith("# fmt: skip")]
    if not lines:
        return
    tree = ast.parse(text)
    tables = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    tables += [
        node
        for owner in tree.body
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    given = [one for node in ast.walk(tree) for one in getattr(node, "decorator_list", [])]
    for line in lines:
        if not any(node.lineno <= line <= (node.end_lineno or 0) for node in (*tables, *given)):
            yield f"{path.relative_to(ROOT)}:{line}"


def test_the_formatter_looks_away_from_tables_only() -> None:
    places = [
        place for room in (PACKAGE, ROOT / "tests") for path in room.rglob("*.py") for place in _looked_away(path)
    ]
    assert places == []
