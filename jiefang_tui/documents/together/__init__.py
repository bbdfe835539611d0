"""The papers of 1+X: the closing sheet of a session, of a campaign, the report of a common cause."""
