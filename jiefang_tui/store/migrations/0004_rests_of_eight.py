"""Step 4: rests_of_eight. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# ruff: noqa: E501
# fmt: off
from peewee import TextField
from playhouse.migrate import migrate


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    migrate(migrator.add_column("appointment", "kind", TextField(default='ordinary')))
    db.execute_sql('DROP INDEX "deadline_is_open_raw_on_matter_id"')
    db.execute_sql('DROP INDEX "matter_state_executed_on_was_handled_followed_up_on_concluded_on"')
    db.execute_sql('CREATE INDEX "matter_to_rest" ON "matter" ("state", "was_handled", "executed_on", "opinion_result", "followed_up_on", "concluded_on")')
    db.execute_sql('CREATE INDEX "deadline_running" ON "deadline" ("is_open", "raw_on", "matter_id", "kind", "is_paused", "rolled_on", "warn_on")')
    db.execute_sql('CREATE TABLE "named_leader" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "visit_id" INTEGER NOT NULL, "leader_id" INTEGER NOT NULL, "appointment_id" INTEGER, FOREIGN KEY ("visit_id") REFERENCES "visit" ("id"), FOREIGN KEY ("leader_id") REFERENCES "officer" ("id"), FOREIGN KEY ("appointment_id") REFERENCES "appointment" ("id"))')
    db.execute_sql('CREATE UNIQUE INDEX "named_leader_visit_id" ON "named_leader" ("visit_id")')
    db.execute_sql('CREATE INDEX "named_leader_leader_id" ON "named_leader" ("leader_id")')
    db.execute_sql('CREATE INDEX "named_leader_appointment_id" ON "named_leader" ("appointment_id")')
