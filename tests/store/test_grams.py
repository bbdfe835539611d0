"""The full-text index finds what a scan for the substring finds, never more, never less, and can be mended."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest
from peewee import fn

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import database, grams, search, soundness
from jiefang_tui.store.models import Search, db
from jiefang_tui.store.queries.ledger.find import find
from tests.services.given import registered

ALPHABET = "张建国拖欠工资1238zjg-(）😀a'\""
"""Few characters, so that windows meet; a blank parts words, one stands outside the basic plane."""


def _text(dice: random.Random, most: int) -> str:
    return "".join(dice.choice(ALPHABET + "  ") for _ in range(dice.randrange(most)))


def _scanned(words: list[str], kind: str) -> list[int]:
    """The same, told by reading every row."""
    query = Search.select(Search.row_id).where(Search.kind == kind)
    for word in words:
        columns = [getattr(Search, name) for name in search._columns_for(word)]
        holds = [fn.INSTR(column, word) > 0 for column in columns]
        query = query.where(holds[0] | holds[-1])
    return sorted((row.row_id for row in query), reverse=True)


@pytest.mark.parametrize("seed", range(4))
def test_the_index_finds_what_a_scan_finds(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    found = 0
    with db.atomic():
        for step in range(400):
            kind, row_id = dice.choice(("person", "matter", "visit")), dice.randrange(60)
            texts = search.Texts(*(" ".join(_text(dice, 9).split()) for _ in range(3)))
            search.index_row(kind, row_id, None if dice.random() < 0.1 else texts)
            if step % 2:
                words = [dice.choice(_text(dice, 6).split() or ["张建"]) for _ in range(dice.choice((1, 1, 2)))]
                told = search.holding(words, kind)
                assert told == _scanned(words, kind), words
                assert search.holding(words, kind, 3) == told[:3]
                found += bool(told)
    assert found > 20
    assert Search.select().count() > 100


def test_an_index_that_is_damaged_is_seen_and_made_anew(desk: Desk) -> None:
    registered(desk)
    before = [(one.kind, one.id) for one in find("德福")]
    assert len(before) == 2
    database.connection().execute("UPDATE search_gram_data SET block = zeroblob(length(block)) WHERE id > 1000")
    database.close()
    assert soundness.problems(desk.folder.db, full=True) == ["查找用的索引已损坏"]
    assert soundness.problems(desk.folder.db) == []
    soundness.rebuild_indexes(desk.folder.db)
    assert soundness.problems(desk.folder.db, full=True) == []
    database.open_file(desk.folder.db)
    assert [(one.kind, one.id) for one in find("德福")] == before


def test_a_file_without_its_index_is_not_sound(desk: Desk) -> None:
    database.connection().execute(f"DROP TABLE {grams.TABLE}")
    database.close()
    assert soundness.problems(desk.folder.db, full=True) != []
    soundness.rebuild_indexes(desk.folder.db)
    assert soundness.problems(desk.folder.db, full=True) == []


def test_looking_it_over_writes_nothing(desk: Desk) -> None:
    registered(desk)
    with closing(sqlite3.connect(desk.folder.db)) as file:
        before = desk.folder.db.read_bytes()
        assert grams.is_sound(file)
    assert desk.folder.db.read_bytes() == before
