"""The clock of the directory: owners are asked, and those who do not answer are told of."""

from datetime import datetime

from django.utils import timezone

from traedesten.domain.access import system
from traedesten.domain.freshness import Step, next_step, patience
from traedesten.jobs import queue
from traedesten.offers import actions, queries
from traedesten.tenancy.queries import site_now

FIRST_HOUR, LAST_HOUR = 9, 11
"""When people are awake, by the site's own clock; every hour of them, in case a worker was down in the first."""


@queue.every("10 * * * *", "offers.ask_owners")
def ask_owners(now: datetime) -> None:
    """Once a day: what is asked already today is left alone."""
    site, local = site_now(), timezone.localtime(now)
    if not FIRST_HOUR <= local.hour <= LAST_HOUR:
        return
    today, every = local.date(), site.confirm_offers_days
    for offer in queries.offers_to_ask_about(now, patience(today, every)).iterator(chunk_size=200):
        step = next_step(offer.asked, today, every)
        if step == Step.ASK:
            actions.ask_owner(by=system(site.pk), offer=offer, now=now)
        elif step == Step.GIVE_UP and offer.unanswered_since is None:
            actions.give_up_asking(by=system(site.pk), offer=offer, now=now)
