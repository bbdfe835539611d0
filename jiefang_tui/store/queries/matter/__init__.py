"""What is read of one matter, and where every matter stands."""
