"""Step 5: rests_of_eight. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# fmt: off
from peewee import DateField, TextField
from playhouse.migrate import migrate


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    migrate(migrator.add_column("agreement", "execution_applied_on", DateField(null=True)))
    migrate(migrator.add_column("agreement", "particulars", TextField(default='')))
    migrate(migrator.add_column("agreement", "main_facts", TextField(default='')))
    migrate(migrator.add_column("agreement", "disputes", TextField(default='')))
    migrate(migrator.add_column("agreement", "liability", TextField(default='')))
    migrate(migrator.add_column("agreement", "manner", TextField(default='')))
    migrate(migrator.add_column("agreement", "kept_on", DateField(null=True)))
    migrate(migrator.add_column("agreement", "kept_note", TextField(default='')))
    migrate(migrator.add_column("instalment", "changed_on", DateField(null=True)))
    migrate(migrator.add_column("instalment", "forgiven_on", DateField(null=True)))
