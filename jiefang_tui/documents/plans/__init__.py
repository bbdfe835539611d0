"""The papers of 接访安排: the notice of a span of days, the board of the leaders."""
