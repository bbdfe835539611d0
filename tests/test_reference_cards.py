"""cards.toml: what is shipped, what an office lays over it, and that a wrong entry is named and not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiefang_tui.paths import reference_dir
from jiefang_tui.reference import Reference
from jiefang_tui.terms import CardColour, DueKind, LeaderLevel, Rank


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "reference"
    folder.mkdir()
    return folder


def office(own: Path, text: str) -> Reference:
    (own / "cards.toml").write_text(text, encoding="utf-8")
    return Reference(own=own)


def test_the_shipped_numbers_are_those_of_the_domain_report_and_called_defaults() -> None:
    cards = Reference().cards
    assert (cards.yellow_days, cards.red_workdays, cards.wait_days) == (7, 5, 30)
    assert cards.rules["due_soon_silent"].numbers == {"days_left": 3, "silent_days": 7}
    assert cards.rules["half_gone"].numbers == {"percent": 50}
    assert cards.rules["yellow_unanswered"].numbers == {"days": 7}
    assert DueKind.HANDLING in cards.kinds and DueKind.SIGN not in cards.kinds
    assert set(cards.ranks) == set(Rank) and LeaderLevel.COUNTY in cards.levels
    assert "默认值" in (reference_dir() / "cards.toml").read_text(encoding="utf-8").splitlines()[0]


def test_one_key_is_laid_over_and_the_rest_stays(own: Path) -> None:
    reference = office(
        own,
        '[answer]\nyellow_days = 5\n[rule.overdue]\ndays = 3\ncolour = "yellow"\n[rule.half_gone]\non = false\n'
        '[rule.promise_overdue]\nwhy = "{what}没有兑现"\n[dates]\nkinds = ["handling_due"]\n[rank]\nhead = ["场长"]\n',
    )
    cards, shipped = reference.cards, Reference().cards
    assert (cards.yellow_days, cards.red_workdays) == (5, 5)
    assert (cards.rules["overdue"].numbers, cards.rules["overdue"].colour) == ({"days": 3}, CardColour.YELLOW)
    assert cards.rules["overdue"].why == shipped.rules["overdue"].why
    assert not cards.rules["half_gone"].is_on and cards.rules["half_gone"].numbers == {"percent": 50}
    assert cards.rules["promise_overdue"].why == "{what}没有兑现"
    assert cards.kinds == {DueKind.HANDLING}
    assert cards.ranks[Rank.HEAD] == ("场长",) and cards.ranks[Rank.DEPUTY] == shipped.ranks[Rank.DEPUTY]
    assert reference.problems == []


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("[answer]\nyellow_days = 0\n", "answer.yellow_days", "大于 0 的整数；现按 7 办"),
        ("[answer]\nblue_days = 3\n", "answer.blue_days", "没有这一项"),
        ("answer = 3\n", "answer", "[answer]"),
        ("[wait]\ndays = true\n", "wait.days", "大于 0 的整数"),
        ("[rule.blue]\ndays = 3\n", "rule.blue", "没有这条规则"),
        ("[rule]\noverdue = 3\n", "rule.overdue", "[rule.overdue]"),
        ('[rule.overdue]\ndays = "3"\n', "rule.overdue.days", "1 至 3650 的整数；现按 1 办"),
        ("[rule.half_gone]\npercent = 120\n", "rule.half_gone.percent", "1 至 100"),
        ('[rule.overdue]\non = "no"\n', "rule.overdue.on", "true 或 false"),
        ('[rule.overdue]\ncolour = "reminder"\n', "rule.overdue.colour", '"yellow" 或 "red"'),
        ('[rule.half_gone]\ncolour = "yellow"\n', "rule.half_gone.colour", "只能是提醒函"),
        ('[rule.overdue]\nwhy = ""\n', "rule.overdue.why", "非空的文字"),
        (
            '[rule.overdue]\nwhy = "{petitioner}"\n',
            "rule.overdue.why",
            "不认识 {petitioner}，可用的有: {due} {kind} {late}",
        ),
        ('[rule.overdue]\nclears = "{late}"\n', "rule.overdue.clears", "可用的有: 没有"),
        ("[rule.overdue]\npoints = 3\n", "rule.overdue.points", "没有这一项"),
        ('[dates]\nkinds = ["x"]\n', "dates.kinds", "期限名称的列表"),
        ("[dates]\ndays = 1\n", "dates.days", "没有这一项"),
        ('[rank]\nboss = ["x"]\n', "rank.boss", "head、deputy、section、staff 之一"),
        ('[rank]\nhead = "镇长"\n', "rank.head", "文字的列表"),
        ("[level]\ncounty = [1]\n", "level.county", "文字的列表"),
        ("[colours]\nblue = 1\n", "colours", "没有这一段"),
        ("x = [", "", "格式有误"),
    ],
)
def test_a_wrong_entry_is_named_and_the_shipped_value_used(own: Path, text: str, key: str, says: str) -> None:
    reference = office(own, text)
    [problem] = reference.problems
    assert (problem.file, problem.key) == ("cards.toml", key)
    assert says in problem.sentence
    assert problem.sentence.startswith("cards.toml") and problem.sentence.endswith("。")
    assert reference.cards == Reference().cards
