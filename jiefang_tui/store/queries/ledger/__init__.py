"""What is read of all matters at once."""
