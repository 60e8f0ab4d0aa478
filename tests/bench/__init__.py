"""Measurements that a person runs by hand: `python -m tests.bench`. Figures and their date stand in docs/performance.md."""
