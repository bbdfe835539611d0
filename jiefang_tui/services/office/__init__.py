"""What the office says of itself, and who hands over to whom."""
