"""The two looks of the desk: planes of colour, one red line, nothing drawn.

Besides Textual's own names every theme sets the variables that the style sheets and the texts use: `$top-line`,
`$bar`, `$plane`, `$field`, `$head-row`, `$cursor`, `$cursor-far` (a cursor without the focus), `$now`, `$dim`,
`$card-red`, `$card-yellow`, `$said`.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="desk-dark",
    primary="#2d5f8c",
    secondary="#7fb8e8",
    warning="#e0a63c",
    error="#e8605a",
    success="#5fb98d",
    accent="#7fb8e8",
    foreground="#e6eaee",
    background="#14181c",
    surface="#1b222a",
    panel="#243040",
    dark=True,
    variables={
        "top-line": "#b3241c",
        "top-line-text": "#ffffff",
        "bar": "#243040",
        "plane": "#1f2934",
        "field": "#1b222a",
        "field-on": "#2b3b4d",
        "head-row": "#2a3746",
        "row": "#1a1f26",
        "cursor": "#2d5f8c",
        "cursor-text": "#ffffff",
        "cursor-far": "#2a3a4b",
        "now": "#8cc4f2",
        "dim": "#8a949e",
        "card-red": "#f0655e",
        "card-yellow": "#e3ab44",
        "said": "#62bf93",
        "input-cursor-background": "#e6eaee",
        "input-cursor-foreground": "#14181c",
        "input-selection-background": "#2d5f8c",
        "input-selection-foreground": "#ffffff",
        "scrollbar": "#3d4d5f",
        "scrollbar-background": "#1a1f26",
    },
)

LIGHT = Theme(
    name="desk-light",
    primary="#1f4e79",
    secondary="#0f5f99",
    warning="#8a5a00",
    error="#a8201a",
    success="#1d6b45",
    accent="#0f5f99",
    foreground="#1b1f23",
    background="#f2f1ec",
    surface="#ffffff",
    panel="#e1e5ea",
    dark=False,
    variables={
        "top-line": "#a51d15",
        "top-line-text": "#ffffff",
        "bar": "#e1e5ea",
        "plane": "#e4e8ed",
        "field": "#ffffff",
        "field-on": "#dbe7f3",
        "head-row": "#d6dbe1",
        "row": "#f4f4f2",
        "cursor": "#1f4e79",
        "cursor-text": "#ffffff",
        "cursor-far": "#c5d2de",
        "now": "#0d5c96",
        "dim": "#666d74",
        "card-red": "#a8201a",
        "card-yellow": "#8a5a00",
        "said": "#1d6b45",
        "input-cursor-background": "#1b1f23",
        "input-cursor-foreground": "#ffffff",
        "input-selection-background": "#1f4e79",
        "input-selection-foreground": "#ffffff",
        "scrollbar": "#aab4be",
        "scrollbar-background": "#e8e8e4",
    },
)

THEMES = (DARK, LIGHT)
LABELS = {DARK.name: "深色", LIGHT.name: "浅色"}
