"""cards.toml: the rules for yellow and red cards, with the office's own entries laid over them key by key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from jiefang_tui.reference.shapes import CardRule, Cards
from jiefang_tui.terms import CardColour, DueKind, LeaderLevel, Rank

NAME = "cards.toml"
Problem = Callable[[str, str, str], None]
"""(key, what is expected, what is used instead)"""

_FIELD = re.compile(r"\{(\w*)\}")
_NO_SECTION, _IGNORED, _KEPT = "没有这一段，请删去或改正名称", "这一项不起作用", "现用原来的值"


def _is_number(value: object, least: int = 1, most: int = 3650) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def read_cards(shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem) -> Cards:
    """The shipped rules with `own` over them; each wrong entry of `own` is told to `problem` and not used."""
    for section in own:
        if section not in shipped:
            problem(section, _NO_SECTION, "这一段不起作用")
    answer = _numbers("answer", shipped["answer"], _section(own, "answer", problem), problem)
    wait = _numbers("wait", shipped["wait"], _section(own, "wait", problem), problem)
    rules = {key: _rule(key, entry) for key, entry in shipped["rule"].items()}
    for key, entry in _section(own, "rule", problem).items():
        if key not in rules:
            problem(f"rule.{key}", "没有这条规则，请删去或改正名称", "这一条不起作用")
        elif not isinstance(entry, dict):
            problem(f"rule.{key}", f"应写成 [rule.{key}] 一段", "这一段不采用")
        else:
            rules[key] = _lay_rule(rules[key], entry, problem)
    kinds = {"kinds": shipped["dates"]["kinds"]} | _dates(_section(own, "dates", problem), problem)
    return Cards(
        rules=rules,
        kinds=frozenset(DueKind(kind) for kind in kinds["kinds"]),
        wait_days=wait["days"],
        yellow_days=answer["yellow_days"],
        red_workdays=answer["red_workdays"],
        reminder_days=answer["reminder_days"],
        urge_answer_workdays=answer["urge_workdays"],
        ranks={Rank(key): words for key, words in _words("rank", shipped, own, problem).items()},
        outside=_words("authority", shipped, own, problem)["outside"],
        levels={LeaderLevel(key): words for key, words in _words("level", shipped, own, problem).items()},
    )


def _section(own: Mapping[str, Any], name: str, problem: Problem) -> dict[str, Any]:
    value = own.get(name, {})
    if isinstance(value, dict):
        return value
    problem(name, f"应写成 [{name}] 一段", "这一段不采用")
    return {}


def _numbers(section: str, shipped: Mapping[str, int], own: Mapping[str, Any], problem: Problem) -> dict[str, int]:
    numbers = dict(shipped)
    for key, value in own.items():
        if key not in numbers:
            problem(f"{section}.{key}", "没有这一项，请删去或改正名称", _IGNORED)
        elif not _is_number(value):
            problem(f"{section}.{key}", "应为大于 0 的整数", f"现按 {numbers[key]} 办")
        else:
            numbers[key] = value
    return numbers


_TOLD = ("on", "colour", "label", "why", "clears")
_MOST = {"percent": 100}


def _rule(key: str, entry: Mapping[str, Any]) -> CardRule:
    numbers = {name: value for name, value in entry.items() if name not in _TOLD}
    colour = CardColour(entry["colour"])
    return CardRule(key, entry["label"], colour, entry["on"], numbers, entry["why"], entry["clears"])


def _lay_rule(rule: CardRule, entry: Mapping[str, Any], problem: Problem) -> CardRule:
    for name, value in entry.items():
        where = f"rule.{rule.key}.{name}"
        if name in rule.numbers:
            most = _MOST.get(name, 3650)
            if _is_number(value, most=most):
                rule = rule._replace(numbers={**rule.numbers, name: value})
            else:
                problem(where, f"应为 1 至 {most} 的整数", f"现按 {rule.numbers[name]} 办")
        elif name == "on":
            if isinstance(value, bool):
                rule = rule._replace(is_on=value)
            else:
                problem(where, "应为 true 或 false", _KEPT)
        elif name == "colour":
            if rule.colour is CardColour.REMINDER:
                problem(where, "这一条在期限过去以前提出，只能是提醒函", _KEPT)
            elif value in (CardColour.YELLOW.value, CardColour.RED.value):
                rule = rule._replace(colour=CardColour(value))
            else:
                problem(where, '应为 "yellow" 或 "red"', _KEPT)
        elif name in _TOLD:
            rule = _lay_words(rule, name, value, problem)
        else:
            problem(where, "没有这一项，请删去或改正名称", _IGNORED)
    return rule


def _lay_words(rule: CardRule, name: str, value: object, problem: Problem) -> CardRule:
    where = f"rule.{rule.key}.{name}"
    if not isinstance(value, str) or not value.strip():
        problem(where, "应为非空的文字", "现用原来的文字")
        return rule
    known = set(_FIELD.findall(rule.why)) if name == "why" else set()
    unknown = [field for field in _FIELD.findall(value) if field not in known]
    if unknown:
        usable = " ".join(f"{{{field}}}" for field in sorted(known)) or "没有"
        problem(where, f"不认识 {{{unknown[0]}}}，可用的有: {usable}", "现用原来的文字")
        return rule
    laid = {"label": rule.label, "why": rule.why, "clears": rule.clears, name: value.strip()}
    return rule._replace(label=laid["label"], why=laid["why"], clears=laid["clears"])


def _dates(own: Mapping[str, Any], problem: Problem) -> dict[str, list[str]]:
    known = {kind.value for kind in DueKind}
    for key, value in own.items():
        if key != "kinds":
            problem(f"dates.{key}", "没有这一项，请删去或改正名称", _IGNORED)
        elif not isinstance(value, list) or any(one not in known for one in value):
            problem("dates.kinds", '应为期限名称的列表，例如 ["handling_due"]', _KEPT)
        else:
            return {"kinds": value}
    return {}


def _words(
    section: str, shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem
) -> dict[str, tuple[str, ...]]:
    words = {key: tuple(value) for key, value in shipped[section].items()}
    for key, value in _section(own, section, problem).items():
        if key not in words:
            names = "、".join(words)
            problem(f"{section}.{key}", f"应为 {names} 之一", _IGNORED)
        elif not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            problem(f"{section}.{key}", '应为文字的列表，例如 ["镇长"]', _KEPT)
        else:
            words[key] = tuple(value)
    return words
