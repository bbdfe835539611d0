"""A style sheet is parsed once in a run of the tests, and what it makes of a widget is found out once.

Each app of each test reads the same dozen sheets with the same colours, and applies them to the same widgets in the
same places. What the parser makes of a sheet depends on nothing else and is never changed afterwards; which of its
rules hold for a widget depends on the types, names, classes and states of the widgets around it. Textual remembers both
within one app or one update of it; here they are remembered by all.
"""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

STATES = ("hover", "focus", "can-focus", "disabled", "dark", "inline", "ansi", "nocolor")
"""Those that a rule can ask of a widget beside its place among others (rules that ask for that are left to Textual)."""
FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}
_sheets: dict[tuple[int, ...], int] = {}
_applied: dict[tuple[Any, ...], tuple[Any, tuple[bool, ...]]] = {}
_parse = Stylesheet._parse_rules
_apply = Stylesheet.apply


def install() -> None:
    """Parse each sheet once for each set of colours; apply it once to widgets that are the same in the same place."""
    Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign]
    Stylesheet.apply = _apply_once  # type: ignore[method-assign]


def _parse_once(self: Stylesheet, css: str, *args: Any, **kwargs: Any) -> list[RuleSet]:
    key = (css, args, *kwargs.items(), *self._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse(self, css, *args, **kwargs)
    return _parsed[key]


def _apply_once(self: Stylesheet, node: DOMNode, *, animate: bool = False, cache: Any = None) -> None:
    key = (_number(self), *map(_seen_by_rules, node.css_path_nodes))
    if key not in _applied:
        found: dict[tuple[Any, ...], Any] = {}
        _apply(self, node, animate=animate, cache=found)
        for rules in found.values():  # one, or none where a rule asks for the place among others
            _applied[key] = rules, tuple(getattr(node, flag) for flag in FLAGS)
        return
    rules, flags = _applied[key]
    for flag, value in zip(FLAGS, flags, strict=True):
        setattr(node, flag, value)
    self.replace_rules(node, rules, animate=animate)
    self._process_component_classes(node)


def _number(sheet: Stylesheet) -> int:
    """The same for all sheets that hold the same rules in the same order."""
    rules = sheet.rules
    known = vars(sheet).get("_number")
    if known is None or known[0] is not rules or known[1] != len(rules):
        number = _sheets.setdefault(tuple(map(id, rules)), len(_sheets))
        known = vars(sheet)["_number"] = (rules, len(rules), number)
    return int(known[2])


def _seen_by_rules(node: DOMNode) -> tuple[Any, ...]:
    """All that a rule can ask of a widget, but its place among others."""
    states = node._PSEUDO_CLASSES
    return type(node), node.id, node.classes, *[states[name](node) for name in STATES if name in states]
