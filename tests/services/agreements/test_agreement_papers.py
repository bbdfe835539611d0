"""协议书: whole, with amounts in words, places to sign, and a list of payees where there are several."""

from __future__ import annotations

from dataclasses import replace

from jiefang_tui.services.agreements import agreeing, agreement_papers
from jiefang_tui.services.agreements.agreeing import PayeeIn
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Matter
from tests.services.agreements.test_agreements import WAGES
from tests.services.given import owned
from tests.services.plans.test_notices import words


def test_the_paper_says_what_was_agreed_and_no_more(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    made = agreeing.agree(desk, matter_id, WAGES)
    printed = agreement_papers.agreement_paper(desk, made)
    told = words(printed.path)
    assert printed.path.name.startswith(Matter.get_by_id(matter_id).register_no)
    assert "执行和解协议书" in told and "债务人：张某" in told and "付款方：宏远建筑公司" in told
    assert "总额102,600 元(大写：壹拾万贰仟陆佰元整)，分3期付清" in told
    assert "第3期 2027-06-30 34,200 元 叁万肆仟贰佰元整" in told
    assert "任何一期没有按期付清的" in told
    assert "2 王某 42,600 元 李方龙" in told, "the list of the payees"
    plain = agreeing.agree(desk, matter_id, replace(WAGES, payees=[PayeeIn("李方龙")], accelerates=False, payer=""))
    told = words(agreement_papers.agreement_paper(desk, plain).path)
    assert "签领表" not in told and "没有按期付清" not in told and "付款方" not in told
