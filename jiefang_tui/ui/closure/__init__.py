"""How a matter comes to rest: 履约, 回访, 结案审查."""
