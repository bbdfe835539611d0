"""Lights in words, for a line: colour never says it alone."""

from __future__ import annotations

from collections.abc import Sequence

from jiefang_tui.rules.lights import worst
from jiefang_tui.store.queries.law.due import DeadlineView
from jiefang_tui.terms import Light, Stage
from jiefang_tui.ui.toolkit.days_left import days_left_words

WORDS = {Light.RED: "逾期", Light.YELLOW: "临期", Light.GREEN: "正常", Light.PAUSED: "中止", Light.GREY: "已了"}
ENDED = "不再计"
"""Of a date that nobody met: another one took its place, or what it was for is over."""
TONES = {Light.GREEN: "", Light.RED: "red", Light.YELLOW: "yellow", Light.GREY: "dim", Light.PAUSED: "now"}
STAGES = tuple(stage for stage in Stage if stage is not Stage.REVIEW)
"""The stages every matter goes through; 复查 and 复核 are named only when they are there."""


def light_words(deadline: DeadlineView) -> str:
    """``逾期3日``, ``今日到期``, ``临期 剩2日``, ``正常 剩20日``, ``已了``; ``剩20日`` for a petitioner's window.

    Never 红 and 黄: that is what a card is called.

    Whether that is over hangs, for some days, on rest days nobody knows: ``待核放假``.
    """
    if deadline.light is Light.GREY and deadline.is_ours and deadline.met_on is None:
        return ENDED
    if deadline.light in (Light.GREY, Light.PAUSED):
        return WORDS[deadline.light]
    if not deadline.is_ours:
        return days_left_words(deadline.days_left) if deadline.days_left >= 0 else "待核放假"
    left = days_left_words(deadline.days_left)
    return left if deadline.days_left <= 0 else f"{WORDS[deadline.light]} {left}"


def stage_lights(deadlines: Sequence[DeadlineView]) -> tuple[str, str]:
    """The worst light of each stage in one line, and the tone of the worst of all: ``告知已了  签收临期  办理-``."""
    found: dict[Stage, Light] = {}
    met = {one.stage for one in deadlines if one.met_on is not None}
    for one in deadlines:
        if not one.is_ours:
            continue  # the petitioner's own time: nobody here is late by it
        found[one.stage] = worst((found.get(one.stage, Light.GREY), one.light))
    shown = [stage for stage in Stage if stage in STAGES or stage in found]
    parts = [f"{stage.label}{_word(found.get(stage), stage in met)}" for stage in shown]
    whole = worst(found.values())
    return "  ".join(parts), TONES[whole] if whole in (Light.RED, Light.YELLOW) else ""


def _word(light: Light | None, is_met: bool) -> str:
    """Of a stage none of whose dates runs, 已了 only where one of them was met."""
    if light is None:
        return "-"
    return ENDED if light is Light.GREY and not is_met else WORDS[light]
