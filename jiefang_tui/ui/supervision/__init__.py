"""督办 (F5) and everything that pushes a matter that does not move."""
