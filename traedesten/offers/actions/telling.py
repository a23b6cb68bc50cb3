"""What those who were there tell, and what somebody outside proposes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain import cpr
from traedesten.domain.access import Actor, Deed, require
from traedesten.offers import letters, queries
from traedesten.offers.models import Offer, OfferReport, OfferSuggestion
from traedesten.vault.models import DataKey

THANKS_EVERY = timedelta(days=7)


@transaction.atomic
def report_offer(*, by: Actor, offer: Offer, kind: str, now: datetime, note: str = "") -> OfferReport:
    """Tell how it was. The same again by the same person on the same day is one; a new word is added to it.

    The owner of an open offer is told once a day for each kind, and of what was lovely once a week.
    """
    require(by, Deed.REPORT_OFFER, site_id=offer.site_id)
    if cpr.find(note):
        raise cpr.CprFound
    offer = offer.locked()  # one at a time, so that two taps at once are one
    report = queries.report_of_today(offer, kind, by.user_id, now)
    if report is None:
        report = OfferReport(offer=offer, key=offer.key, kind=kind, by_user_id=by.user_id, made_at=now)
    if note and note not in report.note:
        report.note = f"{report.note}\n{note}".strip()
        report.handled_at = None
    if _tell_owner(offer, kind, now):
        report.told_owner_at = now
    report.save()
    record(by=by, verb="offer.reported", subject=offer, at=now, report=report.pk, kind=str(kind))
    return report


def _tell_owner(offer: Offer, kind: str, now: datetime) -> bool:
    """Whether a message left."""
    if not offer.is_open:
        return False
    name, key = "offer_report", f"offer_report:{offer.pk}:{kind}:{timezone.localdate(now)}"
    if kind == OfferReport.Kind.LOVELY:
        if queries.was_thanked_since(offer, now - THANKS_EVERY):
            return False
        name, key = "offer_thanks", f"offer_thanks:{offer.pk}:{timezone.localdate(now)}"
    return letters.to_owner(name, offer, now=now, key=key) is not None


@transaction.atomic
def handle_report(*, by: Actor, report: OfferReport, now: datetime) -> OfferReport:
    """The coordinator has seen it."""
    require(by, Deed.HANDLE_REPORT, site_id=report.site_id)
    report = report.locked()
    report.handled_at = report.handled_at or now
    report.save(update_fields=["handled_at"])
    record(by=by, verb="offer.report_handled", subject=report, at=now)
    return report


@transaction.atomic
def suggest_change(
    *,
    by: Actor,
    now: datetime,
    submission_key: UUID,
    changes: dict,
    offer: Offer | None = None,
    suspicions: Iterable[str] = (),
    **sender: str,
) -> OfferSuggestion:
    """Take in what somebody outside proposes, for a coordinator to read. The same form sent twice is one.

    ``changes`` are lists of what was posted, by field; nothing of it is shown before somebody has taken it.
    ``sender`` is their ``note``, ``sender_name`` and ``sender_contact``, as far as they told.
    """
    require(by, Deed.SUGGEST_CHANGE, site_id=by.site_id)
    words = [*sender.values(), *(value for values in changes.values() for value in values)]
    if any(cpr.find(value) for value in words):
        raise cpr.CprFound
    known = queries.suggestion_submitted(submission_key)
    if known:
        return known
    row = OfferSuggestion(
        key=DataKey.new(),
        offer=offer,
        base_version=offer.version if offer else 0,
        changes=changes,
        suspicions=[*suspicions, *queries.too_many_suggestions(now)],
        submission_key=submission_key,
        made_at=now,
        **sender,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the other half of a double click was quicker
        return queries.suggestion_submitted(submission_key)
    record(by=by, verb="offer.change_suggested", subject=row, at=now, offer=offer and offer.pk)
    return row


@transaction.atomic
def leave_suggestion(*, by: Actor, suggestion: OfferSuggestion, now: datetime) -> OfferSuggestion:
    """Let a suggestion lie. ``Stale`` when it was answered already."""
    require(by, Deed.ANSWER_SUGGESTION, site_id=suggestion.site_id)
    suggestion = suggestion.locked()
    suggestion.answer(OfferSuggestion.State.LEFT, now)
    record(by=by, verb="offer.suggestion_left", subject=suggestion, at=now)
    return suggestion
