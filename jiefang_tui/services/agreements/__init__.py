"""协议 and 履约: agreed, paid, put off, forgiven, fallen due at once; each taken back."""
