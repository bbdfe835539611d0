"""The README tells every key of every screen and every command, and none that is not there."""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode

from jiefang_tui import ui
from jiefang_tui.command_line import parser
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.desk.help import HelpScreen
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import Dialog

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
KEYS = {
    "ctrl+": "Ctrl+",
    "escape": "Esc",
    "enter": "Enter",
    "insert": "Insert",
    "delete": "Delete",
    "left": "左",
    "right": "右",
    "f2": "F2",
}
NAMES = {
    "QuickForm": "走访的一行",
    "AttachmentsPanel": "事项 8 附件",
    "ListPanel": "事项 4 文书 5 履约 6 回访 7 督办",
    "TimelinePanel": "事项 3 办理过程",
    "BoxesPanel": "事项 2 三定三包",
    "OverviewPanel": "事项 1 概况",
    "SimplePanel": "事项 2 简单事项",
    "VisitsPanel": "走访 1 走访",
    "RoundsPanel": "走访 2 户册",
    "ChecksPanel": "走访 3 排查",
    "ChooseDialog": "选择小窗",
    "FormDialog": "填写小窗",
    "NoticeDialog": "开台提示",
    "Palette": "命令",
}
"""Dialogs and parts of a screen that carry no Chinese name of their own."""
EVERYWHERE = {DeskScreen, Dialog, HelpScreen}
"""Their keys stand in the text before the table."""


def _screens() -> Iterator[tuple[type[Any], str]]:
    """Every class of the screens with keys or an Enter of its own, and what the table calls it."""
    for module in sorted(pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."), key=lambda module: module.name):
        if module.name.startswith((f"{ui.__name__}.app", f"{ui.__name__}.widgets")):
            continue
        for _, cls in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if not issubclass(cls, DOMNode) or cls.__module__ != module.name:
                continue
            if cls in EVERYWHERE:
                continue
            yield cls, getattr(cls, "NAME_CN", "") or NAMES.get(cls.__name__, cls.__name__)


def _key(binding: Binding) -> str:
    key = binding.key_display or binding.key.split(",")[0]
    for name, shown in KEYS.items():
        key = key.replace(name, shown)
    return key[:-1] + key[-1].upper() if key.startswith("Ctrl+") else key


def table() -> dict[str, list[str]]:
    """For each screen its visible keys with what they do."""
    found: dict[str, list[str]] = {}
    for cls, name in _screens():
        told = dict.fromkeys(re.findall(r"enter=\"([^\"]+)\"", inspect.getsource(cls)), "Enter")
        for binding in Binding.make_bindings(cls.__dict__.get("BINDINGS", [])):
            if binding.show and binding.description:
                told.setdefault(binding.description, _key(binding))
        if told:
            found[name] = [f"{key} {text}" for text, key in told.items()]
    return found


def test_every_key_of_every_screen_stands_in_the_table() -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", README, re.MULTILINE))
    for name, told in table().items():
        assert name in rows, name
        assert rows[name].split(" · ") == told, name


def test_the_keys_of_everywhere_stand_in_the_table() -> None:
    row = next(line for line in README.splitlines() if line.startswith("| everywhere |"))
    for binding in Binding.make_bindings(DeskApp.BINDINGS):
        if binding.show:
            assert binding.description in row and _key(binding).upper() in row.upper()


def test_commands_of_the_readme_and_of_the_program_are_the_same() -> None:
    actions = parser()._actions
    commands = next(action for action in actions if isinstance(action, argparse._SubParsersAction)).choices
    told = set(re.findall(r"^    jiefang ([a-z]+)", README, re.MULTILINE))
    told |= set(re.findall(r"\| ([a-z]+)(?: [A-Z]+)?", "\n".join(re.findall(r"^    jiefang .*", README, re.MULTILINE))))
    assert told == set(commands)
