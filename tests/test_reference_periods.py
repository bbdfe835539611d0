"""Periods of regulation.toml: since when they hold, presets, other routes, and what an own file says wrongly."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from jiefang_tui.reference import Reference
from jiefang_tui.reference.periods import spans
from jiefang_tui.rules.clocks import clocks
from jiefang_tui.rules.matter_facts import MatterFacts
from jiefang_tui.rules.why import why
from jiefang_tui.rules.workdays import Calendar, is_workday
from jiefang_tui.terms import DueKind, LegalRoute, MatterState

CAME = date(2026, 10, 12)
DUTY = """
[[route_period]]
route = "statutory_duty"
label = "履行法定职责"
days = 60
unit = "calendar"
from = "收到申请"
since = 2026-07-01
source = "某法第一条"
"""


def own(tmp_path: Path, text: str, name: str = "regulation.toml") -> Reference:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return Reference(own=tmp_path)


def due(reference: Reference, kind: DueKind, **facts: object) -> date | None:
    matter = MatterFacts(
        1,
        MatterState.HANDLING,
        **{"received_on": CAME, "route": LegalRoute.PETITION_PROCEDURE, **facts},  # type: ignore[arg-type]
    )
    made = {one.kind: one for one in clocks(matter, reference.policy, Calendar())}
    return made[kind].raw if kind in made else None


def test_a_stricter_period_holds_from_its_day_on(tmp_path: Path) -> None:
    reference = own(tmp_path, "[law.handling_due]\ndays = 30\nsince = 2026-07-01\n")
    assert reference.problems == []
    assert due(reference, DueKind.HANDLING, accepted_on=date(2026, 7, 1)) == date(2026, 7, 31)
    assert due(reference, DueKind.HANDLING, accepted_on=date(2026, 6, 30)) == date(2026, 8, 29)  # sixty days


def test_a_stricter_period_in_working_days_never_ends_after_the_law(tmp_path: Path) -> None:
    reference = own(tmp_path, '[law.acceptance_notice_due]\ndays = 14\nunit = "working"\n')
    assert due(reference, DueKind.ACCEPTANCE_NOTICE) == date(2026, 10, 27)  # fourteen working days would be 30 October
    five = own(tmp_path, '[law.acceptance_notice_due]\ndays = 5\nunit = "working"\n')
    assert due(five, DueKind.ACCEPTANCE_NOTICE) == date(2026, 10, 19)


def test_a_looser_one_is_said_and_the_regulation_holds(tmp_path: Path) -> None:
    reference = own(tmp_path, "[law.acceptance_notice_due]\ndays = 20\n")
    (said,) = [problem.sentence for problem in reference.problems]
    assert "20 日比条例第二十三条第二款宽；现按 15 日办" in said
    assert due(reference, DueKind.ACCEPTANCE_NOTICE) == date(2026, 10, 27)


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("handling_due", 'days = 60\nunit = "working"', "60 个工作日比条例第三十四条宽；现按 60 日办"),
        ("acceptance_notice_due", 'days = 14\nunit = "working"', "14 个工作日比条例第二十三条第二款宽；现按 15 日办"),
        ("objection_due", 'days = 20\nunit = "calendar"', "20 日比条例第二十三条第三款宽；现按 5 个工作日办"),
        ("objection_due", "days = 6", "6 个工作日比条例第二十三条第三款宽；现按 5 个工作日办"),
        ("review_request_until", "days = 20", "20 日比条例第三十五条短；现按 30 日办"),
        ("review_request_until", 'days = 12\nunit = "working"', "12 个工作日比条例第三十五条短；现按 30 日办"),
        ("extension", 'days = 10\nunit = "working"', "应为 calendar(自然日)；现按 30 日办"),
    ],
)
def test_what_is_always_looser_in_its_own_unit_is_said(tmp_path: Path, key: str, text: str, says: str) -> None:
    reference = own(tmp_path, f"[law.{key}]\n{text}\n")
    (said,) = [problem.sentence for problem in reference.problems]
    assert says in said
    assert reference.policy.periods[key]._replace(source="") == reference.policy.law[key]._replace(source="")


def test_what_is_looser_now_and_then_says_so_where_it_is(tmp_path: Path) -> None:
    """Ten working days end before the fifteenth day but over the National Day week."""
    reference = own(tmp_path, '[law.acceptance_notice_due]\ndays = 10\nunit = "working"\n')
    assert reference.problems == []
    found = {}
    for came in (CAME, date(2026, 9, 25)):
        dues = clocks(MatterFacts(1, MatterState.REGISTERED, came), reference.policy, Calendar())
        found[came] = next((one.raw, one.source) for one in dues if one.kind is DueKind.ACCEPTANCE_NOTICE)
    assert found == {
        CAME: (date(2026, 10, 26), "本单位规定(比条例严)"),
        date(2026, 9, 25): (date(2026, 10, 10), "信访工作条例(本单位定的 10 个工作日这次更晚，没有采用)"),
    }


def test_a_longer_time_for_the_petitioner_is_called_so(tmp_path: Path) -> None:
    reference = own(tmp_path, '[law.review_request_until]\ndays = 30\nunit = "working"\n')
    assert reference.problems == []
    assert reference.policy.periods["review_request_until"].source == "本单位规定(比条例长)"


def test_the_days_that_working_days_can_take(tmp_path: Path) -> None:
    """Against the calendars of 2004 to 2026."""
    worked = [day for n in range(8400) if is_workday(day := date(2004, 1, 1) + timedelta(days=n)) and day.year < 2027]
    for number in (1, 5, 6, 7, 10, 12, 13, 14, 15, 18, 20, 25, 30, 45, 60, 90):
        fewest, most = spans(number, True)
        # From a working day on, and from the day before the next: what lies between is shorter.
        took = [(end - start).days for start, end in zip(worked, worked[number:], strict=False)]
        shortest = [(end - start).days + 1 for start, end in zip(worked, worked[number - 1 :], strict=False)]
        assert fewest <= min(shortest) and max(took) <= most, number
    assert spans(15, False) == (15, 15)


def test_what_began_before_the_regulation_is_counted_by_it_and_said(tmp_path: Path) -> None:
    (period,) = Reference().policy.periods_on("handling_due", date(2022, 4, 30))
    assert period.days == 60 and "施行前开始" in period.source
    assert Reference().policy.periods_on("handling_due", date(2022, 5, 1))[0].source == "信访工作条例"


def test_the_preset_of_simple_handling(tmp_path: Path) -> None:
    policy = Reference().policy
    days = [policy.preset("simple", key) for key in ("accept", "conclude")]
    assert [(one.days, one.is_working) for one in days if one] == [(3, True), (10, True)]
    assert all(one and "不是条例期限" in one.source for one in days)
    assert policy.preset("other", "accept") is None
    changed = own(tmp_path, "[preset.simple.conclude]\ndays = 8\n")
    assert changed.problems == []
    simple = changed.policy.preset("simple", "conclude")
    assert simple is not None and simple.days == 8


def test_settings_of_the_desk(tmp_path: Path) -> None:
    policy = Reference().policy
    assert (policy.yellow_days, policy.bold_days, policy.sign_days) == (7, 3, 3)
    assert own(tmp_path, "[desk]\nyellow_days = 10\nsign_days = 1\n").policy.yellow_days == 10


def test_no_period_of_another_route_is_shipped() -> None:
    assert Reference().policy.route_periods == {}


def test_the_offices_table_of_other_routes(tmp_path: Path) -> None:
    reference = own(tmp_path, DUTY)
    assert reference.problems == []
    facts = {"route": LegalRoute.STATUTORY_DUTY, "accepted_on": CAME}
    assert due(reference, DueKind.ROUTE, **facts) == date(2026, 12, 11)
    assert due(reference, DueKind.HANDLING, **facts) is None
    assert due(reference, DueKind.ROUTE, route=LegalRoute.STATUTORY_DUTY, accepted_on=date(2026, 6, 1)) is None
    matter = MatterFacts(1, MatterState.HANDLING, CAME, route=LegalRoute.STATUTORY_DUTY)
    one = next(one for one in clocks(matter, reference.policy, Calendar()) if one.kind is DueKind.ROUTE)
    assert one.what == "法定途径" and "某法第一条(法定途径)" in "".join(why(one, Calendar(), CAME))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (DUTY.replace("statutory_duty", "petition_procedure"), "route_period 第 1 条 route"),
        (DUTY.replace("statutory_duty", "x"), "route_period 第 1 条 route"),
        (DUTY + DUTY, "route_period 第 2 条 route"),
        (DUTY.replace("60", "0"), "route_period 第 1 条 days"),
        (DUTY.replace('"calendar"', '"weeks"'), "route_period 第 1 条 unit"),
        (DUTY.replace("某法第一条", " "), "route_period 第 1 条 label、from、source"),
        (DUTY.replace("2026-07-01", '"7月"'), "route_period 第 1 条 since"),
        ("route_period = 3\n", "route_period"),
        ("[law.handling_due]\ndays = 30\nsince = 3\n", "law.handling_due.since"),
        ('[law.handling_due]\ndays = 30\nunit = "week"\n', "law.handling_due.unit"),
        ("[preset.simple.conclude]\ndays = 0\n", "preset.simple.conclude.days"),
        ("[preset.simple.x]\ndays = 3\n", "preset.simple.x"),
        ("[desk]\nyellow_days = 0\n", "desk.yellow_days"),
    ],
)
def test_what_is_wrong_is_named_and_not_used(tmp_path: Path, text: str, key: str) -> None:
    reference = own(tmp_path, text)
    (problem,) = reference.problems
    assert problem.key == key
    assert problem.sentence.startswith("regulation.toml 的 ") and problem.sentence.endswith("。")
    assert reference.policy.law == Reference().policy.law
    assert reference.policy.periods["handling_due"].days == 60


def test_years_entered_in_full(tmp_path: Path) -> None:
    assert own(tmp_path, "years = [2027, 2028]\n", "holidays.toml").holiday_years == {2027, 2028}
    wrong = own(tmp_path, "years = 2027\n", "holidays.toml")
    assert wrong.holiday_years == set() and [problem.key for problem in wrong.problems] == ["years"]
