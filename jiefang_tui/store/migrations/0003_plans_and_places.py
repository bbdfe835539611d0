"""Step 3: plans_and_places. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# ruff: noqa: E501
# fmt: off


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    db.execute_sql('CREATE TABLE "village" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "name" TEXT NOT NULL, "area_code" TEXT NOT NULL, "other_names" TEXT NOT NULL, "groups" TEXT NOT NULL, "is_active" INTEGER NOT NULL)')
    db.execute_sql('CREATE UNIQUE INDEX "village_name" ON "village" ("name")')
