"""Every place of the desk on the sample day, and how one gets there from 今日接访."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot

from jiefang_tui import clock
from jiefang_tui.paths import DataFolder
from jiefang_tui.services.desk import opening
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store import database
from jiefang_tui.ui.app import DeskApp
from tests import made_once

NOW = datetime(2026, 11, 23, 9, 14).astimezone()


@dataclass(frozen=True)
class Go:
    """Open a screen by its name; ids are looked up by what the sample day calls the thing."""

    screen: str
    matter: str = ""
    visitor: str = ""
    person: str = ""
    figure: str = ""

    def kwargs(self) -> dict[str, Any]:
        found: dict[str, Any] = {"figure": self.figure} if self.figure else {}
        if self.matter:
            found["matter_id"] = _one("select id from matter where title = ?", self.matter)
        if self.visitor:
            found["visit_id"] = _one(
                "select id from visit where shown_name = ? and day = ?", self.visitor, str(NOW.date())
            )
        if self.person:
            found["person_id"] = _one("select id from petitioner where name = ?", self.person)
        return found


Step = str | Go
"""A key; ``=TEXT``, put into the field with the focus; or a screen opened by its name."""
TALK = Go("talk", visitor="李守田")
CASE = Go("matter", matter="拖欠工资")
SIMPLE = Go("matter", matter="低保停发")
VISIT = Go("visit", visitor="方大山")

CARD = ("f5", "ctrl+n", "enter", "=刘静", "ctrl+s", "f3")
URGE = ("f5", "insert", "1", "ctrl+s", "f3")

HOUSEHOLDS = ("f8", "2", "insert", "=隧道爆破", "enter", "=情况 已付/谈妥/未谈妥", "ctrl+s")

UNITS_OF_A_DAY = ("f6", "right", "right", "right", "enter", "7")

PLACES: dict[str, tuple[Step, ...]] = {
    "today": (),
    "today, figures": ("shift+tab",),
    "today, booking": ("insert",),
    "today, leaving": ("delete",),
    "today, stepped out": ("down", "down", "down", "down", "ctrl+t"),
    "today, priority": ("down", "down", "down", "down", "ctrl+b"),
    "today, session": ("ctrl+o",),
    "today, look": ("right",),
    "today, going home": ("ctrl+q",),
    "today, at the window": ("end", "up", "enter"),
    "summary": (Go("summary"),),
    "intake": ("f2",),
    "intake, half filled": ("f2", "=章秀兰"),
    "intake, same person": ("f2", "=章秀兰", "ctrl+o"),
    "intake, companions": ("f2", "ctrl+n"),
    "intake, drafts": ("f2", "=章某某", "escape", "f2", "ctrl+r"),
    "intake, drafts, discard": ("f2", "=章某某", "escape", "f2", "ctrl+r", "delete"),
    "intake, letter": ("f2", "2"),
    "intake, is it a report": ("f2", "=章某某", "enter", "=举报所长李强收红包", "ctrl+s"),
    "incoming": (Go("incoming"),),
    "matter, first contact": (CASE, "insert", "6"),
    "intake, wrong": ("f2", "ctrl+s"),
    "lines": (Go("lines"),),
    "lines, noon": (Go("lines"), "ctrl+t"),
    "talk": (TALK,),
    "talk, outcomes": (TALK, "ctrl+s"),
    **{f"talk, outcome {n}": (TALK, "ctrl+s", str(n)) for n in range(10)},
    "talk, commitment": (TALK, "ctrl+n"),
    "talk, read back": (TALK, "ctrl+r"),
    "matter, overview": (CASE,),
    "matter, six boxes": (CASE, "2"),
    "matter, timeline": (CASE, "3"),
    **{f"matter, tab {n}": (CASE, str(n)) for n in range(4, 8)},
    **{f"matter, tab {n}, acts": (CASE, str(n), "insert") for n in range(4, 8)},
    "matter, attachments": (CASE, "8"),
    "matter, acts": (CASE, "insert"),
    **{f"matter, form {n}": (CASE, "4", "insert", str(n)) for n in (2, 3, 4, 5, 6, 8)},
    "matter, tab 4, why not": (CASE, "4", "insert", "9"),
    "matter, tab 4, next acts": (CASE, "4", "insert", "pagedown"),
    "matter, tab 4, last acts": (CASE, "4", "insert", "pagedown", "pagedown"),
    **{f"matter, form 1{n}": (CASE, "4", "insert", "pagedown", str(n)) for n in (1, 6, 9)},
    "matter, relief": (CASE, "5", "insert", "3"),
    "matter, agreement": (CASE, "5", "insert", "4"),
    "matter, merging": (CASE, "insert", "3"),
    "matter, recusal": (CASE, "insert", "4"),
    "matter, why": (CASE, "9"),
    "matter, correct": (CASE, "ctrl+o"),
    "matter, correct what": (CASE, "ctrl+o", "1"),
    "matter, correct whom": (CASE, "ctrl+o", "2"),
    "matter, county": (CASE, "ctrl+r"),
    "matter, commitment": (CASE, "5", "insert", "1"),
    "matter, new entry": (CASE, "3", "insert"),
    "matter, new attachment": (CASE, "8", "insert"),
    **{f"box {n}": (CASE, "2", *["right"] * n, "enter") for n in range(6)},
    **{f"box {n}, add": (CASE, "2", *["right"] * n, "insert") for n in range(6)},
    "simple matter": (SIMPLE, "2"),
    "simple matter, open": (SIMPLE, "2", "enter"),
    "transcript": (Go("transcript", matter="拖欠工资"),),
    "person": (Go("person", person="章秀兰"),),
    "fieldwork": ("f8",),
    "fieldwork, a line": ("f8", "insert", "3"),
    "fieldwork, lists": ("f8", "2"),
    "fieldwork, a new list": ("f8", "2", "insert"),
    "fieldwork, checks": ("f8", "3"),
    "fieldwork, a dispute": ("f8", "3", "insert", "4"),
    "households": HOUSEHOLDS,
    "households, adding": (*HOUSEHOLDS, "insert", "=石桥村3组", "enter"),
    "households, typing": (*HOUSEHOLDS, "insert", "=石桥村3组", "enter", "=程有福", "ctrl+s", "escape", "enter"),
    "households, more": (*HOUSEHOLDS, "ctrl+r"),
    "households, many": ("f8", "2", "down", "enter", "down"),
    "visit": (VISIT,),
    "visit, acts": (VISIT, "insert"),
    **{f"visit, act {n}": (VISIT, "insert", str(n)) for n in range(1, 10)},
    "gaps": (Go("gaps"),),
    "table": (Go("table"),),
    "table, whose matter": (Go("table"), "end", "ctrl+b"),
    "sessions": (Go("sessions"),),
    "owners": (Go("owners"),),
    "campaigns": (Go("campaigns"),),
    "campaigns, a new one": (Go("campaigns"), "insert"),
    "campaign": (Go("campaign"),),
    "campaign, with its table": (Go("campaigns"), "enter"),
    "causes": (Go("causes"),),
    "causes, a new one": (Go("causes"), "insert"),
    "cause": (Go("cause"),),
    "radar": (Go("radar"),),
    "radar, ends": (Go("radar"), "enter"),
    "meetings": (Go("meetings"),),
    "meetings, one": (Go("meetings"), "insert"),
    "meetings, an item": (Go("meetings"), "insert", "insert"),
    "table, undertaking": (Go("table"), "insert"),
    "table, the other side": (Go("table"), "end", "ctrl+n"),
    "supervision": ("f5",),
    "supervision, figures": ("f5", "shift+tab"),
    "supervision, proposals": ("f5", "ctrl+n"),
    "supervision, forecast": ("f5", "ctrl+t"),
    "supervision, whose": ("f5", "ctrl+o"),
    "supervision, acts": ("f5", "insert"),
    "supervision, proposed card": ("f5", "ctrl+n", "enter"),
    **{f"supervision, act {n}": ("f5", "insert", str(n)) for n in range(10)},
    "supervision, meeting, part": ("f5", "insert", "5", "insert"),
    "supervision, meeting, record": (Go("supervision", figure="tasks_open"), "enter", "6"),
    "supervision, undertakings": (Go("supervision", figure="undertaken"),),
    "supervision, instalments": (Go("supervision", figure="instalments"),),
    "supervision, a payment": (Go("supervision", figure="instalments"), "enter"),
    "supervision, cards": (*CARD, Go("supervision", figure="cards_open")),
    "supervision, card": (*CARD, Go("supervision", figure="cards_open"), "enter"),
    **{
        f"supervision, card, act {n}": (*CARD, Go("supervision", figure="cards_open"), "enter", str(n))
        for n in range(1, 5)
    },
    "supervision, urging": (*URGE, Go("supervision", figure="urges_open"), "enter", "1"),
    "find": ("ctrl+f",),
    "find, found": ("ctrl+f", "=章秀"),
    "ledger": ("f4",),
    "ledger, found": ("f4", "=章秀"),
    "ledger, quick": ("f4", "ctrl+n"),
    "ledger, filter": ("f4", "ctrl+o"),
    "ledger, order": ("f4", "ctrl+t"),
    "ledger, kept": ("f4", "ctrl+b"),
    "ledger, one kept": ("f4", "ctrl+b", "insert", "=全部", "enter", "ctrl+b"),
    "help": ("f1",),
    "help of the intake": ("f2", "f1"),
    "palette": ("ctrl+p",),
    "palette, filtered": ("ctrl+p", "=yf"),
    "office settings": ("ctrl+p", "=接待室设置", "enter"),
    "office, clerk": ("ctrl+p", "=换登记员", "enter"),
    "office, handover": ("ctrl+p", "=人员交接", "enter"),
    "office, fieldwork": ("ctrl+p", "=走访和排查", "enter"),
    "office, unit's parent": ("ctrl+p", "=单位隶属", "enter"),
    "roster": (Go("roster"),),
    "roster, units": (Go("roster"), "2"),
    "roster, villages": (Go("roster"), "3"),
    **{f"roster {n}, add": (Go("roster"), str(n), "insert") for n in range(1, 4)},
    **{f"roster {n}, change": (Go("roster"), str(n), "enter") for n in range(1, 4)},
    **{f"roster {n}, merge": (Go("roster"), str(n), "ctrl+r") for n in range(1, 4)},
    **{f"roster {n}, stop": (Go("roster"), str(n), "delete") for n in range(1, 4)},
    "plans": (Go("plans"),),
    "plans, today": ("f6", "enter"),
    "plans, a stand-in": ("f6", "ctrl+t"),
    "plans, rules": ("f6", "2"),
    "plans, leaders": ("f6", "3"),
    "plans, a rule": ("f6", "2", "insert", "3"),
    "plans, a roster": ("f6", "2", "insert", "1"),
    "plans, a rule changed": ("f6", "2", "enter"),
    "plans, a day": ("f6", "insert"),
    "plans, what to print": ("f6", "ctrl+o"),
    "plans, units": UNITS_OF_A_DAY,
    "plans, units, an answer": (*UNITS_OF_A_DAY, "enter"),
    "plans, units, more": (*UNITS_OF_A_DAY, "insert"),
    "level skips": (Go("level_skips"),),
    "level skips, new": (Go("level_skips"), "insert"),
    "blank": ("ctrl+l",),
    "records, visits": (Go("records", figure="waiting"),),
    "records, matters": (Go("records", figure="not_entered"),),
}


def _one(sql: str, *values: Any) -> Any:
    found = database.connection().execute(sql, values).fetchone()
    assert found is not None, values
    return found[0]


@contextmanager
def sample_desk(folder: Path) -> Iterator[Desk]:
    """The sample day of 2026-11-23, 09:14, opened in `folder`."""
    shutil.copytree(made_once.sample_day(NOW.date()), folder, dirs_exist_ok=True)
    with clock.at(NOW):
        desk = opening.open_desk(DataFolder(folder))
        yield desk
        opening.close_desk(desk, keeps_backup=False)


async def walk(pilot: Pilot[Any], steps: tuple[Step, ...]) -> None:
    """Take these steps."""
    app = pilot.app
    assert isinstance(app, DeskApp)
    await pilot.pause()
    for step in steps:
        if isinstance(step, Go):
            app.go(step.screen, **step.kwargs())
        elif step.startswith("="):
            assert app.focused is not None
            app.focused.post_message(Paste(step[1:]))
            await pilot.pause(0.2)  # what is looked up a moment after typing
        else:
            await pilot.press(step)
        await pilot.pause()
    await pilot.pause()
