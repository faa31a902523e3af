"""Measures the method on the demo model: `python packaging/evaluate` draws stories and scores them with the judge."""
