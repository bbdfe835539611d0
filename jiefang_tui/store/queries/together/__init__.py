"""1+X: who sat beside the leader, what they undertook, the other side at the table."""
