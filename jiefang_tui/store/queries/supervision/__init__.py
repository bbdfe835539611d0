"""What the supervisor reads: late, silent, pushed."""
