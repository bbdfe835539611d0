"""Step 5: rests_of_eight. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# fmt: off
from peewee import DateField
from playhouse.migrate import migrate


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    db.execute_sql('ALTER TABLE "plan_turn" ADD COLUMN "next_leader_id" INTEGER REFERENCES "officer" ("id")')
    migrate(migrator.add_column("plan_turn", "next_from", DateField(null=True)))
    db.execute_sql('CREATE INDEX "plan_turn_next_leader_id" ON "plan_turn" ("next_leader_id")')
