"""Sources with their last run, runs with their records, and what a source no longer has."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from traedesten.offers.models import OfferException, OfferTime
from traedesten.offers.queries import directory_version
from traedesten.sources.models import (
    FollowedOffer,
    ImportBatch,
    ImportChange,
    ImportedOffer,
    ImportRun,
    Neighbourhood,
    OfferMerge,
    OfferSource,
    SharedOffer,
)
from traedesten.tenancy.models import Area, Site
from traedesten.tenancy.scope import current_site_id

State = ImportRun.State
STUCK_AFTER = timedelta(hours=2)


def sources() -> QuerySet[OfferSource]:
    return OfferSource.objects.defer("content").order_by("name", "made_at")


def sources_with_last_run() -> list[OfferSource]:
    """Each with ``last_run``, None when it was never read."""
    rows = list(sources())
    runs = ImportRun.objects.filter(source__in=rows).order_by("source", "-started_at").distinct("source")
    last = {run.source_id: run for run in runs}
    for row in rows:
        row.last_run = last.get(row.pk)
    return rows


def sources_by_night() -> QuerySet[OfferSource]:
    """Those with an address that are read again each night."""
    return sources().filter(is_nightly=True).exclude(url="")


def runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.select_related("source__key").defer("source__content").order_by("-started_at")


def run_in(run_id: str, *states: str) -> ImportRun | None:
    """The run, when it is still in one of these states."""
    return ImportRun.objects.filter(pk=run_id, state__in=states).first()


def run_at_work(source: OfferSource) -> ImportRun | None:
    return source.runs.filter(state__in=ImportRun.AT_WORK).first()


def is_stuck(run: ImportRun, now: datetime) -> bool:
    """Nothing was ever heard of it again."""
    return run.is_at_work and run.started_at < now - STUCK_AFTER


def can_be_undone(run: ImportRun) -> bool:
    """Only the last one that was taken over, while nothing is at work: what came later stands on it."""
    states = [*ImportRun.AT_WORK, State.DONE]
    later = ImportRun.objects.filter(source_id=run.source_id, started_at__gt=run.started_at, state__in=states)
    return run.state == State.DONE and not later.exists()


def changes() -> QuerySet[ImportChange]:
    """What runs did to offers, each with the whole offer as it is now."""
    return _with_offer(ImportChange.objects.select_related("key", "run__source"))


def changes_of(run: ImportRun, offer_ids: list[str]) -> list[ImportChange]:
    """Those of a run to these offers; ``is_last`` when no reading changed the offer afterwards."""
    later = ImportChange.objects.filter(
        offer_id=OuterRef("offer_id"), run__started_at__gt=OuterRef("run__started_at"), undone_at=None
    )
    return list(changes().filter(run=run, offer_id__in=offer_ids).annotate(is_last=~Exists(later)))


def can_undo_one(run: ImportRun) -> bool:
    """What was taken over can be undone offer by offer while nothing is at work on the source."""
    return run.state == State.DONE and run_at_work(run.source) is None


def records(run: ImportRun, number: int) -> list[dict[str, Any]]:
    """The records of one batch of the run, as ``actions.reading`` wrote them; empty beyond the last."""
    batch = run.batches.filter(number=number).first()
    return json.loads(batch.rows) if batch else []


def batch_count(run: ImportRun) -> int:
    return ImportBatch.objects.filter(run=run).count()


def imported(source: OfferSource) -> QuerySet[ImportedOffer]:
    """What the source's records became, each with the whole offer."""
    return _with_offer(source.imported.all())


def gone(run: ImportRun) -> QuerySet[ImportedOffer]:
    """Open offers that came from the source and are not in it any more, as the run saw it."""
    rows = run.source.imported.exclude(seen_run=run).filter(offer__is_open=True)
    return rows.select_related("offer__key").order_by("offer__name")


def is_last(run: ImportRun) -> bool:
    return not ImportRun.objects.filter(source_id=run.source_id, started_at__gt=run.started_at).exists()


def ids_of_areas() -> dict[str, str]:
    """Area id as text, by name in lower case and by postcode."""
    found: dict[str, str] = {}
    for pk, name, postcode in Area.objects.order_by("name").values_list("pk", "name", "postcode"):
        found |= {name.lower(): str(pk)} | ({postcode: str(pk)} if postcode else {})
    return found


def source(source_id: UUID) -> QuerySet[OfferSource]:
    """One source, with its file."""
    return OfferSource.objects.filter(pk=source_id)


def shared_by_us() -> QuerySet[SharedOffer]:
    return SharedOffer.objects.filter(site_id=current_site_id())


def shared_offers() -> list[SharedOffer]:
    """What this site shares, by name, each with whom."""
    return list(shared_by_us().select_related("neighbour").order_by("values__name", "neighbour__place"))


def shared_with_us() -> QuerySet[SharedOffer]:
    """What neighbours let this site see, by name or with everybody."""
    here = current_site_id()
    rows = SharedOffer.objects.filter(Q(neighbour_id=here) | Q(neighbour_id=None))
    return rows.exclude(site_id=here).select_related("site")


def shared_to_choose() -> QuerySet[SharedOffer]:
    """Open ones that this site does not follow, by place and name; those it stopped following too."""
    rows = shared_with_us().filter(values__is_open=True)
    followed = FollowedOffer.objects.filter(stopped_at=None).values("foreign_id")
    return rows.exclude(offer_id__in=followed).order_by("site__place", "values__name", "pk")


def state_of_shared() -> str:
    """Other than before when anything that this site may see is."""
    found = shared_with_us().order_by().aggregate(count=Count("pk"), last=Max("changed_at"))
    return f"{found['count']} {found['last'] and found['last'].isoformat()}"


def has_news() -> bool:
    """Whether something is to be told to neighbours, or heard from them."""
    known = Neighbourhood.objects.first()
    shares, sees = shared_by_us().exists(), state_of_shared()
    if known is None:
        return shares or not sees.startswith("0 ")
    return (shares and known.told_version != directory_version()) or known.heard != sees


def merges() -> QuerySet[OfferMerge]:
    """What was laid together and not taken apart, the newest first."""
    rows = OfferMerge.objects.filter(undone_at=None).select_related("winner__key", "loser__key")
    return rows.order_by("-made_at")


def followed() -> QuerySet[FollowedOffer]:
    """What follows neighbours' offers, each with the whole offer; what was stopped too."""
    rows = _with_offer(FollowedOffer.objects.select_related("neighbour"))
    return rows.order_by("neighbour__place", "offer__name")


def follower(offer_id: UUID) -> FollowedOffer | None:
    """How this offer follows a neighbour's, when it does."""
    return FollowedOffer.objects.select_related("neighbour").filter(offer_id=offer_id, stopped_at=None).first()


def neighbours() -> QuerySet[Site]:
    """Every other site, by place."""
    return Site.objects.exclude(pk=current_site_id()).order_by("place", "pk")


def _with_offer(rows: QuerySet) -> QuerySet:
    parts = ("offer__key", "offer__venue__area", "offer__organisation")
    times = Prefetch("offer__times", OfferTime.objects.all())
    exceptions = Prefetch("offer__exceptions", OfferException.objects.all())
    return rows.select_related(*parts).prefetch_related(times, exceptions)
