"""Moves on the grid of a programme of 100 papers: milliseconds on the server."""

from __future__ import annotations

from fresh import report_of

if __name__ == "__main__":
    report_of("programme_moves")
