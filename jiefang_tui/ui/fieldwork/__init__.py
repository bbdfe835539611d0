"""The screens of 走访 (F8)."""
