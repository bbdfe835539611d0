"""接访安排 (F6): the month, the rules, the leaders."""
