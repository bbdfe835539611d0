"""What is done together: the other side of a dispute, the tables of campaigns, common causes."""
