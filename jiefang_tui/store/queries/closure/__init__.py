"""What is read of coming to rest."""
