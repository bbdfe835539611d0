"""Choices show all they have, never one of several and how many there are (issue 7, 29)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from textual import events

from jiefang_tui.ui.toolkit.type_ahead import TypeAhead
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.option_line import OptionLine
from tests.ui import painted
from tests.ui.painted import ToolkitApp, lines

REASONS = [("petition", "信访"), ("service", "办事"), ("mediation", "调解"), ("ask", "咨询"), ("progress", "问进度")]
NEEDS = [("elderly", "老人"), ("disabled", "残疾"), ("pregnant", "孕妇"), ("infant", "带婴幼儿"), ("ill", "患病")]
SPECS = [
    FieldSpec("why", "来由", "choice", options=REASONS, default="petition"),
    FieldSpec("needs", "特殊需要", "multi", options=NEEDS, free=True, short={"infant": "婴幼儿"}),
    FieldSpec("name", "姓名"),
]


@pytest.fixture
async def opened(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Any, Any]]:
    monkeypatch.setattr(painted, "SPECS", SPECS)
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        app.screen.form.focus_field("why")
        await pilot.pause()
        yield app.screen, pilot


async def test_every_choice_is_in_sight_and_none_is_counted(opened: tuple[Any, Any]) -> None:
    screen, pilot = opened
    shown = "\n".join(lines(screen.app))
    assert "1信访  2办事  3调解  4咨询  5问进度" in shown
    assert "1老人  2残疾  3孕妇  4婴幼儿  5患病" in shown
    await pilot.press("2")
    await pilot.pause()
    assert screen.form.field("why").choice == "service"
    assert "/" not in "\n".join(lines(screen.app)[2:22]), "no 2/5 办事"


@pytest.mark.parametrize(
    ("keys", "choice"),
    [
        (["3"], "mediation"),
        (["３"], "mediation"),
        (["right", "right"], "mediation"),
        (["left"], "progress"),
        (["w", "j", "d"], "progress"),
        ([*"调解"], "mediation"),
        (["3", "shift+tab", "2"], "service"),
        (["right", "4"], "ask"),
    ],
)
async def test_digits_arrows_initials_and_chinese_choose(
    opened: tuple[Any, Any], keys: list[str], choice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, pilot = opened
    monkeypatch.setattr(
        "jiefang_tui.ui.widgets.initials._read", lambda: {"问": "w", "进": "j", "度": "d", "调": "t", "解": "j"}
    )
    await pilot.press(*keys)
    await pilot.pause()
    field = screen.form.field("why")
    if not keys[-1].isdigit():  # a digit goes on by itself
        assert field.has_focus
        await pilot.press("enter")
        await pilot.pause()
    assert isinstance(field, OptionLine)
    assert field.choice == choice and field.raw == dict(REASONS)[choice]
    assert screen.form.focused_name == "needs"


async def test_several_are_put_on_and_off_and_other_words_are_kept(opened: tuple[Any, Any]) -> None:
    screen, pilot = opened
    needs = screen.form.field("needs")
    needs.focus()
    await pilot.pause()
    await pilot.press("1", "3", "1", "5", *"耳背")
    await pilot.pause()
    assert (needs.choices, needs.words, needs.raw) == (["pregnant", "ill"], ["耳背"], "孕妇 患病 耳背")
    assert "耳背" in "\n".join(lines(screen.app))
    await pilot.press("right", "backspace", "backspace", "backspace")
    await pilot.pause()
    assert (needs.choices, needs.words) == (["pregnant"], [])
    await pilot.press("enter")
    await pilot.pause()
    assert screen.form.values()["needs"] == ["pregnant"]
    await pilot.press("shift+tab", "space")
    await pilot.pause()
    assert needs.choices == ["pregnant", "elderly"], "the one that Left and Right went to"


async def test_digits_that_come_in_one_burst_are_keys_each_and_letters_are_text(opened: tuple[Any, Any]) -> None:
    screen, pilot = opened
    sent: list[str] = []

    async def send(event: events.Key | events.Paste) -> None:
        sent.append(event.key if isinstance(event, events.Key) else event.text)

    ahead = TypeAhead(screen.app, send)
    screen.form.field("needs").focus()
    await pilot.pause()
    for key in "13耳背二":
        await ahead.take(events.Key(key, key))
    while len("".join(sent)) < len("13耳背二"):
        await pilot.pause()
    assert sent == ["1", "3", "耳", "背二"]


async def test_a_line_that_is_too_long_takes_two_and_nothing_is_cut() -> None:
    many = [
        (str(n), word)
        for n, word in enumerate(["来访", "来信", "来电", "网信", "传真", "转送", "交办", "下访", "热线", "信箱"])
    ]
    field = OptionLine(many)
    assert field.line_count(68) == 1
    assert field.line_count(40) == 2
    places, _ = field._places(40)
    assert [text for _, _, text in places][-1] == "0信箱"
    assert all(x + 5 <= 40 for _, x, _ in places)
