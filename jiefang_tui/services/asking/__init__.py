"""Free words of every form: whether they carry a report (检举控告), asked once; and the report that waits with them."""
