"""The one writer: who holds it, what others see, and that it dies with its process."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiefang_tui.store import database
from tests.store.locked import Another


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "jiefang.lock"


def take(lock: Path) -> bool:
    return database.take_lock(lock, lock.with_name("jiefang.lock.txt"))


def test_another_process_gets_it_only_when_the_first_has_gone(lock: Path) -> None:
    with Another(lock) as first:
        assert first.has_it and not take(lock) and not database.holds_lock()
        first.kill()
        assert take(lock)
    with Another(lock) as second:
        assert not second.has_it
    database.release_lock()
    with Another(lock) as third:
        assert third.has_it


def test_nothing_lies_beside_it_and_it_is_the_owners_alone(lock: Path) -> None:
    assert take(lock)
    database.write_note("王芳", "2026-11-23T08:00")
    assert sorted(path.name for path in lock.parent.iterdir()) == ["jiefang.lock", "jiefang.lock.txt"]
    assert lock.stat().st_size == 0 and lock.stat().st_mode & 0o077 == 0
    assert database.holder(lock.with_name("jiefang.lock.txt")) == ("王芳", "2026-11-23T08:00")
    database.release_lock()
    assert [path.name for path in lock.parent.iterdir()] == ["jiefang.lock"]


def test_a_file_with_something_in_it_is_no_hindrance(lock: Path) -> None:
    lock.write_text("pid 4711\n" * 200, encoding="ascii")
    assert take(lock)
    database.release_lock()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        take(tmp_path / "gone" / "jiefang.lock")
