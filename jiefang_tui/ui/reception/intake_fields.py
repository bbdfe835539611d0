"""The fields of 来访登记, in the order in which the window needs them, and what their texts mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from jiefang_tui import clock
from jiefang_tui.rules.same_person import village_of
from jiefang_tui.rules.text import Parsed, normalise, one_line, plain_name, tidy
from jiefang_tui.rules.typed.amounts import parse_amount
from jiefang_tui.rules.typed.identity import is_doubtful_id, parse_optional_id, parse_other_document, parse_phone
from jiefang_tui.rules.typed.numbers import parse_count, parse_headcount, parse_pages, parse_representatives
from jiefang_tui.services.reception.intake import CompanionIn, MaterialIn
from jiefang_tui.store.queries.reception.named import leader_options
from jiefang_tui.terms import Category, Channel, IdDocument, LeaderLevel, Need, VisitPurpose
from jiefang_tui.ui.toolkit.candidates import class_options, unit_options, village_options
from jiefang_tui.ui.widgets.form import FieldSpec
from jiefang_tui.ui.widgets.typed_days import typed_day

if TYPE_CHECKING:
    from jiefang_tui.services.desk.desk import Desk

MATTER_FIELDS = (
    "request", "content_class", "amount", "problem_place", "concerned_unit", "concerned_person", "facts",
    "problem_on", "affected", "prior", "query_code", "category",
)  # fmt: skip
"""What belongs to one matter and not to the arrival."""
CONTENT_FIELDS = (
    *MATTER_FIELDS[:-1], "name", "address", "phone", "representatives", "id_no", "id_doc", "materials", "needs",
    "named_leader", "priority", "on_behalf", "behalf",
)  # fmt: skip
"""What 检举控告 keeps nothing of: what it is about, and who came with it."""
IDENTIFYING = ("name", "id_no", "phone", "address")
"""A change in one of these asks anew who this may be."""

ANONYMOUS = ("匿名", "不愿留名", "不留名")
SEALED_NOTE = "检举控告不留内容：只记编号、日期和移送去向，材料按密件移送。"
NOTE_LIMIT = 20_000
"""Characters kept of a 诉求 or its reasons: a whole petition letter, pasted."""


def parse_address(text: str, villages: Mapping[str, str]) -> Parsed[str]:
    """住址(村组): kept as told, the known village said beside it; a missing one is a gap and blocks nothing."""
    kept = one_line(text)
    if not kept:
        return Parsed(None)
    village = village_of(kept, villages)
    known = next((name for name in villages if name.removesuffix("村") == village), "")
    group = re.search(r"([0-9一二三四五六七八九十]+)\s*(组|队)", normalise(kept))
    return Parsed(kept, hint=" ".join(part for part in (known, f"{group[1]}组" if known and group else "") if part))


_ORIGINALS = ("原件", "原", "yj")
_COPIES = ("复印件", "复", "复印", "fyj")


def parse_materials(text: str) -> Parsed[list[MaterialIn]]:
    """``名称 原件 3页; 名称 复印件``: papers handed in, separated by signs or lines; a new name begins a new one."""
    found: list[MaterialIn] = []
    for piece in re.split(r"[;；\n]+", tidy(text)):
        papers = _papers(piece)
        if piece.strip(" ,，、") and (not papers or not all(one.name for one in papers)):
            return Parsed(None, error="材料要写名称，例如：判决书 原件 3页；欠条 复印件")
        found += papers
    if not found:
        return Parsed(None)
    originals = sum(one.is_original for one in found)
    return Parsed(found, hint=f"{len(found)}份" + (f" 原件{originals}" if originals else ""))


def _papers(piece: str) -> list[MaterialIn]:
    """The papers of one piece of `parse_materials`; after a comma, 原件, 复印件 or the pages a name is the next."""
    papers: list[MaterialIn] = []
    words: list[str] = []
    original, pages, told = False, 0, False

    def close() -> None:
        nonlocal original, pages, told
        if words or told:
            papers.append(MaterialIn(" ".join(words), original, pages))
        words.clear()
        original, pages, told = False, 0, False

    for word in re.findall(r"[,，、]|[^\s,，、]+", piece):
        if word in ",，、":
            told = told or bool(words)
            continue
        name, kind, count = _paper_word(word)
        if name and words and told:
            close()
        words += [name] if name else []
        if kind is not None:
            original, told = kind, True
        if count:
            pages, told = count, True
    close()
    return papers


def _paper_word(word: str) -> tuple[str, bool | None, int]:
    """(name, is an original if said, pages) of one word: 判决书, 原件, 3页, 复印件3页, 判决书原件."""
    name, kind, pages = word, None, 0
    if counted := re.fullmatch(r"(.*?)([0-9]+|[一二两三四五六七八九十]+)[页张份]?", normalise(word)):
        bare = counted[1] in ("", *_ORIGINALS, *_COPIES)
        counts = bare or (word[-1] in "页张份" and not counted[1].endswith("第"))
        if counts and (value := parse_pages(counted[2]).value):
            name, pages = counted[1], value
    if name in (*_ORIGINALS, *_COPIES):
        return "", name in _ORIGINALS, pages
    if len(name) > 3 and name.endswith(("原件", "复印件")):
        kind = name.endswith("原件")
        name = name.removesuffix("原件").removesuffix("复印件")
    return name, kind, pages


_IN_GROUPS = re.compile(
    r"(?<![0-9])(?:1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|[0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx])(?![0-9])"
)
"""A mobile number (139 0000 1112) or an ID number, as people write them in groups."""


UNNAMED = "未报姓名"
"""A companion of whom only a number is known: a head that is counted."""


def parse_companions(text: str, most: int = 5) -> Parsed[list[CompanionIn]]:
    """One line a person: ``姓名 电话 代表``. The sixth representative is said to become a companion."""
    found: list[CompanionIn] = []
    for line in re.split(r"[\n;；]+", tidy(text)):
        name, phone, id_no, leads = "", "", "", False
        line = _IN_GROUPS.sub(lambda number: re.sub("[ -]", "", number[0]), line)
        for word in re.split(r"[\s,，、]+", line.strip()):
            plain = normalise(word)
            if word in ("代表", "代", "db", "是"):
                leads = True
            elif re.fullmatch(r"[0-9]{13,18}[0-9Xx]", plain):
                id_no = plain.upper()
            elif re.fullmatch(r"[+0-9-]{5,}", plain):
                phone = "、".join(part for part in (phone, parse_phone(plain).value or plain) if part)
            elif word and not name:
                name = word
            elif word:
                name += word
        name = plain_name(name)
        if name:
            found.append(CompanionIn(name, leads, phone, id_no))
        elif phone or id_no or leads:
            found.append(CompanionIn(UNNAMED, leads, phone, id_no))
    if not found:
        return Parsed(None)
    leading = [one.name for one in found if one.is_representative]
    slips = [one.name for one in found if is_doubtful_id(one.id_no, IdDocument.RESIDENT, clock.today())]
    warning = f"{'、'.join(slips)}的身份证号不对，先照样记下，待核。" if slips else ""
    if any(one.name == UNNAMED for one in found):
        warning = f"没有姓名的记为「{UNNAMED}」，问到了再补；每行先写姓名，例如：李某 13800000018 代表"
    if len(leading) > most:
        more = "、".join(leading[most:])
        warning = f"代表最多{most}人(条例第二十条第三款)，{more}记为同访人。"
    return Parsed(found, hint=f"{len(found)}人 代表{min(len(leading), most)}人", warning=warning)


def companion_lines(people: Iterable[CompanionIn]) -> str:
    """What `parse_companions` reads, one line a person."""
    return "\n".join(
        " ".join(part for part in (one.name, one.phone, one.id_no, "代表" if one.is_representative else "") if part)
        for one in people
    )


def parse_problem_day(text: str, today: date) -> Parsed[date]:
    """问题时间: a day not after today, or a month, a year (its first day is kept, and the words in 事实理由)."""
    from jiefang_tui.rules.typed.dates import Sense, not_future

    parsed = not_future(typed_day(text, Sense.BACK), today, "问题时间")
    return replace(parsed, hint=f"记为 {parsed.value}") if parsed.is_rough else parsed


@dataclass(frozen=True)
class _Meanings:
    """What the texts of fields mean, where one leans on the office or on another field, which `read` gives."""

    desk: Desk
    villages: Mapping[str, str]
    """By what a matter names a village, for each of its names."""
    read: Callable[[str], str]

    def address(self, text: str) -> Parsed[str]:
        return parse_address(text, self.villages)

    def phone(self, text: str) -> Parsed[str]:
        return parse_phone(text, self.desk.reference.policy.phone_area_code)

    def id_number(self, text: str) -> Parsed[Any]:
        kind = IdDocument.RESIDENT
        for member in IdDocument:
            if member.label == self.read("id_doc"):
                kind = member
        if kind is IdDocument.RESIDENT:
            return parse_optional_id(text, clock.today())
        return parse_other_document(text, kind)

    def classes(self) -> list[tuple[str, str, str]]:
        return class_options(self.desk)

    def headcount(self, text: str) -> Parsed[int]:
        return parse_headcount(text, self.desk.reference.policy.group_threshold)

    def representatives(self, text: str) -> Parsed[int]:
        people = self.headcount(self.read("headcount")).value
        return parse_representatives(text, people if people and people > 1 else None)


def _past_day(text: str) -> Parsed[date]:
    from jiefang_tui.rules.typed.dates import Sense, not_future, whole_day

    return not_future(whole_day(typed_day(text, Sense.BACK)), clock.today(), "来件日期")


def _coming_day(text: str) -> Parsed[date]:
    """A day that somebody else set on their paper: it may be over."""
    from jiefang_tui.rules.typed.dates import Sense

    return typed_day(text, Sense.NEAR)


def _problem_day(text: str) -> Parsed[date]:
    return parse_problem_day(text, clock.today())


FROM_LEADER = ("assigned_level", "assigned_leader")
"""What only a paper has that a higher leader's reception brought (领导接访交办)."""
INCOMING_FIELDS = ("paper_on", "outside_no", "sent_by", *FROM_LEADER, "outside_due", "wants_report")
"""What only a letter, a ticket or a paper from above has; behind 诉求, and out of the form for who comes in person."""
_WIDE: dict[str, Any] = {"width": 0}
_SHORT: dict[str, Any] = {"width": 0, "limit": 60}
CHANNEL_WORDS = {"transfer": "转送", "assign": "交办", "hotline": "热线", "leader_mail": "信箱"}
"""What the line of 形式 calls the longer ones."""
CATEGORY_WORDS = {"claim": "求决", "suggestion": "建议"}
SELF, FOR_ANOTHER = "self", "other"
BEHALF = [(SELF, "本人"), (FOR_ANOTHER, "代他人")]


def specs(desk: Desk, villages: Mapping[str, str], read: Callable[[str], str]) -> list[FieldSpec]:
    """All fields. `read` gives another field's text, where one field's meaning leans on another's."""
    mean = _Meanings(desk, villages, read)
    name, request, *window = _at_the_window(mean)
    first = [*_choices(), name, request, *_of_what_is_no_visit(), *window]
    return [*first, *_about_the_matter(mean), *_how_it_came(), *_who_else(mean)]


def _choices() -> list[FieldSpec]:
    """Why they come, what it is, how it came: all they have is in sight."""
    petition, claim, visit = VisitPurpose.PETITION, Category.CLAIM, Channel.VISIT
    urgent = [("no", "否"), ("yes", "是")]
    return [
        FieldSpec("purpose", "来由", "choice", options=VisitPurpose.labels(), default=petition),
        FieldSpec(
            "category", "类别", "choice", options=Category.labels(), default=claim, short=CATEGORY_WORDS, width=29
        ),
        FieldSpec("urgent", "紧急", "choice", options=urgent, default="no", beside=True),
        FieldSpec("channel", "形式", "choice", options=Channel.of_the_desk(), default=visit, short=CHANNEL_WORDS),
    ]


def _at_the_window(mean: _Meanings) -> list[FieldSpec]:
    """Who they are, what they ask for."""
    return [
        FieldSpec("name", "姓名", required=True, hint="也可写 匿名", **_SHORT),
        FieldSpec(
            "request",
            "诉求",
            "notes",
            required=True,
            height=3,
            enter_goes_on=True,
            limit=NOTE_LIMIT,
            hint="照他的话记，写不下自动换行",
            **_WIDE,
        ),
        FieldSpec("address", "住址", hint="村、组", parse=mean.address, **_SHORT),
        FieldSpec("phone", "电话", parse=mean.phone, width=17, limit=60),
        FieldSpec(
            "headcount",
            "人数",
            hint="1 人",
            parse=mean.headcount,
            beside=True,
            words_to="facts",
            empty_means=" 1 人",
            **_SHORT,
        ),
        FieldSpec("behalf", "代访", "choice", options=BEHALF, default=SELF),
        FieldSpec("on_behalf", "替谁来的", hint="本人姓名，可写关系", **_SHORT),
        FieldSpec("needs", "特殊需要", "multi", options=Need.labels(), free=True, short={"infant": "婴幼儿"}),
    ]


def _about_the_matter(mean: _Meanings) -> list[FieldSpec]:
    """What can be filled in later: what it is about, whom it is against, on which papers."""
    return [
        FieldSpec(
            "content_class",
            "内容分类",
            "choice",
            options=mean.classes,
            hint="首字母或编号",
            section="以后可补",
            **_SHORT,
        ),
        FieldSpec("amount", "涉及金额", hint="10万、3,200", parse=parse_amount, words_to="facts", **_SHORT),
        FieldSpec("id_no", "身份证号", hint="可以不填", parse=mean.id_number, **_SHORT),
        FieldSpec(
            "named_leader",
            "点名",
            "choice",
            options=lambda: leader_options(clock.today()),
            hint="要见哪位领导",
            **_SHORT,
        ),
        FieldSpec(
            "problem_place", "问题属地", "choice", options=lambda: village_options(mean.desk), free=True, **_SHORT
        ),
        FieldSpec("concerned_unit", "被反映方", "choice", options=unit_options, free=True, hint="单位", **_SHORT),
        FieldSpec("concerned_person", "被反映人", **_SHORT),
    ]


def _how_it_came() -> list[FieldSpec]:
    """The papers, the reasons, what was tried before."""
    return [
        FieldSpec(
            "materials",
            "材料",
            limit=1000,
            parse=parse_materials,
            section="材料和经过",
            words_to="facts",
            **_WIDE,
        ),
        FieldSpec("facts", "事实理由", "notes", height=3, limit=NOTE_LIMIT, **_WIDE),
        FieldSpec("problem_on", "问题时间", hint="6月底、2024-6", parse=_problem_day, words_to="facts", **_SHORT),
        FieldSpec("affected", "涉及人数", parse=lambda text: parse_count(text, "涉及人数"), words_to="facts", **_SHORT),
        FieldSpec("prior", "走过程序", limit=300, **_WIDE),
        FieldSpec("query_code", "查询码", **_SHORT),
    ]


def _who_else(mean: _Meanings) -> list[FieldSpec]:
    """What few visitors need."""
    resident = IdDocument.RESIDENT
    return [
        FieldSpec(
            "representatives",
            "代表",
            hint="最多 5 人",
            parse=mean.representatives,
            section="来访人",
            words_to="facts",
            **_SHORT,
        ),
        FieldSpec("priority", "优先", hint="先接的事由", **_SHORT),
        FieldSpec("id_doc", "证件类型", "choice", options=IdDocument.labels(), default=resident, **_SHORT),
    ]


_REPORTS = [("no", "不用"), ("yes", "要报")]


def _of_what_is_no_visit() -> list[FieldSpec]:
    """What a letter, a ticket or a paper from above carries (`terms.Channel`)."""
    return [
        FieldSpec(
            "paper_on",
            "来件日期",
            hint="信上、文上写的日期",
            parse=_past_day,
            words_to="facts",
            **_SHORT,
        ),
        FieldSpec("outside_no", "来件编号", hint="工单号、文号", **_SHORT),
        FieldSpec("sent_by", "转来单位", "choice", options=unit_options, free=True, hint="上级转送、交办的", **_SHORT),
        FieldSpec(
            "assigned_level", "领导级别", "choice", options=LeaderLevel.above_us(), hint="领导接访交办的才选", **_SHORT
        ),
        FieldSpec("assigned_leader", "交办领导", hint="哪位领导接访交办的", **_SHORT),
        FieldSpec(
            "outside_due", "要求期限", hint="上级或热线要结果的日期", parse=_coming_day, words_to="facts", **_SHORT
        ),
        FieldSpec(
            "wants_report", "办结报告", "choice", options=[("no", "不用"), ("yes", "要报")], default="no", **_SHORT
        ),
    ]


_COUNTED = "号栋幢组户楼队社村街区岁人名家个"
"""After these a digit counts something (7号楼业主); before a surname it is the key that was pressed for 形式."""


def channel_of_digit(text: str) -> tuple[Channel, str] | None:
    """Which 形式 a digit means that stands where a name should begin (2 来信, 0 the tenth), and the name after it.

    None for all else. On a slow computer the digit and the name come in one burst.
    """
    plain = normalise(text)
    digit, rest = plain[:1], text[1:]
    if not digit.isdecimal() or (rest and (rest[0] in _COUNTED or rest[0].isascii())):
        return None
    return list(Channel)[(int(digit) - 1) % 10], rest
