"""走访和入户: visits to people, rounds from house to house, disputes that villages look for."""
