"""Step 3: every_way_of_receiving. Written by ``python -m tests.store.new_step``; frozen once it was released."""

# ruff: noqa: E501
# fmt: off
from peewee import TextField
from playhouse.migrate import migrate


def up(migrator, db):
    """Bring the file from the shape before to this one."""
    migrate(migrator.add_column("session_participant", "attendance", TextField(default='')))
    migrate(migrator.add_column("session_participant", "presence", TextField(default='')))
    db.execute_sql('CREATE TABLE "agreement" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "matter_id" INTEGER NOT NULL, "kind" TEXT NOT NULL, "is_oral" INTEGER NOT NULL, "basis" TEXT NOT NULL, "basis_no" TEXT NOT NULL, "basis_last_day" DATE, "execution_applied" INTEGER, "signed_on" DATE NOT NULL, "mediator" TEXT NOT NULL, "mediation_body" TEXT NOT NULL, "has_seal" INTEGER NOT NULL, "has_employer" INTEGER NOT NULL, "terms" TEXT NOT NULL, "accelerates" INTEGER NOT NULL, "accelerated_on" DATE, "accelerated_word" TEXT NOT NULL, "withdrawn_on" DATE, "withdraw_reason" TEXT NOT NULL, FOREIGN KEY ("matter_id") REFERENCES "matter" ("id"))')
    db.execute_sql('CREATE INDEX "agreement_matter_id" ON "agreement" ("matter_id")')
    db.execute_sql('CREATE TABLE "agreement_party" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "agreement_id" INTEGER NOT NULL, "position" INTEGER NOT NULL, "role" TEXT NOT NULL, "name" TEXT NOT NULL, "share" INTEGER, "received_by" TEXT NOT NULL, FOREIGN KEY ("agreement_id") REFERENCES "agreement" ("id"))')
    db.execute_sql('CREATE INDEX "agreement_party_agreement_id" ON "agreement_party" ("agreement_id")')
    db.execute_sql('CREATE TABLE "instalment" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "agreement_id" INTEGER NOT NULL, "position" INTEGER NOT NULL, "due_on" DATE NOT NULL, "amount" INTEGER NOT NULL, "agreed_due_on" DATE, "change_reason" TEXT NOT NULL, "forgiven" INTEGER NOT NULL, "forgive_reason" TEXT NOT NULL, "falls_due_on" DATE, "owed" INTEGER NOT NULL, FOREIGN KEY ("agreement_id") REFERENCES "agreement" ("id"))')
    db.execute_sql('CREATE INDEX "instalment_agreement_id" ON "instalment" ("agreement_id")')
    db.execute_sql('CREATE INDEX "instalment_falls_due_on_owed_agreement_id" ON "instalment" ("falls_due_on", "owed", "agreement_id")')
    db.execute_sql('CREATE TABLE "instalment_payment" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "agreement_id" INTEGER NOT NULL, "paid_on" DATE NOT NULL, "amount" INTEGER NOT NULL, "payer" TEXT NOT NULL, "proof" TEXT NOT NULL, "removed_on" DATE, "remove_reason" TEXT NOT NULL, FOREIGN KEY ("agreement_id") REFERENCES "agreement" ("id"))')
    db.execute_sql('CREATE INDEX "instalment_payment_agreement_id" ON "instalment_payment" ("agreement_id")')
    db.execute_sql('CREATE TABLE "opposite_party" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "matter_id" INTEGER NOT NULL, "session_id" INTEGER, "name" TEXT NOT NULL, "relation" TEXT NOT NULL, "phone" TEXT NOT NULL, "asked_on" DATE NOT NULL, "may_meet" INTEGER NOT NULL, "visitor_said" TEXT NOT NULL, "invited_on" DATE, "invited_how" TEXT NOT NULL, "attendance" TEXT NOT NULL, "came_on" DATE, "has_agreed" INTEGER, "outcome" TEXT NOT NULL, "withdrawn_on" DATE, "withdraw_reason" TEXT NOT NULL, FOREIGN KEY ("matter_id") REFERENCES "matter" ("id"), FOREIGN KEY ("session_id") REFERENCES "reception_session" ("id"))')
    db.execute_sql('CREATE INDEX "opposite_party_matter_id" ON "opposite_party" ("matter_id")')
    db.execute_sql('CREATE INDEX "opposite_party_session_id" ON "opposite_party" ("session_id")')
    db.execute_sql('CREATE TABLE "owner_question" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "matter_id" INTEGER NOT NULL, "session_id" INTEGER, "consultation_id" INTEGER NOT NULL, "task_id" INTEGER, "decided_on" DATE, "owner_id" INTEGER, "decided_by" TEXT NOT NULL, "reason" TEXT NOT NULL, "withdrawn_on" DATE, "withdraw_reason" TEXT NOT NULL, FOREIGN KEY ("matter_id") REFERENCES "matter" ("id"), FOREIGN KEY ("session_id") REFERENCES "reception_session" ("id"), FOREIGN KEY ("consultation_id") REFERENCES "consultation" ("id"), FOREIGN KEY ("task_id") REFERENCES "consultation_part" ("id"), FOREIGN KEY ("owner_id") REFERENCES "unit" ("id"))')
    db.execute_sql('CREATE INDEX "owner_question_matter_id" ON "owner_question" ("matter_id")')
    db.execute_sql('CREATE INDEX "owner_question_session_id" ON "owner_question" ("session_id")')
    db.execute_sql('CREATE INDEX "owner_question_consultation_id" ON "owner_question" ("consultation_id")')
    db.execute_sql('CREATE INDEX "owner_question_task_id" ON "owner_question" ("task_id")')
    db.execute_sql('CREATE INDEX "owner_question_owner_id" ON "owner_question" ("owner_id")')
    db.execute_sql('CREATE TABLE "plan_rule" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "kind" TEXT NOT NULL, "begins_on" DATE NOT NULL, "ends_on" DATE, "laid_to" DATE NOT NULL, "weekdays" TEXT NOT NULL, "digits" TEXT NOT NULL, "is_lunar" INTEGER NOT NULL, "month_days" TEXT NOT NULL, "on_rest_day" TEXT NOT NULL, "mode" TEXT NOT NULL, "hours" TEXT NOT NULL, "place" TEXT NOT NULL, "phone" TEXT NOT NULL, "units" TEXT NOT NULL)')
    db.execute_sql('CREATE TABLE "plan_day" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "day" DATE NOT NULL, "leader_id" INTEGER NOT NULL, "rule_id" INTEGER, "mode" TEXT NOT NULL, "hours" TEXT NOT NULL, "place" TEXT NOT NULL, "phone" TEXT NOT NULL, "planned_leader_id" INTEGER, "swapped_with" DATE, "change_reason" TEXT NOT NULL, "cancelled_on" DATE, "cancel_reason" TEXT NOT NULL, "attended_at" TEXT, "attended_by" TEXT NOT NULL, "had_no_visitor" INTEGER NOT NULL, "done_instead" TEXT NOT NULL, FOREIGN KEY ("leader_id") REFERENCES "officer" ("id"), FOREIGN KEY ("rule_id") REFERENCES "plan_rule" ("id"), FOREIGN KEY ("planned_leader_id") REFERENCES "officer" ("id"))')
    db.execute_sql('CREATE INDEX "plan_day_leader_id" ON "plan_day" ("leader_id")')
    db.execute_sql('CREATE INDEX "plan_day_rule_id" ON "plan_day" ("rule_id")')
    db.execute_sql('CREATE INDEX "plan_day_planned_leader_id" ON "plan_day" ("planned_leader_id")')
    db.execute_sql('CREATE INDEX "plan_day_day_leader_id" ON "plan_day" ("day", "leader_id")')
    db.execute_sql('CREATE TABLE "plan_turn" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "rule_id" INTEGER NOT NULL, "position" INTEGER NOT NULL, "leader_id" INTEGER NOT NULL, "weekday" INTEGER, "place" TEXT NOT NULL, FOREIGN KEY ("rule_id") REFERENCES "plan_rule" ("id"), FOREIGN KEY ("leader_id") REFERENCES "officer" ("id"))')
    db.execute_sql('CREATE INDEX "plan_turn_rule_id" ON "plan_turn" ("rule_id")')
    db.execute_sql('CREATE INDEX "plan_turn_leader_id" ON "plan_turn" ("leader_id")')
    db.execute_sql('CREATE TABLE "public_notice" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "first_day" DATE NOT NULL, "last_day" DATE NOT NULL, "edition" INTEGER NOT NULL, "written_on" DATE NOT NULL, "published_on" DATE, "lines" TEXT NOT NULL, "file" TEXT NOT NULL)')
    db.execute_sql('CREATE UNIQUE INDEX "public_notice_first_day_last_day_edition" ON "public_notice" ("first_day", "last_day", "edition")')
    db.execute_sql('CREATE TABLE "undertaking" ("id" INTEGER NOT NULL PRIMARY KEY, "uid" TEXT NOT NULL, "version" INTEGER NOT NULL, "session_id" INTEGER, "matter_id" INTEGER, "unit_id" INTEGER, "person" TEXT NOT NULL, "text" TEXT NOT NULL, "said_on" DATE NOT NULL, "due_on" DATE, "first_due_on" DATE, "change_reason" TEXT NOT NULL, "done_on" DATE, "proof" TEXT NOT NULL, "withdrawn_on" DATE, "withdraw_reason" TEXT NOT NULL, FOREIGN KEY ("session_id") REFERENCES "reception_session" ("id"), FOREIGN KEY ("matter_id") REFERENCES "matter" ("id"), FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"))')
    db.execute_sql('CREATE INDEX "undertaking_session_id" ON "undertaking" ("session_id")')
    db.execute_sql('CREATE INDEX "undertaking_matter_id" ON "undertaking" ("matter_id")')
    db.execute_sql('CREATE INDEX "undertaking_unit_id" ON "undertaking" ("unit_id")')
    db.execute_sql('CREATE INDEX "undertaking_done_on_due_on" ON "undertaking" ("done_on", "due_on")')
