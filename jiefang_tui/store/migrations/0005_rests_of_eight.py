"""Step 5: rests_of_eight. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# ruff: noqa: E501
# fmt: off
from peewee import DateField, TextField
from playhouse.migrate import migrate


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    migrate(migrator.add_column("officer", "villages", TextField(default='')))
    migrate(migrator.add_column("matter", "assigned_leader", TextField(default='')))
    migrate(migrator.add_column("matter", "assigned_level", TextField(default='')))
    migrate(migrator.add_column("instruction", "answered_on", DateField(null=True)))
    migrate(migrator.add_column("instruction", "answer", TextField(default='')))
    db.execute_sql('ALTER TABLE "plan_rule" ADD COLUMN "replaced_by_id" INTEGER REFERENCES "plan_rule" ("id")')
    migrate(migrator.add_column("plan_rule", "counted_from", DateField(null=True)))
    migrate(migrator.add_column("plan_rule", "stopped_on", DateField(null=True)))
    migrate(migrator.add_column("plan_rule", "was_to_end_on", DateField(null=True)))
    db.execute_sql('ALTER TABLE "plan_turn" ADD COLUMN "next_leader_id" INTEGER REFERENCES "officer" ("id")')
    migrate(migrator.add_column("plan_turn", "next_from", DateField(null=True)))
    migrate(migrator.add_column("plan_day", "laid_on", DateField(null=True)))
    migrate(migrator.add_column("plan_day", "succeeded_from", DateField(null=True)))
    db.execute_sql('ALTER TABLE "plan_day" ADD COLUMN "predecessor_id" INTEGER REFERENCES "officer" ("id")')
    migrate(migrator.add_column("appointment", "kind", TextField(default='ordinary')))
    db.execute_sql('DROP INDEX "household_campaign_id_head"')
    db.execute_sql('CREATE INDEX "matter_assigned_level_transferred_in_on" ON "matter" ("assigned_level", "transferred_in_on")')
    db.execute_sql('CREATE INDEX "household_campaign_id_number" ON "household" ("campaign_id", "number")')
    db.execute_sql('CREATE TABLE "named_leader" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "visit_id" INTEGER NOT NULL, "leader_id" INTEGER NOT NULL, "appointment_id" INTEGER, FOREIGN KEY ("visit_id") REFERENCES "visit" ("id"), FOREIGN KEY ("leader_id") REFERENCES "officer" ("id"), FOREIGN KEY ("appointment_id") REFERENCES "appointment" ("id"))')
    db.execute_sql('CREATE UNIQUE INDEX "named_leader_visit_id" ON "named_leader" ("visit_id")')
    db.execute_sql('CREATE INDEX "named_leader_leader_id" ON "named_leader" ("leader_id")')
    db.execute_sql('CREATE INDEX "named_leader_appointment_id" ON "named_leader" ("appointment_id")')
    db.execute_sql('CREATE INDEX "plan_rule_replaced_by_id" ON "plan_rule" ("replaced_by_id")')
    db.execute_sql('CREATE INDEX "plan_day_predecessor_id" ON "plan_day" ("predecessor_id")')
    db.execute_sql('CREATE INDEX "plan_turn_next_leader_id" ON "plan_turn" ("next_leader_id")')
