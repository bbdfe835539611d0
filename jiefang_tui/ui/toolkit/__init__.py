"""What every screen uses: the frame of a screen, dialogs, forms, lists; knows services, and no topic."""
