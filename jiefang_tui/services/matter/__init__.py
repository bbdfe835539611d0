"""A matter (事项) as a whole: correcting, commitments, relating and merging."""
