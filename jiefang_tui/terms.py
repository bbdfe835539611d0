"""Every enumeration of the desk, each value with its Chinese label.

The names are the field's standard terms; the stored value is the identifier, so a file stays readable when a label
is reworded. Nothing here imports anything of ours.
"""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """A stored code with a Chinese label. Members are written ``NAME = "code", "标签"``."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Term:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def labels(cls) -> list[tuple[str, str]]:
        """All members as (code, label), in the order they are written."""
        return [(member.value, member.label) for member in cls]


class VisitPurpose(Term):
    """来由: why somebody came to the window. Only a petition counts in 批次 and 人次."""

    PETITION = "petition", "信访"
    SERVICE = "service", "办事"
    MEDIATION = "mediation", "调解"
    CONSULTATION = "consultation", "咨询"
    PROGRESS = "progress", "问进度"
    MATERIALS = "materials", "补材料"
    COLLECT_REPLY = "collect_reply", "取答复"


class VisitState(Term):
    """Where an arrival stands; every visit is in exactly one, and only `RECEIVED` counts as received (已接)."""

    WAITING = "waiting", "候访"
    IN_TALK = "in_talk", "接谈中"
    ON_HOLD = "on_hold", "暂离"
    RECEIVED = "received", "已接"
    LEFT = "left", "未接谈离开"


OPEN_VISIT_STATES = (VisitState.WAITING, VisitState.IN_TALK, VisitState.ON_HOLD)


class Channel(Term):
    """信访形式: how it reached us (Regulation Art. 17(1), and what higher levels pass on)."""

    VISIT = "visit", "来访"
    LETTER = "letter", "来信"
    PHONE = "phone", "来电"
    ONLINE = "online", "网信"
    FAX = "fax", "传真"
    TRANSFER = "transfer", "上级转送"
    ASSIGN = "assign", "上级交办"
    DOWN_VISIT = "down_visit", "下访"


class Category(Term):
    """Category of a matter (Regulation Art. 29-31)."""

    CLAIM = "claim", "申诉求决"
    SUGGESTION = "suggestion", "建议意见"
    REPORT_ACCUSATION = "report_accusation", "检举控告"


class LegalRoute(Term):
    """The six routes for a claim (Regulation Art. 31 (1)-(6))."""

    JUDICIAL = "judicial", "诉讼、复议、检察、公安等法定程序"
    ARBITRATION = "arbitration", "仲裁"
    PARTY_APPEAL = "party_appeal", "党员申诉、申请复审"
    ADMINISTRATIVE = "administrative", "行政复议、裁决、确认、许可、处罚等"
    STATUTORY_DUTY = "statutory_duty", "履行法定职责或者答复"
    PETITION_PROCEDURE = "petition_procedure", "信访程序(处理意见书)"


class MatterState(Term):
    """Where a matter (事项) stands."""

    REGISTERED = "registered", "已登记"
    HANDLING = "handling", "办理中"
    ROUTED_OUT = "routed_out", "已引导分流"
    SUBMITTED_UP = "submitted_up", "已报请上级"
    IN_MEDIATION = "in_mediation", "调解中"
    SEALED_OUT = "sealed_out", "已移送(密件)"
    CONCLUDED = "concluded", "已办结"
    MERGED = "merged", "已并入"


OPEN_MATTER_STATES = (
    MatterState.REGISTERED,
    MatterState.HANDLING,
    MatterState.SUBMITTED_UP,
    MatterState.IN_MEDIATION,
)


class Outcome(Term):
    """What a talk (接谈) ended in, chosen by digit 1-9 in this order."""

    ANSWERED = "answered", "当场答复"
    RESPONSIBILITY = "responsibility", "受理并包案"
    ASSIGNED = "assigned", "交办(站所、村)"
    MEDIATION = "mediation", "转调解"
    GUIDED = "guided", "告知并引导法定途径"
    SUBMITTED_UP = "submitted_up", "报请上级协调"
    MERGED = "merged", "并入原事项"
    SEALED = "sealed", "移送(密件)"
    TO_VERIFY = "to_verify", "待核实,另约"


class SessionMode(Term):
    """接访类型: what kind of session a leader sits in."""

    ANY_TIME = "any_time", "随时接访"
    RECEPTION_DAY = "reception_day", "接访日"
    JOINT = "joint", "联合接访"
    APPOINTMENT = "appointment", "重点约访"
    DOWN_VISIT = "down_visit", "下访"
    NIGHT_VISIT = "night_visit", "驻村夜访"


class Sex(Term):
    """Read from the ID number or typed."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class IdDocument(Term):
    """证件类型. Only the resident ID has a check digit we know."""

    RESIDENT = "resident", "居民身份证"
    PASSPORT = "passport", "护照"
    MILITARY = "military", "军官证、士兵证"
    HK_MACAU_TAIWAN = "hk_macau_taiwan", "港澳台证件"
    FOREIGN_RESIDENT = "foreign_resident", "外国人居留证"
    OTHER = "other", "其他证件"


class Need(Term):
    """Needs seen at the door, so that nobody stands and waits who should not."""

    ELDERLY = "elderly", "老人"
    DISABLED = "disabled", "残疾"
    PREGNANT = "pregnant", "孕妇"
    INFANT = "infant", "带婴幼儿"
    ILL = "ill", "患病"


class CompanionRole(Term):
    """Who came along: a representative (Art. 20(3), five at most) or a companion."""

    REPRESENTATIVE = "representative", "代表"
    COMPANION = "companion", "同访人"


class PairKind(Term):
    """A pair of visit and matter: initial (本台初访) or repeat, as this desk sees it."""

    INITIAL = "initial", "初访"
    REPEAT = "repeat", "重访"


class CountyEntry(Term):
    """Whether the matter stands in the county's petition information system (Regulation Art. 21(2))."""

    NOT_ENTERED = "not_entered", "未录"
    ENTERED = "entered", "已录"
    FROM_COUNTY = "from_county", "上级系统转来"
    NOT_NEEDED = "not_needed", "不需录入"


class DutyKind(Term):
    """三包: the three duties guaranteed."""

    KNOW_FACTS = "know_facts", "掌握情况"
    SOLVE_DIFFICULTY = "solve_difficulty", "解决困难"
    COUNSEL = "counsel", "思想疏导"


class EntryKind(Term):
    """What an entry in the timeline (办理过程) tells of."""

    REGISTERED = "registered", "登记"
    TALK = "talk", "接谈"
    INSTRUCTION = "instruction", "批示"
    OUTCOME = "outcome", "处理"
    PROGRESS = "progress", "进展"
    DUTY = "duty", "三包"
    CHANGE = "change", "变更"
    COMMITMENT = "commitment", "承诺"
    ATTACHMENT = "attachment", "附件"
    DOCUMENT = "document", "文书"


class MaterialForm(Term):
    """Whether a paper handed in is the original or a copy."""

    ORIGINAL = "original", "原件"
    COPY = "copy", "复印件"


class AppointmentState(Term):
    """约访: a booked visitor's slot."""

    BOOKED = "booked", "已约"
    ARRIVED = "arrived", "已到"
    CANCELLED = "cancelled", "已取消"
    MISSED = "missed", "未到"


class AreaLevel(Term):
    """Level of a code in areas.csv (GB/T 2260 and the statistical codes below it)."""

    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"
    TOWNSHIP = "township", "乡镇"
    VILLAGE = "village", "村"


class LeaderLevel(Term):
    """五级接访: level of the leader who receives."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇"
    VILLAGE = "village", "村居"
