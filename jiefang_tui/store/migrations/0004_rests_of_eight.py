"""Step 4: rests_of_eight. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# ruff: noqa: E501
# fmt: off
from peewee import TextField
from playhouse.migrate import migrate


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    migrate(migrator.add_column("officer", "villages", TextField(default='')))
    migrate(migrator.add_column("matter", "assigned_leader", TextField(default='')))
    migrate(migrator.add_column("matter", "assigned_level", TextField(default='')))
    db.execute_sql('DROP INDEX "deadline_is_open_raw_on_matter_id"')
    db.execute_sql('DROP INDEX "matter_state_executed_on_was_handled_followed_up_on_concluded_on"')
    db.execute_sql('CREATE INDEX "matter_assigned_level_transferred_in_on" ON "matter" ("assigned_level", "transferred_in_on")')
    db.execute_sql('CREATE INDEX "matter_to_rest" ON "matter" ("state", "was_handled", "executed_on", "opinion_result", "followed_up_on", "concluded_on")')
    db.execute_sql('CREATE INDEX "deadline_running" ON "deadline" ("is_open", "raw_on", "matter_id", "kind", "is_paused", "rolled_on", "warn_on")')
