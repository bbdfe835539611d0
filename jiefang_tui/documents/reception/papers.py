"""The two papers that leave the reception room, as plain values (两张纸).

`ReceptionForm` (接访登记表) is printed at any time: before the talk for the leader's pen, afterwards with the words of
the talk; `VisitorSlip` (来访告知单) is the written notice of 《信访工作条例》 Art. 23(2). Both are turned into docx
files from the office's templates (`fill`). Masking is the caller's business: what stands in these values is printed as
it is, apart from cutting what would not fit on the page (`layout`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

RECEPTION_TEMPLATE = "reception_form.docx"
SLIP_TEMPLATE = "visitor_slip.docx"


@dataclass(frozen=True, slots=True)
class ReceptionForm:
    """接访登记表: what is known of a visit, before the talk or after it. Only the first five are needed.

    All words are given as they shall be read (labels, not codes); times are local.
    """

    office: str  # 示例镇信访接待室
    area: str  # 示例县示例镇
    visitor_name: str  # 匿名 if anonymous
    requests: tuple[str, ...]  # 主要诉求, one for each matter, their own words; numbered if several
    received_at: datetime
    queue_no: int | None = None  # 排队号 of the day
    reception_no: str = ""  # 接访编号
    register_nos: tuple[str, ...] = ()  # JF-..., one for each matter
    place: str = ""
    mode: str = ""  # 随时接访 / 约访 / 联合接访 ...
    leader_name: str = ""
    leader_post: str = ""
    participants: tuple[str, ...] = ()  # 参加单位: 司法所 李强
    sex: str = ""
    age: int | None = None
    phone: str = ""
    id_no: str = ""
    address: str = ""
    headcount: int = 1
    representatives: tuple[str, ...] = ()  # names, at most five (Art. 20(3))
    companions: tuple[str, ...] = ()
    visit_kind: str = ""  # 本台初访 / 第3次来访
    content_class: str = ""
    problem_area: str = ""
    concerned_unit: str = ""  # 被反映单位(人)
    amount: str = ""  # 186,000元
    facts: str = ""  # 事实与理由
    procedures: tuple[str, ...] = ()  # 走过程序, one short line each
    materials: tuple[str, ...] = ()  # 材料清单: 欠条 复印件 2页
    past_visits: tuple[str, ...] = ()  # 以往来访, newest first: 2026-09-03 周敏接待 交办司法所
    commitments: tuple[str, ...] = ()  # 未了承诺: 2026-12-01前 补发首期
    registrar: str = ""  # 登记人
    talk_note: str = ""  # 接谈情况, once there was a talk
    instructions: tuple[str, ...] = ()  # 领导批示: 周敏：请人社所速办
    order_unit: str = ""  # 承办单位 that the 批示 names
    order_due: str = ""  # 办理期限 that the 批示 names
    outcomes: tuple[int, ...] = ()  # digits of 现场处理方式 as decided, one for each matter; empty before


@dataclass(frozen=True, slots=True)
class SlipMatter:
    """One matter on the visitor's slip."""

    summary: str
    outcome: str  # 处理方式 in words: 受理并包案
    register_no: str = ""  # JF-...
    route: str = ""  # 途径、程序: 按信访程序办理，调查核实后书面答复
    unit: str = ""  # 承办单位
    contact: str = ""  # whom to ask for
    phone: str = ""
    answer_by: date | None = None  # the day by which an answer is owed
    answer_basis: str = ""  # 条例第三十四条
    query_code: str = ""  # 查询码 of the county system


@dataclass(frozen=True, slots=True)
class VisitorSlip:
    """来访告知单: what the visitor takes home, with a stub for the office (存根联).

    The written notice of 《信访工作条例》 Art. 23(2): that it was received, by which route and procedure,
    and who answers. Five matters stand on one page; more go on further pages of the same file.
    """

    office: str
    area: str
    visitor_name: str
    received_on: date
    issued_on: date
    matters: tuple[SlipMatter, ...]
    notice_article: str = "第二十三条第二款"  # of the Regulation; of what a higher level sent, the third paragraph
    headcount: int = 1
    leader: str = ""  # 接访领导, name and post
    registrar: str = ""  # 经办人
    query_phone: str = ""  # the reception room's own telephone
    query_place: str = ""  # where to ask in person
    query_hours: str = ""  # 工作日 8:30-17:30
