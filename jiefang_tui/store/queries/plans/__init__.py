"""接访安排: the days of a month with what came of them, how often, what is not yet entered."""
