"""三定三包: the six boxes and the gap meter."""
