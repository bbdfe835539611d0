"""A style sheet is parsed once in a run of the tests, not once in every app that a test opens.

Each app of each test reads the same dozen sheets with the same colours: the tenth of its time. What the parser makes
of a sheet depends on nothing else and is never changed afterwards; Textual remembers it within one app, here it is
remembered by all of them.
"""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}


def install() -> None:
    """Parse each sheet once for each set of colours."""
    parse = Stylesheet._parse_rules

    def parse_once(self: Stylesheet, css: str, *args: Any, **kwargs: Any) -> list[RuleSet]:
        key = (css, args, *kwargs.items(), *self._variables.items())
        if key not in _parsed:
            _parsed[key] = parse(self, css, *args, **kwargs)
        return _parsed[key]

    Stylesheet._parse_rules = parse_once  # type: ignore[method-assign]
