"""Papers of the law's way."""
