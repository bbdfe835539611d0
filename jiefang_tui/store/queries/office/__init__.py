"""What is read of officers and units."""
