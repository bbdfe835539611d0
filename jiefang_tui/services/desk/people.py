"""Officers, units and petitioners: found by name, made when unknown.

Every start passes here: what only an act needs is imported by it.
"""

from __future__ import annotations

from typing import Any

from jiefang_tui.services.desk.acting import Act, Seen, acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Officer, Petitioner, Unit

PERSON_COLUMNS = (
    "name", "sex", "birth_date", "id_doc", "id_no", "phone", "area_code", "address",
)  # fmt: skip
"""What a clerk may correct in a petitioner."""


def unit_named(act: Act, name: str) -> Unit | None:
    """The unit of that name, made when unknown; None for an empty name. `Refused` for several in one field.

    What was merged into another (名册), or was called so before, is the one that stands now.
    """
    from jiefang_tui.rules.text import tidy

    name = tidy(name)  # a name of characters that nobody sees is none
    if not name:
        return None
    found: Unit | None = Unit.get_or_none(Unit.name == name)
    if found is not None and found.is_active:
        return found
    from jiefang_tui.store.queries.office.known_as import unit_once_called
    from jiefang_tui.store.queries.office.merged import surviving

    found = found or unit_once_called(name)
    if found is not None:
        return Unit.get_by_id(surviving("unit", found.id))
    from jiefang_tui.rules.typed.group_names import unit_names

    if len(several := unit_names(name)) > 1:
        others = "、".join(several[1:])
        raise Refused(f"这里只写一个单位：先写{several[0]}，{others}另行交办(协办)。", "unit")
    return act.create(Unit, name=name)


def officer_named(act: Act, name: str, post: str = "", unit: str = "", *, field: str = "") -> Officer | None:
    """The officer of that name (and post, where several share it), made when unknown; None for an empty name.

    Nobody is made of a piece of a name: `Refused`, about the form's `field`.
    """

    from jiefang_tui.rules.text import fold, plain_name, spellings_of_name

    name = plain_name(name)
    if not name:
        return None
    everybody = Officer.select().order_by(Officer.is_active.desc(), Officer.id)
    same = list(everybody.where(Officer.name.in_(spellings_of_name(name))))
    if not same and len(name) >= 4:  # 阿依古丽买买提, who is written down with a dot
        same = [officer for officer in everybody if fold(officer.name) == fold(name)]
    if post:
        same = [officer for officer in same if officer.post in ("", post)] or []
    if same:
        officer = same[0] if same[0].is_active else _standing(same[0])
        if (post and not officer.post) or (unit and officer.unit_id is None):
            officer = act.change(officer)
            officer.post = officer.post or post
            if unit and officer.unit_id is None:
                officer.unit = unit_named(act, unit)
        return officer
    from jiefang_tui.rules.typed.identity import parse_full_name

    wrong = parse_full_name(name).error
    if wrong:
        raise Refused(wrong, field)
    return act.create(Officer, name=name, post=post.strip(), unit=unit_named(act, unit))


def _standing(officer: Officer) -> Officer:
    """The officer this one was merged into (名册); itself where it just left."""
    from jiefang_tui.store.queries.office.merged import surviving

    return Officer.get_by_id(surviving("officer", officer.id))


def add_officer(desk: Desk, name: str, post: str = "", unit: str = "", phone: str = "") -> int:
    """Write down an officer or complete one of the same name. Returns the id; `Refused` without a name."""
    if not name.strip():
        raise Refused("请填写姓名。", "name")
    with acting(desk, "officer.add") as act:
        officer = officer_named(act, name, post, unit, field="name")
        assert officer is not None
        if phone:
            act.change(officer).phone = phone
        act.about(officer)
    return officer.id


def person_with_id(name: str, id_no: str) -> Petitioner | None:
    """The petitioner with exactly this ID number and name, so that one person is not written down twice."""
    from jiefang_tui.rules.text import spellings_of_name
    from jiefang_tui.rules.typed.identity import is_whole_document
    from jiefang_tui.store.queries.reception.people import surviving

    if not is_whole_document(id_no):
        return None
    same_name = Petitioner.name.in_(spellings_of_name(name))
    found: Petitioner | None = Petitioner.get_or_none((Petitioner.id_no == id_no) & same_name)
    return None if found is None else Petitioner.get_by_id(surviving(found.id))


def correct_person(
    desk: Desk, person_id: int, changes: dict[str, Any], reason: str = "", *, version: int | None = None
) -> str:
    """Correct or complete a petitioner. `changes` by column of `PERSON_COLUMNS`; the old values stay in the audit.

    A name is put right in the queue, in the matters and in the names of papers, too. Returns what is to be printed
    again, in a sentence. `version`: of the petitioner as the form showed it.
    """
    from jiefang_tui.services.desk.renaming import follow_name, print_again, rename_papers
    from jiefang_tui.store import search

    with acting(desk, "person.correct", reason, seen=Seen(Petitioner, person_id, version)) as act:
        person = act.change(Petitioner.get_by_id(person_id))
        act.about(person)
        was = person.name
        apply_person(person, changes)
        if not person.name.strip():
            raise Refused("姓名不能为空；不愿留名的请登记为匿名。", "name")
        search.index_person(person, desk.reference.pinyin)
        visits = follow_name(act, person, was)
    return print_again(rename_papers(desk, visits, was, person.name))


TOLD_AT_REGISTERING = "登记时告知的新信息"
"""The reason of a correction that registering a returning visitor brings with it."""


def apply_person(person: Petitioner, changes: dict[str, Any]) -> None:
    """Set the given columns; an unknown column is a programming error."""
    from jiefang_tui.rules.text import plain_name

    for column, value in changes.items():
        if column not in PERSON_COLUMNS:
            raise KeyError(column)
        setattr(person, column, plain_name(value) if column == "name" else value)


def fill_gaps(person: Petitioner, values: dict[str, Any]) -> None:
    """Set only what was empty: a returning visitor's newly told phone completes the row, and never overwrites it."""
    for column, value in values.items():
        if value not in (None, "") and getattr(person, column) in (None, ""):
            setattr(person, column, value)
