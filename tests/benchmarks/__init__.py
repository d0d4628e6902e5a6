"""What the site costs: programs of their own, `python -m tests.benchmarks.measure_pages` and others (`make bench`)."""
