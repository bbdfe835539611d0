"""What the desk does: one function = one act = one transaction = one audit entry."""
