"""What 走访 (F8) reads."""
