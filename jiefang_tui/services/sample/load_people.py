"""The people of the large sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jiefang_tui.rules.typed.identity import upgrade_id
from jiefang_tui.services.sample.load_rows import Rows
from jiefang_tui.store import search
from jiefang_tui.store.models import Petitioner
from jiefang_tui.terms import Sex


@dataclass
class Person:
    """Somebody who came."""

    id: int
    name: str
    phone: str


class People:
    """Writes those who come for the first time, and knows all of them."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.rng = rows, rows.rng
        self._all: list[Person] = []

    def draw(self, village: str, day: date) -> Person:
        """Somebody known, one time in eight; else somebody of `village` who comes for the first time on `day`."""
        if self._all and self.rng.random() < 0.12:
            return self.rng.choice(self._all)
        return self._new(village, day)

    def _new(self, village: str, day: date) -> Person:
        rng, rows, script = self.rng, self.rows, self.rows.script
        surname = rng.choices(script["surnames"], range(len(script["surnames"]), 0, -1))[0]
        name = surname + rng.choice(script["given_first"])
        if rng.random() < 0.86:
            name += rng.choice(script["given_second"])
        phone = f"1{rng.choice('3578')}{rng.randrange(10**9):09d}" if rng.random() < 0.9 else ""
        born = date(1940, 1, 1) + timedelta(days=rng.randrange(60 * 365))
        serial = rng.randrange(1000)
        id_no = upgrade_id(f"999999{born:%y%m%d}{serial:03d}") if born.year < 2000 and rng.random() < 0.6 else ""
        row = rows.add(
            Petitioner,
            name=name,
            phone=phone,
            id_no=id_no,
            birth_date=born if id_no else None,
            sex=(Sex.MALE if serial % 2 else Sex.FEMALE) if id_no else "",
            address=f"{village}{rng.choice(script['streets'])}",
            recorded_on=day,
        )
        rows.findable("person", row, search.person_texts(name, phone, id_no, rows.pinyin))
        person = Person(row, name, phone)
        self._all.append(person)
        return person
