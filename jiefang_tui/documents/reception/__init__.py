"""The two papers that leave the reception room."""
