"""The papers of 走访: sheets to take along, lists to sign, the table of disputes."""
