"""Our own few widgets: planes of colour, cells of ASCII or full width, as few nodes as possible."""
