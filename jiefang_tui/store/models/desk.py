"""What the desk itself keeps: settings, drafts, the audit trail, search."""

from __future__ import annotations

from typing import Any

from peewee import AutoField, IntegerField, Model, TextField

from jiefang_tui.store.fields import MomentField
from jiefang_tui.store.models.base import Row, db
from jiefang_tui.store.models.lifecycle import DROP, STAY, Clear, Keep, Lifecycle


class Setting(Row):
    """One setting of this office, as text."""

    key = TextField(unique=True)
    value = TextField(default="")


class Draft(Row):
    """An unfinished form: raw text by field as JSON. No audit entry, no change signal."""

    form = TextField(index=True)
    """Which form: ``intake``, ``talk:<visit id>``, ``lines`` ..."""
    title = TextField(default="")
    """What the clerk sees when it is offered again."""
    body = TextField()
    officer_name = TextField(default="")
    created_at: Any = MomentField()
    updated_at: Any = MomentField()

    lifecycle = Lifecycle(on_sealing=DROP, on_merging=STAY)


class SavedFilter(Row):
    """A filter of the ledger kept under a name."""

    name = TextField(unique=True)
    body = TextField()
    """JSON: the fields of `rules.ledger_filter.LedgerFilter` that are set."""
    created_at: Any = MomentField()


class AuditEntry(Row):
    """One act: who, when, what, before and after. Written by the same transaction as the act; never changed."""

    id: Any = AutoField()
    """The rising sequence number, by which history is ordered."""
    at: Any = MomentField()
    officer_id = IntegerField(null=True)
    officer_name = TextField(default="")
    act = TextField(index=True)
    subject = TextField(default="", index=True)
    """The row it is about, ``matter:12``."""
    before = TextField(default="{}")
    after = TextField(default="{}")
    """JSON: ``{"matter:12": {"state": "handling"}}``, changed columns only."""
    reason = TextField(default="")
    salt = TextField(default="")
    words_hash = TextField(default="")
    chain = TextField(default="")
    """Empty until the entries are chained: then a hash over the entry before, the facts of this one, and
    `words_hash` (of `salt` and the words), so that sealing can take words and salt away and the chain holds."""

    lifecycle = Lifecycle(
        on_sealing=Clear(
            "before",
            "after",
            "reason",
            "salt",
            kept={
                "act subject officer_name": "who did what when; of what, by number only",
                "words_hash chain": "hashes: without the salt nobody guesses the words back, and the chain holds",
            },
        ),
        on_merging=STAY,
        not_in_hand="history",
    )
    """Of `before` and `after` only what sealing took out of the rows."""


class AccessEntry(Row):
    """Who looked at personal data in full: the transcription view, a paper, an export."""

    at: Any = MomentField()
    officer_id = IntegerField(null=True)
    officer_name = TextField(default="")
    subject = TextField(default="")
    action = TextField(default="")

    lifecycle = Lifecycle(
        on_sealing=Keep("who looked when; at what, by number only"),
        on_merging=STAY,
        not_in_hand="history",
        fixed="officer_name subject action",
    )


class Search(Model):
    """One narrow row for each thing that can be found: words, pinyin initials and numbers apart.

    Written by `store.search` only, which keeps the full-text index (`store.grams`) in step with it.
    """

    kind = TextField()
    """``person``, ``matter`` or ``visit``."""
    row_id = IntegerField()
    words = TextField(default="")
    """Names, title, place, as written, in lower case."""
    letters = TextField(default="")
    """Pinyin initials of the names and the title."""
    numbers = TextField(default="")
    """Register number, phone, ID, the county system's numbers."""

    lifecycle = Lifecycle(on_sealing=DROP, on_merging=STAY)
    """What is left of a row is put in again, a sealed matter by its number."""

    class Meta:
        database = db
        legacy_table_names = False
        indexes = ((("kind", "row_id"), True),)
