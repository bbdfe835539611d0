"""What every act stands on: the open desk, one act as one transaction, the file opened, kept and closed."""
