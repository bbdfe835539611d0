"""The law's way of a matter: 文书 and the forms behind it, and why a date is what it is."""
