"""Filling a template and writing a paper to disk."""
