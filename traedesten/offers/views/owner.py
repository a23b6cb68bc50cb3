"""The pages of the one who answers for an offer, by a link without an account."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Role
from traedesten.domain.journey import Stale
from traedesten.offers import actions, forms, queries
from traedesten.offers.models import Offer, OfferClosed, OfferFollows
from traedesten.offers.views.page import answer, known, on_top_of
from traedesten.offers.words import changes_of
from traedesten.tenancy import links
from traedesten.tenancy.models import Link
from traedesten.ui.labels import choices


def enter_owner(request, site, token):
    return links.enter(request, token=token, purpose=Link.Purpose.OFFER, to="offers:owner")


def owner(request, site):
    """The offer as others see it, and what can be done with one tap."""
    row, _by = _opened(request)
    if row is None:
        return links.gone(request)
    if not row.is_open:
        return _closed(request, row)
    now = timezone.now()
    page = {
        "offer": row,
        "capacities": choices("capacity"),
        "reports": queries.reports_for_owner(row, now),
        "changes": changes_of(row),
        "is_today": bool(row.confirmed_at) and timezone.localdate(row.confirmed_at) == timezone.localdate(now),
        "mark": row.freshness_at(now, request.site.confirm_offers_days),
    }
    return render(request, "offers/owner.html", page)


@require_POST
def owner_confirm(request, site):
    """It still fits. Said twice, it is thanked for twice."""
    return _do(request, actions.confirm_offer, _("Tak. Nu kan alle se, at det passer i dag."))


@require_POST
def owner_capacity(request, site):
    """How much room there is now."""
    form = forms.Capacity(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Vælg en af de fire."))
        return redirect("offers:owner", site)
    return _do(request, actions.edit_offer, _("Tak. Det står der nu."), **form.cleaned_data)


@require_POST
def owner_contact(request, site):
    """The contact person says yes or no to standing where everybody can read it."""
    is_public = "yes" in request.POST
    words = _("Tak. Nu kan alle se, hvem de kan ringe til.") if is_public else _("Dit navn og nummer er skjult nu.")
    return _do(request, actions.edit_offer, words, contact_public=is_public)


def owner_stop(request, site):
    """It no longer meets: ask once, then take it off the list."""
    row, _by = _opened(request)
    if row is None:
        return links.gone(request)
    if request.method == "POST":
        return _do(request, actions.stop_offer, _("Tak, fordi du sagde det. Vi har taget jer af listen."))
    return render(request, "offers/owner_stop.html", {"offer": row}) if row.is_open else _closed(request, row)


def owner_edit(request, site):
    """Put it right, and confirm it with that."""
    row, by = _opened(request)
    if row is None:
        return links.gone(request)
    if not row.is_open and request.method == "GET":
        return _closed(request, row)
    form = forms.OwnOffer(request.POST if request.method == "POST" else None, **known(), offer=row)
    status, theirs = 0, ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_offer(by=by, offer=row, confirms=True, now=timezone.now(), **form.facts)
        except OfferFollows:
            return links.gone(request)
        except OfferClosed:
            status = 409
        except Stale:
            status, theirs = 409, on_top_of(form, row)
        else:
            messages.success(request, _("Tak. Nu står det rigtigt, og det er bekræftet i dag."))
            return redirect("offers:owner", site)
    return answer(request, "owner_edit", form, status=status, theirs=theirs, offer=row)


def _opened(request) -> tuple:
    """(the offer that the link in the cookie opens, who comes by it); (None, None) without an open link."""
    link = links.link_in(request, Link.Purpose.OFFER)
    row = queries.offers().filter(pk=link.subject_id).first() if link else None
    return (row, links.actor_of(link, Role.OFFER_OWNER)) if row else (None, None)


def _do(request, action, words: str, **facts):
    row, by = _opened(request)
    if row is None:
        return links.gone(request)
    try:
        action(by=by, offer=row, now=timezone.now(), **facts)
    except OfferFollows:
        return links.gone(request)
    except OfferClosed:
        return _closed(request, row, status=409)
    messages.success(request, words)
    return redirect("offers:owner", request.site.slug)


def _closed(request, row: Offer, status: int = 200):
    return render(request, "offers/owner_closed.html", {"offer": row}, status=status)
