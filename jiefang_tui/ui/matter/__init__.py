"""One matter (事项): its screen, the tabs that are about it as a whole, relating and merging, 转录."""
