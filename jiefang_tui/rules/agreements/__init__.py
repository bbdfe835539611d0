"""协议: instalments, what may follow, money in words."""
