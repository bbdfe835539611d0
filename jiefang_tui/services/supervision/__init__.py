"""What pushes a matter that does not move: cards, urging, 再次提请, 会商, 提级."""
