"""What Prometheus reads: requests as the processes of this web server counted them, the rest asked when it is read.

The labels are bounded: routes by the addresses of the product, methods and states by fixed lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from conference import env, operations

METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"})
SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

_requests = Counter(
    "plenary_requests", "Requests answered.", ["route", "method", "status"], registry=CollectorRegistry()
)
_seconds = Histogram(
    "plenary_request_seconds",
    "Seconds until a request was answered.",
    ["route"],
    buckets=SECONDS,
    registry=CollectorRegistry(),
)


def count_request(*, route: str, method: str, status: int, seconds: float) -> None:
    _requests.labels(route, method if method in METHODS else "other", str(status)).inc()
    _seconds.labels(route).observe(seconds)


def exposition() -> bytes:
    """Return all figures in Prometheus' text format."""
    registry = CollectorRegistry()
    folder = env.metrics_folder()
    if folder:
        MultiProcessCollector(registry, path=folder)  # type: ignore[no-untyped-call]
    else:
        registry.register(_requests)
        registry.register(_seconds)
    registry.register(_Installation())
    return generate_latest(registry)


class _Installation(Collector):
    """The state of the whole installation: the same, whichever web server is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = operations.state()
        yield _by_state("plenary_jobs", "Jobs by state.", found.jobs)
        yield _by_state("plenary_mails", "Mails by state.", found.mails)
        for name, about, value in (
            ("plenary_jobs_oldest_waiting_seconds", "Age of the job that waits longest.", found.oldest_job),
            (
                "plenary_mails_oldest_waiting_seconds",
                "Age of the mail that waits longest.",
                found.oldest_mail,
            ),
            ("plenary_disk_free_bytes", "Room left in the data folder.", found.disk_free),
            ("plenary_database_bytes", "Size of the database.", found.database_size),
            ("plenary_workers_alive", "Workers that gave a sign of life lately.", found.workers_alive),
        ):
            yield GaugeMetricFamily(name, about, value=value)


def _by_state(name: str, about: str, counts: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=["state"])
    for state, count in counts.items():
        family.add_metric([state], count)
    return family
