"""Instalments and payees as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from jiefang_tui.rules.typed.agreed import SaidPart, SaidPayee, parse_parts, parse_payees

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    ["2027-2-28 3万；2027-4-30 3万元；2027-6-30 4.26万", "2月28日 30000\n4月30日 30,000元\n6月底前 42600\n"],
)
def test_a_day_and_an_amount_a_line(text: str) -> None:
    read = parse_parts(text, TODAY)
    assert read.value == (
        SaidPart(date(2027, 2, 28), 3_000_000),
        SaidPart(date(2027, 4, 30), 3_000_000),
        SaidPart(date(2027, 6, 30), 4_260_000),
    )
    assert read.hint == "3期 合计102,600 元"


@pytest.mark.parametrize("text", ["3万", "明天", "2-30 3万", "2-28 很多"])
def test_a_line_without_either_is_named(text: str) -> None:
    assert "没有读懂" in parse_parts(text, TODAY).error


def test_payees_with_shares_and_who_takes_it() -> None:
    read = parse_payees("李方龙 6万\n王某 42600元 由李方龙代领；赵六 1元 (李方龙代领)")
    assert read.value == (
        SaidPayee("李方龙", 6_000_000),
        SaidPayee("王某", 4_260_000, "李方龙"),
        SaidPayee("赵六", 100, "李方龙"),
    )
    assert parse_payees("李方龙、王某").value == (SaidPayee("李方龙"), SaidPayee("王某"))
    assert parse_payees(" ").value is None and parse_payees("李方龙 若干").error


@pytest.mark.parametrize(
    "text",
    [
        "李方龙 60,000\n王某 42,600",
        "李方龙 60,000,王某 42,600",
        "李方龙 60，000元，王某 42，600元",
        "李方龙6万、王某4.26万",
        "李方龙60,000元；王某42600",
        "李方龙 六万；王某 肆万贰仟陆佰元整",
        "李方龙：6万\n王某:￥42,600.00",
        "1.李方龙 6万\n2、王某 4.26万",
    ],
)
def test_amounts_of_payees_as_they_are_written(text: str) -> None:
    assert parse_payees(text).value == (SaidPayee("李方龙", 6_000_000), SaidPayee("王某", 4_260_000)), text


def test_who_takes_it_stands_behind_an_amount_written_to_the_name() -> None:
    assert parse_payees("王某60,000元由李方龙代领").value == (SaidPayee("王某", 6_000_000, "李方龙"),)
    assert parse_payees("李方龙,王某，赵六").value == (SaidPayee("李方龙"), SaidPayee("王某"), SaidPayee("赵六"))
    assert "李方龙6万多少" in parse_payees("李方龙6万多少").error
    assert "姓名" in parse_payees("6万").error
    assert parse_payees("王五万").value == (SaidPayee("王五万"),), "a name"
