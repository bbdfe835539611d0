"""Papers of the law's way: notices, opinions, what is handed over sealed."""
