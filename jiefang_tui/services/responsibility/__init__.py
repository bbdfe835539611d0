"""三定三包: the six boxes."""
