"""Put work in the queue inside the transaction of the change that causes it; run it at a site."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


def task(name: str):
    """A job that is run at a site, in one transaction, and again when it fails. It must be idempotent."""

    def decorate(function):
        @functools.wraps(function)
        def run(site_id: int, **ids):
            with _connection_of_its_own(), at_site(site_id), transaction.atomic():
                function(**ids)

        return app.task(name=name, retry=RETRY)(run)

    return decorate


def long_task(name: str):
    """A job too long for one transaction: it opens its own, so that others see how far it is."""

    def decorate(function):
        @functools.wraps(function)
        def run(site_id: int, **ids):
            with _connection_of_its_own(), at_site(site_id):
                function(**ids)

        return app.task(name=name, retry=RETRY)(run)

    return decorate


def every(cron: str, name: str):
    """A job that is run at every site at the times of ``cron``, by the site's own clock; it gets ``now``."""

    def decorate(function):
        def run_everywhere(timestamp: int):
            now = datetime.fromtimestamp(timestamp).astimezone()
            failed = []
            with _connection_of_its_own():
                for site_id, zone in Site.objects.order_by("pk").values_list("pk", "timezone"):
                    try:
                        with at_site(site_id), timezone.override(zone), transaction.atomic():
                            function(now=now)
                    except Exception as error:  # one site's trouble must not keep the others waiting
                        failed.append(error)
            if failed:
                raise ExceptionGroup(name, failed)

        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name, pass_context=False)(run_everywhere))
        return function

    return decorate


@contextmanager
def _connection_of_its_own() -> Iterator[None]:
    """Jobs run in threads that come and go: what a job opened is closed with it."""
    is_called_in_transaction = connection.in_atomic_block
    try:
        yield
    finally:
        if not is_called_in_transaction:
            connection.close()


def later(name: str, *, site_id: int, at: datetime | None = None, **ids) -> None:
    """Defer a job by name; it is there when the transaction is, and not otherwise."""
    app.configure_task(name=name, schedule_at=at).defer(
        site_id=site_id, **{key: str(value) for key, value in ids.items()}
    )
