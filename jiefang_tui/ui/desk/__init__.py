"""The program itself: the start and its questions, the command palette, help, what the desk has to say."""
