"""The sheets of a card and of an urging."""
