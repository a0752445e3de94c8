"""What can be watched from outside: counts and durations, never who or what."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """One registry a process, so that two applications in a test do not count into each other."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.received = Counter("chihoi_updates_received", "Updates taken in", registry=self.registry)
        self.known = Counter("chihoi_updates_known", "Updates that came again", registry=self.registry)
        self.done = Counter("chihoi_updates_done", "Updates whose effect is committed", registry=self.registry)
        self.failed = Counter("chihoi_updates_failed", "Tries that ended in an error", registry=self.registry)
        self.aside = Counter("chihoi_updates_set_aside", "Updates given up", registry=self.registry)
        self.shown = Counter("chihoi_replies_shown", "Replies shown", registry=self.registry)
        self.unshown = Counter("chihoi_replies_not_shown", "Replies that could not be shown", registry=self.registry)
        self.jobs = Counter("chihoi_jobs_done", "Things regular jobs did", ["job"], registry=self.registry)
        self.poll_at = Gauge("chihoi_last_poll_timestamp_seconds", "Last answered poll", registry=self.registry)
        self.deliveries = Counter(
            "chihoi_deliveries", "What is sent unasked, by what became of it", ["outcome"], registry=self.registry
        )
        self.behind = Gauge(
            "chihoi_deliveries_seconds_behind", "How long the oldest that is due has been due", registry=self.registry
        )
        self.seconds = Histogram(
            "chihoi_update_seconds",
            "From taking an update in to having shown its reply",
            buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
            registry=self.registry,
        )

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)
