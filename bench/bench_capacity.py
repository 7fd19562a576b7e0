"""What a workshop costs and what many of them need, on a PostgreSQL of its own; ``docs/capacity.md`` says how to read it."""

from __future__ import annotations

from fresh import report_of

if __name__ == "__main__":
    report_of("capacity", postgres=True)
