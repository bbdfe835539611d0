"""The generator of migration steps: what it writes brings a file to the shape of the models, and what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegerField, TextField

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import database, upgrade
from jiefang_tui.store.models import PlanTurn, Unit
from tests.store import new_step
from tests.store.shape import file_of_models, shape_of


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """The steps there are, to add one to."""
    directory = tmp_path / "steps"
    directory.mkdir()
    for path in upgrade.STEPS_DIR.glob("[0-9]*.py"):
        shutil.copy(path, directory)
    return directory


@contextmanager
def with_column(name: str, field: Any) -> Iterator[None]:
    """The model `Unit` with one more column."""
    Unit._meta.add_field(name, field)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        Unit._meta.remove_field(name)  # type: ignore[attr-defined]
        delattr(Unit, name)


def test_without_a_change_there_is_nothing_to_write(frozen_clock: object, steps: Path) -> None:
    with pytest.raises(new_step.ByHand, match="nothing to write"):
        new_step.write_step("more", steps)


def test_an_index_that_no_model_names_goes_and_those_of_nobody_stay(frozen_clock: object, steps: Path) -> None:
    (steps / "9998_odd.py").write_text(
        'def up(migrator, db):\n    db.execute_sql(\'CREATE INDEX "odd" ON "unit" ("name", "id")\')\n', encoding="utf-8"
    )
    written = new_step.write_step("less", steps).read_text(encoding="utf-8")
    assert written.count("execute_sql") == 1 and 'DROP INDEX "odd"' in written


@pytest.mark.parametrize("field", [TextField(default=""), IntegerField(null=True), IntegerField(default=3)])
def test_a_column_at_the_end(desk: Desk, steps: Path, tmp_path: Path, field: Any) -> None:
    before = database.connection().execute("SELECT id, uid, name FROM unit").fetchall()
    path = desk.folder.db
    database.close()
    with with_column("remark", field):
        written = new_step.write_step("remark_of_a_unit", steps)
        assert "jiefang_tui" not in written.read_text(encoding="utf-8")
        database.open_file(path)
        assert upgrade.apply_pending(steps) == [written.stem]
        file_of_models(tmp_path / "fresh.db")
        with closing(database.connect(tmp_path / "fresh.db")) as fresh:
            assert shape_of(database.connection()) == shape_of(fresh)
    assert database.connection().execute("SELECT id, uid, name FROM unit").fetchall() == before
    filled = database.connection().execute("SELECT DISTINCT remark FROM unit").fetchall()
    assert filled == [(None if field.null else field.default,)]


def test_a_foreign_key_at_the_end_is_added_in_place() -> None:
    kind, line = new_step._added("plan_turn", PlanTurn._meta.fields["next_leader"])  # type: ignore[attr-defined]
    assert kind == "" and 'ALTER TABLE "plan_turn" ADD COLUMN "next_leader_id" INTEGER REFERENCES "officer"' in line


def test_a_new_table_with_its_index(desk: Desk, steps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = new_step.statements_of_models()
    added = ['CREATE TABLE "plan" ("id" INTEGER NOT NULL PRIMARY KEY)', 'CREATE INDEX "plan_id" ON "plan" ("id")']
    monkeypatch.setattr(new_step, "statements_of_models", lambda: [*kept, *added])
    path = desk.folder.db
    database.close()
    written = new_step.write_step("plans", steps)
    database.open_file(path)
    assert upgrade.apply_pending(steps) == [written.stem]
    names = {row[0] for row in database.connection().execute("SELECT name FROM sqlite_master")}
    assert {"plan", "plan_id"} <= names


def test_what_a_person_decides(desk: Desk, steps: Path) -> None:
    database.close()
    with with_column("moment", TextField()), pytest.raises(new_step.ByHand, match="no constant default"):
        new_step.write_step("more", steps)
    was = Unit.phone.column_name
    try:
        Unit.phone.column_name = "telephone"
        with pytest.raises(new_step.ByHand, match="only columns at the end"):
            new_step.write_step("more", steps)
    finally:
        Unit.phone.column_name = was


def test_a_written_step_is_numbered_after_the_last(frozen_clock: object, steps: Path) -> None:
    last = upgrade.steps(steps)[-1]
    with with_column("remark", TextField(default="")):
        assert new_step.write_step("more", steps).stem == f"{int(last[:4]) + 1:04d}_more"
