"""Step 5: rests_of_eight. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# fmt: off
from peewee import DateField, TextField
from playhouse.migrate import migrate


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    migrate(migrator.add_column("instruction", "answered_on", DateField(null=True)))
    migrate(migrator.add_column("instruction", "answer", TextField(default='')))
