"""Offers, the open ones first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from traedesten.domain.freshness import MOST_TIMES, Freshness
from traedesten.domain.taxonomy import KEYS
from traedesten.offers.models import (
    Directory,
    Offer,
    OfferException,
    OfferReport,
    OfferSuggestion,
    OfferTime,
    Organisation,
)
from traedesten.ui.schedules import regular_words

KINDS = tuple(Offer.Kind.values)
MOST_SUGGESTIONS_PER_HOUR = 30


def offers() -> QuerySet[Offer]:
    times = Prefetch("times", OfferTime.objects.order_by("weekday", "starts"))
    exceptions = Prefetch("exceptions", OfferException.objects.order_by("on", "starts"))
    rows = Offer.objects.select_related("organisation", "venue__area", "key", "follows").prefetch_related(
        times, exceptions
    )
    return rows.order_by("-is_open", "name")


def open_offers() -> QuerySet[Offer]:
    return offers().filter(is_open=True)


def offers_to_search() -> QuerySet[Offer]:
    """The open ones with what a search reads, and nothing that is sealed."""
    sealed = ("contact_name", "contact_phone", "contact_email")
    times = Prefetch("times", OfferTime.objects.order_by("weekday", "starts"))
    rows = Offer.objects.filter(is_open=True).select_related("organisation", "venue__area").defer(*sealed)
    return rows.prefetch_related(times).order_by("pk")


def merged(offer_id: UUID) -> UUID | None:
    """The offer that this one was laid into, through as many steps as there were."""
    seen = {offer_id}
    found = Offer.objects.filter(pk=offer_id).values_list("merged_into", flat=True).first()
    last = None
    while found and found not in seen:
        seen.add(found)
        last, found = found, Offer.objects.filter(pk=found).values_list("merged_into", flat=True).first()
    return last


def offers_of_kind(kind: str) -> QuerySet[Offer]:
    """Those of one kind; all of them when the kind is not one of ours."""
    return offers().filter(kind=kind) if kind in KINDS else offers()


def kept_offers(kind: str, theme: str, mark: str, text: str, now: datetime, every_days: int) -> QuerySet[Offer]:
    """Those of a kind, about a theme, with a mark of freshness, and with a text in their name; "" is any."""
    rows = offers_of_kind(kind)
    if theme in KEYS:
        rows = rows.filter(interests__contains=[theme])
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(organisation__name__icontains=text))
    return rows.filter(**_with_mark(mark, now, every_days)) if mark else rows


def _with_mark(mark: str, now: datetime, every_days: int) -> dict:
    """The same borders as ``freshness``, by whole days of the site's own clock."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    due, stale = midnight - timedelta(days=every_days), midnight - timedelta(days=2 * every_days)
    marks = {
        Freshness.FRESH: {"confirmed_at__gte": due},
        Freshness.DUE: {"confirmed_at__lt": due, "confirmed_at__gte": stale},
        Freshness.STALE: {"confirmed_at__lt": stale},
        Freshness.NEVER: {"confirmed_at": None},
    }
    return marks.get(mark, {})


def organisation_names() -> list[str]:
    return list(Organisation.objects.order_by("name").values_list("name", flat=True))


def offers_to_ask_about(now: datetime, days: int) -> QuerySet[Offer]:
    """Open offers that nobody confirmed for ``days``, or whose owner has been asked; not those given up."""
    old = Q(confirmed_at=None) | Q(confirmed_at__lte=now - timedelta(days=days)) | Q(asked_times__gt=0)
    given_up = Q(unanswered_since__isnull=False, asked_times__gte=MOST_TIMES)
    return Offer.objects.filter(old, is_open=True, follows=None).exclude(given_up).order_by("pk")


def unanswered_offers() -> QuerySet[Offer]:
    """Open offers that nobody answers for, the longest first."""
    return offers().filter(is_open=True, unanswered_since__isnull=False).order_by("unanswered_since", "name")


def reports() -> QuerySet[OfferReport]:
    return OfferReport.objects.select_related("offer__key", "key").order_by("-made_at")


def reports_to_handle() -> QuerySet[OfferReport]:
    """Those nobody has looked at, what is wrong before what was lovely."""
    return reports().filter(handled_at=None).order_by("kind", "-made_at")


def reports_for_owner(offer: Offer, now: datetime) -> QuerySet[OfferReport]:
    """What was told about an offer since its owner last answered, for a quarter of a year at most."""
    since = max(filter(None, (offer.confirmed_at, now - timedelta(days=90))))
    return reports().filter(offer=offer, made_at__gte=since)


def report_of_today(offer: Offer, kind: str, user_id: int | None, now: datetime) -> OfferReport | None:
    today = {"made_at__date": timezone.localdate(now)}
    return OfferReport.objects.filter(offer=offer, kind=kind, by_user_id=user_id, **today).first()


def was_thanked_since(offer: Offer, since: datetime) -> bool:
    lovely = OfferReport.objects.filter(offer=offer, kind=OfferReport.Kind.LOVELY)
    return lovely.filter(told_owner_at__gt=since).exists()


def suggestions() -> QuerySet[OfferSuggestion]:
    """What was proposed and nobody has answered; what looks like a machine's work last."""
    return every_suggestion().filter(state=OfferSuggestion.State.OPEN).order_by("suspicions", "made_at")


def every_suggestion() -> QuerySet[OfferSuggestion]:
    """The answered ones too."""
    return OfferSuggestion.objects.select_related("offer__key", "offer__venue__area", "offer__organisation", "key")


def suggestions_for(offer: Offer) -> QuerySet[OfferSuggestion]:
    return suggestions().filter(offer=offer)


def suggestion_with(key: str) -> OfferSuggestion | None:
    """The open one with this id; None for anything else that may stand in an address."""
    try:
        return suggestions().filter(pk=UUID(key)).first()
    except ValueError:
        return None


def suggestion_submitted(key) -> OfferSuggestion | None:
    return OfferSuggestion.objects.filter(submission_key=key).first()


def too_many_suggestions(now: datetime) -> list[str]:
    """A sign that a machine writes: more in the last hour than people at one site do."""
    recent = OfferSuggestion.objects.filter(made_at__gt=now - timedelta(hours=1)).count()
    return ["many"] if recent >= MOST_SUGGESTIONS_PER_HOUR else []


def to_do() -> dict[str, int]:
    """How much waits for a coordinator, by the name of the page where it lies."""
    return {
        "unanswered": Offer.objects.filter(is_open=True, unanswered_since__isnull=False).count(),
        "reports": OfferReport.objects.filter(handled_at=None).count(),
        "suggestions": OfferSuggestion.objects.filter(state=OfferSuggestion.State.OPEN).count(),
    }


def time_words(offer: Offer) -> list[str]:
    """Its regular times in words, in the order of the week."""
    return [regular_words(time.regular) for time in offer.times.all()]


def directory_version() -> int:
    """Rises with each change of an offer at the site."""
    return Directory.objects.values_list("version", flat=True).first() or 0


def outline() -> dict:
    """The municipality as a GeoJSON geometry; empty where none was loaded."""
    return Directory.objects.values_list("outline", flat=True).first() or {}


def open_offers_by_id(ids: Iterable) -> dict[str, Offer]:
    """Those of the open offers, by id as text, with everything a page shows of them."""
    rows = open_offers().filter(pk__in=list(ids))
    return {str(row.pk): row for row in rows}
