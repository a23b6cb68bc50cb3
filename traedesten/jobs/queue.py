"""Put work in the queue inside the transaction of the change that causes it; run it at a site."""

import functools
from datetime import datetime

from django.db import close_old_connections, transaction
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
            close_old_connections()
            with at_site(site_id), transaction.atomic():
                function(**ids)

        return app.task(name=name, retry=RETRY)(run)

    return decorate


def every(cron: str, name: str):
    """A job that is run at every site at the times of ``cron``; it gets ``now``."""

    def decorate(function):
        def run_everywhere(timestamp: int):
            close_old_connections()
            now = datetime.fromtimestamp(timestamp).astimezone()
            for site_id in Site.objects.order_by("pk").values_list("pk", flat=True):
                with at_site(site_id), transaction.atomic():
                    function(now=now)

        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name, pass_context=False)(run_everywhere))
        return function

    return decorate


def later(name: str, *, site_id: int, at: datetime | None = None, **ids) -> None:
    """Defer a job by name; it is there when the transaction is, and not otherwise."""
    app.configure_task(name=name, schedule_at=at).defer(
        site_id=site_id, **{key: str(value) for key, value in ids.items()}
    )
