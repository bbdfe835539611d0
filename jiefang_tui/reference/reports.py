"""What sounds like a report (检举控告) and where one may go (reports.toml), the office's own laid over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

NAME = "reports.toml"
Problem = Callable[[str, str, str], None]
"""(key, what is expected, what is used instead)"""
VILLAGE = "village"


class Destination(NamedTuple):
    """A body that a report may be handed to."""

    code: str
    name: str
    is_for_village_only: bool = False
    """Only what is against village and team cadres and ordinary members; never when a leader of the town, the 纪委 or
    its people are meant."""


@dataclass(frozen=True)
class Reports:
    """Words by kind (``report``, ``not_report``, ``cadre``, ``body``, ``money``, ``town``); destinations, the default
    first."""

    words: Mapping[str, tuple[str, ...]]
    destinations: tuple[Destination, ...]
    tells_organisation: bool = False
    """Whether 通报组织部门 (Art. 30(2)) is an act here: not in a township."""
    organisation: str = ""


def read_reports(shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem) -> Reports:
    """The shipped file with `own` laid over it; what is wrong there is told to `problem` and not taken."""
    words = {kind: tuple(listed) for kind, listed in shipped["words"].items()}
    given = own.get("words", {})
    if not isinstance(given, dict):
        problem("words", "应写成 [words] 一段", "这一段不采用")
        given = {}
    for kind, listed in given.items():
        if kind not in (*words, "without"):
            problem(f"words.{kind}", "没有这一项，请删去或改正名称", "这一项不起作用")
        elif not _are_words(listed):
            problem(f"words.{kind}", '应写成 ["字样", "字样"]', "这一项不起作用")
        elif kind != "without":
            words[kind] = tuple(dict.fromkeys((*words[kind], *listed)))
    without = given.get("without", [])
    gone = set(without) if _are_words(without) else set()
    words = {kind: tuple(word for word in listed if word not in gone) for kind, listed in words.items()}
    told = dict(shipped["organisation"])
    for key, value in (own["organisation"] if isinstance(own.get("organisation"), dict) else {}).items():
        if key not in told or type(value) is not type(told[key]):
            problem(f"organisation.{key}", '应为 on = true 或 name = "县委组织部"', f"现按 {told.get(key, '')!r} 办")
        else:
            told[key] = value
    return Reports(words, _destinations(shipped, own, problem), told["on"], told["name"])


def _destinations(shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem) -> tuple[Destination, ...]:
    found = {entry["code"]: _destination(entry) for entry in shipped["destination"]}
    entries = own.get("destination", [])
    if not (isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)):
        problem("destination", "应逐条写成 [[destination]]", "这一段不采用")
        entries = []
    for place, entry in enumerate(entries, 1):
        code, known = entry.get("code"), found.get(str(entry.get("code")))
        name = entry.get("name", known.name if known else "")
        if not isinstance(code, str) or not code or not isinstance(name, str) or not name.strip():
            problem(f"destination 第 {place} 条", "code 和 name 应为非空的文字", "这一条不采用")
        elif entry.get("only_for", VILLAGE) != VILLAGE:
            problem(f"destination.{code}.only_for", f'只能写 "{VILLAGE}"', "这一条不采用")
        else:  # a narrow one cannot be widened
            only = known is not None and known.is_for_village_only
            found[code] = Destination(code, name.strip(), only or entry.get("only_for") == VILLAGE)
    return tuple(found.values())


def _destination(entry: Mapping[str, Any]) -> Destination:
    return Destination(entry["code"], entry["name"], entry.get("only_for") == VILLAGE)


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
