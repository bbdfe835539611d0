"""What a form showed is not overwritten when somebody has changed it since, and numbers are taken again on a clash."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import settings
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.numbering import TRIES, create_numbered
from jiefang_tui.services.desk.people import correct_person
from jiefang_tui.services.matter import matters
from jiefang_tui.services.responsibility import six_boxes
from jiefang_tui.store.models import AuditEntry, Matter, Measure, Petitioner, Responsibility, Row, Visit
from jiefang_tui.store.queries.matter.matters import matter_view
from tests.services.given import owned, registered


def test_every_act_raises_the_version_of_what_it_changes_and_of_nothing_else(desk: Desk) -> None:
    (matter_id,) = registered(desk).matter_ids
    assert Matter.get_by_id(matter_id).version == 1
    matters.correct_matter(desk, matter_id, {"facts": "面积少算"})
    assert Matter.get_by_id(matter_id).version == 2
    assert Petitioner.get().version == 1
    matters.correct_matter(desk, matter_id, {"facts": "面积少算"})
    assert Matter.get_by_id(matter_id).version == 2, "nothing was changed"


def test_a_version_stands_in_no_audit_entry(desk: Desk) -> None:
    (matter_id,) = registered(desk).matter_ids
    matters.correct_matter(desk, matter_id, {"facts": "面积少算"})
    assert not [one for one in AuditEntry.select() if "version" in one.after or "version" in one.before]


def _by(desk: Desk, change: Callable[[int | None], object], row: Row) -> None:
    """`change` is refused with the version before the last change, in whose name it says who; taken with the newest."""
    old = row.version
    change(old)
    with pytest.raises(Refused) as refused:
        change(old)
    assert "王芳 11-23 09:14已经改过这一条" in str(refused.value)
    assert "填的都还在" in str(refused.value)
    change(type(row).get_by_id(row.id).version)
    change(None)


def test_what_changed_since_is_not_overwritten(desk: Desk) -> None:
    matter_id = owned(desk)
    six_boxes.add_measure(desk, matter_id, "复测面积", "李强", None)
    words = iter(f"第{n}次" for n in range(99))
    person, measure = Petitioner.get(), Measure.get()
    _by(
        desk,
        lambda seen: matters.correct_matter(desk, matter_id, {"facts": next(words)}, version=seen),
        Matter.get_by_id(matter_id),
    )
    _by(desk, lambda seen: correct_person(desk, person.id, {"address": next(words)}, version=seen), person)
    _by(desk, lambda seen: six_boxes.change_measure(desk, measure.id, next(words), "", None, version=seen), measure)
    _by(
        desk,
        lambda seen: matters.record_county(desk, matter_id, "entered", next(words), version=seen),
        Matter.get_by_id(matter_id),
    )


def test_the_views_carry_the_version_of_their_row(desk: Desk) -> None:
    matter_id = owned(desk)
    matters.correct_matter(desk, matter_id, {"facts": "面积少算"})
    view = matter_view(matter_id, clock.today(), desk.reference)
    assert view.version == Matter.get_by_id(matter_id).version > 1
    assert view.person is not None
    assert view.person.version == Petitioner.get().version
    assert view.sheet is not None
    assert view.sheet.version == Responsibility.get().version


def _numbered(desk: Desk, numbers: list[int]) -> Visit:
    came = Visit.get()
    kept = {name: value for name, value in came.__data__.items() if name not in ("id", "uid", "queue_no")}
    with acting(desk, "visit.register") as act:
        return create_numbered(act, Visit, "queue_no", lambda: numbers.pop(0), **kept)


def test_a_number_taken_meanwhile_is_asked_for_again(desk: Desk) -> None:
    registered(desk)
    assert _numbered(desk, [1, 1, 2]).queue_no == 2


def test_a_clash_that_goes_on_is_not_hidden(desk: Desk) -> None:
    registered(desk)
    numbers = [1] * (TRIES + 1)
    with pytest.raises(Refused):
        _numbered(desk, numbers)
    assert len(numbers) == 1
    assert Visit.select().count() == 1


def test_a_visit_may_have_no_number(desk: Desk) -> None:
    """A letter: several of them on one day clash with nothing."""
    registered(desk)
    came = Visit.get()
    kept = {name: value for name, value in came.__data__.items() if name not in ("id", "uid", "queue_no")}
    for _ in range(2):
        Visit.create(queue_no=None, **kept)
    assert Visit.select().where(Visit.queue_no.is_null()).count() == 2


def test_an_office_is_known_by_a_number_of_its_own(desk: Desk) -> None:
    assert uuid.UUID(settings.get(settings.OFFICE_ID))
