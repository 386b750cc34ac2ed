"""What the desk costs beside a bare Django view on the same rows: `python -m tests.benchmarks`, never in the suite."""
