"""What the ledger (台账) keeps: filters under a name."""
