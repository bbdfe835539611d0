"""Agreements as they stand: what was paid on which instalment, what is owed, what may be done about it."""
