"""The chairs' tables at 50 and at 1,000 papers: milliseconds an answer at the median, and how many times as long."""

from __future__ import annotations

from fresh import report_of

if __name__ == "__main__":
    report_of("large_season")
