"""How a matter comes to rest: executed, visited again, taken off the list, opened again."""
