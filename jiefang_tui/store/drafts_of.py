"""Which half-typed forms can concern a report that is taken out of the file: they are erased whole.

A draft has no key to what it is about but its form, the links it holds and its words. One that is tied to the matter,
to a visit about it or to who came for it alone goes, whatever stands in it, also a paraphrase. Any other goes where it
has a clause of what was said, or is about somebody of that name and no other phone. What somebody else half typed
without any of that nobody can know, and it stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jiefang_tui.rules.reports import clauses
from jiefang_tui.rules.text import fold
from jiefang_tui.store.database import among
from jiefang_tui.store.models import Draft

LONG = 6
"""Shorter words say little by themselves: another form with the same words in it is somebody else's."""
_NAMES = ("name", "on_behalf_of")


@dataclass(frozen=True)
class Concerned:
    """What a draft may be about."""

    rows: frozenset[str] = frozenset()
    """``matter:12``, ``visit:3``, ``person:5`` and the rows that hang on them."""
    uids: frozenset[UUID] = frozenset()
    """Of the visits: a visit has the uid of the draft it was saved from."""
    people: Mapping[str, frozenset[str]] | None = None
    """Phones by name of who came for this alone."""
    said: frozenset[str] = frozenset()
    """Texts: what was said, and by whom."""


def forget_drafts(what: Concerned) -> None:
    """Erase every draft that can be about that."""
    long = frozenset(one for one in clauses(what.said) if len(one) >= LONG)
    gone = [row.id for row in Draft.select() if _concerns(row, what, long)]
    Draft.delete().where(Draft.id.in_(among(gone))).execute()


def _concerns(draft: Any, what: Concerned, long: Iterable[str]) -> bool:
    kind, _, rest = draft.form.partition(":")
    tied = {f"visit:{rest}"} if kind == "talk" else {f"{kind}:{rest.partition(':')[0]}"}
    body = _body(draft.body)
    if draft.uid in what.uids or what.rows & (tied | _links(body)):
        return True
    if any(_is_about(one, what.people or {}) for one in (body, *_blocks(body))):
        return True
    text = fold(draft.title + draft.body)
    return any(fold(one) in text for one in long)


def _body(text: str) -> dict[str, str]:
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in read.items()} if isinstance(read, dict) else {}


def _blocks(body: Mapping[str, str]) -> list[dict[str, str]]:
    return [raw for raw, _ in _matters(body) if isinstance(raw, dict)]


def _matters(body: Mapping[str, str]) -> list[tuple[Any, Any]]:
    """The matters of an intake form, each with the id of the matter it was linked to."""
    try:
        _, matters = json.loads(body.get("_blocks") or "[0, []]")
        return [(raw, matter_id) for raw, matter_id in matters]
    except (ValueError, TypeError):
        return []


def _links(body: Mapping[str, str]) -> set[str]:
    """What the form was linked to with ^O, or by a booking."""
    found = {f"matter:{matter_id}" for _, matter_id in _matters(body)}
    return found | {f"person:{body.get('_person', '')}", f"appointment:{body.get('_appointment', '')}"}


def _is_about(body: Mapping[str, str], people: Mapping[str, frozenset[str]]) -> bool:
    phone = fold(body.get("phone", ""))
    for name in (fold(body.get(field, "")) for field in _NAMES):
        if name and name in people and (not phone or not people[name] or phone in people[name]):
            return True
    return False
