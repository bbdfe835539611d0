"""Drafts: what is half-typed in a form survives Esc, a closed window and a power cut.

One row a form, one small transaction a save; no audit entry and no change signal. A draft's uid becomes the uid of
the visit that is saved from it, so that a retry never registers somebody twice.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from jiefang_tui import clock
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.storage import storing
from jiefang_tui.store.models import Draft, db


@dataclass(frozen=True)
class KeptDraft:
    """An unfinished form as it was last typed."""

    uid: UUID
    form: str
    """Which form: ``intake``, ``talk:<visit id>``, ``lines`` ..."""
    title: str
    body: dict[str, str]
    """Raw text by field."""
    officer_name: str
    updated_at: datetime


def save_draft(desk: Desk, form: str, body: Mapping[str, str], title: str = "", uid: UUID | str | None = None) -> UUID:
    """Keep `body` as the draft `uid` (a new one when None) and return its uid. Raises `Refused`."""
    desk.must_write()
    number = uuid4() if uid is None else _uuid(uid)
    now = clock.now()
    text = json.dumps(dict(body), ensure_ascii=False, separators=(",", ":"))
    with _writing():
        changed = (
            Draft.update(form=form, title=title, body=text, officer_name=desk.officer_name, updated_at=now)
            .where(Draft.uid == number)
            .execute()
        )
        if not changed:
            Draft.create(
                uid=number,
                form=form,
                title=title,
                body=text,
                officer_name=desk.officer_name,
                created_at=now,
                updated_at=now,
            )
    return number


def drafts(desk: Desk, form: str | None = None) -> list[KeptDraft]:
    """All drafts, of one `form` if given, the last typed first."""
    query = Draft.select().order_by(Draft.updated_at.desc(), Draft.id.desc())
    if form is not None:
        query = query.where(Draft.form == form)
    return [_read_draft(row) for row in query]


def take_draft(uid: UUID | str) -> KeptDraft | None:
    """The draft `uid`, to go on with; it stays until `clear_draft`. None when it is gone."""
    row = Draft.get_or_none(Draft.uid == _uuid(uid))
    return None if row is None else _read_draft(row)


def clear_draft(uid: UUID | str) -> None:
    """Remove the draft `uid`: it was saved, or the clerk threw it away. Raises `Refused`, also where one only looks."""
    with _writing():
        Draft.delete().where(Draft.uid == _uuid(uid)).execute()


def clear_telling(thing: str, fields: Collection[str]) -> None:
    """Remove the drafts of forms about `thing` (``field_campaign:3:``) in which one of `fields` is filled in; within
    the act that takes out of the file what may stand there.
    """
    for row in Draft.select().where(Draft.form.startswith(thing)):
        if any(_read_draft(row).body.get(name, "").strip() for name in fields):
            row.delete_instance()


def rename_fields(forms: str, names: Mapping[str, str]) -> None:
    """The fields of the forms that begin so are called otherwise from now on, and so are those of their drafts.

    One that is called nothing is no more. Within the act that does it.
    """
    for row in Draft.select().where(Draft.form.startswith(forms)):
        body = {new: text for name, text in _read_draft(row).body.items() if (new := names.get(name, name))}
        row.body = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        row.save()


@contextmanager
def _writing() -> Iterator[None]:
    with storing(), db.atomic():
        yield


def _uuid(uid: UUID | str) -> UUID:
    return uid if isinstance(uid, UUID) else UUID(uid)


def _read_draft(row: Draft) -> KeptDraft:
    try:
        raw = json.loads(row.body)
        body = {str(key): str(value) for key, value in raw.items()}
    except (ValueError, AttributeError):
        body = {}
    return KeptDraft(row.uid, row.form, row.title, body, row.officer_name, row.updated_at)
