"""Papers of an agreement: as it was signed, what changed since, what was only said, and who took what was paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from jiefang_tui.services.agreements import agreeing, agreement_papers, paying, receipt_sheets
from jiefang_tui.services.agreements.agreeing import AgreementIn, PayeeIn
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Instalment, InstalmentPayment, Matter
from jiefang_tui.store.queries.agreements.standing import agreement_view
from jiefang_tui.terms import AgreementKind
from tests.services.agreements.test_agreements import TODAY, WAGES
from tests.services.given import days_ago, owned, refused
from tests.services.plans.test_notices import words

SEALED = replace(
    WAGES, kind=AgreementKind.MEDIATION, mediation_body="示例镇人民调解委员会", has_seal=True, basis_no="", payer=""
)


def printed(desk: Desk, made: int) -> str:
    return words(agreement_papers.agreement_paper(desk, made).path)


def instalments(made: int) -> list[Instalment]:
    return list(Instalment.select().where(Instalment.agreement == made).order_by(Instalment.position))


def test_the_paper_says_what_was_agreed_and_no_more(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")
    made = agreeing.agree(desk, matter_id, WAGES)
    paper = agreement_papers.agreement_paper(desk, made)
    told = words(paper.path)
    assert paper.path.name.startswith(Matter.get_by_id(matter_id).register_no)
    assert "执行和解协议书" in told and "债务人：张某" in told and "付款方：宏远建筑公司" in told
    assert "签订日期：2026-11-23" in told and "依据：(2026)皖9999民初12号" in told
    assert "总额102,600 元(大写：壹拾万贰仟陆佰元整)，分3期付清" in told
    assert "第3期 2027-06-30 34,200 元 叁万肆仟贰佰元整" in told
    assert "任何一期没有按期付清的" in told
    assert "王某 42,600 元 李方龙" in told and "签领表" not in told, "what each gets, signed for when it is paid"
    plain = agreeing.agree(desk, matter_id, replace(WAGES, payees=[PayeeIn("李方龙")], accelerates=False, payer=""))
    told = printed(desk, plain)
    assert "没有按期付清" not in told and "付款方" not in told and "收款人 李方龙" in told and "签字后生效" in told


def test_a_mediated_one_holds_when_the_mediator_signed_and_the_committee_sealed(desk: Desk) -> None:
    """人民调解法 29: what it may state, and from when it holds."""
    matter_id = owned(desk, "李方龙")
    told = printed(desk, agreeing.agree(desk, matter_id, SEALED))
    assert "调解员签名并加盖调解组织印章之日起生效(人民调解法第二十九条)" in told and "签字后生效" not in told
    assert "调解员 刘静" in told and "示例镇人民调解委员会(盖章)" in told
    for blank in ("当事人基本情况：", "主要事实：", "争议事项：", "各方责任："):
        assert f"{blank}\n____" in told, "to be written by hand"
    said = replace(
        SEALED,
        has_employer=True,
        particulars="张某 男 45岁 示例镇街道\n李方龙 男 50岁 章湾村",
        main_facts="2026年3月至9月做工，欠工资",
        disputes="欠多少",
        liability="张某欠，宏远公司代付",
        manner="现金，当面点清",
    )
    told = printed(desk, agreeing.agree(desk, matter_id, said))
    assert "李方龙 男 50岁 章湾村" in told and "主要事实：2026年3月至9月做工" in told and "____" not in told
    assert "各方责任：张某欠" in told and "履行方式：现金，当面点清" in told and "劳动争议调解仲裁法第十四条" in told


def test_what_was_only_said_is_a_record_and_nothing_to_sign(desk: Desk) -> None:
    """人民调解法 28, 30."""
    matter_id = owned(desk, "李方龙")
    paper = agreement_papers.agreement_paper(desk, agreeing.agree(desk, matter_id, replace(SEALED, is_oral=True)))
    told = words(paper.path)
    assert paper.name == "口头协议登记" and "达成日期：2026-11-23" in told and "记录人：刘静" in told
    assert "签字处" not in told and "第三十条" in told and "____\n" not in told.split("记录日期")[0]
    told = printed(desk, agreeing.agree(desk, matter_id, replace(WAGES, is_oral=True)))
    assert "口头约定，登记备查" in told and "签字处" not in told


def test_a_promise_is_the_promiser_s_alone(desk: Desk) -> None:
    promise = AgreementIn(kind=AgreementKind.PROMISE, signed_on=TODAY, debtor="张某", terms="春节前把门修好")
    told = printed(desk, agreeing.agree(desk, owned(desk, "程有福"), promise))
    assert "承诺人：张某" in told and "收款人" not in told and "双方" not in told
    assert "本承诺由承诺人签字，存档一份。" in told and "承诺人 张某" in told


def test_changes_are_a_paper_of_their_own_and_the_first_stays(desk: Desk) -> None:
    with days_ago(desk, 10):
        made = agreeing.agree(desk, owned(desk, "李方龙"), replace(WAGES, signed_on=date(2026, 11, 13)))
        first = agreement_papers.agreement_paper(desk, made).path
        with refused("签订以后没有改期"):
            agreement_papers.change_paper(desk, made)
    before = first.read_bytes()
    rows = instalments(made)
    paying.reschedule(desk, rows[0].id, date(2027, 8, 15), "双方同意秋收后付")
    paying.forgive(desk, rows[2].id, 1_420_000, "李方龙同意免一部分")
    paying.pay(desk, made, 1_000_000, TODAY, "收条")
    changed = agreement_papers.change_paper(desk, made)
    told = words(changed.path)
    assert "执行和解协议书(补充)" in told and "签订日期" not in told and "60,000" not in told
    assert "2026-11-13签订的执行和解，有下列变更，其余不变" in told
    assert "2026-11-23，第1期改期，2027-02-28改为2027-08-15：双方同意秋收后付" in told
    assert "2026-11-23，第3期免除14,200 元(大写：壹万肆仟贰佰元整)：李方龙同意免一部分" in told
    assert "变更以后各期合计88,400 元" in told and "到2026-11-23已付10,000 元" in told
    assert "第1期 2027-08-15 34,200 元" in told and "签字处" in told
    again = agreement_papers.agreement_paper(desk, made).path
    assert again != first and first.read_bytes() == before and changed.path not in (first, again)
    told = words(again)
    assert "第1期 2027-02-28 34,200 元" in told and "第3期 2027-06-30 34,200 元" in told, "as it was signed"
    assert told.index("第1期") < told.index("第2期") and "总额102,600 元" in told


def test_what_changed_repeats_nothing_of_the_first_paper(desk: Desk) -> None:
    made = agreeing.agree(desk, owned(desk, "李方龙"), replace(SEALED, main_facts="做工欠薪"))
    paying.forgive(desk, instalments(made)[0].id, 100, "同意")
    told = words(agreement_papers.change_paper(desk, made).path)
    assert "主要事实" not in told and "____" not in told and "示例镇人民调解委员会(盖章)" in told


def test_all_fallen_due_stands_on_the_paper_of_changes(desk: Desk) -> None:
    with days_ago(desk, 400):
        made = agreeing.agree(
            desk,
            owned(desk, "李方龙"),
            replace(
                WAGES, signed_on=date(2025, 9, 1), parts=agreeing.equal_parts(500, [date(2026, 1, 1), TODAY]), payees=()
            ),
        )
    paying.accelerate(desk, made, date(2026, 2, 1), "李方龙要求一次付清")
    told = words(agreement_papers.change_paper(desk, made).path)
    assert "1. 2026-02-01，其余各期全部到期：李方龙要求一次付清" in told and "第2期 2026-02-01" in told


def test_each_signs_for_what_was_really_paid(desk: Desk) -> None:
    made = agreeing.agree(desk, owned(desk, "李方龙"), WAGES)
    first, second, _ = instalments(made)
    with refused("还没有付款"):
        receipt_sheets.sheet_of_part(desk, first.id)
    paying.pay(desk, made, 4_000_000, TODAY, "收条", "宏远建筑公司")
    payment = InstalmentPayment.get()
    told = words(receipt_sheets.sheet_of_payment(desk, payment.id).path)
    assert "2026-11-23实付40,000 元(大写：肆万元整)" in told and "付款人：宏远建筑公司" in told and "凭据：收条" in told
    assert "1 李方龙    " in told and "2 王某  李方龙" in told, "more than the first part: nobody said whose"
    told = words(receipt_sheets.sheet_of_part(desk, first.id).path)
    assert "第1期 应付34,200 元，到2026-11-23实付34,200 元" in told
    assert "1 李方龙 20,000 元" in told and "2 王某 14,200 元 李方龙" in told and "尚欠" not in told
    told = words(receipt_sheets.sheet_of_part(desk, second.id).path)
    assert "实付5,800 元" in told and "尚欠28,400 元" in told and "李方龙    " in told
    paying.take_back_payment(desk, payment.id, "退回了")
    with refused("撤回"):
        receipt_sheets.sheet_of_payment(desk, payment.id)


def test_whole_instalments_are_shared_as_agreed_and_a_part_is_not(desk: Desk) -> None:
    made = agreeing.agree(desk, owned(desk, "李方龙"), WAGES)
    for amount in (3_420_000, 1_000_000, 5_840_000):
        paying.pay(desk, made, amount, TODAY)
    first, part, rest = InstalmentPayment.select().order_by(InstalmentPayment.id)
    told = words(receipt_sheets.sheet_of_payment(desk, first.id).path)
    assert "1 李方龙 20,000 元" in told and "2 王某 14,200 元" in told
    for one in (part, rest):
        assert "1 李方龙    " in words(receipt_sheets.sheet_of_payment(desk, one.id).path)
    last = instalments(made)[2]
    assert "1 李方龙 20,000 元" in words(receipt_sheets.sheet_of_part(desk, last.id).path)
    paying.forgive(desk, last.id, 100, "同意")
    assert "1 李方龙    " in words(receipt_sheets.sheet_of_part(desk, instalments(made)[0].id).path)


def test_where_nobody_said_whose_how_much_it_is_written_by_hand(desk: Desk) -> None:
    matter_id = owned(desk, "李方龙")

    def sheet(payees: list[PayeeIn]) -> str:
        made = agreeing.agree(desk, matter_id, replace(WAGES, payees=payees))
        paying.pay(desk, made, 100_000, TODAY)
        return words(receipt_sheets.sheet_of_part(desk, instalments(made)[0].id).path)

    told = sheet([PayeeIn("李方龙"), PayeeIn("王某")])
    assert "1 李方龙    " in told and "2 王某    " in told
    assert "1 李方龙 1,000 元" in sheet([PayeeIn("李方龙")])
    assert "10     " in sheet([]), "empty lines"


def test_a_card_number_is_on_no_paper_and_that_is_said(desk: Desk) -> None:
    given = replace(WAGES, terms="汇入李方龙卡 6222 0212 3456 7890 123", manner="转账")
    made = agreeing.agree(desk, owned(desk, "李方龙"), given)
    paper = agreement_papers.agreement_paper(desk, made)
    assert "6222" not in words(paper.path) and "(卡号不印)" in words(paper.path)
    assert paper.sentence.startswith("像银行卡号的数字没有印。")
    assert Path(agreement_papers.agreement_paper(desk, made).path).name.endswith("-2.docx")
    assert agreement_view(made, TODAY).terms.endswith("(卡号不印)")
