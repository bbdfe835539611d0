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

    @property
    def is_inquiry(self) -> bool:
        """Whether they come to hear how a matter stands: they are told after it was seen who they are."""
        return self in (VisitPurpose.PROGRESS, VisitPurpose.COLLECT_REPLY)


class VisitState(Term):
    """Where an arrival stands; every visit is in exactly one, and only `RECEIVED` counts as received (已接)."""

    WAITING = "waiting", "候访"
    IN_TALK = "in_talk", "接谈中"
    ON_HOLD = "on_hold", "暂离"
    RECEIVED = "received", "已接"
    LEFT = "left", "未接谈离开"
    FILED = "filed", "来件"
    """Nobody came: a letter, a call, a ticket, a paper from above. It waits in no queue and is no 批次."""
    VOIDED = "voided", "已作废"
    """登记作废: it stays in sight and counts nowhere (`Visit.counts`)."""


GROUP_THRESHOLD = 5
"""集体访 from so many people on (domain §3.4); the office's own value is passed in from `Policy`."""

OPEN_VISIT_STATES = (VisitState.WAITING, VisitState.IN_TALK, VisitState.ON_HOLD)


class Channel(Term):
    """信访形式: how it reached us (Regulation Art. 17(1), and what higher levels pass on)."""

    VISIT = "visit", "来访"
    LETTER = "letter", "来信"
    PHONE = "phone", "来电"
    ONLINE = "online", "网信"
    HOTLINE = "hotline", "12345热线"
    TRANSFER = "transfer", "上级转送"
    ASSIGN = "assign", "上级交办"
    LEADER_MAIL = "leader_mail", "领导信箱"
    FAX = "fax", "传真"
    DOWN_VISIT = "down_visit", "下访"
    FIELD_VISIT = "field_visit", "走访"
    """Found by going there (走访, 入户, 排查); it comes from F8 only, and nobody is received at the desk by it."""

    @classmethod
    def of_the_desk(cls) -> list[tuple[str, str]]:
        """Those that are chosen where something is registered, as (code, label)."""
        return [pair for pair in cls.labels() if pair[0] != cls.FIELD_VISIT]

    @property
    def is_visit(self) -> bool:
        """Whether a person was met: all else is no visit, has no queue number and counts in neither 批次 nor 人次."""
        return self in (Channel.VISIT, Channel.DOWN_VISIT)

    @property
    def is_from_above(self) -> bool:
        """Whether a higher level passed it on, with its own number and day (Regulation Art. 22(1), 23(3))."""
        return self in (Channel.TRANSFER, Channel.ASSIGN)


class Category(Term):
    """Category of a matter (Regulation Art. 29-31)."""

    CLAIM = "claim", "申诉求决"
    SUGGESTION = "suggestion", "建议意见"
    REPORT_ACCUSATION = "report_accusation", "检举控告"


class LegalRoute(Term):
    """The six routes for a claim (Regulation Art. 31 (1)-(6))."""

    JUDICIAL = "judicial", "法院、检察、公安等法定程序"
    ARBITRATION = "arbitration", "仲裁"
    PARTY_APPEAL = "party_appeal", "党员申诉、申请复审"
    ADMINISTRATIVE = "administrative", "行政复议、裁决、确认、许可、处罚等"
    STATUTORY_DUTY = "statutory_duty", "履行法定职责或者答复"
    PETITION_PROCEDURE = "petition_procedure", "信访程序(处理意见书)"


class VoidGround(Term):
    """登记作废: the only grounds on which a registration counts for nothing; the row stays."""

    TWICE = "twice", "登重了"
    TRIAL = "trial", "试用误登"
    ANEW = "anew", "登错了另登"


class ReportAnswer(Term):
    """What was answered when words sounded like a report against somebody (Art. 30(3), 31(5))."""

    REPORT = "report", "检举控告(移送以后不留内容)"
    CLAIM = "claim", "求决"
    VIOLATION = "violation", "请求查处违法行为"
    BOTH = "both", "两样都有，拆成两件"


class Accused(Term):
    """Whom a report is against, as asked where it is handed over; kept nowhere (Art. 30(3))."""

    VILLAGE = "village", "村、组干部或者普通党员"
    LEADER = "leader", "镇领导、镇纪委或其人员"
    OTHER = "other", "别的人或单位，说不清"


class DutyLiesWith(Term):
    """谁的职责: whose statutory duty a claim under Art. 31(5) asks for."""

    OURS = "ours", "本镇"
    OTHER = "other", "别的机关"


class SuggestionResult(Term):
    """What became of a suggestion (Art. 29)."""

    STUDIED = "studied", "研究论证中"
    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    EXPLAINED = "explained", "解释说明"


class IdentityCheck(Term):
    """How it was seen that whoever asks how a matter stands is the petitioner or was sent by them."""

    ID_TAIL = "id_tail", "身份证后四位"
    PHONE_TAIL = "phone_tail", "电话后四位"
    KNOWN = "known", "本人，当面认得"
    ENTRUSTED = "entrusted", "受托人，看过委托"


class MatterState(Term):
    """Where a matter (事项) stands."""

    REGISTERED = "registered", "已登记"
    HANDLING = "handling", "办理中"
    ROUTED_OUT = "routed_out", "已引导分流"
    SUBMITTED_UP = "submitted_up", "已报请上级"
    IN_MEDIATION = "in_mediation", "调解中"
    OBJECTED = "objected", "已提异议"
    """Sent from above, not ours: objected to, waiting for the consent to return it (Art. 23(3))."""
    RETURNED = "returned", "已退回"
    REFUSED = "refused", "不予受理"
    REPLIED = "replied", "已答复待送达"
    """The handling opinion is issued and not yet served."""
    REVIEWING = "reviewing", "复查中"
    RECHECKING = "rechecking", "复核中"
    SEALED_OUT = "sealed_out", "已移送(密件)"
    CONCLUDED = "concluded", "已办结"
    CLOSED = "closed", "已销号"
    MERGED = "merged", "已并入"
    VOIDED = "voided", "已作废"
    """登记作废: it stays in sight and counts nowhere (`Matter.stands`)."""

    @property
    def list_label(self) -> str:
        """The label in at most eight cells, for the columns of lists."""
        return _LIST_LABELS.get(self, self.label)


_LIST_LABELS = {
    MatterState.REPLIED: "待送达", MatterState.SEALED_OUT: "移送密件", MatterState.ROUTED_OUT: "已引导",
    MatterState.SUBMITTED_UP: "报请上级",
}  # fmt: skip


OPEN_MATTER_STATES = (
    MatterState.REGISTERED,
    MatterState.HANDLING,
    MatterState.SUBMITTED_UP,
    MatterState.IN_MEDIATION,
    MatterState.OBJECTED,
    MatterState.REPLIED,
    MatterState.REVIEWING,
    MatterState.RECHECKING,
)
"""Something is still to be decided or done by somebody. What is concluded may still have to be executed, visited and
closed: see `rules.moves`."""


class Light(Term):
    """预警: computed from a due date and today, never issued by anybody (cards are, see `CardColour`)."""

    GREEN = "green", "正常"
    YELLOW = "yellow", "临期"
    RED = "red", "逾期"
    PAUSED = "paused", "中止"
    GREY = "grey", "已了"


class DueKind(Term):
    """Every date the desk watches. The first eleven are those of domain §1.1 (D1-D11)."""

    TRIAGE = "triage_due", "转送交办"
    ACCEPTANCE_NOTICE = "acceptance_notice_due", "书面告知"
    OBJECTION = "objection_due", "提出异议"
    HANDLING = "handling_due", "办结"
    EXTENDED = "extended_due", "延期后办结"
    REVIEW_REQUEST = "review_request_until", "可申请复查"
    REVIEW = "review_due", "复查意见"
    RECHECK_REQUEST = "recheck_request_until", "可申请复核"
    RECHECK = "recheck_due", "复核意见"
    ASSIGNED = "assigned_due", "上级交办期限"
    REPORT_UP = "report_up_due", "办结报告"
    """By when whoever assigned it wants to be told how it ended: until then it is owed, concluded or not."""
    ROUTE = "route_due", "法定途径"
    SIGN = "sign_due", "签收"
    REPLY = "reply_due", "承办答复"
    SET = "set_due", "限办"
    SERVICE = "service_due", "送达"
    COMMITMENT = "commitment_due", "履约"
    FOLLOW_UP = "follow_up_due", "回访"
    MEASURE = "measure_due", "化解措施"
    RESOLVE = "resolve_due", "化解期限"


PETITIONERS_WINDOWS = (DueKind.REVIEW_REQUEST, DueKind.RECHECK_REQUEST)
"""Days within which the petitioner may ask; nobody here is late by them."""
WINDOWS = (*PETITIONERS_WINDOWS, DueKind.OBJECTION)
"""Days within which something may be asked for, and need not be: an objection is no duty, it is a right of whoever was
sent what is not theirs (Art. 23(3)). Nobody is late by them."""


BY_LAW = (
    DueKind.TRIAGE, DueKind.ACCEPTANCE_NOTICE, DueKind.OBJECTION, DueKind.HANDLING, DueKind.EXTENDED,
    DueKind.ASSIGNED, DueKind.REPORT_UP, DueKind.ROUTE, DueKind.REVIEW, DueKind.RECHECK,
)  # fmt: skip
"""Dates that a law or a superior set: named before those of our own wherever one date stands for a matter."""
LAW_HERE = tuple(kind for kind in BY_LAW if kind not in (DueKind.REVIEW, DueKind.RECHECK))
"""Those of them that are kept here and not by a higher body."""


class Stage(Term):
    """Which stage a due date belongs to; each stage has a light of its own."""

    NOTICE = "notice", "告知"
    SIGN = "sign", "签收"
    REPLY = "reply", "办理"
    SERVICE = "service", "送达"
    FOLLOW_UP = "follow_up", "回访"
    PERFORMANCE = "performance", "履约"
    REVIEW = "review", "复查复核"


class RefusalGround(Term):
    """Why a matter is not, or no longer, accepted (domain §1.4); each is still registered and answered in writing."""

    IN_PROGRESS_ELSEWHERE = "in_progress_elsewhere", "已受理或正在办理"
    FINALLY_CLOSED = "finally_closed", "三级终结"
    LITIGATION = "litigation", "涉诉讼权利救济"
    OTHER_STATUTORY_ROUTE = "other_statutory_route", "应通过仲裁、复议等法定途径"
    NOT_COMPETENT = "not_competent", "不属于本机关职权"
    LEVEL_SKIPPING = "level_skipping", "越级走访"
    REVIEW_WINDOW_MISSED = "review_window_missed", "逾期未申请复查复核又重复提出"
    COURT_PENDING = "court_pending", "案件审理中"


class DispatchKind(Term):
    """How a matter was handed on; all that each way means stands in `rules.dispatches`."""

    ASSIGN = "assign", "交办"
    TRANSFER = "transfer", "转送"
    SUBMIT_UP = "submit_up", "呈报"
    ASSIST = "assist", "协办"
    GUIDE = "guide", "引导"
    MEDIATE = "mediate", "转调解"
    SEALED = "sealed", "移送"
    REPORT_CAUSE = "report_cause", "情况反映"


class DocumentKind(Term):
    """文书: what is given to the petitioner in writing (domain §2.6)."""

    SLIP = "slip", "来访告知单"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理告知书"
    ROUTING_NOTICE = "routing_notice", "程序告知单"
    REFUSAL_NOTICE = "refusal_notice", "不予受理告知书"
    NO_LONGER_NOTICE = "no_longer_notice", "不再受理告知书"
    EXTENSION_NOTICE = "extension_notice", "延期告知书"
    HANDLING_OPINION = "handling_opinion", "信访处理意见书"
    REVIEW_OPINION = "review_opinion", "复查意见书"
    RECHECK_OPINION = "recheck_opinion", "复核意见书"
    OTHER = "other", "其他文书"
    REPORT_UP = "report_up", "办结报告"
    """To whoever assigned the matter and wants one (Art. 22(1)), not to the petitioner."""


class ServiceWay(Term):
    """送达方式."""

    DIRECT = "direct", "直接送达"
    LEFT = "left", "留置送达"
    POST = "post", "邮寄送达"
    ENTRUSTED = "entrusted", "委托送达"
    PUBLIC = "public", "公告送达"
    SYSTEM = "system", "系统告知"
    WITNESSED = "witnessed", "拒签或联系不上(两人写明)"


class OpinionResult(Term):
    """What the handling opinion says (Art. 32), or how else it was settled (Art. 33)."""

    SUPPORTED = "supported", "予以支持"
    EXPLAINED = "explained", "解释说明"
    NOT_SUPPORTED = "not_supported", "不予支持"
    MEDIATED = "mediated", "调解和解"


class ReviewStage(Term):
    """复查 (Art. 35) and 复核 (Art. 36): done elsewhere, recorded here."""

    REVIEW = "review", "复查"
    RECHECK = "recheck", "复核"


class ReviewConclusion(Term):
    """What the higher body decided."""

    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更"
    REVOKED = "revoked", "撤销"
    REDO = "redo", "责令重新办理"
    NOT_ACCEPTED = "not_accepted", "不予受理"


REOPENING_CONCLUSIONS = (ReviewConclusion.CHANGED, ReviewConclusion.REVOKED, ReviewConclusion.REDO)
"""What these send back is open again."""


class ReopenCause(Term):
    """Why a matter that was concluded or closed is open again."""

    FOLLOW_UP = "follow_up", "回访发现未落实"
    REVIEW = "review", "复查发回"
    RECHECK = "recheck", "复核发回"
    NEW_FACTS = "new_facts", "新的事实和理由"
    COME_AGAIN = "come_again", "再次来访"
    PROMISE_BROKEN = "promise_broken", "承诺未兑现"


class FollowUpWay(Term):
    """回访方式."""

    HOME = "home", "上门"
    PHONE = "phone", "电话"
    IN_PERSON = "in_person", "当面"
    WRITTEN = "written", "书面"
    ONLINE = "online", "线上"


class Solved(Term):
    """Whether the problem is solved, as found at the follow-up visit."""

    FULLY = "fully", "完全解决"
    PARTLY = "partly", "部分解决"
    NOT = "not", "未解决"


class Satisfaction(Term):
    """满意度: of the office and of the responsible unit, each by itself."""

    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    NOT_SAID = "not_said", "未评价"


class Reaction(Term):
    """息诉息访: the petitioner's recorded reaction; a fact apart from whether it was settled."""

    ACCEPTED = "accepted", "接受"
    PARTIAL = "partial", "部分接受"
    NOT_ACCEPTED = "not_accepted", "不接受"
    UNKNOWN = "unknown", "未表态"


class CheckAnswer(Term):
    """An answer of 三到位一处理 (Art. 27)."""

    YES = "yes", "已到位"
    NO = "no", "未到位"
    NOT_APPLICABLE = "not_applicable", "不涉及"


class WaitFor(Term):
    """Why a matter is silent."""

    SUPERIOR = "superior", "等上级"
    COURT = "court", "等法院"
    PARTY = "party", "等当事人"
    OTHER = "other", "等其他"


class CardColour(Term):
    """红黄牌: issued by a person to an officer or a unit; the head of the township gets a 提醒函 instead."""

    YELLOW = "yellow", "黄牌"
    RED = "red", "红牌"
    REMINDER = "reminder", "提醒函"


class UrgentKind(Term):
    """紧急报送 (Art. 25)."""

    FIRST = "first", "首报"
    FOLLOWING = "following", "续报"
    FINAL = "final", "终报"


class EscalationState(Term):
    """提级办理: asked for, taken over by the higher level or not."""

    ASKED = "asked", "待接收"
    ACCEPTED = "accepted", "已提级"
    DECLINED = "declined", "未同意"


class SkippedTo(Term):
    """Where a level-skipping visit (越级) went; the county is a proper level for a township's matter (Art. 20(1))."""

    CITY = "city", "市"
    PROVINCE = "province", "省"
    NATIONAL = "national", "国家"


class Rank(Term):
    """Who outranks whom within one level, for the signature on a card."""

    HEAD = "head", "主要负责人"
    DEPUTY = "deputy", "班子成员"
    SECTION = "section", "站所(村)负责人"
    STAFF = "staff", "工作人员"


class Outcome(Term):
    """What a talk (接谈) ended in; all that each one means stands in `rules.outcomes`."""

    ANSWERED = "answered", "当场答复"
    RESPONSIBILITY = "responsibility", "受理并包案"
    ASSIGNED = "assigned", "交办(站所、村)"
    MEDIATION = "mediation", "转调解"
    GUIDED = "guided", "告知并引导法定途径"
    SUBMITTED_UP = "submitted_up", "报请上级协调"
    MERGED = "merged", "并入原事项"
    SEALED = "sealed", "移送(密件)"
    TO_VERIFY = "to_verify", "待核实，另约"
    ENDED_SIMPLY = "ended_simply", "简易办结"


class SessionMode(Term):
    """接访类型: what kind of session a leader sits in."""

    ANY_TIME = "any_time", "随时接访"
    RECEPTION_DAY = "reception_day", "接访日"
    JOINT = "joint", "联合接访"
    APPOINTMENT = "appointment", "重点约访"
    DOWN_VISIT = "down_visit", "下访"
    NIGHT_VISIT = "night_visit", "驻村夜访"
    DESK = "desk", "收件"
    """No session at all: what came in on a day without anybody coming."""


class Attendance(Term):
    """到场: whether a unit that sits beside the leader, or the opposite party, took part; empty while nobody said."""

    CAME = "came", "到"
    ABSENT = "absent", "未到"
    PHONE = "phone", "电话参与"

    @property
    def took_part(self) -> bool:
        """Whether they heard and could answer."""
        return self is not Attendance.ABSENT


class Presence(Term):
    """入驻方式 of a unit in the 综治中心: always there, in turn, when needed, or asked for once."""

    RESIDENT = "resident", "常驻"
    ROTATING = "rotating", "轮驻"
    ON_CALL = "on_call", "随驻"
    INVITED = "invited", "特邀"


class MeetingKind(Term):
    """会议研究: which meeting studied petitions (Regulation Art. 13(3))."""

    PARTY_AND_GOVERNMENT = "party_and_government", "党政联席会"
    JOINT = "joint", "联席会议"
    DISPATCH = "dispatch", "调度会"
    OTHER = "other", "其他会议"


class FigureKind(Term):
    """What a column of a campaign's table holds."""

    NUMBER = "number", "数"
    MONEY = "money", "钱"
    TEXT = "text", "字"
    TICK = "tick", "是"


class AdviceKind(Term):
    """共性问题 put on paper: told as it is (Art. 14), or with what to change (Art. 40)."""

    SITUATION = "situation", "情况反映"
    POLICY = "policy", "完善政策的建议"


class FindingEnd(Term):
    """What became of a common cause (共性问题)."""

    CAUSE = "cause", "成立专班"
    PAPER = "paper", "情况反映、建议"
    SET_ASIDE = "set_aside", "先放着"


class AgreementKind(Term):
    """协议: of what kind it is; what may follow from it goes by that and by its basis (`other_periods.toml`)."""

    MEDIATION = "mediation", "调解协议"
    SETTLEMENT = "settlement", "和解协议"
    EXECUTION = "execution", "执行和解"
    PROMISE = "promise", "承诺"


class AgreementBasis(Term):
    """依据: what the debt rests on."""

    NONE = "none", "没有裁判文书"
    JUDGMENT = "judgment", "判决、调解书"
    CONFIRMED = "confirmed", "司法确认"
    ARBITRATION = "arbitration", "仲裁裁决"


class PartyRole(Term):
    """当事人: what somebody is in an agreement. Who pays need not be who owes."""

    DEBTOR = "debtor", "债务人"
    PAYER = "payer", "付款方"
    PAYEE = "payee", "收款人"


class FieldVisitKind(Term):
    """走访的方式: who went to whom."""

    DOWN_VISIT = "down_visit", "下访"
    INVITED = "invited", "约访"
    ROUND = "round", "走访"
    HOME = "home", "家访"
    FOLLOW_UP = "follow_up", "上门回访"
    VILLAGE_CADRE = "village_cadre", "村干部上门"
    NIGHT = "night", "夜访"
    NIGHT_MEETING = "night_meeting", "院坝夜会"


class FieldResult(Term):
    """What came of a 走访 there and then."""

    ANSWERED = "answered", "当场答复"
    NOTED = "noted", "记下再办"


class ColumnKind(Term):
    """栏的种类: what a column of a 入户清单 holds."""

    TEXT = "text", "文字"
    AMOUNT = "amount", "金额"
    CHOICE = "choice", "选项"
    PHOTO = "photo", "照片号"


class DisputeKind(Term):
    """纠纷类别 of a 矛盾纠纷排查."""

    FAMILY = "family", "婚姻家庭"
    NEIGHBOURS = "neighbours", "邻里"
    LAND = "land", "山林土地"
    HOUSE_SITE = "house_site", "宅基地"
    DEMOLITION = "demolition", "征地拆迁"
    WAGES = "wages", "劳资欠薪"
    BUILDING = "building", "工程物业"
    DAMAGES = "damages", "损害赔偿"
    DEBT = "debt", "债务合同"
    OTHER = "other", "其他"


class DisputeLevel(Term):
    """纠纷程度."""

    ORDINARY = "ordinary", "一般"
    LARGER = "larger", "较大"
    MAJOR = "major", "重大"


class DisputeState(Term):
    """纠纷进展: how far the village is with it."""

    FOUND = "found", "未调处"
    MEDIATING = "mediating", "调处中"
    SETTLED = "settled", "已化解"
    FAILED = "failed", "调处未成"


class CheckSpan(Term):
    """排查周期: for what span the villages report."""

    HALF_MONTH = "half_month", "半月"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"


class PlanKind(Term):
    """接访安排规则: by which days leaders take their turns."""

    ROSTER = "roster", "导入已发的接访表"
    """Its days are as they were typed or read; nothing more comes of it."""
    EACH_WORKDAY = "each_workday", "每个工作日一位，轮流"
    WEEKLY = "weekly", "每周固定的日子"
    MARKET_DAY = "market_day", "逢集"
    VILLAGE = "village", "各领导到包联村"
    MONTH_DAY = "month_day", "每月固定的几号"


class Every(Term):
    """频次: in what span so many days are to be."""

    WEEK = "week", "每周"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"


class RestDay(Term):
    """逢休息日: what becomes of a day of the plan that nobody works on."""

    KEEP = "keep", "照常"
    SKIP = "skip", "跳过"
    NEXT = "next", "顺延到下一个工作日"


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

    @classmethod
    def word(cls, code: str) -> str:
        """How a need is called; what is no code of ours was typed as words and stays as it was said."""
        return cls(code).label if code in cls._value2member_map_ else code


class CompanionRole(Term):
    """Who came along: a representative (Art. 20(3), five at most) or a companion."""

    REPRESENTATIVE = "representative", "代表"
    COMPANION = "companion", "同访人"


class PairKind(Term):
    """A pair of visit and matter: initial (本台初访) or repeat, as this desk sees it."""

    INITIAL = "initial", "初访"
    REPEAT = "repeat", "重访"
    INQUIRY = "inquiry", "问询"
    """Asked how it stands, or came for the answer: neither of the two."""


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
    REFUSAL = "refusal", "受理"
    """不予受理 or 不再受理: on which ground, the facts, and where the petitioner was told to go."""
    OBJECTION = "objection", "异议"
    """Raised, agreed to or not (Art. 23(3))."""
    PROGRESS = "progress", "进展"
    DUTY = "duty", "三包"
    CHANGE = "change", "变更"
    COMMITMENT = "commitment", "承诺"
    AGREEMENT = "agreement", "履约"
    ATTACHMENT = "attachment", "附件"
    DOCUMENT = "document", "文书"
    DEADLINE = "deadline", "期限"
    SUPERVISION = "supervision", "督办"
    FOLLOW_UP = "follow_up", "回访"
    CLOSING = "closing", "销号"
    INQUIRY = "inquiry", "问询"
    """The petitioner asked how it stands and was told: nothing was done about it."""


class MaterialForm(Term):
    """Whether a paper handed in is the original or a copy."""

    ORIGINAL = "original", "原件"
    COPY = "copy", "复印件"


class AppointmentKind(Term):
    """What an appointment (约访) is: asked for by whoever comes, by the leader, or made for who named a leader."""

    ORDINARY = "ordinary", "约访"
    KEY = "key", "重点约访"
    """A leader has somebody come about an outstanding matter (突出问题)."""
    NAMED = "named", "点名约访"
    """A visitor named a leader who was not there (点名接访): to that leader's next day of the plan."""


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


class UnitRelation(Term):
    """管理关系 of a unit: whose it is. Cards go to those of the township; the others are asked in writing."""

    TOWNSHIP = "township", "镇属"
    DUAL = "dual", "双管"
    STATIONED = "stationed", "派出"
    VILLAGE = "village", "村"
    HIGHER = "higher", "上级"


class LeaderLevel(Term):
    """五级接访: level of the leader who receives."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇"
    VILLAGE = "village", "村居"

    @classmethod
    def above_us(cls) -> list[tuple[str, str]]:
        """Those above a township, as (code, label): their leaders assign matters to it (领导接访交办)."""
        return [(one.value, one.label) for one in (cls.PROVINCE, cls.CITY, cls.COUNTY)]

    def received(self, leader: str) -> str:
        """``县级领导李明接访``; of a leader whom nobody named ``县级领导接访``."""
        return f"{self.label}领导{leader}接访"
