from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from jiefang_tui import clock

MOMENT = datetime(2026, 11, 23, 9, 14, 30, 999_999).astimezone()


@pytest.fixture(autouse=True)
def _restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("JIEFANG_NOW", raising=False)
    before = clock._source
    clock.reset()
    yield
    clock._source = before


def test_now_is_aware_and_in_whole_seconds() -> None:
    now = clock.now()
    assert now.utcoffset() is not None and now.microsecond == 0
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.today() in (now.date(), now.date() + timedelta(days=1))


def test_freeze_stops_and_at_gives_back() -> None:
    with clock.at(MOMENT):
        assert clock.now() == MOMENT.replace(microsecond=0) == clock.now()
        assert clock.today() == date(2026, 11, 23)
        with clock.at(MOMENT + timedelta(days=1)):
            assert clock.today() == date(2026, 11, 24)
        assert clock.today() == date(2026, 11, 23)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_at_gives_back_after_an_error() -> None:
    with pytest.raises(RuntimeError), clock.at(MOMENT):
        raise RuntimeError
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_started_clock_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [100.0]
    monkeypatch.setattr(clock, "monotonic", lambda: seconds[0])
    clock.set_start(MOMENT)
    first = clock.now()
    assert (first.hour, first.minute, first.second) == (9, 14, 30)
    seconds[0] += 61.5
    assert clock.now() - first == timedelta(seconds=61)


def test_the_environment_fixes_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEFANG_NOW", "2026-11-23T09:14")
    assert clock.now().isoformat()[:19] == "2026-11-23T09:14:00"
    assert clock.now().utcoffset() is not None


def test_a_wrong_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEFANG_NOW", "yesterday")
    with pytest.raises(ValueError, match="JIEFANG_NOW='yesterday'"):
        clock.now()
