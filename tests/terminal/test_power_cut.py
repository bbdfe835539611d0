"""A day of 60 visits, with the power cut at 50 moments: what the screen confirmed is in the file, what was typed more
than a second before is in a draft.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.terminal.terminal import Terminal, office, rows

SECOND = 1.0
"""The most that may be lost of what stood on the screen."""
REGISTERED = re.compile(r"第(\d+)号 (\S+) 已登记 (JF-\d{9}-\d{8}-\d{3})")
OWNED = re.compile(r"(\d+)号 (\S+) \S+ 受理并包案。")
FAMILIES, GIVEN = "赵钱孙李周吴郑王冯陈", "甲乙丙丁戊己"


@dataclass
class Confirmed:
    """What screens have said, and the trail as it was after the last cut."""

    registered: dict[str, tuple[int, str]] = field(default_factory=dict)
    owned: set[int] = field(default_factory=set)
    trail: list[tuple[object, ...]] = field(default_factory=list)

    def read(self, screen: str) -> None:
        line = screen.splitlines()[1]
        if said := REGISTERED.search(line):
            self.registered[said[2]] = (int(said[1]), said[3])
        if said := OWNED.search(line):
            self.owned.add(int(said[1]))

    def check(self, folder: Path) -> None:
        """Nothing of it is missing from the file, and the file is sound."""
        assert rows(folder, "pragma integrity_check") == [("ok",)]
        kept = {
            name: (number, register_no)
            for name, number, register_no in rows(
                folder,
                "select shown_name, queue_no, register_no from visit join visit_matter on visit_id = visit.id"
                " join matter on matter.id = matter_id",
            )
        }
        assert {name: kept.get(name) for name in self.registered} == self.registered
        owned = rows(
            folder,
            "select queue_no from visit join visit_matter v on v.visit_id = visit.id"
            " join responsibility r on r.matter_id = v.matter_id where state = 'received'",
        )
        assert self.owned <= {number for (number,) in owned}
        trail = rows(folder, "select id, at, act, subject, after from audit_entry order by id")
        assert trail[: len(self.trail)] == self.trail
        self.trail = list(trail)


@dataclass
class Visitor:
    """What is typed for one visitor; `texts` go into the fields one after the other."""

    number: int

    @property
    def name(self) -> str:
        return FAMILIES[self.number % 10] + GIVEN[self.number // 10] + "某"

    @property
    def texts(self) -> list[str]:
        n = self.number
        return [self.name, f"征地补偿第{n}户少算", f"章湾村{n}号", f"138000{n:05}"]

    @property
    def note(self) -> str:
        return f"他说第{self.number}户少量一块"

    @property
    def has_talk(self) -> bool:
        return self.number % 2 == 0

    def keys(self) -> list[tuple[str, ...]]:
        """Texts (one item) and keys (name and "key"), in the order of the clerk's hands."""
        one, two, three, four = self.texts
        steps: list[tuple[str, ...]] = [("F2", "key"), (one,), ("Enter", "key"), (two,), ("Enter", "key"), (three,)]
        steps += [("Enter", "key"), (four,), ("C-s", "key")]
        if self.has_talk:
            steps += [("C-n", "key"), (self.note,), ("C-s", "key"), ("2", "key"), ("C-s", "key")]
        return steps


class Day:
    """The desk, started again after each cut."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.folder, self.random = folder, random
        self.confirmed = Confirmed()
        self.cuts = self.old_enough = 0
        self.desk = self._start()

    def _start(self) -> Terminal:
        desk = Terminal("--data", str(self.folder))
        desk.started()
        return desk

    def visit(self, who: Visitor, cut_after: int | None) -> None:
        """Register one visitor (and talk with the one who waits longest), perhaps with a cut on the way."""
        if cut_after is None:
            self._hands(who.keys())
            self._until_done(who)
            return
        self._hands(who.keys()[:cut_after])
        lost = self._cut(who)
        self.desk = self._start()
        if lost is not None:
            self._register_again(who, has_draft=lost)

    def _hands(self, steps: list[tuple[str, ...]]) -> None:
        for step in steps:
            if len(step) == 2:
                self.desk.press(step[0])
            else:
                self.desk.type(step[0])

    def _until_done(self, who: Visitor) -> None:
        wanted = OWNED if who.has_talk else re.compile(f" {who.name} 已登记")

        def done(screen: str) -> bool:
            self.confirmed.read(screen)
            return bool(wanted.search(screen.splitlines()[1]))

        self.desk.until(done, [wanted.pattern])
        if who.has_talk:
            self.desk.started()

    def _cut(self, who: Visitor) -> bool | None:
        """Cut the power at some moment, and look at the file. Whether a draft is left; None if registered."""
        seen: dict[str, float] = {}

        def look(screen: str) -> None:
            self.confirmed.read(screen)
            for text in (*who.texts, who.note):
                if text in screen:
                    seen.setdefault(text, time.monotonic())

        def rests(screen: str) -> bool:
            look(screen)
            nonlocal cut_at
            cut_at = time.monotonic()
            return self.desk.sleeps()

        cut_at = 0.0
        moment = self.random.choice([(0, 0.03), (0, 0.3), (0, 0.3), (1.4, 2.4)])
        is_late = moment[0] > SECOND
        if is_late:
            self.desk.until(rests, ["the program at rest"])
        look(self.desk.screen())
        self.desk.watch(self.random.uniform(*moment), look)
        if is_late:  # a busy machine saves late, as it does everything: it is given the time to do what is due
            self.desk.until(rests, ["the program at rest"])
        self.confirmed.read(self.desk.kill())
        self.desk.__exit__()
        self.cuts += 1
        self.confirmed.check(self.folder)
        kept = str(rows(self.folder, "select body from draft"))
        kept += str(rows(self.folder, "select shown_name, talk_note from visit"))
        kept += str(rows(self.folder, "select request from matter"))
        kept += str(rows(self.folder, "select address, phone from petitioner"))
        for text, at in seen.items():
            if cut_at - at > SECOND:
                self.old_enough += 1
                assert text in kept, f"{text}, on the screen {cut_at - at:.2f} s before the cut"
        if rows(self.folder, "select 1 from visit where shown_name = ?", who.name):
            return None
        return bool(rows(self.folder, "select 1 from draft where form = 'intake'"))

    def _register_again(self, who: Visitor, has_draft: bool) -> None:
        """Go on with the draft, or begin again; each field is typed anew."""
        self.desk.press("F2")
        if has_draft:
            self.desk.press("C-r", "Enter")
        for text in who.texts:
            self.desk.press("C-e", "C-u").type(text).press("Enter")
        self.desk.press("C-s")
        self._until_done(Visitor(who.number) if not who.has_talk else _WithoutTalk(who.number))


class _WithoutTalk(Visitor):
    has_talk = False


@pytest.mark.slow
def test_a_day_with_fifty_power_cuts(tmp_path: Path) -> None:
    day = a_day(tmp_path, visits=60, cuts=50)
    assert len(day.confirmed.owned) >= 3
    assert day.old_enough >= 3


def test_a_morning_with_two_power_cuts(tmp_path: Path) -> None:
    day = a_day(tmp_path, visits=4, cuts=2)
    assert day.confirmed.owned


def a_day(tmp_path: Path, visits: int, cuts: int) -> Day:
    """A day of so many visits, with so many cuts, after which nothing is missing."""
    random = Random(20261123)
    folder = office(tmp_path / "data")
    visitors = [Visitor(number) for number in range(1, visits)] + [Visitor(0)]
    cut = {who.number for who in random.sample(visitors, cuts)}
    day = Day(folder, random)
    day.desk.press("C-o", "Tab", "Tab").type("周敏").press("Enter").type("镇党委书记").press("C-s")
    day.desk.wait("本场接访已记下")
    for who in visitors:
        day.visit(who, random.randint(1, len(who.keys())) if who.number in cut else None)
    assert day.desk.quit() == 0
    day.confirmed.check(folder)
    assert day.cuts == cuts
    names = [name for (name,) in rows(folder, "select shown_name from visit order by queue_no")]
    assert sorted(names) == sorted(who.name for who in visitors)
    assert rows(folder, "select queue_no from visit order by queue_no") == [(n,) for n in range(1, visits + 1)]
    assert len(day.confirmed.registered) >= visits - cuts
    return day
