"""What is read of the law's way: dates, papers, who has it."""
