"""Benchmarks: ratios against a bare Textual app measured in the same run, with 100,000 matters in the file.

python -m tests.bench [--json] [--matters N] [--data DIR]
"""
