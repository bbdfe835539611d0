"""Peewee: the one database file, its models by topic, migrations, search, and the read side (queries)."""
