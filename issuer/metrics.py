"""Figures for operators, in the format of Prometheus; none of them tells anything about a person.

Requests are counted in the process that answers them: whoever runs several web processes asks each.
Everything else is read from the database when it is asked for, and so is the same everywhere.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from issuer.jobs.heartbeat import last_beat
from issuer.jobs.rows import ROWS, WAITS
from issuer.models import Achievement, Delivery, Mail, StatusList

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
NO_ROUTE = "none"
"""The name of the route when none answers an address: strangers must not invent names."""

_BUCKETS = (0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 10)
_Families = Iterator[GaugeMetricFamily]


class RequestFigures:
    """How many requests each route answered, how, and how fast."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "insygnia_requests",
            "Requests, by route and status.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "insygnia_request_seconds",
            "Time to answer, by route.",
            ["method", "route"],
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request to `route`, the template of an address."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def exposition(self) -> bytes:
        """Return the figures as Prometheus reads them."""
        return generate_latest(self._registry)


def records_exposition(session: Session, *, now: datetime) -> bytes:
    """Return the figures that the records tell, as Prometheus reads them."""
    registry = CollectorRegistry()
    registry.register(_Records(session, now))
    return generate_latest(registry)


class _Records(Collector):
    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now

    def collect(self) -> _Families:
        """Yield each figure with its values."""
        yield from _awards(self._session)
        yield from _outbox(self._session, self._now)
        yield from _ages(self._session, self._now)


def _awards(session: Session) -> _Families:
    awarded, claimed = session.execute(
        select(
            func.coalesce(func.sum(Achievement.awarded_count), 0),
            func.coalesce(func.sum(Achievement.claimed_count), 0),
        )
    ).one()
    yield _labelled("awards", "Awards, by what became of them.", "state",
                    {"awarded": awarded, "claimed": claimed})  # fmt: skip


def _outbox(session: Session, now: datetime) -> _Families:
    counted = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
    mails = dict.fromkeys(map(str, Delivery), 0) | {str(state): n for state, n in counted}
    yield _labelled("mails", "Mails, by state.", "state", mails)
    failures = session.execute(
        select(Mail.failure, func.count())
        .where(Mail.state == Delivery.FAILED)
        .group_by(Mail.failure)
    )
    reasons = {reason or "unknown": number for reason, number in failures}
    yield _labelled("mail_failures", "Mails given up, by the last reason.", "reason", reasons)
    depths, oldest = {}, {}
    for kind, table in ROWS.items():
        number, since = session.execute(
            select(func.count(), func.min(table.due_at)).where(
                table.state == WAITS, table.due_at <= now
            )
        ).one()
        depths[kind] = number
        oldest[kind] = (now - since).total_seconds() if number else 0
    yield _labelled("queue_depth", "Rows that wait for a worker.", "kind", depths)
    yield _labelled("queue_oldest_seconds", "How long one has waited.", "kind", oldest)


def _ages(session: Session, now: datetime) -> _Families:
    signed = session.scalar(select(func.min(StatusList.signed_at)))
    if signed is not None:
        age = (now - signed).total_seconds()
        yield _plain("status_list_age_seconds", "Since the oldest list was signed.", age)
    seen = last_beat(session)
    if seen is not None:
        silence = (now - seen).total_seconds()
        yield _plain("worker_silence_seconds", "Since any worker said it is alive.", silence)


def _labelled(
    name: str, help_text: str, label: str, values: Mapping[str, float]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"insygnia_{name}", help_text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _plain(name: str, help_text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"insygnia_{name}", help_text, value=value)
