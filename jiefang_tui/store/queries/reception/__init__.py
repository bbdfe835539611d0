"""What is read on a reception day."""
