"""Measurements of govcrawl beside what others reach, run by hand: `python -m benchmarks.NAME`.

CPU seconds, never wall clock; all sides interleaved in one run; medians of at least five rounds. Nothing is asked but
loopback.
"""
