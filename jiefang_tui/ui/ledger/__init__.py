"""台账 (F4), its filters, and 查找."""
