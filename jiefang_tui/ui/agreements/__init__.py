"""协议 on a matter: its lines in 履约 and the forms of its acts."""
