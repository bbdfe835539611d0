"""对方当事人: when the other side of a dispute is never asked to the table, whatever anybody agrees to. Pure.

Who was beaten at home, and a child who was hurt, are not set before who did it: both sides are heard apart. The words
are those of opposite.toml; what is read is what was registered, never a person's record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from jiefang_tui.rules.text import fold
from jiefang_tui.rules.typed.identity import age_on
from jiefang_tui.rules.typed.numbers import chinese_integer
from jiefang_tui.terms import Category

Words = Mapping[str, Sequence[str]]
"""Lists of opposite.toml by kind: ``alone``, ``kin``, ``hits``, and what else its part has."""

ADULT = 18
_CLAUSE = re.compile(r"[，。；、！？：,.;!?:\n]+")
_AGE = re.compile(r"(?<![百\d一二两三四五六七八九十])(\d{1,3}|[一二两三四五六七八九十]{1,4})周?岁")
_ENDURED = re.compile("被|遭|挨|受")
"""What stands before who did it, where the sentence is told by who was hurt."""
_BEATEN_BY = re.compile("(?:被|遭|挨)([^，被遭挨]{1,12}?)打")
"""A bare 打 counts where it is endured: ``被老公打``."""
_NOT_WHO = re.compile(
    "还|又|再|就|也|都|多次|经常|时常|常常|常|总是|总|老是|一直|动不动|天天|每天|酒后|喝了?酒|喝醉|回家|回来|后|对|把|我|她"
)
"""What may stand before the blow and names nobody."""
_WHOSE = "了过我们家的"
_WITH = ("和", "跟", "与", "同")
_TAKEN_AWAY = "○"
"""Stands where a harmless word stood, so that what was beside it does not become one word."""


def why_never_met(
    category: Category, texts: Iterable[str], born_on: date | None, today: date, words: Mapping[str, Words]
) -> str:
    """Why the other side is not asked to come: of what the matter tells, in `texts`, or who the visitor is.

    `words`: those of opposite.toml by ``violence`` and ``children``. Empty where it may be asked.
    """
    said = [*texts]
    if category is Category.REPORT_ACCUSATION:
        return "检举控告不约被反映的人（条例第三十条第三款）"
    if is_violence_at_home(said, words["violence"]):
        return "涉及家庭暴力，不安排当面见面；请分开听取"
    is_young = born_on is not None and age_on(born_on, today) < ADULT
    if is_young or hurts_a_child(said, words["children"], words["violence"]["not_hits"]):
        return "涉及未成年人，不安排当面见面；请由监护人来、分开听取"
    return ""


def is_violence_at_home(texts: Iterable[str], words: Words) -> bool:
    """Whether somebody of the family, or who lives as one (反家庭暴力法 2, 37), hurt or threatened somebody there."""
    told = ""
    for clause in _clauses(texts, words["not_hits"]):
        if _has(clause, words["alone"]) or _is_done_by_kin(clause, told, words):
            return True
        told = _last_named(clause, words) or told
    return False


def _is_done_by_kin(clause: str, told: str, words: Words) -> bool:
    """Whether who did it is of `kin`: ``老公打人``, ``被老公打了``, not ``老公被工头打伤``.

    `told`: who was named last before; they did it where the clause names nobody (``丈夫酗酒，经常打人``).
    """
    for word in words["hits"]:
        for found in re.finditer(re.escape(fold(word)), clause):
            before, after = clause[: found.start()], clause[found.end() :]
            endured = _ENDURED.split(before)
            who = _last_named(endured[-1], words)
            if not who and len(endured) == 1 and not _NOT_WHO.sub("", before):
                who = told
            if who in words["kin"] and not after.lstrip(_WHOSE).startswith(tuple(words["outsiders"])):
                return True
    beaten_by = _BEATEN_BY.findall(clause)
    return any(_last_named(one, words) in words["kin"] for one in beaten_by)


def _last_named(text: str, words: Words) -> str:
    """Who of family and others is named last, leaving out with whom; empty where nobody is."""
    ends = {one: text.rfind(one) + len(one) for one in (*words["kin"], *words["outsiders"]) if one in text}
    ends = {one: end for one, end in ends.items() if text[: end - len(one)][-1:] not in _WITH or one in words["kin"]}
    return max(ends, key=lambda one: (ends[one], len(one)), default="")


def hurts_a_child(texts: Iterable[str], words: Words, harmless: Sequence[str]) -> bool:
    """Whether a child (未成年人保护法 2: under 18) was hurt, threatened or shamed, or somebody was by one."""
    said = "，".join(_clauses(texts, harmless))
    if _has(said, words["alone"]):
        return True
    is_one = _has(said, words["child"]) or any(_is_under_age(found) for found in _AGE.findall(said))
    is_one = is_one or (_has(said, words["kin"]) and _has(said, words["school"]))
    return is_one and (_has(said, words["hits"]) or bool(_BEATEN_BY.search(said)))


def _is_under_age(numeral: str) -> bool:
    """Of ``七八岁`` and ``十七八岁`` the first counts."""
    if numeral.isdigit():
        return int(numeral) < ADULT
    tens = [numeral, numeral[:-1]] if "十" in numeral else [numeral[0]]
    value = next((found for one in tens if (found := chinese_integer(one)) is not None), ADULT)
    return value < ADULT


def _clauses(texts: Iterable[str], harmless: Sequence[str]) -> list[str]:
    """The clauses of these texts, folded, without what sounds like it and is not."""
    found = []
    longest_first = sorted(map(fold, harmless), key=len, reverse=True)
    for text in texts:
        for clause in _CLAUSE.split(text):
            said = fold(clause)
            for one in longest_first:
                said = said.replace(one, _TAKEN_AWAY)
            found.append(said)
    return found


def _has(text: str, words: Iterable[str]) -> bool:
    return any(fold(word) in text for word in words)
