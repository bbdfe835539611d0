"""What typed words mean: amounts, days, times, numbers, who somebody is. Pure, as all rules are."""
