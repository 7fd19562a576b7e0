"""10,000 odd requests with a fixed seed, on PostgreSQL. ``BENCH_REQUESTS`` asks for another number."""

from __future__ import annotations

from fresh import report_of

if __name__ == "__main__":
    report_of("fuzz", postgres=True)
