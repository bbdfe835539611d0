"""Papers for the tests: the least, the usual and the most there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from jiefang_tui.documents.reception.papers import ReceptionForm, SlipMatter, VisitorSlip

AT = datetime(2026, 11, 23, 8, 31)  # noqa: DTZ001 - the paper shows local time as given
LEAST = ReceptionForm("示例镇信访接待室", "示例县示例镇", "匿名", ("要工资",), AT)
USUAL = ReceptionForm(
    office="示例镇信访接待室",
    area="示例县示例镇",
    visitor_name="李某某",
    requests=("我们六个人给示例建筑公司干了八个月，工资一直没有发，要求春节前把工资要回来。",),
    received_at=AT,
    queue_no=1,
    reception_no="JD-20261123-01",
    register_nos=("JF-999999000-20261123-001",),
    place="镇信访接待室",
    mode="随时接访",
    leader_name="周敏",
    leader_post="镇党委书记",
    participants=("司法所 李强", "人社所 王华"),
    sex="男",
    age=58,
    phone="138****1234",
    id_no="999***********0024",
    address="示例镇示例村三组",
    headcount=6,
    representatives=("李某某", "张某某"),
    companions=("王某", "赵某"),
    visit_kind="第3次来访",
    content_class="拖欠工资",
    problem_area="示例镇示例村",
    concerned_unit="示例建筑有限公司",
    amount="186,000元",
    facts="2025年3月至10月做木工，有欠条和考勤表。",
    procedures=("诉讼：示例县法院，已判决", "申请执行：2026-06-01 已立案"),
    materials=("欠条 复印件 2页", "判决书 复印件 6页"),
    past_visits=("2026-09-03 周敏接待，交办人社所", "2026-06-12 王华接待，告知诉讼途径"),
    commitments=("2026-12-01前 公司付首期 62,000元",),
    registrar="王芳",
    talk_note="来访人说公司两次答应付款都没有付；已讲明申请执行的办法。",
    instructions=("周敏：请人社所约公司负责人面谈，十日内报结果。",),
    order_unit="人社所",
    order_due="2026年12月3日",
    outcomes=(2,),
)
MATTER = SlipMatter(
    summary="拖欠工资：示例建筑公司欠六人八个月工资",
    outcome="受理并包案",
    register_no="JF-999999000-20261123-001",
    route="按信访程序办理，调查核实后书面答复",
    unit="示例镇人社所",
    contact="王华",
    phone="0550-1234567",
    answer_by=date(2027, 1, 22),
    answer_basis="《信访工作条例》第三十四条",
    query_code="XF123456",
)
SLIP = VisitorSlip(
    office="示例镇信访接待室",
    area="示例县示例镇",
    visitor_name="李某某",
    received_on=date(2026, 11, 23),
    issued_on=date(2026, 11, 24),
    matters=(MATTER,),
    headcount=6,
    leader="周敏 镇党委书记",
    registrar="王芳",
    query_phone="0550-1111111",
    query_place="示例镇政府一楼",
    query_hours="工作日 8:30-17:30",
)
CHINESE = "这是很长的一段话，说了又说，没有停下来的时候。" * 900
LATIN = "WMW wide WORDS 123 " * 1060
LINES = "一行\n" * 7000


def most_form(text: str) -> ReceptionForm:
    """Every field holds 20,000 characters or nine such items."""
    values = {name: text for name in ReceptionForm.__slots__ if isinstance(getattr(USUAL, name), str)}
    lists = {name: (text,) * 9 for name in ReceptionForm.__slots__ if isinstance(getattr(USUAL, name), tuple)}
    return replace(USUAL, **values, **lists, queue_no=999, age=120, headcount=9999)  # type: ignore[arg-type]


def most_slip(text: str, matters: int) -> VisitorSlip:
    """Every field of the slip and of each matter holds 20,000 characters."""
    words = {name: text for name in SlipMatter.__slots__ if isinstance(getattr(MATTER, name), str)}
    outer = {name: text for name in VisitorSlip.__slots__ if isinstance(getattr(SLIP, name), str)}
    matter = replace(MATTER, **words)  # type: ignore[arg-type]
    return replace(SLIP, **outer, matters=(matter,) * matters, headcount=9999)  # type: ignore[arg-type]
