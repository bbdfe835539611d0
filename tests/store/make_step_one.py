"""Write migration step 1 anew from the models: ``python -m tests.store.make_step_one``.

Only until the first release. Afterwards step 1 is frozen, and every change of a table is a new numbered step.
"""

from __future__ import annotations

from pathlib import Path

from jiefang_tui.store import migrations
from tests.store.shape import statements_of_models

STEP_ONE = Path(migrations.__file__).with_name("0001_start.py")

HEAD = '''"""Step 1: the tables of a reception day. Frozen SQL; written by ``python -m tests.store.make_step_one``."""

# ruff: noqa: E501
STATEMENTS = (
'''

TAIL = ''')


def up(migrator, db):
    """Create every table with its indexes."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
'''


def text_of_step_one() -> str:
    """The whole file."""
    return HEAD + "".join(f"    {_quoted(sql)},\n" for sql in statements_of_models()) + TAIL


def _quoted(sql: str) -> str:
    return f"'{sql}'" if "'" not in sql else f'"""{sql}"""'


if __name__ == "__main__":
    STEP_ONE.write_text(text_of_step_one(), encoding="utf-8")
    print(STEP_ONE)
