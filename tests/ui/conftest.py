"""The tests of screens run in an event loop in which idle time passes at once, and paint only what they read."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable

import pytest

from jiefang_tui.services.reception import papers
from tests.ui import idle_time, parsed_styles, unpainted

idle_time.install()
parsed_styles.install()


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> dict[str, Callable[[], AbstractEventLoop]]:
    """Of every test in this folder."""
    return {"idle time passes": idle_time.IdleTimePasses}


@pytest.fixture(autouse=True)
def papers_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system opens every paper, and no program is started for it."""
    monkeypatch.setattr(papers, "open_paper", lambda printed: True)


@pytest.fixture(autouse=True)
def painting(request: pytest.FixtureRequest) -> None:
    """What nobody reads is not painted, but where a test is marked ``painted``."""
    unpainted.paint(everything=request.node.get_closest_marker("painted") is not None)
