"""opposite.toml: of which words the other side of a dispute is never asked to come; the office's own laid over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

NAME = "opposite.toml"
WITHOUT = "without"
LAW = "law"
Problem = Callable[[str, str, str], None]
"""(key, what is expected, what is used instead)"""


class Apart(NamedTuple):
    """One kind of matter in which both sides are heard apart: its law, and lists of words by kind."""

    law: str
    words: Mapping[str, tuple[str, ...]]


def read_opposite(shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem) -> dict[str, Apart]:
    """The shipped words by kind of matter (``violence``, ``children``), those of the office's `own` added and its
    ``without`` taken away; what is wrong there is told to `problem` and not taken."""
    for name, entry in own.items():
        if name not in shipped or not isinstance(entry, dict):
            problem(name, f"没有这一段，应为 {'、'.join(shipped)}", "这一段不起作用")
    return {
        name: _laid_over(name, entry, own[name] if isinstance(own.get(name), dict) else {}, problem)
        for name, entry in shipped.items()
    }


def _laid_over(name: str, shipped: Mapping[str, Any], own: Mapping[str, Any], problem: Problem) -> Apart:
    words = {kind: tuple(listed) for kind, listed in shipped.items() if kind != LAW}
    for kind, listed in own.items():
        if kind not in (*words, WITHOUT):
            problem(f"{name}.{kind}", "没有这一项，请删去或改正名称", "这一项不起作用")
        elif not _are_words(listed):
            problem(f"{name}.{kind}", '应写成 ["字样", "字样"]', "这一项不起作用")
        elif kind != WITHOUT:
            words[kind] = tuple(dict.fromkeys((*words[kind], *listed)))
    without = own.get(WITHOUT, [])
    gone = set(without) if _are_words(without) else set()
    return Apart(
        shipped[LAW], {kind: tuple(one for one in listed if one not in gone) for kind, listed in words.items()}
    )


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
