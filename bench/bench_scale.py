"""Each page at 1,000 and at 1,000,000 submissions, on a PostgreSQL of its own. ``BENCH_WORKSHOPS=500`` asks for fewer."""

from __future__ import annotations

from fresh import report_of

if __name__ == "__main__":
    report_of("scale", postgres=True)
