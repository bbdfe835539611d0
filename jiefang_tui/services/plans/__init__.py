"""接访安排: rules, days, who was there, who takes over, what was made public."""
