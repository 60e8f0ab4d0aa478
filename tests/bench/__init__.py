"""Measurements that a person runs by hand: `python -m tests.bench`. The figures stand in docs/performance.md."""
