"""What is written to the petitioner: notices and opinions."""
