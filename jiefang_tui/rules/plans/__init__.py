"""接访安排: whose turn it is, how often, a roster read."""
