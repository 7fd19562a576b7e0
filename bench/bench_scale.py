"""Each page at 1,000 and at 1,000,000 submissions, on a PostgreSQL of its own. ``BENCH_WORKSHOPS=500`` asks for fewer.

``BENCH_PAGE=/ BENCH_PAPERS=4`` asks for one page of many small workshops, with the plan of each of its queries.
"""

from __future__ import annotations

from fresh import report_of

if __name__ == "__main__":
    report_of("scale", postgres=True)
