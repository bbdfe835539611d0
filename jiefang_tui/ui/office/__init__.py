"""What the office says of itself: settings, units, who sits here, handover."""
