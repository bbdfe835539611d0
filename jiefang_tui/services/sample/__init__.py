"""The sample day and the large invented office, made through the acts."""
