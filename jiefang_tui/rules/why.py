"""Why this date? The arithmetic of a due date in lines a clerk can read out to whoever asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from jiefang_tui.rules.deadlines import Due, both_days, counted_days
from jiefang_tui.rules.workdays import Calendar, unknown_in_short, unknown_sentence
from jiefang_tui.terms import DueKind

_WEEKDAYS = "一二三四五六日"
_PER_LINE = 6
_NOT_FOR: dict[DueKind, str] = {
    DueKind.TRIAGE: "只对转送、呈报的事项计算；本机关自己办的按书面告知的期限。",
    DueKind.ACCEPTANCE_NOTICE: "姓名、住址不清的不用书面告知；政法、纪检监察事项按各自的规定。",
    DueKind.OBJECTION: "只对上级转送、交办而不属本机关职权的事项；这是条例里唯一的工作日期限。",
    DueKind.HANDLING: "只适用于第三十一条第六项的申诉求决事项；建议意见、检举控告和其他法定途径没有这个期限。",
    DueKind.EXTENDED: "情况复杂、经负责人批准才可延长，累计不超过三十日，并告知信访人理由。",
    DueKind.REVIEW_REQUEST: "这是信访人申请复查的时间，本台不因它逾期。",
    DueKind.RECHECK_REQUEST: "这是信访人申请复核的时间，本台不因它逾期。",
    DueKind.REVIEW: "由复查机关作出，本台记录；听证不停复查的期限。",
    DueKind.RECHECK: "由复核机关作出，本台记录；只有复核的听证时间不计。",
    DueKind.ROUTE: "法定途径的期限由本单位在 regulation.toml 填写，不是条例的期限。",
}


def why(due: Due, calendar: Calendar, today: date) -> tuple[str, ...]:
    """The lines: start, what counted and what did not, added days, rolling, article and source, where it stands."""
    return tuple(
        [*_start(due), *_length(due), *_stopped(due), *_added(due), *_end(due, calendar), *_law(due)]
        + [line for line in (_NOT_FOR.get(due.kind, ""), _unknown(due)) if line]
        + [_now(due, today)]
    )


def late_words(due: Due, day: date, what: str) -> str:
    """What is said of an act of `day` that came after `due`, or after it for all that is known; else empty."""
    is_over = due.is_over_on(day)
    if is_over is None:
        years = "、".join(str(year) for year in due.unknown_years)
        return f"({what}期限最早到{due.raw}，{years}年放假安排未收录，过没过期待核)"
    return f"(已过{what}期限{due.rolled})" if is_over else ""


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}(星期{_WEEKDAYS[day.weekday()]})"


def _start(due: Due) -> Iterable[str]:
    yield f"起算: {_day(due.start)} {due.counted_from}".rstrip()
    if due.days is not None:
        yield f"当日不计，从次日 {due.start + timedelta(days=1):%m-%d} 算第一日(民法典第二百零一条)"


def _length(due: Due) -> Iterable[str]:
    if due.days is None:
        yield f"期限: 定到 {_day(due.raw)}，不按天数计算"
    else:
        yield f"期限: {due.days} 个工作日" if due.is_working else f"期限: {due.days} 日，按自然日计算"


def _stopped(due: Due) -> Iterable[str]:
    for stop in due.stops:
        if due.is_paused and stop.ends is None:
            yield f"听证 {stop.begins:%m-%d} 起，尚未结束，期间不计(条例第三十六条第二款)"
            continue
        ends = stop.ends or stop.begins
        days = (ends - max(stop.begins, due.start + timedelta(days=1))).days + 1
        if days > 0:
            span = f"{stop.begins:%m-%d} 至 {ends:%m-%d}"
            yield f"不计: 听证 {span}，共 {days} 日(条例第三十六条第二款)"
    if due.is_paused:
        yield "听证还在进行，每过一天期限顺延一天"


def _added(due: Due) -> Iterable[str]:
    for one in due.longer:
        by = f"{one.approver} " if one.approver else ""
        on = f"{one.approved_on:%Y-%m-%d} " if one.approved_on else ""
        reason = f"，理由: {one.reason}" if one.reason else ""
        yield f"延长: {one.days} 日，{by}{on}批准{reason}"


def _end(due: Due, calendar: Calendar) -> Iterable[str]:
    if due.is_working:
        days = counted_days(due, lambda day: calendar.says(day) is not False)
        for place in range(0, len(days), _PER_LINE):
            yield ("计入: " if place == 0 else "      ") + _named(days[place : place + _PER_LINE])
        guessed = [day for day in days if calendar.says(day) is None]
        if guessed:
            span = _named(guessed[:1] if len(guessed) == 1 else [guessed[0], guessed[-1]], " 至 ")
            yield f"其中 {span} 没有放假安排可查，逐日都算工作日，只会算早，不会算晚"
    if due.days is not None:
        yield f"届满: {_day(due.raw)}"
    if due.rolled != due.raw:
        rest = [due.raw + timedelta(days=n) for n in range((due.rolled - due.raw).days)]
        named = f"{rest[0]:%m-%d}" if len(rest) == 1 else f"{rest[0]:%m-%d} 至 {rest[-1]:%m-%d}"
        yield f"顺延: {named} 是休息日，顺延到 {_day(due.rolled)}(民法典第二百零三条)"
        both = both_days(due.raw, due.rolled, calendar)
        yield f"逾期按 {due.rolled:%m-%d} 计，预警按 {due.raw:%m-%d} 计" + (f"；{both}" if both else "")


def _unknown(due: Due) -> str:
    """Of ours the day is as it stands; the petitioner's time goes on, and how long nobody knows."""
    return unknown_sentence(due.unknown_years) if due.is_ours else unknown_in_short(due.unknown_years)


def _named(days: Sequence[date], between: str = "、") -> str:
    return between.join(f"{day:%m-%d}" for day in days)


def _law(due: Due) -> Iterable[str]:
    yield f"依据: {cited(due.source, due.article)}"


def _now(due: Due, today: date) -> str:
    if due.met_on is not None:
        late = (due.met_on - due.rolled).days
        return f"结果: {due.met_on:%Y-%m-%d} 完成，" + (f"逾期 {late} 日" if late > 0 else "按期")
    if not due.is_open:
        return "结果: 不再计算"
    left = due.left_on(today)
    if due.is_paused:
        return "结果: 中止"
    if due.is_over_on(today) is None and not due.is_ours:
        return f"今天 {today:%Y-%m-%d}，顺延到哪天不知道，过没过期现在不能定"
    said = f"还剩 {left} 日" if left > 0 else "今天到期" if left == 0 else f"已过 {-left} 日"
    return f"今天 {today:%Y-%m-%d}，{said}"


# -- which law an article is of

_LAW = "信访工作条例"


def cited(source: str, article: str) -> str:
    """``信访工作条例第三十四条，本单位定的 ...``: an article with its law.

    `source` says whose length it is, and what is to be known of it in brackets; where it names no law (上级交办,
    本单位规定) the article is the Regulation's.
    """
    whose, *known = (part for part in re.split(r"[()]", source) if part)
    if not article:
        return source
    named = whose + article if _is_law(whose) else f"{whose}，{_LAW}{article}"
    return "，".join([named, *known])


def cited_shortly(source: str, article: str) -> str:
    """The same on a line of the desk's own, where an article alone is the Regulation's: another law is named."""
    law = source.partition("(")[0]
    return law + article if article and _is_law(law) and law != _LAW else article


def _is_law(name: str) -> bool:
    return name.endswith(("法", "条例"))


# -- in a few cells, for the columns of lists

_ARTICLE = re.compile(r"第([零一二三四五六七八九十百]+)条")
_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_FROM = {
    DueKind.TRIAGE: "收到", DueKind.ACCEPTANCE_NOTICE: "收到", DueKind.OBJECTION: "收到", DueKind.HANDLING: "受理",
    DueKind.EXTENDED: "延到", DueKind.ROUTE: "法定", DueKind.REVIEW: "复查", DueKind.RECHECK: "复核",
}  # fmt: skip


def article_no(article: str) -> str:
    """``34条`` of 第三十四条; empty where no article stands there."""
    match = _ARTICLE.search(article)
    if match is None:
        return ""
    hundreds, _, rest = match[1].rpartition("百")
    tens, ten, ones = rest.lstrip("零").rpartition("十")
    number = (_DIGITS.get(hundreds, 1) * 100 if hundreds else 0) + (_DIGITS.get(tens, 1) * 10 if ten else 0)
    return f"{number + _DIGITS.get(ones, 0)}条"


def basis(
    kind: DueKind, article: str, days: int | None, *, is_working: bool, calendar_days: int, source: str = _LAW
) -> str:
    """``34条 受理60日``, ``23条 5工作日``, ``22条 上级定``; an extended one by all its days. Of another law its name:
    ``行政诉讼法47``."""
    number = article_no(article)
    if number and cited_shortly(source, article) != article:
        return source.partition("(")[0] + number.removesuffix("条")
    is_theirs = kind in (DueKind.ASSIGNED, DueKind.REPORT_UP)
    if is_theirs or days is None:
        length = "上级定" if is_theirs else ""
    elif is_working:
        length = f"{days}工作日"
    else:
        length = f"{_FROM.get(kind, '')}{calendar_days if kind is DueKind.EXTENDED else days}日"
    return " ".join(part for part in (number, length) if part)
