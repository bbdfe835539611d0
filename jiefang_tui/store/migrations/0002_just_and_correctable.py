"""Step 2: just_and_correctable. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# ruff: noqa: E501
# fmt: off
from peewee import BooleanField, DateField, TextField
from playhouse.migrate import migrate


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    migrate(migrator.add_column("matter", "void_ground", TextField(default='')))
    migrate(migrator.add_column("matter", "void_for_no", TextField(default='')))
    migrate(migrator.add_column("matter", "first_contact_on", DateField(null=True)))
    migrate(migrator.add_column("matter", "first_contact_by", TextField(default='')))
    migrate(migrator.add_column("matter", "wants_report", BooleanField(default=False)))
    migrate(migrator.add_column("matter", "look_again_on", DateField(null=True)))
    migrate(migrator.add_column("matter", "look_again_result", TextField(default='')))
    migrate(migrator.add_column("matter", "duty_lies_with", TextField(default='')))
    migrate(migrator.add_column("matter", "report_answer", TextField(default='')))
    migrate(migrator.add_column("matter", "suggestion_result", TextField(default='')))
    migrate(migrator.add_column("matter", "is_ended_simply", BooleanField(default=False)))
    migrate(migrator.add_column("matter", "next_warn_on", DateField(null=True)))
    migrate(migrator.add_column("dispatch", "delivered_on", DateField(null=True)))
    migrate(migrator.add_column("dispatch", "delivered_how", TextField(default='')))
    migrate(migrator.add_column("commitment", "owed_by", TextField(default='')))
    migrate(migrator.add_column("sealed_report", "asked_on", DateField(null=True)))
    migrate(migrator.add_column("sealed_report", "asked_by", TextField(default='')))
    migrate(migrator.add_column("sealed_report", "confirmed_by", TextField(default='')))
    migrate(migrator.add_column("sealed_report", "printed_on", DateField(null=True)))
    migrate(migrator.add_column("sealed_report", "receipt", TextField(default='')))
    migrate(migrator.add_column("deadline", "warn_on", DateField(null=True)))
    migrate(migrator.add_column("document", "issuing_body", TextField(default='')))
    migrate(migrator.add_column("document", "facts_found", TextField(default='')))
    migrate(migrator.add_column("document", "legal_basis", TextField(default='')))
    migrate(migrator.add_column("document", "answers", TextField(default='')))
    migrate(migrator.add_column("document", "review_body", TextField(default='')))
    migrate(migrator.add_column("document", "file", TextField(default='')))
    migrate(migrator.add_column("visit", "void_ground", TextField(default='')))
    migrate(migrator.add_column("visit", "void_for_no", TextField(default='')))
    migrate(migrator.add_column("visit", "void_approver", TextField(default='')))
    migrate(migrator.add_column("visit", "paper_on", DateField(null=True)))
    migrate(migrator.add_column("visit", "outside_no", TextField(default='')))
    migrate(migrator.add_column("visit", "outside_due", DateField(null=True)))
    migrate(migrator.add_column("visit", "identity_check", TextField(default='')))
    db.execute_sql('CREATE INDEX "matter_look_again_on_state" ON "matter" ("look_again_on", "state")')
    db.execute_sql('CREATE TABLE "correction" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "matter_id" INTEGER NOT NULL, "about" TEXT NOT NULL, "row_id" INTEGER NOT NULL, "column" TEXT NOT NULL, "was" TEXT NOT NULL, "reason" TEXT NOT NULL, "approver_id" INTEGER, "paper_on" DATE, "officer_id" INTEGER, "corrected_at" TEXT NOT NULL, FOREIGN KEY ("matter_id") REFERENCES "matter" ("id"), FOREIGN KEY ("approver_id") REFERENCES "officer" ("id"), FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"))')
    db.execute_sql('CREATE INDEX "correction_matter_id" ON "correction" ("matter_id")')
    db.execute_sql('CREATE INDEX "correction_approver_id" ON "correction" ("approver_id")')
    db.execute_sql('CREATE INDEX "correction_officer_id" ON "correction" ("officer_id")')
    db.execute_sql('CREATE INDEX "correction_matter_id_about_row_id" ON "correction" ("matter_id", "about", "row_id")')
