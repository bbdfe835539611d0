"""走访: the columns of a round, the spans of a check."""
